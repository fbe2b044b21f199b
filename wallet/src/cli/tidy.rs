use super::{
	calls::{Cases, Ehr, Keys, Registry, Research, Revocation},
	scope, Report, Wallet,
};
use crate::{error::Result, trade::Call as Trade};
use clap::Subcommand;
use salus_primitives::{
	cases::CaseId,
	index::EmergencyId,
	record::{RecordId, Scope},
	research::SpendingId,
	trade::{OfferId, SlotIndex},
	Hash,
};
use salus_runtime::RuntimeCall;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Clear an expired consent; the deposit returns to the patient.
	#[command(after_help = "Example: salus tidy consent //Patient --all --hospital charite --as //Anyone")]
	Consent {
		/// The patient.
		patient: String,
		#[command(flatten)]
		target: super::patient::Target,
		#[command(flatten)]
		grantee: super::patient::To,
	},
	/// Clear an expired authorisation; the deposit returns to the hospital that gave it.
	#[command(after_help = "Example: salus tidy authorisation st-mary charite 0x…16 bytes… --as //Anyone")]
	Authorisation {
		/// Handle of the hospital that authorised.
		custodian: String,
		/// Handle of the hospital authorised.
		grantee: String,
		/// The scope.
		#[arg(value_parser = scope)]
		scope: Scope,
	},
	/// Clear a declaration of access of a past epoch; the deposit returns to the doctor.
	#[command(after_help = "Example: salus tidy access //Cardiologist 0x…32 bytes… --as //Anyone")]
	Access {
		/// The doctor.
		doctor: String,
		/// The record.
		#[arg(value_parser = super::hash)]
		record: RecordId,
	},
	/// Return the deposit for a dismissed person whom the council restored.
	#[command(after_help = "Example: salus tidy deposit //Nurse --as //Anyone")]
	Deposit {
		/// The person.
		account: String,
	},
	/// Clear a dead key; the deposit for its leaf returns.
	#[command(after_help = "Example: salus tidy key //Nurse --as //Anyone")]
	Key {
		/// Whose.
		account: String,
	},
	/// Return a publisher's bond once its epoch has passed.
	#[command(after_help = "Example: salus tidy bond //Charite --as //Anyone")]
	Bond {
		/// The publisher.
		publisher: String,
	},
	/// Clear a sale that was never locked, or that closed some time ago; the deposit returns to the seller.
	#[command(after_help = "Example: salus tidy sale 0x…32 bytes… --as //Anyone")]
	Sale {
		/// The order.
		#[arg(value_parser = super::hash)]
		order: Hash,
	},
	/// Clear a slot of a closed offer that closed some time ago.
	#[command(after_help = "Example: salus tidy slot 3 0 --as //Anyone")]
	Slot {
		/// The offer.
		offer: OfferId,
		/// The slot.
		slot: SlotIndex,
	},
	/// Clear a closed offer whose slots are cleared; the deposit returns to the buyer.
	#[command(after_help = "Example: salus tidy offer 3 --as //Anyone")]
	Offer {
		/// The offer.
		offer: OfferId,
	},
	/// End a wait of a case that is over: nobody assigned, reported, answered or decided in time. Costs nothing.
	#[command(after_help = "Example: salus tidy lapse-case 3 --as //Anyone")]
	LapseCase {
		/// The case.
		case: CaseId,
	},
	/// Clear a settled case that can be rated no more; deposits return.
	#[command(after_help = "Example: salus tidy case 3 --as //Anyone")]
	Case {
		/// The case.
		case: CaseId,
	},
	/// Clear an emergency that is over and reviewed; the deposit returns.
	#[command(after_help = "Example: salus tidy emergency 3 --as //Anyone")]
	Emergency {
		/// The emergency.
		id: EmergencyId,
	},
	/// Clear the interests of a doctor, your own or of one who is staff no more; the deposit returns.
	#[command(after_help = "Example: salus tidy interests //Cardiologist --as //Anyone")]
	Interests {
		/// The doctor.
		doctor: String,
	},
	/// Clear a researcher's spending that no hospital answers any more; the deposit returns to the researcher.
	#[command(after_help = "Example: salus tidy spending 7 --as //Anyone")]
	Spending {
		/// The spending.
		spending: SpendingId,
	},
	/// Clear update keys of past epochs.
	#[command(after_help = "Example: salus tidy update-keys --limit 100 --as //Anyone")]
	UpdateKeys {
		/// At most so many.
		#[arg(long, default_value_t = 100)]
		limit: u32,
	},
	/// Clear ended entries of the cover. Costs nothing.
	#[command(after_help = "Example: salus tidy cover --limit 100 --as //Anyone")]
	Cover {
		/// At most so many.
		#[arg(long, default_value_t = 100)]
		limit: u32,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		let chain = wallet.chain().await?;
		let call: RuntimeCall = match self {
			Self::Consent {
				patient,
				target,
				grantee,
			} => Ehr::clear_consent {
				patient: wallet.account(&patient)?,
				target: target.get(),
				grantee: grantee.get(wallet, &chain).await?,
			}
			.into(),
			Self::Authorisation {
				custodian,
				grantee,
				scope,
			} => Ehr::clear_authorisation {
				custodian: super::hospital(&chain, &custodian).await?.id,
				grantee: super::hospital(&chain, &grantee).await?.id,
				scope,
			}
			.into(),
			Self::Access { doctor, record } => Ehr::clear_access {
				doctor: wallet.account(&doctor)?,
				record,
			}
			.into(),
			Self::Deposit { account } => Registry::release_deposit {
				account: wallet.account(&account)?,
			}
			.into(),
			Self::Key { account } => Keys::clear_key {
				account: wallet.account(&account)?,
			}
			.into(),
			Self::Bond { publisher } => Keys::release_bond {
				publisher: wallet.account(&publisher)?,
			}
			.into(),
			Self::Sale { order } => Trade::clear_sale { order }.into(),
			Self::Slot { offer, slot } => Trade::clear_slot { offer, slot }.into(),
			Self::Offer { offer } => Trade::clear_offer { offer }.into(),
			Self::LapseCase { case } => Cases::lapse_case { case }.into(),
			Self::Case { case } => Cases::clear_case { case }.into(),
			Self::Emergency { id } => Ehr::clear_emergency { id }.into(),
			Self::Interests { doctor } => Ehr::clear_interests {
				doctor: wallet.account(&doctor)?,
			}
			.into(),
			Self::Spending { spending } => Research::clear_spending { spending }.into(),
			Self::UpdateKeys { limit } => Keys::clear_update_keys { limit }.into(),
			Self::Cover { limit } => Revocation::clear_ended { limit }.into(),
		};
		Ok((&chain.submit(&wallet.signer()?, call).await?).into())
	}
}

use super::{GranteeJson, TargetJson};
use salus_primitives::{
	authority::Epoch,
	cases::{CaseId, Verdict},
	hospital::HospitalId,
	index::{EmergencyId, EmergencyReason, EmergencyVerdict},
	record::{TrailEntry, TrailEvent},
	AccountId, BlockNumber, Hash,
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// What happened to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum TrailEventJson {
	/// Registered.
	Registered {
		/// Issuer and first custodian.
		hospital: HospitalId,
	},
	/// Custody moved.
	CustodyTransferred {
		/// From.
		from: HospitalId,
		/// To.
		to: HospitalId,
	},
	/// Retired.
	Retired,
	/// A doctor declared an access.
	Accessed {
		/// Who.
		doctor: AccountId,
		/// For which hospital.
		hospital: HospitalId,
		/// In which epoch.
		epoch: Epoch,
	},
	/// The patient consented.
	ConsentGranted {
		/// To what.
		target: TargetJson,
		/// For whom.
		grantee: GranteeJson,
	},
	/// The patient withdrew consent.
	ConsentWithdrawn {
		/// To what.
		target: TargetJson,
		/// For whom.
		grantee: GranteeJson,
	},
	/// A hospital authorised another.
	Authorised {
		/// Who.
		custodian: HospitalId,
		/// Whom.
		grantee: HospitalId,
		/// For what.
		scope: Bytes,
	},
	/// An authorisation ended early.
	AuthorisationWithdrawn {
		/// Who.
		custodian: HospitalId,
		/// Whom.
		grantee: HospitalId,
		/// For what.
		scope: Bytes,
	},
	/// A hospital says that it searched for a doctor.
	Searched {
		/// Which hospital.
		hospital: HospitalId,
		/// For whom.
		doctor: AccountId,
		/// With how many interests.
		interests: u16,
	},
	/// A hospital says that it told a doctor what matched.
	Matched {
		/// Which hospital.
		hospital: HospitalId,
		/// Whom.
		doctor: AccountId,
		/// How many records.
		matches: u32,
		/// Commitment to them.
		commitment: Hash,
	},
	/// A hospital says that it pre-decrypted the record for a doctor.
	PreDecrypted {
		/// Which hospital.
		hospital: HospitalId,
		/// For whom.
		doctor: AccountId,
	},
	/// A doctor opens the record without consent.
	EmergencyDeclared {
		/// Number of the emergency.
		id: EmergencyId,
		/// Who.
		doctor: AccountId,
		/// For which hospital.
		hospital: HospitalId,
		/// Why.
		reason: EmergencyReason,
	},
	/// The council reviewed an emergency.
	EmergencyReviewed {
		/// Number of the emergency.
		id: EmergencyId,
		/// Who declared it.
		doctor: AccountId,
		/// What the council found.
		verdict: EmergencyVerdict,
	},
	/// A doctor was given the case of the record.
	CaseAssigned {
		/// The case.
		case: CaseId,
		/// Who.
		doctor: AccountId,
		/// For which hospital.
		hospital: HospitalId,
	},
	/// A doctor reported on the record to the patient.
	Reported {
		/// The case.
		case: CaseId,
		/// Who.
		doctor: AccountId,
	},
	/// A dispute about a report was decided.
	CaseDecided {
		/// The case.
		case: CaseId,
		/// How.
		verdict: Verdict,
	},
}

impl From<TrailEvent<AccountId>> for TrailEventJson {
	fn from(event: TrailEvent<AccountId>) -> Self {
		match event {
			TrailEvent::Registered { hospital } => Self::Registered { hospital },
			TrailEvent::CustodyTransferred { from, to } => Self::CustodyTransferred { from, to },
			TrailEvent::Retired => Self::Retired,
			TrailEvent::Accessed {
				doctor,
				hospital,
				epoch,
			} => Self::Accessed {
				doctor,
				hospital,
				epoch,
			},
			TrailEvent::ConsentGranted { target, grantee } => Self::ConsentGranted {
				target: target.into(),
				grantee: grantee.into(),
			},
			TrailEvent::ConsentWithdrawn { target, grantee } => Self::ConsentWithdrawn {
				target: target.into(),
				grantee: grantee.into(),
			},
			TrailEvent::Authorised {
				custodian,
				grantee,
				scope,
			} => Self::Authorised {
				custodian,
				grantee,
				scope: scope.to_vec().into(),
			},
			TrailEvent::AuthorisationWithdrawn {
				custodian,
				grantee,
				scope,
			} => Self::AuthorisationWithdrawn {
				custodian,
				grantee,
				scope: scope.to_vec().into(),
			},
			TrailEvent::Searched {
				hospital,
				doctor,
				interests,
			} => Self::Searched {
				hospital,
				doctor,
				interests,
			},
			TrailEvent::Matched {
				hospital,
				doctor,
				matches,
				commitment,
			} => Self::Matched {
				hospital,
				doctor,
				matches,
				commitment,
			},
			TrailEvent::PreDecrypted { hospital, doctor } => Self::PreDecrypted { hospital, doctor },
			TrailEvent::EmergencyDeclared {
				id,
				doctor,
				hospital,
				reason,
			} => Self::EmergencyDeclared {
				id,
				doctor,
				hospital,
				reason,
			},
			TrailEvent::EmergencyReviewed { id, doctor, verdict } => {
				Self::EmergencyReviewed { id, doctor, verdict }
			}
			TrailEvent::CaseAssigned {
				case,
				doctor,
				hospital,
			} => Self::CaseAssigned {
				case,
				doctor,
				hospital,
			},
			TrailEvent::Reported { case, doctor } => Self::Reported { case, doctor },
			TrailEvent::CaseDecided { case, verdict } => Self::CaseDecided { case, verdict },
		}
	}
}

/// One entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TrailEntryJson {
	/// Block.
	pub at: BlockNumber,
	/// The record concerned, if it is one.
	pub record: Option<Hash>,
	/// The patient concerned, if it is one.
	pub patient: Option<AccountId>,
	/// What happened.
	pub event: TrailEventJson,
}

impl From<TrailEntry<AccountId, BlockNumber>> for TrailEntryJson {
	fn from(entry: TrailEntry<AccountId, BlockNumber>) -> Self {
		Self {
			at: entry.at,
			record: entry.record,
			patient: entry.patient,
			event: entry.event.into(),
		}
	}
}

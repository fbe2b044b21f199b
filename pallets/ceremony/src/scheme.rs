//! Where the pallet meets the cryptography of ceremonies: one function a question, each kind in its group.

use crate::{Config, Error, Pallet, RoundOf};
use alloc::vec::Vec;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_crypto::{
	ceremony::{
		self, AttributeKeys, CheckedRun, ComplaintError, DealError, FinishError, Origin, ReceivingKeyError,
		ReceivingKeys, Resharing, Run, Tokens,
	},
	Suite,
};
use salus_primitives::{
	authority::Parameters,
	ceremony::{deal_slices, CeremonyKind, Complaint, Deal, Purpose, ReceivingKey},
	token::TokenAuthority,
	traits::Sharings,
};
use sp_runtime::traits::Zero;

pub(crate) use salus_crypto::ceremony::threshold_for;

/// Whom a complaint proves guilty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
	/// The dealer.
	DealerLied,
	/// Who complained of a good share.
	ShareIsGood,
}

impl<T: Config> Pallet<T> {
	/// The run that a round is, once its members are fixed.
	pub(crate) fn run(kind: CeremonyKind, round: &RoundOf<T>) -> Result<CheckedRun, Error<T>> {
		let origin = match round.purpose {
			Purpose::Fresh | Purpose::Replace { .. } => Origin::Fresh,
			Purpose::Reshare { .. } => Origin::Resharing(Self::handed_on(kind)?),
		};
		Run {
			genesis: Self::genesis_hash(),
			kind: kind.into(),
			number: round.number,
			generation: round.generation(),
			threshold: round.threshold,
			members: round
				.members
				.iter()
				.map(|member| member.account.clone().into())
				.collect(),
			origin,
		}
		.check()
		.map_err(|_| Error::<T>::InvalidRun)
	}

	/// The keys to which the shares of a round are sealed.
	pub(crate) fn receiving_keys(run: &CheckedRun, round: &RoundOf<T>) -> Result<ReceivingKeys, Error<T>> {
		let keys = round.members.iter().map(|member| member.key).collect();
		ReceivingKeys::new(run, keys).map_err(|_| Error::<T>::InvalidRun)
	}

	fn handed_on(kind: CeremonyKind) -> Result<Resharing, Error<T>> {
		let resharing = match kind {
			CeremonyKind::AttributeKeys => T::Keys::parameters().ok_or(Error::<T>::NoKey)?.resharing(),
			CeremonyKind::Tokens => T::Keys::token_authority().ok_or(Error::<T>::NoKey)?.resharing(),
		};
		resharing.map_err(|_| Error::<T>::InvalidRun)
	}

	/// The hash of the chain's first block, which everything posted is bound to.
	pub(crate) fn genesis_hash() -> [u8; 32] {
		let mut genesis = [0; 32];
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		for (to, from) in genesis.iter_mut().zip(hash.as_ref()) {
			*to = *from;
		}
		genesis
	}
}

/// Whether member `index` knows the secret of the key that it posts.
pub(crate) fn check_key(run: &CheckedRun, index: u16, key: &ReceivingKey) -> Result<(), ReceivingKeyError> {
	ceremony::verify_receiving_key(run, index, &key.key, &key.proof)
}

/// Whether a deal is one, and the one that its dealer committed to.
pub(crate) fn verify_deal<S: Suite>(
	kind: CeremonyKind,
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	commitment: &[u8; 32],
	deal: &[u8],
) -> Result<(), DealError> {
	match kind {
		CeremonyKind::AttributeKeys => {
			ceremony::verify_deal::<AttributeKeys<S>>(run, keys, dealer, commitment, deal)
		}
		CeremonyKind::Tokens => ceremony::verify_deal::<Tokens>(run, keys, dealer, commitment, deal),
	}
}

/// Whom a complaint about a deal proves guilty.
pub(crate) fn judge<S: Suite>(
	kind: CeremonyKind,
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	recipient: u16,
	deal: &[u8],
	complaint: &Complaint,
) -> Result<Verdict, ComplaintError> {
	let complaint = ceremony::Complaint {
		shared: complaint.shared,
		proof: complaint.proof,
	};
	let verdict = match kind {
		CeremonyKind::AttributeKeys => {
			ceremony::judge::<AttributeKeys<S>>(run, keys, dealer, recipient, deal, &complaint)
		}
		CeremonyKind::Tokens => ceremony::judge::<Tokens>(run, keys, dealer, recipient, deal, &complaint),
	}?;
	Ok(match verdict {
		ceremony::Verdict::Dealer(_) => Verdict::DealerLied,
		ceremony::Verdict::Complainer => Verdict::ShareIsGood,
	})
}

/// The deals that count of those that stand; none if they are too few.
pub(crate) fn qualified(run: &CheckedRun, standing: &[u16]) -> Option<Vec<u16>> {
	ceremony::qualified(run, standing).ok()
}

/// A coefficient of the sum of the deals.
pub(crate) fn coefficient_sum<S: Suite>(
	kind: CeremonyKind,
	run: &CheckedRun,
	keys: &ReceivingKeys,
	deals: &[(u16, Deal)],
	k: u16,
) -> Option<Vec<u8>> {
	let deals = deal_slices(deals);
	found(match kind {
		CeremonyKind::AttributeKeys => ceremony::coefficient_sum::<AttributeKeys<S>>(run, keys, &deals, k),
		CeremonyKind::Tokens => ceremony::coefficient_sum::<Tokens>(run, keys, &deals, k),
	})
}

/// What is public of the shares of member `j`.
pub(crate) fn member_public<S: Suite>(
	kind: CeremonyKind,
	run: &CheckedRun,
	sums: &[Vec<u8>],
	j: u16,
) -> Option<Vec<u8>> {
	let values = found(match kind {
		CeremonyKind::AttributeKeys => ceremony::member_publics::<AttributeKeys<S>>(run, sums, j..=j),
		CeremonyKind::Tokens => ceremony::member_publics::<Tokens>(run, sums, j..=j),
	})?;
	values.into_iter().next()
}

/// The parameters that a run made, with whose they are.
pub(crate) fn parameters<S: Suite, AccountId: Clone>(
	run: &CheckedRun,
	sums: &[Vec<u8>],
	members: &[Vec<u8>],
	accounts: &[AccountId],
) -> Option<Parameters<AccountId>> {
	let public = found(ceremony::public::<AttributeKeys<S>>(run, sums, members))?;
	Parameters::new(public, accounts)
}

/// The token key's values that a run made, with whose they are.
pub(crate) fn token_authority<AccountId: Clone>(
	run: &CheckedRun,
	sums: &[Vec<u8>],
	members: &[Vec<u8>],
	accounts: &[AccountId],
) -> Option<TokenAuthority<AccountId>> {
	let public = found(ceremony::public::<Tokens>(run, sums, members))?;
	TokenAuthority::new(public, accounts)
}

/// What a step found. What it did not find no transaction can mend: the round ends, and the operator reads why.
fn found<V>(value: Result<V, FinishError>) -> Option<V> {
	value
		.inspect_err(|error| log::error!("a ceremony finds no key: {error}"))
		.ok()
}

impl<T> From<ReceivingKeyError> for Error<T> {
	fn from(error: ReceivingKeyError) -> Self {
		match error {
			ReceivingKeyError::NoSuchMember => Self::NotParticipant,
			ReceivingKeyError::Key(_) => Self::InvalidKey,
			ReceivingKeyError::Proof(_) | ReceivingKeyError::Forged => Self::InvalidKeyProof,
		}
	}
}

impl<T> From<DealError> for Error<T> {
	fn from(error: DealError) -> Self {
		match error {
			DealError::OtherKind => Self::InvalidRun,
			DealError::NoSuchDealer => Self::NotDealer,
			DealError::Length { .. } => Self::WrongLength,
			DealError::NotCommitted => Self::OtherDeal,
			DealError::NotTheOldShare => Self::OtherSecret,
			DealError::Ephemeral(_) | DealError::Coefficient { .. } => Self::InvalidPoint,
			DealError::ConstantsProof(_) | DealError::UnknownEphemeral | DealError::UnknownConstants => {
				Self::InvalidDealProof
			}
		}
	}
}

impl<T> From<ComplaintError> for Error<T> {
	fn from(error: ComplaintError) -> Self {
		match error {
			ComplaintError::OtherKind => Self::InvalidRun,
			ComplaintError::NoSuchDealer | ComplaintError::Deal(_) => Self::NoDeal,
			ComplaintError::NoReceivingKey => Self::NotRecipient,
			ComplaintError::Point(_) | ComplaintError::Proof(_) | ComplaintError::Forged => {
				Self::InvalidComplaint
			}
		}
	}
}

//! Transactions that nobody signs: valid if their proof is, and if what they take is there.

use crate::{claims::Bonded, Config, Error, FulfilmentBytes, Pallet, Presentation};
use codec::Encode;
use frame_support::pallet_prelude::{
	InvalidTransaction, TransactionLongevity, TransactionPriority, TransactionSource,
	TransactionValidityError, TransactionValidityWithRefund, ValidTransaction,
};
use frame_support::weights::Weight;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::trade::{OfferId, SlotIndex};
use sp_runtime::traits::{SaturatedConversion, Saturating};

/// Blocks for which such a transaction waits at most before it is looked at again.
const LONGEVITY: TransactionLongevity = 64;
/// Claims stand back behind whatever is signed.
const CLAIM_PRIORITY: TransactionPriority = 1;
/// A fulfilment has a deadline, and there are no more of them than slots: nobody crowds it out.
const FULFILMENT_PRIORITY: TransactionPriority = 1_000_000_000_000_000_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn authorise_claim(
		_source: TransactionSource,
		id: &OfferId,
		payee: &T::AccountId,
		expiry: &BlockNumberFor<T>,
		presentation: &Presentation,
	) -> TransactionValidityWithRefund {
		let (offer, claim) = Self::admit(*id, *expiry, presentation, Bonded::No).map_err(Self::refusal)?;
		let spent = Self::check_claim(*id, &offer, payee, *expiry, &claim).map_err(Self::refusal)?;
		let left: TransactionLongevity = expiry.saturating_sub(Self::now()).saturated_into();
		let validity = ValidTransaction::with_tag_prefix("salus/claim")
			.and_provides((id, claim.nullifier()))
			.priority(CLAIM_PRIORITY)
			.longevity(left.saturating_add(1).min(LONGEVITY))
			.propagate(true)
			.build()?;
		Ok((validity, Self::worst_claim_check().saturating_sub(spent)))
	}

	pub(crate) fn authorise_fulfilment(
		_source: TransactionSource,
		id: &OfferId,
		index: &SlotIndex,
		fulfilment: &FulfilmentBytes,
	) -> TransactionValidityWithRefund {
		let payment = Self::payable(*id, *index).map_err(Self::refusal)?;
		Self::check_fulfilment(*id, *index, &payment, fulfilment).map_err(Self::refusal)?;
		let validity = ValidTransaction::with_tag_prefix("salus/fulfil")
			.and_provides((id, index))
			.priority(FULFILMENT_PRIORITY)
			.longevity(LONGEVITY)
			.propagate(true)
			.build()?;
		Ok((validity, Weight::zero()))
	}

	/// Why such a transaction is refused: the error's index, or that it should wait for another block.
	fn refusal(error: Error<T>) -> TransactionValidityError {
		match error {
			Error::<T>::TooManyClaims => InvalidTransaction::ExhaustsResources,
			other => InvalidTransaction::Custom(other.encode().first().copied().unwrap_or(u8::MAX)),
		}
		.into()
	}
}

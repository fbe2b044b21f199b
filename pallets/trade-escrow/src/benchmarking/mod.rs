//! Each call on its worst input: the most issuers, the longest predicates, all attributes hidden, a bond to return.

mod setup;

use super::*;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{Authorize, Get},
};
use frame_system::RawOrigin;
use salus_primitives::trade::{TradeId, MAX_OFFER_ISSUERS, MAX_PREDICATES};
use setup::{funded, issuers, request, schema, signed, wait, Sold, Wanted};
use sp_runtime::{traits::Saturating, transaction_validity::TransactionSource};

/// Attributes of a schema, at most.
const ATTRIBUTES: u32 = 28;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose_sale() -> Result<(), BenchmarkError> {
		let sold = Sold::<T>::new(account("seller", 0, 0))?;
		#[extrinsic_call]
		_(RawOrigin::Signed(sold.seller.clone()), sold.proposal.clone());
		assert_eq!(sold.state(), Some(SaleState::Proposed));
		Ok(())
	}

	#[benchmark]
	fn lock() -> Result<(), BenchmarkError> {
		let sold = Sold::<T>::proposed(account("seller", 0, 0))?;
		let Proposal {
			buyer,
			q_prime,
			r,
			bundle,
			price,
			..
		} = sold.proposal.clone();
		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), sold.order, q_prime, r, bundle, price);
		assert!(matches!(sold.state(), Some(SaleState::Locked { .. })));
		Ok(())
	}

	#[benchmark]
	fn reveal() -> Result<(), BenchmarkError> {
		let sold = Sold::<T>::locked(whitelisted_caller())?;
		#[extrinsic_call]
		_(RawOrigin::Signed(sold.seller.clone()), sold.order, sold.key);
		assert!(matches!(sold.state(), Some(SaleState::Paid { .. })));
		Ok(())
	}

	#[benchmark]
	fn refund() -> Result<(), BenchmarkError> {
		let sold = Sold::<T>::locked(account("seller", 0, 0))?;
		let until = sold.proposal.deadline.saturating_add(T::Grace::get());
		frame_system::Pallet::<T>::set_block_number(until);
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), sold.order);
		assert!(matches!(sold.state(), Some(SaleState::Refunded { .. })));
		Ok(())
	}

	#[benchmark]
	fn clear_sale() -> Result<(), BenchmarkError> {
		let sold = Sold::<T>::proposed(account("seller", 0, 0))?;
		let after = sold.proposal.deadline.saturating_add(1u32.into());
		frame_system::Pallet::<T>::set_block_number(after);
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), sold.order);
		assert_eq!(sold.state(), None);
		Ok(())
	}

	#[benchmark]
	fn post_offer(n: Linear<1, MAX_OFFER_ISSUERS>) -> Result<(), BenchmarkError> {
		let buyer = funded::<T>(account("buyer", 0, 0));
		let (_, hospitals) = issuers::<T>(n);
		let request = request::<T>(
			&buyer,
			hospitals,
			&schema(ATTRIBUTES)?,
			MAX_PREDICATES,
			0u32.into(),
		);
		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), request);
		assert_eq!(NextOffer::<T>::get(), 1);
		Ok(())
	}

	#[benchmark]
	fn claim_slot() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::new(MAX_OFFER_ISSUERS, ATTRIBUTES, 0u32.into())?;
		let presentation = wanted.presentation()?;
		#[extrinsic_call]
		_(
			RawOrigin::Authorized,
			wanted.id,
			wanted.payee.clone(),
			wanted.expiry,
			presentation,
		);
		assert_eq!(wanted.slot(), Some(SlotState::Claimed));
		Ok(())
	}

	#[benchmark]
	fn authorize_claim_slot(
		n: Linear<3, MAX_OFFER_ISSUERS>,
		l: Linear<1, ATTRIBUTES>,
	) -> Result<(), BenchmarkError> {
		let call = Wanted::<T>::new(n, l, 0u32.into())?.claim()?;
		#[block]
		{
			let validity = call.authorize(TransactionSource::External);
			assert!(validity.is_some_and(|validity| validity.is_ok()));
		}
		Ok(())
	}

	#[benchmark]
	fn fulfil_slot() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::claimed_with_bond()?;
		let fulfilment = wanted.fulfilment()?;
		#[extrinsic_call]
		_(RawOrigin::Authorized, wanted.id, 0, fulfilment);
		assert!(matches!(wanted.slot(), Some(SlotState::Paid { .. })));
		Ok(())
	}

	#[benchmark]
	fn authorize_fulfil_slot() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::claimed()?;
		let call = Call::<T>::fulfil_slot {
			offer: wanted.id,
			slot: 0,
			fulfilment: wanted.fulfilment()?,
		};
		#[block]
		{
			let validity = call.authorize(TransactionSource::External);
			assert!(validity.is_some_and(|validity| validity.is_ok()));
		}
		Ok(())
	}

	#[benchmark]
	fn lapse_slot() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::claimed_with_bond()?;
		wanted.close();
		wanted.miss();
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), wanted.id, 0);
		assert!(matches!(wanted.slot(), Some(SlotState::Lapsed { .. })));
		Ok(())
	}

	#[benchmark]
	fn close_offer() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::new(1, 1, 0u32.into())?;
		#[extrinsic_call]
		_(RawOrigin::Signed(wanted.buyer.clone()), wanted.id);
		let phase = Offers::<T>::get(wanted.id).map(|offer| offer.phase);
		assert!(matches!(phase, Some(OfferPhase::Closing { .. })));
		Ok(())
	}

	#[benchmark]
	fn settle_offer() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::claimed()?;
		assert_ok!(Pallet::<T>::close_offer(signed::<T>(&wanted.buyer), wanted.id));
		wait::<T>(T::CloseNotice::get());
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), wanted.id);
		let phase = Offers::<T>::get(wanted.id).map(|offer| offer.phase);
		assert_eq!(phase, Some(OfferPhase::Closed));
		Ok(())
	}

	#[benchmark]
	fn clear_slot() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::claimed()?;
		wanted.close();
		wanted.miss();
		let caller: T::AccountId = whitelisted_caller();
		assert_ok!(Pallet::<T>::lapse_slot(signed::<T>(&caller), wanted.id, 0));
		wait::<T>(T::RatingPeriod::get());
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), wanted.id, 0);
		assert_eq!(wanted.slot(), None);
		Ok(())
	}

	#[benchmark]
	fn clear_offer() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::new(MAX_OFFER_ISSUERS, 1, 0u32.into())?;
		wanted.close();
		#[extrinsic_call]
		_(RawOrigin::Signed(whitelisted_caller()), wanted.id);
		assert!(!Offers::<T>::contains_key(wanted.id));
		Ok(())
	}

	#[benchmark]
	fn rate() -> Result<(), BenchmarkError> {
		let wanted = Wanted::<T>::claimed()?;
		wanted.miss();
		let trade = TradeId::Slot {
			offer: wanted.id,
			slot: 0,
		};
		assert_ok!(Pallet::<T>::lapse_slot(signed::<T>(&wanted.buyer), wanted.id, 0));
		#[extrinsic_call]
		_(RawOrigin::Signed(wanted.payee.clone()), trade, 5);
		assert_eq!(
			Slots::<T>::get(wanted.id, 0).and_then(|slot| slot.ratings.by_seller),
			Some(5)
		);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}

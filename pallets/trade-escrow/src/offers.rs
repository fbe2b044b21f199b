//! Standing offers: posted with all their money, closed with notice, settled, cleared.

use crate::{
	BalanceOf, Config, Error, Event, HoldReason, NextOffer, Offer, OfferOf, OfferPhase, OfferRequestOf,
	OfferTerms, Offers, Pallet, StoredIssuer, Terms, WeightInfo,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	ensure,
	traits::{fungible::Inspect, Get},
	BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_crypto::{
	credential::{IssuerKey, Schema},
	keys::KeyContext,
	offer,
};
use salus_primitives::{hospital::HospitalId, trade::OfferId, traits::IssuerRegistry};
use sp_runtime::{
	traits::{CheckedAdd, CheckedMul, Convert, SaturatedConversion, Saturating, Zero},
	DispatchResult,
};

/// Bytes of the transactions around a claim's presentation and around a fulfilment, at most.
const ENVELOPE: u32 = 128;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_post_offer(buyer: T::AccountId, request: OfferRequestOf<T>) -> DispatchResult {
		let now = Self::now();
		ensure!(request.number > 0, Error::<T>::NoSlots);
		ensure!(request.number <= T::MaxSlots::get(), Error::<T>::TooManySlots);
		Self::ensure_deadline(request.deadline, 1u32.into())?;
		ensure!(
			request.fulfil_blocks >= T::LeastFulfilment::get()
				&& request.fulfil_blocks <= T::MaxDuration::get(),
			Error::<T>::InvalidFulfilTime
		);
		let schema = Schema::from_bytes(&request.schema).map_err(|_| Error::<T>::InvalidSchema)?;
		let (claim_fee, fulfil_fee) = Self::offer_fees(&request, schema.reference().attributes);
		let kept = claim_fee
			.checked_add(&fulfil_fee)
			.and_then(|fee| fee.checked_add(&T::Currency::minimum_balance()))
			.ok_or(Error::<T>::AmountOverflow)?;
		ensure!(request.price >= kept, Error::<T>::PriceTooLow);
		let max_claims = Self::max_claims(request.number);
		let prices = Self::times(request.price, request.number)?;
		let fees = Self::times(claim_fee, max_claims)?;
		let escrow = prices.checked_add(&fees).ok_or(Error::<T>::AmountOverflow)?;

		let id = NextOffer::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::OffersExhausted)?;
		let terms = Self::check_terms(id, &request, &schema)?;
		let context = KeyContext {
			genesis: Self::genesis().0,
			account: buyer.clone().into(),
		};
		let key_point = offer::verify_offer_key::<T::Suite>(&request.key, &request.key_proof, &context)
			.map_err(|_| Error::<T>::InvalidKey)?
			.0;

		let deposit = Self::offer_deposit(terms.encoded_size(), max_claims);
		Self::hold(
			HoldReason::OfferDeposit,
			&buyer,
			deposit,
			Error::<T>::DepositUnaffordable,
		)?;
		Self::hold(
			HoldReason::OfferEscrow,
			&buyer,
			escrow,
			Error::<T>::PriceUnaffordable,
		)?;
		NextOffer::<T>::put(next);
		Terms::<T>::insert(id, terms);
		Offers::<T>::insert(
			id,
			Offer {
				buyer: buyer.clone(),
				price: request.price,
				claim_fee,
				fulfil_fee,
				bond: request.bond,
				key: request.key,
				key_point,
				deadline: request.deadline,
				fulfil_blocks: request.fulfil_blocks,
				posted_at: now,
				phase: OfferPhase::Open,
				number: request.number,
				free: request.number,
				claimed: 0,
				paid: 0,
				claims: 0,
				stored: 0,
				fees,
				recent: (now, 0),
				deposit,
			},
		);
		Self::deposit_event(Event::OfferPosted {
			offer: id,
			buyer,
			price: request.price,
			number: request.number,
			deadline: request.deadline,
		});
		Ok(())
	}

	pub(crate) fn do_close_offer(buyer: &T::AccountId, id: OfferId) -> DispatchResult {
		let mut offer = Offers::<T>::get(id).ok_or(Error::<T>::OfferNotFound)?;
		ensure!(offer.buyer == *buyer, Error::<T>::NotBuyer);
		match offer.phase {
			OfferPhase::Open => {}
			OfferPhase::Closing { .. } => return Err(Error::<T>::OfferClosing.into()),
			OfferPhase::Closed => return Err(Error::<T>::OfferClosed.into()),
		}
		let until = Self::now().saturating_add(T::CloseNotice::get());
		offer.phase = OfferPhase::Closing { until };
		Offers::<T>::insert(id, offer);
		Self::deposit_event(Event::OfferClosing { offer: id, until });
		Ok(())
	}

	pub(crate) fn do_settle_offer(id: OfferId) -> DispatchResult {
		let mut offer = Offers::<T>::get(id).ok_or(Error::<T>::OfferNotFound)?;
		let now = Self::now();
		let is_spent =
			offer.claimed == 0 && (offer.free == 0 || offer.claims >= Self::max_claims(offer.number));
		let may_settle = match offer.phase {
			OfferPhase::Open => is_spent || Self::is_over(&offer, now),
			OfferPhase::Closing { until } => is_spent || Self::is_over(&offer, now) || now >= until,
			OfferPhase::Closed => return Err(Error::<T>::OfferClosed.into()),
		};
		ensure!(may_settle, Error::<T>::OfferStillOpen);
		let returned = Self::unclaimed(&offer).saturating_add(offer.fees);
		Self::release(HoldReason::OfferEscrow, &offer.buyer, returned);
		offer.free = 0;
		offer.fees = Zero::zero();
		offer.phase = OfferPhase::Closed;
		Offers::<T>::insert(id, offer);
		Self::deposit_event(Event::OfferClosed { offer: id, returned });
		Ok(())
	}

	pub(crate) fn do_clear_offer(id: OfferId) -> DispatchResult {
		let offer = Offers::<T>::get(id).ok_or(Error::<T>::OfferNotFound)?;
		ensure!(offer.phase == OfferPhase::Closed, Error::<T>::OfferStillOpen);
		ensure!(offer.stored == 0, Error::<T>::NotClearable);
		Offers::<T>::remove(id);
		Terms::<T>::remove(id);
		Self::release(HoldReason::OfferDeposit, &offer.buyer, offer.deposit);
		Self::deposit_event(Event::OfferCleared { offer: id });
		Ok(())
	}

	/// Prices on hold for slots that nobody claims.
	pub(crate) fn unclaimed(offer: &OfferOf<T>) -> BalanceOf<T> {
		offer.price.saturating_mul(offer.free.into())
	}

	/// What claiming and fulfilling cost. They are fixed for all slots of an offer, as its price is. Whoever pays a bond
	/// signs, and pays for the claim.
	fn offer_fees(request: &OfferRequestOf<T>, attributes: u8) -> (BalanceOf<T>, BalanceOf<T>) {
		let issuers: u32 = request.issuers.len().saturated_into();
		let claim = T::WeightInfo::claim_slot()
			.saturating_add(T::WeightInfo::authorize_claim_slot(issuers, attributes.into()));
		let fulfil = T::WeightInfo::fulfil_slot().saturating_add(T::WeightInfo::authorize_fulfil_slot());
		// Each issuer adds a challenge and a response.
		let missing = offer::MAX_ISSUERS
			.saturating_sub(request.issuers.len())
			.saturating_mul(64);
		let claim_length = offer::MAX_CLAIM
			.saturating_sub(missing)
			.saturated_into::<u32>()
			.saturating_add(ENVELOPE);
		let fulfilment_length = offer::Fulfilment::LENGTH
			.saturated_into::<u32>()
			.saturating_add(ENVELOPE);
		let claim_fee = if request.bond.is_zero() {
			T::Fee::convert((claim, claim_length))
		} else {
			Zero::zero()
		};
		(claim_fee, T::Fee::convert((fulfil, fulfilment_length)))
	}

	fn times(amount: BalanceOf<T>, number: u32) -> Result<BalanceOf<T>, Error<T>> {
		amount
			.checked_mul(&number.into())
			.ok_or(Error::<T>::AmountOverflow)
	}

	/// What claims will be checked against.
	fn check_terms(
		id: OfferId,
		request: &OfferRequestOf<T>,
		schema: &Schema,
	) -> Result<OfferTerms, Error<T>> {
		let sets: Vec<Vec<&[u8]>> = request
			.predicates
			.iter()
			.map(|predicate| predicate.any_of.iter().map(|bucket| bucket.as_slice()).collect())
			.collect();
		let predicates: Vec<offer::Predicate<'_>> = request
			.predicates
			.iter()
			.zip(&sets)
			.map(|(predicate, set)| offer::Predicate {
				index: predicate.attribute,
				set,
			})
			.collect();
		offer::check_terms(schema, &predicates, request.field).map_err(|_| Error::<T>::InvalidTerms)?;
		let reference = schema.reference();
		let (issuers, issuers_digest) = Self::check_issuers(&request.issuers)?;
		Ok(OfferTerms {
			schema: reference.digest,
			attributes: reference.attributes,
			predicates: request.predicates.clone(),
			field: request.field,
			issuers: BoundedVec::try_from(issuers).map_err(|_| Error::<T>::InvalidIssuers)?,
			issuers_digest,
			nullifier_base: offer::nullifier_base::<T::Suite>(&Self::genesis().0, id).0,
		})
	}

	/// The keys under which hospitals issue now, with the digest of them.
	fn check_issuers(hospitals: &[HospitalId]) -> Result<(Vec<StoredIssuer>, [u8; 32]), Error<T>> {
		let mut keys = Vec::with_capacity(hospitals.len());
		for hospital in hospitals {
			let (pk1, pk2) = T::Issuers::issuer_key(*hospital)
				.filter(|(pk1, _)| T::Issuers::issues_under(*hospital, pk1))
				.ok_or(Error::<T>::IssuerNotAccredited)?;
			keys.push(IssuerKey { pk1, pk2 });
		}
		let prepared = offer::prepare_issuers::<T::Suite>(&keys).map_err(|_| Error::<T>::InvalidIssuers)?;
		let issuers = hospitals
			.iter()
			.zip(&keys)
			.zip(&prepared.pk1)
			.map(|((hospital, key), point)| StoredIssuer {
				hospital: *hospital,
				pk1: key.pk1,
				pk2: key.pk2,
				point: point.0,
			})
			.collect();
		Ok((issuers, prepared.digest))
	}

	/// Whether an offer takes no claims any more, whatever its phase.
	pub(crate) fn is_over(offer: &OfferOf<T>, now: BlockNumberFor<T>) -> bool {
		now > offer.deadline
	}
}

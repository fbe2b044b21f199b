//! Claims of slots: cheap checks first, then the proof.

use crate::{
	Bond, Config, Error, Event, HoldReason, Nullifiers, OfferOf, OfferPhase, Offers, Pallet, Presentation,
	RecentClaims, Slot, SlotState, Slots, Terms, WeightInfo, CLAIMS_OF_A_PATIENT, CLAIMS_OF_A_SLOT,
};
use alloc::vec::Vec;
use frame_support::{
	ensure,
	traits::{Get, UnixTime},
	weights::Weight,
};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_crypto::{
	credential::{is_accepted_quarter, SchemaRef, StoredG1, MAX_ATTRIBUTES},
	offer::{self, Claim, ClaimContext, ClaimStatement, IssuersOnChain},
};
use salus_primitives::{
	trade::{OfferId, Ratings, MAX_OFFER_ISSUERS},
	traits::IssuerRegistry,
};
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, Zero},
	DispatchError, DispatchResult,
};

/// Whether the claim of a slot comes with a bond.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bonded {
	Yes,
	No,
}

impl<T: Config> Pallet<T> {
	/// Weight of checking a claim of the largest offer.
	pub(crate) fn worst_claim_check() -> Weight {
		T::WeightInfo::authorize_claim_slot(MAX_OFFER_ISSUERS, MAX_ATTRIBUTES.saturated_into())
	}

	/// Claims that an offer of `number` values takes at most, ever.
	pub(crate) fn max_claims(number: u32) -> u32 {
		number.saturating_mul(CLAIMS_OF_A_SLOT)
	}

	/// Everything about a claim but its proof, from what costs least on.
	pub(crate) fn admit(
		id: OfferId,
		expiry: BlockNumberFor<T>,
		presentation: &Presentation,
		bonded: Bonded,
	) -> Result<(OfferOf<T>, Claim), Error<T>> {
		let now = Self::now();
		ensure!(now <= expiry, Error::<T>::ClaimExpired);
		let offer = Offers::<T>::get(id).ok_or(Error::<T>::OfferNotFound)?;
		match offer.phase {
			OfferPhase::Open => {}
			OfferPhase::Closing { .. } => return Err(Error::<T>::OfferClosing),
			OfferPhase::Closed => return Err(Error::<T>::OfferClosed),
		}
		ensure!(!Self::is_over(&offer, now), Error::<T>::OfferExpired);
		match bonded {
			Bonded::Yes => ensure!(!offer.bond.is_zero(), Error::<T>::NoBondWanted),
			Bonded::No => ensure!(offer.bond.is_zero(), Error::<T>::BondRequired),
		}
		ensure!(offer.free > 0, Error::<T>::NoFreeSlot);
		ensure!(
			offer.claims < Self::max_claims(offer.number),
			Error::<T>::ClaimsExhausted
		);
		let claim = Claim::parse(presentation).map_err(|_| Error::<T>::MalformedClaim)?;
		ensure!(
			is_accepted_quarter(claim.quarter(), T::Time::now().as_secs()),
			Error::<T>::QuarterNotAccepted
		);
		let made = Nullifiers::<T>::get(id, claim.nullifier());
		// So that nobody is paid twice, nor a claim sent again by whoever saw it.
		ensure!(!made.standing, Error::<T>::AlreadyClaimed);
		ensure!(made.count < CLAIMS_OF_A_PATIENT, Error::<T>::NullifierUsed);
		// Last, since another block may take what this one does not.
		ensure!(
			Self::in_this_block(RecentClaims::<T>::get()) < T::MaxClaimsPerBlock::get()
				&& Self::in_this_block(offer.recent) < T::MaxClaimsPerOffer::get(),
			Error::<T>::TooManyClaims
		);
		Ok((offer, claim))
	}

	/// The proof of a claim that [`Self::admit`] let pass, under the issuers that are accepted at this block; and the weight
	/// of checking it.
	pub(crate) fn check_claim(
		id: OfferId,
		offer: &OfferOf<T>,
		payee: &T::AccountId,
		expiry: BlockNumberFor<T>,
		claim: &Claim,
	) -> Result<Weight, Error<T>> {
		let terms = Terms::<T>::get(id).ok_or(Error::<T>::OfferNotFound)?;
		let accepted: Vec<bool> = terms
			.issuers
			.iter()
			.map(|issuer| T::Issuers::issues_under(issuer.hospital, &issuer.pk1))
			.collect();
		ensure!(accepted.contains(&true), Error::<T>::NoAcceptedIssuer);
		let pk1: Vec<StoredG1> = terms
			.issuers
			.iter()
			.map(|issuer| StoredG1(issuer.point))
			.collect();
		let sets: Vec<Vec<&[u8]>> = terms
			.predicates
			.iter()
			.map(|predicate| predicate.any_of.iter().map(|bucket| bucket.as_slice()).collect())
			.collect();
		let predicates: Vec<offer::Predicate<'_>> = terms
			.predicates
			.iter()
			.zip(&sets)
			.map(|(predicate, set)| offer::Predicate {
				index: predicate.attribute,
				set,
			})
			.collect();
		let context = ClaimContext {
			genesis: Self::genesis().0,
			offer: id,
			payee: payee.clone().into(),
			buyer: offer.buyer.clone().into(),
			y: offer.key,
			price: offer.price.saturated_into(),
			expiry: expiry.saturated_into(),
		};
		let statement = ClaimStatement {
			context: &context,
			schema: SchemaRef {
				digest: terms.schema,
				attributes: terms.attributes,
			},
			predicates: &predicates,
			field: terms.field,
			issuers: IssuersOnChain {
				digest: terms.issuers_digest,
				pk1: &pk1,
				accepted: &accepted,
			},
			nullifier_base: StoredG1(terms.nullifier_base),
		};
		claim
			.verify::<T::Suite>(&statement)
			.map_err(|_| Error::<T>::InvalidClaim)?;
		Ok(T::WeightInfo::authorize_claim_slot(
			terms.issuers.len().saturated_into(),
			terms.attributes.into(),
		))
	}

	/// What the proof authorised in this very transaction.
	pub(crate) fn do_claim_slot(
		id: OfferId,
		payee: T::AccountId,
		expiry: BlockNumberFor<T>,
		presentation: &Presentation,
	) -> DispatchResult {
		let (offer, claim) = Self::admit(id, expiry, presentation, Bonded::No)?;
		Self::open_slot(id, offer, payee, &claim, None)
	}

	pub(crate) fn do_claim_bonded_slot(
		owner: T::AccountId,
		id: OfferId,
		payee: T::AccountId,
		expiry: BlockNumberFor<T>,
		presentation: &Presentation,
	) -> Result<Weight, DispatchError> {
		let (offer, claim) = Self::admit(id, expiry, presentation, Bonded::Yes)?;
		let weight = Self::check_claim(id, &offer, &payee, expiry, &claim)?;
		let amount = offer.bond;
		Self::hold(
			HoldReason::ClaimBond,
			&owner,
			amount,
			Error::<T>::BondUnaffordable,
		)?;
		Self::open_slot(id, offer, payee, &claim, Some(Bond { owner, amount }))?;
		Ok(weight)
	}

	fn open_slot(
		id: OfferId,
		mut offer: OfferOf<T>,
		payee: T::AccountId,
		claim: &Claim,
		bond: Option<Bond<T::AccountId, crate::BalanceOf<T>>>,
	) -> DispatchResult {
		let commitment = claim
			.commitment::<T::Suite>()
			.map_err(|_| Error::<T>::InvalidClaim)?;
		// Whoever pays a bond signs, and pays the fee too.
		let advanced = if bond.is_some() {
			Zero::zero()
		} else {
			Self::charge(&offer.buyer, offer.claim_fee)?;
			offer.claim_fee
		};
		let (now, slot, nullifier) = (Self::now(), offer.claims, *claim.nullifier());
		let fulfil_by = now.saturating_add(offer.fulfil_blocks);
		offer.fees = offer.fees.saturating_sub(advanced);
		offer.free = offer.free.saturating_sub(1);
		offer.claimed = offer.claimed.saturating_add(1);
		offer.claims = offer.claims.saturating_add(1);
		offer.stored = offer.stored.saturating_add(1);
		offer.recent = (now, Self::in_this_block(offer.recent).saturating_add(1));
		Slots::<T>::insert(
			id,
			slot,
			Slot {
				payee: payee.clone(),
				nullifier,
				commitment: commitment.0,
				claimed_at: now,
				fulfil_by,
				advanced,
				bond,
				state: SlotState::Claimed,
				ratings: Ratings::default(),
			},
		);
		Offers::<T>::insert(id, offer);
		Nullifiers::<T>::mutate(id, nullifier, |made| {
			made.count = made.count.saturating_add(1);
			made.standing = true;
		});
		RecentClaims::<T>::mutate(|recent| *recent = (now, Self::in_this_block(*recent).saturating_add(1)));
		Self::deposit_event(Event::SlotClaimed {
			offer: id,
			slot,
			payee,
			fulfil_by,
		});
		Ok(())
	}

	/// Claims of this block, given those of the block of the last one.
	fn in_this_block((block, count): (BlockNumberFor<T>, u32)) -> u32 {
		if block == Self::now() {
			count
		} else {
			0
		}
	}
}

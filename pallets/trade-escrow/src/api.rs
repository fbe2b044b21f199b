//! What the runtime API reads. Every list is paged; a cursor is the encoded key of the last item looked at.

use crate::{
	BalanceOf, Config, Event, Offer, OfferOf, OfferPhase, Offers, Pallet, SaleOf, SaleState, Sales, SlotOf,
	SlotState, Slots, Terms,
};
use alloc::vec::Vec;
use codec::{DecodeAll, Encode};
use frame_support::traits::Get;
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::{
	apis::{OfferFilter, TradeFilter},
	page::{Page, PageError, PageRequest, PageResult, MAX_PAGE},
	trade::{
		OfferId, OfferInfo, OfferIssuer, OfferState, OrderId, SaleInfo, SlotIndex, SlotInfo, TradeChange,
		TradeId, TradeInfo, TradeParameters, TradeState,
	},
	traits::IssuerRegistry,
};
use sp_runtime::traits::{Saturating, Zero};

/// Most items that one page looks at: with conditions, few of them may fit.
const MAX_SCAN: u32 = 4 * MAX_PAGE;

type OfferInfoOf<T> = OfferInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
type SaleInfoOf<T> = SaleInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
type SlotInfoOf<T> = SlotInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;
type TradeInfoOf<T> = TradeInfo<<T as frame_system::Config>::AccountId, BalanceOf<T>, BlockNumberFor<T>>;

impl<T: Config> Pallet<T> {
	/// Offers.
	pub fn api_offers(filter: OfferFilter<T::AccountId>, page: PageRequest) -> PageResult<OfferInfoOf<T>> {
		let offers = match cursor::<OfferId>(&page)? {
			None => Offers::<T>::iter(),
			Some(id) => Offers::<T>::iter_from(Offers::<T>::hashed_key_for(id)),
		};
		let fits = |offer: &OfferOf<T>| {
			filter.buyer.as_ref().is_none_or(|buyer| *buyer == offer.buyer)
				&& filter.state.is_none_or(|state| state == Self::offer_state(offer))
		};
		Ok(fill(
			&page,
			offers.map(|(id, offer)| {
				let info = fits(&offer).then(|| Self::offer_info(id, offer)).flatten();
				(id, info)
			}),
		))
	}

	/// One offer.
	pub fn api_offer(id: OfferId) -> Option<OfferInfoOf<T>> {
		Offers::<T>::get(id).and_then(|offer| Self::offer_info(id, offer))
	}

	/// Trades: sales, then slots.
	pub fn api_trades(filter: TradeFilter<T::AccountId>, page: PageRequest) -> PageResult<TradeInfoOf<T>> {
		let after = cursor::<TradeId>(&page)?;
		let sales = match (filter.offer, after) {
			(Some(_), _) | (_, Some(TradeId::Slot { .. })) => None,
			(None, None) => Some(Sales::<T>::iter()),
			(None, Some(TradeId::Sale(order))) => {
				Some(Sales::<T>::iter_from(Sales::<T>::hashed_key_for(order)))
			}
		};
		let (mut of_offer, mut of_all) = (None, None);
		match (filter.offer, after) {
			(Some(offer), Some(TradeId::Slot { slot, .. })) => {
				let from = Slots::<T>::hashed_key_for(offer, slot);
				of_offer = Some((offer, Slots::<T>::iter_prefix_from(offer, from)));
			}
			(Some(offer), _) => of_offer = Some((offer, Slots::<T>::iter_prefix(offer))),
			(None, Some(TradeId::Slot { offer, slot })) => {
				of_all = Some(Slots::<T>::iter_from(Slots::<T>::hashed_key_for(offer, slot)));
			}
			(None, _) => of_all = Some(Slots::<T>::iter()),
		}
		let sales = sales
			.into_iter()
			.flatten()
			.map(|(order, sale)| (TradeId::Sale(order), Some(Self::sale_info(order, sale))));
		let slots = of_offer
			.into_iter()
			.flat_map(|(offer, slots)| slots.map(move |(slot, stored)| (offer, slot, stored)))
			.chain(of_all.into_iter().flatten())
			.map(|(offer, slot, stored)| {
				(
					TradeId::Slot { offer, slot },
					Self::slot_info(offer, slot, stored),
				)
			});
		let trades = sales
			.map(|(id, info)| (id, info.map(TradeInfo::Sale)))
			.chain(slots.map(|(id, info)| (id, info.map(TradeInfo::Slot))));
		Ok(fill(
			&page,
			trades.map(|(id, info)| (id, info.filter(|info| fits(&filter, info)))),
		))
	}

	/// One trade.
	pub fn api_trade(id: TradeId) -> Option<TradeInfoOf<T>> {
		match id {
			TradeId::Sale(order) => {
				Sales::<T>::get(order).map(|sale| TradeInfo::Sale(Self::sale_info(order, sale)))
			}
			TradeId::Slot { offer, slot } => Slots::<T>::get(offer, slot)
				.and_then(|stored| Self::slot_info(offer, slot, stored))
				.map(TradeInfo::Slot),
		}
	}

	/// Times and bounds of trades on this chain.
	pub fn api_parameters() -> TradeParameters<BlockNumberFor<T>> {
		TradeParameters {
			grace: T::Grace::get(),
			lock_margin: T::LockMargin::get(),
			least_fulfilment: T::LeastFulfilment::get(),
			max_duration: T::MaxDuration::get(),
			close_notice: T::CloseNotice::get(),
			rating_period: T::RatingPeriod::get(),
			max_slots: T::MaxSlots::get(),
			max_claims_per_block: T::MaxClaimsPerBlock::get(),
			max_claims_per_offer: T::MaxClaimsPerOffer::get(),
		}
	}

	/// Where an offer stands at this block.
	pub(crate) fn offer_state(offer: &OfferOf<T>) -> OfferState {
		match offer.phase {
			OfferPhase::Closed => OfferState::Closed,
			OfferPhase::Closing { .. } => OfferState::Closing,
			OfferPhase::Open if Self::is_over(offer, Self::now()) => OfferState::Expired,
			OfferPhase::Open if offer.free == 0 || offer.claims >= Self::max_claims(offer.number) => {
				OfferState::Full
			}
			OfferPhase::Open => OfferState::Open,
		}
	}

	fn offer_info(id: OfferId, offer: OfferOf<T>) -> Option<OfferInfoOf<T>> {
		let terms = Terms::<T>::get(id)?;
		let state = Self::offer_state(&offer);
		let issuers = terms
			.issuers
			.into_iter()
			.map(|issuer| OfferIssuer {
				accepted: T::Issuers::issues_under(issuer.hospital, &issuer.pk1),
				hospital: issuer.hospital,
				pk1: issuer.pk1,
				pk2: issuer.pk2,
			})
			.collect();
		let Offer {
			buyer,
			price,
			claim_fee,
			fulfil_fee,
			bond,
			key,
			deadline,
			fulfil_blocks,
			posted_at,
			phase,
			number,
			free,
			claimed,
			paid,
			claims,
			..
		} = offer;
		Some(OfferInfo {
			id,
			buyer,
			key,
			schema: terms.schema,
			attributes: terms.attributes,
			predicates: terms.predicates.into_inner(),
			field: terms.field,
			issuers,
			price,
			claim_fee,
			fulfil_fee,
			bond,
			number,
			free,
			claimed,
			paid,
			claims,
			max_claims: Self::max_claims(number),
			deadline,
			fulfil_blocks,
			closes_at: match phase {
				OfferPhase::Closing { until } => Some(until),
				OfferPhase::Open | OfferPhase::Closed => None,
			},
			posted_at,
			state,
		})
	}

	fn sale_info(order: OrderId, sale: SaleOf<T>) -> SaleInfoOf<T> {
		let refundable_from = Self::refundable_from(&sale);
		let can_lock = Self::now().saturating_add(T::LockMargin::get()) <= sale.proposal.deadline;
		let (state, since, key) = match sale.state {
			SaleState::Proposed if can_lock => (TradeState::Proposed, sale.proposed_at, None),
			SaleState::Proposed => (TradeState::Expired, sale.proposed_at, None),
			SaleState::Locked { at } => (TradeState::Locked, at, None),
			SaleState::Paid { at, key } => (TradeState::Paid, at, Some(key)),
			SaleState::Refunded { at } => (TradeState::Refunded, at, None),
		};
		SaleInfo {
			order,
			seller: sale.seller,
			buyer: sale.proposal.buyer,
			trade_key: sale.trade_key,
			price: sale.proposal.price,
			terms: sale.proposal.terms,
			nonce: sale.proposal.nonce,
			q_prime: sale.proposal.q_prime,
			r: sale.proposal.r,
			bundle: sale.proposal.bundle,
			deadline: sale.proposal.deadline,
			refundable_from,
			state,
			key,
			proposed_at: sale.proposed_at,
			since,
			ratings: sale.ratings,
		}
	}

	fn slot_info(id: OfferId, index: SlotIndex, slot: SlotOf<T>) -> Option<SlotInfoOf<T>> {
		let offer = Offers::<T>::get(id)?;
		let (fee, lapses_from) = (Self::slot_fee(&offer, &slot), Self::lapses_from(&slot));
		let (state, since, value) = match slot.state {
			SlotState::Claimed => (TradeState::Locked, slot.claimed_at, None),
			SlotState::Paid { at, e1, e2 } => (TradeState::Paid, at, Some((e1, e2))),
			SlotState::Lapsed { at } => (TradeState::Refunded, at, None),
		};
		Some(SlotInfo {
			offer: id,
			slot: index,
			payee: slot.payee,
			buyer: offer.buyer,
			price: offer.price,
			fee,
			bond: slot.bond.map_or(Zero::zero(), |bond| bond.amount),
			nullifier: slot.nullifier,
			commitment: slot.commitment,
			value,
			claimed_at: slot.claimed_at,
			fulfil_by: slot.fulfil_by,
			lapses_from,
			state,
			since,
			ratings: slot.ratings,
		})
	}
}

impl<T: Config> Event<T> {
	/// What an event changed: the trade, or the offer.
	pub fn change(&self) -> TradeChange {
		match self {
			Self::SaleProposed { order, .. }
			| Self::SaleLocked { order, .. }
			| Self::SalePaid { order, .. }
			| Self::SaleRefunded { order }
			| Self::SaleCleared { order } => TradeChange::Trade(TradeId::Sale(*order)),
			Self::OfferPosted { offer, .. }
			| Self::OfferClosing { offer, .. }
			| Self::OfferClosed { offer, .. }
			| Self::OfferCleared { offer } => TradeChange::Offer(*offer),
			Self::SlotClaimed { offer, slot, .. }
			| Self::SlotFulfilled { offer, slot, .. }
			| Self::SlotLapsed { offer, slot }
			| Self::SlotCleared { offer, slot } => TradeChange::Trade(TradeId::Slot {
				offer: *offer,
				slot: *slot,
			}),
			Self::Rated { trade, .. } => TradeChange::Trade(*trade),
			Self::__Ignore(_, never) => match *never {},
		}
	}
}

/// Whether a trade meets every condition.
fn fits<AccountId: PartialEq, Balance, BlockNumber>(
	filter: &TradeFilter<AccountId>,
	info: &TradeInfo<AccountId, Balance, BlockNumber>,
) -> bool {
	let (buyer, seller) = match info {
		TradeInfo::Sale(sale) => (&sale.buyer, &sale.seller),
		TradeInfo::Slot(slot) => (&slot.buyer, &slot.payee),
	};
	let concerns = |account: &AccountId| account == buyer || account == seller;
	filter.account.as_ref().is_none_or(concerns) && filter.state.is_none_or(|state| state == info.state())
}

/// The key after which a page starts.
fn cursor<K: DecodeAll>(page: &PageRequest) -> Result<Option<K>, PageError> {
	page.cursor
		.as_ref()
		.map(|bytes| K::decode_all(&mut bytes.as_slice()))
		.transpose()
		.map_err(|_| PageError::InvalidCursor)
}

/// Takes a page of those `items` that fit. All come with their keys.
fn fill<K: Encode, Item>(
	page: &PageRequest,
	mut items: impl Iterator<Item = (K, Option<Item>)>,
) -> Page<Item> {
	let (mut taken, mut last) = (Vec::new(), None);
	let (mut room, mut scans) = (page.bounded_limit(), MAX_SCAN);
	while room > 0 && scans > 0 {
		let Some((key, item)) = items.next() else {
			return Page {
				items: taken,
				next: None,
			};
		};
		last = Some(key);
		scans = scans.saturating_sub(1);
		if let Some(item) = item {
			taken.push(item);
			room = room.saturating_sub(1);
		}
	}
	Page {
		items: taken,
		next: items.next().and(last).map(|key| key.encode()),
	}
}

//! Ratings of closed trades.

use crate::{Config, Error, Event, Offers, Pallet, Sales, Slots};
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use salus_primitives::trade::{Ratings, Side, TradeId};
use sp_runtime::{traits::Saturating, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_rate(who: &T::AccountId, trade: TradeId, stars: u8) -> DispatchResult {
		ensure!((1..=5).contains(&stars), Error::<T>::InvalidRating);
		let by = match trade {
			TradeId::Sale(order) => Sales::<T>::try_mutate(order, |stored| {
				let sale = stored.as_mut().ok_or(Error::<T>::SaleNotFound)?;
				let parties = (&sale.proposal.buyer, &sale.seller);
				Self::note_rating(who, parties, sale.state.closed_at(), &mut sale.ratings, stars)
			}),
			TradeId::Slot { offer, slot } => {
				let buyer = Offers::<T>::get(offer).ok_or(Error::<T>::OfferNotFound)?.buyer;
				Slots::<T>::try_mutate(offer, slot, |stored| {
					let slot = stored.as_mut().ok_or(Error::<T>::SlotNotFound)?;
					let parties = (&buyer, &slot.payee);
					Self::note_rating(who, parties, slot.state.closed_at(), &mut slot.ratings, stars)
				})
			}
		}?;
		Self::deposit_event(Event::Rated { trade, by, stars });
		Ok(())
	}

	/// Notes what `who` thinks, and returns which side that is.
	fn note_rating(
		who: &T::AccountId,
		(buyer, seller): (&T::AccountId, &T::AccountId),
		closed_at: Option<BlockNumberFor<T>>,
		ratings: &mut Ratings,
		stars: u8,
	) -> Result<Side, Error<T>> {
		let (side, rating) = if who == buyer {
			(Side::Buyer, &mut ratings.by_buyer)
		} else if who == seller {
			(Side::Seller, &mut ratings.by_seller)
		} else {
			return Err(Error::<T>::NotParty);
		};
		let closed_at = closed_at.ok_or(Error::<T>::TradeNotClosed)?;
		ensure!(!Self::is_rating_over(closed_at), Error::<T>::RatingOver);
		ensure!(rating.is_none(), Error::<T>::AlreadyRated);
		*rating = Some(stars);
		Ok(side)
	}

	/// Whether a trade that closed then can be rated no more.
	pub(crate) fn is_rating_over(closed_at: BlockNumberFor<T>) -> bool {
		Self::now() >= closed_at.saturating_add(T::RatingPeriod::get())
	}
}

//! A dealer deals what it had committed to.

use crate::{enrol::dealer_index, scheme, Config, Deals, Dealt, Error, Event, Pallet, Rounds};
use salus_primitives::ceremony::{CeremonyKind, Deal, Phase, Round};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Answers the number of members, on which the work depends.
	pub(crate) fn do_deal(
		operator: T::AccountId,
		kind: CeremonyKind,
		number: Round,
		deal: Deal,
	) -> Result<u32, DispatchError> {
		let mut round = Self::running(kind, number, Phase::Deal)?;
		let index = dealer_index(&round, &operator).ok_or(Error::<T>::NotDealer)?;
		let members = u32::from(round.size());
		let run = Self::run(kind, &round)?;
		let keys = Self::receiving_keys(&run, &round)?;
		let dealer = round
			.dealers
			.iter_mut()
			.find(|dealer| dealer.account == operator)
			.ok_or(Error::<T>::NotDealer)?;
		let commitment = match dealer.dealt {
			Dealt::Nothing => return Err(Error::<T>::NotCommitted.into()),
			Dealt::Committed(commitment) => commitment,
			Dealt::Deal(_) | Dealt::Excluded(_) => return Err(Error::<T>::AlreadyDealt.into()),
		};
		scheme::verify_deal::<T::Suite>(kind, &run, &keys, index, &commitment, &deal)
			.map_err(Error::<T>::from)?;

		dealer.dealt = Dealt::Deal(commitment);
		Deals::<T>::insert(kind, index, deal);
		let awaited = round
			.dealers_that(|dealt| matches!(dealt, Dealt::Committed(_)))
			.count();
		if awaited == 0 {
			Self::end_early(&mut round);
		}
		Rounds::<T>::insert(kind, round);
		Self::deposit_event(Event::Dealt {
			kind,
			round: number,
			who: operator,
			dealer: index,
		});
		Ok(members)
	}
}

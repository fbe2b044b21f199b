//! A recipient shows the share that it got: either the dealer lied, or the complainer.

use crate::{
	enrol::member_index,
	scheme::{self, Verdict},
	Config, Deals, Dealt, Deposits, Error, Event, Pallet, Rounds,
};
use frame_support::ensure;
use salus_primitives::ceremony::{CeremonyKind, Complaint, Phase, Round};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Answers the number of members, on which the work depends, and whether the complaint was upheld.
	pub(crate) fn do_complain(
		complainer: T::AccountId,
		kind: CeremonyKind,
		number: Round,
		index: u16,
		complaint: Complaint,
	) -> Result<(u32, bool), DispatchError> {
		let mut round = Self::running(kind, number, Phase::Complain)?;
		let recipient = member_index(&round, &complainer).ok_or(Error::<T>::NotRecipient)?;
		let receives = round
			.members
			.iter()
			.any(|member| member.account == complainer && member.key.is_some());
		ensure!(receives, Error::<T>::NotRecipient);
		ensure!(
			Deposits::<T>::contains_key(kind, &complainer),
			Error::<T>::DepositForfeited
		);
		let members = u32::from(round.size());
		let run = Self::run(kind, &round)?;
		let keys = Self::receiving_keys(&run, &round)?;
		let at = usize::from(index.checked_sub(1).ok_or(Error::<T>::NoDeal)?);
		let dealer = round.dealers.get_mut(at).ok_or(Error::<T>::NoDeal)?;
		let commitment = match dealer.dealt {
			Dealt::Nothing | Dealt::Committed(_) => return Err(Error::<T>::NoDeal.into()),
			Dealt::Deal(commitment) => commitment,
			Dealt::Excluded(_) => return Err(Error::<T>::DealerIsExcluded.into()),
		};
		ensure!(dealer.account != complainer, Error::<T>::OwnDeal);
		let deal = Deals::<T>::get(kind, index).ok_or(Error::<T>::NoDeal)?;
		let verdict = scheme::judge::<T::Suite>(kind, &run, &keys, index, recipient, &deal, &complaint)
			.map_err(Error::<T>::from)?;

		let accused = dealer.account.clone();
		match verdict {
			Verdict::DealerLied => {
				dealer.dealt = Dealt::Excluded(commitment);
				Deals::<T>::remove(kind, index);
				Rounds::<T>::insert(kind, round);
				let (slashed, reward) = Self::slash_liar(kind, &accused, &complainer);
				Self::deposit_event(Event::DealerExcluded {
					kind,
					round: number,
					dealer: accused,
					complainer,
					slashed,
					reward,
				});
				Ok((members, true))
			}
			Verdict::ShareIsGood => {
				let (slashed, reward) = Self::slash_liar(kind, &complainer, &accused);
				Self::deposit_event(Event::ComplaintRefuted {
					kind,
					round: number,
					dealer: accused,
					complainer,
					slashed,
					reward,
				});
				Ok((members, false))
			}
		}
	}
}

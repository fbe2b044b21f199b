//! The invariants of the README, under the same numbers.

use crate::{
	Activations, AgentOf, Agents, Config, CurrentSettings, Deals, Dealt, Deposits, Floor, HandedOnParameters,
	HandedOnToken, HoldReason, LastRounds, NextRound, Pallet, Publics, Roster, RoundOf, Rounds, Sums,
	Waiting,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{ensure, traits::fungible::InspectHold};
use salus_crypto::ceremony::threshold_for;
use salus_primitives::ceremony::{CeremonyKind, Phase, Purpose};
use sp_runtime::{traits::Zero, Saturating, TryRuntimeError};

type Checked = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	pub fn do_try_state() -> Checked {
		Self::settings_are_in_order()?;
		Self::roster_names_each_once()?;
		Self::agents_agree()?;
		Self::money_is_conserved()?;
		for kind in CeremonyKind::ALL {
			if let Some(round) = Rounds::<T>::get(kind) {
				Self::round_is_sound(&round)?;
				Self::deals_are_those_of_dealers(kind, &round)?;
				Self::steps_are_those_taken(kind, &round)?;
				Self::round_is_of_the_sharing_in_use(kind, &round)?;
				Self::participants_have_paid(kind, &round)?;
			} else {
				Self::nothing_is_left_of_a_round(kind)?;
			}
			Self::last_round_made_the_sharing(kind)?;
			Self::what_was_handed_on_is_kept(kind)?;
		}
		Ok(())
	}

	fn settings_are_in_order() -> Checked {
		let settings = CurrentSettings::<T>::get();
		ensure!(
			Self::check_settings(&settings).is_ok() && settings.minimum >= Floor::<T>::get(),
			"1: rounds cannot run under the settings"
		);
		Ok(())
	}

	fn roster_names_each_once() -> Checked {
		let roster = Roster::<T>::get();
		let different: BTreeSet<_> = roster.iter().collect();
		ensure!(
			different.len() == roster.len(),
			"2: an operator stands twice on the roster"
		);
		ensure!(
			roster.iter().all(Self::in_good_standing),
			"2: a hospital on the roster is not accredited"
		);
		Ok(())
	}

	fn agents_agree() -> Checked {
		let holders = Self::holders();
		for (operator, agent) in Agents::<T>::iter() {
			ensure!(
				holders.contains(&operator) || !Self::has_left(&operator),
				"3: an agent of a hospital that has left and holds nothing"
			);
			ensure!(
				AgentOf::<T>::get(&agent) == Some(operator),
				"3: an agent acts for another hospital"
			);
		}
		ensure!(
			AgentOf::<T>::iter_keys().count() == Agents::<T>::iter_keys().count(),
			"3: an agent without its hospital"
		);
		Ok(())
	}

	fn money_is_conserved() -> Checked {
		let mut owed = BTreeMap::new();
		for (_, account, deposit) in Deposits::<T>::iter() {
			let sum: &mut crate::BalanceOf<T> = owed.entry(account).or_insert_with(Zero::zero);
			*sum = sum.saturating_add(deposit);
		}
		for account in frame_system::Account::<T>::iter_keys() {
			let held = T::Currency::balance_on_hold(&HoldReason::CeremonyDeposit.into(), &account);
			ensure!(
				held == owed.remove(&account).unwrap_or_else(Zero::zero),
				"4: what is held is not what deposits say"
			);
		}
		ensure!(owed.is_empty(), "4: a deposit of an account that is not there");
		Ok(())
	}

	fn round_is_sound(round: &RoundOf<T>) -> Checked {
		ensure!(
			round.number < NextRound::<T>::get(),
			"5: a round has a number that was not given out"
		);
		let members: BTreeSet<_> = round.members.iter().map(|member| &member.account).collect();
		let dealers: BTreeSet<_> = round.dealers.iter().map(|dealer| &dealer.account).collect();
		ensure!(
			members.len() == round.members.len() && dealers.len() == round.dealers.len(),
			"5: a hospital takes part twice"
		);
		if round.phase == Phase::Enrol {
			ensure!(
				round.threshold == 0,
				"5: a threshold before the members are fixed"
			);
			ensure!(
				round.members.iter().all(|member| member.key.is_none()),
				"5: a key before the members are fixed"
			);
			return Ok(());
		}
		ensure!(
			round.threshold == threshold_for(round.size())
				&& round.members.iter().all(|member| member.enrolled),
			"5: the members are not those that enrolled, or the threshold is not theirs"
		);
		if !matches!(round.purpose, Purpose::Reshare { .. }) {
			ensure!(
				members == dealers,
				"5: a fresh key is dealt by others than its members"
			);
		}
		let finishing = round.phase == Phase::Finish;
		ensure!(
			finishing != round.qualified.is_empty() && (finishing || round.step == 0),
			"5: dealers are fixed exactly in the last phase"
		);
		let standing: BTreeSet<u16> = round
			.dealers_that(|dealt| matches!(dealt, Dealt::Deal(_)))
			.collect();
		ensure!(
			round.qualified.iter().all(|index| standing.contains(index)),
			"5: a deal that does not stand counts"
		);
		Ok(())
	}

	fn deals_are_those_of_dealers(kind: CeremonyKind, round: &RoundOf<T>) -> Checked {
		let stored: BTreeSet<u16> = Deals::<T>::iter_key_prefix(kind).collect();
		let dealt: BTreeSet<u16> = round
			.dealers_that(|dealt| matches!(dealt, Dealt::Deal(_)))
			.collect();
		ensure!(stored == dealt, "6: deals and dealers do not agree");
		Ok(())
	}

	fn steps_are_those_taken(kind: CeremonyKind, round: &RoundOf<T>) -> Checked {
		let sums: BTreeSet<u16> = Sums::<T>::iter_key_prefix(kind).collect();
		let publics: BTreeSet<u16> = Publics::<T>::iter_key_prefix(kind).collect();
		let coefficients = round.step.min(round.threshold);
		let members = round.step.saturating_sub(round.threshold);
		ensure!(
			sums == (0..coefficients).collect::<BTreeSet<_>>()
				&& publics == (1..=members).collect::<BTreeSet<_>>(),
			"7: the values computed are not those of the steps taken"
		);
		Ok(())
	}

	fn round_is_of_the_sharing_in_use(kind: CeremonyKind, round: &RoundOf<T>) -> Checked {
		let sharing = Self::sharing_of(kind);
		let fits = match (round.purpose, sharing) {
			(Purpose::Fresh, None) => true,
			(Purpose::Replace { ceremony }, Some(sharing)) => sharing.ceremony == ceremony,
			(
				Purpose::Reshare {
					ceremony,
					generation,
					threshold,
				},
				Some(sharing),
			) => {
				(sharing.ceremony, sharing.generation, sharing.threshold) == (ceremony, generation, threshold)
					&& round
						.dealers
						.iter()
						.map(|dealer| &dealer.account)
						.eq(&sharing.holders)
			}
			_ => false,
		};
		ensure!(fits, "8: a round makes a second key, or hands on another sharing");
		Ok(())
	}

	fn participants_have_paid(kind: CeremonyKind, round: &RoundOf<T>) -> Checked {
		let enrolled = round.members.iter().filter(|member| member.enrolled);
		// While members enrol nobody deals; after that who enrolled and is only a dealer keeps what it paid.
		let dealers = round.dealers.iter().filter(|_| round.phase != Phase::Enrol);
		let takes_part: BTreeSet<_> = enrolled
			.map(|member| &member.account)
			.chain(dealers.map(|dealer| &dealer.account))
			.collect();
		for account in Deposits::<T>::iter_key_prefix(kind) {
			ensure!(takes_part.contains(&account), "9: a deposit of who takes no part");
		}
		Ok(())
	}

	fn nothing_is_left_of_a_round(kind: CeremonyKind) -> Checked {
		ensure!(
			Deposits::<T>::iter_key_prefix(kind).next().is_none(),
			"10: a deposit without a round"
		);
		ensure!(
			Sums::<T>::iter_key_prefix(kind).next().is_none()
				&& Publics::<T>::iter_key_prefix(kind).next().is_none(),
			"10: steps without a round"
		);
		ensure!(
			!Waiting::<T>::contains_key(kind),
			"10: a hospital waits for the end of no round"
		);
		if let Some(round) = LastRounds::<T>::get(kind) {
			let dealt: BTreeSet<u16> = round
				.dealers_that(|dealt| matches!(dealt, Dealt::Deal(_)))
				.collect();
			ensure!(
				Deals::<T>::iter_key_prefix(kind).all(|index| dealt.contains(&index)),
				"10: a deal of no dealer of the last round"
			);
		} else {
			ensure!(
				Deals::<T>::iter_key_prefix(kind).next().is_none(),
				"10: a deal without a round"
			);
		}
		Ok(())
	}

	fn last_round_made_the_sharing(kind: CeremonyKind) -> Checked {
		let activation = Activations::<T>::get(kind);
		let Some(round) = LastRounds::<T>::get(kind) else {
			ensure!(activation.is_none(), "11: no round put the sharing to use");
			return Ok(());
		};
		let now = frame_system::Pallet::<T>::block_number();
		ensure!(
			activation.is_some_and(|activation| activation.round == round.number && activation.at <= now),
			"11: the last round did not put the sharing to use"
		);
		let made = Self::sharing_of(kind).is_some_and(|sharing| {
			sharing.generation == round.generation()
				&& sharing.threshold == round.threshold
				&& round
					.members
					.iter()
					.map(|member| &member.account)
					.eq(&sharing.holders)
		});
		ensure!(made, "11: the last round did not make the sharing in use");
		Ok(())
	}

	fn what_was_handed_on_is_kept(kind: CeremonyKind) -> Checked {
		let kept = match kind {
			CeremonyKind::AttributeKeys => HandedOnParameters::<T>::get()
				.map(|parameters| (parameters.ceremony, parameters.generation, parameters.threshold)),
			CeremonyKind::Tokens => {
				HandedOnToken::<T>::get().map(|token| (token.ceremony, token.generation, token.threshold))
			}
		};
		let handed_on = LastRounds::<T>::get(kind).and_then(|round| match round.purpose {
			Purpose::Reshare {
				ceremony,
				generation,
				threshold,
			} => Some((ceremony, generation, threshold)),
			Purpose::Fresh | Purpose::Replace { .. } => None,
		});
		ensure!(
			kept == handed_on,
			"12: what is kept is not what the last round handed on"
		);
		if let Some((ceremony, ..)) = kept {
			ensure!(
				Self::sharing_of(kind).is_some_and(|sharing| sharing.ceremony == ceremony),
				"12: another key was handed on than the one in use"
			);
		}
		Ok(())
	}
}

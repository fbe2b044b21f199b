//! Random calls of random actors, sessions, absences, suspensions and offences: after each step every invariant holds, a
//! refused call has changed nothing, and no money is made or lost but by a slash.

use crate::{mock::*, Exposures, Offences};
use frame_support::assert_ok;
use proptest::prelude::*;
use sp_runtime::{DispatchResult, StateVersion};

#[derive(Clone, Debug)]
enum Step {
	Bond(u64, u64),
	BondExtra(u64, u64),
	Unbond(u64, u64),
	Withdraw(u64),
	SetKeys(u64),
	PurgeKeys(u64),
	Validate(u64),
	Chill(u64),
	Back(u64, u64, u64),
	Unback(u64, u64, u64),
	WithdrawBacking(u64, u64),
	Claim(u64, u64),
	Cancel(u32, u64),
	SetCount(u32),
	Fees(u64),
	Away(u64, bool),
	Suspend(u64),
	Leave(u64),
	Reinstate(u64),
	Offend(u64, u32),
	Report(u64, u64),
	Block,
	Session,
}

fn step() -> impl Strategy<Value = Step> {
	use Step::*;
	let hospital = || 1..9u64;
	let anybody = || prop_oneof![1..9u64, 20..24u64];
	let amount = || prop_oneof![0..30u64, 50..400u64, 900..3_000u64];
	prop_oneof![
		3 => (hospital(), amount()).prop_map(|(w, a)| Bond(w, a)),
		2 => (hospital(), amount()).prop_map(|(w, a)| BondExtra(w, a)),
		3 => (hospital(), amount()).prop_map(|(w, a)| Unbond(w, a)),
		2 => hospital().prop_map(Withdraw),
		3 => hospital().prop_map(SetKeys),
		1 => hospital().prop_map(PurgeKeys),
		3 => hospital().prop_map(Validate),
		2 => hospital().prop_map(Chill),
		5 => (anybody(), hospital(), amount()).prop_map(|(w, c, a)| Back(w, c, a)),
		4 => (anybody(), hospital(), amount()).prop_map(|(w, c, a)| Unback(w, c, a)),
		2 => (anybody(), hospital()).prop_map(|(w, c)| WithdrawBacking(w, c)),
		3 => (anybody(), hospital()).prop_map(|(w, c)| Claim(w, c)),
		1 => (0..30u32, hospital()).prop_map(|(s, w)| Cancel(s, w)),
		1 => (1..8u32).prop_map(SetCount),
		3 => (0..5_000u64).prop_map(Fees),
		2 => (1..9u64, any::<bool>()).prop_map(|(w, a)| Away(w, a)),
		1 => hospital().prop_map(Suspend),
		1 => hospital().prop_map(Leave),
		2 => hospital().prop_map(Reinstate),
		1 => (hospital(), 1..=100u32).prop_map(|(w, p)| Offend(w, p)),
		2 => (hospital(), 0..4u64).prop_map(|(w, r)| Report(w, r)),
		6 => Just(Block),
		8 => Just(Session),
	]
}

fn run(step: Step) -> DispatchResult {
	use crate::mock::Session as Sessions;
	match step {
		Step::Bond(who, amount) => Staking::bond(signed(who), amount),
		Step::BondExtra(who, amount) => Staking::bond_extra(signed(who), amount),
		Step::Unbond(who, amount) => Staking::unbond(signed(who), amount),
		Step::Withdraw(who) => Staking::withdraw_unbonded(signed(who)),
		Step::SetKeys(who) => {
			set_keys(who);
			Ok(())
		}
		Step::PurgeKeys(who) => Staking::purge_keys(signed(who)),
		Step::Validate(who) => Staking::validate(signed(who)),
		Step::Chill(who) => Staking::chill(signed(who)),
		Step::Back(who, candidate, amount) => Staking::back(signed(who), candidate, amount),
		Step::Unback(who, candidate, amount) => Staking::unback(signed(who), candidate, amount),
		Step::WithdrawBacking(who, candidate) => Staking::withdraw_backing(signed(who), candidate),
		Step::Claim(who, candidate) => Staking::claim_rewards(signed(29), candidate, who),
		Step::Cancel(session, who) => Staking::cancel_slash(RuntimeOrigin::root(), session, who),
		Step::SetCount(count) => Staking::set_validator_count(RuntimeOrigin::root(), count),
		Step::Fees(amount) => {
			fees(amount);
			Ok(())
		}
		Step::Away(who, away) => {
			set_away(who, away);
			// Somebody is always there.
			let validators = Sessions::validators();
			set_away(validators[0], false);
			set_away(validators[1], false);
			set_away(validators[2], false);
			Ok(())
		}
		Step::Suspend(who) => {
			Registry::suspend(who);
			Ok(())
		}
		Step::Leave(who) => {
			Registry::withdraw(who);
			Ok(())
		}
		Step::Reinstate(who) => {
			Registry::reinstate(who);
			Ok(())
		}
		Step::Offend(who, percent) => {
			let session = Sessions::current_index();
			if Exposures::<Test>::contains_key(session, who) {
				offend(who, session, percent);
			}
			Ok(())
		}
		Step::Report(who, round) => {
			if Exposures::<Test>::contains_key(Sessions::current_index(), who) {
				report(who, round).map_err(|_| "it was reported before")?;
			}
			Ok(())
		}
		Step::Block => {
			(1..9).for_each(|who| set_away(who, who > 6 && Sessions::validators().len() > 4));
			next_block();
			Ok(())
		}
		Step::Session => {
			(1..9).for_each(|who| set_away(who, who == 4 && Sessions::validators().len() > 3));
			next_session();
			Ok(())
		}
	}
}

/// Everything that is anybody's.
fn all_money() -> u64 {
	frame_system::Account::<Test>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(96))]

	#[test]
	fn no_sequence_of_events_breaks_an_invariant(steps in prop::collection::vec(step(), 1..120)) {
		new_test_ext().execute_with(|| {
			for step in steps {
				let before = sp_io::storage::root(StateVersion::V1);
				let issuance = Balances::total_issuance();
				let slashable = Offences::<Test>::iter_values().any(|offence| offence.due.is_some());
				let (minted, moves) = match &step {
					Step::Fees(amount) => (*amount, false),
					Step::Block | Step::Session => (0, true),
					_ => (0, false),
				};
				match frame_support::storage::with_storage_layer(|| run(step.clone())) {
					Ok(()) if moves && slashable => assert!(Balances::total_issuance() <= issuance),
					Ok(()) => assert_eq!(Balances::total_issuance(), issuance + minted, "{step:?}"),
					Err(_) => assert_eq!(before, sp_io::storage::root(StateVersion::V1), "{step:?} was refused"),
				}
				assert_eq!(all_money(), Balances::total_issuance());
				assert_ok!(Staking::do_try_state());
				System::reset_events();
			}
		});
	}
}

//! Random calls by random actors, against a model that knows the rules only: after each step budgets and who is counted
//! are the model's, every invariant holds, and a refused call has changed nothing.

use crate::{mock::*, Parameters, ParametersOf};
use proptest::prelude::*;
use salus_primitives::{
	hospital::HospitalId,
	research::{MicroEpsilon, SpendingId},
	BlockNumber,
};
use sp_runtime::{DispatchResult, StateVersion};
use std::collections::{BTreeMap, BTreeSet};

const RESEARCHERS: [AccountId; 2] = [RITA, SAUL];
const PATIENTS: [AccountId; 2] = [ALMA, BRUNO];

#[derive(Clone, Debug)]
enum Step {
	Join(AccountId),
	Leave(AccountId),
	Spend(AccountId, HospitalId, MicroEpsilon),
	Clear(SpendingId),
	Set(MicroEpsilon, BlockNumber, BlockNumber),
	Suspend(HospitalId),
	Reinstate(HospitalId),
	Revoke(AccountId),
	Restore(AccountId),
	Dismiss(AccountId),
	Enrol(AccountId),
	Wait(BlockNumber),
}

fn anybody() -> impl Strategy<Value = AccountId> {
	prop::sample::select(vec![ALMA, BRUNO, RITA, SAUL, STRANGER])
}

fn hospital() -> impl Strategy<Value = HospitalId> {
	prop_oneof![4 => Just(ST_MARY), 4 => Just(NORTH), 1 => Just(NOWHERE)]
}

fn step() -> impl Strategy<Value = Step> {
	use Step::*;
	prop_oneof![
		3 => anybody().prop_map(Join),
		2 => anybody().prop_map(Leave),
		12 => (anybody(), hospital(), 0..MOST + MOST / 4).prop_map(|(a, h, e)| Spend(a, h, e)),
		4 => (0..20u64).prop_map(Clear),
		1 => (0..BUDGET, 0..2 * PERIOD, 0..WINDOW).prop_map(|(b, p, w)| Set(b, p, w)),
		1 => hospital().prop_map(Suspend),
		2 => hospital().prop_map(Reinstate),
		1 => anybody().prop_map(Revoke),
		2 => anybody().prop_map(Restore),
		1 => prop::sample::select(RESEARCHERS.to_vec()).prop_map(Dismiss),
		2 => prop::sample::select(RESEARCHERS.to_vec()).prop_map(Enrol),
		4 => (1..PERIOD / 3).prop_map(Wait),
	]
}

fn run(step: &Step) -> DispatchResult {
	let by = RuntimeOrigin::signed;
	match *step {
		Step::Join(who) => Research::join_research(by(who)),
		Step::Leave(who) => Research::leave_research(by(who)),
		Step::Spend(who, hospital, epsilon) => Research::spend_query(by(who), hospital, query(7), epsilon),
		Step::Clear(spending) => Research::clear_spending(by(STRANGER), spending),
		Step::Set(budget, period, window) => Research::set_parameters(
			RuntimeOrigin::root(),
			ParametersOf::<Test> {
				budget,
				max_epsilon: MOST.min(budget),
				period,
				window,
				..PARAMETERS
			},
		),
		Step::Suspend(hospital) => {
			Registry::suspend(hospital);
			Ok(())
		}
		Step::Reinstate(hospital) => {
			Registry::reinstate(hospital);
			Ok(())
		}
		Step::Revoke(who) => {
			Registry::revoke(who);
			Ok(())
		}
		Step::Restore(who) => {
			Registry::restore(who);
			Ok(())
		}
		Step::Dismiss(who) => {
			Registry::dismiss(who);
			Ok(())
		}
		Step::Enrol(who) => {
			Registry::enrol(who);
			Ok(())
		}
		Step::Wait(blocks) => {
			System::set_block_number(System::block_number() + blocks);
			Ok(())
		}
	}
}

/// What the rules speak of, and nothing else.
struct Model {
	joined: BTreeSet<AccountId>,
	revoked: BTreeSet<AccountId>,
	enrolled: BTreeSet<AccountId>,
	suspended: BTreeSet<HospitalId>,
	/// When the period began, and what was spent from then on.
	periods: BTreeMap<AccountId, (BlockNumber, MicroEpsilon)>,
}

impl Model {
	fn new() -> Self {
		Self {
			joined: BTreeSet::new(),
			revoked: BTreeSet::new(),
			enrolled: RESEARCHERS.into(),
			suspended: BTreeSet::new(),
			periods: BTreeMap::new(),
		}
	}

	fn spent(&self, who: AccountId) -> Option<(BlockNumber, MicroEpsilon)> {
		let period = Parameters::<Test>::get().period;
		self.periods
			.get(&who)
			.filter(|(since, _)| System::block_number() - since < period)
			.copied()
	}

	/// Whether a spending is allowed.
	fn may_spend(&self, who: AccountId, hospital: HospitalId, epsilon: MicroEpsilon) -> bool {
		let parameters = Parameters::<Test>::get();
		let spent = self.spent(who).map_or(0, |(_, spent)| spent);
		self.enrolled.contains(&who)
			&& !self.revoked.contains(&who)
			&& hospital != NOWHERE
			&& !self.suspended.contains(&hospital)
			&& (parameters.min_epsilon..=parameters.max_epsilon).contains(&epsilon)
			&& spent + epsilon <= parameters.budget
	}

	/// Takes note of a step that the pallet accepted.
	fn follow(&mut self, step: &Step) {
		match *step {
			Step::Join(who) => assert!(self.joined.insert(who)),
			Step::Leave(who) => assert!(self.joined.remove(&who)),
			Step::Spend(who, _, epsilon) => {
				let (since, spent) = self.spent(who).unwrap_or((System::block_number(), 0));
				self.periods.insert(who, (since, spent + epsilon));
			}
			Step::Suspend(hospital) => {
				self.suspended.insert(hospital);
			}
			Step::Reinstate(hospital) => {
				self.suspended.remove(&hospital);
			}
			Step::Revoke(who) => {
				self.revoked.insert(who);
			}
			Step::Restore(who) => {
				self.revoked.remove(&who);
			}
			Step::Dismiss(who) => {
				self.enrolled.remove(&who);
			}
			Step::Enrol(who) => {
				self.enrolled.insert(who);
			}
			Step::Clear(_) | Step::Set(..) | Step::Wait(_) => {}
		}
	}

	fn agrees(&self) {
		for who in RESEARCHERS {
			let spent = Research::api_budget(who).map(|budget| budget.spent);
			let expected = self.spent(who).map_or(0, |(_, spent)| spent);
			assert_eq!(spent, self.enrolled.contains(&who).then_some(expected));
		}
		for who in PATIENTS {
			let counted = self.joined.contains(&who) && !self.revoked.contains(&who);
			assert_eq!(Research::api_is_counted(who), counted);
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_pallet_and_the_rules_never_disagree(steps in prop::collection::vec(step(), 1..80)) {
		new_test_ext().execute_with(|| {
			let mut model = Model::new();
			for step in steps {
				let before = sp_io::storage::root(StateVersion::V1);
				let allowed = match step {
					Step::Spend(who, hospital, epsilon) => Some(model.may_spend(who, hospital, epsilon)),
					_ => None,
				};
				let outcome = frame_support::storage::with_storage_layer(|| run(&step));
				if let Some(allowed) = allowed {
					assert_eq!(outcome.is_ok(), allowed);
				}
				match outcome {
					Ok(()) => model.follow(&step),
					Err(_) => {
						assert_eq!(
							before,
							sp_io::storage::root(StateVersion::V1),
							"a refusal changed something"
						);
					}
				}
				model.agrees();
				check();
			}
		});
	}
}

//! Counts for research through the whole runtime: roles, fees, and what a revocation or a suspension does to a budget.

mod common;

use common::{
	account,
	people::{accredit, register_patient, COUNCIL},
	Chain,
};
use frame_support::assert_ok;
use pallet_hospital_registry::Call as Registry;
use pallet_research::{Call as Research, Error};
use pallet_revocation::Call as Revocations;
use salus_primitives::{
	hospital::HospitalId,
	research::{query_digest, MicroEpsilon, ResearchParameters, EPSILON},
};
use salus_runtime::{configs::research::DefaultParameters, Research as Budgets, Runtime};
use sp_core::H256;
use sp_runtime::DispatchResult;

/// Two hospitals, a patient of the first, a researcher.
struct Scene {
	chain: Chain,
	st_mary: HospitalId,
	charite: HospitalId,
}

fn scene() -> Scene {
	let mut chain = Chain::new("local_testnet");
	let st_mary = accredit(&mut chain, "StMary", "st-mary");
	let charite = accredit(&mut chain, "Charite", "charite");
	register_patient(&mut chain, "StMary", "Patient");
	let researcher = account("Researcher");
	let fund = pallet_balances::Call::<Runtime>::transfer_keep_alive {
		dest: researcher.clone().into(),
		value: 100 * salus_runtime::constants::money::SAL,
	};
	assert_ok!(chain.send("StMary", fund));
	let enrol = Registry::<Runtime>::enrol_researcher { account: researcher };
	assert_ok!(chain.council(&COUNCIL[..3], enrol));
	Scene {
		chain,
		st_mary,
		charite,
	}
}

impl Scene {
	fn spend(&mut self, hospital: HospitalId, epsilon: MicroEpsilon) -> DispatchResult {
		let query = query_digest(&[1; 32], &[2; 32]);
		self.chain.send(
			"Researcher",
			Research::<Runtime>::spend_query {
				hospital,
				query,
				epsilon,
			},
		)
	}

	fn left(&mut self) -> Option<MicroEpsilon> {
		self.chain
			.read(|| Budgets::api_budget(account("Researcher")))
			.map(|budget| budget.left)
	}

	fn is_counted(&mut self) -> bool {
		self.chain.read(|| Budgets::api_is_counted(account("Patient")))
	}
}

#[test]
fn one_budget_is_for_all_hospitals() {
	let mut scene = scene();
	let (st_mary, charite) = (scene.st_mary, scene.charite);
	assert_eq!(scene.left(), Some(EPSILON));
	assert_ok!(scene.spend(st_mary, EPSILON / 2));
	assert_ok!(scene.spend(charite, EPSILON / 2));
	assert_eq!(scene.left(), Some(0));
	let least = DefaultParameters::get().min_epsilon;
	for hospital in [st_mary, charite] {
		assert_eq!(
			scene.spend(hospital, least),
			Err(Error::<Runtime>::BudgetExceeded.into())
		);
	}
	scene.chain.check();
}

#[test]
fn a_patient_who_leaves_pays_nothing_and_is_counted_no_more() {
	let mut scene = scene();
	assert!(!scene.is_counted());
	let before = scene.chain.free_balance("Patient");
	assert_ok!(scene.chain.send("Patient", Research::<Runtime>::join_research {}));
	assert!(scene.is_counted());
	let joined = scene.chain.free_balance("Patient");
	assert!(joined < before);
	assert_ok!(scene
		.chain
		.send("Patient", Research::<Runtime>::leave_research {}));
	assert!(!scene.is_counted());
	let deposit = scene.chain.read(Budgets::participation_deposit);
	assert_eq!(scene.chain.free_balance("Patient"), joined + deposit);
	// A second time it is refused, and paid for.
	assert_eq!(
		scene
			.chain
			.send("Patient", Research::<Runtime>::leave_research {}),
		Err(Error::<Runtime>::NotJoined.into())
	);
	assert!(scene.chain.free_balance("Patient") < joined + deposit);
	scene.chain.check();
}

#[test]
fn who_is_revoked_neither_asks_nor_is_counted_from_the_same_block() {
	let mut scene = scene();
	let st_mary = scene.st_mary;
	assert_ok!(scene.chain.send("Patient", Research::<Runtime>::join_research {}));
	for name in ["Researcher", "Patient"] {
		let revoke = Revocations::<Runtime>::revoke_user {
			account: account(name),
		};
		assert_ok!(scene.chain.council(&COUNCIL[..3], revoke));
	}
	assert_eq!(
		scene.spend(st_mary, EPSILON / 2),
		Err(Error::<Runtime>::ResearcherRevoked.into())
	);
	assert!(!scene.is_counted());
	assert_ok!(scene
		.chain
		.send("Patient", Research::<Runtime>::leave_research {}));
	scene.chain.check();
}

#[test]
fn nothing_is_spent_on_a_suspended_hospital() {
	let mut scene = scene();
	let charite = scene.charite;
	let suspend = Registry::<Runtime>::suspend { hospital: charite };
	assert_ok!(scene.chain.council(&COUNCIL[..3], suspend));
	assert_eq!(
		scene.spend(charite, EPSILON / 2),
		Err(Error::<Runtime>::HospitalNotAccredited.into())
	);
	assert_eq!(scene.left(), Some(EPSILON));
}

#[test]
fn the_council_sets_budgets_and_nobody_else() {
	let mut scene = scene();
	let parameters = ResearchParameters {
		budget: EPSILON / 2,
		..DefaultParameters::get()
	};
	let set = Research::<Runtime>::set_parameters { parameters };
	for name in ["StMary", "Researcher", "CouncilA"] {
		assert_eq!(
			scene.chain.send(name, set.clone()),
			Err(sp_runtime::DispatchError::BadOrigin)
		);
	}
	assert_ok!(scene.chain.council(&COUNCIL[..3], set));
	assert_eq!(scene.left(), Some(EPSILON / 2));
	scene.chain.check();
}

#[test]
fn a_window_that_is_over_gives_the_deposit_back_to_the_researcher() {
	let mut scene = scene();
	let st_mary = scene.st_mary;
	let parameters = ResearchParameters {
		window: 3,
		..DefaultParameters::get()
	};
	let set = Research::<Runtime>::set_parameters { parameters };
	assert_ok!(scene.chain.council(&COUNCIL[..3], set));
	assert_ok!(scene.spend(st_mary, EPSILON / 2));
	let clear = Research::<Runtime>::clear_spending { spending: 0 };
	assert_eq!(
		scene.chain.send("Patient", clear.clone()),
		Err(Error::<Runtime>::WindowNotOver.into())
	);
	scene.chain.skip(3);
	let before = scene.chain.free_balance("Researcher");
	assert_ok!(scene.chain.send("Patient", clear));
	let deposit = scene.chain.read(Budgets::spending_deposit);
	assert_eq!(scene.chain.free_balance("Researcher"), before + deposit);
	assert_eq!(scene.left(), Some(EPSILON / 2));
	scene.chain.check();
}

#[test]
fn the_chain_shows_a_digest_and_nothing_of_the_query() {
	let mut scene = scene();
	let st_mary = scene.st_mary;
	assert_ok!(scene.spend(st_mary, EPSILON / 2));
	let spending = scene
		.chain
		.read(|| Budgets::api_spending(0))
		.expect("it is there");
	assert_eq!(spending.query, query_digest(&[1; 32], &[2; 32]));
	assert_ne!(spending.query, H256::repeat_byte(2));
}

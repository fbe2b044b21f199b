//! What the council and the committee may do as Root, and what nobody may.

use crate::{
	common::{
		account,
		government::{enact, recover},
		people::{COMMITTEE, COUNCIL},
		Chain,
	},
	note_stalled, schedule,
};
use frame_support::{
	assert_ok,
	instances::{Instance1, Instance2},
	traits::Contains,
};
use salus_runtime::{
	configs::government::{CommitteeCalls, CouncilCalls, LONGEST_STALL},
	constants::{money::SAL, time::SESSION},
	Balances, Runtime, RuntimeCall, RuntimeEvent, System,
};
use sp_core::H256;
use sp_runtime::{
	traits::{BadOrigin, BlakeTwo256, Hash},
	DispatchError,
};

fn appoint(name: &str) -> RuntimeCall {
	pallet_membership::Call::<Runtime, Instance2>::add_member {
		who: account(name).into(),
	}
	.into()
}

/// What a motion is told that is on no list.
fn not_allowed() -> DispatchError {
	pallet_motion::Error::<Runtime>::NotAllowed.into()
}

#[test]
fn three_quarters_of_the_council_note_that_finality_has_stalled() {
	let mut chain = Chain::new("local_testnet");
	assert_ok!(chain.council(&COUNCIL[..3], enact(note_stalled())));
	assert_eq!(chain.read(pallet_grandpa::Stalled::<Runtime>::get), Some((10, 3)));
	chain.check();
}

#[test]
fn half_of_the_council_is_not_root() {
	let mut chain = Chain::new("local_testnet");
	assert_eq!(
		chain.council(&COUNCIL[..2], enact(note_stalled())),
		Err(BadOrigin.into())
	);
	assert_eq!(chain.read(pallet_grandpa::Stalled::<Runtime>::get), None);
}

#[test]
fn nobody_enacts_alone() {
	let mut chain = Chain::new("local_testnet");
	for name in ["CouncilA", "StMary", "Patient"] {
		assert_eq!(chain.send(name, enact(note_stalled())), Err(BadOrigin.into()));
		assert_eq!(chain.send(name, recover(note_stalled())), Err(BadOrigin.into()));
	}
}

#[test]
fn two_thirds_of_the_committee_note_that_finality_has_stalled_and_the_next_session_changes_the_voters() {
	let mut chain = Chain::new("local_testnet");
	let set = chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
	assert_ok!(chain.committee(&COMMITTEE[..3], recover(note_stalled())));
	chain.skip(SESSION);
	chain.read(|| {
		assert_eq!(pallet_grandpa::Stalled::<Runtime>::get(), None);
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), set + 1);
	});
	chain.check();
}

#[test]
fn half_of_the_committee_notes_nothing() {
	let mut chain = Chain::new("local_testnet");
	assert_eq!(
		chain.committee(&COMMITTEE[..2], recover(note_stalled())),
		Err(BadOrigin.into())
	);
}

#[test]
fn the_committee_does_nothing_else_as_root() {
	let mut chain = Chain::new("local_testnet");
	let authorise = frame_system::Call::<Runtime>::authorize_upgrade {
		code_hash: H256::repeat_byte(1),
	};
	let exit = pallet_safe_mode::Call::<Runtime>::force_exit {};
	for call in [authorise.into(), appoint("Stranger"), exit.into()] {
		assert_eq!(chain.committee(&COMMITTEE, recover(call)), Err(not_allowed()));
	}
	assert_eq!(
		chain.committee(&COMMITTEE, enact(note_stalled())),
		Err(BadOrigin.into())
	);
	// The council appoints the committee; it does not appoint itself.
	assert_eq!(
		chain.committee(&COMMITTEE, appoint("Stranger")),
		Err(BadOrigin.into())
	);
}

#[test]
fn the_committee_notes_a_stall_with_no_call_around_it() {
	let wrapped: RuntimeCall = pallet_utility::Call::batch_all {
		calls: vec![note_stalled()],
	}
	.into();
	assert!(CommitteeCalls::contains(&note_stalled()));
	assert!(!CommitteeCalls::contains(&wrapped));
	assert!(!CommitteeCalls::contains(&schedule(note_stalled())));
}

#[test]
fn a_stall_is_put_off_by_a_day_at_most() {
	let put_off = |delay| {
		pallet_grandpa::Call::note_stalled {
			delay,
			best_finalized_block_number: 3,
		}
		.into()
	};
	assert!(CommitteeCalls::contains(&put_off(LONGEST_STALL)));
	assert!(CouncilCalls::contains(&put_off(LONGEST_STALL)));
	assert!(!CommitteeCalls::contains(&put_off(LONGEST_STALL + 1)));
	assert!(!CouncilCalls::contains(&put_off(LONGEST_STALL + 1)));
	assert!(!CouncilCalls::contains(&schedule(put_off(u32::MAX))));
}

#[test]
fn what_no_list_has_the_whole_council_cannot_do() {
	let mut chain = Chain::new("local_testnet");
	let issuance = chain.read(Balances::total_issuance);
	let mint = pallet_balances::Call::<Runtime>::force_set_balance {
		who: account("CouncilA").into(),
		new_free: 1_000_000_000 * SAL,
	};
	let write = frame_system::Call::<Runtime>::set_storage { items: vec![] };
	let unchecked = frame_system::Call::<Runtime>::set_code_without_checks { code: vec![] };
	let unchecked_too = frame_system::Call::<Runtime>::authorize_upgrade_without_checks {
		code_hash: H256::repeat_byte(1),
	};
	let king = pallet_sudo::Call::<Runtime>::set_key {
		new: account("CouncilA").into(),
	};
	let calls: [RuntimeCall; 5] = [
		mint.into(),
		write.into(),
		unchecked.into(),
		unchecked_too.into(),
		king.into(),
	];
	for call in calls {
		assert_eq!(chain.council(&COUNCIL, enact(call)), Err(not_allowed()));
	}
	assert_eq!(chain.read(Balances::total_issuance), issuance);
	assert_eq!(chain.read(pallet_sudo::Key::<Runtime>::get), None);
}

#[test]
fn no_call_is_smuggled_in_another() {
	let forbidden: RuntimeCall = frame_system::Call::set_storage { items: vec![] }.into();
	let boxed = |call: &RuntimeCall| Box::new(call.clone());
	for call in [note_stalled(), forbidden.clone()] {
		let wrappers: [RuntimeCall; 10] = [
			pallet_utility::Call::batch {
				calls: vec![call.clone()],
			}
			.into(),
			pallet_utility::Call::batch_all {
				calls: vec![call.clone()],
			}
			.into(),
			pallet_utility::Call::force_batch {
				calls: vec![call.clone()],
			}
			.into(),
			pallet_utility::Call::dispatch_as {
				as_origin: Box::new(frame_system::RawOrigin::Root.into()),
				call: boxed(&call),
			}
			.into(),
			pallet_proxy::Call::proxy {
				real: account("CouncilA").into(),
				force_proxy_type: None,
				call: boxed(&call),
			}
			.into(),
			pallet_multisig::Call::as_multi_threshold_1 {
				other_signatories: vec![account("CouncilB")],
				call: boxed(&call),
			}
			.into(),
			pallet_sudo::Call::sudo { call: boxed(&call) }.into(),
			enact(call.clone()),
			recover(call.clone()),
			schedule(schedule(call)),
		];
		for wrapper in wrappers {
			assert!(!CouncilCalls::contains(&wrapper), "{wrapper:?}");
		}
	}
	assert!(CouncilCalls::contains(&schedule(note_stalled())));
	assert!(!CouncilCalls::contains(&schedule(forbidden)));
}

#[test]
fn the_council_puts_an_allowed_call_on_the_schedule() {
	let mut chain = Chain::new("local_testnet");
	assert_ok!(chain.council(&COUNCIL[..3], enact(schedule(note_stalled()))));
	assert_eq!(chain.read(pallet_grandpa::Stalled::<Runtime>::get), None);
	chain.skip(6);
	assert_eq!(chain.read(pallet_grandpa::Stalled::<Runtime>::get), Some((10, 3)));
	// Nobody else schedules anything.
	assert_eq!(
		chain.send("CouncilA", schedule(note_stalled())),
		Err(BadOrigin.into())
	);
	chain.check();
}

#[test]
fn the_council_appoints_the_committee_and_itself_as_root_too() {
	let mut chain = Chain::new("local_testnet");
	assert_ok!(chain.council(&COUNCIL[..3], enact(appoint("Stranger"))));
	let add = pallet_membership::Call::<Runtime, Instance1>::add_member {
		who: account("Auditor").into(),
	};
	assert_ok!(chain.council(&COUNCIL[..3], enact(add)));
	chain.read(|| {
		let committee = pallet_collective::Members::<Runtime, Instance2>::get();
		let council = pallet_collective::Members::<Runtime, Instance1>::get();
		assert!(committee.contains(&account("Stranger")));
		assert!(council.contains(&account("Auditor")));
		assert_eq!((committee.len(), council.len()), (5, 5));
	});
}

#[test]
fn the_event_names_what_was_enacted() {
	let mut chain = Chain::new("local_testnet");
	assert_ok!(chain.council(&COUNCIL[..3], enact(note_stalled())));
	let expected = RuntimeEvent::Motion(pallet_motion::Event::Enacted {
		call_hash: BlakeTwo256::hash_of(&note_stalled()),
	});
	assert!(chain.read(|| System::events()
		.into_iter()
		.any(|record| record.event == expected)));
}

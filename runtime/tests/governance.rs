//! Who may do what as Root, and what an emergency stops.

mod common;

use common::{
	account,
	people::{accredit, register_patient, COUNCIL},
	Chain,
};
use frame_support::{
	assert_ok,
	instances::{Instance1, Instance2},
	traits::{Contains, Currency, GetCallMetadata},
};
use salus_primitives::record::{ConsentTarget, Grantee};
use salus_runtime::{
	configs::{
		conveniences::ProxyType,
		emergency::{Unpausable, CARRIERS, NEVER_STOPPED, SAFE_MODE},
		government::{CommitteeCalls, CouncilCalls, LONGEST_STALL},
	},
	constants::{money::SAL, time::SESSION},
	AccountId, Balances, Runtime, RuntimeCall, RuntimeEvent, System,
};
use sp_core::H256;
use sp_runtime::{
	traits::{BadOrigin, BlakeTwo256, Hash},
	DispatchError,
};

/// The technical committee of the network `local`.
const COMMITTEE: [&str; 4] = ["StMary", "Charite", "Karolinska", "Mayo"];

fn enact(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let call = Box::new(call.into());
	pallet_motion::Call::enact { call }.into()
}

fn recover(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let call = Box::new(call.into());
	pallet_motion::Call::recover { call }.into()
}

fn note_stalled() -> RuntimeCall {
	pallet_grandpa::Call::note_stalled {
		delay: 10,
		best_finalized_block_number: 3,
	}
	.into()
}

fn transfer(to: &str) -> RuntimeCall {
	pallet_balances::Call::transfer_allow_death {
		dest: account(to).into(),
		value: SAL,
	}
	.into()
}

fn withdraw_consent() -> RuntimeCall {
	pallet_ehr_index::Call::withdraw_consent {
		target: ConsentTarget::All,
		grantee: Grantee::Hospital(0),
	}
	.into()
}

fn grant_consent() -> RuntimeCall {
	pallet_ehr_index::Call::grant_consent {
		target: ConsentTarget::All,
		grantee: Grantee::Hospital(0),
		expires_at: 100_000,
	}
	.into()
}

fn appoint(name: &str) -> RuntimeCall {
	pallet_membership::Call::<Runtime, Instance2>::add_member {
		who: account(name).into(),
	}
	.into()
}

fn pause(pallet: &str, call: &str) -> pallet_tx_pause::Call<Runtime> {
	pallet_tx_pause::Call::pause {
		full_name: (named(pallet), named(call)),
	}
}

fn named<N: TryFrom<Vec<u8>>>(name: &str) -> N {
	name.as_bytes()
		.to_vec()
		.try_into()
		.unwrap_or_else(|_| panic!("{name} is short"))
}

/// What a call is told that the safe mode, a pause or a proxy's kind stops.
fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
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

fn schedule(call: RuntimeCall) -> RuntimeCall {
	pallet_scheduler::Call::schedule_after {
		after: 5,
		maybe_periodic: None,
		priority: 0,
		call: Box::new(call),
	}
	.into()
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

fn enter_safe_mode(chain: &mut Chain) {
	assert_ok!(chain.council(&COUNCIL[..3], pallet_safe_mode::Call::<Runtime>::force_enter {}));
}

#[test]
fn the_safe_mode_refuses_transfers_and_lets_a_patient_withdraw_consent() {
	let mut chain = Chain::new("local_testnet");
	accredit(&mut chain, "StMary", "st-mary");
	register_patient(&mut chain, "StMary", "Patient");
	assert_ok!(chain.send("Patient", grant_consent()));
	enter_safe_mode(&mut chain);

	assert_eq!(chain.send("Patient", transfer("Stranger")), Err(filtered()));
	assert_eq!(chain.send("Patient", grant_consent()), Err(filtered()));
	// It costs nothing, as ever.
	let before = chain.read(|| Balances::total_balance(&account("Patient")));
	assert_ok!(chain.send("Patient", withdraw_consent()));
	assert_eq!(
		chain.read(|| Balances::total_balance(&account("Patient"))),
		before
	);
	let revoke = pallet_revocation::Call::<Runtime>::revoke_user {
		account: account("Nurse"),
	};
	assert_ok!(chain.council(&COUNCIL[..3], revoke));
	assert!(chain.read(|| pallet_revocation::RevokedAccounts::<Runtime>::contains_key(account("Nurse"))));
	chain.check();
}

#[test]
fn a_batch_carries_nothing_through_the_safe_mode_but_what_passes_it() {
	let mut chain = Chain::new("local_testnet");
	enter_safe_mode(&mut chain);
	let before = chain.free_balance("Stranger");
	let batch = pallet_utility::Call::<Runtime>::batch_all {
		calls: vec![transfer("Stranger")],
	};
	assert_eq!(chain.send("Patient", batch), Err(filtered()));
	let through_multisig = pallet_multisig::Call::<Runtime>::as_multi_threshold_1 {
		other_signatories: vec![account("Nurse")],
		call: Box::new(transfer("Stranger")),
	};
	assert_eq!(chain.send("Patient", through_multisig), Err(filtered()));
	assert_eq!(chain.free_balance("Stranger"), before);

	let batch = pallet_utility::Call::<Runtime>::batch_all {
		calls: vec![withdraw_consent()],
	};
	assert_eq!(
		chain.send("Patient", batch),
		Err(pallet_ehr_index::Error::<Runtime>::ConsentNotFound.into())
	);
}

#[test]
fn blocks_sessions_and_upgrades_go_on_in_the_safe_mode() {
	let mut chain = Chain::new("local_testnet");
	enter_safe_mode(&mut chain);
	// Every block sets the time, by an inherent that must not fail.
	chain.skip(SESSION);
	assert!(chain.read(pallet_session::CurrentIndex::<Runtime>::get) >= 1);
	let authorise = frame_system::Call::<Runtime>::authorize_upgrade {
		code_hash: H256::repeat_byte(1),
	};
	assert_ok!(chain.council(&COUNCIL[..3], enact(authorise)));
	// The wrong code, but it reached the check.
	let apply = frame_system::Call::<Runtime>::apply_authorized_upgrade { code: vec![1] };
	assert_eq!(
		chain.send("Stranger", apply),
		Err(frame_system::Error::<Runtime>::Unauthorized.into())
	);
	assert_ok!(chain.committee(&COMMITTEE[..3], recover(note_stalled())));
	chain.check();
}

#[test]
fn the_council_ends_the_safe_mode() {
	let mut chain = Chain::new("local_testnet");
	enter_safe_mode(&mut chain);
	assert_eq!(chain.send("Patient", transfer("Stranger")), Err(filtered()));
	assert_ok!(chain.council(&COUNCIL[..3], pallet_safe_mode::Call::<Runtime>::force_exit {}));
	assert_ok!(chain.send("Patient", transfer("Stranger")));
	// And as Root.
	enter_safe_mode(&mut chain);
	let exit = pallet_safe_mode::Call::<Runtime>::force_exit {};
	assert_ok!(chain.council(&COUNCIL[..3], enact(exit)));
	assert_ok!(chain.send("Patient", transfer("Stranger")));
}

#[test]
fn the_safe_mode_ends_by_itself() {
	let mut chain = Chain::new("local_testnet");
	enter_safe_mode(&mut chain);
	let until = chain.read(|| pallet_safe_mode::EnteredUntil::<Runtime>::get().expect("it is entered"));
	assert!(until <= chain.read(System::block_number) + SAFE_MODE);
	// A day of blocks, without making each.
	chain.read(|| pallet_safe_mode::EnteredUntil::<Runtime>::put(System::block_number()));
	chain.skip(1);
	assert_ok!(chain.send("Patient", transfer("Stranger")));
}

#[test]
fn nobody_buys_the_safe_mode() {
	let mut chain = Chain::new("local_testnet");
	let enter = pallet_safe_mode::Call::<Runtime>::enter {};
	assert_eq!(
		chain.send("Patient", enter),
		Err(pallet_safe_mode::Error::<Runtime>::NotConfigured.into())
	);
	let force = pallet_safe_mode::Call::<Runtime>::force_enter {};
	assert_eq!(chain.send("Patient", force.clone()), Err(BadOrigin.into()));
	assert_eq!(chain.council(&COUNCIL[..2], force), Err(BadOrigin.into()));
}

#[test]
fn the_council_pauses_one_call_and_lifts_the_pause() {
	let mut chain = Chain::new("local_testnet");
	assert_ok!(chain.council(&COUNCIL[..3], pause("Balances", "transfer_allow_death")));
	assert_eq!(chain.send("Patient", transfer("Stranger")), Err(filtered()));
	let keep_alive = pallet_balances::Call::<Runtime>::transfer_keep_alive {
		dest: account("Stranger").into(),
		value: SAL,
	};
	assert_ok!(chain.send("Patient", keep_alive));
	let unpause = pallet_tx_pause::Call::<Runtime>::unpause {
		ident: (named("Balances"), named("transfer_allow_death")),
	};
	assert_ok!(chain.council(&COUNCIL[..3], enact(unpause)));
	assert_ok!(chain.send("Patient", transfer("Stranger")));
}

#[test]
fn what_is_never_stopped_cannot_be_paused() {
	let mut chain = Chain::new("local_testnet");
	for (pallet, call) in [
		("Timestamp", "set"),
		("Session", "set_keys"),
		("Grandpa", "report_equivocation_unsigned"),
		("Council", "vote"),
		("Motion", "enact"),
		("EhrIndex", "withdraw_consent"),
		("Research", "leave_research"),
		("Revocation", "revoke_staff"),
		("TxPause", "unpause"),
	] {
		assert_eq!(
			chain.council(&COUNCIL[..3], pause(pallet, call)),
			Err(pallet_tx_pause::Error::<Runtime>::Unpausable.into()),
			"{pallet}.{call}"
		);
	}
}

#[test]
fn the_names_of_what_is_never_stopped_are_those_of_calls() {
	let modules = RuntimeCall::get_module_names();
	for (pallet, calls) in NEVER_STOPPED {
		assert!(modules.contains(pallet), "{pallet}");
		for call in *calls {
			assert!(
				RuntimeCall::get_call_names(pallet).contains(call),
				"{pallet}.{call}"
			);
			assert!(Unpausable::contains(&(named(pallet), named(call))));
		}
	}
	for carrier in CARRIERS {
		assert!(modules.contains(carrier), "{carrier}");
	}
}

fn add_proxy(name: &str, kind: ProxyType) -> RuntimeCall {
	pallet_proxy::Call::add_proxy {
		delegate: account(name).into(),
		proxy_type: kind,
		delay: 0,
	}
	.into()
}

fn for_patient(call: RuntimeCall) -> RuntimeCall {
	pallet_proxy::Call::proxy {
		real: account("Patient").into(),
		force_proxy_type: None,
		call: Box::new(call),
	}
	.into()
}

/// How the call that a proxy made ended.
fn outcome(chain: &mut Chain) -> Result<(), DispatchError> {
	chain.read(|| {
		System::events()
			.into_iter()
			.find_map(|record| match record.event {
				RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
				_ => None,
			})
			.expect("the proxy made a call")
	})
}

#[test]
fn a_guardian_handles_consents_and_not_money() {
	let mut chain = Chain::new("local_testnet");
	assert_ok!(chain.send("Patient", add_proxy("Nurse", ProxyType::Consent)));
	assert_ok!(chain.send("Nurse", for_patient(transfer("Nurse"))));
	assert_eq!(outcome(&mut chain), Err(filtered()));
	let batch = pallet_utility::Call::<Runtime>::batch_all {
		calls: vec![transfer("Nurse")],
	};
	assert_ok!(chain.send("Nurse", for_patient(batch.into())));
	assert_eq!(outcome(&mut chain), Err(filtered()));
	assert_ok!(chain.send("Nurse", for_patient(withdraw_consent())));
	assert_eq!(
		outcome(&mut chain),
		Err(pallet_ehr_index::Error::<Runtime>::ConsentNotFound.into())
	);
	// Nor does a guardian appoint further proxies.
	assert_ok!(chain.send("Nurse", for_patient(add_proxy("Stranger", ProxyType::Any))));
	assert_eq!(outcome(&mut chain), Err(filtered()));
	chain.check();
}

#[test]
fn a_proxy_keeps_the_rights_that_the_safe_mode_leaves_and_no_others() {
	let mut chain = Chain::new("local_testnet");
	assert_ok!(chain.send("Patient", add_proxy("Nurse", ProxyType::Any)));
	enter_safe_mode(&mut chain);
	assert_ok!(chain.send("Nurse", for_patient(transfer("Nurse"))));
	assert_eq!(outcome(&mut chain), Err(filtered()));
	assert_ok!(chain.send("Nurse", for_patient(withdraw_consent())));
	assert_eq!(
		outcome(&mut chain),
		Err(pallet_ehr_index::Error::<Runtime>::ConsentNotFound.into())
	);
}

#[test]
fn the_kinds_of_proxies_contain_each_other_as_their_calls_do() {
	use frame_support::traits::InstanceFilter;
	let kinds = [
		ProxyType::Any,
		ProxyType::NonTransfer,
		ProxyType::Consent,
		ProxyType::Council,
		ProxyType::SessionKeys,
	];
	let calls = [
		transfer("Stranger"),
		withdraw_consent(),
		note_stalled(),
		schedule(note_stalled()),
		pallet_session::Call::purge_keys {}.into(),
		add_proxy("Stranger", ProxyType::Any),
		pallet_collective::Call::<Runtime, Instance1>::disapprove_proposal {
			proposal_hash: H256::zero(),
		}
		.into(),
	];
	for this in kinds {
		assert!(this.is_superset(&this));
		for that in kinds {
			if this.is_superset(&that) {
				for call in &calls {
					assert!(
						!that.filter(call) || this.filter(call),
						"{this:?} {that:?} {call:?}"
					);
				}
			}
		}
	}
	assert_eq!(ProxyType::default(), ProxyType::Any);
	assert!(!ProxyType::NonTransfer.is_superset(&ProxyType::Any));
	assert!(!ProxyType::Consent.is_superset(&ProxyType::Council));
}

#[test]
fn a_deposit_for_a_preimage_is_held_and_comes_back() {
	let mut chain = Chain::new("local_testnet");
	let issuance = chain.read(Balances::total_issuance);
	let bytes = vec![7; 1_000];
	let hash = BlakeTwo256::hash(&bytes);
	let held = |chain: &mut Chain| {
		let who: AccountId = account("StMary");
		chain.read(|| {
			<Balances as frame_support::traits::fungible::InspectHold<_>>::total_balance_on_hold(&who)
		})
	};
	// A hospital's bond is on hold too.
	let bond = held(&mut chain);
	assert_ok!(chain.send(
		"StMary",
		pallet_preimage::Call::<Runtime>::note_preimage { bytes }
	));
	assert!(held(&mut chain) > bond);
	chain.check();
	assert_ok!(chain.send(
		"StMary",
		pallet_preimage::Call::<Runtime>::unnote_preimage { hash }
	));
	assert_eq!(held(&mut chain), bond);
	assert_eq!(chain.read(Balances::total_issuance), issuance);
	chain.check();
}

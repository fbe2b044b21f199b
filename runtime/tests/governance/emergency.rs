//! The safe mode and pauses: what they stop, what they never stop, and who ends them.

use crate::{
	common::{
		account,
		government::{enact, recover},
		people::{accredit, register_patient, COMMITTEE, COUNCIL},
		Chain,
	},
	enter_safe_mode, filtered, note_stalled, transfer, withdraw_consent,
};
use frame_support::{
	assert_ok,
	traits::{Contains, Currency, GetCallMetadata},
};
use salus_primitives::record::{ConsentTarget, Grantee};
use salus_runtime::{
	configs::emergency::{Unpausable, CARRIERS, NEVER_STOPPED, SAFE_MODE},
	constants::{money::SAL, time::SESSION},
	Balances, Runtime, RuntimeCall, System,
};
use sp_core::H256;
use sp_runtime::traits::BadOrigin;

fn grant_consent() -> RuntimeCall {
	pallet_ehr_index::Call::grant_consent {
		target: ConsentTarget::All,
		grantee: Grantee::Hospital(0),
		expires_at: 100_000,
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
		("Cases", "acknowledge_report"),
		("Cases", "dispute_report"),
		("Cases", "lapse_case"),
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

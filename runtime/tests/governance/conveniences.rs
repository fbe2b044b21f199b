//! Calls on another's behalf, and deposits for what is stored.

use crate::{
	common::{account, Chain},
	enter_safe_mode, filtered, note_stalled, schedule, transfer, withdraw_consent,
};
use frame_support::{assert_ok, instances::Instance1};
use salus_runtime::{
	configs::conveniences::ProxyType, AccountId, Balances, Runtime, RuntimeCall, RuntimeEvent, System,
};
use sp_core::H256;
use sp_runtime::{
	traits::{BlakeTwo256, Hash},
	DispatchError,
};

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
	for this in ProxyType::ALL {
		assert!(this.is_superset(&this));
		for that in ProxyType::ALL {
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

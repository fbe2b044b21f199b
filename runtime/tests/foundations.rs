//! Genesis, consensus, money and government of the whole runtime.

mod common;

use common::{account, genesis, people::COUNCIL, Chain};
use frame_support::{assert_ok, dispatch::GetDispatchInfo, traits::Get};
use salus_runtime::{
	configs::{consensus::Period, system::RuntimeBlockWeights},
	constants::money::SAL,
	AccountId, Runtime, RuntimeCall, VERSION,
};
use sp_runtime::{
	traits::BadOrigin,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};

fn transfer(to: &str, value: u128) -> RuntimeCall {
	pallet_balances::Call::transfer_allow_death {
		dest: account(to).into(),
		value,
	}
	.into()
}

#[test]
fn every_preset_builds_and_its_invariants_hold() {
	for preset in salus_runtime::presets::preset_names() {
		let mut chain = Chain::new(preset.as_ref());
		chain.skip(3);
		chain.check();
	}
}

#[test]
fn only_the_dev_preset_has_a_sudo_key() {
	assert_eq!(genesis("development").sudo.key, Some(account("Alice")));
	assert_eq!(genesis("local_testnet").sudo.key, None);
}

#[test]
fn only_the_dev_preset_may_have_an_authority_of_one() {
	for preset in salus_runtime::presets::preset_names() {
		let preset: &str = preset.as_ref();
		let settings = genesis(preset).ceremony.settings.expect("a preset sets them");
		assert_eq!(settings.minimum == 1, preset == "development", "{preset}");
		let floor = Chain::new(preset).read(pallet_ceremony::Floor::<Runtime>::get);
		assert_eq!(floor == 1, preset == "development", "{preset}");
	}
}

#[test]
fn the_local_network_starts_with_four_hospitals_and_a_council_of_four() {
	let mut chain = Chain::new("local_testnet");
	chain.read(|| {
		let mut hospitals: Vec<AccountId> = ["StMary", "Charite", "Karolinska", "Mayo"].map(account).into();
		hospitals.sort();
		assert_eq!(pallet_session::Validators::<Runtime>::get(), hospitals);
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 4);
		assert_eq!(pallet_grandpa::Authorities::<Runtime>::get().len(), 4);
		let mut council: Vec<AccountId> = COUNCIL.map(account).into();
		council.sort();
		assert_eq!(
			pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get(),
			council
		);
	});
}

#[test]
fn the_hospitals_of_genesis_keep_validating_through_sessions() {
	let mut chain = Chain::new("local_testnet");
	let validators = chain.read(pallet_session::Validators::<Runtime>::get);
	let period = chain.read(Period::get);
	chain.skip(2 * period + 1);
	assert_eq!(chain.read(pallet_session::CurrentIndex::<Runtime>::get), 2);
	assert_eq!(chain.read(pallet_session::Validators::<Runtime>::get), validators);
	assert_eq!(chain.read(pallet_aura::Authorities::<Runtime>::get).len(), 4);
	chain.check();
}

#[test]
fn a_transaction_of_another_chain_is_refused() {
	let mut other = Chain::new("development");
	let foreign = other.read(|| common::signed("Bob", transfer("Charlie", SAL)));
	let mut chain = Chain::new("local_testnet");
	// The genesis hash differs, and so does what the signature covers.
	chain.read(|| frame_system::BlockHash::<Runtime>::insert(0, sp_core::H256::repeat_byte(7)));
	assert_eq!(
		chain.read(|| salus_runtime::Executive::apply_extrinsic(foreign)),
		Err(TransactionValidityError::Invalid(InvalidTransaction::BadProof))
	);
}

#[test]
fn three_quarters_of_the_council_change_its_membership() {
	let mut chain = Chain::new("local_testnet");
	let add = pallet_membership::Call::<Runtime, pallet_membership::Instance1>::add_member {
		who: account("Auditor").into(),
	};
	assert_ok!(chain.council(&COUNCIL[..3], add));
	let members = chain.read(pallet_collective::Members::<Runtime, pallet_collective::Instance1>::get);
	assert!(members.contains(&account("Auditor")));
	chain.check();
}

#[test]
fn half_of_the_council_cannot_change_its_membership() {
	let mut chain = Chain::new("local_testnet");
	let add = pallet_membership::Call::<Runtime, pallet_membership::Instance1>::add_member {
		who: account("Auditor").into(),
	};
	assert_eq!(chain.council(&COUNCIL[..2], add), Err(BadOrigin.into()));
	chain.check();
}

#[test]
fn the_council_is_not_root() {
	let mut chain = Chain::new("local_testnet");
	let set_code = frame_system::Call::<Runtime>::set_code { code: vec![1, 2, 3] };
	assert_eq!(chain.council(&COUNCIL, set_code), Err(BadOrigin.into()));
}

#[test]
fn nobody_is_root_on_the_local_network() {
	let mut chain = Chain::new("local_testnet");
	for name in ["StMary", "CouncilA", "Patient"] {
		let call = Box::new(frame_system::Call::<Runtime>::set_heap_pages { pages: 1 }.into());
		assert_eq!(
			chain.send(name, pallet_sudo::Call::<Runtime>::sudo { call }),
			Err(pallet_sudo::Error::<Runtime>::RequireSudo.into())
		);
	}
}

#[test]
fn a_megabyte_fits_into_a_block() {
	let weights = RuntimeBlockWeights::get();
	assert!(weights.clone().validate().is_ok());
	let remark: RuntimeCall = frame_system::Call::remark {
		remark: vec![0; 1024 * 1024],
	}
	.into();
	let normal = weights
		.get(frame_support::dispatch::DispatchClass::Normal)
		.max_extrinsic;
	assert!(remark
		.get_dispatch_info()
		.call_weight
		.all_lte(normal.expect("there is a limit")));
}

#[test]
fn the_numbers_of_production_are_what_the_design_says() {
	use salus_runtime::constants::{money, time, SS58_PREFIX};
	assert_eq!(time::SLOT_DURATION, 6_000);
	assert_eq!(time::DAYS, 14_400);
	assert_eq!(time::SESSION, time::HOURS);
	assert_eq!(money::TOKEN_SYMBOL, "SAL");
	assert_eq!(money::SAL, 10u128.pow(money::TOKEN_DECIMALS.into()));
	let prefix: u16 = <Runtime as frame_system::Config>::SS58Prefix::get();
	assert_eq!(prefix, SS58_PREFIX);
	assert_eq!(VERSION.spec_name, "salus");
}

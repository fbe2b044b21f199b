use crate::{mock::*, GenesisConfig, GenesisHospital, GenesisPerson};
use frame_support::{assert_ok, traits::StorageVersion};
use salus_primitives::{hospital::KeyPurpose, traits::HospitalRegistry};
use sp_core::H256;
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

fn hospital(operator: AccountId, handle: &str) -> GenesisHospital<AccountId> {
	GenesisHospital {
		operator,
		handle: handle.into(),
		endpoint: "http://127.0.0.1:9944".into(),
		wrap_key: H256::repeat_byte(1),
		issuer_pk1: vec![2; 48].into(),
		issuer_pk2: vec![3; 96].into(),
	}
}

fn person(account: AccountId, hospital: u32) -> GenesisPerson<AccountId> {
	GenesisPerson {
		account,
		hospital,
		wrap_key: H256::repeat_byte(4),
	}
}

fn genesis() -> GenesisConfig<Test> {
	GenesisConfig {
		hospitals: vec![hospital(MARY, "st-mary"), hospital(LUKE, "st-luke")],
		staff: vec![person(DOCTOR, 1)],
		patients: vec![person(PATIENT, 0)],
		auditors: vec![STRANGER],
		researchers: vec![PAUPER],
	}
}

fn build(registry: GenesisConfig<Test>) -> TestExternalities {
	RuntimeGenesisConfig {
		registry,
		..Default::default()
	}
	.build_storage()
	.unwrap()
	.into()
}

#[test]
fn a_chain_can_begin_with_hospitals_and_people() {
	build(genesis()).execute_with(|| {
		assert!(Registry::is_accredited(0) && Registry::is_accredited(1));
		assert_eq!(Registry::handle(1), Some(handle("st-luke")));
		assert_eq!(Registry::operator(0), Some(MARY));
		assert_eq!(Registry::employer(&DOCTOR), Some(1));
		assert!(Registry::is_patient(&PATIENT));
		assert_eq!(Registry::key(&DOCTOR, KeyPurpose::Wrap), Some([4; 32]));
		assert_eq!(System::sufficients(&PATIENT), 1);
		assert_eq!(StorageVersion::get::<Registry>(), 1);
		Registry::do_try_state().unwrap();
		// Nothing was held at genesis, so nothing is returned.
		assert_ok!(Registry::dismiss_staff(signed(LUKE), DOCTOR));
		assert_ok!(Registry::withdraw(signed(LUKE)));
		Registry::do_try_state().unwrap();
	});
}

#[test]
fn genesis_is_json_in_camel_case() {
	let json = serde_json::json!({
		"hospitals": [{
			"operator": MARY, "handle": "st-mary", "endpoint": "http://127.0.0.1:9944",
			"wrapKey": H256::repeat_byte(1), "issuerPk1": format!("0x{}", "02".repeat(48)),
			"issuerPk2": format!("0x{}", "03".repeat(96)),
		}],
		"staff": [{ "account": DOCTOR, "hospital": 0, "wrapKey": H256::repeat_byte(4) }],
		"patients": [], "auditors": [], "researchers": [],
	});
	let genesis: GenesisConfig<Test> = serde_json::from_value(json.clone()).unwrap();
	assert_eq!(genesis.hospitals, [hospital(MARY, "st-mary")]);
	assert_eq!(serde_json::to_value(genesis).unwrap(), json);
}

#[test]
#[should_panic(expected = "the handle of a hospital of genesis is malformed")]
fn a_malformed_handle_is_no_genesis() {
	build(GenesisConfig {
		hospitals: vec![hospital(MARY, "St Mary")],
		..Default::default()
	});
}

#[test]
#[should_panic(expected = "two hospitals of genesis have one handle")]
fn a_handle_twice_is_no_genesis() {
	build(GenesisConfig {
		hospitals: vec![hospital(MARY, "same"), hospital(LUKE, "same")],
		..Default::default()
	});
}

#[test]
#[should_panic(expected = "the endpoint of a hospital of genesis is malformed")]
fn a_malformed_endpoint_is_no_genesis() {
	let mut bad = hospital(MARY, "st-mary");
	bad.endpoint = "mary".into();
	build(GenesisConfig {
		hospitals: vec![bad],
		..Default::default()
	});
}

#[test]
#[should_panic(expected = "the issuer key of a hospital of genesis has the wrong length")]
fn a_short_issuer_key_is_no_genesis() {
	let mut bad = hospital(MARY, "st-mary");
	bad.issuer_pk2 = vec![3; 95].into();
	build(GenesisConfig {
		hospitals: vec![bad],
		..Default::default()
	});
}

#[test]
#[should_panic(expected = "an account of genesis has two roles")]
fn two_roles_are_no_genesis() {
	let mut bad = genesis();
	bad.auditors.push(DOCTOR);
	build(bad);
}

#[test]
#[should_panic(expected = "a person of genesis belongs to no hospital of genesis")]
fn an_unknown_employer_is_no_genesis() {
	let mut bad = genesis();
	bad.staff.push(person(AccountId::new([9; 32]), 7));
	build(bad);
}

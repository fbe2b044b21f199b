//! The hospitals of a chain of version 1 become the candidates of ceremonies.

use crate::{
	common::{account, Chain},
	version_1,
};
use codec::Encode;
use frame_support::{
	assert_ok,
	traits::{Hooks, OnRuntimeUpgrade},
};
use pallet_ceremony::{Change, Changed, CurrentSettings, Roster, Schedule};
use pallet_hospital_registry::Hospitals;
use salus_primitives::{
	ceremony::{CeremonyKind, Settings},
	hospital::HospitalStatus,
};
use salus_runtime::{migrations::IntroduceCeremonies, AccountId, Ceremony, Runtime};
use sp_core::storage::Storage;
use sp_io::hashing::{blake2_128, twox_128, twox_64};

/// How version 1 encoded a standing.
const ACCREDITED: u8 = 1;
const SUSPENDED: u8 = 2;

fn twox_64_concat(key: impl Encode) -> Vec<u8> {
	let key = key.encode();
	[twox_64(&key).to_vec(), key].concat()
}

fn blake2_128_concat(key: impl Encode) -> Vec<u8> {
	let key = key.encode();
	[blake2_128(&key).to_vec(), key].concat()
}

/// Where version 1 kept an entry of its registry.
fn entry(item: &str, keys: &[Vec<u8>]) -> Vec<u8> {
	let prefix = [twox_128(b"HospitalRegistry"), twox_128(item.as_bytes())].concat();
	[prefix, keys.concat()].concat()
}

/// A chain of version 1 with hospitals of these standings, byte by byte as that runtime stored them.
fn with_hospitals(hospitals: &[(&str, u8)]) -> Storage {
	let mut storage = version_1();
	let mut put = |key: Vec<u8>, value: Vec<u8>| storage.top.insert(key, value);
	let mut next = 0u32;
	for (name, standing) in hospitals {
		let (id, operator) = (next, account(name));
		let handle = name.to_lowercase().into_bytes();
		let hospital = (
			handle.clone(),
			operator.clone(),
			b"http://127.0.0.1:9944".to_vec(),
			*standing,
			// Issuer key in both groups; since when; members of staff; deposit.
			[7u8; 48],
			[7u8; 96],
			0u32,
			0u32,
			0u128,
		);
		put(entry("Hospitals", &[twox_64_concat(id)]), hospital.encode());
		put(entry("Handles", &[blake2_128_concat(handle)]), id.encode());
		// An operator, of this hospital, without a deposit of its own.
		let person = (0u8, Some(id), None::<()>);
		put(
			entry("People", &[blake2_128_concat(operator.clone())]),
			person.encode(),
		);
		let wrap_key = entry("Keys", &[blake2_128_concat(operator), twox_64_concat(0u8)]);
		put(wrap_key, vec![7; 32]);
		next += 1;
	}
	put(entry("NextHospital", &[]), next.encode());
	storage
}

/// Two that may take part, and one that may not.
fn three_hospitals() -> Storage {
	with_hospitals(&[
		("Rikshospitalet", ACCREDITED),
		("Necker", SUSPENDED),
		("Aiims", ACCREDITED),
	])
}

/// The roster that must come of them: the longest accredited first.
fn candidates() -> Vec<AccountId> {
	["Rikshospitalet", "Aiims"].map(account).into()
}

#[test]
fn hospitals_of_version_1_read_as_they_were_stored() {
	sp_io::TestExternalities::new(three_hospitals()).execute_with(|| {
		let standings: Vec<_> = (0..4)
			.map(|id| Hospitals::<Runtime>::get(id).map(|hospital| (hospital.operator, hospital.status)))
			.collect();
		assert_eq!(
			standings,
			[
				Some((account("Rikshospitalet"), HospitalStatus::Accredited)),
				Some((account("Necker"), HospitalStatus::Suspended)),
				Some((account("Aiims"), HospitalStatus::Accredited)),
				None,
			]
		);
	});
}

#[test]
fn those_that_are_accredited_are_the_candidates_of_ceremonies() {
	let mut chain = Chain::from_storage(three_hospitals());
	assert_eq!(chain.read(Roster::<Runtime>::get).into_inner(), candidates());
	// The first block has looked, and left the first ceremony to the council.
	chain.read(|| {
		assert_eq!(Changed::<Runtime>::get(), None);
		assert_eq!(Schedule::<Runtime>::iter().count(), 0);
	});
	chain.check();
}

#[test]
fn the_schedule_sees_that_they_came() {
	sp_io::TestExternalities::new(three_hospitals()).execute_with(|| {
		let settings = Settings {
			automatic: true,
			..CurrentSettings::<Runtime>::get()
		};
		CurrentSettings::<Runtime>::put(settings);
		IntroduceCeremonies::on_runtime_upgrade();
		let joined = Change {
			joined: true,
			left: false,
		};
		assert_eq!(Changed::<Runtime>::get(), Some(joined));

		let now = salus_runtime::System::block_number();
		Ceremony::on_initialize(now);
		for kind in CeremonyKind::ALL {
			assert_eq!(Schedule::<Runtime>::get(kind), Some(now + settings.settle));
		}
	});
}

#[test]
fn the_checks_of_an_upgrade_hold_with_hospitals() {
	let checks = frame_try_runtime::UpgradeCheckSelect::All;
	sp_io::TestExternalities::new(three_hospitals()).execute_with(|| {
		salus_runtime::Executive::try_runtime_upgrade(checks).expect("the checks hold");
	});
}

#[test]
fn the_check_after_an_upgrade_notices_a_roster_of_others_than_the_accredited() {
	sp_io::TestExternalities::new(three_hospitals()).execute_with(|| {
		let before = IntroduceCeremonies::pre_upgrade().expect("there is no roster");
		assert!(IntroduceCeremonies::post_upgrade(before.clone()).is_err());
		IntroduceCeremonies::on_runtime_upgrade();
		assert_ok!(IntroduceCeremonies::post_upgrade(before.clone()));
		Roster::<Runtime>::mutate(|roster| roster.pop());
		assert!(IntroduceCeremonies::post_upgrade(before).is_err());
	});
}

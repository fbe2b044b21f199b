//! Leaves, attributes and update keys through the whole runtime, verified by the host's arithmetic.

mod common;

use common::{
	account,
	epochs::{next_epoch, publish, update_keys},
	genesis,
	people::{accredit, enrol, paired_key, register_patient, registration, share, COUNCIL},
	Chain,
};
use frame_support::assert_ok;
use pallet_ehr_index::{Call as Index, Error as IndexError};
use pallet_key_authority::{Call as Authority, Error as AuthorityError};
use pallet_revocation::Call as Revocations;
use rand::rngs::OsRng;
use salus_crypto::{
	authority::{deal, Parameters, Share},
	keys::KeyPurpose,
	Bls,
};
use salus_primitives::{
	authority::{Attribute, AttributeSet, UpdateKey},
	index::{EmergencyReason, EmergencyVerdict},
	record::{AccessRefusal, RecordId},
};
use salus_runtime::{EhrIndex, KeyAuthority, Revocation, Runtime};
use sp_runtime::traits::BadOrigin;

const HOSPITALS: [(&str, &str); 4] = [
	("StMary", "st-mary"),
	("Charite", "charite"),
	("Karolinska", "karolinska"),
	("Mayo", "mayo"),
];

/// Four accredited hospitals that share the authority, three of whom suffice.
struct Scene {
	chain: Chain,
	parameters: Parameters<Bls>,
	shares: Vec<Share>,
}

fn scene() -> Scene {
	let (public, shares) = deal::<Bls>(3, 4, &mut OsRng).expect("four authorities");
	let operators = HOSPITALS.map(|(name, _)| account(name));
	let mut chain = Chain::from_genesis(&genesis("local_testnet"));
	share(&mut chain, &public, &operators);
	for (name, handle) in HOSPITALS {
		accredit(&mut chain, name, handle);
	}
	enrol(&mut chain, "Charite", "Cardiologist");
	let parameters = public.validate::<Bls>().expect("a dealing is valid");
	Scene {
		chain,
		parameters,
		shares,
	}
}

fn set(attributes: &[(&str, &str)]) -> AttributeSet {
	let mut attributes: Vec<_> = attributes
		.iter()
		.map(|(namespace, name)| Attribute {
			namespace: namespace.as_bytes().to_vec().try_into().expect("short"),
			name: name.as_bytes().to_vec().try_into().expect("short"),
		})
		.collect();
	attributes.sort();
	attributes.try_into().expect("few")
}

impl Scene {
	/// The cardiologist reserves a leaf and fixes the points on its path.
	fn reserve(&mut self) {
		let key = paired_key(&mut self.chain, "Cardiologist", KeyPurpose::Abe, 11);
		assert_ok!(self
			.chain
			.send("Cardiologist", Authority::<Runtime>::reserve_leaf { key }));
		assert_ok!(self
			.chain
			.send("Cardiologist", Authority::<Runtime>::set_path { digest: [9; 32] }));
	}

	/// The update keys of the current epoch, made by the first three authorities.
	fn update_keys(&mut self) -> Vec<UpdateKey> {
		let shares: Vec<&Share> = self.shares[..3].iter().collect();
		update_keys(&mut self.chain, &self.parameters, &shares)
	}

	fn publish(&mut self, keys: Vec<UpdateKey>) -> sp_runtime::DispatchResult {
		publish(&mut self.chain, "Mayo", keys)
	}

	fn complete(&mut self) -> Option<u32> {
		self.chain.read(KeyAuthority::api_latest_complete)
	}

	fn next_epoch(&mut self) {
		next_epoch(&mut self.chain);
	}
}

#[test]
fn staff_get_a_leaf_and_attributes_in_two_namespaces() {
	let mut scene = scene();
	scene.reserve();
	let doctor = account("Cardiologist");
	assert_ok!(scene.chain.send(
		"Charite",
		Authority::<Runtime>::grant_attributes {
			account: doctor.clone(),
			attributes: set(&[("charite", "staff"), ("charite", "ward-3")]),
		}
	));
	assert_ok!(scene.chain.council(
		&COUNCIL[..3],
		Authority::<Runtime>::grant_attributes {
			account: doctor.clone(),
			attributes: set(&[("consortium", "cardiologist")]),
		}
	));
	let key = scene
		.chain
		.read(|| KeyAuthority::api_user_key(doctor))
		.expect("a leaf is reserved");
	assert_eq!(
		key.attributes,
		set(&[
			("charite", "staff"),
			("charite", "ward-3"),
			("consortium", "cardiologist")
		])
		.into_inner()
	);
	assert_eq!(key.path_digest, Some([9; 32]));
	assert!(!key.revoked);
	scene.chain.check();
}

#[test]
fn the_update_keys_of_an_epoch_complete_it() {
	let mut scene = scene();
	scene.next_epoch();
	let keys = scene.update_keys();
	assert_ok!(scene.publish(keys));
	let epoch = scene.chain.read(|| Revocation::api_epoch(0, None)).epoch;
	assert_eq!(scene.complete(), Some(epoch));
	scene.chain.check();
}

#[test]
fn a_bad_update_key_is_reported_by_anyone_and_costs_its_publisher_the_bond() {
	let mut scene = scene();
	scene.next_epoch();
	let good = scene.update_keys();
	let mut bad = good.clone();
	// A well-formed point that belongs elsewhere.
	bad[0].q = paired_key(&mut scene.chain, "Mayo", KeyPurpose::Issuer, 3).pk1;
	assert_ok!(scene.publish(bad));

	let reporter = scene.chain.free_balance("Nurse");
	let report = Authority::<Runtime>::report_bad_update_key {
		node: good[0].node,
		era: good[0].era,
	};
	assert_ok!(scene.chain.send("Nurse", report.clone()));
	assert!(
		scene.chain.free_balance("Nurse") > reporter,
		"the reporter is rewarded"
	);
	assert_eq!(scene.complete(), None);

	assert_ok!(scene.publish(good));
	assert_eq!(
		scene.chain.send("Nurse", report),
		Err(AuthorityError::<Runtime>::KeyIsGood.into())
	);
	scene.chain.check();
}

#[test]
fn a_revoked_doctors_leaf_leaves_the_cover_with_the_next_epoch() {
	let mut scene = scene();
	scene.reserve();
	let doctor = account("Cardiologist");
	let leaf = scene
		.chain
		.read(|| KeyAuthority::api_user_key(doctor.clone()))
		.expect("a leaf is reserved")
		.leaf;
	scene.next_epoch();
	assert_ok!(scene.chain.send(
		"Charite",
		Revocations::<Runtime>::revoke_staff {
			account: doctor.clone()
		}
	));

	let key = scene.chain.read(|| KeyAuthority::api_user_key(doctor.clone()));
	assert!(key.is_none_or(|key| key.revoked), "at once for every service");
	assert!(
		scene.chain.read(|| Revocation::api_covering_node(leaf)).is_some(),
		"the epoch's keys are out already"
	);
	scene.next_epoch();
	assert_eq!(scene.chain.read(|| Revocation::api_covering_node(leaf)), None);
	assert_ok!(scene.publish_all());
	scene.chain.check();
}

impl Scene {
	fn publish_all(&mut self) -> sp_runtime::DispatchResult {
		let keys = self.update_keys();
		assert_eq!(keys.len(), 20, "the siblings of the leaf's path");
		self.publish(keys)
	}
}

#[test]
fn half_of_the_council_cannot_grant_in_the_consortiums_namespace() {
	let mut scene = scene();
	scene.reserve();
	let grant = Authority::<Runtime>::grant_attributes {
		account: account("Cardiologist"),
		attributes: set(&[("consortium", "cardiologist")]),
	};
	assert_eq!(
		scene.chain.council(&COUNCIL[..2], grant),
		Err(sp_runtime::traits::BadOrigin.into())
	);
	scene.chain.check();
}

#[test]
fn who_holds_the_attribute_of_emergencies_opens_a_record_without_consent_until_the_council_objects() {
	let mut scene = scene();
	scene.reserve();
	let (doctor, record) = (account("Cardiologist"), RecordId::repeat_byte(1));
	register_patient(&mut scene.chain, "StMary", "Patient");
	let registration = registration(&mut scene.chain, "StMary", "Patient", record, [2; 16]);
	assert_ok!(scene.chain.send(
		"StMary",
		Index::<Runtime>::register_record { record, registration }
	));
	let declare = Index::<Runtime>::break_glass {
		record,
		reason: EmergencyReason::Unconscious,
	};
	assert_eq!(
		scene.chain.send("Cardiologist", declare.clone()),
		Err(IndexError::<Runtime>::NotEmergencyStaff.into())
	);
	let attributes = set(&[("consortium", "emergency")]);
	assert_ok!(scene.chain.council(
		&COUNCIL[..3],
		Authority::<Runtime>::grant_attributes {
			account: doctor.clone(),
			attributes: attributes.clone(),
		}
	));
	assert_ok!(scene.chain.send("Cardiologist", declare.clone()));
	let may_open = |scene: &mut Scene| {
		let doctor = doctor.clone();
		scene.chain.read(|| EhrIndex::api_may_open(doctor, record))
	};
	assert_eq!(may_open(&mut scene), Ok(()));
	let declared = scene
		.chain
		.read(|| EhrIndex::api_declared_access(doctor.clone(), record));
	assert!(declared.is_some(), "the declaration is part of it");

	assert_ok!(scene.chain.council(
		&COUNCIL[..3],
		Authority::<Runtime>::withdraw_attributes {
			account: doctor.clone(),
			attributes,
		}
	));
	assert_eq!(may_open(&mut scene), Err(AccessRefusal::NotAuthorised));

	let verdict = EmergencyVerdict::Abuse;
	let review = Index::<Runtime>::review_emergency { id: 0, verdict };
	assert_eq!(
		scene.chain.council(&COUNCIL[..2], review.clone()),
		Err(BadOrigin.into())
	);
	assert_ok!(scene.chain.council(&COUNCIL[..3], review));
	assert!(scene
		.chain
		.read(|| EhrIndex::api_emergency_ban(doctor.clone()))
		.is_some());
	scene.chain.check();
}

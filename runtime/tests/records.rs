//! Who may open a record, through the whole runtime: registry, revocation and index together.

mod common;

use common::{
	account,
	people::{accredit, enrol, register_patient, registration, COUNCIL},
	Chain,
};
use frame_support::assert_ok;
use pallet_ehr_index::{Call as Index, Error as IndexError};
use pallet_hospital_registry::Call as Registry;
use pallet_revocation::Call as Revocations;
use salus_primitives::{
	hospital::{HospitalId, HospitalStatus},
	record::{AccessRefusal, ConsentTarget, Grantee, RecordId, Scope},
};
use salus_runtime::{EhrIndex, HospitalRegistry, Revocation, Runtime};
use sp_core::H256;

const RECORD: RecordId = H256::repeat_byte(1);
const SCOPE: Scope = [2; 16];

/// StMary keeps a record of the patient, and has authorised Charite, whose cardiologist the patient trusts.
struct Scene {
	chain: Chain,
	st_mary: HospitalId,
	charite: HospitalId,
}

fn scene() -> Scene {
	let mut chain = Chain::new("local_testnet");
	let st_mary = accredit(&mut chain, "StMary", "st-mary");
	let charite = accredit(&mut chain, "Charite", "charite");
	enrol(&mut chain, "Charite", "Cardiologist");
	register_patient(&mut chain, "StMary", "Patient");
	let registration = registration(&mut chain, "StMary", "Patient", RECORD, SCOPE);
	assert_ok!(chain.send(
		"StMary",
		Index::<Runtime>::register_record {
			record: RECORD,
			registration
		}
	));
	assert_ok!(chain.send(
		"StMary",
		Index::<Runtime>::authorise_hospital {
			grantee: charite,
			scope: SCOPE,
			expires_at: 1_000,
			keys: Default::default()
		}
	));
	assert_ok!(chain.send(
		"Patient",
		Index::<Runtime>::grant_consent {
			target: ConsentTarget::All,
			grantee: Grantee::Doctor(account("Cardiologist")),
			expires_at: 1_000,
		}
	));
	Scene {
		chain,
		st_mary,
		charite,
	}
}

impl Scene {
	fn may_open(&mut self) -> Result<(), AccessRefusal> {
		self.chain
			.read(|| EhrIndex::api_may_open(account("Cardiologist"), RECORD))
	}

	fn record_access(&mut self) -> sp_runtime::DispatchResult {
		self.chain
			.send("Cardiologist", Index::<Runtime>::record_access { record: RECORD })
	}
}

#[test]
fn a_trusted_doctor_of_an_authorised_hospital_declares_an_access() {
	let mut scene = scene();
	assert_eq!(scene.may_open(), Ok(()));
	assert_ok!(scene.record_access());
	assert!(scene
		.chain
		.read(|| EhrIndex::api_declared_access(account("Cardiologist"), RECORD))
		.is_some());
	scene.chain.check();
}

#[test]
fn withdrawing_consent_is_free_and_shuts_the_record() {
	let mut scene = scene();
	let before = scene.chain.free_balance("Patient");
	assert_ok!(scene.chain.send(
		"Patient",
		Index::<Runtime>::withdraw_consent {
			target: ConsentTarget::All,
			grantee: Grantee::Doctor(account("Cardiologist")),
		}
	));
	assert!(
		scene.chain.free_balance("Patient") > before,
		"no fee, and the deposit is back"
	);
	assert_eq!(scene.may_open(), Err(AccessRefusal::NoConsent));
	assert_eq!(
		scene.record_access(),
		Err(IndexError::<Runtime>::NoConsent.into())
	);
	scene.chain.check();
}

#[test]
fn a_dismissed_doctor_cannot_declare_an_access_and_is_revoked() {
	let mut scene = scene();
	assert_ok!(scene.chain.send(
		"Charite",
		Registry::<Runtime>::dismiss_staff {
			account: account("Cardiologist")
		}
	));
	assert_eq!(scene.may_open(), Err(AccessRefusal::NotEnrolled));
	assert_eq!(
		scene.record_access(),
		Err(IndexError::<Runtime>::NotEnrolled.into())
	);
	assert!(
		scene
			.chain
			.read(|| Revocation::api_revocation_status(account("Cardiologist")))
			.revoked
	);
	scene.chain.check();
}

#[test]
fn a_doctor_revoked_by_the_employer_is_refused_until_the_council_restores_them() {
	let mut scene = scene();
	let doctor = account("Cardiologist");
	assert_ok!(scene.chain.send(
		"Charite",
		Revocations::<Runtime>::revoke_staff {
			account: doctor.clone()
		}
	));
	assert_eq!(scene.record_access(), Err(IndexError::<Runtime>::Revoked.into()));
	assert_ok!(scene
		.chain
		.council(&COUNCIL[..3], Revocations::<Runtime>::restore { account: doctor }));
	assert_ok!(scene.record_access());
	scene.chain.check();
}

#[test]
fn suspending_either_hospital_shuts_the_record_and_reinstating_opens_it() {
	let mut scene = scene();
	for (hospital, refusal) in [
		(scene.charite, AccessRefusal::HospitalNotAccredited),
		(scene.st_mary, AccessRefusal::CustodianNotAccredited),
	] {
		assert_ok!(scene
			.chain
			.council(&COUNCIL[..3], Registry::<Runtime>::suspend { hospital }));
		let status = scene
			.chain
			.read(|| HospitalRegistry::api_hospital(hospital))
			.map(|info| info.status);
		assert_eq!(status, Some(HospitalStatus::Suspended));
		assert_eq!(scene.may_open(), Err(refusal));
		assert_ok!(scene
			.chain
			.council(&COUNCIL[..3], Registry::<Runtime>::reinstate { hospital }));
		assert_eq!(scene.may_open(), Ok(()));
	}
	scene.chain.check();
}

#[test]
fn a_custodian_with_records_cannot_leave() {
	let mut scene = scene();
	assert_eq!(
		scene.chain.send("StMary", Registry::<Runtime>::withdraw {}),
		Err(pallet_hospital_registry::Error::<Runtime>::CustodyRemains.into())
	);
	scene.chain.check();
}

#[test]
fn half_of_the_council_accredits_nobody() {
	let mut chain = Chain::new("local_testnet");
	let hospital = accredit(&mut chain, "StMary", "st-mary");
	assert_eq!(
		chain.council(&COUNCIL[..2], Registry::<Runtime>::suspend { hospital }),
		Err(sp_runtime::traits::BadOrigin.into())
	);
	chain.check();
}

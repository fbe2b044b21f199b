//! Records, consents, authorisations and declared accesses.

use super::{by, index::wrapped_keys, Entry};
use crate::fuzz::{
	state::{able, able_staff, epoch, now, people, searching, Employed},
	world::{Step, World},
};
use pallet_ehr_index::{Accesses, Authorisations, Call as Index, Consents, RecordOf, Records, Registration};
use pallet_hospital_registry::Hospitals;
use salus_primitives::{
	hospital::{HospitalId, Role},
	record::{record_payload, ConsentTarget, Grantee, Location, RecordId, RecordStatus, Scope},
};
use salus_runtime::{AccountId, BlockNumber, EhrIndex, Revocation, Runtime, System};
use sp_core::Pair;
use sp_runtime::MultiSignature;

/// More records make each check of the state slower, and no call different.
const MOST_RECORDS: usize = 40;

/// Blocks in which a case is claimed, assigned and contested.
const CASE: BlockNumber = 60;

/// The parts of a hospital's records.
const SCOPES: [Scope; 3] = [[1; 16], [2; 16], [3; 16]];

pub const CALLS: &[Entry] = &[
	("EhrIndex", "register_record", register_record),
	("EhrIndex", "update_location", |world| {
		let (record, who) = kept(world, |_| true);
		let location = location(world);
		by(who, Index::<Runtime>::update_location { record, location })
	}),
	("EhrIndex", "transfer_custody", |world| {
		let (record, who) = kept(world, |record| record.offered_to.is_none());
		let to = hospital(world);
		by(who, Index::<Runtime>::transfer_custody { record, to })
	}),
	("EhrIndex", "accept_custody", |world| {
		let offered: Vec<_> = Records::<Runtime>::iter()
			.filter_map(|(id, record)| Some((id, operator_of(record.offered_to?)?)))
			.collect();
		let offered = world.pick(&offered);
		let (record, who) = offered.unwrap_or_else(|| kept(world, |_| true));
		let location = location(world);
		by(who, Index::<Runtime>::accept_custody { record, location })
	}),
	("EhrIndex", "cancel_transfer", |world| {
		let (record, who) = kept(world, |record| record.offered_to.is_some());
		by(who, Index::<Runtime>::cancel_transfer { record })
	}),
	("EhrIndex", "retire_record", |world| {
		let live = Records::<Runtime>::iter_values().filter(is_live).count();
		let (record, who) = if live > 8 {
			kept(world, is_live)
		} else {
			kept(world, |record| !is_live(record))
		};
		by(who, Index::<Runtime>::retire_record { record })
	}),
	("EhrIndex", "grant_consent", grant_consent),
	("EhrIndex", "withdraw_consent", |world| {
		let (patient, target, grantee) = consent(world, |_| true);
		by(patient, Index::<Runtime>::withdraw_consent { target, grantee })
	}),
	("EhrIndex", "clear_consent", |world| {
		let (patient, target, grantee) = consent(world, |expires_at| expires_at <= now());
		by(
			world.anybody(),
			Index::<Runtime>::clear_consent {
				patient,
				target,
				grantee,
			},
		)
	}),
	("EhrIndex", "authorise_hospital", authorise_hospital),
	("EhrIndex", "withdraw_authorisation", |world| {
		let (custodian, grantee, scope) = authorisation(world, |_| true);
		let who = operator_of(custodian).unwrap_or(world.anybody());
		by(who, Index::<Runtime>::withdraw_authorisation { grantee, scope })
	}),
	("EhrIndex", "clear_authorisation", |world| {
		let (custodian, grantee, scope) = authorisation(world, |expires_at| expires_at <= now());
		by(
			world.anybody(),
			Index::<Runtime>::clear_authorisation {
				custodian,
				grantee,
				scope,
			},
		)
	}),
	("EhrIndex", "record_access", record_access),
	("EhrIndex", "clear_access", |world| {
		let epoch = epoch();
		let past: Vec<_> = Accesses::<Runtime>::iter()
			.filter(|(_, _, declared)| declared.epoch < epoch)
			.map(|(doctor, record, _)| (doctor, record))
			.collect();
		let past = world.pick(&past);
		let (doctor, record) = past.unwrap_or_else(|| (world.anybody(), world.hash()));
		by(world.anybody(), Index::<Runtime>::clear_access { doctor, record })
	}),
];

pub(super) fn is_live(record: &RecordOf<Runtime>) -> bool {
	record.status == RecordStatus::Live
}

pub(super) fn operator_of(hospital: HospitalId) -> Option<AccountId> {
	Hospitals::<Runtime>::get(hospital).map(|hospital| hospital.operator)
}

fn hospital(world: &mut World) -> HospitalId {
	world.pick(&able()).map_or(999, |(id, _)| id)
}

pub(super) fn scope(world: &mut World) -> Scope {
	world.pick(&SCOPES).expect("there are some")
}

fn location(world: &mut World) -> Location {
	world.bytes().try_into().expect("short")
}

/// A record, and who runs the hospital that keeps it.
pub(super) fn kept(world: &mut World, fits: fn(&RecordOf<Runtime>) -> bool) -> (RecordId, AccountId) {
	let kept: Vec<_> = Records::<Runtime>::iter()
		.filter(|(_, record)| fits(record))
		.filter_map(|(id, record)| Some((id, operator_of(record.custodian)?)))
		.collect();
	let kept = world.pick(&kept);
	kept.unwrap_or_else(|| (world.hash(), world.anybody()))
}

fn register_record(world: &mut World) -> Step {
	let (_, who) = world.pick(&able()).unwrap_or((999, world.anybody()));
	let patient = world.pick(&people(Role::Patient)).unwrap_or(world.anybody());
	let known: Vec<_> = Records::<Runtime>::iter_keys().collect();
	let record = if known.len() < MOST_RECORDS {
		world.hash()
	} else {
		known[0]
	};
	let (scope, commitment) = (scope(world), world.hash());
	let payload = record_payload(System::block_hash(0), record, &patient, scope, commitment);
	let signature = world.pair(&who).expect("operators can sign").sign(&payload);
	let registration = Registration {
		patient,
		scope,
		commitment,
		blob_digest: world.hash(),
		blob_length: 1_000,
		location: location(world),
		era: world.below(1 + Revocation::api_epoch(0, None).era),
		signature: MultiSignature::Sr25519(signature),
	};
	by(who, Index::<Runtime>::register_record { record, registration })
}

/// Half of the authorisations let doctors with interests claim a record, for as long as its case takes.
fn authorise_hospital(world: &mut World) -> Step {
	let able = able();
	let (custodian, who) = world.pick(&able).unwrap_or((999, world.anybody()));
	let mut grantees: Vec<_> = able.iter().map(|(id, _)| *id).collect();
	let mut authorised = (custodian, who, scope(world), world.later());
	if world.one_in(2) {
		let kept: Vec<_> = Records::<Runtime>::iter_values()
			.filter(is_live)
			.filter_map(|record| {
				let (id, operator) = able.iter().find(|(id, _)| *id == record.custodian)?;
				Some((*id, operator.clone(), record.scope, now() + CASE))
			})
			.collect();
		authorised = world.pick(&kept).unwrap_or(authorised);
		grantees = searching().into_iter().map(|one| one.hospital).collect();
	}
	let (custodian, who, scope, expires_at) = authorised;
	grantees.retain(|id| *id != custodian);
	let call = Index::<Runtime>::authorise_hospital {
		grantee: world.pick(&grantees).unwrap_or(999),
		scope,
		expires_at,
		keys: wrapped_keys(custodian, scope),
	};
	by(who, call)
}

/// Half of the consents let somebody open a record: staff of the hospital that keeps it, or all of that hospital.
fn grant_consent(world: &mut World) -> Step {
	let openable = openable();
	let (patient, target, grantee) = match world.pick(&openable) {
		Some((patient, record, doctor)) if world.one_in(2) => {
			let target = ConsentTarget::Record(record);
			let grantee = if world.one_in(2) {
				Grantee::Doctor(doctor.account)
			} else {
				Grantee::Hospital(doctor.hospital)
			};
			(patient, target, grantee)
		}
		_ => any_consent(world),
	};
	let expires_at = world.later();
	by(
		patient,
		Index::<Runtime>::grant_consent {
			target,
			grantee,
			expires_at,
		},
	)
}

/// Live records with their patients and each of the staff of the hospitals that keep them, all in good standing.
fn openable() -> Vec<(AccountId, RecordId, Employed)> {
	let (patients, staff) = (people(Role::Patient), able_staff());
	Records::<Runtime>::iter()
		.filter(|(_, record)| is_live(record) && patients.contains(&record.patient))
		.flat_map(|(id, record)| {
			let staff = staff.iter().filter(move |one| one.hospital == record.custodian);
			staff.map(move |one| (record.patient.clone(), id, one.clone()))
		})
		.collect()
}

fn any_consent(world: &mut World) -> (AccountId, ConsentTarget, Grantee<AccountId>) {
	let patient = world.pick(&people(Role::Patient)).unwrap_or(world.anybody());
	let own: Vec<_> = Records::<Runtime>::iter()
		.filter(|(_, record)| record.patient == patient && is_live(record))
		.map(|(id, _)| id)
		.collect();
	let target = match (world.below(3), world.pick(&own)) {
		(0, Some(record)) => ConsentTarget::Record(record),
		(1, _) => ConsentTarget::Scope(scope(world)),
		_ => ConsentTarget::All,
	};
	let doctor = world.pick(&able_staff());
	let grantee = match doctor {
		Some(doctor) if world.one_in(2) => Grantee::Doctor(doctor.account),
		_ => Grantee::Hospital(hospital(world)),
	};
	(patient, target, grantee)
}

/// A consent whose expiry fits.
fn consent(
	world: &mut World,
	fits: fn(BlockNumber) -> bool,
) -> (AccountId, ConsentTarget, Grantee<AccountId>) {
	let given: Vec<_> = Consents::<Runtime>::iter()
		.filter(|(_, _, consent)| fits(consent.expires_at))
		.map(|(patient, (target, grantee), _)| (patient, target, grantee))
		.collect();
	let given = world.pick(&given);
	given.unwrap_or_else(|| (world.citizen(), ConsentTarget::All, Grantee::Hospital(0)))
}

/// An authorisation whose expiry fits.
fn authorisation(world: &mut World, fits: fn(BlockNumber) -> bool) -> (HospitalId, HospitalId, Scope) {
	let given: Vec<_> = Authorisations::<Runtime>::iter()
		.filter(|(_, _, authorisation)| fits(authorisation.expires_at))
		.map(|(custodian, (grantee, scope), _)| (custodian, grantee, scope))
		.collect();
	world.pick(&given).unwrap_or((0, 1, SCOPES[0]))
}

/// A doctor declares an access that is allowed, if there is one.
fn record_access(world: &mut World) -> Step {
	let mut possible = openable();
	possible.retain(|(_, record, doctor)| {
		let declared = Accesses::<Runtime>::get(&doctor.account, record);
		declared.is_none_or(|declared| declared.epoch != epoch())
			&& EhrIndex::api_may_open(doctor.account.clone(), *record).is_ok()
	});
	let (who, record) = match world.pick(&possible) {
		Some((_, record, doctor)) => (doctor.account, record),
		None => (world.citizen(), world.hash()),
	};
	by(who, Index::<Runtime>::record_access { record })
}

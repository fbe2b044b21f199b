//! Hospitals and their people.

use super::{as_council, by, Entry};
use crate::fuzz::{
	state::{able, hospitals, is_revoked, people, roleless, staff},
	world::{Step, World},
};
use pallet_hospital_registry::{Call as Registry, Dismissed, Hospitals, Keys, NewKeys};
use salus_primitives::{
	hospital::{HospitalId, HospitalStatus, KeyPurpose, Role},
	traits::Custody,
};
use salus_runtime::{AccountId, EhrIndex, Runtime};

pub const CALLS: &[Entry] = &[
	("HospitalRegistry", "apply", apply),
	("HospitalRegistry", "accredit", |world| {
		let hospital = of(world, HospitalStatus::Applied);
		as_council(Registry::<Runtime>::accredit { hospital })
	}),
	("HospitalRegistry", "reject", |world| {
		let hospital = of(world, HospitalStatus::Applied);
		as_council(Registry::<Runtime>::reject { hospital })
	}),
	("HospitalRegistry", "suspend", |world| {
		// Enough are left to go on.
		let hospital = if able().len() > 6 {
			of(world, HospitalStatus::Accredited)
		} else {
			of(world, HospitalStatus::Suspended)
		};
		as_council(Registry::<Runtime>::suspend { hospital })
	}),
	("HospitalRegistry", "reinstate", |world| {
		let hospital = of(world, HospitalStatus::Suspended);
		as_council(Registry::<Runtime>::reinstate { hospital })
	}),
	("HospitalRegistry", "withdraw", withdraw),
	("HospitalRegistry", "set_endpoint", |world| {
		let port = 1_024 + world.below(60_000);
		let endpoint = format!("https://127.0.0.1:{port}").into_bytes();
		by(
			operator(world),
			Registry::<Runtime>::set_endpoint {
				endpoint: endpoint.try_into().expect("short"),
			},
		)
	}),
	("HospitalRegistry", "rotate_issuer_key", |world| {
		let who = operator(world);
		let other = world.one_in(2);
		let issuer = world.secrets.issuer_key(&mut world.dice, &who, other);
		by(who, Registry::<Runtime>::rotate_issuer_key { issuer })
	}),
	("HospitalRegistry", "enrol_staff", |world| {
		let account = newcomer(world, |world| &world.staff);
		by(operator(world), Registry::<Runtime>::enrol_staff { account })
	}),
	("HospitalRegistry", "dismiss_staff", |world| {
		let mut employed = staff();
		// The deposit for whoever was revoked is released once restored.
		if world.one_in(2) && employed.iter().any(|one| is_revoked(&one.account)) {
			employed.retain(|one| is_revoked(&one.account));
		}
		let employed = world.pick(&employed);
		let (operator, account) = match employed {
			Some(employed) => (employed.operator, employed.account),
			None => (operator(world), world.anybody()),
		};
		by(operator, Registry::<Runtime>::dismiss_staff { account })
	}),
	("HospitalRegistry", "register_patient", |world| {
		let patient = newcomer(world, |world| &world.patients);
		let wrap = world
			.secrets
			.key(&mut world.dice, &patient, KeyPurpose::Wrap, false);
		by(
			operator(world),
			Registry::<Runtime>::register_patient { patient, wrap },
		)
	}),
	("HospitalRegistry", "register_keys", register_keys),
	("HospitalRegistry", "enrol_auditor", |world| {
		let account = newcomer(world, |world| &world.officials);
		as_council(Registry::<Runtime>::enrol_auditor { account })
	}),
	("HospitalRegistry", "dismiss_auditor", |world| {
		let account = dismissible(world, Role::Auditor);
		as_council(Registry::<Runtime>::dismiss_auditor { account })
	}),
	("HospitalRegistry", "enrol_researcher", |world| {
		let account = newcomer(world, |world| &world.officials);
		as_council(Registry::<Runtime>::enrol_researcher { account })
	}),
	("HospitalRegistry", "dismiss_researcher", |world| {
		let account = dismissible(world, Role::Researcher);
		as_council(Registry::<Runtime>::dismiss_researcher { account })
	}),
	("HospitalRegistry", "release_deposit", |world| {
		let restored: Vec<_> = Dismissed::<Runtime>::iter_keys()
			.filter(|who| !is_revoked(who))
			.collect();
		let account = world.pick(&restored).unwrap_or(world.anybody());
		by(world.anybody(), Registry::<Runtime>::release_deposit { account })
	}),
];

/// A hospital of a standing, or none.
fn of(world: &mut World, status: HospitalStatus) -> HospitalId {
	world.pick(&hospitals(status)).map_or(999, |(id, _)| id)
}

/// Who runs an accredited hospital and can act.
fn operator(world: &mut World) -> AccountId {
	world.pick(&able()).map_or(world.anybody(), |(_, who)| who)
}

/// Somebody of a group who has no role yet.
fn newcomer(world: &mut World, group: fn(&World) -> &Vec<AccountId>) -> AccountId {
	let free = roleless(group(world));
	world.pick(&free).unwrap_or(world.anybody())
}

/// Somebody of a role, but no judge: those would lose the keys that disputes take.
fn dismissible(world: &mut World, role: Role) -> AccountId {
	let mut people = people(role);
	people.retain(|who| !world.judges().contains(who));
	world.pick(&people).unwrap_or(world.anybody())
}

fn apply(world: &mut World) -> Step {
	let who = newcomer(world, |world| &world.operators);
	let handle = format!("h-{}", world.below(1_000_000)).into_bytes();
	let wrap = world.secrets.key(&mut world.dice, &who, KeyPurpose::Wrap, false);
	let issuer = world.secrets.issuer_key(&mut world.dice, &who, false);
	by(
		who,
		Registry::<Runtime>::apply {
			handle: handle.try_into().expect("short"),
			endpoint: b"ws://127.0.0.1:9944".to_vec().try_into().expect("short"),
			wrap,
			issuer,
		},
	)
}

/// An application is taken back; or, rarely, a hospital leaves that has neither records nor staff.
fn withdraw(world: &mut World) -> Step {
	let mut leaving = hospitals(HospitalStatus::Applied);
	if leaving.is_empty() && able().len() > 6 && world.one_in(8) {
		leaving = able();
		leaving.retain(|(id, _)| {
			let staff = Hospitals::<Runtime>::get(id).map_or(0, |hospital| hospital.staff);
			staff == 0 && <EhrIndex as Custody>::records_of(*id) == 0
		});
	}
	let who = world.pick(&leaving).map_or(world.citizen(), |(_, who)| who);
	by(who, Registry::<Runtime>::withdraw {})
}

/// One or two keys that are not those stored.
fn register_keys(world: &mut World) -> Step {
	let role = world
		.pick(&[Role::Hospital, Role::Staff, Role::Patient, Role::Researcher])
		.expect("there are some");
	let who = world.pick(&people(role)).unwrap_or(world.anybody());
	let mut purposes = KeyPurpose::ALL.to_vec();
	purposes.rotate_left(world.below(4) as usize);
	purposes.truncate(1 + world.below(2) as usize);
	let mut keys = NewKeys::default();
	for purpose in purposes {
		let mut key = world.secrets.key(&mut world.dice, &who, purpose, false);
		if Keys::<Runtime>::get(&who, purpose) == Some(key.key) {
			key = world.secrets.key(&mut world.dice, &who, purpose, true);
		}
		keys.try_push((purpose, key)).expect("there is room for four");
	}
	by(who, Registry::<Runtime>::register_keys { keys })
}

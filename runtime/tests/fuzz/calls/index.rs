//! Index epochs, tags, interests, what services did, emergencies.

use super::{
	as_council, by,
	records::{is_live, kept, operator_of, scope},
	Entry,
};
use crate::fuzz::{
	state::{able, able_staff, epoch, now},
	world::{Step, World},
};
use pallet_ehr_index::{
	Authorisations, Bans, Call as Index, Emergencies, IndexEntries, IndexScopes, InterestSets, Records,
};
use salus_crypto::hash::h_ristretto;
use salus_primitives::{
	hospital::HospitalId,
	index::{
		EmergencyReason, EmergencyVerdict, EpochKeys, Rewraps, ServiceEntry, EMERGENCY, WRAPPED_KEY_LENGTH,
	},
	record::{
		AccessRefusal::{AuthorisationExpired, ConsentExpired, NoConsent, NotAuthorised},
		Scope,
	},
	traits::AttributeRegistry,
};
use salus_runtime::{AccountId, EhrIndex, KeyAuthority, Runtime};

pub const CALLS: &[Entry] = &[
	("EhrIndex", "set_index_keys", set_index_keys),
	("EhrIndex", "rewrap_index_keys", |world| {
		let now = now();
		let given: Vec<_> = Authorisations::<Runtime>::iter()
			.filter(|(hospital, (_, scope), authorisation)| {
				authorisation.is_live(&now) && epochs(*hospital, *scope) > 0
			})
			.map(|(hospital, (grantee, scope), _)| (hospital, grantee, scope))
			.collect();
		let (hospital, grantee, scope) = world.pick(&given).unwrap_or((0, 0, scope(world)));
		let who = operator_of(hospital).unwrap_or(world.anybody());
		let call = Index::<Runtime>::rewrap_index_keys {
			grantee,
			scope,
			keys: wrapped_keys(hospital, scope),
		};
		by(who, call)
	}),
	("EhrIndex", "index_record", index_record),
	("EhrIndex", "unindex_record", |world| {
		let indexed: Vec<_> = IndexEntries::<Runtime>::iter()
			.filter_map(|(record, entry)| Some((record, operator_of(entry.key.indexer)?)))
			.collect();
		let indexed = world.pick(&indexed);
		let (record, who) = indexed.unwrap_or_else(|| kept(world, |_| true));
		by(who, Index::<Runtime>::unindex_record { record })
	}),
	("EhrIndex", "set_interests", |world| {
		let epoch = epoch();
		let mut doctors: Vec<_> = able_staff().into_iter().map(|one| one.account).collect();
		doctors.retain(|who| InterestSets::<Runtime>::get(who).is_none_or(|set| set.epoch != epoch));
		// Those come first who have none.
		let without: Vec<_> = doctors
			.iter()
			.filter(|who| !InterestSets::<Runtime>::contains_key(who))
			.cloned()
			.collect();
		let who = world.pick(&without).or_else(|| world.pick(&doctors));
		let who = who.unwrap_or_else(|| world.citizen());
		let mut digests: Vec<_> = (0..1 + world.below(4)).map(|_| world.hash().0).collect();
		digests.sort();
		let digests = digests.try_into().expect("few");
		by(who, Index::<Runtime>::set_interests { digests })
	}),
	("EhrIndex", "clear_interests", |world| {
		let epoch = epoch();
		let past: Vec<_> = InterestSets::<Runtime>::iter()
			.filter(|(_, set)| set.epoch < epoch)
			.map(|(doctor, _)| doctor)
			.collect();
		let doctor = world.pick(&past).unwrap_or_else(|| world.citizen());
		by(doctor.clone(), Index::<Runtime>::clear_interests { doctor })
	}),
	("EhrIndex", "record_services", record_services),
	("EhrIndex", "break_glass", break_glass),
	("EhrIndex", "review_emergency", |world| {
		let open: Vec<_> = Emergencies::<Runtime>::iter()
			.filter(|(_, emergency)| emergency.verdict.is_none())
			.map(|(id, _)| id)
			.collect();
		let id = world.pick(&open).unwrap_or(999);
		let verdict = if world.one_in(3) {
			EmergencyVerdict::Abuse
		} else {
			EmergencyVerdict::Justified
		};
		as_council(Index::<Runtime>::review_emergency { id, verdict })
	}),
	("EhrIndex", "clear_emergency", |world| {
		let now = now();
		let over: Vec<_> = Emergencies::<Runtime>::iter()
			.filter(|(_, emergency)| {
				let abused = emergency.verdict == Some(EmergencyVerdict::Abuse);
				abused || emergency.verdict.is_some() && emergency.expires_at <= now
			})
			.map(|(id, _)| id)
			.collect();
		let id = world.pick(&over).unwrap_or(999);
		by(world.anybody(), Index::<Runtime>::clear_emergency { id })
	}),
];

fn epochs(hospital: HospitalId, scope: Scope) -> u32 {
	IndexScopes::<Runtime>::get(hospital, scope).map_or(0, |state| state.epochs)
}

/// The index keys of every epoch of a scope, as if they were wrapped.
pub(super) fn wrapped_keys(hospital: HospitalId, scope: Scope) -> EpochKeys {
	let keys: Vec<_> = (0..epochs(hospital, scope))
		.map(|epoch| (epoch, [epoch as u8; WRAPPED_KEY_LENGTH]))
		.collect();
	keys.try_into().expect("as many as there can be")
}

/// The next epoch of a scope, for whoever is entitled.
fn set_index_keys(world: &mut World) -> Step {
	let able = able();
	let (hospital, who) = world.pick(&able).unwrap_or((999, world.anybody()));
	let (scope, now) = (scope(world), now());
	let state = IndexScopes::<Runtime>::get(hospital, scope).unwrap_or_default();
	let mut entitled: Vec<_> = state
		.grantees
		.iter()
		.filter(|(grantee, expires_at)| now < *expires_at && able.iter().any(|(id, _)| id == grantee))
		.map(|(grantee, _)| *grantee)
		.collect();
	entitled.push(hospital);
	entitled.sort();
	let wraps: Vec<_> = entitled
		.into_iter()
		.map(|grantee| (grantee, [state.epochs as u8; WRAPPED_KEY_LENGTH]))
		.collect();
	let point = h_ristretto(b"fuzz", &[world.hash().as_bytes()])
		.compress()
		.to_bytes();
	let call = Index::<Runtime>::set_index_keys {
		scope,
		point,
		rewraps: Rewraps::try_from(wraps).expect("as many as there can be"),
	};
	by(who, call)
}

/// Tags for a record whose scope takes some, if there is one.
fn index_record(world: &mut World) -> Step {
	let now = now();
	let open: Vec<_> = Records::<Runtime>::iter()
		.filter(|(_, record)| is_live(record))
		.filter_map(|(id, record)| {
			let state = IndexScopes::<Runtime>::get(record.custodian, record.scope)?;
			let who = operator_of(record.custodian)?;
			state.is_open(&now).then(|| (id, who, state.epochs - 1))
		})
		.collect();
	let (record, who, epoch) = world.pick(&open).unwrap_or_else(|| {
		let (record, who) = kept(world, |_| true);
		(record, who, 0)
	});
	let mut tags: Vec<[u8; 16]> = (0..[32, 64, 128][world.below(3) as usize])
		.map(|_| {
			let mut tag = [0; 16];
			tag.copy_from_slice(&world.hash().as_bytes()[..16]);
			tag
		})
		.collect();
	tags.sort();
	let tags = tags.try_into().expect("as many as there can be");
	by(who, Index::<Runtime>::index_record { record, epoch, tags })
}

fn record_services(world: &mut World) -> Step {
	let records: Vec<_> = Records::<Runtime>::iter_keys().collect();
	let one = world.pick(&able_staff());
	let (who, doctor) = one.map_or_else(
		|| (world.anybody(), world.citizen()),
		|one| (one.operator, one.account),
	);
	let entries: Vec<_> = (0..1 + world.below(3))
		.map(|_| match world.below(3) {
			0 => ServiceEntry::Search {
				doctor: doctor.clone(),
				interests: 5,
			},
			1 => ServiceEntry::Match {
				doctor: doctor.clone(),
				matches: 3,
				commitment: world.hash(),
			},
			_ => ServiceEntry::PreDecryption {
				doctor: doctor.clone(),
				record: world.pick(&records).unwrap_or_default(),
			},
		})
		.collect();
	let entries = entries.try_into().expect("few");
	by(who, Index::<Runtime>::record_services { entries })
}

pub(super) fn may_declare(doctor: &AccountId) -> bool {
	let (namespace, name) = EMERGENCY;
	KeyAuthority::holds(doctor, namespace, name)
		&& Bans::<Runtime>::get(doctor).is_none_or(|until| until <= now())
}

/// A doctor who may declare emergencies opens what consent does not let it open, if a few tries find something.
fn break_glass(world: &mut World) -> Step {
	let mut doctors: Vec<_> = able_staff().into_iter().map(|one| one.account).collect();
	doctors.retain(may_declare);
	let records: Vec<_> = Records::<Runtime>::iter_keys().collect();
	let mut found = None;
	for _ in 0..40 {
		let (Some(doctor), Some(record)) = (world.pick(&doctors), world.pick(&records)) else {
			break;
		};
		if matches!(
			EhrIndex::api_may_open(doctor.clone(), record),
			Err(NotAuthorised | AuthorisationExpired | NoConsent | ConsentExpired)
		) {
			found = Some((doctor, record));
			break;
		}
	}
	let (who, record) = found.unwrap_or_else(|| (world.citizen(), world.hash()));
	let reason = EmergencyReason::LifeThreatening;
	by(who, Index::<Runtime>::break_glass { record, reason })
}

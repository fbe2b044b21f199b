//! The trail as people and programs read it.

use crate::cli::Report;
use salus_primitives::{
	hospital::{HospitalId, HospitalInfo},
	record::{ConsentTarget, Grantee, TrailEntry, TrailEvent},
	AccountId, BlockNumber,
};
use serde_json::{json, Map, Value};

type Hospitals<'a> = &'a [HospitalInfo<AccountId, BlockNumber>];

/// The handle of a hospital, or its number if it has none.
pub fn handle(hospitals: Hospitals, id: HospitalId) -> String {
	hospitals
		.iter()
		.find(|hospital| hospital.id == id)
		.map(|hospital| String::from_utf8_lossy(&hospital.handle).into_owned())
		.unwrap_or_else(|| format!("hospital {id}"))
}

/// What a consent is for.
pub fn target(target: &ConsentTarget) -> String {
	match target {
		ConsentTarget::Record(id) => format!("record {id:?}"),
		ConsentTarget::Scope(scope) => format!("scope 0x{}", hex::encode(scope)),
		ConsentTarget::All => "all records".into(),
	}
}

/// Whom a consent is for.
pub fn grantee(hospitals: Hospitals, grantee: &Grantee<AccountId>) -> String {
	match grantee {
		Grantee::Hospital(id) => format!("hospital {}", handle(hospitals, *id)),
		Grantee::Doctor(account) => account.to_string(),
	}
}

/// Name of an event and its members.
fn event(hospitals: Hospitals, event: &TrailEvent<AccountId>) -> (&'static str, Map<String, Value>) {
	let name_of = |id: &HospitalId| Value::from(handle(hospitals, *id));
	let scope_of = |scope: &[u8]| Value::from(format!("0x{}", hex::encode(scope)));
	let account_of = |account: &AccountId| Value::from(account.to_string());
	let (name, members) = match event {
		TrailEvent::Registered { hospital } => ("registered", vec![("hospital", name_of(hospital))]),
		TrailEvent::CustodyTransferred { from, to } => (
			"custodyTransferred",
			vec![("from", name_of(from)), ("to", name_of(to))],
		),
		TrailEvent::Retired => ("retired", vec![]),
		TrailEvent::Accessed {
			doctor,
			hospital,
			epoch,
		} => (
			"accessed",
			vec![
				("doctor", doctor.to_string().into()),
				("hospital", name_of(hospital)),
				("epoch", (*epoch).into()),
			],
		),
		TrailEvent::ConsentGranted {
			target: t,
			grantee: g,
		} => (
			"consentGranted",
			vec![
				("target", target(t).into()),
				("grantee", grantee(hospitals, g).into()),
			],
		),
		TrailEvent::ConsentWithdrawn {
			target: t,
			grantee: g,
		} => (
			"consentWithdrawn",
			vec![
				("target", target(t).into()),
				("grantee", grantee(hospitals, g).into()),
			],
		),
		TrailEvent::Authorised {
			custodian,
			grantee,
			scope,
		} => (
			"authorised",
			vec![
				("custodian", name_of(custodian)),
				("grantee", name_of(grantee)),
				("scope", scope_of(scope)),
			],
		),
		TrailEvent::AuthorisationWithdrawn {
			custodian,
			grantee,
			scope,
		} => (
			"authorisationWithdrawn",
			vec![
				("custodian", name_of(custodian)),
				("grantee", name_of(grantee)),
				("scope", scope_of(scope)),
			],
		),
		TrailEvent::Searched {
			hospital,
			doctor,
			interests,
		} => (
			"searched",
			vec![
				("hospital", name_of(hospital)),
				("doctor", account_of(doctor)),
				("interests", (*interests).into()),
			],
		),
		TrailEvent::Matched {
			hospital,
			doctor,
			matches,
			commitment,
		} => (
			"matched",
			vec![
				("hospital", name_of(hospital)),
				("doctor", account_of(doctor)),
				("matches", (*matches).into()),
				("commitment", format!("{commitment:?}").into()),
			],
		),
		TrailEvent::PreDecrypted { hospital, doctor } => (
			"preDecrypted",
			vec![("hospital", name_of(hospital)), ("doctor", account_of(doctor))],
		),
		TrailEvent::EmergencyDeclared {
			id,
			doctor,
			hospital,
			reason,
		} => (
			"emergencyDeclared",
			vec![
				("emergency", (*id).into()),
				("doctor", account_of(doctor)),
				("hospital", name_of(hospital)),
				("reason", json!(reason)),
			],
		),
		TrailEvent::EmergencyReviewed { id, doctor, verdict } => (
			"emergencyReviewed",
			vec![
				("emergency", (*id).into()),
				("doctor", account_of(doctor)),
				("verdict", json!(verdict)),
			],
		),
		TrailEvent::CaseAssigned {
			case,
			doctor,
			hospital,
		} => (
			"caseAssigned",
			vec![
				("case", (*case).into()),
				("doctor", account_of(doctor)),
				("hospital", name_of(hospital)),
			],
		),
		TrailEvent::Reported { case, doctor } => (
			"reported",
			vec![("case", (*case).into()), ("doctor", account_of(doctor))],
		),
		TrailEvent::CaseDecided { case, verdict } => (
			"caseDecided",
			vec![("case", (*case).into()), ("verdict", json!(verdict))],
		),
	};
	(
		name,
		members
			.into_iter()
			.map(|(name, value)| (name.to_owned(), value))
			.collect(),
	)
}

/// All entries, oldest first.
pub fn report(entries: &[TrailEntry<AccountId, BlockNumber>], hospitals: Hospitals) -> Report {
	let mut report = Report::new();
	let mut list = Vec::new();
	for entry in entries {
		let (name, members) = event(hospitals, &entry.event);
		let mut line = format!("block {:>6}  {name}", entry.at);
		for (name, value) in &members {
			line += &format!(
				"  {name} {}",
				value.as_str().map_or_else(|| value.to_string(), str::to_owned)
			);
		}
		if let Some(record) = entry.record {
			line += &format!("  record {record:?}");
		}
		report = report.line(line);
		let mut object = members;
		object.insert("at".into(), entry.at.into());
		object.insert("event".into(), name.into());
		object.insert(
			"record".into(),
			json!(entry.record.map(|record| format!("{record:?}"))),
		);
		object.insert(
			"patient".into(),
			json!(entry.patient.as_ref().map(ToString::to_string)),
		);
		list.push(Value::Object(object));
	}
	report.set("entries", list)
}

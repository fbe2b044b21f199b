//! Records opened without consent: declared by a doctor, seen by the patient, reviewed by the council.

use super::{calls::Ehr, Report, Wallet};
use crate::{
	chain::{At, Chain, Emergency},
	error::Result,
	trail,
};
use clap::{Args, ValueEnum};
use salus_primitives::{
	apis::EmergencyFilter, hospital::HospitalInfo, index::EmergencyReason, record::RecordId, AccountId,
	BlockNumber,
};
use salus_runtime::RuntimeEvent;
use serde_json::{json, Value};

/// A record that a doctor opens in an emergency.
#[derive(Args)]
pub(super) struct Declare {
	/// The record.
	#[arg(value_parser = super::hash)]
	record: RecordId,
	/// Why. It is written into the trail; nothing else is.
	#[arg(long)]
	reason: Reason,
}

/// Why a record is opened without consent.
#[derive(Clone, Copy, ValueEnum)]
enum Reason {
	/// The patient cannot be asked.
	Unconscious,
	/// There is no time to ask.
	LifeThreatening,
	/// The patient cannot decide.
	Incapacitated,
	/// The health of others is in danger.
	PublicHealth,
}

impl From<Reason> for EmergencyReason {
	fn from(reason: Reason) -> Self {
		match reason {
			Reason::Unconscious => Self::Unconscious,
			Reason::LifeThreatening => Self::LifeThreatening,
			Reason::Incapacitated => Self::Incapacitated,
			Reason::PublicHealth => Self::PublicHealth,
		}
	}
}

impl Declare {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let call = Ehr::break_glass {
			record: self.record,
			reason: self.reason.into(),
		};
		let included = chain.submit(&wallet.signer()?, call).await?;
		let declared = included.find(|event| match event {
			RuntimeEvent::EhrIndex(pallet_ehr_index::Event::EmergencyDeclared { id, expires_at, .. }) => {
				Some((*id, *expires_at))
			}
			_ => None,
		});
		let report = Report::from(&included);
		Ok(match declared {
			Some((id, expires_at)) => report
				.line(format!(
					"emergency {id}: you may open the record until block {expires_at}; the patient sees it, the council reviews it"
				))
				.set("emergency", id)
				.set("expiresAt", expires_at),
			None => report,
		})
	}
}

/// Which emergencies an auditor wants.
#[derive(Args)]
pub(super) struct Listed {
	/// Only those that the council has not reviewed.
	#[arg(long, conflicts_with = "doctor")]
	unreviewed: bool,
	/// Only those of one doctor.
	#[arg(long)]
	doctor: Option<String>,
}

impl Listed {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let doctor = self.doctor.map(|text| wallet.account(&text)).transpose()?;
		let filter = match (self.unreviewed, doctor) {
			(true, _) => EmergencyFilter::Unreviewed,
			(false, Some(doctor)) => EmergencyFilter::Doctor(doctor),
			(false, None) => EmergencyFilter::All,
		};
		let at = At::Block(chain.hash(At::Finalised).await?);
		let hospitals = chain.hospitals(at).await?;
		let emergencies = chain.emergencies(filter, at).await?;
		let report = emergencies.iter().fold(Report::new(), |report, emergency| {
			report.line(line(emergency, &hospitals))
		});
		Ok(report.set(
			"emergencies",
			emergencies
				.iter()
				.map(|emergency| one(emergency, &hospitals))
				.collect::<Vec<_>>(),
		))
	}
}

fn line(emergency: &Emergency, hospitals: &[HospitalInfo<AccountId, BlockNumber>]) -> String {
	format!(
		"emergency {}  block {}  record {:?}  doctor {} of {}  {:?}  {}",
		emergency.id,
		emergency.declared_at,
		emergency.record,
		emergency.doctor,
		trail::handle(hospitals, emergency.hospital),
		emergency.reason,
		match (emergency.verdict, emergency.live) {
			(Some(verdict), _) => format!("{verdict:?}"),
			(None, true) => format!("not reviewed, until block {}", emergency.expires_at),
			(None, false) => "not reviewed, over".into(),
		}
	)
}

fn one(emergency: &Emergency, hospitals: &[HospitalInfo<AccountId, BlockNumber>]) -> Value {
	json!({
		"emergency": emergency.id,
		"record": format!("{:?}", emergency.record),
		"patient": emergency.patient.to_string(),
		"doctor": emergency.doctor.to_string(),
		"hospital": trail::handle(hospitals, emergency.hospital),
		"reason": emergency.reason,
		"declaredAt": emergency.declared_at,
		"expiresAt": emergency.expires_at,
		"verdict": emergency.verdict,
		"live": emergency.live,
	})
}

//! Lists of records as people and programs read them.

use crate::cli::Report;
use salus_primitives::{record::RecordInfo, AccountId, BlockNumber};
use serde_json::{json, Value};

/// One record.
pub fn json(record: &RecordInfo<AccountId, BlockNumber>) -> Value {
	json!({
		"record": format!("{:?}", record.id),
		"custodian": record.custodian,
		"issuer": record.issuer,
		"patient": record.patient.to_string(),
		"scope": format!("0x{}", hex::encode(record.scope)),
		"commitment": format!("{:?}", record.commitment),
		"blobDigest": format!("{:?}", record.blob_digest),
		"blobLength": record.blob_length,
		"status": record.status,
		"offeredTo": record.offered_to,
		"registeredAt": record.registered_at,
	})
}

/// A list.
pub fn list(records: &[RecordInfo<AccountId, BlockNumber>]) -> Report {
	let report = records.iter().fold(Report::new(), |report, record| {
		report.line(format!(
			"{:?}  custodian {}  scope 0x{}  {:?}, {} bytes, since block {}",
			record.id,
			record.custodian,
			hex::encode(record.scope),
			record.status,
			record.blob_length,
			record.registered_at
		))
	});
	report.set("records", records.iter().map(json).collect::<Vec<_>>())
}

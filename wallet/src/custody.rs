//! A record moves to another hospital: the ciphertext, and the custodian's parts without which nobody there could open it.

use crate::{
	chain::{At, Chain, ChainError, Included},
	error::{Result, WalletError},
	keystore::Secrets,
	open::{fetch, parse, record_at},
	seal::{location, put, Upload},
	services::Hospital,
};
use codec::DecodeAll;
use salus_crypto::{
	custodian::{handover_context, CustodianPart as Part},
	header::Header,
	record::Blob,
	wrap::unwrap,
	Bls,
};
use salus_primitives::{
	apis::TrailFilter,
	hospital::{HospitalId, Role},
	record::{RecordId, RecordInfo, TrailEvent},
	request::{CustodianPart, CustodianParts, PutRecord},
	AccountId, BlockNumber, Hash,
};
use salus_runtime::Runtime;
use serde::Deserialize;
use sp_core::Bytes;

/// Code of a node to which a chunk does not join: it lacks what comes before.
const CHUNK_GAP: i32 = 7302;

/// What accepting did.
pub struct Accepted {
	/// Bytes of ciphertext fetched; none if the own node had all of it already.
	pub fetched: Option<u64>,
	/// Custodian's parts fetched.
	pub parts: usize,
	/// The call; none if custody had moved already.
	pub included: Option<Included>,
}

#[derive(Deserialize)]
struct Handover {
	wrapped: Bytes,
}

/// Fetches ciphertext and parts from the hospital that gives the record away, checks both, puts both into the own node,
/// and only then accepts. Asked again after a failure at any point, it does what is left to do: also where custody moved
/// already and the own node lacks the record.
pub async fn accept(chain: &Chain, secrets: &Secrets, record: RecordId) -> Result<Accepted> {
	let signer = secrets.signer();
	let head = chain.hash(At::Finalised).await?;
	let at = At::Block(head);
	let info = record_at(chain, record, at).await?;
	let own = match chain.person(&signer.account(), at).await? {
		Some(person) if person.role == Role::Hospital => person.hospital,
		_ => None,
	}
	.ok_or_else(|| WalletError::NotAllowed("only the operator of a hospital takes custody".into()))?;
	let is_mine = info.custodian == own;
	if !is_mine && info.offered_to != Some(own) {
		return Err(WalletError::NotAllowed(
			"custody of the record is not offered to this hospital in finalised state".into(),
		));
	}
	let node = Hospital::connect(chain, own).await?;
	let height = chain.height(at).await?;
	node.node().wait_finalised(height).await?;

	let mut accepted = Accepted {
		fetched: None,
		parts: 0,
		included: None,
	};
	if !holds(&node, secrets, &info).await? {
		if node.info.wrap_key != secrets.wrap().public() {
			return Err(WalletError::Keys(
				"the hospital's wrap key on chain is not this identity's: register it with 'salus hospital register-keys'"
					.into(),
			));
		}
		let giver = match is_mine {
			false => info.custodian,
			true => former(chain, record, own, at).await?,
		};
		let giver = Hospital::connect(chain, giver).await?;
		giver.node().wait_finalised(height).await?;
		let (blob, salt) = fetch(&giver, &signer, &info).await?;
		let parts = parts(&giver, secrets, &info, &parse(&blob)?, own).await?;
		accepted.fetched = Some(blob.len() as u64);
		accepted.parts = parts.len();
		let upload = Upload {
			record,
			digest: info.blob_digest,
			salt,
			blob: &blob,
			parts,
		};
		put(&node, &signer, upload).await?;
	}
	if !is_mine {
		let call = pallet_ehr_index::Call::<Runtime>::accept_custody {
			record,
			location: location(record)?,
		};
		accepted.included = Some(chain.submit(&signer, call).await?);
	}
	Ok(accepted)
}

/// Whether the own node has blob and parts. Asked with an empty chunk at the end, which joins nothing and leaves nothing.
async fn holds(
	node: &Hospital,
	secrets: &Secrets,
	info: &RecordInfo<AccountId, BlockNumber>,
) -> Result<bool> {
	let question = PutRecord {
		record: info.id,
		blob_digest: info.blob_digest,
		blob_salt: [0; 32],
		total: info.blob_length,
		offset: info.blob_length,
		chunk: Vec::new(),
		custodian_parts: Vec::new(),
	};
	let answer: Result<serde_json::Value> = node.ask("salus_putRecord", &secrets.signer(), question).await;
	match answer {
		Ok(_) => Ok(true),
		Err(WalletError::Chain(ChainError::Refused { code: CHUNK_GAP, .. })) => Ok(false),
		Err(error) => Err(error),
	}
}

/// The custodian before this one.
async fn former(chain: &Chain, record: RecordId, own: HospitalId, at: At) -> Result<HospitalId> {
	let filter = TrailFilter {
		record: Some(record),
		patient: None,
		from: 0,
		to: u32::MAX,
	};
	chain
		.access_trail(filter, at)
		.await?
		.iter()
		.rev()
		.find_map(|entry| match entry.event {
			TrailEvent::CustodyTransferred { from, to } if to == own => Some(from),
			_ => None,
		})
		.ok_or_else(|| {
			WalletError::NotAllowed(
				"the record was always in this hospital's custody: restore it from a backup".into(),
			)
		})
}

/// The custodian's parts, each checked by its pairings against the header it belongs to.
async fn parts(
	giver: &Hospital,
	secrets: &Secrets,
	info: &RecordInfo<AccountId, BlockNumber>,
	blob: &Blob<'_>,
	own: HospitalId,
) -> Result<Vec<CustodianPart>> {
	let body = CustodianParts { record: info.id };
	let answer: Handover = giver.ask("salus_custodianParts", &secrets.signer(), body).await?;
	let context = handover_context(&giver.node().genesis().0, &info.id.0, own);
	let bytes = unwrap(&secrets.wrap(), &context, &answer.wrapped).map_err(|_| {
		WalletError::Untrue("the custodian's parts are not wrapped to this hospital and record".into())
	})?;
	let parts = Vec::<CustodianPart>::decode_all(&mut &bytes[..])
		.map_err(|_| WalletError::Untrue("the custodian's parts do not decode".into()))?;
	verify(blob, &parts)?;
	Ok(parts)
}

/// Every header has its part, and no part is left over.
fn verify(blob: &Blob<'_>, parts: &[CustodianPart]) -> Result<()> {
	let untrue = |what: &str| WalletError::Untrue(format!("the custodian's parts: {what}"));
	if parts.len() != blob.groups() {
		return Err(untrue("not one for each header"));
	}
	for bytes in (0..blob.groups()).filter_map(|group| blob.header(group)) {
		let header = Header::<Bls>::from_bytes(bytes).map_err(|e| untrue(&e.to_string()))?;
		let hash = Hash::from(*header.hash());
		let part = parts
			.iter()
			.find(|part| part.header_hash == hash)
			.ok_or_else(|| untrue("one is missing"))?;
		Part::<Bls>::from_points(part.era, &part.v1s, &part.v2s)
			.and_then(|part| part.verify(&header))
			.map_err(|e| untrue(&e.to_string()))?;
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::seal::Plan;
	use rand_core::OsRng;
	use salus_crypto::{authority::deal, record::RecordContext, wrap::WrapSecret};

	const BUNDLE: &[u8] = include_bytes!("../tests/fixtures/record.json");

	/// A record of one group, and its parts.
	fn sealed(record: u8) -> (Vec<u8>, Vec<CustodianPart>) {
		let (public, _) = deal::<Bls>(1, 1, &mut OsRng).unwrap();
		let plan = Plan::new(BUNDLE, "consortium/cardiologist", &[]).ok().unwrap();
		let context = RecordContext {
			genesis: [1; 32],
			record: [record; 32],
		};
		let patient = WrapSecret::generate(&mut OsRng).public();
		let (sealed, parts) = plan
			.seal(context, &public.validate().unwrap(), 0, patient)
			.unwrap();
		(sealed.blob, parts)
	}

	fn refusal(blob: &[u8], parts: &[CustodianPart]) -> String {
		match verify(&parse(blob).unwrap(), parts) {
			Err(WalletError::Untrue(what)) => what,
			other => panic!("{other:?}"),
		}
	}

	#[test]
	fn parts_of_the_same_sealing_are_taken() {
		let (blob, parts) = sealed(1);
		assert!(verify(&parse(&blob).unwrap(), &parts).is_ok());
	}

	#[test]
	fn parts_of_another_sealing_are_not() {
		let ((blob, own), (_, mut other)) = (sealed(1), sealed(2));
		assert_eq!(refusal(&blob, &other), "the custodian's parts: one is missing");
		other[0].header_hash = own[0].header_hash;
		assert_eq!(
			refusal(&blob, &other),
			"the custodian's parts: the custodian's part does not belong to the header"
		);
	}

	#[test]
	fn a_part_too_few_or_too_many_is_refused() {
		let (blob, mut parts) = sealed(1);
		assert_eq!(
			refusal(&blob, &[]),
			"the custodian's parts: not one for each header"
		);
		parts.push(parts[0].clone());
		assert_eq!(
			refusal(&blob, &parts),
			"the custodian's parts: not one for each header"
		);
	}
}

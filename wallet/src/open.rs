//! Opening: by a doctor, with two hospitals' factors and one exponentiation; by the patient, with the wrap key alone.

use crate::{
	attribute_key::Keys,
	chain::{At, Chain, Signer},
	cli::Report,
	error::{Result, WalletError},
	fhir, files,
	keystore::Secrets,
	parameters,
	patience::Patience,
	progress::Progress,
	services::{array, Hospital},
};
use salus_crypto::{
	domain::EPOCH_FACTOR,
	header::Header,
	open::{self, Expected, Sealing},
	record::{blob_digest, Blob, GroupPayload, OpenGroup, RecordContext},
	tables::Tables,
	wrap::unwrap,
	Bls,
};
use salus_primitives::{
	authority::{Leaf, Node, EPOCHS_BEFORE},
	record::{RecordId, RecordInfo},
	request::{EpochFactor, GetRecord, PreDecrypt, MAX_CHUNK},
	AccountId, BlockNumber, Hash,
};
use serde::Deserialize;
use serde_json::json;
use sp_core::Bytes;
use std::path::Path;
use zeroize::Zeroizing;

/// Fields of a record that were opened.
pub struct OpenedRecord {
	/// How many fields the record has.
	pub total: u32,
	/// Number, label and content of each field opened, ascending.
	pub fields: Vec<(u32, String, Zeroizing<Vec<u8>>)>,
}

impl OpenedRecord {
	/// The bundle, byte for byte as it was sealed.
	pub fn bundle(&self) -> Result<Vec<u8>> {
		if self.fields.len() != self.total as usize {
			return Err(WalletError::NotAllowed(format!(
				"{} of {} fields are open to this key: ask for them by --field or --label",
				self.fields.len(),
				self.total
			)));
		}
		let parts: Vec<_> = self
			.fields
			.iter()
			.map(|(_, _, content)| content.as_slice())
			.collect();
		fhir::join(&parts).map_err(|e| WalletError::Untrue(e.to_string()))
	}
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Chunk {
	blob_salt: Bytes,
	total: u64,
	chunk: Bytes,
}

#[derive(Deserialize)]
struct Factors {
	y1: Bytes,
	y2: Factor,
}

#[derive(Deserialize)]
struct Factor {
	epoch: u32,
	wrapped: Bytes,
}

/// Opens with attribute keys. Fields whose policy the keys do not satisfy stay closed; none at all is an error.
///
/// The access must be declared on chain before, and final.
pub async fn as_doctor(
	chain: &Chain,
	secrets: &Secrets,
	keys: &Keys,
	record: RecordId,
) -> Result<OpenedRecord> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let info = record_at(chain, record, at).await?;
	let account = secrets.signer().account();
	let custodian = Hospital::connect(chain, info.custodian).await?;
	let own = chain
		.person(&account, at)
		.await?
		.and_then(|person| person.hospital)
		.ok_or_else(|| WalletError::NotAllowed("the account is staff of no hospital".into()))?;
	let own = if own == info.custodian {
		None
	} else {
		Some(Hospital::connect(chain, own).await?)
	};
	let own = own.as_ref().unwrap_or(&custodian);
	// Both look at what is final at their own nodes: the access that was declared, and the block that requests name.
	let height = chain.height(at).await?;
	custodian.follows(height).await?;
	own.follows(height).await?;

	let (bytes, _) = fetch(&custodian, &secrets.signer(), &info).await?;
	let blob = parse(&bytes)?;
	let ceremony = parameters::load(chain, at).await?.public().ceremony;
	if keys.ceremony != ceremony {
		return Err(WalletError::Keys(
			"the attribute keys are of another key of the authority than the one in use; obtain them anew: 'salus doctor keys'"
				.into(),
		));
	}
	let leaf = keys
		.of_nodes
		.first()
		.map(|key| key.leaf)
		.ok_or_else(|| WalletError::Keys("no attribute keys".into()))?;
	let leaf = Leaf {
		tree: leaf.tree,
		index: leaf.index,
	};
	let node = covering(chain, leaf, at).await?.ok_or_else(|| {
		WalletError::NotAllowed(
			"the leaf of these keys is revoked: no node of the epoch's cover is on its path".into(),
		)
	})?;
	let key = keys
		.of_nodes
		.iter()
		.find(|key| key.node == node.into())
		.ok_or_else(|| {
			WalletError::Keys("the attribute keys are of another leaf; obtain them anew".into())
		})?;
	let expected = Expected {
		genesis: chain.genesis().0,
		record: record.0,
		ceremony,
	};

	let mut groups = Vec::new();
	let mut refusal = None;
	for group in 0..blob.groups() {
		match open_group(
			&custodian, own, secrets, key, node, &expected, &blob, &info, group,
		)
		.await
		{
			Ok(open) => groups.push(open),
			Err(error) => refusal = Some(error),
		}
	}
	match refusal {
		Some(error) if groups.is_empty() => Err(error),
		_ => collect(&blob, &groups),
	}
}

/// The node whose update key opens now: it covers the leaf in the newest epoch whose keys are out. While keys are late that is an
/// epoch before, if the node that is asked has its state; custodians go back as far. A leaf that is revoked has none.
async fn covering(chain: &Chain, leaf: Leaf, at: At) -> Result<Option<Node>> {
	let now = chain.covering_node(leaf, at).await?;
	let mut block = at;
	for _ in 0..=EPOCHS_BEFORE {
		let Ok(epoch) = chain.epoch(block).await else {
			break;
		};
		if epoch.latest_complete == Some(epoch.epoch) {
			let then = chain.covering_node(leaf, block).await?;
			return Ok(now.and(then.or(now)));
		}
		let Some(last_before) = epoch.started_at.checked_sub(1) else {
			break;
		};
		block = At::Block(chain.block_at(last_before).await?);
	}
	Ok(now)
}

/// Both factors of one group's header, and what its box holds.
#[allow(clippy::too_many_arguments)]
async fn open_group<'a>(
	custodian: &Hospital,
	own: &Hospital,
	secrets: &Secrets,
	key: &salus_crypto::authority::AttributeKey<Bls>,
	node: Node,
	expected: &Expected,
	blob: &Blob<'a>,
	info: &RecordInfo<AccountId, BlockNumber>,
	group: usize,
) -> Result<OpenGroup<'a>> {
	let closed = || WalletError::Untrue("the ciphertext lacks a field group".into());
	let (header, sealed_box) = blob.header(group).zip(blob.boxed(group)).ok_or_else(closed)?;
	is_under_key_in_use(header, expected)?;
	let header_hash: Hash = salus_crypto::hash::sha256(header).into();
	let signer = secrets.signer();
	let pre_decrypt = || async {
		// The custodian uses a request up as soon as it has looked at it: each try brings another.
		let request = EpochFactor {
			record: info.id,
			header_hash,
			node,
			block: custodian.node().hash(At::Finalised).await?,
		};
		let body = PreDecrypt {
			header: header.to_vec(),
			attribute_key: key.to_bytes(),
			epoch_factor: custodian.sign(&signer, request).await?,
		};
		own.ask_once("salus_preDecrypt", &signer, body).await
	};
	let factors: Factors = Patience::default().ask(pre_decrypt).await?;

	let context = y2_context(expected, header_hash, node, &signer.account(), factors.y2.epoch);
	let y2 = unwrap(&secrets.wrap(), &context, &factors.y2.wrapped).map_err(|_| {
		WalletError::Untrue("the custodian's factor is not wrapped to this key and request".into())
	})?;
	let (y1, y2) = (array(&factors.y1)?, Zeroizing::new(array(&y2)?));
	let sealing = Sealing {
		header,
		sealed_box,
		y1: &y1,
		y2: &y2,
	};
	let opened = open::open::<Bls>(&secrets.abe(), expected, &sealing, &mut Tables::new())
		.map_err(|e| WalletError::Untrue(e.to_string()))?;
	let payload = GroupPayload::from_bytes(&opened.payload)
		.map_err(|e| WalletError::Untrue(format!("the box: {e}")))?;
	blob.open_group(group, &payload, &info.commitment.0)
		.map_err(|e| WalletError::Untrue(format!("the record is not the one on chain: {e}")))
}

/// A header that was sealed under a key of the authority that was replaced opens with no key there is now; nobody lied.
fn is_under_key_in_use(header: &[u8], expected: &Expected) -> Result<()> {
	let header = Header::<Bls>::from_bytes(header).map_err(|e| WalletError::Untrue(e.to_string()))?;
	if header.context().ceremony == expected.ceremony {
		return Ok(());
	}
	Err(WalletError::NotAllowed(
		"sealed under another key of the authority than the one in use: the patient alone opens it, and may have it sealed anew"
			.into(),
	))
}

/// What the custodian's factor is wrapped for.
fn y2_context(expected: &Expected, header: Hash, node: Node, doctor: &AccountId, epoch: u32) -> Vec<u8> {
	let node: salus_crypto::tree::Node = node.into();
	[
		EPOCH_FACTOR,
		&expected.genesis,
		&expected.record,
		header.as_bytes(),
		&node.to_bytes(),
		doctor.as_ref(),
		&epoch.to_le_bytes(),
	]
	.concat()
}

/// Opens the patient's own record.
pub async fn as_patient(chain: &Chain, secrets: &Secrets, record: RecordId) -> Result<OpenedRecord> {
	let (info, bytes) = fetch_own(chain, secrets, record).await?;
	let blob = parse(&bytes)?;
	let groups = own_groups(chain, secrets, &info, &blob)?;
	collect(&blob, &groups)
}

/// Proves chosen fields of the patient's own record against the chain's commitment.
pub async fn disclose_as_patient(
	chain: &Chain,
	secrets: &Secrets,
	record: RecordId,
	fields: &[u32],
) -> Result<Vec<u8>> {
	let (info, bytes) = fetch_own(chain, secrets, record).await?;
	let blob = parse(&bytes)?;
	let groups = own_groups(chain, secrets, &info, &blob)?;
	let mut fields = fields.to_vec();
	fields.sort_unstable();
	fields.dedup();
	let groups: Vec<_> = groups.iter().collect();
	salus_crypto::record::disclose(&groups, &fields)
		.map_err(|e| WalletError::Input(format!("these fields cannot be shown: {e}")))
}

/// The ciphertext of the patient's own record, as its custodian serves it.
pub async fn fetch_own(
	chain: &Chain,
	secrets: &Secrets,
	record: RecordId,
) -> Result<(RecordInfo<AccountId, BlockNumber>, Vec<u8>)> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let info = record_at(chain, record, at).await?;
	if info.patient != secrets.signer().account() {
		return Err(WalletError::NotAllowed("the record is another patient's".into()));
	}
	let custodian = Hospital::connect(chain, info.custodian).await?;
	let (bytes, _) = fetch(&custodian, &secrets.signer(), &info).await?;
	Ok((info, bytes))
}

/// All field groups of the patient's own record, opened.
pub fn own_groups<'a>(
	chain: &Chain,
	secrets: &Secrets,
	info: &RecordInfo<AccountId, BlockNumber>,
	blob: &Blob<'a>,
) -> Result<Vec<OpenGroup<'a>>> {
	let context = RecordContext {
		genesis: chain.genesis().0,
		record: info.id.0,
	};
	let own = blob
		.open_patient_box(&secrets.wrap(), &context)
		.map_err(|e| WalletError::Untrue(format!("the patient's box: {e}")))?;
	(0..blob.groups())
		.map(|group| {
			let payload = own
				.payload(group)
				.ok_or_else(|| WalletError::Untrue("the patient's box lacks a group".into()))?;
			blob.open_group(group, &payload, &info.commitment.0)
				.map_err(|e| WalletError::Untrue(format!("the record is not the one on chain: {e}")))
		})
		.collect()
}

pub(crate) async fn record_at(
	chain: &Chain,
	record: RecordId,
	at: At,
) -> Result<RecordInfo<AccountId, BlockNumber>> {
	chain
		.record(record, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed(format!("the finalised chain has no record {record:?}")))
}

/// The whole ciphertext with its blob_salt, in chunks, checked against the chain's digest.
pub(crate) async fn fetch(
	custodian: &Hospital,
	signer: &Signer,
	info: &RecordInfo<AccountId, BlockNumber>,
) -> Result<(Vec<u8>, [u8; 32])> {
	let progress = Progress::bytes("fetching", info.blob_length);
	let mut bytes: Vec<u8> = Vec::new();
	loop {
		let body = GetRecord {
			record: info.id,
			offset: bytes.len() as u64,
			length: MAX_CHUNK,
		};
		let chunk: Chunk = custodian.ask("salus_getRecord", signer, body).await?;
		let done = bytes.len().saturating_add(chunk.chunk.len()) as u64;
		if chunk.total != info.blob_length || done > chunk.total || chunk.chunk.is_empty() {
			return Err(WalletError::Untrue(
				"the custodian serves another length than the chain says".into(),
			));
		}
		bytes.extend_from_slice(&chunk.chunk);
		progress.set(done);
		if done == chunk.total {
			let salt: [u8; 32] = array(&chunk.blob_salt)?;
			if blob_digest(&salt, &bytes) != info.blob_digest.0 {
				return Err(WalletError::Untrue(
					"the ciphertext is not the one registered on chain".into(),
				));
			}
			return Ok((bytes, salt));
		}
	}
}

/// The structure of a ciphertext.
pub fn parse(bytes: &[u8]) -> Result<Blob<'_>> {
	Blob::parse(bytes).map_err(|e| WalletError::Untrue(format!("the ciphertext is malformed: {e}")))
}

fn collect(blob: &Blob<'_>, groups: &[OpenGroup<'_>]) -> Result<OpenedRecord> {
	let mut fields = Vec::new();
	for group in groups {
		for entry in group.entries() {
			let content = group
				.field(entry.index)
				.map_err(|e| WalletError::Untrue(format!("field {}: {e}", entry.index)))?;
			fields.push((entry.index, entry.label.clone(), content));
		}
	}
	fields.sort_by_key(|(index, _, _)| *index);
	Ok(OpenedRecord {
		total: blob.fields(),
		fields,
	})
}

/// Which fields to show.
pub enum Chosen {
	/// By number.
	Numbers(Vec<u32>),
	/// By the beginning of the label.
	Label(String),
}

/// Writes the bundle, or chosen fields of it, to a file or to standard output.
pub fn deliver(opened: OpenedRecord, out: Option<&Path>, chosen: Option<Chosen>) -> Result<Report> {
	let content = match &chosen {
		None => Zeroizing::new(opened.bundle()?),
		Some(chosen) => Zeroizing::new(pick(&opened, chosen)?),
	};
	let mut report = Report::new();
	let list: Vec<_> = opened
		.fields
		.iter()
		.map(|(index, label, content)| json!({ "field": index, "label": label, "bytes": content.len() }))
		.collect();
	report = match out {
		Some(path) => {
			files::write_new(path, &content)?;
			report
				.line(format!("wrote {} ({} bytes)", path.display(), content.len()))
				.set("file", path.display().to_string())
		}
		None => {
			let text = String::from_utf8_lossy(&content).into_owned();
			report.line(text.clone()).set("content", text)
		}
	};
	Ok(report
		.set("total", opened.total)
		.set("fields", list)
		.set("bytes", content.len()))
}

fn pick(opened: &OpenedRecord, chosen: &Chosen) -> Result<Vec<u8>> {
	let wanted = |index: u32, label: &str| match chosen {
		Chosen::Numbers(numbers) => numbers.contains(&index),
		Chosen::Label(beginning) => label.starts_with(beginning.as_str()),
	};
	let picked: Vec<_> = opened
		.fields
		.iter()
		.filter(|(index, label, _)| wanted(*index, label))
		.collect();
	if picked.is_empty() {
		return Err(WalletError::Input("no open field is so chosen".into()));
	}
	let mut out = Vec::new();
	for (_, _, content) in picked {
		out.extend_from_slice(content);
		out.push(b'\n');
	}
	Ok(out)
}

#[cfg(test)]
mod tests {
	use super::*;
	use rand_core::OsRng;
	use salus_crypto::{
		authority::deal,
		header::{encrypt, HeaderContext},
		policy::Policy,
	};

	#[test]
	fn a_record_under_a_key_that_was_replaced_is_refused_and_nobody_is_accused() {
		let (public, _) = deal::<Bls>(1, 1, &mut OsRng).unwrap();
		let parameters = public.validate::<Bls>().unwrap();
		let context = HeaderContext {
			genesis: [1; 32],
			record: [2; 32],
			ceremony: parameters.public().ceremony,
			policy: Policy::parse("a/x").unwrap(),
		};
		let sealed = encrypt(
			&parameters,
			&mut Tables::new(),
			&context,
			b"payload",
			0,
			&mut OsRng,
		)
		.unwrap();
		let check = |header: &[u8], ceremony| {
			let expected = Expected {
				genesis: context.genesis,
				record: context.record,
				ceremony,
			};
			is_under_key_in_use(header, &expected)
		};
		check(&sealed.header, context.ceremony).unwrap();
		let refused = check(&sealed.header, [9; 32]).unwrap_err();
		assert_eq!(refused.kind(), "notAllowed");
		assert!(refused.to_string().contains("another key of the authority"));
		let untrue = check(b"no header", context.ceremony).unwrap_err();
		assert_eq!(untrue.kind(), "untrue");
	}
}

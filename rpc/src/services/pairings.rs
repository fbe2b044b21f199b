//! The services' computations, with their failures as causes of refusal. The mathematics is in `salus_crypto`.

use crate::{
	errors::{Cause, Refusal},
	store::Entry,
};
use rand_core::OsRng;
use salus_crypto::{
	authority::{AttributeKey, UpdateKey as Key},
	custodian::CustodianPart as Part,
	encoding::{decode_g1, decode_g2, encode_gt},
	header::Header,
	policy::Attribute,
	predecrypt,
	record::Blob,
	Bls,
};
use salus_primitives::{
	authority::{Attribute as ChainAttribute, Epoch, Node, UpdateKey, UserKeyInfo},
	request::CustodianPart,
	AccountId, Hash,
};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The headers of a blob by hash: each well-formed, of this chain and record.
pub fn headers(genesis: Hash, record: Hash, blob: &[u8]) -> Result<BTreeMap<Hash, Vec<u8>>, Refusal> {
	let blob = Blob::parse(blob).map_err(|error| Refusal::with(Cause::BlobMalformed, error))?;
	(0..blob.groups())
		.filter_map(|group| blob.header(group))
		.map(|bytes| {
			let header = Header::<Bls>::from_bytes(bytes)
				.map_err(|error| Refusal::with(Cause::BlobMalformed, error))?;
			if header.context().genesis != genesis.0 || header.context().record != record.0 {
				return Err(Refusal::with(
					Cause::BlobMalformed,
					"a header of another record or chain",
				));
			}
			Ok((Hash::from(*header.hash()), bytes.to_vec()))
		})
		.collect()
}

/// Pairs each header with its custodian's part, checked by `e(V_e^s, g2) = e(V_e, C0)`.
pub fn check_parts(headers: BTreeMap<Hash, Vec<u8>>, parts: &[CustodianPart]) -> Result<Vec<Entry>, Refusal> {
	if parts.len() != headers.len() {
		return Err(Refusal::with(
			Cause::PartsMismatch,
			format_args!("{} headers", headers.len()),
		));
	}
	headers
		.into_iter()
		.map(|(hash, header)| {
			let part = parts
				.iter()
				.find(|part| part.header_hash == hash)
				.ok_or(Cause::PartsMismatch)?;
			let decoded = Header::<Bls>::from_bytes(&header).map_err(|_| Cause::BlobMalformed)?;
			decode_part(part)?
				.verify(&decoded)
				.map_err(|_| Cause::PartsMismatch)?;
			Ok(Entry {
				header,
				part: part.clone(),
			})
		})
		.collect()
}

fn decode_part(part: &CustodianPart) -> Result<Part<Bls>, Refusal> {
	Part::from_points(part.era, &part.v1s, &part.v2s).map_err(|_| Cause::PartsMismatch.into())
}

/// Y2 of a header for one node and epoch.
///
/// The update key is verified first: keys are published by anyone, and with a false one, say the `Q'` of another node,
/// the answer would be the factor of that other node.
pub fn y2(
	entry: &Entry,
	key: &UpdateKey,
	epoch: Epoch,
	beta: &[u8; 96],
) -> Result<Zeroizing<Vec<u8>>, Refusal> {
	let bad_key = || Refusal::from(Cause::UpdateKeyBad);
	let key = Key::<Bls> {
		node: key.node.into(),
		era: key.era,
		q: decode_g1::<Bls>(&key.q).map_err(|_| bad_key())?,
		q_prime: decode_g2::<Bls>(&key.q_prime).map_err(|_| bad_key())?,
	};
	let beta = decode_g2::<Bls>(beta).map_err(|error| Refusal::with(Cause::Internal, error))?;
	key.verify(&beta, epoch).map_err(|_| bad_key())?;
	let header =
		Header::<Bls>::from_bytes(&entry.header).map_err(|error| Refusal::with(Cause::Internal, error))?;
	let y2 = decode_part(&entry.part)?
		.y2(&key, epoch, &header)
		.map_err(|error| Refusal::with(Cause::Internal, error))?;
	Ok(Zeroizing::new(encode_gt::<Bls>(&y2).to_vec()))
}

/// Wraps a secret to the wrap key of whoever asked for it.
pub fn wrap(key: &[u8; 32], context: &[u8], secret: &[u8]) -> Result<Vec<u8>, Refusal> {
	salus_crypto::wrap::wrap(key, context, secret, &mut OsRng).map_err(|_| Cause::NoWrapKey.into())
}

/// What Y1 is computed from.
pub struct FirstFactor<'a> {
	/// The chain.
	pub genesis: Hash,
	/// The record.
	pub record: Hash,
	/// The header's bytes.
	pub header: &'a [u8],
	/// Their hash, as the custodian is asked.
	pub header_hash: Hash,
	/// The node, as the custodian is asked.
	pub node: Node,
	/// The doctor's key on chain.
	pub user: &'a UserKeyInfo<AccountId>,
	/// The doctor's attribute key.
	pub attribute_key: &'a [u8],
}

/// Y1, if header and key fit the request, and the attributes the policy.
///
/// Whether the key's points are right only the doctor can check, who knows the path points: wrong ones make a Y1 that
/// opens nothing.
pub fn y1(request: FirstFactor<'_>) -> Result<Vec<u8>, Refusal> {
	let header = Header::<Bls>::from_bytes(request.header)
		.map_err(|error| Refusal::with(Cause::HeaderMismatch, error))?;
	let context = header.context();
	if *header.hash() != request.header_hash.0
		|| context.genesis != request.genesis.0
		|| context.record != request.record.0
	{
		return Err(Cause::HeaderMismatch.into());
	}
	let key = AttributeKey::<Bls>::from_bytes(request.attribute_key)
		.map_err(|error| Refusal::with(Cause::AttributeKeyInvalid, error))?;
	let granted = attributes(&request.user.attributes)?;
	if key.leaf != request.user.leaf.into()
		|| key.node != request.node.into()
		|| !key.attributes.iter().all(|attribute| granted.contains(attribute))
	{
		return Err(Cause::AttributeKeyInvalid.into());
	}
	let y1 = predecrypt::y1(&key, &header).map_err(|_| Cause::PolicyNotSatisfied)?;
	Ok(encode_gt::<Bls>(&y1).to_vec())
}

/// The attributes of a key on chain, ascending.
pub fn attributes(chain: &[ChainAttribute]) -> Result<Vec<Attribute>, Refusal> {
	let unreadable = || Refusal::with(Cause::Internal, "an attribute on chain is not canonical");
	let mut attributes = chain
		.iter()
		.map(|attribute| {
			let namespace = std::str::from_utf8(&attribute.namespace).map_err(|_| unreadable())?;
			let name = std::str::from_utf8(&attribute.name).map_err(|_| unreadable())?;
			Attribute::new(namespace, name).map_err(|_| unreadable())
		})
		.collect::<Result<Vec<_>, Refusal>>()?;
	attributes.sort();
	attributes.dedup();
	Ok(attributes)
}

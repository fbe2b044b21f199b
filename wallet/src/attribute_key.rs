//! Attribute keys: `t` authorities each make a part, the user combines and checks them.

use crate::{
	attributes,
	chain::{At, Chain},
	error::{Result, WalletError},
	keystore::Secrets,
	parameters,
	progress::Progress,
	services::{array, Hospital},
};
use rand_core::OsRng;
use salus_crypto::{
	authority::{
		combine_attribute_keys, path_digest, verify_attribute_key, verify_partials, AttributeKey,
		AttributeKeyRequest, CheckedRequest, Parameters, PartialAttributeKey,
	},
	encoding::{decode_g1, decode_g2, DecodeError},
	tree, Bls,
};
use salus_primitives::{
	authority::{Leaf, Node, UserKeyInfo},
	request, AccountId, Hash,
};
use serde::Deserialize;
use sp_core::Bytes;
use std::collections::BTreeMap;

/// The attribute keys of one leaf, one a node of its path, root first. Public values.
pub type Keys = Vec<AttributeKey<Bls>>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
	index: u16,
	generation: u32,
	partials: Vec<Partial>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Partial {
	node: Node,
	k: Bytes,
	k_u: Vec<Bytes>,
	k_prime: Bytes,
}

/// The digest of the path points of a leaf, for `set_path`.
pub fn digest_of_path(secrets: &Secrets, leaf: Leaf) -> [u8; 32] {
	path_digest(&secrets.abe().path_points::<Bls>(leaf.into()))
}

/// Asks authorities until `t` of them gave sound partials, combines, and checks the result by the pairing equation.
pub async fn obtain(chain: &Chain, secrets: &Secrets) -> Result<Keys> {
	let block = chain.hash(At::Finalised).await?;
	let at = At::Block(block);
	let account = secrets.signer().account();
	let key = live_key(chain, &account, at).await?;
	let parameters = parameters::load(chain, at).await?;
	let path_points = secrets.abe().path_points::<Bls>(key.leaf.into());
	let request = checked_request(chain.genesis(), block, &key, path_points.clone())?;

	let threshold = usize::from(parameters.public().threshold);
	let progress = Progress::steps("asking authorities", threshold as u64);
	let authorities = chain
		.parameters(at)
		.await?
		.map(|p| p.authorities)
		.unwrap_or_default();
	let mut sound: Vec<Vec<PartialAttributeKey<Bls>>> = Vec::new();
	let mut refusals = Vec::new();
	for authority in &authorities {
		if sound.len() == threshold {
			break;
		}
		let body = request::PartialAttributeKey {
			block,
			path_points: path_points.clone(),
		};
		match ask(chain, secrets, &authority.account, body, &request, &parameters).await {
			Ok(partials) => sound.push(partials),
			Err(error) => refusals.push(format!("{}: {error}", authority.account)),
		}
		progress.set(sound.len() as u64);
	}
	if sound.len() < threshold {
		return Err(WalletError::NotAllowed(format!(
			"only {} of the {threshold} authorities needed gave their part\n{}",
			sound.len(),
			refusals.join("\n")
		)));
	}
	combine(&parameters, &request, &sound)
}

async fn live_key(chain: &Chain, account: &AccountId, at: At) -> Result<UserKeyInfo<AccountId>> {
	let key = chain.user_key(account, at).await?.ok_or_else(|| {
		WalletError::NotAllowed(
			"no leaf is reserved for this account in finalised state: 'salus doctor reserve'".into(),
		)
	})?;
	if key.revoked {
		return Err(WalletError::NotAllowed(
			"the leaf is revoked: reserve another".into(),
		));
	}
	if key.path_digest.is_none() {
		return Err(WalletError::NotAllowed(
			"the path of the leaf is not set: 'salus doctor reserve' does it".into(),
		));
	}
	Ok(key)
}

fn checked_request(
	genesis: Hash,
	block: Hash,
	key: &UserKeyInfo<AccountId>,
	nodes: Vec<[u8; 48]>,
) -> Result<CheckedRequest<Bls>> {
	let attributes = key
		.attributes
		.iter()
		.map(attributes::from_chain)
		.collect::<Result<Vec<_>>>()?;
	let digest = key.path_digest.unwrap_or_default();
	let request = AttributeKeyRequest {
		genesis: genesis.0,
		block: block.0,
		account: key.account.clone().into(),
		leaf: key.leaf.into(),
		pk: key.pk,
		pk2: key.pk2,
		attributes: sorted(attributes),
		nodes,
	};
	request.check::<Bls>(&digest, &mut OsRng).map_err(|e| {
		WalletError::NotAllowed(format!(
			"the key on chain and this keystore do not fit, or nothing is granted: {e}"
		))
	})
}

fn sorted(mut attributes: Vec<salus_crypto::policy::Attribute>) -> Vec<salus_crypto::policy::Attribute> {
	attributes.sort();
	attributes
}

async fn ask(
	chain: &Chain,
	secrets: &Secrets,
	authority: &AccountId,
	body: request::PartialAttributeKey,
	checked: &CheckedRequest<Bls>,
	parameters: &Parameters<Bls>,
) -> Result<Vec<PartialAttributeKey<Bls>>> {
	let id = chain
		.person(authority, At::Finalised)
		.await?
		.and_then(|person| person.hospital)
		.ok_or_else(|| WalletError::NotAllowed("the authority is no hospital".into()))?;
	let hospital = Hospital::connect(chain, id).await?;
	let answer: Answer = hospital
		.ask("salus_partialAttributeKey", &secrets.signer(), body)
		.await?;
	let unsound =
		|e: DecodeError| WalletError::Untrue(format!("the partial of {authority} is malformed: {e}"));
	let mut partials = Vec::with_capacity(answer.partials.len());
	for partial in answer.partials {
		partials.push(PartialAttributeKey {
			authority: answer.index,
			generation: answer.generation,
			request: *checked.digest(),
			node: partial.node.into(),
			k: decode_g1::<Bls>(&array(&partial.k)?).map_err(unsound)?,
			k_u: partial
				.k_u
				.iter()
				.map(|k_u| decode_g1::<Bls>(&array(k_u)?).map_err(unsound))
				.collect::<Result<_>>()?,
			k_prime: decode_g2::<Bls>(&array(&partial.k_prime)?).map_err(unsound)?,
		});
	}
	let expected = tree::path(checked.leaf());
	if !partials.iter().map(|partial| partial.node).eq(expected) {
		return Err(WalletError::Untrue(format!(
			"the partials of {authority} are not those of the path"
		)));
	}
	verify_partials(parameters, checked, &partials, &mut OsRng)
		.map_err(|e| WalletError::Untrue(format!("the partials of {authority} are wrong: {e}")))?;
	Ok(partials)
}

fn combine(
	parameters: &Parameters<Bls>,
	request: &CheckedRequest<Bls>,
	sound: &[Vec<PartialAttributeKey<Bls>>],
) -> Result<Keys> {
	let mut by_node: BTreeMap<usize, Vec<PartialAttributeKey<Bls>>> = BTreeMap::new();
	for partials in sound {
		for (depth, partial) in partials.iter().enumerate() {
			by_node.entry(depth).or_default().push(partial.clone());
		}
	}
	let keys = by_node
		.values()
		.map(|partials| combine_attribute_keys(parameters, request, partials))
		.collect::<Result<Vec<_>, _>>()
		.map_err(|e| WalletError::Untrue(format!("the partials do not combine: {e}")))?;
	verify_attribute_key(parameters, request, &keys, &mut OsRng)
		.map_err(|e| WalletError::Untrue(format!("the combined key is wrong: {e}")))?;
	Ok(keys)
}

/// As a file: each key behind its length.
pub fn to_bytes(keys: &[AttributeKey<Bls>]) -> Vec<u8> {
	let encoded: Vec<Vec<u8>> = keys.iter().map(AttributeKey::to_bytes).collect();
	codec::Encode::encode(&encoded)
}

/// From a file, every point strictly.
pub fn from_bytes(bytes: &[u8]) -> Result<Keys> {
	let invalid = || WalletError::Keys("the file holds no attribute keys; obtain them anew".into());
	let input = &mut &bytes[..];
	let encoded: Vec<Vec<u8>> = codec::Decode::decode(input).map_err(|_| invalid())?;
	if !input.is_empty() {
		return Err(invalid());
	}
	encoded
		.iter()
		.map(|bytes| AttributeKey::from_bytes(bytes).map_err(|_| invalid()))
		.collect()
}

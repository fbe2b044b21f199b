//! Attribute keys: `t` authorities each make a part, the user combines and checks them.

use crate::{
	attributes,
	chain::{At, Chain},
	error::{Result, WalletError},
	keystore::Secrets,
	parameters,
	progress::Progress,
	quorum::{collect, from_anywhere, reasons, Gather, Named, HEDGE, LIMIT},
	services::{array, Hospital},
	trade::handle,
};
use codec::{DecodeAll, Encode};
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
	authority::{Leaf, Node, Parameters as ChainParameters, UserKeyInfo},
	hospital::{HospitalId, HospitalInfo},
	request, AccountId, BlockNumber, Hash,
};
use serde::Deserialize;
use sp_core::Bytes;
use std::collections::BTreeMap;

/// The attribute keys of one leaf. Public values.
#[derive(Clone)]
pub struct Keys {
	/// Id of the key of the authority that they are parts of.
	pub ceremony: [u8; 32],
	/// One a node of the leaf's path, root first.
	pub of_nodes: Vec<AttributeKey<Bls>>,
}

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

	let threshold = parameters.public().threshold;
	let body = request::PartialAttributeKey { block, path_points };
	let members = members(chain.parameters(at).await?.as_ref(), &chain.hospitals(at).await?);
	let mut gathered = Gathered {
		needed: usize::from(threshold),
		parameters: &parameters,
		request: &request,
		sound: Vec::new(),
		progress: Progress::steps("asking authorities", u64::from(threshold)),
	};
	let ask = |member: Member| {
		let asking = ask(chain, secrets, member.hospital, body.clone());
		async move {
			(
				member.clone(),
				tokio::time::timeout(LIMIT, asking)
					.await
					.map(|answer| answer.map(|answer| (member.index, answer))),
			)
		}
	};
	let failed = collect(&mut gathered, members, threshold, HEDGE, ask).await;
	if !gathered.is_complete() {
		return Err(WalletError::NotAllowed(format!(
			"only {} of the {threshold} authorities needed gave their part\n{}",
			gathered.sound.len(),
			reasons(&failed)
		)));
	}
	combine(&parameters, &request, &gathered.sound)
}

/// One who may be asked.
#[derive(Clone)]
struct Member {
	index: u16,
	hospital: HospitalId,
	name: String,
}

impl Named for Member {
	fn name(&self) -> &str {
		&self.name
	}
}

/// Those who hold a share, beginning anywhere, so that all are asked alike.
fn members(
	parameters: Option<&ChainParameters<AccountId>>,
	hospitals: &[HospitalInfo<AccountId, BlockNumber>],
) -> Vec<Member> {
	let authorities = parameters
		.into_iter()
		.flat_map(|parameters| &parameters.authorities);
	let members = (1_u16..)
		.zip(authorities)
		.filter_map(|(index, authority)| {
			let hospital = hospitals
				.iter()
				.find(|hospital| hospital.operator == authority.account)?;
			Some(Member {
				index,
				hospital: hospital.id,
				name: handle(hospital),
			})
		})
		.collect();
	from_anywhere(members)
}

/// Partials that were checked, of as many authorities.
struct Gathered<'a> {
	needed: usize,
	parameters: &'a Parameters<Bls>,
	request: &'a CheckedRequest<Bls>,
	sound: Vec<Vec<PartialAttributeKey<Bls>>>,
	progress: Progress,
}

impl Gather<(u16, Answer)> for Gathered<'_> {
	fn take(&mut self, (index, answer): (u16, Answer)) -> Result<(), String> {
		let partials = self
			.checked(index, answer)
			.map_err(|error| format!("its answer is wrong: {error}"))?;
		self.sound.push(partials);
		self.progress.set(self.sound.len() as u64);
		Ok(())
	}

	fn is_complete(&self) -> bool {
		self.sound.len() >= self.needed
	}
}

impl Gathered<'_> {
	/// What the authority of an index answered, if it is that authority's part of the keys.
	fn checked(&self, index: u16, answer: Answer) -> Result<Vec<PartialAttributeKey<Bls>>, String> {
		if answer.index != index {
			return Err(format!(
				"it answers as authority {}, and is {index}",
				answer.index
			));
		}
		let partials = answer
			.partials(*self.request.digest())
			.map_err(|error| error.to_string())?;
		let expected = tree::path(self.request.leaf());
		if !partials.iter().map(|partial| partial.node).eq(expected) {
			return Err("the partials are not those of the path".into());
		}
		verify_partials(self.parameters, self.request, &partials, &mut OsRng)
			.map_err(|error| error.to_string())?;
		Ok(partials)
	}
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
	authority: HospitalId,
	body: request::PartialAttributeKey,
) -> Result<Answer> {
	let hospital = Hospital::connect(chain, authority).await?;
	hospital
		.ask("salus_partialAttributeKey", &secrets.signer(), body)
		.await
}

impl Answer {
	/// The partials that it is, decoded.
	fn partials(&self, request: [u8; 32]) -> Result<Vec<PartialAttributeKey<Bls>>> {
		let unsound = |error: DecodeError| WalletError::Untrue(error.to_string());
		self.partials
			.iter()
			.map(|partial| {
				Ok(PartialAttributeKey {
					authority: self.index,
					generation: self.generation,
					request,
					node: partial.node.into(),
					k: decode_g1::<Bls>(&array(&partial.k)?).map_err(unsound)?,
					k_u: partial
						.k_u
						.iter()
						.map(|k_u| decode_g1::<Bls>(&array(k_u)?).map_err(unsound))
						.collect::<Result<_>>()?,
					k_prime: decode_g2::<Bls>(&array(&partial.k_prime)?).map_err(unsound)?,
				})
			})
			.collect()
	}
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
	Ok(Keys {
		ceremony: parameters.public().ceremony,
		of_nodes: keys,
	})
}

/// As a file: the id of the authority's key, and each key behind its length.
pub fn to_bytes(keys: &Keys) -> Vec<u8> {
	let encoded: Vec<Vec<u8>> = keys.of_nodes.iter().map(AttributeKey::to_bytes).collect();
	(keys.ceremony, encoded).encode()
}

/// From a file, every point strictly.
pub fn from_bytes(bytes: &[u8]) -> Result<Keys> {
	let invalid = || WalletError::Keys("the file holds no attribute keys; obtain them anew".into());
	let (ceremony, encoded) =
		<([u8; 32], Vec<Vec<u8>>)>::decode_all(&mut &bytes[..]).map_err(|_| invalid())?;
	let of_nodes = encoded
		.iter()
		.map(|bytes| AttributeKey::from_bytes(bytes).map_err(|_| invalid()))
		.collect::<Result<_>>()?;
	Ok(Keys { ceremony, of_nodes })
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn keys_say_of_which_key_of_the_authority_they_are_and_nothing_else_is_read() {
		let keys = Keys {
			ceremony: [7; 32],
			of_nodes: Vec::new(),
		};
		let bytes = to_bytes(&keys);
		assert_eq!(from_bytes(&bytes).unwrap().ceremony, keys.ceremony);
		let longer = [&bytes[..], &[0]].concat();
		for other in [&bytes[1..], &longer, &[]] {
			assert_eq!(from_bytes(other).err().unwrap().kind(), "keys");
		}
	}
}

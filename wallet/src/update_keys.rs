//! Update keys of an epoch: `t` authorities each make a part for every node of the cover; anyone combines and publishes.

use crate::{
	chain::{At, Chain, Included, Signer},
	error::{Result, WalletError},
	parameters,
	progress::Progress,
	services::{array, Hospital},
};
use jsonrpsee::rpc_params;
use salus_crypto::{
	authority::{combine_update_keys, verify_partial_update, Parameters, PartialUpdateKey},
	encoding::{decode_g1, decode_g2, encode_g1, encode_g2, DecodeError},
	Bls,
};
use salus_primitives::{
	authority::{EpochInfo, Era, Node, UpdateKey},
	page::MAX_PAGE,
	request, AccountId, BlockNumber, Hash,
};
use salus_runtime::Runtime;
use serde::Deserialize;
use sp_core::Bytes;
use std::collections::BTreeMap;

/// Update keys in one transaction.
const PART: usize = 64;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
	epoch: u32,
	index: u16,
	generation: u32,
	total: u32,
	partials: Vec<Partial>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Partial {
	node: Node,
	era: Era,
	q: Bytes,
	q_prime: Bytes,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Digest {
	epoch: u32,
	digest: Hash,
}

/// What publishing did.
pub enum Published {
	/// All keys of the epoch were out already.
	Nothing(EpochInfo<BlockNumber>),
	/// The last of the transactions.
	Keys {
		/// The epoch.
		epoch: u32,
		/// How many keys.
		count: usize,
		/// The last transaction.
		included: Included,
	},
}

/// Collects partials of the current epoch from `t` authorities, combines and checks them, and publishes what is not out.
pub async fn publish(chain: &Chain, publisher: &Signer) -> Result<Published> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let epoch = chain.epoch(at).await?;
	if epoch.latest_complete == Some(epoch.epoch) {
		return Ok(Published::Nothing(epoch));
	}
	let parameters = parameters::load(chain, at).await?;
	let keys = collect(chain, publisher, &epoch, &parameters, at).await?;

	let mut missing = Vec::new();
	for key in keys {
		if chain.update_key(key.node, key.era, At::Best).await?.is_none() {
			missing.push(key);
		}
	}
	let count = missing.len();
	let mut last = None;
	for part in missing.chunks(PART) {
		let keys = part
			.to_vec()
			.try_into()
			.map_err(|_| WalletError::Input("a part has too many keys".into()))?;
		let call = pallet_key_authority::Call::<Runtime>::publish_update_keys {
			epoch: epoch.epoch,
			keys,
		};
		last = Some(chain.submit(publisher, call).await?);
	}
	Ok(match last {
		Some(included) => Published::Keys {
			epoch: epoch.epoch,
			count,
			included,
		},
		None => Published::Nothing(epoch),
	})
}

async fn collect(
	chain: &Chain,
	signer: &Signer,
	epoch: &EpochInfo<BlockNumber>,
	parameters: &Parameters<Bls>,
	at: At,
) -> Result<Vec<UpdateKey>> {
	let threshold = usize::from(parameters.public().threshold);
	let authorities = chain
		.parameters(at)
		.await?
		.map(|p| p.authorities)
		.unwrap_or_default();
	let progress = Progress::steps("asking authorities", threshold as u64);
	let mut found: BTreeMap<(Node, Era), Vec<PartialUpdateKey<Bls>>> = BTreeMap::new();
	let mut sound = 0;
	let mut refusals = Vec::new();
	for authority in &authorities {
		if sound == threshold {
			break;
		}
		match ask(chain, signer, &authority.account, epoch.epoch, parameters).await {
			Ok(partials) => {
				for partial in partials {
					let key = (Node::from(partial.key.node), partial.key.era);
					found.entry(key).or_default().push(partial);
				}
				sound += 1;
			}
			Err(error) => refusals.push(format!("{}: {error}", authority.account)),
		}
		progress.set(sound as u64);
	}
	if sound < threshold {
		return Err(WalletError::NotAllowed(format!(
			"only {sound} of the {threshold} authorities needed gave their partials\n{}",
			refusals.join("\n")
		)));
	}
	found
		.into_values()
		.map(|partials| {
			let key = combine_update_keys(parameters, &partials)
				.map_err(|e| WalletError::Untrue(format!("the partials do not combine: {e}")))?;
			key.verify(parameters.beta(), epoch.epoch)
				.map_err(|e| WalletError::Untrue(format!("a combined update key is wrong: {e}")))?;
			Ok(UpdateKey {
				node: key.node.into(),
				era: key.era,
				q: encode_g1::<Bls>(&key.q),
				q_prime: encode_g2::<Bls>(&key.q_prime),
			})
		})
		.collect()
}

/// All partials of one authority, each checked by its pairing equation.
async fn ask(
	chain: &Chain,
	signer: &Signer,
	authority: &AccountId,
	epoch: u32,
	parameters: &Parameters<Bls>,
) -> Result<Vec<PartialUpdateKey<Bls>>> {
	let hospital = authority_of(chain, authority).await?;
	let unsound = |e: DecodeError| WalletError::Untrue(format!("a partial of {authority} is malformed: {e}"));
	let mut partials: Vec<PartialUpdateKey<Bls>> = Vec::new();
	loop {
		let start = u32::try_from(partials.len()).unwrap_or(u32::MAX);
		let body = request::PartialUpdateKey {
			epoch,
			start,
			limit: MAX_PAGE,
		};
		let answer: Answer = hospital.ask("salus_partialUpdateKey", signer, body).await?;
		if answer.epoch != epoch || (answer.partials.is_empty() && answer.total > start) {
			return Err(WalletError::Untrue(format!("{authority} serves another epoch")));
		}
		for partial in answer.partials {
			let key = salus_crypto::authority::UpdateKey {
				node: partial.node.into(),
				era: partial.era,
				q: decode_g1::<Bls>(&array(&partial.q)?).map_err(unsound)?,
				q_prime: decode_g2::<Bls>(&array(&partial.q_prime)?).map_err(unsound)?,
			};
			let partial = PartialUpdateKey {
				authority: answer.index,
				generation: answer.generation,
				epoch,
				key,
			};
			verify_partial_update(parameters, &partial)
				.map_err(|e| WalletError::Untrue(format!("a partial of {authority} is wrong: {e}")))?;
			partials.push(partial);
		}
		if partials.len() >= answer.total as usize {
			return Ok(partials);
		}
	}
}

async fn authority_of(chain: &Chain, authority: &AccountId) -> Result<Hospital> {
	let id = chain
		.person(authority, At::Finalised)
		.await?
		.and_then(|person| person.hospital)
		.ok_or_else(|| WalletError::NotAllowed("the authority is no hospital".into()))?;
	Hospital::connect(chain, id).await
}

/// Posts the digest of the partials that the signer's own node serves in this epoch. None if it stands already.
pub async fn post_digest(chain: &Chain, authority: &Signer) -> Result<Option<Included>> {
	let account = authority.account();
	let epoch = chain.epoch(At::Finalised).await?.epoch;
	if chain
		.partials_digest(&account, At::Best)
		.await?
		.is_some_and(|(posted, _)| posted == epoch)
	{
		return Ok(None);
	}
	let hospital = authority_of(chain, &account).await?;
	let digest: Digest = hospital.node().rpc("salus_partialsDigest", rpc_params![]).await?;
	if digest.epoch != epoch {
		return Err(WalletError::NotAllowed(
			"the node is in another epoch: try again".into(),
		));
	}
	let call = pallet_key_authority::Call::<Runtime>::post_partials_digest {
		epoch,
		digest: digest.digest.0,
	};
	Ok(Some(chain.submit(authority, call).await?))
}

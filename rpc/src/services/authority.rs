//! `partialAttributeKey`, `partialUpdateKey` and `partialsDigest`: what an authority gives of its share.

use super::{gate::Admitted, pairings, Services};
use crate::{
	chain::{Chain, Head},
	errors::{Cause, Refusal},
	json::{
		PartialAttributeKeyAnswer, PartialJson, PartialUpdateJson, PartialUpdateKeyAnswer,
		PartialsDigestAnswer,
	},
};
use rand_chacha::ChaCha20Rng;
use rand_core::{OsRng, SeedableRng};
use salus_crypto::{
	authority::{
		issue_partials, partials_digest, AttributeKeyRequest, AuthorityPublic, EpochCover, Parameters,
		PartialAttributeKey as PartialKey, PartialUpdateKey as Partial, PublicParameters, RequestError,
		Share, ShareFile, ShareFileError,
	},
	domain::UPDATE_KEY_RANDOMNESS,
	encoding::{encode_g1, encode_g2},
	tables::Tables,
	tree, Bls,
};
use salus_primitives::{
	authority::{Epoch, Parameters as ChainParameters},
	page::MAX_PAGE,
	request::{PartialAttributeKey, PartialUpdateKey},
	AccountId, Hash,
};
use sha2::Sha256;
use sp_core::Bytes;
use std::{
	path::Path,
	sync::{Arc, Mutex, PoisonError},
};
use zeroize::Zeroizing;

/// Largest share file, with room.
const MAX_SHARE_FILE: u64 = 4096;

/// Why a share cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
	/// The file cannot be read.
	#[error("the file of the authority's share cannot be read: {0}")]
	Read(#[from] std::io::Error),
	/// The file is no share.
	#[error("the file of the authority's share is none: {0}")]
	Decode(ShareFileError),
}

/// A share, and what is derived from it for an epoch.
pub struct Authority {
	share: Share,
	tables: Mutex<Tables<Bls>>,
	checked: Mutex<Option<Checked>>,
	epoch: Mutex<Option<Arc<EpochPartials>>>,
}

/// Whether the share is of the sharing with these parameters.
struct Checked {
	parameters: ChainParameters<AccountId>,
	verdict: Result<(), Cause>,
}

/// All partial update keys of an epoch, cover ascending and for each node its eras ascending.
pub(super) struct EpochPartials {
	epoch: Epoch,
	generation: u32,
	partials: Vec<PartialUpdateJson>,
	pub(super) digest: [u8; 32],
}

/// Loads a file of shares.
pub fn load_shares(path: &Path) -> Result<ShareFile, ShareError> {
	if std::fs::metadata(path)?.len() > MAX_SHARE_FILE {
		return Err(ShareError::Read(std::io::ErrorKind::FileTooLarge.into()));
	}
	let bytes = Zeroizing::new(std::fs::read(path)?);
	ShareFile::from_bytes(&bytes).map_err(ShareError::Decode)
}

impl Authority {
	/// An authority with a share.
	pub fn new(share: Share) -> Self {
		Self {
			share,
			tables: Mutex::new(Tables::new()),
			checked: Mutex::default(),
			epoch: Mutex::default(),
		}
	}

	/// Whether the share is of the sharing that `at` has; decided once a sharing.
	fn check(&self, chain: &dyn Chain, at: Hash) -> Result<ChainParameters<AccountId>, Refusal> {
		let parameters = chain.parameters(at)?.ok_or(Cause::NoParameters)?;
		let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
		let verdict = match &*checked {
			Some(known) if known.parameters == parameters => known.verdict,
			_ => {
				let verdict = validated(&parameters)
					.and_then(|valid| self.share.check(&valid).map_err(|_| Cause::ShareOutdated));
				*checked = Some(Checked {
					parameters: parameters.clone(),
					verdict,
				});
				verdict
			}
		};
		verdict?;
		Ok(parameters)
	}

	/// The partials of the epoch at a finalised block, computed once an epoch.
	pub(super) fn partials(&self, chain: &dyn Chain, at: Hash) -> Result<Arc<EpochPartials>, Refusal> {
		let parameters = self.check(chain, at)?;
		let info = chain.epoch(at)?;
		let mut held = self.epoch.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(partials) = &*held {
			if partials.epoch == info.epoch && partials.generation == parameters.generation {
				return Ok(partials.clone());
			}
		}
		let cover = EpochCover {
			epoch: info.epoch,
			eras: info.oldest_era..=info.era,
			nodes: chain.whole_cover(at)?.into_iter().map(Into::into).collect(),
		};
		let partials = Arc::new(self.compute(cover, parameters.generation)?);
		*held = Some(partials.clone());
		Ok(partials)
	}

	/// The randomness of a partial depends on share, epoch, node and era alone, so that what is served is what the
	/// posted digest covers, whenever it is asked.
	fn compute(&self, cover: EpochCover, generation: u32) -> Result<EpochPartials, Refusal> {
		let secret = self.share.to_bytes();
		let mut partials: Vec<Partial<Bls>> = Vec::with_capacity(cover.nodes.len());
		for node in &cover.nodes {
			for era in cover.eras.clone() {
				let one = EpochCover {
					epoch: cover.epoch,
					eras: era..=era,
					nodes: vec![*node],
				};
				let mut rng = rho(&secret, cover.epoch, node, era)?;
				partials.extend(salus_crypto::authority::issue_updates(
					&self.share,
					&one,
					&mut rng,
				));
			}
		}
		Ok(EpochPartials {
			epoch: cover.epoch,
			generation,
			digest: partials_digest(&partials),
			partials: partials.iter().map(update_json).collect(),
		})
	}
}

/// A stream whose seed is HKDF-SHA-256 of the share at the place.
fn rho(secret: &[u8], epoch: Epoch, node: &tree::Node, era: u32) -> Result<ChaCha20Rng, Refusal> {
	let mut place = UPDATE_KEY_RANDOMNESS.to_vec();
	place.extend_from_slice(&epoch.to_le_bytes());
	place.extend_from_slice(&node.to_bytes());
	place.extend_from_slice(&era.to_le_bytes());
	let hkdf = hkdf::Hkdf::<Sha256>::new(None, secret);
	let mut seed = Zeroizing::new([0; 32]);
	hkdf.expand(&place, &mut *seed)
		.map_err(|error| Refusal::with(Cause::Internal, error))?;
	Ok(ChaCha20Rng::from_seed(*seed))
}

fn validated(parameters: &ChainParameters<AccountId>) -> Result<Parameters<Bls>, Cause> {
	PublicParameters {
		generation: parameters.generation,
		threshold: parameters.threshold,
		authorities: parameters
			.authorities
			.iter()
			.map(|authority| AuthorityPublic {
				a_j: authority.a_j,
				beta_j: authority.beta_j,
			})
			.collect(),
		a: parameters.a,
		beta: parameters.beta,
		e: parameters.e,
		ceremony: parameters.ceremony,
	}
	.validate()
	.map_err(|_| Cause::NoParameters)
}

impl Services {
	fn share_holder(&self) -> Result<&Arc<Authority>, Refusal> {
		self.authority.as_ref().ok_or(Cause::NoShare.into())
	}

	/// Gives this authority's partials of the signer's attribute key, one a node of the path.
	pub(super) fn partial_attribute_key(
		&self,
		request: Admitted<PartialAttributeKey>,
	) -> Result<PartialAttributeKeyAnswer, Refusal> {
		request.serving_accredited()?;
		let authority = self.share_holder()?;
		let at = request.at();
		let PartialAttributeKey { block, path_points } = request.body;
		self.chain.finalised_number(block)?;
		if self.chain.epoch(block)?.epoch != self.chain.epoch(at)?.epoch {
			return Err(Cause::BlockNotOfEpoch.into());
		}
		let parameters = authority.check(&*self.chain, at)?;
		let account = request.person.account;
		let now = self
			.chain
			.user_key(at, account.clone())?
			.ok_or(Cause::NoUserKey)?;
		let user = self
			.chain
			.user_key(block, account.clone())?
			.ok_or(Cause::NoUserKey)?;
		// Revoked since the block, or another leaf: the key of the block is dead.
		if now.revoked || user.revoked || now.leaf != user.leaf {
			return Err(Cause::UserKeyRevoked.into());
		}
		let digest = user.path_digest.ok_or(Cause::PathNotSet)?;
		let checked = AttributeKeyRequest {
			genesis: self.chain.genesis().0,
			block: block.0,
			account: account.into(),
			leaf: user.leaf.into(),
			pk: user.pk,
			pk2: user.pk2,
			attributes: pairings::attributes(&user.attributes)?,
			nodes: path_points,
		}
		.check::<Bls>(&digest, &mut OsRng)
		.map_err(|error| match error {
			RequestError::BadAttributes => Refusal::from(Cause::NoAttributes),
			RequestError::PathLength | RequestError::PathDigest => Cause::PathMismatch.into(),
			error => Refusal::with(Cause::PathInvalid, error),
		})?;
		let path = tree::path(user.leaf.into());
		let mut tables = authority.tables.lock().unwrap_or_else(PoisonError::into_inner);
		let partials = issue_partials(&authority.share, &checked, &path, &mut tables, &mut OsRng)
			.map_err(|error| Refusal::with(Cause::Internal, error))?;
		Ok(PartialAttributeKeyAnswer {
			block,
			index: authority.share.index(),
			generation: parameters.generation,
			ceremony: parameters.ceremony.to_vec().into(),
			partials: partials.iter().map(attribute_json).collect(),
		})
	}

	/// Gives a part of this authority's partial update keys of the current epoch.
	pub(super) fn partial_update_key(
		&self,
		request: Admitted<PartialUpdateKey>,
	) -> Result<PartialUpdateKeyAnswer, Refusal> {
		request.serving_accredited()?;
		let authority = self.share_holder()?;
		let PartialUpdateKey { epoch, start, limit } = request.body;
		if limit == 0 || limit > MAX_PAGE {
			return Err(Cause::InvalidLimit.into());
		}
		let held = self.epoch_partials(authority, request.serving.at)?;
		if held.epoch != epoch {
			return Err(Refusal::with(
				Cause::WrongEpoch,
				format_args!("the current epoch is {}", held.epoch),
			));
		}
		let (from, most) = (start as usize, limit as usize);
		Ok(PartialUpdateKeyAnswer {
			epoch,
			index: authority.share.index(),
			generation: held.generation,
			ceremony: authority.share.ceremony().to_vec().into(),
			start,
			total: held.total(),
			partials: held.partials.iter().skip(from).take(most).cloned().collect(),
		})
	}

	/// The digest of this authority's partial update keys of the current epoch.
	pub(super) fn partials_digest(&self) -> Result<PartialsDigestAnswer, Refusal> {
		let authority = self.share_holder()?;
		let held = self.epoch_partials(authority, self.chain.finalised())?;
		Ok(PartialsDigestAnswer {
			epoch: held.epoch,
			index: authority.share.index(),
			digest: held.digest.into(),
			total: held.total(),
		})
	}

	fn epoch_partials(&self, authority: &Authority, at: Head) -> Result<Arc<EpochPartials>, Refusal> {
		authority.partials(&*self.chain, at.hash)
	}
}

fn attribute_json(partial: &PartialKey<Bls>) -> PartialJson {
	PartialJson {
		node: partial.node.into(),
		k: Bytes(encode_g1::<Bls>(&partial.k).to_vec()),
		k_u: partial
			.k_u
			.iter()
			.map(|k_u| Bytes(encode_g1::<Bls>(k_u).to_vec()))
			.collect(),
		k_prime: Bytes(encode_g2::<Bls>(&partial.k_prime).to_vec()),
	}
}

fn update_json(partial: &Partial<Bls>) -> PartialUpdateJson {
	PartialUpdateJson {
		node: partial.key.node.into(),
		era: partial.key.era,
		q: Bytes(encode_g1::<Bls>(&partial.key.q).to_vec()),
		q_prime: Bytes(encode_g2::<Bls>(&partial.key.q_prime).to_vec()),
	}
}

impl EpochPartials {
	fn total(&self) -> u32 {
		u32::try_from(self.partials.len()).unwrap_or(u32::MAX)
	}
}

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
use rand_core::OsRng;
use salus_authority::{
	partials::{attribute_randomness, EpochPartials},
	KeystoreError, ShareError, Shares,
};
use salus_crypto::{
	authority::{
		issue_partials, AttributeKeyRequest, EpochCover, PartialAttributeKey as PartialKey,
		PartialUpdateKey as Partial, RequestError, Share,
	},
	encoding::{encode_g1, encode_g2},
	tables::Tables,
	tree, Bls,
};
use salus_primitives::{
	authority::Parameters as ChainParameters,
	hospital::HospitalInfo,
	page::MAX_PAGE,
	request::{PartialAttributeKey, PartialUpdateKey},
	AccountId, BlockNumber, Hash,
};
use sp_core::Bytes;
use std::sync::{Arc, Mutex, PoisonError};

/// What an authority answers with.
pub(super) struct Authority {
	pub(super) shares: Arc<Shares>,
	tables: Mutex<Tables<Bls>>,
}

impl Authority {
	/// With the shares of the node's keystore.
	pub(super) fn new(shares: Arc<Shares>) -> Self {
		Self {
			shares,
			tables: Mutex::new(Tables::new()),
		}
	}

	/// The partials of the epoch at a finalised block, computed once an epoch.
	fn partials(
		&self,
		chain: &dyn Chain,
		at: Hash,
		parameters: &ChainParameters<AccountId>,
	) -> Result<Arc<EpochPartials>, Refusal> {
		let info = chain.epoch(at)?;
		let cover = || {
			Ok(EpochCover {
				epoch: info.epoch,
				eras: info.oldest_era..=info.era,
				nodes: chain.whole_cover(at)?.into_iter().map(Into::into).collect(),
			})
		};
		self.shares.partials(parameters, info.epoch, cover)
	}
}

impl From<ShareError> for Refusal {
	fn from(error: ShareError) -> Self {
		match error {
			// One that is damaged is as good as lost.
			ShareError::None | ShareError::Keystore(KeystoreError::Damaged(_)) => Cause::NoShare,
			ShareError::Outdated => Cause::ShareOutdated,
			ShareError::NoSharing => Cause::NoParameters,
			ShareError::Behind => Cause::NotUpToDate,
			ShareError::Keystore(error) => unreadable(&error),
		}
		.into()
	}
}

/// What is wrong with a keystore is its operator's to know.
pub(super) fn unreadable(error: &KeystoreError) -> Cause {
	tracing::error!(target: "salus", %error, "the authority's keystore cannot be read");
	Cause::Internal
}

impl Services {
	fn share_holder(&self) -> Result<&Authority, Refusal> {
		self.authority.as_ref().ok_or(Cause::NoShare.into())
	}

	fn parameters(&self, at: Hash) -> Result<ChainParameters<AccountId>, Refusal> {
		self.chain.parameters(at)?.ok_or(Cause::NoParameters.into())
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
		let parameters = self.parameters(at)?;
		let share = own_share(authority, &parameters, &request.serving.hospital)?;
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
		// The same question gets the same answer: a second randomness for it would tell nothing, but nobody need prove that.
		let mut rng = attribute_randomness(&share, checked.digest());
		let partials = issue_partials(&share, &checked, &path, &mut tables, &mut rng)
			.map_err(|error| Refusal::with(Cause::Internal, error))?;
		Ok(PartialAttributeKeyAnswer {
			block,
			index: share.index(),
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
		let at = request.serving.at;
		let (held, parameters, index) = self.epoch_partials(authority, at, &request.serving.hospital)?;
		if held.epoch != epoch {
			return Err(Refusal::with(
				Cause::WrongEpoch,
				format_args!("the current epoch is {}", held.epoch),
			));
		}
		let (from, most) = (start as usize, limit as usize);
		Ok(PartialUpdateKeyAnswer {
			epoch,
			index,
			generation: held.generation,
			ceremony: parameters.ceremony.to_vec().into(),
			start,
			total: total(&held),
			partials: held
				.partials
				.iter()
				.skip(from)
				.take(most)
				.map(update_json)
				.collect(),
		})
	}

	/// The digest of this authority's partial update keys of the current epoch.
	pub(super) fn partials_digest(&self) -> Result<PartialsDigestAnswer, Refusal> {
		let authority = self.share_holder()?;
		let serving = self.gate.serving()?;
		let (held, _, index) = self.epoch_partials(authority, serving.at, &serving.hospital)?;
		Ok(PartialsDigestAnswer {
			epoch: held.epoch,
			index,
			generation: held.generation,
			ceremony: held.ceremony.to_vec().into(),
			digest: held.digest.into(),
			total: total(&held),
		})
	}

	/// The partials of the epoch at a finalised block, with the sharing and the index of this authority in it. What another
	/// digest stands for on the chain is not given: an authority has one answer an epoch.
	fn epoch_partials(
		&self,
		authority: &Authority,
		at: Head,
		hospital: &HospitalInfo<AccountId, BlockNumber>,
	) -> Result<(Arc<EpochPartials>, ChainParameters<AccountId>, u16), Refusal> {
		let parameters = self.parameters(at.hash)?;
		let index = own_share(authority, &parameters, hospital)?.index();
		let held = authority.partials(&*self.chain, at.hash, &parameters)?;
		let posted = self.chain.partials_digest(at.hash, hospital.operator.clone())?;
		match posted {
			Some((epoch, digest)) if epoch == held.epoch && digest != held.digest => {
				Err(Cause::OtherPartials.into())
			}
			_ => Ok((held, parameters, index)),
		}
	}
}

/// The share with which a hospital's node answers, if it is this hospital's: another's backup may have been imported.
fn own_share(
	authority: &Authority,
	parameters: &ChainParameters<AccountId>,
	hospital: &HospitalInfo<AccountId, BlockNumber>,
) -> Result<Arc<Share>, Refusal> {
	let share = authority.shares.attribute(parameters)?;
	let holders = parameters.authorities.iter().map(|holder| &holder.account);
	if is_of(share.index(), holders, &hospital.operator) {
		Ok(share)
	} else {
		// The own one may be imported next.
		authority.shares.forget();
		Err(Cause::ShareOutdated.into())
	}
}

/// Whether the share of an index is that of an account, of holders in their order.
pub(super) fn is_of<'a>(
	index: u16,
	holders: impl IntoIterator<Item = &'a AccountId>,
	account: &AccountId,
) -> bool {
	(1..)
		.zip(holders)
		.any(|(of, holder)| of == index && holder == account)
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

fn total(held: &EpochPartials) -> u32 {
	u32::try_from(held.partials.len()).unwrap_or(u32::MAX)
}

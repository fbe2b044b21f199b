//! Index keys of a hospital: made of its account's secret, opened epoch by epoch, wrapped to the hospitals authorised.

use super::operated;
use crate::{
	chain::{At, Chain, Included, Signer},
	error::{Result, WalletError},
	trade::handle,
};
use rand_core::OsRng;
use salus_crypto::{
	domain::WALLET_INDEX_SECRET,
	index::{IndexSecret, Interest, KeyId, MasterSecret, WrapContext},
};
use salus_primitives::{
	apis::AuthorisationFilter,
	hospital::{HospitalId, HospitalInfo, HospitalStatus},
	index::{EpochKeys, IndexEpoch, IndexKeyId, IndexKeyInfo, Rewraps, Tags, WrappedIndexKey, MAX_REWRAPS},
	record::{RecordId, Scope},
	AccountId, BlockNumber, Hash,
};
use salus_runtime::Runtime;
use std::collections::BTreeSet;

/// Place of the secret of index keys.
const PLACE: &[u8] = b"index";

/// The index keys of one hospital on one chain.
///
/// They come from the account's secret alone, so that a new keystore identity of the account, or its phrase on another
/// machine, still has the keys of all epochs before.
pub struct OwnKeys {
	/// The hospital.
	pub hospital: HospitalId,
	genesis: Hash,
	master: MasterSecret,
}

/// An index epoch that was opened.
pub struct Opened {
	/// The key.
	pub key: IndexKeyId,
	/// Handles of the hospitals that got it, the own one left out.
	pub grantees: Vec<String>,
	/// The transaction.
	pub included: Included,
}

/// An index key as the cryptography names it.
pub(crate) fn key_id(key: &IndexKeyId) -> KeyId {
	KeyId {
		indexer: key.indexer,
		scope: key.scope,
		epoch: key.epoch,
	}
}

impl OwnKeys {
	/// The keys of the hospital that `signer` operates.
	pub async fn of(chain: &Chain, signer: &Signer, at: At) -> Result<Self> {
		let hospital = operated(chain, signer, at).await?;
		Ok(Self::new(chain.genesis(), hospital, signer))
	}

	fn new(genesis: Hash, hospital: HospitalId, signer: &Signer) -> Self {
		let secret = signer.secret_of(WALLET_INDEX_SECRET, &[PLACE, &genesis.0]);
		Self {
			hospital,
			genesis,
			master: MasterSecret::from_bytes(&secret),
		}
	}

	/// `m_{sc,e}`.
	pub fn secret(&self, scope: &Scope, epoch: IndexEpoch) -> IndexSecret {
		self.master.index_secret(scope, epoch)
	}

	/// The tags of a record under the key of an epoch.
	pub fn tags(
		&self,
		scope: &Scope,
		epoch: IndexEpoch,
		record: RecordId,
		interests: &[Interest],
	) -> Result<Tags> {
		let refused = |why: &dyn core::fmt::Display| WalletError::Input(format!("record {record:?}: {why}"));
		self.master
			.tags(scope, epoch, &record.0, interests)
			.map_err(|error| refused(&error))?
			.try_into()
			.map_err(|_| refused(&"more tags than a bucket takes"))
	}

	/// `m_{sc,e}` of a key that stands on chain, which it must fit.
	pub fn secret_of(&self, info: &IndexKeyInfo<BlockNumber>) -> Result<IndexSecret> {
		let secret = self.secret(&info.key.scope, info.key.epoch);
		if info.key.indexer != self.hospital || secret.public() != info.point {
			return Err(WalletError::Keys(format!(
				"the index key of epoch {} on chain is not one of this account's",
				info.key.epoch
			)));
		}
		Ok(secret)
	}

	fn wrapped(
		&self,
		secret: &IndexSecret,
		scope: Scope,
		epoch: IndexEpoch,
		to: &HospitalInfo<AccountId, BlockNumber>,
	) -> Result<WrappedIndexKey> {
		let context = WrapContext {
			genesis: self.genesis.0,
			key: KeyId {
				indexer: self.hospital,
				scope,
				epoch,
			},
			grantee: to.id,
		};
		secret
			.wrap(&to.wrap_key, &context, &mut OsRng)
			.map_err(|error| WalletError::Untrue(format!("the wrap key of {} on chain: {error}", handle(to))))
	}

	/// The keys of all epochs of a scope so far, for one hospital.
	pub async fn for_grantee(
		&self,
		chain: &Chain,
		scope: Scope,
		grantee: &HospitalInfo<AccountId, BlockNumber>,
		at: At,
	) -> Result<EpochKeys> {
		let keys = chain
			.index_keys(self.hospital, scope, at)
			.await?
			.iter()
			.map(|info| {
				let wrapped = self.wrapped(&self.secret_of(info)?, scope, info.key.epoch, grantee)?;
				Ok((info.key.epoch, wrapped))
			})
			.collect::<Result<Vec<_>>>()?;
		keys.try_into()
			.map_err(|_| WalletError::Untrue("the chain shows more index epochs than a scope has".into()))
	}
}

/// Opens the next index epoch of a scope, its key wrapped to the hospital itself and to all that are authorised.
pub async fn open_epoch(chain: &Chain, signer: &Signer, scope: Scope) -> Result<Opened> {
	let at = At::Block(chain.hash(At::Best).await?);
	let own = OwnKeys::of(chain, signer, at).await?;
	let opened = chain.index_keys(own.hospital, scope, at).await?;
	let epoch = opened
		.last()
		.map_or(0, |latest| latest.key.epoch.saturating_add(1));
	let secret = own.secret(&scope, epoch);
	let grantees = authorised(chain, own.hospital, scope, at).await?;
	let mut wraps = Vec::with_capacity(grantees.len());
	for grantee in &grantees {
		wraps.push((grantee.id, own.wrapped(&secret, scope, epoch, grantee)?));
	}
	let rewraps = Rewraps::try_from(wraps).map_err(|_| {
		WalletError::NotAllowed(format!(
			"an index key goes to at most {MAX_REWRAPS} hospitals; give some records another scope"
		))
	})?;
	let call = pallet_ehr_index::Call::<Runtime>::set_index_keys {
		scope,
		point: secret.public(),
		rewraps,
	};
	let included = chain.submit(signer, call).await?;
	Ok(Opened {
		key: IndexKeyId {
			indexer: own.hospital,
			scope,
			epoch,
		},
		grantees: grantees
			.iter()
			.filter(|grantee| grantee.id != own.hospital)
			.map(handle)
			.collect(),
		included,
	})
}

/// The hospital itself and those in good standing that are authorised for a scope, ascending.
async fn authorised(
	chain: &Chain,
	own: HospitalId,
	scope: Scope,
	at: At,
) -> Result<Vec<HospitalInfo<AccountId, BlockNumber>>> {
	let live: BTreeSet<_> = chain
		.authorisations(AuthorisationFilter::By(own), at)
		.await?
		.into_iter()
		.filter(|authorisation| authorisation.live && authorisation.scope == scope)
		.map(|authorisation| authorisation.grantee)
		.collect();
	let mut hospitals = chain.hospitals(at).await?;
	hospitals.retain(|hospital| {
		let is_authorised = live.contains(&hospital.id) && hospital.status == HospitalStatus::Accredited;
		hospital.id == own || is_authorised
	});
	hospitals.sort_by_key(|hospital| hospital.id);
	Ok(hospitals)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn keys(uri: &str, chain: u8) -> OwnKeys {
		OwnKeys::new(Hash::repeat_byte(chain), 3, &Signer::from_uri(uri).unwrap())
	}

	fn info(keys: &OwnKeys, hospital: HospitalId, epoch: IndexEpoch) -> IndexKeyInfo<BlockNumber> {
		IndexKeyInfo {
			key: IndexKeyId {
				indexer: hospital,
				scope: [5; 16],
				epoch,
			},
			point: keys.secret(&[5; 16], 0).public(),
			opened_at: 1,
			open: true,
		}
	}

	#[test]
	fn index_keys_are_of_one_account_chain_scope_and_epoch() {
		let point = |keys: &OwnKeys, scope, epoch| keys.secret(&[scope; 16], epoch).public();
		let own = keys("//StMary", 1);
		let expected = point(&own, 5, 0);
		assert_eq!(point(&keys("//StMary", 1), 5, 0), expected);
		for other in [
			point(&keys("//Charite", 1), 5, 0),
			point(&keys("//StMary", 2), 5, 0),
			point(&own, 6, 0),
			point(&own, 5, 1),
		] {
			assert_ne!(other, expected);
		}
	}

	#[test]
	fn a_key_on_chain_that_is_not_the_accounts_is_refused() {
		let own = keys("//StMary", 1);
		assert!(own.secret_of(&info(&own, 3, 0)).is_ok());
		for other in [
			info(&own, 4, 0),
			info(&own, 3, 1),
			info(&keys("//Charite", 1), 3, 0),
		] {
			assert!(matches!(own.secret_of(&other), Err(WalletError::Keys(_))));
		}
	}
}

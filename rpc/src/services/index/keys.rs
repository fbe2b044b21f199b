//! The index keys of a hospital: wrapped on the chain, opened with the wrap secrets of the node.

use super::key_id;
use crate::{chain::Chain, errors::Refusal, services::credentials::Issuer};
use salus_crypto::index::{IndexSecret, KeyId, UnwrapKeyError, WrapContext};
use salus_primitives::{
	hospital::HospitalId,
	index::{IndexPoint, WrappedIndexKey, WrappedIndexKeyInfo},
	page, Hash,
};
use std::{
	collections::BTreeMap,
	sync::{Mutex, PoisonError},
};

/// An index key that the node has.
pub struct Usable {
	/// Which.
	pub id: KeyId,
	/// M, as on chain.
	pub public: IndexPoint,
	/// m.
	pub secret: IndexSecret,
}

/// The index keys that a hospital may use at a block, ascending.
pub struct Keys {
	/// Those that open.
	pub usable: Vec<Usable>,
	/// Those that do not.
	pub unusable: Vec<KeyId>,
}

/// Keys that were opened before: opening takes longer than using them.
#[derive(Default)]
pub struct Opened(Mutex<BTreeMap<KeyId, Known>>);

struct Known {
	wrapped: WrappedIndexKey,
	public: IndexPoint,
	secret: IndexSecret,
}

impl Opened {
	/// The keys that `own` may use at a block. What it may not use any more is forgotten.
	pub fn keys(
		&self,
		chain: &dyn Chain,
		issuer: &Issuer,
		own: HospitalId,
		at: Hash,
	) -> Result<Keys, Refusal> {
		let genesis = chain.genesis().0;
		let mut listed = live(chain, own, at)?;
		listed.sort_by_key(|info| info.key);
		let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		let mut before = std::mem::take(&mut *opened);
		let mut keys = Keys {
			usable: Vec::new(),
			unusable: Vec::new(),
		};
		for info in listed {
			let id = key_id(info.key);
			let known = before
				.remove(&id)
				.filter(|known| known.wrapped == info.wrapped && known.public == info.point);
			let context = WrapContext {
				genesis,
				key: id,
				grantee: own,
			};
			let secret = match known {
				Some(known) => Ok(known.secret.clone()),
				None => issuer.unwrap_index_key(&context, &info.point, &info.wrapped),
			};
			match secret {
				Ok(secret) => {
					let known = Known {
						wrapped: info.wrapped,
						public: info.point,
						secret: secret.clone(),
					};
					opened.insert(id, known);
					keys.usable.push(Usable {
						id,
						public: info.point,
						secret,
					});
				}
				Err(error) => {
					note(&id, error);
					keys.unusable.push(id);
				}
			}
		}
		Ok(keys)
	}
}

fn note(id: &KeyId, error: UnwrapKeyError) {
	let (indexer, epoch) = (id.indexer, id.epoch);
	tracing::warn!(target: "salus", indexer, epoch, %error, "an index key cannot be used");
}

fn live(chain: &dyn Chain, own: HospitalId, at: Hash) -> Result<Vec<WrappedIndexKeyInfo>, Refusal> {
	let keys = page::whole(|page| chain.wrapped_index_keys(at, own, page)?.map_err(Refusal::from))?;
	Ok(keys.into_iter().filter(|info| info.live).collect())
}

//! Epochs, and the update keys that holders of shares make for them.

use super::Chain;
use rand::rngs::OsRng;
use salus_crypto::{
	authority::{combine_update_keys, issue_update, EpochCover, Parameters, Share},
	Bls,
};
use salus_primitives::{
	authority::{Epoch, UpdateKey},
	page::PageRequest,
};
use salus_runtime::{Revocation, Runtime};
use sp_runtime::DispatchResult;

/// The current epoch.
pub fn epoch(chain: &mut Chain) -> Epoch {
	chain.read(|| Revocation::api_epoch(0, None)).epoch
}

/// Waits for a fresh epoch, with time left in it.
pub fn next_epoch(chain: &mut Chain) {
	let before = epoch(chain);
	while epoch(chain) == before {
		chain.skip(1);
	}
}

/// The update keys of the current epoch, made with these shares: in the order of their indices, and enough.
pub fn update_keys(chain: &mut Chain, parameters: &Parameters<Bls>, shares: &[&Share]) -> Vec<UpdateKey> {
	let info = chain.read(|| Revocation::api_epoch(0, None));
	let page = PageRequest {
		cursor: None,
		limit: 256,
	};
	let nodes = chain
		.read(|| Revocation::api_cover(page))
		.expect("a first page")
		.items;
	let cover = EpochCover {
		epoch: info.epoch,
		nodes: nodes.iter().map(|node| (*node).into()).collect(),
		eras: info.oldest_era..=info.era,
	};
	let mut keys = Vec::new();
	for node in nodes {
		for era in info.oldest_era..=info.era {
			let partials: Vec<_> = shares
				.iter()
				.map(|share| {
					issue_update::<Bls>(share, &cover, node.into(), era, &mut OsRng).expect("in the cover")
				})
				.collect();
			let key = combine_update_keys(parameters, &partials).expect("they suffice");
			keys.push(UpdateKey::of(&key));
		}
	}
	keys
}

/// An account publishes update keys of the current epoch.
pub fn publish(chain: &mut Chain, name: &str, keys: Vec<UpdateKey>) -> DispatchResult {
	let epoch = epoch(chain);
	let keys = keys.try_into().expect("one part");
	chain.send(
		name,
		pallet_key_authority::Call::<Runtime>::publish_update_keys { epoch, keys },
	)
}

//! All partial update keys of an authority for an epoch.

use hkdf::Hkdf;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use salus_crypto::{
	authority::{issue_updates, partials_digest, EpochCover, PartialUpdateKey, Share},
	domain::{ATTRIBUTE_KEY_RANDOMNESS, UPDATE_KEY_RANDOMNESS},
	tree::Node,
	Bls,
};
use salus_primitives::authority::Epoch;
use sha2::Sha256;
use zeroize::Zeroizing;

/// The partials of an epoch: cover ascending and for each node its eras ascending.
///
/// Their randomness depends on share, epoch, node and era alone, so that what is served is what the posted digest covers,
/// whenever it is asked, and after every restart.
pub struct EpochPartials {
	/// The epoch.
	pub epoch: Epoch,
	/// The authority's index.
	pub index: u16,
	/// Id of the key.
	pub ceremony: [u8; 32],
	/// Generation of the share.
	pub generation: u32,
	/// The partials.
	pub partials: Vec<PartialUpdateKey<Bls>>,
	/// What the authority posts of them.
	pub digest: [u8; 32],
}

impl EpochPartials {
	/// Computes them, on all processors.
	pub fn of(share: &Share, cover: &EpochCover) -> Self {
		let secret = share.to_bytes();
		let partials = in_parallel(&cover.nodes, |node| {
			cover
				.eras
				.clone()
				.flat_map(|era| {
					let one = EpochCover {
						epoch: cover.epoch,
						eras: era..=era,
						nodes: vec![*node],
					};
					issue_updates::<Bls>(share, &one, &mut rho(&secret, cover.epoch, node, era))
				})
				.collect::<Vec<_>>()
		});
		let partials: Vec<PartialUpdateKey<Bls>> = partials.into_iter().flatten().collect();
		Self {
			epoch: cover.epoch,
			index: share.index(),
			ceremony: *share.ceremony(),
			generation: share.generation(),
			digest: partials_digest(&partials),
			partials,
		}
	}
}

/// The randomness of a partial attribute key: of share and request alone, so that a question that is asked again gets the
/// answer that it got.
pub fn attribute_randomness(share: &Share, request: &[u8; 32]) -> ChaCha20Rng {
	let mut place = ATTRIBUTE_KEY_RANDOMNESS.to_vec();
	place.extend_from_slice(request);
	stream(&share.to_bytes(), &place)
}

fn rho(secret: &[u8], epoch: Epoch, node: &Node, era: u32) -> ChaCha20Rng {
	let mut place = UPDATE_KEY_RANDOMNESS.to_vec();
	place.extend_from_slice(&epoch.to_le_bytes());
	place.extend_from_slice(&node.to_bytes());
	place.extend_from_slice(&era.to_le_bytes());
	stream(secret, &place)
}

/// A stream whose seed is HKDF-SHA-256 of the share at the place.
fn stream(secret: &[u8], place: &[u8]) -> ChaCha20Rng {
	let mut seed = Zeroizing::new([0; 32]);
	Hkdf::<Sha256>::new(None, secret)
		.expand(place, &mut *seed)
		.expect("HKDF gives 32 bytes");
	ChaCha20Rng::from_seed(*seed)
}

/// Maps items in their order, on as many threads as there are processors.
pub(crate) fn in_parallel<Item: Sync, Output: Send>(
	items: &[Item],
	map: impl Fn(&Item) -> Output + Sync,
) -> Vec<Output> {
	let threads = std::thread::available_parallelism().map_or(1, usize::from);
	let chunk = items.len().div_ceil(threads).max(1);
	let map = &map;
	std::thread::scope(|scope| {
		let workers: Vec<_> = items
			.chunks(chunk)
			.map(|items| scope.spawn(move || items.iter().map(map).collect::<Vec<_>>()))
			.collect();
		workers
			.into_iter()
			.flat_map(|worker| match worker.join() {
				Ok(outputs) => outputs,
				Err(panic) => std::panic::resume_unwind(panic),
			})
			.collect()
	})
}

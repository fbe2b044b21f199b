//! Records, keys, authorisations and doctors change in any order: what is found is what a search of the plain sets finds.

use super::{chain_id, key, own_key, Search};
use crate::{
	errors::Cause,
	services::tests::world::{record_id, DOCTOR, OTHER, OWN},
};
use rand::{rngs::StdRng, seq::SliceRandom, Rng, SeedableRng};
use salus_crypto::index::KeyId;
use salus_primitives::hospital::HospitalStatus;
use std::collections::{BTreeMap, BTreeSet};

/// What everybody knows of the records.
#[derive(Default)]
struct Plain {
	records: BTreeMap<u8, (KeyId, BTreeSet<usize>)>,
	/// Keys that the hospital may use.
	live: BTreeSet<KeyId>,
}

impl Plain {
	fn found(&self, which: &[usize], least: u8) -> Vec<(u8, Vec<u8>)> {
		let live = self
			.records
			.iter()
			.filter(|(_, (key, _))| self.live.contains(key));
		let interests = |has: &BTreeSet<usize>| -> Vec<u8> {
			let places = (0..).zip(which).filter(|(_, interest)| has.contains(*interest));
			places.map(|(place, _)| place).collect()
		};
		live.map(|(id, (_, has))| (*id, interests(has)))
			.filter(|(_, interests)| interests.len() >= usize::from(least))
			.collect()
	}
}

async fn walk(seed: u64) {
	let mut rng = StdRng::seed_from_u64(seed);
	let mut search = Search::new();
	let mut plain = Plain::default();
	plain.live.extend([own_key(), key(OTHER, 0)]);
	let mut epochs = BTreeMap::from([(OWN, 0), (OTHER, 0)]);
	// Requests of the tests expire at block 50.
	for step in 0..24 {
		let block = 25 + step;
		match rng.gen_range(0..10) {
			0..=3 => {
				let indexer = *[OWN, OTHER].choose(&mut rng).unwrap();
				let of = key(indexer, epochs[&indexer]);
				for _ in 0..rng.gen_range(1..6) {
					let id = rng.gen_range(1..40);
					let has: BTreeSet<usize> = (0..3).filter(|_| rng.gen_bool(0.4)).collect();
					let interests: Vec<usize> = has.iter().copied().collect();
					search.tag(block, id, of, &interests);
					plain.records.insert(id, (of, has));
				}
			}
			4 => {
				let id = rng.gen_range(1..40);
				search.world.ledger.state().index.untag(block, record_id(id));
				plain.records.remove(&id);
			}
			// The keys rotate; the hospital gets the new one, or it does not.
			5 => {
				let indexer = *[OWN, OTHER].choose(&mut rng).unwrap();
				let epoch = epochs.get_mut(&indexer).unwrap();
				*epoch += 1;
				if indexer == OWN || rng.gen_bool(0.6) {
					search.wrap(key(indexer, *epoch));
					plain.live.insert(key(indexer, *epoch));
				}
			}
			// An authorisation expires, or holds again.
			6 | 7 => {
				let live = rng.gen_bool(0.5);
				let mut changed = Vec::new();
				search.wrapped(|keys| {
					for info in keys.iter_mut().filter(|info| info.key.indexer == OTHER) {
						info.live = live;
						changed.push(chain_id(info.key));
					}
				});
				for id in changed {
					if live {
						plain.live.insert(id);
					} else {
						plain.live.remove(&id);
					}
				}
			}
			8 => {
				let account = DOCTOR.to_account_id();
				let revoke = |revoked: bool| {
					let mut state = search.world.ledger.state();
					state.persons.get_mut(&account).unwrap().revoked = revoked;
				};
				revoke(true);
				assert_eq!(search.found(&[0], 1).await, Err(Cause::SignerRevoked));
				revoke(false);
				let stand = |status: HospitalStatus| {
					search.world.ledger.state().hospitals[OWN as usize].status = status;
				};
				stand(HospitalStatus::Suspended);
				assert_eq!(search.found(&[0], 1).await, Err(Cause::HospitalNotAccredited));
				stand(HospitalStatus::Accredited);
			}
			_ => {
				let rebuild = rng.gen_bool(0.3);
				search = search.restarted(|_| {}, |config| config.rebuild_index = rebuild);
			}
		}
		search.finalise(block);
		let mut which = vec![0, 1, 2];
		which.shuffle(&mut rng);
		which.truncate(rng.gen_range(1..=3));
		let least = rng.gen_range(1..=which.len() as u8);
		assert_eq!(
			search.found(&which, least).await,
			Ok(plain.found(&which, least)),
			"seed {seed}, step {step}"
		);
	}
}

#[tokio::test]
async fn what_is_found_is_what_a_plain_search_finds_whatever_happens_between() {
	for seed in 0..6 {
		walk(seed).await;
	}
}

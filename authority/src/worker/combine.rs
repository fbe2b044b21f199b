//! Update keys of an epoch from the partials of `t` authorities.

use super::LOG;
use crate::{
	partials::{in_parallel, EpochPartials},
	sharing::Sharing,
	Head, PeerError, Peers,
};
use salus_crypto::{
	authority::{
		combine_update_keys, partials_digest, verify_partial_update, EpochCover, Parameters,
		PartialUpdateKey, PublicParameters, UpdateKey as Combined,
	},
	encoding::{decode_g1, decode_g2},
	Bls,
};
use salus_primitives::{
	authority::{Era, Node, UpdateKey},
	page::MAX_PAGE,
	AccountId,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	thread,
	time::{Duration, Instant},
};

/// How long to wait for an authority that answers no more questions for now.
const PAUSE: Duration = Duration::from_millis(500);
/// How long to wait for all that an authority has to give: one that holds this node up keeps it from the next epoch.
pub(super) const ENOUGH: Duration = Duration::from_secs(120);

/// An authority that has posted its digest of the epoch.
pub(super) struct Source {
	/// Its index.
	pub index: u16,
	/// Its operator.
	pub account: AccountId,
	/// What it posted.
	pub digest: [u8; 32],
}

/// Why there are no keys.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CombineError {
	/// Too few authorities gave sound partials.
	#[error("only {sound} of the {needed} authorities needed gave their partials")]
	TooFew {
		/// Those that did.
		sound: usize,
		/// How many it takes.
		needed: usize,
	},
}

/// What an authority did wrong.
enum Fault {
	Silent(PeerError),
	Lied(&'static str),
}

/// Collects and combines.
pub(super) struct Combining<'a> {
	pub peers: &'a dyn Peers,
	pub head: Head,
	pub sharing: &'a Sharing<PublicParameters>,
	pub parameters: &'a Parameters<Bls>,
	pub cover: &'a EpochCover,
	pub own: (u16, &'a EpochPartials),
	/// Authorities that lied in this epoch.
	pub liars: &'a mut BTreeSet<AccountId>,
	/// Authorities that gave nothing when they were asked: they are asked last.
	pub silent: &'a mut BTreeSet<AccountId>,
	/// How long to wait for one.
	pub enough: Duration,
}

/// Places of update keys: the cover ascending, for each node its eras ascending.
fn slots(cover: &EpochCover) -> Vec<(Node, Era)> {
	let eras = || cover.eras.clone();
	cover
		.nodes
		.iter()
		.flat_map(|node| eras().map(|era| (Node::from(*node), era)))
		.collect()
}

impl Combining<'_> {
	/// The keys of the epoch, each checked.
	pub fn run(&mut self, sources: &[Source]) -> Result<Vec<UpdateKey>, CombineError> {
		let needed = usize::from(self.sharing.threshold);
		let slots = slots(self.cover);
		let mut gathered = BTreeMap::from([(self.own.0, self.own.1.partials.clone())]);
		let (quick, slow): (Vec<_>, Vec<_>) = sources
			.iter()
			.partition(|source| !self.silent.contains(&source.account));
		let mut sources = quick.into_iter().chain(slow);
		loop {
			while gathered.len() < needed {
				let Some(source) = sources.next() else {
					return Err(CombineError::TooFew {
						sound: gathered.len(),
						needed,
					});
				};
				if self.liars.contains(&source.account) {
					continue;
				}
				match self.fetch(source, &slots) {
					Ok(partials) => {
						self.silent.remove(&source.account);
						gathered.insert(source.index, partials);
					}
					Err(Fault::Silent(error)) => {
						log::warn!(
							target: LOG,
							"authority {} ({}) does not give its partial update keys: {error}",
							source.index,
							source.account,
						);
						self.silent.insert(source.account.clone());
					}
					Err(Fault::Lied(what)) => self.accuse(source.index, what),
				}
			}
			let keys = self.combine(&gathered, slots.len());
			let Some(bad) = keys.iter().position(Option::is_none) else {
				return Ok(keys.into_iter().flatten().collect());
			};
			// The sum is wrong, so one of them is.
			let before = gathered.len();
			gathered.retain(|index, partials| {
				let sound = partials
					.get(bad)
					.is_some_and(|partial| verify_partial_update(self.parameters, partial).is_ok());
				if !sound {
					self.accuse(*index, "its partial does not satisfy the equation");
				}
				sound
			});
			if gathered.len() == before {
				return Err(CombineError::TooFew { sound: 0, needed });
			}
		}
	}

	fn accuse(&mut self, index: u16, what: &str) {
		let account = usize::from(index)
			.checked_sub(1)
			.and_then(|at| self.sharing.holders.get(at));
		if let Some(account) = account {
			log::error!(target: LOG, "authority {index} ({account}) gave bad partial update keys: {what}");
			self.liars.insert(account.clone());
		}
	}

	/// The combined key of every place, where it is one.
	fn combine(
		&self,
		gathered: &BTreeMap<u16, Vec<PartialUpdateKey<Bls>>>,
		places: usize,
	) -> Vec<Option<UpdateKey>> {
		let places: Vec<usize> = (0..places).collect();
		in_parallel(&places, |place| {
			let partials = gathered
				.values()
				.map(|partials| partials.get(*place).cloned())
				.collect::<Option<Vec<_>>>()?;
			let key: Combined<Bls> = combine_update_keys(self.parameters, &partials).ok()?;
			key.verify(self.parameters.beta(), self.cover.epoch).ok()?;
			Some(UpdateKey::of(&key))
		})
	}

	/// All partials of an authority: in their places, and those whose digest it posted.
	fn fetch(&self, source: &Source, slots: &[(Node, Era)]) -> Result<Vec<PartialUpdateKey<Bls>>, Fault> {
		let mut partials: Vec<PartialUpdateKey<Bls>> = Vec::with_capacity(slots.len());
		let since = Instant::now();
		while partials.len() < slots.len() {
			let start = partials.len();
			let page = self.page(source, start, since)?;
			let (expected, id) = (&slots[start..], &self.sharing.id);
			let is_ours = page.epoch == self.cover.epoch
				&& page.generation == id.generation
				&& page.ceremony == id.ceremony;
			if !is_ours {
				// What is final there may be a block ahead.
				return Err(Fault::Silent(PeerError::Refused(
					"it serves another epoch or sharing".into(),
				)));
			}
			if page.index != source.index {
				return Err(Fault::Lied("it serves the partials of another authority"));
			}
			// A page is full: nobody is asked once for each partial.
			let in_place = page
				.partials
				.iter()
				.map(|partial| (partial.node, partial.era))
				.eq(expected.iter().take(MAX_PAGE as usize).copied());
			if !in_place {
				return Err(Fault::Lied("its partials are not those of the cover"));
			}
			let decoded = in_parallel(&page.partials, decode);
			for key in decoded {
				partials.push(PartialUpdateKey {
					authority: source.index,
					generation: id.generation,
					epoch: self.cover.epoch,
					key: key.ok_or(Fault::Lied("a point does not decode"))?,
				});
			}
		}
		if partials_digest(&partials) == source.digest {
			Ok(partials)
		} else {
			Err(Fault::Lied("they are not those whose digest it posted"))
		}
	}

	fn page(&self, source: &Source, start: usize, since: Instant) -> Result<crate::PartialsPage, Fault> {
		let start = u32::try_from(start).unwrap_or(u32::MAX);
		loop {
			if since.elapsed() > self.enough {
				return Err(Fault::Silent(PeerError::Unreachable("it takes too long".into())));
			}
			let answer = self
				.peers
				.partials(self.head, &source.account, self.cover.epoch, start, MAX_PAGE);
			match answer {
				Err(PeerError::Busy) => thread::sleep(PAUSE),
				answer => return answer.map_err(Fault::Silent),
			}
		}
	}
}

fn decode(partial: &UpdateKey) -> Option<Combined<Bls>> {
	Some(Combined {
		node: partial.node.into(),
		era: partial.era,
		q: decode_g1::<Bls>(&partial.q).ok()?,
		q_prime: decode_g2::<Bls>(&partial.q_prime).ok()?,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{sharing::share_id, PartialsPage};
	use rand_core::OsRng;
	use salus_crypto::{
		authority::{deal, verify_update, Share},
		tree,
	};
	use salus_primitives::{authority::Epoch, ceremony::CeremonyKind, Hash};
	use std::sync::Mutex;

	const EPOCH: Epoch = 7;

	fn account(index: u16) -> AccountId {
		AccountId::new([u8::try_from(index).unwrap(); 32])
	}

	fn page(partials: &EpochPartials, index: u16, ceremony: [u8; 32]) -> PartialsPage {
		PartialsPage {
			epoch: partials.epoch,
			index,
			generation: partials.generation,
			ceremony,
			partials: partials
				.partials
				.iter()
				.map(|partial| UpdateKey::of(&partial.key))
				.collect(),
		}
	}

	type Answer = Result<PartialsPage, PeerError>;

	/// Authorities that answer honestly, until `bend` says otherwise.
	struct Others {
		pages: BTreeMap<AccountId, PartialsPage>,
		bend: fn(&AccountId, Answer) -> Answer,
		asked: Mutex<Vec<AccountId>>,
	}

	impl Peers for Others {
		fn partials(&self, _: Head, authority: &AccountId, _: Epoch, start: u32, limit: u32) -> Answer {
			self.asked.lock().unwrap().push(authority.clone());
			let mut page = self.pages[authority].clone();
			let (start, limit) = (start as usize, limit as usize);
			page.partials = page.partials.into_iter().skip(start).take(limit).collect();
			(self.bend)(authority, Ok(page))
		}
	}

	/// Two of three authorities make a key, and the first combines; the second is asked before the third.
	struct Scene {
		sharing: Sharing<PublicParameters>,
		parameters: Parameters<Bls>,
		cover: EpochCover,
		own: EpochPartials,
		others: Others,
		sources: Vec<Source>,
		liars: BTreeSet<AccountId>,
		silent: BTreeSet<AccountId>,
	}

	impl Scene {
		fn new(bend: fn(&AccountId, Answer) -> Answer) -> Self {
			let (public, shares) = deal::<Bls>(2, 3, &mut OsRng).unwrap();
			let cover = EpochCover {
				epoch: EPOCH,
				eras: 0..=0,
				nodes: tree::cover(0, [5]).into_iter().take(3).collect(),
			};
			let mut partials: Vec<EpochPartials> = shares
				.iter()
				.map(|share: &Share| EpochPartials::of(share, &cover))
				.collect();
			let mut others = Others {
				pages: BTreeMap::new(),
				bend,
				asked: Mutex::default(),
			};
			let mut sources = Vec::new();
			for (index, partials) in (1..).zip(&partials).skip(1) {
				let account = account(index);
				others
					.pages
					.insert(account.clone(), page(partials, index, public.ceremony));
				sources.push(Source {
					index,
					account,
					digest: partials.digest,
				});
			}
			Self {
				sharing: Sharing {
					holders: (1..=3).map(account).collect(),
					id: share_id(CeremonyKind::AttributeKeys, public.ceremony, public.generation),
					threshold: public.threshold,
					public: public.clone(),
				},
				parameters: public.validate::<Bls>().unwrap(),
				cover,
				own: partials.remove(0),
				others,
				sources,
				liars: BTreeSet::new(),
				silent: BTreeSet::new(),
			}
		}

		fn run(&mut self, enough: Duration) -> Result<Vec<UpdateKey>, CombineError> {
			Combining {
				peers: &self.others,
				head: Head {
					hash: Hash::zero(),
					number: 1,
				},
				sharing: &self.sharing,
				parameters: &self.parameters,
				cover: &self.cover,
				own: (1, &self.own),
				liars: &mut self.liars,
				silent: &mut self.silent,
				enough,
			}
			.run(&self.sources)
		}

		/// The second authority posts the digest of partials one of which is none, and gives those.
		fn forge(&mut self) {
			let second = &mut self.sources[0];
			let page = self.others.pages.get_mut(&second.account).unwrap();
			page.partials[0].q = page.partials[1].q;
			let forged: Vec<_> = page
				.partials
				.iter()
				.map(|partial| PartialUpdateKey {
					authority: second.index,
					generation: page.generation,
					epoch: page.epoch,
					key: decode(partial).unwrap(),
				})
				.collect();
			let honest = std::mem::replace(&mut second.digest, partials_digest(&forged));
			assert_ne!(honest, second.digest);
		}

		fn asked(&self) -> Vec<AccountId> {
			std::mem::take(&mut *self.others.asked.lock().unwrap())
		}

		/// Whether these are the keys of the cover.
		fn are_keys(&self, keys: &[UpdateKey]) -> bool {
			let beta = &self.sharing.public.beta;
			keys.len() == self.cover.nodes.len()
				&& keys.iter().all(|key| {
					verify_update::<Bls>(beta, &key.node.into(), EPOCH, key.era, &key.q, &key.q_prime).is_ok()
				})
		}
	}

	fn is_second(authority: &AccountId) -> bool {
		*authority == account(2)
	}

	#[test]
	fn the_partials_of_enough_authorities_make_the_keys() {
		let mut scene = Scene::new(|_, answer| answer);
		let keys = scene.run(ENOUGH).unwrap();
		assert!(scene.are_keys(&keys));
		assert_eq!(scene.asked(), [account(2)]);
		assert!(scene.liars.is_empty() && scene.silent.is_empty());
	}

	#[test]
	fn an_authority_that_gives_its_partials_one_by_one_is_passed_over() {
		let mut scene = Scene::new(|authority, answer| {
			answer.map(|mut page| {
				if is_second(authority) {
					page.partials.truncate(1);
				}
				page
			})
		});
		let keys = scene.run(ENOUGH).unwrap();
		assert!(scene.are_keys(&keys));
		assert_eq!(scene.asked(), [account(2), account(3)]);
		assert_eq!(scene.liars, BTreeSet::from([account(2)]));
	}

	#[test]
	fn an_authority_that_posted_what_does_not_satisfy_the_equation_is_found_among_those_that_did_not() {
		let mut scene = Scene::new(|_, answer| answer);
		scene.forge();
		let keys = scene.run(ENOUGH).unwrap();
		assert!(scene.are_keys(&keys));
		assert_eq!(scene.asked(), [account(2), account(3)]);
		assert_eq!(scene.liars, BTreeSet::from([account(2)]));
		// It is not asked again.
		scene.run(ENOUGH).unwrap();
		assert_eq!(scene.asked(), [account(3)]);
	}

	#[test]
	fn an_authority_that_is_a_sharing_ahead_is_no_liar_and_is_asked_last_the_next_time() {
		let mut scene = Scene::new(|authority, answer| {
			answer.map(|mut page| {
				if is_second(authority) {
					page.generation += 1;
				}
				page
			})
		});
		let keys = scene.run(ENOUGH).unwrap();
		assert!(scene.are_keys(&keys));
		assert!(scene.liars.is_empty());
		assert_eq!(scene.silent, BTreeSet::from([account(2)]));
		assert_eq!(scene.asked(), [account(2), account(3)]);
		scene.run(ENOUGH).unwrap();
		assert_eq!(scene.asked(), [account(3)]);
	}

	#[test]
	fn an_authority_that_gives_its_partials_when_it_is_asked_again_is_silent_no_more() {
		let mut scene = Scene::new(|_, _| Err(PeerError::Unreachable("it is off".into())));
		let error = scene.run(ENOUGH).unwrap_err();
		assert_eq!(error, CombineError::TooFew { sound: 1, needed: 2 });
		assert_eq!(scene.silent, BTreeSet::from([account(2), account(3)]));
		scene.others.bend = |_, answer| answer;
		scene.run(ENOUGH).unwrap();
		assert_eq!(scene.silent, BTreeSet::from([account(3)]));
	}

	#[test]
	fn nobody_waits_for_ever_for_an_authority_that_is_always_busy() {
		let mut scene = Scene::new(|_, _| Err(PeerError::Busy));
		let error = scene.run(Duration::from_millis(1)).unwrap_err();
		assert_eq!(error, CombineError::TooFew { sound: 1, needed: 2 });
		assert!(scene.liars.is_empty());
	}
}

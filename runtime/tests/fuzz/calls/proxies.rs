//! Calls on another's behalf, and of several signers.

use super::{by, remark, small, tiny, weight_of, Entry};
use crate::fuzz::{
	state::now,
	world::{Announced, Shared, Step, World},
};
use codec::{Decode, Encode};
use frame_support::weights::Weight;
use pallet_multisig::{Call as Multisig, Multisigs, Timepoint};
use pallet_proxy::{Announcements, Call as Proxy, Proxies, ProxyDefinition};
use salus_runtime::{configs::conveniences::ProxyType, AccountId, BlockNumber, Hash, Runtime, RuntimeCall};
use sp_runtime::traits::{BlakeTwo256, Hash as _};

pub const CALLS: &[Entry] = &[
	("Proxy", "proxy", |world| {
		let (real, proxy) = proxy(world, |proxy| proxy.delay == 0);
		let call = Box::new(small(world));
		by(
			proxy.delegate,
			Proxy::<Runtime>::proxy {
				real: real.into(),
				force_proxy_type: None,
				call,
			},
		)
	}),
	("Proxy", "add_proxy", |world| {
		let call = Proxy::<Runtime>::add_proxy {
			delegate: world.anybody().into(),
			proxy_type: world.pick(&ProxyType::ALL).expect("there are some"),
			delay: world.below(3),
		};
		by(world.anybody(), call)
	}),
	("Proxy", "remove_proxy", |world| {
		let (real, proxy) = proxy(world, |_| true);
		let call = Proxy::<Runtime>::remove_proxy {
			delegate: proxy.delegate.into(),
			proxy_type: proxy.proxy_type,
			delay: proxy.delay,
		};
		by(real, call)
	}),
	("Proxy", "remove_proxies", |world| {
		let (real, _) = proxy(world, |_| true);
		by(real, Proxy::<Runtime>::remove_proxies {})
	}),
	("Proxy", "create_pure", |world| {
		let call = Proxy::<Runtime>::create_pure {
			proxy_type: ProxyType::Any,
			delay: 0,
			index: world.below(1_000) as u16,
		};
		by(world.anybody(), call)
	}),
	("Proxy", "kill_pure", kill_pure),
	("Proxy", "announce", |world| {
		let (real, proxy) = proxy(world, |_| true);
		let call = small(world);
		let call_hash = BlakeTwo256::hash_of(&call);
		world.memory.announced.push(Announced {
			delegate: proxy.delegate.clone(),
			real: real.clone(),
			call,
		});
		by(
			proxy.delegate,
			Proxy::<Runtime>::announce {
				real: real.into(),
				call_hash,
			},
		)
	}),
	("Proxy", "remove_announcement", |world| {
		let (delegate, real, call_hash) = any_announced(world);
		let real = real.into();
		by(
			delegate,
			Proxy::<Runtime>::remove_announcement { real, call_hash },
		)
	}),
	("Proxy", "reject_announcement", |world| {
		let (delegate, real, call_hash) = any_announced(world);
		let delegate = delegate.into();
		by(
			real,
			Proxy::<Runtime>::reject_announcement { delegate, call_hash },
		)
	}),
	("Proxy", "proxy_announced", |world| {
		let Announced { delegate, real, call } = announced(world, is_ripe);
		by(
			world.anybody(),
			Proxy::<Runtime>::proxy_announced {
				delegate: delegate.into(),
				real: real.into(),
				force_proxy_type: None,
				call: Box::new(call),
			},
		)
	}),
	("Proxy", "poke_deposit", |world| {
		by(world.anybody(), Proxy::<Runtime>::poke_deposit {})
	}),
	("Multisig", "as_multi_threshold_1", |world| {
		let (who, others) = signatories(world);
		let call = Box::new(tiny(world));
		by(
			who,
			Multisig::<Runtime>::as_multi_threshold_1 {
				other_signatories: others,
				call,
			},
		)
	}),
	("Multisig", "as_multi", |world| {
		place(world).sends(|seen| Multisig::as_multi {
			threshold: THRESHOLD,
			other_signatories: seen.others,
			maybe_timepoint: seen.when,
			max_weight: weight_of(&seen.call),
			call: Box::new(seen.call),
		})
	}),
	("Multisig", "approve_as_multi", |world| {
		place(world).sends(|seen| Multisig::approve_as_multi {
			threshold: THRESHOLD,
			other_signatories: seen.others,
			maybe_timepoint: seen.when,
			call_hash: hash_of(&seen.call),
			max_weight: Weight::zero(),
		})
	}),
	("Multisig", "cancel_as_multi", |world| {
		open_place(world).sends(|seen| Multisig::cancel_as_multi {
			threshold: THRESHOLD,
			other_signatories: seen.others,
			timepoint: seen.when.unwrap_or(Timepoint { height: 0, index: 0 }),
			call_hash: hash_of(&seen.call),
		})
	}),
	("Multisig", "poke_deposit", |world| {
		open_place(world).sends(|seen| Multisig::poke_deposit {
			threshold: THRESHOLD,
			other_signatories: seen.others,
			call_hash: hash_of(&seen.call),
		})
	}),
];

/// How many of several signers make a call.
const THRESHOLD: u16 = 2;

type Definition = ProxyDefinition<AccountId, ProxyType, BlockNumber>;

/// Somebody with a proxy, both of whom can sign.
fn proxy(world: &mut World, fits: fn(&Definition) -> bool) -> (AccountId, Definition) {
	let proxies: Vec<_> = Proxies::<Runtime>::iter()
		.filter(|(real, _)| world.pair(real).is_some() && *real != world.debtor)
		.flat_map(|(real, (proxies, _))| {
			let of = move |proxy| (real.clone(), proxy);
			proxies.into_iter().map(of).collect::<Vec<(_, Definition)>>()
		})
		.filter(|(_, proxy)| fits(proxy) && world.pair(&proxy.delegate).is_some())
		.collect();
	world.pick(&proxies).unwrap_or_else(|| {
		let definition = ProxyDefinition {
			delegate: world.anybody(),
			proxy_type: ProxyType::Any,
			delay: 0,
		};
		(world.anybody(), definition)
	})
}

/// Signed by the account itself, as its spawner can have it do.
fn kill_pure(world: &mut World) -> Step {
	let mut alive = world.memory.pure.clone();
	alive.retain(|pure| Proxies::<Runtime>::contains_key(&pure.account));
	let Some(pure) = world.pick(&alive) else {
		let call = Proxy::<Runtime>::kill_pure {
			spawner: world.anybody().into(),
			proxy_type: ProxyType::Any,
			index: 0,
			height: 1,
			ext_index: 1,
		};
		return by(world.anybody(), call);
	};
	by(
		pure.account,
		Proxy::<Runtime>::kill_pure {
			spawner: pure.spawner.into(),
			proxy_type: pure.kind,
			index: pure.index,
			height: pure.height,
			ext_index: pure.extrinsic,
		},
	)
}

/// A call whose announcement stands; the others are forgotten.
fn announced(world: &mut World, fits: fn(&Announced) -> bool) -> Announced {
	world.memory.announced.retain(stands);
	let mut announced = world.memory.announced.clone();
	announced.retain(fits);
	world.pick(&announced).unwrap_or_else(|| Announced {
		delegate: world.anybody(),
		real: world.anybody(),
		call: remark(world),
	})
}

/// Whether an announcement is in storage.
fn stands(announced: &Announced) -> bool {
	height(announced).is_some()
}

/// The block of an announcement that is in storage. The pallet shows its fields by their encoding alone.
fn height(announced: &Announced) -> Option<BlockNumber> {
	let sought = (&announced.real, BlakeTwo256::hash_of(&announced.call)).encode();
	let (made, _) = Announcements::<Runtime>::get(&announced.delegate);
	made.iter().find_map(|one| {
		let one = one.encode();
		let mut rest = one.strip_prefix(sought.as_slice())?;
		BlockNumber::decode(&mut rest).ok()
	})
}

/// Whether the delay is over, after which anybody makes the call.
fn is_ripe(announced: &Announced) -> bool {
	let (proxies, _) = Proxies::<Runtime>::get(&announced.real);
	let proxy = proxies.iter().find(|proxy| proxy.delegate == announced.delegate);
	match (proxy, height(announced)) {
		(Some(proxy), Some(height)) => now() >= height + proxy.delay,
		_ => false,
	}
}

/// An announcement: who made it, on whose behalf, and of what.
fn any_announced(world: &mut World) -> (AccountId, AccountId, Hash) {
	let Announced { delegate, real, call } = announced(world, |_| true);
	(delegate, real, BlakeTwo256::hash_of(&call))
}

fn hash_of(call: &RuntimeCall) -> [u8; 32] {
	BlakeTwo256::hash_of(call).0
}

/// Three who sign together, apart from the first of them.
fn signatories(world: &mut World) -> (AccountId, Vec<AccountId>) {
	let who = world.citizen();
	let mut others = Vec::new();
	while others.len() < 2 {
		let other = world.anybody();
		if other != who && !others.contains(&other) {
			others.push(other);
		}
	}
	others.sort();
	(who, others)
}

/// A call of several signers, as one of them sees it.
struct Place {
	who: AccountId,
	others: Vec<AccountId>,
	when: Option<Timepoint<BlockNumber>>,
	call: RuntimeCall,
}

impl Place {
	/// What that one sends.
	fn sends(self, call: fn(Self) -> Multisig<Runtime>) -> Step {
		by(self.who.clone(), call(self))
	}
}

/// An open call, as whoever opened it sees it.
fn open_place(world: &mut World) -> Place {
	let open = opened(world);
	let found = world.pick(&open);
	match found {
		Some((shared, when, depositor)) => as_seen_by(depositor, shared, Some(when)),
		None => fresh(world),
	}
}

/// An open call, as another of its signatories sees it; or a new one.
fn place(world: &mut World) -> Place {
	let open = opened(world);
	match world.pick(&open) {
		Some((shared, when, depositor)) if world.one_in(2) => {
			let others = without(&shared.signatories, &depositor);
			let who = world.pick(&others).expect("there are three");
			as_seen_by(who, shared, Some(when))
		}
		_ => fresh(world),
	}
}

fn fresh(world: &mut World) -> Place {
	let (who, others) = signatories(world);
	let call = tiny(world);
	let signatories = [others.clone(), vec![who.clone()]].concat();
	world.memory.shared.push(Shared {
		signatories,
		call: call.clone(),
	});
	Place {
		who,
		others,
		when: None,
		call,
	}
}

/// The signatories but one.
fn without(signatories: &[AccountId], one: &AccountId) -> Vec<AccountId> {
	signatories.iter().filter(|who| *who != one).cloned().collect()
}

fn as_seen_by(who: AccountId, shared: Shared, when: Option<Timepoint<BlockNumber>>) -> Place {
	let mut others = without(&shared.signatories, &who);
	others.sort();
	Place {
		who,
		others,
		when,
		call: shared.call,
	}
}

/// The calls that wait, since when, and who opened each.
fn opened(world: &mut World) -> Vec<(Shared, Timepoint<BlockNumber>, AccountId)> {
	let shared = &mut world.memory.shared;
	// What is forgotten here stays open on the chain.
	let surplus = shared.len().saturating_sub(20);
	shared.drain(..surplus);
	shared
		.iter()
		.filter_map(|shared| {
			let mut all = shared.signatories.clone();
			all.sort();
			let account = pallet_multisig::Pallet::<Runtime>::multi_account_id(&all, THRESHOLD);
			let open = Multisigs::<Runtime>::get(account, hash_of(&shared.call))?;
			Some((shared.clone(), open.when, open.depositor))
		})
		.collect()
}

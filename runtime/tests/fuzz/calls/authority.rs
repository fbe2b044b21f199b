//! Keys of the key authority, and their revocation.

use super::{as_council, by, index::may_declare, Entry};
use crate::fuzz::{
	secrets::AUTHORITIES,
	state::{able, able_staff, epoch, is_revoked, live_leaf, people, staff, Employed},
	world::{Step, World},
};
use pallet_hospital_registry::Dismissed;
use pallet_key_authority::{Attributes, Call as Authority, Keys, PartialsDigests, Publications, UpdateKeys};
use pallet_revocation::{Call as Revocations, RevokedAccounts};
use salus_primitives::{
	authority::{Attribute, AttributeSet, Era, Node, UpdateKey},
	hospital::{Role, CONSORTIUM},
	index::EMERGENCY,
	page::PageRequest,
	traits::HospitalRegistry as _,
};
use salus_runtime::{AccountId, HospitalRegistry, KeyAuthority, Revocation, Runtime};

pub const CALLS: &[Entry] = &[
	("Revocation", "revoke_user", revoke_user),
	("Revocation", "revoke_staff", |world| {
		let mut employed = staff();
		employed.retain(|one| !is_revoked(&one.account));
		let one = if RevokedAccounts::<Runtime>::iter_keys().count() < 8 {
			world.pick(&employed)
		} else {
			None
		};
		match one {
			Some(one) => by(
				one.operator,
				Revocations::<Runtime>::revoke_staff { account: one.account },
			),
			None => {
				let account = world.anybody();
				by(world.anybody(), Revocations::<Runtime>::revoke_staff { account })
			}
		}
	}),
	("Revocation", "restore", |world| {
		let account = revoked(world);
		as_council(Revocations::<Runtime>::restore { account })
	}),
	("Revocation", "force_epoch", |_| {
		as_council(Revocations::<Runtime>::force_epoch {})
	}),
	("Revocation", "clear_ended", |world| {
		let limit = 1 + world.below(10);
		by(world.anybody(), Revocations::<Runtime>::clear_ended { limit })
	}),
	("KeyAuthority", "reserve_leaf", |world| {
		let mut able = able_staff();
		able.retain(|one| live_leaf(&one.account).is_none_or(|leaf| u32::from(leaf.tree) < era()));
		let one = world.pick(&able).map(|one| one.account);
		let who = one.unwrap_or(world.anybody());
		let key = world.secrets.user_key(&mut world.dice, &who);
		by(who, Authority::<Runtime>::reserve_leaf { key })
	}),
	("KeyAuthority", "set_path", |world| {
		let mut open = able_staff();
		open.retain(|one| {
			live_leaf(&one.account).is_some()
				&& Keys::<Runtime>::get(&one.account).is_some_and(|key| {
					key.path_digest.is_none() || Attributes::<Runtime>::get(&one.account).is_empty()
				})
		});
		let one = world.pick(&open).map(|one| one.account);
		let (who, digest) = (one.unwrap_or(world.anybody()), world.hash().0);
		by(who, Authority::<Runtime>::set_path { digest })
	}),
	("KeyAuthority", "grant_attributes", grant_attributes),
	("KeyAuthority", "withdraw_attributes", withdraw_attributes),
	("KeyAuthority", "post_partials_digest", |world| {
		let epoch = epoch();
		let able: Vec<_> = able().into_iter().map(|(_, who)| who).collect();
		let mut open = world.operators[..AUTHORITIES].to_vec();
		open.retain(|who| {
			able.contains(who)
				&& PartialsDigests::<Runtime>::get(who).is_none_or(|(posted, _)| posted != epoch)
		});
		let (who, digest) = (world.pick(&open).unwrap_or(world.anybody()), world.hash().0);
		let (ceremony, mut generation) = KeyAuthority::api_parameters()
			.map(|sharing| (sharing.ceremony, sharing.generation))
			.unwrap_or_default();
		if world.one_in(8) {
			generation += 1;
		}
		by(
			who,
			Authority::<Runtime>::post_partials_digest {
				epoch,
				ceremony,
				generation,
				digest,
			},
		)
	}),
	("KeyAuthority", "publish_update_keys", publish_update_keys),
	("KeyAuthority", "report_bad_update_key", report_bad_update_key),
	("KeyAuthority", "report_missing_partials", |world| {
		let missing = KeyAuthority::api_missing_partials();
		let authority = world.pick(&missing).unwrap_or(world.anybody());
		by(
			world.anybody(),
			Authority::<Runtime>::report_missing_partials { authority },
		)
	}),
	("KeyAuthority", "release_bond", |world| {
		let past: Vec<_> = Publications::<Runtime>::iter()
			.filter(|(_, publication)| publication.epoch < epoch())
			.map(|(who, _)| who)
			.collect();
		let publisher = world.pick(&past).unwrap_or(world.anybody());
		by(world.anybody(), Authority::<Runtime>::release_bond { publisher })
	}),
	("KeyAuthority", "clear_key", |world| {
		let dead: Vec<_> = Keys::<Runtime>::iter_keys()
			.filter(|who| live_leaf(who).is_none())
			.collect();
		let account = world.pick(&dead).unwrap_or(world.anybody());
		by(account.clone(), Authority::<Runtime>::clear_key { account })
	}),
	("KeyAuthority", "clear_update_keys", |world| {
		let limit = 1 + world.below(10);
		by(world.anybody(), Authority::<Runtime>::clear_update_keys { limit })
	}),
];

/// The call after which a doctor may declare emergencies, or nearly; none if one may.
pub fn next() -> Option<(&'static str, &'static str)> {
	let staff = able_staff();
	if staff.iter().any(|one| may_declare(&one.account)) {
		return None;
	}
	let call = if !ready().is_empty() {
		"grant_attributes"
	} else if staff.iter().any(|one| live_leaf(&one.account).is_some()) {
		"set_path"
	} else {
		"reserve_leaf"
	};
	Some(("KeyAuthority", call))
}

fn era() -> Era {
	Revocation::api_epoch(0, None).era
}

fn revoked(world: &mut World) -> AccountId {
	let mut revoked: Vec<_> = RevokedAccounts::<Runtime>::iter_keys().collect();
	if world.one_in(2) && revoked.iter().any(Dismissed::<Runtime>::contains_key) {
		revoked.retain(|who| Dismissed::<Runtime>::contains_key(who));
	}
	world.pick(&revoked).unwrap_or(world.anybody())
}

/// Mostly staff. Few at a time are revoked, so that the others go on.
fn revoke_user(world: &mut World) -> Step {
	let role = match world.below(8) {
		0 => Role::Hospital,
		1 | 2 => Role::Patient,
		_ => Role::Staff,
	};
	let account = if RevokedAccounts::<Runtime>::iter_keys().count() < 8 {
		world.pick(&people(role)).unwrap_or(world.anybody())
	} else {
		revoked(world)
	};
	as_council(Revocations::<Runtime>::revoke_user { account })
}

fn set(attributes: Vec<Attribute>) -> AttributeSet {
	attributes.try_into().expect("few")
}

/// The attributes of a namespace that an account holds.
fn held(who: &AccountId, namespace: &[u8]) -> Vec<Attribute> {
	let mut attributes = Attributes::<Runtime>::get(who).into_inner();
	attributes.retain(|attribute| attribute.namespace.as_slice() == namespace);
	attributes
}

/// Staff who can be granted attributes.
fn ready() -> Vec<Employed> {
	let mut staff = able_staff();
	staff.retain(|one| {
		live_leaf(&one.account).is_some()
			&& Keys::<Runtime>::get(&one.account).is_some_and(|key| key.path_digest.is_some())
	});
	staff
}

/// What is held and one more: by the employer, or by the council in its own namespace.
fn grant_attributes(world: &mut World) -> Step {
	let Some(one) = world.pick(&ready()) else {
		let call = Authority::<Runtime>::grant_attributes {
			account: world.anybody(),
			attributes: set(Vec::new()),
		};
		return by(world.anybody(), call);
	};
	let council = world.one_in(2);
	let namespace = if council {
		CONSORTIUM.to_vec()
	} else {
		HospitalRegistry::handle(one.hospital)
			.expect("it exists")
			.into_inner()
	};
	let mut attributes = held(&one.account, &namespace);
	let name = if council && world.one_in(2) {
		EMERGENCY.1.to_vec()
	} else {
		format!("ward-{}", world.below(40)).into_bytes()
	};
	let fresh = Attribute {
		namespace: namespace.try_into().expect("it is a handle"),
		name: name.try_into().expect("short"),
	};
	if !attributes.contains(&fresh) {
		attributes.push(fresh);
	}
	let call = Authority::<Runtime>::grant_attributes {
		account: one.account,
		attributes: set(attributes),
	};
	if council {
		as_council(call)
	} else {
		by(one.operator, call)
	}
}

fn withdraw_attributes(world: &mut World) -> Step {
	let mut places = Vec::new();
	for one in staff() {
		let handle = HospitalRegistry::handle(one.hospital).expect("it exists");
		for attribute in held(&one.account, &handle) {
			places.push((Some(one.operator.clone()), one.account.clone(), attribute));
		}
		for attribute in held(&one.account, CONSORTIUM) {
			places.push((None, one.account.clone(), attribute));
		}
	}
	let (granter, account, attributes) = match world.pick(&places) {
		Some((granter, account, attribute)) => (granter, account, vec![attribute]),
		None => (None, world.anybody(), Vec::new()),
	};
	let call = Authority::<Runtime>::withdraw_attributes {
		account,
		attributes: set(attributes),
	};
	match granter {
		Some(operator) => by(operator, call),
		None => as_council(call),
	}
}

/// Keys for a few places of the cover that have none; now and then one that satisfies its equation.
fn publish_update_keys(world: &mut World) -> Step {
	let epoch = epoch();
	let first = PageRequest {
		cursor: None,
		limit: 16,
	};
	let nodes = Revocation::api_cover(first).expect("the first page").items;
	let places = nodes
		.into_iter()
		.flat_map(|node| (0..=era()).map(move |era| (node, era)));
	let mut open: Vec<(Node, Era)> = places
		.filter(|place| !UpdateKeys::<Runtime>::contains_key(epoch, place))
		.collect();
	let wanted = 1 + world.below(3) as usize;
	while open.len() > wanted {
		open.remove(world.below(open.len() as u32) as usize);
	}
	open.sort();
	let mut keys: Vec<UpdateKey> = Vec::new();
	for (node, era) in open {
		let good = keys.is_empty() && world.one_in(4);
		keys.push(if good {
			world.memory.good_keys.insert((epoch, node, era));
			world.secrets.update_key(&mut world.dice, epoch, node, era)
		} else {
			world.secrets.bad_update_key(node, era)
		});
	}
	by(
		world.citizen(),
		Authority::<Runtime>::publish_update_keys {
			epoch,
			keys: keys.try_into().expect("one part"),
		},
	)
}

fn report_bad_update_key(world: &mut World) -> Step {
	let epoch = epoch();
	let mut published: Vec<(Node, Era)> = UpdateKeys::<Runtime>::iter_prefix(epoch)
		.map(|(place, _)| place)
		.collect();
	if !world.one_in(4) {
		let good = &world.memory.good_keys;
		published.retain(|(node, era)| !good.contains(&(epoch, *node, *era)));
	}
	let root = Node {
		tree: 0,
		depth: 0,
		index: 0,
	};
	let (node, era) = world.pick(&published).unwrap_or((root, 99));
	by(
		world.anybody(),
		Authority::<Runtime>::report_bad_update_key { node, era },
	)
}

//! The system, the clock, and whoever holds the sudo key.

use super::{as_root, by, remark, royal, Entry};
use crate::fuzz::{
	state::now,
	world::{Step, World},
};
use codec::Encode;
use frame_support::weights::Weight;
use frame_system::Call as System;
use pallet_sudo::{Call as Sudo, Key};
use salus_runtime::{AccountId, Hash, Runtime, VERSION};
use sp_runtime::traits::{BlakeTwo256, Hash as _};

pub const CALLS: &[Entry] = &[
	("System", "remark", |world| by(world.anybody(), remark(world))),
	("System", "remark_with_event", |world| {
		let remark = world.bytes();
		by(world.anybody(), System::<Runtime>::remark_with_event { remark })
	}),
	("System", "set_heap_pages", |world| {
		let pages = world.below(100).into();
		as_root(System::<Runtime>::set_heap_pages { pages })
	}),
	("System", "set_code", |world| {
		let code = code(world.below(4));
		as_root(System::<Runtime>::set_code { code })
	}),
	("System", "set_code_without_checks", |world| {
		let code = code(world.below(4));
		as_root(System::<Runtime>::set_code_without_checks { code })
	}),
	("System", "set_storage", set_storage),
	("System", "kill_storage", |world| {
		let keys = vec![key(world)];
		as_root(System::<Runtime>::kill_storage { keys })
	}),
	("System", "kill_prefix", |world| {
		let (prefix, subkeys) = (PREFIX.to_vec(), world.below(10));
		as_root(System::<Runtime>::kill_prefix { prefix, subkeys })
	}),
	("System", "authorize_upgrade", |world| {
		let code_hash = authorise(world);
		as_root(System::<Runtime>::authorize_upgrade { code_hash })
	}),
	("System", "authorize_upgrade_without_checks", |world| {
		let code_hash = authorise(world);
		as_root(System::<Runtime>::authorize_upgrade_without_checks { code_hash })
	}),
	("System", "apply_authorized_upgrade", |world| {
		let code = code(world.memory.authorised);
		by(
			world.anybody(),
			System::<Runtime>::apply_authorized_upgrade { code },
		)
	}),
	// It succeeds at the beginning of each block, by nobody.
	("Timestamp", "set", |world| {
		let set = pallet_timestamp::Call::<Runtime>::set {
			now: u64::from(now()) * 1_000,
		};
		if world.one_in(2) {
			as_root(set)
		} else {
			by(world.anybody(), set)
		}
	}),
	("Sudo", "sudo", |world| {
		let call = Box::new(royal(world));
		by(king(world), Sudo::<Runtime>::sudo { call })
	}),
	("Sudo", "sudo_unchecked_weight", |world| {
		let (call, weight) = (Box::new(royal(world)), Weight::from_parts(1_000_000, 0));
		by(
			king(world),
			Sudo::<Runtime>::sudo_unchecked_weight { call, weight },
		)
	}),
	("Sudo", "sudo_as", |world| {
		let (who, call) = (world.anybody().into(), Box::new(remark(world)));
		by(king(world), Sudo::<Runtime>::sudo_as { who, call })
	}),
	("Sudo", "set_key", |world| {
		let new = world.king.clone().into();
		by(king(world), Sudo::<Runtime>::set_key { new })
	}),
	("Sudo", "remove_key", |world| {
		by(king(world), Sudo::<Runtime>::remove_key {})
	}),
];

/// Storage that belongs to no pallet.
const PREFIX: &[u8] = b":fuzz:";

fn key(world: &mut World) -> Vec<u8> {
	[PREFIX, &[world.below(8) as u8]].concat()
}

/// Root writes where nobody reads; or gives the sudo key back, if it is gone.
fn set_storage(world: &mut World) -> Step {
	let item = if Key::<Runtime>::exists() {
		(key(world), world.bytes())
	} else {
		(Key::<Runtime>::hashed_key().to_vec(), world.king.encode())
	};
	as_root(System::<Runtime>::set_storage { items: vec![item] })
}

fn king(world: &World) -> AccountId {
	Key::<Runtime>::get().unwrap_or_else(|| world.king.clone())
}

/// A runtime without a function, of a version that is higher by so much.
fn code(ahead: u32) -> Vec<u8> {
	let mut version = VERSION;
	version.spec_version += ahead;
	sp_version::embed::embed_runtime_version(b"\0asm\x01\0\0\0", version).expect("an empty module is Wasm")
}

fn authorise(world: &mut World) -> Hash {
	world.memory.authorised = 1 + world.below(3);
	BlakeTwo256::hash(&code(world.memory.authorised))
}

//! The safe mode, and calls that are paused.

use super::{as_council, by, Entry};
use crate::fuzz::world::{Step, World};
use frame_support::traits::Contains;
use pallet_safe_mode::Call as SafeMode;
use pallet_tx_pause::{Call as TxPause, PausedCalls, RuntimeCallNameOf};
use salus_runtime::{configs::emergency::Unpausable, Runtime};

pub const CALLS: &[Entry] = &[
	("SafeMode", "enter", |world| {
		by(world.anybody(), SafeMode::<Runtime>::enter {})
	}),
	("SafeMode", "force_enter", |_| {
		as_council(SafeMode::<Runtime>::force_enter {})
	}),
	("SafeMode", "extend", |world| {
		by(world.anybody(), SafeMode::<Runtime>::extend {})
	}),
	("SafeMode", "force_extend", |_| {
		as_council(SafeMode::<Runtime>::force_extend {})
	}),
	("SafeMode", "force_exit", |_| {
		as_council(SafeMode::<Runtime>::force_exit {})
	}),
	("SafeMode", "force_slash_deposit", |world| {
		let (account, block) = (world.anybody(), world.below(100));
		as_council(SafeMode::<Runtime>::force_slash_deposit { account, block })
	}),
	("SafeMode", "release_deposit", |world| {
		let (account, block) = (world.anybody(), world.below(100));
		by(
			world.anybody(),
			SafeMode::<Runtime>::release_deposit { account, block },
		)
	}),
	("SafeMode", "force_release_deposit", |world| {
		let (account, block) = (world.anybody(), world.below(100));
		as_council(SafeMode::<Runtime>::force_release_deposit { account, block })
	}),
	("TxPause", "pause", pause),
	("TxPause", "unpause", |world| {
		let paused: Vec<_> = PausedCalls::<Runtime>::iter_keys().collect();
		let ident = world
			.pick(&paused)
			.unwrap_or_else(|| name("Balances", "transfer_all"));
		as_council(TxPause::<Runtime>::unpause { ident })
	}),
];

/// Pauses a call that never failed, if there is one; few at a time.
fn pause(world: &mut World) -> Step {
	let mut names: Vec<_> = world
		.memory
		.unfailed
		.iter()
		.map(|(pallet, call)| name(pallet, call))
		.chain([
			name("Balances", "transfer_allow_death"),
			name("Utility", "batch_all"),
		])
		.collect();
	names.retain(|name| !Unpausable::contains(name));
	let paused: Vec<_> = PausedCalls::<Runtime>::iter_keys().collect();
	let full_name = if paused.len() < 3 {
		names[0].clone()
	} else {
		paused[0].clone()
	};
	as_council(TxPause::<Runtime>::pause { full_name })
}

fn name(pallet: &str, call: &str) -> RuntimeCallNameOf<Runtime> {
	let bounded = |name: &str| name.as_bytes().to_vec().try_into().expect("names are short");
	(bounded(pallet), bounded(call))
}

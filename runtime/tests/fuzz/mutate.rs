//! Spoils a call: another caller, or other arguments.

use super::world::{Caller, Step, World};
use codec::{DecodeLimit, Encode};
use rand::Rng;
use salus_runtime::RuntimeCall;

/// Deepest nesting of a spoilt call.
const MAX_DEPTH: u32 = 32;
/// Longest stop of finality that a spoilt call may declare: the SDK counts on without care where it would end.
const MAX_STALL: u32 = 1_000;

/// The same call by somebody else, or another by the same.
pub fn spoil(world: &mut World, step: Step) -> Step {
	if world.one_in(2) {
		if let Some(call) = bent(world, &step.call) {
			return Step { call, ..step };
		}
	}
	let caller = match world.below(8) {
		0 => Caller::Root,
		1 => Caller::Council(1 + world.below(4)),
		2 => Caller::Committee(1 + world.below(4)),
		// Nobody sets the time twice: what that panics with is for the author of the block.
		3 if !matches!(step.call, RuntimeCall::Timestamp(_)) => Caller::Nobody,
		_ => Caller::Signed(world.anybody()),
	};
	Step { caller, ..step }
}

/// The same call with a byte or two of its arguments changed, if that still is a call.
fn bent(world: &mut World, call: &RuntimeCall) -> Option<RuntimeCall> {
	let bytes = call.encode();
	// The first two say which call it is.
	if bytes.len() <= 2 {
		return None;
	}
	for _ in 0..8 {
		let mut other = bytes.clone();
		for _ in 0..=world.below(2) {
			let place = world.dice.gen_range(2..other.len());
			other[place] = match world.below(4) {
				0 => 0,
				1 => u8::MAX,
				2 => other[place].wrapping_add(1),
				_ => world.dice.gen(),
			};
		}
		if other == bytes {
			continue;
		}
		if let Ok(call) = RuntimeCall::decode_all_with_depth_limit(MAX_DEPTH, &mut &other[..]) {
			if is_harmless(&call) {
				return Some(call);
			}
		}
	}
	None
}

/// Whether a call leaves the chain whole even if Root makes it: Root may write what it likes, and is believed.
fn is_harmless(call: &RuntimeCall) -> bool {
	use frame_system::Call::{kill_prefix, kill_storage, set_storage};
	use pallet_balances::Call::{
		force_adjust_total_issuance, force_set_balance, force_transfer, force_unreserve,
	};
	use pallet_collective::Call::{execute, propose, set_members};
	use pallet_grandpa::Call::note_stalled;
	use pallet_motion::Call::{enact, recover};
	use pallet_multisig::Call::{as_multi, as_multi_threshold_1};
	use pallet_proxy::Call::{proxy, proxy_announced};
	use pallet_scheduler::Call::{schedule, schedule_after, schedule_named, schedule_named_after};
	use pallet_sudo::Call::{remove_key, set_key, sudo, sudo_as, sudo_unchecked_weight};
	use pallet_utility::Call::{
		as_derivative, batch, batch_all, dispatch_as, dispatch_as_fallible, force_batch, if_else, with_weight,
	};
	match call {
		RuntimeCall::System(set_storage { .. } | kill_storage { .. } | kill_prefix { .. })
		| RuntimeCall::Balances(
			force_set_balance { .. }
			| force_adjust_total_issuance { .. }
			| force_transfer { .. }
			| force_unreserve { .. },
		)
		| RuntimeCall::Sudo(set_key { .. } | remove_key {})
		| RuntimeCall::Session(pallet_session::Call::purge_keys {})
		| RuntimeCall::Council(set_members { .. })
		| RuntimeCall::TechnicalCommittee(set_members { .. })
		| RuntimeCall::Timestamp(_) => false,
		RuntimeCall::Grandpa(note_stalled { delay, .. }) => *delay <= MAX_STALL,
		RuntimeCall::Council(execute { proposal, .. } | propose { proposal, .. })
		| RuntimeCall::TechnicalCommittee(execute { proposal, .. } | propose { proposal, .. }) => {
			is_harmless(proposal)
		}
		RuntimeCall::Motion(enact { call } | recover { call })
		| RuntimeCall::Sudo(sudo { call } | sudo_unchecked_weight { call, .. } | sudo_as { call, .. })
		| RuntimeCall::Scheduler(
			schedule { call, .. }
			| schedule_after { call, .. }
			| schedule_named { call, .. }
			| schedule_named_after { call, .. },
		)
		| RuntimeCall::Proxy(proxy { call, .. } | proxy_announced { call, .. })
		| RuntimeCall::Multisig(as_multi { call, .. } | as_multi_threshold_1 { call, .. })
		| RuntimeCall::Utility(
			as_derivative { call, .. }
			| dispatch_as { call, .. }
			| dispatch_as_fallible { call, .. }
			| with_weight { call, .. },
		) => is_harmless(call),
		RuntimeCall::Utility(if_else { main, fallback }) => is_harmless(main) && is_harmless(fallback),
		RuntimeCall::Utility(batch { calls } | batch_all { calls } | force_batch { calls }) => {
			calls.iter().all(is_harmless)
		}
		_ => true,
	}
}

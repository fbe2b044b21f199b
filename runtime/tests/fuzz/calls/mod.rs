//! For each call of the runtime: who makes it, and arguments that are mostly valid where the chain stands.

pub mod authority;
mod balances;
pub mod cases;
pub mod ceremony;
pub mod collectives;
mod emergency;
mod index;
mod proxies;
mod records;
mod registry;
mod research;
pub mod staking;
mod system;
mod tasks;
pub mod trade;

use super::world::{Caller, Step, World};
use codec::Encode;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};
use salus_runtime::{constants::money::SAL, AccountId, Runtime, RuntimeCall};
use sp_core::H256;

/// Makes a call.
pub type Make = fn(&mut World) -> Step;
/// The pallet and the name of a call, and what makes it.
pub type Entry = (&'static str, &'static str, Make);

/// Every call that there is.
pub fn all() -> Vec<Entry> {
	[
		system::CALLS,
		balances::CALLS,
		staking::CALLS,
		collectives::CALLS,
		tasks::CALLS,
		proxies::CALLS,
		emergency::CALLS,
		registry::CALLS,
		authority::CALLS,
		records::CALLS,
		index::CALLS,
		trade::CALLS,
		cases::CALLS,
		research::CALLS,
		ceremony::CALLS,
	]
	.concat()
}

fn by(who: AccountId, call: impl Into<RuntimeCall>) -> Step {
	Step {
		caller: Caller::Signed(who),
		call: call.into(),
	}
}

fn as_root(call: impl Into<RuntimeCall>) -> Step {
	Step {
		caller: Caller::Root,
		call: call.into(),
	}
}

/// Three quarters of the council.
fn as_council(call: impl Into<RuntimeCall>) -> Step {
	Step {
		caller: Caller::Council(3),
		call: call.into(),
	}
}

fn remark(world: &mut World) -> RuntimeCall {
	let remark = world.bytes();
	frame_system::Call::<Runtime>::remark { remark }.into()
}

/// A call that anybody with money can make.
fn small(world: &mut World) -> RuntimeCall {
	if world.one_in(2) {
		return remark(world);
	}
	let dest = world.anybody().into();
	pallet_balances::Call::<Runtime>::transfer_keep_alive { dest, value: SAL }.into()
}

/// A call that an account without money can make, that succeeds or not.
fn tiny(world: &mut World) -> RuntimeCall {
	if world.one_in(4) {
		return pallet_preimage::Call::<Runtime>::unnote_preimage {
			hash: H256::repeat_byte(9),
		}
		.into();
	}
	remark(world)
}

/// A call that Root can make, and that harms nobody.
fn royal(world: &mut World) -> RuntimeCall {
	if world.one_in(2) {
		return remark(world);
	}
	frame_system::Call::<Runtime>::set_heap_pages { pages: 64 }.into()
}

/// What the council decides with three quarters, as Root or not.
fn decision(world: &mut World) -> RuntimeCall {
	let official = world.pick(&world.officials.clone()).expect("there are some");
	match world.below(4) {
		0 => pallet_hospital_registry::Call::<Runtime>::enrol_auditor { account: official }.into(),
		1 => pallet_revocation::Call::<Runtime>::force_epoch {}.into(),
		2 => pallet_motion::Call::<Runtime>::enact {
			call: Box::new(stalled(world)),
		}
		.into(),
		_ => remark(world),
	}
}

/// That finality stands still, for no longer than a session.
fn stalled(world: &mut World) -> RuntimeCall {
	pallet_grandpa::Call::<Runtime>::note_stalled {
		delay: world.below(4),
		best_finalized_block_number: super::state::now(),
	}
	.into()
}

fn length_of(call: &RuntimeCall) -> u32 {
	call.encoded_size() as u32
}

fn weight_of(call: &RuntimeCall) -> Weight {
	call.get_dispatch_info().call_weight
}

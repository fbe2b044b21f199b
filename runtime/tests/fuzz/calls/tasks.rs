//! Calls that carry others, calls of later, and what is noted for them.

use super::{as_root, by, remark, royal, small, tiny, weight_of, Entry};
use crate::fuzz::{state::now, world::World};
use pallet_preimage::{Call as Preimage, RequestStatus, RequestStatusFor};
use pallet_scheduler::{Agenda, Call as Scheduler, Lookup};
use pallet_utility::Call as Utility;
use salus_runtime::{AccountId, BlockNumber, Hash, OriginCaller, Runtime, RuntimeCall};

pub const CALLS: &[Entry] = &[
	("Utility", "batch", |world| {
		let calls = several(world);
		by(world.anybody(), Utility::<Runtime>::batch { calls })
	}),
	("Utility", "batch_all", |world| {
		let calls = several(world);
		by(world.anybody(), Utility::<Runtime>::batch_all { calls })
	}),
	("Utility", "force_batch", |world| {
		let calls = several(world);
		by(world.anybody(), Utility::<Runtime>::force_batch { calls })
	}),
	("Utility", "as_derivative", |world| {
		let (index, call) = (world.below(3) as u16, Box::new(tiny(world)));
		by(world.anybody(), Utility::<Runtime>::as_derivative { index, call })
	}),
	("Utility", "if_else", |world| {
		let (main, fallback) = (Box::new(tiny(world)), Box::new(tiny(world)));
		by(world.anybody(), Utility::<Runtime>::if_else { main, fallback })
	}),
	("Utility", "with_weight", |world| {
		let call = Box::new(royal(world));
		let weight = weight_of(&call);
		as_root(Utility::<Runtime>::with_weight { call, weight })
	}),
	("Utility", "dispatch_as", |world| {
		let (as_origin, call) = (signer(world), Box::new(small(world)));
		as_root(Utility::<Runtime>::dispatch_as { as_origin, call })
	}),
	("Utility", "dispatch_as_fallible", |world| {
		let (as_origin, call) = (signer(world), Box::new(small(world)));
		as_root(Utility::<Runtime>::dispatch_as_fallible { as_origin, call })
	}),
	("Preimage", "note_preimage", |world| {
		let bytes = world.bytes();
		let note = Preimage::<Runtime>::note_preimage { bytes };
		if world.one_in(4) {
			as_root(note)
		} else {
			by(world.anybody(), note)
		}
	}),
	("Preimage", "unnote_preimage", |world| {
		let noted: Vec<_> = requests()
			.into_iter()
			.filter_map(|(hash, owner, _)| Some((hash, owner?)))
			.collect();
		let noted = world.pick(&noted);
		let (hash, owner) = noted.unwrap_or_else(|| (world.hash(), world.anybody()));
		by(owner, Preimage::<Runtime>::unnote_preimage { hash })
	}),
	("Preimage", "request_preimage", |world| {
		let noted = world.pick(&requests());
		let hash = noted.map_or(world.hash(), |(hash, ..)| hash);
		as_root(Preimage::<Runtime>::request_preimage { hash })
	}),
	("Preimage", "unrequest_preimage", |world| {
		let mut requested = requests();
		requested.retain(|(_, _, requested)| *requested);
		let requested = world.pick(&requested);
		let hash = requested.map_or(world.hash(), |(hash, ..)| hash);
		as_root(Preimage::<Runtime>::unrequest_preimage { hash })
	}),
	("Preimage", "ensure_updated", |world| {
		let hashes = (0..world.below(4)).map(|_| world.hash()).collect();
		by(world.anybody(), Preimage::<Runtime>::ensure_updated { hashes })
	}),
	("Scheduler", "schedule", |world| {
		as_root(Scheduler::<Runtime>::schedule {
			when: world.later(),
			maybe_periodic: periodic(world),
			priority: 0,
			call: Box::new(royal(world)),
		})
	}),
	("Scheduler", "schedule_after", |world| {
		as_root(Scheduler::<Runtime>::schedule_after {
			after: world.below(40),
			maybe_periodic: periodic(world),
			priority: 63,
			call: Box::new(royal(world)),
		})
	}),
	("Scheduler", "schedule_named", |world| {
		as_root(Scheduler::<Runtime>::schedule_named {
			id: world.hash().0,
			when: world.later(),
			maybe_periodic: periodic(world),
			priority: 127,
			call: Box::new(royal(world)),
		})
	}),
	("Scheduler", "schedule_named_after", |world| {
		as_root(Scheduler::<Runtime>::schedule_named_after {
			id: world.hash().0,
			after: world.below(40),
			maybe_periodic: None,
			priority: 255,
			call: Box::new(remark(world)),
		})
	}),
	("Scheduler", "cancel", |world| {
		let (when, index) = task(world);
		as_root(Scheduler::<Runtime>::cancel { when, index })
	}),
	("Scheduler", "cancel_named", |world| {
		let id = name(world);
		as_root(Scheduler::<Runtime>::cancel_named { id })
	}),
	("Scheduler", "set_retry", |world| {
		as_root(Scheduler::<Runtime>::set_retry {
			task: task(world),
			retries: 3,
			period: 1 + world.below(5),
		})
	}),
	("Scheduler", "set_retry_named", |world| {
		as_root(Scheduler::<Runtime>::set_retry_named {
			id: name(world),
			retries: 3,
			period: 1 + world.below(5),
		})
	}),
	("Scheduler", "cancel_retry", |world| {
		let task = task(world);
		as_root(Scheduler::<Runtime>::cancel_retry { task })
	}),
	("Scheduler", "cancel_retry_named", |world| {
		let id = name(world);
		as_root(Scheduler::<Runtime>::cancel_retry_named { id })
	}),
];

fn several(world: &mut World) -> Vec<RuntimeCall> {
	(0..world.below(4))
		.map(|_| {
			if world.one_in(2) {
				small(world)
			} else {
				tiny(world)
			}
		})
		.collect()
}

fn signer(world: &mut World) -> Box<OriginCaller> {
	let who = world.anybody();
	Box::new(frame_system::RawOrigin::Signed(who).into())
}

/// What is noted or requested: the hash, whose deposit is held, whether it is requested.
fn requests() -> Vec<(Hash, Option<AccountId>, bool)> {
	RequestStatusFor::<Runtime>::iter()
		.map(|(hash, status)| match status {
			RequestStatus::Unrequested {
				ticket: (owner, _), ..
			} => (hash, Some(owner), false),
			RequestStatus::Requested { maybe_ticket, .. } => {
				(hash, maybe_ticket.map(|(owner, _)| owner), true)
			}
		})
		.collect()
}

fn periodic(world: &mut World) -> Option<(BlockNumber, u32)> {
	world.one_in(4).then_some((3, 2))
}

/// Where a task waits.
fn task(world: &mut World) -> (BlockNumber, u32) {
	let tasks: Vec<_> = Agenda::<Runtime>::iter()
		.filter(|(when, _)| *when > now())
		.flat_map(|(when, agenda)| {
			let full = (0u32..).zip(agenda).filter(|(_, task)| task.is_some());
			full.map(move |(index, _)| (when, index)).collect::<Vec<_>>()
		})
		.collect();
	world.pick(&tasks).unwrap_or((now() + 1, 99))
}

/// The name of a task.
fn name(world: &mut World) -> [u8; 32] {
	let names: Vec<_> = Lookup::<Runtime>::iter_keys().collect();
	world.pick(&names).unwrap_or(world.hash().0)
}

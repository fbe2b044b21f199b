//! Money.

use super::{as_root, by, Entry};
use crate::fuzz::world::{Step, World, WEALTH};
use pallet_balances::{AdjustmentDirection, Call as Money};
use salus_runtime::{constants::money::SAL, Balances, Runtime};

pub const CALLS: &[Entry] = &[
	("Balances", "transfer_allow_death", |world| {
		let (dest, value) = (world.anybody().into(), world.amount());
		by(
			world.anybody(),
			Money::<Runtime>::transfer_allow_death { dest, value },
		)
	}),
	("Balances", "transfer_keep_alive", |world| {
		let (dest, value) = (world.anybody().into(), world.amount());
		by(
			world.anybody(),
			Money::<Runtime>::transfer_keep_alive { dest, value },
		)
	}),
	("Balances", "transfer_all", |world| {
		let (dest, keep_alive) = (world.king.clone().into(), world.one_in(2));
		by(
			world.citizen(),
			Money::<Runtime>::transfer_all { dest, keep_alive },
		)
	}),
	("Balances", "force_transfer", |world| {
		let (source, dest) = (world.anybody().into(), world.anybody().into());
		let value = world.amount();
		as_root(Money::<Runtime>::force_transfer { source, dest, value })
	}),
	("Balances", "force_unreserve", |world| {
		let (who, amount) = (world.debtor.clone().into(), world.amount());
		as_root(Money::<Runtime>::force_unreserve { who, amount })
	}),
	("Balances", "force_set_balance", force_set_balance),
	(
		"Balances",
		"force_adjust_total_issuance",
		force_adjust_total_issuance,
	),
	("Balances", "upgrade_accounts", |world| {
		let who = vec![world.anybody(), world.anybody()];
		by(world.anybody(), Money::<Runtime>::upgrade_accounts { who })
	}),
	("Balances", "burn", |world| {
		let (value, keep_alive) = (world.amount(), world.one_in(2));
		by(world.anybody(), Money::<Runtime>::burn { value, keep_alive })
	}),
];

/// Root gives money to whoever has spent it.
fn force_set_balance(world: &mut World) -> Step {
	let who = world
		.everybody()
		.iter()
		.find(|who| Balances::free_balance(*who) < WEALTH / 20)
		.cloned();
	let who = who.unwrap_or_else(|| world.citizen()).into();
	as_root(Money::<Runtime>::force_set_balance {
		who,
		new_free: WEALTH,
	})
}

/// Root changes the issuance, and sets it right the next time.
fn force_adjust_total_issuance(world: &mut World) -> Step {
	let direction = if world.memory.forged > 0 {
		AdjustmentDirection::Decrease
	} else {
		AdjustmentDirection::Increase
	};
	as_root(Money::<Runtime>::force_adjust_total_issuance {
		direction,
		delta: SAL,
	})
}

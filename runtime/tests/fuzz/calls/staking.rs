//! Stakes, sessions and equivocations.

use super::{as_council, as_root, by, stalled, Entry};
use crate::fuzz::{
	state::is_accredited,
	world::{Caller, Step, World},
};
use frame_support::traits::Get;
use pallet_grandpa::Call as Grandpa;
use pallet_session::{Call as SessionCall, NextKeys};
use pallet_validator_staking::{
	Backers, Bonds, Call as Staking, Candidates, FounderTerm, Founders, Offences, Unbacking, ValidatorCount,
};
use salus_runtime::{
	configs::consensus::KeyOwnerProof, constants::money::SAL, AccountId, Balance, Hash, Runtime, Session,
};
use sp_consensus_grandpa::EquivocationProof;
use sp_staking::SessionIndex;

/// So many bonds, and backings, have something unbonded early: slashes may take of it.
const SOWN: usize = 8;

pub const CALLS: &[Entry] = &[
	("Session", "set_keys", set_keys),
	("Session", "purge_keys", |world| {
		let who = world.pick(&with_keys());
		by(
			who.unwrap_or(world.anybody()),
			SessionCall::<Runtime>::purge_keys {},
		)
	}),
	("ValidatorStaking", "bond", |world| {
		let without: Vec<_> = standing(world)
			.into_iter()
			.filter(|who| active(who) == 0)
			.collect();
		let amount = (1_000 + Balance::from(world.below(9_000))) * SAL;
		let who = world.pick(&without).unwrap_or(world.anybody());
		by(who, Staking::<Runtime>::bond { amount })
	}),
	("ValidatorStaking", "bond_extra", |world| {
		let amount = world.amount();
		by(bonded(world), Staking::<Runtime>::bond_extra { amount })
	}),
	("ValidatorStaking", "unbond", unbond),
	("ValidatorStaking", "withdraw_unbonded", |world| {
		let free: Vec<_> = Bonds::<Runtime>::iter()
			.filter(|(_, bond)| bond.unbonding.iter().any(|chunk| is_free(chunk.withdrawable_at)))
			.map(|(who, _)| who)
			.collect();
		let who = world.pick(&free).unwrap_or(bonded(world));
		by(who, Staking::<Runtime>::withdraw_unbonded {})
	}),
	("ValidatorStaking", "validate", |world| {
		let least = <Runtime as pallet_validator_staking::Config>::MinBond::get();
		let mut able = standing(world);
		able.retain(|who| {
			!Candidates::<Runtime>::contains_key(who)
				&& NextKeys::<Runtime>::contains_key(who)
				&& active(who) >= least
		});
		let who = world.pick(&able).unwrap_or(bonded(world));
		by(who, Staking::<Runtime>::validate {})
	}),
	("ValidatorStaking", "chill", |world| {
		let candidates = candidates();
		// Few are left alone.
		let who = if candidates.len() > 6 {
			world.pick(&candidates)
		} else {
			None
		};
		by(who.unwrap_or(world.anybody()), Staking::<Runtime>::chill {})
	}),
	("ValidatorStaking", "back", |world| {
		let candidate = world.pick(&candidates()).unwrap_or(world.anybody());
		let amount = 10 * world.amount();
		by(world.citizen(), Staking::<Runtime>::back { candidate, amount })
	}),
	("ValidatorStaking", "unback", |world| {
		let backed: Vec<_> = backings()
			.into_iter()
			.filter(|(_, _, active, _)| *active > 0)
			.collect();
		let (candidate, who, active, _) = world.pick(&backed).unwrap_or_else(|| stranger(world));
		let least = <Runtime as pallet_validator_staking::Config>::MinBacking::get();
		let amount = if world.one_in(2) || active < least {
			active
		} else {
			active - least
		};
		by(who, Staking::<Runtime>::unback { candidate, amount })
	}),
	("ValidatorStaking", "withdraw_backing", |world| {
		let free: Vec<_> = Unbacking::<Runtime>::iter()
			.filter(|(_, _, chunks)| chunks.iter().any(|chunk| is_free(chunk.withdrawable_at)))
			.map(|(who, candidate, _)| (candidate, who))
			.collect();
		let free = world.pick(&free);
		let (candidate, who) = free.unwrap_or_else(|| (world.anybody(), world.citizen()));
		by(who, Staking::<Runtime>::withdraw_backing { candidate })
	}),
	("ValidatorStaking", "claim_rewards", |world| {
		let mut owed: Vec<_> = Bonds::<Runtime>::iter()
			.filter(|(_, bond)| bond.reward > 0)
			.map(|(who, _)| (who.clone(), who))
			.collect();
		let backers = backings().into_iter().filter(|(_, _, _, reward)| *reward > 0);
		owed.extend(backers.map(|(candidate, who, _, _)| (candidate, who)));
		let owed = world.pick(&owed);
		let (candidate, who) = owed.unwrap_or_else(|| (world.anybody(), world.anybody()));
		by(
			world.anybody(),
			Staking::<Runtime>::claim_rewards { candidate, who },
		)
	}),
	("ValidatorStaking", "cancel_slash", |world| {
		let due: Vec<_> = Offences::<Runtime>::iter()
			.filter(|(_, _, offence)| offence.due.is_some())
			.map(|(session, offender, _)| (session, offender))
			.collect();
		let due = world.pick(&due);
		let (session, offender) = due.unwrap_or_else(|| (0, world.anybody()));
		as_council(Staking::<Runtime>::cancel_slash { session, offender })
	}),
	("ValidatorStaking", "set_validator_count", |world| {
		let count = 6 + world.below(6);
		let count = if count == ValidatorCount::<Runtime>::get() {
			count + 1
		} else {
			count
		};
		as_council(Staking::<Runtime>::set_validator_count { count })
	}),
	("ValidatorStaking", "purge_keys", |world| {
		let members = members();
		let idle: Vec<_> = with_keys()
			.into_iter()
			.filter(|who| !Candidates::<Runtime>::contains_key(who) && !members.contains(who))
			.collect();
		let who = world.pick(&idle).unwrap_or(world.anybody());
		by(who, Staking::<Runtime>::purge_keys {})
	}),
	("Grandpa", "report_equivocation", |world| {
		let (proof, key_owner_proof) = equivocation(world);
		let call = Grandpa::<Runtime>::report_equivocation {
			equivocation_proof: Box::new(proof),
			key_owner_proof,
		};
		by(world.anybody(), call)
	}),
	("Grandpa", "report_equivocation_unsigned", |world| {
		let (proof, key_owner_proof) = equivocation(world);
		let call = Grandpa::<Runtime>::report_equivocation_unsigned {
			equivocation_proof: Box::new(proof),
			key_owner_proof,
		};
		Step {
			caller: Caller::Nobody,
			call: call.into(),
		}
	}),
	("Grandpa", "note_stalled", |world| as_root(stalled(world))),
];

/// The call after which somebody waits for what was unbonded, or can; none once enough do.
pub fn sow(world: &mut World) -> Option<(&'static str, &'static str)> {
	let unbonding = Bonds::<Runtime>::iter_values().filter(|bond| !bond.unbonding.is_empty());
	let call = if unbonding.count() < SOWN {
		if Bonds::<Runtime>::iter_keys().any(|who| spare(&who) > 0) {
			"unbond"
		} else if world.one_in(2) {
			"bond"
		} else {
			"bond_extra"
		}
	} else if Unbacking::<Runtime>::iter_keys().count() < SOWN {
		if backings().iter().any(|(_, _, active, _)| *active > 0) {
			"unback"
		} else {
			"back"
		}
	} else {
		return None;
	};
	Some(("ValidatorStaking", call))
}

/// A set of session keys that is not the one stored.
fn set_keys(world: &mut World) -> Step {
	let who = world.pick(&world.operators.clone()).expect("there are some");
	let stored = NextKeys::<Runtime>::get(&who);
	let pairs = world.secrets.session(&who).expect("an operator has session keys");
	let pair = if stored == Some(pairs[0].keys()) {
		&pairs[1]
	} else {
		&pairs[0]
	};
	let call = SessionCall::<Runtime>::set_keys {
		keys: pair.keys(),
		proof: pair.proof(&who),
	};
	by(who, call)
}

/// What an account may unbond: a candidate keeps enough to stay one; whoever is none may take everything.
fn spare(who: &AccountId) -> Balance {
	let kept = if Candidates::<Runtime>::contains_key(who) {
		<Runtime as pallet_validator_staking::Config>::MinBond::get()
	} else {
		0
	};
	active(who).saturating_sub(kept)
}

fn unbond(world: &mut World) -> Step {
	let able: Vec<_> = Bonds::<Runtime>::iter_keys()
		.filter(|who| spare(who) > 0)
		.collect();
	let who = world.pick(&able).unwrap_or(world.anybody());
	let amount = if Candidates::<Runtime>::contains_key(&who) {
		spare(&who).min(world.amount())
	} else {
		spare(&who)
	};
	by(who, Staking::<Runtime>::unbond { amount })
}

/// Whoever may bond: operators of accredited hospitals, and founders while their term lasts.
fn standing(world: &World) -> Vec<AccountId> {
	let term = Session::current_index() < FounderTerm::<Runtime>::get();
	world
		.operators
		.iter()
		.filter(|who| is_accredited(who) || (term && Founders::<Runtime>::contains_key(*who)))
		.cloned()
		.collect()
}

fn active(who: &AccountId) -> Balance {
	Bonds::<Runtime>::get(who).map_or(0, |bond| bond.active)
}

fn bonded(world: &mut World) -> AccountId {
	let bonded: Vec<_> = Bonds::<Runtime>::iter_keys()
		.filter(|who| active(who) > 0)
		.collect();
	world.pick(&bonded).unwrap_or(world.anybody())
}

fn candidates() -> Vec<AccountId> {
	Candidates::<Runtime>::iter_keys().collect()
}

fn with_keys() -> Vec<AccountId> {
	NextKeys::<Runtime>::iter_keys().collect()
}

/// The validators of this session and the next.
fn members() -> Vec<AccountId> {
	let queued = Session::queued_keys().into_iter().map(|(who, _)| who);
	Session::validators().into_iter().chain(queued).collect()
}

/// Who backs whom, how much of it is active, and what it earned.
type Backing = (AccountId, AccountId, Balance, Balance);

fn backings() -> Vec<Backing> {
	Backers::<Runtime>::iter()
		.flat_map(|(candidate, backers)| {
			backers
				.into_iter()
				.map(move |backer| (candidate.clone(), backer.who, backer.active, backer.reward))
		})
		.collect()
}

fn stranger(world: &mut World) -> Backing {
	(world.anybody(), world.citizen(), SAL, 0)
}

fn is_free(withdrawable_at: SessionIndex) -> bool {
	withdrawable_at <= Session::current_index()
}

/// An equivocation of a validator. Mostly of one that has offended before, so that enough are left.
fn equivocation(world: &mut World) -> (EquivocationProof<Hash, u32>, KeyOwnerProof) {
	let validators = Session::validators();
	let (innocent, guilty): (Vec<_>, Vec<_>) = validators
		.into_iter()
		.partition(|who| Candidates::<Runtime>::contains_key(who));
	let spare = innocent.len() > 5 && world.one_in(4);
	let from = if guilty.is_empty() || spare {
		innocent
	} else {
		guilty
	};
	let offender = world.pick(&from).expect("there are validators");
	world
		.secrets
		.equivocation(&offender)
		.expect("a validator has keys, and something behind it")
}

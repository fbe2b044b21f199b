//! The council, the technical committee, and their narrow road to Root.

use super::{as_council, as_root, by, decision, length_of, stalled, weight_of, Entry};
use crate::fuzz::world::{Caller, Step, World};
use codec::{Decode, Encode};
use frame_support::instances::{Instance1, Instance2};
use pallet_collective::{Call as Collective, ProposalOf, Voting};
use pallet_membership::Call as Membership;
use pallet_motion::Call as Motion;
use salus_runtime::{AccountId, BlockNumber, Hash, Runtime, RuntimeCall};
use std::marker::PhantomData;

pub const CALLS: &[Entry] = &[
	("Council", "set_members", Body::<Instance1>::set_members),
	("Council", "execute", Body::<Instance1>::execute),
	("Council", "propose", Body::<Instance1>::propose),
	("Council", "vote", Body::<Instance1>::vote),
	(
		"Council",
		"disapprove_proposal",
		Body::<Instance1>::disapprove_proposal,
	),
	("Council", "close", Body::<Instance1>::close),
	("Council", "kill", Body::<Instance1>::kill),
	(
		"Council",
		"release_proposal_cost",
		Body::<Instance1>::release_proposal_cost,
	),
	("CouncilMembership", "add_member", Body::<Instance1>::add_member),
	(
		"CouncilMembership",
		"remove_member",
		Body::<Instance1>::remove_member,
	),
	("CouncilMembership", "swap_member", Body::<Instance1>::swap_member),
	(
		"CouncilMembership",
		"reset_members",
		Body::<Instance1>::reset_members,
	),
	("CouncilMembership", "change_key", Body::<Instance1>::change_key),
	("CouncilMembership", "set_prime", Body::<Instance1>::set_prime),
	("CouncilMembership", "clear_prime", Body::<Instance1>::clear_prime),
	(
		"TechnicalCommittee",
		"set_members",
		Body::<Instance2>::set_members,
	),
	("TechnicalCommittee", "execute", Body::<Instance2>::execute),
	("TechnicalCommittee", "propose", Body::<Instance2>::propose),
	("TechnicalCommittee", "vote", Body::<Instance2>::vote),
	(
		"TechnicalCommittee",
		"disapprove_proposal",
		Body::<Instance2>::disapprove_proposal,
	),
	("TechnicalCommittee", "close", Body::<Instance2>::close),
	("TechnicalCommittee", "kill", Body::<Instance2>::kill),
	(
		"TechnicalCommittee",
		"release_proposal_cost",
		Body::<Instance2>::release_proposal_cost,
	),
	("TechnicalMembership", "add_member", Body::<Instance2>::add_member),
	(
		"TechnicalMembership",
		"remove_member",
		Body::<Instance2>::remove_member,
	),
	(
		"TechnicalMembership",
		"swap_member",
		Body::<Instance2>::swap_member,
	),
	(
		"TechnicalMembership",
		"reset_members",
		Body::<Instance2>::reset_members,
	),
	("TechnicalMembership", "change_key", Body::<Instance2>::change_key),
	("TechnicalMembership", "set_prime", Body::<Instance2>::set_prime),
	(
		"TechnicalMembership",
		"clear_prime",
		Body::<Instance2>::clear_prime,
	),
	("Motion", "enact", |world| {
		let call = Box::new(on_the_list(world));
		as_council(Motion::<Runtime>::enact { call })
	}),
	("Motion", "recover", |world| {
		let call = Box::new(stalled(world));
		Step {
			caller: Caller::Committee(3),
			call: Motion::<Runtime>::recover { call }.into(),
		}
	}),
];

/// The call that brings a motion of this body nearer to its end: members come and go, and take their votes with them.
pub fn next(body: &str) -> &'static str {
	match body {
		"Council" => Body::<Instance1>::next(),
		_ => Body::<Instance2>::next(),
	}
}

/// What the council may do as Root.
fn on_the_list(world: &mut World) -> RuntimeCall {
	match world.below(4) {
		0 => stalled(world),
		1 => frame_system::Call::<Runtime>::authorize_upgrade {
			code_hash: world.hash(),
		}
		.into(),
		2 => Membership::<Runtime, Instance2>::clear_prime {}.into(),
		_ => decision(world),
	}
}

/// A motion: its hash, its number, how many votes it takes, who is for it, who against.
type Motioned = (Hash, u32, u32, Vec<AccountId>, Vec<AccountId>);

/// A collective and its membership.
struct Body<I>(PhantomData<I>);

impl<I: 'static> Body<I>
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall> + pallet_membership::Config<I>,
	RuntimeCall: From<Collective<Runtime, I>> + From<Membership<Runtime, I>>,
{
	/// Those members whose votes can be had.
	fn members(world: &World) -> Vec<AccountId> {
		let mut members: Vec<AccountId> = pallet_collective::Members::<Runtime, I>::get();
		members.retain(|who| world.pair(who).is_some());
		members
	}

	fn member(world: &mut World) -> AccountId {
		let members = Self::members(world);
		world.pick(&members).unwrap_or(world.anybody())
	}

	/// Somebody who could become a member.
	fn outsider(world: &mut World) -> AccountId {
		let members = Self::members(world);
		let mut others = [world.officials.clone(), world.council.clone()].concat();
		others.retain(|who| !members.contains(who));
		world.pick(&others).unwrap_or(world.anybody())
	}

	fn motions() -> Vec<Motioned> {
		Voting::<Runtime, I>::iter()
			.map(|(hash, votes)| {
				// The fields of votes are private: they are read as they are stored.
				type Votes = (u32, u32, Vec<AccountId>, Vec<AccountId>, BlockNumber);
				let (index, threshold, ayes, nays, _) =
					Votes::decode(&mut &votes.encode()[..]).expect("fields in their order");
				(hash, index, threshold, ayes, nays)
			})
			.collect()
	}

	/// A motion that may end before it is decided: not the last one, so that some are.
	fn spare_motion(world: &mut World) -> Hash {
		match Self::motions().len() {
			0 | 1 => world.hash(),
			_ => Self::motion(world),
		}
	}

	fn motion(world: &mut World) -> Hash {
		let motion = world.pick(&Self::motions()).map(|motion| motion.0);
		motion.unwrap_or(world.hash())
	}

	fn set_members(world: &mut World) -> Step {
		let mut members: Vec<AccountId> = pallet_membership::Members::<Runtime, I>::get().into();
		if world.one_in(2) {
			members.reverse();
		}
		let prime = pallet_membership::Prime::<Runtime, I>::get();
		as_root(Collective::<Runtime, I>::set_members {
			old_count: members.len() as u32,
			new_members: members,
			prime,
		})
	}

	fn execute(world: &mut World) -> Step {
		let proposal = Box::new(decision(world));
		let length_bound = length_of(&proposal);
		by(
			Self::member(world),
			Collective::<Runtime, I>::execute {
				proposal,
				length_bound,
			},
		)
	}

	fn propose(world: &mut World) -> Step {
		let proposal = Box::new(decision(world));
		let length_bound = length_of(&proposal);
		let threshold = 1 + world.below(3);
		by(
			Self::member(world),
			Collective::<Runtime, I>::propose {
				threshold,
				proposal,
				length_bound,
			},
		)
	}

	fn vote(world: &mut World) -> Step {
		let approve = !world.one_in(8);
		let mut places = Vec::new();
		let mut motions = Self::motions();
		if world.one_in(2) {
			// Whatever is nearest to a decision.
			motions.sort_by_key(|(_, _, _, ayes, _)| ayes.len());
			motions.drain(..motions.len().saturating_sub(1));
		}
		for (hash, index, _, ayes, nays) in motions {
			let voted = if approve { ayes } else { nays };
			let mut open = Self::members(world);
			open.retain(|who| !voted.contains(who));
			places.extend(open.into_iter().map(|who| (who, hash, index)));
		}
		let place = world.pick(&places);
		let (who, proposal, index) = place.unwrap_or_else(|| (Self::member(world), world.hash(), 0));
		by(
			who,
			Collective::<Runtime, I>::vote {
				proposal,
				index,
				approve,
			},
		)
	}

	fn next() -> &'static str {
		if !Self::decided().is_empty() {
			"close"
		} else if Self::motions().is_empty() {
			"propose"
		} else {
			"vote"
		}
	}

	/// Motions that can be closed.
	fn decided() -> Vec<Motioned> {
		let seats = pallet_collective::Members::<Runtime, I>::get().len();
		let mut motions = Self::motions();
		motions.retain(|(_, _, threshold, ayes, nays)| {
			let threshold = *threshold as usize;
			ayes.len() >= threshold || seats.saturating_sub(nays.len()) < threshold
		});
		motions
	}

	fn close(world: &mut World) -> Step {
		let (proposal_hash, index) = match world.pick(&Self::decided()) {
			Some((hash, index, ..)) => (hash, index),
			None => (Self::motion(world), 0),
		};
		let proposal = ProposalOf::<Runtime, I>::get(proposal_hash);
		by(
			world.anybody(),
			Collective::<Runtime, I>::close {
				proposal_hash,
				index,
				proposal_weight_bound: proposal.as_ref().map_or_else(Default::default, weight_of),
				length_bound: proposal.as_ref().map_or(0, |call| length_of(call) + 4),
			},
		)
	}

	fn disapprove_proposal(world: &mut World) -> Step {
		let proposal_hash = Self::spare_motion(world);
		as_root(Collective::<Runtime, I>::disapprove_proposal { proposal_hash })
	}

	fn kill(world: &mut World) -> Step {
		let proposal_hash = Self::spare_motion(world);
		as_root(Collective::<Runtime, I>::kill { proposal_hash })
	}

	fn release_proposal_cost(world: &mut World) -> Step {
		let proposal_hash = if world.one_in(2) {
			Self::motion(world)
		} else {
			world.hash()
		};
		by(
			world.anybody(),
			Collective::<Runtime, I>::release_proposal_cost { proposal_hash },
		)
	}

	fn add_member(world: &mut World) -> Step {
		let who = if Self::members(world).len() < 7 {
			Self::outsider(world)
		} else {
			Self::member(world)
		};
		as_council(Membership::<Runtime, I>::add_member { who: who.into() })
	}

	fn remove_member(world: &mut World) -> Step {
		let who = if Self::members(world).len() > 4 {
			Self::member(world)
		} else {
			Self::outsider(world)
		};
		as_council(Membership::<Runtime, I>::remove_member { who: who.into() })
	}

	fn swap_member(world: &mut World) -> Step {
		let (remove, add) = (Self::member(world).into(), Self::outsider(world).into());
		as_council(Membership::<Runtime, I>::swap_member { remove, add })
	}

	fn reset_members(world: &mut World) -> Step {
		let members = [world.council.clone(), world.officials[..2].to_vec()].concat();
		as_council(Membership::<Runtime, I>::reset_members { members })
	}

	fn change_key(world: &mut World) -> Step {
		let who = Self::member(world);
		let new = Self::outsider(world).into();
		by(who, Membership::<Runtime, I>::change_key { new })
	}

	fn set_prime(world: &mut World) -> Step {
		let who = Self::member(world).into();
		as_council(Membership::<Runtime, I>::set_prime { who })
	}

	fn clear_prime(_: &mut World) -> Step {
		as_council(Membership::<Runtime, I>::clear_prime {})
	}
}

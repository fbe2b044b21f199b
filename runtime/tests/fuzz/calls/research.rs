//! Who lets hospitals count, and what researchers spend on asking.

use super::{as_council, by, Entry};
use crate::fuzz::{
	state::{able, now, people},
	world::{Step, World},
};
use pallet_research::{Call as Research, Parameters, Participants, Spendings};
use salus_primitives::{
	hospital::Role,
	research::{ResearchParameters, EPSILON},
};
use salus_runtime::Runtime;

pub const CALLS: &[Entry] = &[
	("Research", "join_research", |world| {
		let mut outside = people(Role::Patient);
		outside.retain(|who| !Participants::<Runtime>::contains_key(who));
		let who = world.pick(&outside).unwrap_or_else(|| world.citizen());
		by(who, Research::<Runtime>::join_research {})
	}),
	("Research", "leave_research", |world| {
		let joined: Vec<_> = Participants::<Runtime>::iter_keys().collect();
		let who = world.pick(&joined).unwrap_or_else(|| world.citizen());
		by(who, Research::<Runtime>::leave_research {})
	}),
	("Research", "spend_query", |world| {
		let researchers = people(Role::Researcher);
		let who = world.pick(&researchers).unwrap_or_else(|| world.citizen());
		let parameters = Parameters::<Runtime>::get();
		let call = Research::<Runtime>::spend_query {
			hospital: world.pick(&able()).map_or(999, |(id, _)| id),
			query: world.hash(),
			epsilon: parameters.min_epsilon.saturating_add(world.below(2)),
		};
		by(who, call)
	}),
	("Research", "clear_spending", |world| {
		let over: Vec<_> = Spendings::<Runtime>::iter()
			.filter(|(_, stored)| stored.answer_until < now())
			.map(|(id, _)| id)
			.collect();
		let spending = world.pick(&over).unwrap_or(999_999);
		by(world.anybody(), Research::<Runtime>::clear_spending { spending })
	}),
	("Research", "set_parameters", set_parameters),
];

/// Times that pass while the chain is fuzzed.
fn set_parameters(world: &mut World) -> Step {
	let budget = EPSILON + world.below(EPSILON);
	let parameters = ResearchParameters {
		budget,
		min_epsilon: budget / (2 + world.below(20)),
		max_epsilon: budget / 2,
		period: 1 + world.below(60),
		window: 1 + world.below(20),
		floor: world.below(20),
	};
	as_council(Research::<Runtime>::set_parameters { parameters })
}

//! Calls of ceremonies while none runs, and by whoever has no part in them.

use super::{
	ground::{who, Ground},
	points::fail,
};
use salus_primitives::ceremony::{CeremonyKind, Complaint};
use salus_runtime::{Runtime, RuntimeCall};
use sp_runtime::DispatchError;

type Ceremonies = pallet_ceremony::Call<Runtime>;
type CeremonyError = pallet_ceremony::Error<Runtime>;

pub async fn in_calls(ground: &Ground) {
	let mark = ground.mark().await;
	let (mut of_a_holder, mut of_a_stranger) = (Vec::new(), Vec::new());
	for kind in CeremonyKind::ALL {
		for call in calls_of_members(kind) {
			of_a_holder.push((call.clone(), DispatchError::from(CeremonyError::NoRound)));
			of_a_stranger.push((call, DispatchError::from(CeremonyError::NotOperator)));
		}
		for call in calls_of_the_council(kind) {
			of_a_holder.push((call, DispatchError::BadOrigin));
		}
	}
	futures::join!(
		fail(ground, who("//StMary"), of_a_holder),
		fail(ground, who("//Buyer"), of_a_stranger),
	);
	ground.unchanged(&mark, "a call of a ceremony").await;
}

/// What only members of a round do.
fn calls_of_members(kind: CeremonyKind) -> [RuntimeCall; 4] {
	let round = 0;
	[
		Ceremonies::enrol { kind, round }.into(),
		Ceremonies::commit {
			kind,
			round,
			key: None,
			commitment: Some([7; 32]),
		}
		.into(),
		Ceremonies::deal {
			kind,
			round,
			deal: vec![7; 64].try_into().unwrap(),
		}
		.into(),
		Ceremonies::complain {
			kind,
			round,
			dealer: 1,
			complaint: Complaint {
				shared: [7; 32],
				proof: [7; 64],
			},
		}
		.into(),
	]
}

/// What only the council decides.
fn calls_of_the_council(kind: CeremonyKind) -> [RuntimeCall; 3] {
	[
		Ceremonies::start_ceremony { kind, replaces: None }.into(),
		Ceremonies::reshare { kind }.into(),
		Ceremonies::abandon_round { kind }.into(),
	]
}

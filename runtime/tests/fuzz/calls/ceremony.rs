//! Ceremonies: hospitals make the token key together, and hand keys on.

use super::{as_council, by, Entry};
use crate::{
	common::ceremony::{
		commitment as commitment_of, deal as deal_of, keys_of, member, receiving_key, run_of, secret, Info,
	},
	fuzz::world::{Step, World, CEREMONIES},
};
use pallet_ceremony::{Agents, Call as Ceremonies, Deals};
use rand::rngs::OsRng;
use salus_crypto::ceremony::{sealed_range, Tokens};
use salus_primitives::ceremony::{CeremonyKind, Complaint, Deal, Phase, Purpose, Settings};
use salus_runtime::{AccountId, Ceremony, Runtime};

pub const CALLS: &[Entry] = &[
	("Ceremony", "set_agent", |world| {
		let who = world.pick(&world.operators.clone()).expect("there are some");
		let agent = if Agents::<Runtime>::contains_key(&who) && world.one_in(2) {
			None
		} else {
			Some(world.citizen())
		};
		by(who, Ceremonies::<Runtime>::set_agent { agent })
	}),
	("Ceremony", "start_ceremony", |world| {
		let kind = kind(world);
		as_council(Ceremonies::<Runtime>::start_ceremony { kind, replaces: None })
	}),
	("Ceremony", "enrol", |world| {
		let (kind, info) = running(world, Phase::Enrol);
		let waiting: Vec<AccountId> = info
			.iter()
			.flat_map(|info| &info.members)
			.filter(|member| !member.enrolled)
			.map(|member| member.account.clone())
			.collect();
		let who = world.pick(&waiting).unwrap_or_else(|| world.anybody());
		let round = info.map_or(0, |info| info.round);
		by(who, Ceremonies::<Runtime>::enrol { kind, round })
	}),
	("Ceremony", "commit", commit),
	("Ceremony", "deal", deal),
	("Ceremony", "complain", complain),
	("Ceremony", "finish_ceremony", |world| {
		let (kind, info) = running(world, Phase::Finish);
		let round = info.map_or(0, |info| info.round);
		by(
			world.anybody(),
			Ceremonies::<Runtime>::finish_ceremony { kind, round },
		)
	}),
	("Ceremony", "reshare", |world| {
		let kind = kind(world);
		as_council(Ceremonies::<Runtime>::reshare { kind })
	}),
	("Ceremony", "abandon_round", |_| {
		// The other kind's rounds are to come to their end.
		let kind = CeremonyKind::AttributeKeys;
		as_council(Ceremonies::<Runtime>::abandon_round { kind })
	}),
	("Ceremony", "set_settings", |world| {
		let settings = Settings {
			automatic: world.one_in(2),
			minimum: 2 + world.below(3) as u16,
			refresh: 20 + world.below(40),
			// A spoilt call may have made phases that last for ever.
			..CEREMONIES
		};
		as_council(Ceremonies::<Runtime>::set_settings { settings })
	}),
];

/// What the round of the token key waits for now, if it is a first one.
pub fn wanted() -> Option<&'static str> {
	let info = Ceremony::api_round(CeremonyKind::Tokens)?;
	let is_open = |info: &Info| match info.phase {
		Phase::Enrol => info.members.iter().any(|member| !member.enrolled),
		Phase::Commit => info.members.iter().any(|member| member.key.is_none()),
		Phase::Deal => info
			.dealers
			.iter()
			.any(|dealer| dealer.commitment.is_some() && !dealer.dealt),
		Phase::Complain | Phase::Finish => true,
	};
	(is_open(&info) && info.purpose == Purpose::Fresh).then_some(match info.phase {
		Phase::Enrol => "enrol",
		Phase::Commit => "commit",
		Phase::Deal => "deal",
		Phase::Complain => "complain",
		Phase::Finish => "finish_ceremony",
	})
}

fn kind(world: &mut World) -> CeremonyKind {
	if world.one_in(2) {
		CeremonyKind::Tokens
	} else {
		CeremonyKind::AttributeKeys
	}
}

/// A round in a phase, that of the token key before the other.
fn running(world: &mut World, phase: Phase) -> (CeremonyKind, Option<Info>) {
	for kind in [CeremonyKind::Tokens, CeremonyKind::AttributeKeys] {
		if let Some(info) = Ceremony::api_round(kind).filter(|info| info.phase == phase) {
			return (kind, Some(info));
		}
	}
	(kind(world), None)
}

/// A member posts its key. Of a fresh token key it commits, too; of a key that is handed on it says that it deals nothing.
fn commit(world: &mut World) -> Step {
	let (kind, info) = running(world, Phase::Commit);
	let Some(info) = info else {
		let call = Ceremonies::<Runtime>::commit {
			kind,
			round: 0,
			key: None,
			commitment: Some([1; 32]),
		};
		return by(world.anybody(), call);
	};
	let silent: Vec<AccountId> = info
		.members
		.iter()
		.filter(|member| member.key.is_none())
		.map(|member| member.account.clone())
		.collect();
	let who = world.pick(&silent).unwrap_or_else(|| world.anybody());
	let key = receiving_key(&info, &who);
	let commitment = match (kind, info.purpose) {
		(CeremonyKind::Tokens, Purpose::Fresh) => commitment_of(&info, &who),
		_ => None,
	};
	let call = Ceremonies::<Runtime>::commit {
		kind,
		round: info.round,
		key,
		commitment,
	};
	by(who, call)
}

fn deal(world: &mut World) -> Step {
	let info = Ceremony::api_round(CeremonyKind::Tokens)
		.filter(|info| info.phase == Phase::Deal && info.purpose == Purpose::Fresh);
	let waiting: Vec<AccountId> = info
		.iter()
		.flat_map(|info| &info.dealers)
		.filter(|dealer| dealer.commitment.is_some() && !dealer.dealt)
		.map(|dealer| dealer.account.clone())
		.collect();
	let (who, deal) = match (world.pick(&waiting), &info) {
		(Some(who), Some(info)) => {
			let deal = deal_of(info, &who).expect("a dealer deals");
			(who, deal)
		}
		_ => (world.anybody(), Deal::default()),
	};
	let call = Ceremonies::<Runtime>::deal {
		kind: CeremonyKind::Tokens,
		round: info.map_or(0, |info| info.round),
		deal,
	};
	by(who, call)
}

/// Everybody deals well here, so whoever complains is wrong, and pays for it.
fn complain(world: &mut World) -> Step {
	let info = Ceremony::api_round(CeremonyKind::Tokens)
		.filter(|info| info.phase == Phase::Complain && info.purpose == Purpose::Fresh);
	let round = info.as_ref().map_or(0, |info| info.round);
	let mut made = None;
	if let Some(info) = &info {
		let members: Vec<AccountId> = info.members.iter().map(|member| member.account.clone()).collect();
		let who = world.pick(&members).expect("a round has members");
		let other = info
			.dealers
			.iter()
			.find(|dealer| dealer.dealt && dealer.account != who)
			.map(|dealer| dealer.index);
		made = other.and_then(|dealer| {
			let run = run_of(info);
			let keys = keys_of(info, &run);
			let place = member(info, &who)?;
			let mut deal = Deals::<Runtime>::get(CeremonyKind::Tokens, dealer)?.into_inner();
			let sealed = sealed_range::<Tokens>(&run, &keys);
			deal[sealed].iter_mut().for_each(|byte| *byte ^= 0x55);
			let complaints = secret(&who, info.round)
				.complaints::<Tokens>(&run, &keys, place, &[(dealer, deal.as_slice())], &mut OsRng)
				.ok()?;
			let (_, complaint) = complaints.into_iter().next()?;
			let complaint = Complaint {
				shared: complaint.shared,
				proof: complaint.proof,
			};
			Some((who, dealer, complaint))
		});
	}
	let (who, dealer, complaint) = made.unwrap_or_else(|| {
		let nothing = Complaint {
			shared: [1; 32],
			proof: [1; 64],
		};
		(world.anybody(), 1, nothing)
	});
	let call = Ceremonies::<Runtime>::complain {
		kind: CeremonyKind::Tokens,
		round,
		dealer,
		complaint,
	};
	by(who, call)
}

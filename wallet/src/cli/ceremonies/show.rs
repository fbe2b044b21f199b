//! A round in lines and for programs: its phase, who has done what that asks for, and why one came to nothing.

use super::Names;
use crate::chain::CeremonyRound;
use salus_authority::keystore::label;
use salus_primitives::{
	ceremony::{Failure, Phase, Purpose},
	AccountId,
};
use serde_json::{json, Value};

/// A phase in a word.
fn phase(phase: Phase) -> &'static str {
	match phase {
		Phase::Enrol => "enrol",
		Phase::Commit => "commit",
		Phase::Deal => "deal",
		Phase::Complain => "complain",
		Phase::Finish => "finish",
	}
}

/// Why a round came to nothing, and what that asks for.
pub(in crate::cli) fn failure(failure: Failure) -> &'static str {
	match failure {
		Failure::TooFewMembers => {
			"too few hospitals enrolled: start the nodes of the others, each with its authority's keystore"
		}
		Failure::TooFewHolders => "fewer members posted a receiving key than make a key",
		Failure::TooFewDealers => "too few dealers committed, dealt, or were left after the complaints",
		Failure::MemberLost => "a member lost its standing; another attempt leaves it out",
		Failure::NoKey => "the public values do not follow from the deals",
		Failure::Abandoned => "the council ended it",
		Failure::KeyRecovered => "enough holders of the key that it was to replace came back: the key stays",
	}
}

/// Who of a round has done what its phase asks for, and who has not.
fn standing(round: &CeremonyRound) -> (Vec<&AccountId>, Vec<&AccountId>) {
	let members = round.members.iter().map(|member| &member.account);
	match round.phase {
		Phase::Enrol => members.partition(|account| {
			round
				.members
				.iter()
				.any(|member| member.enrolled && member.account == **account)
		}),
		Phase::Commit => {
			let members: Vec<_> = members.collect();
			let dealers = round.dealers.iter().map(|dealer| &dealer.account);
			let others: Vec<_> = dealers.filter(|account| !members.contains(account)).collect();
			members
				.into_iter()
				.chain(others)
				.partition(|account| round.has_committed(account))
		}
		Phase::Deal | Phase::Complain | Phase::Finish => {
			let promised = round.dealers.iter().filter(|dealer| dealer.commitment.is_some());
			let (did, did_not): (Vec<_>, Vec<_>) =
				promised.partition(|dealer| dealer.dealt && !dealer.excluded);
			(
				did.into_iter().map(|dealer| &dealer.account).collect(),
				did_not.into_iter().map(|dealer| &dealer.account).collect(),
			)
		}
	}
}

fn purpose(purpose: &Purpose) -> String {
	match purpose {
		Purpose::Fresh => "the first key".into(),
		Purpose::Reshare { generation, .. } => format!("generation {generation} handed on"),
		Purpose::Replace { ceremony } => format!("a key in place of the lost 0x{}", hex::encode(ceremony)),
	}
}

/// A round, in lines.
pub(in crate::cli) fn describe(round: &CeremonyRound, names: &Names) -> Vec<String> {
	let (did, did_not) = standing(round);
	let list = |accounts: &[&AccountId]| {
		let mut handles: Vec<_> = accounts.iter().map(|account| names.of(account)).collect();
		handles.sort();
		handles.join(", ")
	};
	let ends = match round.phase {
		Phase::Finish => format!("{} steps left", round.steps_left),
		_ => format!("until block {}", round.ends_at),
	};
	let mut lines = vec![format!(
		"{} round {} ({}): {} {ends}; {} members{}",
		label(round.kind),
		round.round,
		purpose(&round.purpose),
		phase(round.phase),
		round.members.len(),
		match round.threshold {
			0 => String::new(),
			threshold => format!(", any {threshold} of them make a key"),
		}
	)];
	if !did.is_empty() {
		lines.push(format!("  done: {}", list(&did)));
	}
	if !did_not.is_empty() {
		lines.push(format!("  missing: {}", list(&did_not)));
	}
	let excluded: Vec<_> = round
		.dealers
		.iter()
		.filter(|dealer| dealer.excluded)
		.map(|dealer| &dealer.account)
		.collect();
	if !excluded.is_empty() {
		lines.push(format!(
			"  excluded, their deals were proven wrong: {}",
			list(&excluded)
		));
	}
	lines
}

/// A round, for programs.
pub(in crate::cli) fn object(round: &CeremonyRound, names: &Names) -> Value {
	let (did, did_not) = standing(round);
	let list = |accounts: Vec<&AccountId>| -> Vec<String> {
		accounts.into_iter().map(|account| names.of(account)).collect()
	};
	json!({
		"kind": round.kind,
		"round": round.round,
		"generation": round.generation,
		"phase": round.phase,
		"startedAt": round.started_at,
		"endsAt": round.ends_at,
		"threshold": round.threshold,
		"members": list(round.members.iter().map(|member| &member.account).collect()),
		"done": list(did),
		"missing": list(did_not),
		"excluded": list(
			round.dealers.iter().filter(|dealer| dealer.excluded).map(|dealer| &dealer.account).collect()
		),
		"qualified": round.qualified,
		"stepsLeft": round.steps_left,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::ceremony::{CeremonyKind, DealerInfo, MemberInfo};

	fn account(number: u8) -> AccountId {
		AccountId::new([number; 32])
	}

	/// Three members of whom the third has done nothing yet.
	fn round(phase: Phase) -> CeremonyRound {
		let is_late = |number: u8| number == 3;
		CeremonyRound {
			kind: CeremonyKind::Tokens,
			round: 5,
			generation: 0,
			purpose: Purpose::Fresh,
			phase,
			started_at: 10,
			ends_at: 20,
			threshold: 3,
			dealers: (1..=3)
				.map(|number| DealerInfo {
					account: account(number),
					index: number.into(),
					commitment: Some([number; 32]).filter(|_| phase != Phase::Commit || !is_late(number)),
					dealt: !is_late(number),
					excluded: false,
				})
				.collect(),
			members: (1..=3)
				.map(|number| MemberInfo {
					account: account(number),
					enrolled: !is_late(number),
					key: Some([number; 32]).filter(|_| !is_late(number)),
				})
				.collect(),
			qualified: Vec::new(),
			steps_left: 0,
		}
	}

	#[test]
	fn who_has_not_done_what_the_phase_asks_for_is_named() {
		for phase in [Phase::Enrol, Phase::Commit, Phase::Deal] {
			let round = round(phase);
			let (did, did_not) = standing(&round);
			assert_eq!(did, [&account(1), &account(2)], "{phase:?}");
			assert_eq!(did_not, [&account(3)], "{phase:?}");
		}
	}

	#[test]
	fn in_a_resharing_whoever_posts_a_key_or_a_commitment_alone_has_done_its_part() {
		let mut round = round(Phase::Commit);
		round.purpose = Purpose::Reshare {
			ceremony: [7; 32],
			generation: 0,
			threshold: 2,
		};
		// The first lost its share and receives one again; the second hands its share on and leaves.
		round.dealers[0].commitment = None;
		round.members.remove(1);
		let (did, did_not) = standing(&round);
		assert_eq!(did, [&account(1), &account(2)]);
		assert_eq!(did_not, [&account(3)]);
	}

	#[test]
	fn a_dealer_whose_deal_was_proven_wrong_is_not_among_those_who_did() {
		let mut round = round(Phase::Complain);
		round.dealers[0].excluded = true;
		let names = Names(vec![(account(1), "st-mary".into())]);
		let (did, _) = standing(&round);
		assert_eq!(did, [&account(2)]);
		assert!(describe(&round, &names)
			.iter()
			.any(|line| line.contains("excluded") && line.contains("st-mary")));
	}
}

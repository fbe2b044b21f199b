//! Ceremonies of every size fit blocks: what is sent, what the chain computes, and what blocks begin with.

use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::GetCallMetadata,
	weights::Weight,
};
use pallet_ceremony::{Call, WeightInfo, MAX_PARTICIPANTS};
use salus_crypto::ceremony::{max_deal_length, threshold_for};
use salus_primitives::{
	authority::MAX_AUTHORITIES,
	ceremony::{CeremonyKind, Complaint, Deal, ReceivingKey},
};
use salus_runtime::{
	configs::system::{RuntimeBlockLength, RuntimeBlockWeights},
	Runtime, RuntimeCall,
};

type Weights = <Runtime as pallet_ceremony::Config>::WeightInfo;

/// Numbers of members, the last as many as there can be.
const SIZES: [u32; 5] = [4, 7, 16, 31, MAX_AUTHORITIES];
/// Blocks within which a ceremony of seven is to end.
const BLOCKS: u64 = 40;

/// Who takes part where as many holders leave as there are members.
fn participants(members: u32) -> u32 {
	MAX_PARTICIPANTS.min(2 * members)
}

/// A coefficient over all deals of a fresh key, or over as many as hand one on.
fn coefficient(members: u32) -> Weight {
	let threshold = u16::try_from(members).map(threshold_for).expect("few members");
	Weights::sum_coefficient(members).max(Weights::interpolate_coefficient(threshold.into()))
}

/// The heaviest step of the last phase.
fn heaviest_step(members: u32) -> Weight {
	coefficient(members)
		.max(Weights::compute_member(members))
		.max(Weights::activate(participants(members)))
}

/// What a call takes where there are so many members.
type Takes = fn(u32) -> Weight;

/// What is sent in a round, and what that takes.
fn sent() -> [(RuntimeCall, Takes); 5] {
	let (kind, round) = (CeremonyKind::AttributeKeys, 0);
	let key = ReceivingKey {
		key: [0; 32],
		proof: [0; 64],
	};
	let complaint = Complaint {
		shared: [0; 32],
		proof: [0; 64],
	};
	let enrol = Call::<Runtime>::enrol { kind, round };
	let commit = Call::<Runtime>::commit {
		kind,
		round,
		key: Some(key),
		commitment: Some([0; 32]),
	};
	let deal = Call::<Runtime>::deal {
		kind,
		round,
		deal: Deal::default(),
	};
	let complain = Call::<Runtime>::complain {
		kind,
		round,
		dealer: 1,
		complaint,
	};
	let finish = Call::<Runtime>::finish_ceremony { kind, round };
	[
		(enrol.into(), |_| Weights::enrol()),
		(commit.into(), |_| Weights::commit()),
		(deal.into(), Weights::deal),
		(complain.into(), Weights::complain),
		(finish.into(), heaviest_step),
	]
}

#[test]
fn what_is_sent_in_a_round_fits_a_block_and_takes_no_more_than_it_declares() {
	let limits = RuntimeBlockWeights::get();
	for (call, takes) in sent() {
		let name = call.get_call_metadata().function_name;
		let info = call.get_dispatch_info();
		let most = limits.get(info.class).max_extrinsic;
		let most = most.expect("there is a limit");
		let declared = info.call_weight;
		assert!(declared.all_lte(most), "{name} does not fit: {declared:?}");
		for members in SIZES {
			let taken = takes(members);
			assert!(
				taken.all_lte(declared),
				"{name} declares {declared:?} and takes {taken:?} with {members} members"
			);
		}
	}
}

#[test]
fn the_deals_of_both_keys_fit_one_block_by_their_length() {
	let most = *RuntimeBlockLength::get().max.get(DispatchClass::Normal);
	for members in SIZES {
		let bytes = 2 * members * max_deal_length(members);
		assert!(bytes <= most, "{bytes} bytes of {members} members");
	}
}

/// All that a round takes in which everybody deals.
fn of_a_round(members: u32) -> Weight {
	let threshold = u16::try_from(members).map(threshold_for).expect("few members");
	// Before it is known how many members there are, a deal takes the place of the longest.
	let sent = [
		Weights::enrol(),
		Weights::commit(),
		Weights::deal(MAX_AUTHORITIES),
	];
	let each = sent
		.into_iter()
		.fold(Weight::zero(), |sum, weight| sum.saturating_add(weight));
	each.saturating_mul(members.into())
		.saturating_add(coefficient(members).saturating_mul(threshold.into()))
		.saturating_add(Weights::compute_member(members).saturating_mul(members.into()))
		.saturating_add(Weights::activate(participants(members)))
}

#[test]
fn rounds_of_both_kinds_leave_room_in_as_many_blocks_as_seven_members_may_take() {
	let block = RuntimeBlockWeights::get().get(DispatchClass::Normal).max_total;
	let block = block.expect("there is a limit").ref_time();
	for members in SIZES {
		let both = 2 * of_a_round(members).ref_time();
		assert!(
			both <= BLOCKS / 2 * block,
			"{members} members fill {} blocks",
			both / block
		);
	}
}

#[test]
fn what_a_block_begins_with_leaves_three_quarters_of_it_whoever_takes_part() {
	let most = RuntimeBlockWeights::get().max_block.ref_time() / 4;
	for members in SIZES {
		let participants = participants(members);
		for (phase, end) in [
			("enrolment", Weights::end_enrolment(participants)),
			("commitments", Weights::end_commitments(participants)),
			("deals", Weights::end_deals(participants)),
			("complaints", Weights::end_complaints(participants)),
		] {
			// Of each kind a round loses a member, a phase ends and a round begins.
			let of_a_kind = Weights::review(MAX_AUTHORITIES)
				.saturating_add(end)
				.saturating_add(Weights::reshare());
			let begins = Weights::turn().saturating_add(of_a_kind.saturating_mul(2));
			assert!(
				begins.ref_time() <= most,
				"the end of {phase} with {members} members takes {begins:?}"
			);
		}
	}
}

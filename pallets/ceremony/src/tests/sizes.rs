//! What a ceremony costs as it grows: no call takes a block, and deals grow with members, not faster.

use super::cast::*;
use crate::{mock::*, Rounds, WeightInfo, MAX_PARTICIPANTS};
use frame_support::{
	assert_ok,
	traits::Hooks,
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
};
use salus_crypto::{ceremony::threshold_for, Bls};
use salus_primitives::ceremony::{CeremonyKind, Phase};

/// What a block has for calls of this class.
const BLOCK: u64 = WEIGHT_REF_TIME_PER_SECOND * 3 / 2;

#[test]
fn every_call_and_step_of_the_largest_ceremony_fits_a_block() {
	for weight in [
		<() as WeightInfo>::start_ceremony(),
		<() as WeightInfo>::enrol(),
		<() as WeightInfo>::commit(),
		<() as WeightInfo>::deal(32),
		<() as WeightInfo>::complain(32),
		<() as WeightInfo>::abandon_round(),
		<() as WeightInfo>::review(32),
		<() as WeightInfo>::end_enrolment(MAX_PARTICIPANTS),
		<() as WeightInfo>::end_commitments(MAX_PARTICIPANTS),
		<() as WeightInfo>::end_deals(MAX_PARTICIPANTS),
		<() as WeightInfo>::end_complaints(MAX_PARTICIPANTS),
		<() as WeightInfo>::sum_coefficient(32),
		<() as WeightInfo>::interpolate_coefficient(22),
		<() as WeightInfo>::compute_member(32),
		<() as WeightInfo>::activate(MAX_PARTICIPANTS),
	] {
		assert!(weight.ref_time() < BLOCK / 4, "{weight:?}");
	}
}

/// What the next block begins with, at this number.
fn weight_of_block(number: u64) -> Weight {
	System::set_block_number(number);
	Ceremony::on_initialize(number)
}

#[test]
fn the_end_of_a_phase_is_paid_for_by_all_who_take_part_though_few_receive() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		suspend(&operator(0));
		suspend(&operator(1));
		next_block();
		let round = Rounds::<Test>::get(TOKENS).unwrap();
		assert_eq!((round.size(), round.participants()), (2, 4));
		assert_eq!(
			weight_of_block(round.ends_at),
			<() as WeightInfo>::turn().saturating_add(<() as WeightInfo>::end_enrolment(4))
		);
	});
}

#[test]
fn a_change_of_members_is_looked_at_for_each_kind() {
	ExtBuilder::of(4).build_and_execute(|| {
		accredit(&operator(4));
		let review = <() as WeightInfo>::review(32);
		assert_eq!(
			weight_of_block(System::block_number() + 1),
			<() as WeightInfo>::turn()
				.saturating_add(review)
				.saturating_add(review)
		);
	});
}

/// The round that runs: all take part, one of them looks at all that it got, and all take their shares. Answers how
/// long a deal is.
fn pass(cast: &mut Cast, who: &[AccountId], kind: CeremonyKind) -> usize {
	let began = System::block_number();
	for node in who {
		assert_ok!(enrol(node, kind));
	}
	until(kind, Phase::Commit);
	for node in who {
		assert_ok!(cast.commit(node, kind));
	}
	until(kind, Phase::Deal);
	for node in who {
		assert_ok!(cast.deal(node, kind));
	}
	let length = Ceremony::api_deal(kind, number(kind), 1).unwrap().len();
	until(kind, Phase::Complain);
	assert_eq!(cast.inspect(&who[who.len() - 1], kind), Vec::<u16>::new());
	until(kind, Phase::Finish);
	finish();
	for node in who {
		assert_eq!(cast.take_share(node, kind), Ok(()));
	}
	assert!(System::block_number() - began < 40);
	length
}

/// The sharing in use is of so many, and of one key.
fn is_of(count: u8, kind: CeremonyKind) {
	let sharing = Ceremony::api_sharing(kind).unwrap();
	let (members, threshold) = (u16::from(count), threshold_for(count.into()));
	assert_eq!((sharing.living, sharing.threshold), (members, threshold));
	match kind {
		CeremonyKind::AttributeKeys => {
			let public = UsedParameters::get().unwrap().public();
			assert_eq!(public.authorities.len(), usize::from(count));
			assert!(public.validate::<Bls>().is_ok());
		}
		CeremonyKind::Tokens => {
			let public = UsedToken::get().unwrap().public();
			assert_eq!(public.keys.len(), usize::from(count));
			assert!(public.validate().is_ok());
		}
	}
}

/// A key made by each of these numbers of hospitals, whose deals grow with them and not faster.
fn keys_of_all_sizes(kind: CeremonyKind) {
	let mut bytes_a_member = usize::MAX;
	for count in [4, 7, 16, 31] {
		ExtBuilder::of(count).build_and_execute(|| {
			assert_ok!(start(kind));
			let length = pass(&mut Cast::default(), &operators(count), kind);
			is_of(count, kind);
			let each = length / usize::from(count);
			assert!(each <= bytes_a_member, "{count} members: {length} bytes a deal");
			bytes_a_member = each;
		});
	}
}

#[test]
fn four_to_thirty_one_members_make_a_token_key() {
	keys_of_all_sizes(TOKENS);
}

#[test]
fn four_to_thirty_one_members_make_attribute_keys() {
	keys_of_all_sizes(ATTRIBUTE_KEYS);
}

#[test]
fn a_key_of_many_is_handed_on_by_as_many_as_make_it() {
	for (count, kind) in [(31, TOKENS), (16, ATTRIBUTE_KEYS)] {
		ExtBuilder::of(count).build_and_execute(|| {
			let mut cast = Cast::default();
			assert_ok!(start(kind));
			let fresh = pass(&mut cast, &operators(count), kind);
			let ceremony = Ceremony::api_sharing(kind).unwrap().ceremony;
			assert_ok!(Ceremony::reshare(RuntimeOrigin::root(), kind));
			assert_eq!(pass(&mut cast, &operators(count), kind), fresh);
			is_of(count, kind);
			let sharing = Ceremony::api_sharing(kind).unwrap();
			assert_eq!((sharing.ceremony, sharing.generation), (ceremony, 1));
			let qualified = Ceremony::api_last_round(kind).unwrap().qualified;
			assert_eq!(qualified.len(), usize::from(sharing.threshold));
		});
	}
}

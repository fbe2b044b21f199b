use super::{cast::*, deal::dealing};
use crate::mock::*;
use frame_support::assert_ok;
use salus_primitives::ceremony::{Phase, Purpose};

#[test]
fn before_anything_there_is_nothing_to_tell() {
	ExtBuilder::of(4).build_and_execute(|| {
		assert_eq!(Ceremony::api_round(TOKENS), None);
		assert_eq!(Ceremony::api_last_round(TOKENS), None);
		assert_eq!(Ceremony::api_sharing(TOKENS), None);
		assert_eq!(Ceremony::api_deal(TOKENS, 0, 1), None);
		assert_eq!(Ceremony::api_last_failure(TOKENS), None);
		assert_eq!(Ceremony::api_settings(), SETTINGS);
	});
}

#[test]
fn a_round_tells_who_has_done_what() {
	ExtBuilder::of(4).build_and_execute(|| {
		let mut cast = Cast::default();
		dealing(&mut cast, &operators(4), TOKENS);
		assert_ok!(cast.deal(&operator(1), TOKENS));
		let info = round(TOKENS);
		assert_eq!(
			(
				info.round,
				info.generation,
				info.purpose,
				info.phase,
				info.threshold
			),
			(0, 0, Purpose::Fresh, Phase::Deal, 3)
		);
		let dealt: Vec<_> = info
			.dealers
			.iter()
			.map(|dealer| (dealer.index, dealer.dealt))
			.collect();
		assert_eq!(dealt, [(1, false), (2, true), (3, false), (4, false)]);
		assert!(info
			.dealers
			.iter()
			.all(|dealer| dealer.commitment.is_some() && !dealer.excluded));
		assert!(info
			.members
			.iter()
			.all(|member| member.enrolled && member.key.is_some()));
		assert_eq!((info.qualified, info.steps_left), (vec![], 0));
	});
}

#[test]
fn a_sharing_tells_its_holders_and_when_it_is_renewed() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		let sharing = Ceremony::api_sharing(TOKENS).unwrap();
		let now = System::block_number();
		assert_eq!(
			(
				sharing.generation,
				sharing.threshold,
				sharing.living,
				sharing.round
			),
			(0, 3, 4, Some(0))
		);
		assert_eq!(
			(sharing.activated_at, sharing.next_round),
			(now, Some(now + SETTINGS.refresh))
		);
		let holders: Vec<_> = sharing.holders.into_iter().map(|holder| holder.account).collect();
		assert_eq!(holders, operators(4));
	});
}

#[test]
fn a_key_older_than_ceremonies_has_holders_too() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), TOKENS);
		crate::LastRounds::<Test>::remove(TOKENS);
		crate::Activations::<Test>::remove(TOKENS);
		let _ = crate::Deals::<Test>::clear_prefix(TOKENS, 32, None);
		let sharing = Ceremony::api_sharing(TOKENS).unwrap();
		assert_eq!(
			(sharing.living, sharing.round, sharing.activated_at),
			(4, None, 0)
		);
		assert_ok!(Ceremony::reshare(RuntimeOrigin::root(), TOKENS));
	});
}

use super::world::*;
use crate::{mock::*, Error, Event, Rater, Standings};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{cases::CaseId, AccountId};
use sp_runtime::DispatchResult;

fn rate(who: &AccountId, id: CaseId, stars: u8) -> DispatchResult {
	Cases::rate_case(by(who), id, stars)
}

#[test]
fn each_side_rates_a_settled_case_once() {
	build_and_execute(|| {
		let id = settled();
		assert_ok!(rate(&alma(), id, 5));
		assert_eq!(
			last_event(),
			Some(Event::CaseRated {
				case: id,
				by: Rater::Patient,
				stars: 5
			})
		);
		assert_ok!(rate(&reporter(), id, 2));
		let ratings = case(id).ratings;
		assert_eq!((ratings.by_patient, ratings.by_doctor), (Some(5), Some(2)));
		let of = |who| {
			let standing = Standings::<Test>::get(who);
			(standing.stars, standing.ratings)
		};
		assert_eq!((of(reporter()), of(alma())), ((5, 1), (2, 1)));
		for who in [alma(), reporter()] {
			assert_noop!(rate(&who, id, 3), Error::<Test>::AlreadyRated);
		}
	});
}

#[test]
fn a_rating_is_one_to_five_of_a_party() {
	build_and_execute(|| {
		let id = settled();
		for stars in [0, 6, u8::MAX] {
			assert_noop!(rate(&alma(), id, stars), Error::<Test>::InvalidRating);
		}
		for other in [bruno(), doctor(NORTH, 1), stranger()] {
			assert_noop!(rate(&other, id, 3), Error::<Test>::NotParty);
		}
		assert_noop!(rate(&alma(), 7, 3), Error::<Test>::CaseNotFound);
	});
}

#[test]
fn open_cases_are_not_rated_nor_those_of_long_ago() {
	build_and_execute(|| {
		let id = reported();
		assert_noop!(rate(&alma(), id, 3), Error::<Test>::NotSettled);
		assert_ok!(Cases::acknowledge_report(by(&alma()), id));
		go_to(REPORTABLE + RATING_PERIOD - 1);
		assert_ok!(rate(&alma(), id, 3));
		go_to(REPORTABLE + RATING_PERIOD);
		assert_noop!(rate(&reporter(), id, 3), Error::<Test>::RatingOver);
	});
}

#[test]
fn nobody_is_rated_where_nobody_had_the_case() {
	build_and_execute(|| {
		let id = claimed();
		go_to(CUT_OFF + ASSIGN_PERIOD);
		assert_ok!(Cases::lapse_case(by(&stranger()), id));
		assert_noop!(rate(&alma(), id, 3), Error::<Test>::NobodyToRate);
		assert_noop!(rate(&reporter(), id, 3), Error::<Test>::NotParty);
	});
}

use super::world::*;
use crate::{mock::*, Claims, Disputes, Error, Event, Reports, Standings, WeightInfo};
use frame_support::{assert_noop, assert_ok, dispatch::PostDispatchInfo};
use salus_primitives::cases::Verdict;

#[test]
fn anyone_clears_a_case_and_every_deposit_returns() {
	build_and_execute(|| {
		let id = settled();
		go_to(REPORTABLE + RATING_PERIOD - 1);
		assert_noop!(
			Cases::clear_case(by(&stranger()), id),
			Error::<Test>::NotClearable
		);
		go_to(REPORTABLE + RATING_PERIOD);
		let weight = <() as WeightInfo>::clear_case(3);
		let info: PostDispatchInfo = Some(weight).into();
		assert_eq!(Cases::clear_case(by(&stranger()), id), Ok(info));
		assert_eq!(last_event(), Some(Event::CaseCleared { case: id }));
		assert_eq!(all_holds(), 0);
		assert_eq!(free(&alma()), ENDOWMENT - FEE);
		assert_eq!(free(&reporter()), ENDOWMENT + FEE);
		for other in [doctor(ST_MARY, 0), doctor(NORTH, 1)] {
			assert_eq!(free(&other), ENDOWMENT);
		}
		assert!(!crate::Cases::<Test>::contains_key(id));
		assert!(!Claims::<Test>::contains_key(id) && !Reports::<Test>::contains_key(id));
		// What it showed stays.
		assert_eq!(Standings::<Test>::get(reporter()).reported, 1);
		assert_noop!(
			Cases::clear_case(by(&stranger()), id),
			Error::<Test>::CaseNotFound
		);
	});
}

#[test]
fn a_dispute_goes_with_its_case() {
	build_and_execute(|| {
		let id = disputed();
		assert_ok!(Cases::decide_dispute(by(&arbiter()), id, Verdict::DoctorAtFault));
		go_to(REPORTABLE + RATING_PERIOD);
		assert_ok!(Cases::clear_case(by(&stranger()), id));
		assert!(!Disputes::<Test>::contains_key(id));
		assert_eq!(all_holds(), 0);
	});
}

#[test]
fn an_open_case_stays() {
	build_and_execute(|| {
		let id = reported();
		go_to(1_000);
		assert_noop!(Cases::clear_case(by(&stranger()), id), Error::<Test>::NotSettled);
	});
}

#[test]
fn the_next_case_of_a_record_does_not_mind() {
	build_and_execute(|| {
		let id = settled();
		assert_ok!(Cases::attach_fee(by(&alma()), record(1), FEE));
		go_to(REPORTABLE + RATING_PERIOD);
		assert_ok!(Cases::clear_case(by(&stranger()), id));
		assert_eq!(crate::OpenCases::<Test>::get(record(1)), Some(1));
	});
}

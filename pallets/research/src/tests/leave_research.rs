use crate::{mock::*, Call, Error, Event, HoldReason};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::CheckIfFeeless,
	traits::{
		fungible::MutateHold,
		tokens::{Fortitude, Precision, Restriction},
	},
};

fn leave(who: AccountId) -> frame_support::dispatch::DispatchResult {
	Research::leave_research(RuntimeOrigin::signed(who))
}

fn with_alma(test: impl FnOnce()) {
	build_and_execute(|| {
		assert_ok!(Research::join_research(RuntimeOrigin::signed(ALMA)));
		test();
	});
}

#[test]
fn a_patient_who_leaves_is_counted_no_more_and_has_the_deposit_back() {
	with_alma(|| {
		assert_ok!(leave(ALMA));
		assert!(!Research::api_is_counted(ALMA));
		assert_eq!(last_event(), Some(Event::Left { patient: ALMA }));
		assert_eq!(held(HoldReason::ParticipationDeposit, &ALMA), 0);
		assert_eq!(Balances::free_balance(ALMA), ENDOWMENT);
	});
}

#[test]
fn a_patient_may_come_back() {
	with_alma(|| {
		assert_ok!(leave(ALMA));
		assert_noop!(leave(ALMA), Error::<Test>::NotJoined);
		assert_ok!(Research::join_research(RuntimeOrigin::signed(ALMA)));
		assert!(Research::api_is_counted(ALMA));
	});
}

#[test]
fn nobody_leaves_for_another() {
	with_alma(|| {
		for other in [BRUNO, RITA, STRANGER] {
			assert_noop!(leave(other), Error::<Test>::NotJoined);
		}
		assert!(Research::api_is_counted(ALMA));
	});
}

#[test]
fn a_revocation_does_not_stand_in_the_way() {
	with_alma(|| {
		Registry::revoke(ALMA);
		assert_ok!(leave(ALMA));
		Registry::restore(ALMA);
		assert!(!Research::api_is_counted(ALMA));
	});
}

#[test]
fn it_is_free_exactly_if_it_will_succeed() {
	with_alma(|| {
		let call = Call::<Test>::leave_research {};
		assert!(call.is_feeless(&RuntimeOrigin::signed(ALMA)));
		assert!(!call.is_feeless(&RuntimeOrigin::signed(BRUNO)));
		assert!(!call.is_feeless(&RuntimeOrigin::none()));
		assert!(!call.is_feeless(&RuntimeOrigin::root()));
		assert_ok!(leave(ALMA));
		assert!(!call.is_feeless(&RuntimeOrigin::signed(ALMA)));
	});
}

#[test]
fn a_deposit_that_went_missing_does_not_stand_in_the_way() {
	with_alma(|| {
		assert_ok!(Balances::transfer_on_hold(
			&HoldReason::ParticipationDeposit.into(),
			&ALMA,
			&BRUNO,
			Research::participation_deposit(),
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		));
		assert_ok!(leave(ALMA));
	});
}

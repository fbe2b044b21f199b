use crate::{mock::*, Error, Event, HoldReason, Participants};
use frame_support::{assert_noop, assert_ok};

fn join(who: AccountId) -> frame_support::dispatch::DispatchResult {
	Research::join_research(RuntimeOrigin::signed(who))
}

#[test]
fn nobody_is_counted_who_did_not_say_so() {
	build_and_execute(|| {
		assert!(!Research::api_is_counted(ALMA));
		assert_ok!(join(ALMA));
		assert!(Research::api_is_counted(ALMA));
		assert!(!Research::api_is_counted(BRUNO));
		assert_eq!(last_event(), Some(Event::Joined { patient: ALMA }));
	});
}

#[test]
fn a_deposit_is_held_from_the_patient() {
	build_and_execute(|| {
		assert_ok!(join(ALMA));
		let deposit = Research::participation_deposit();
		assert_eq!(deposit, 1_000 + 10 * (8 + 16));
		assert_eq!(held(HoldReason::ParticipationDeposit, &ALMA), deposit);
		assert_eq!(Participants::<Test>::get(ALMA), Some(deposit));
	});
}

#[test]
fn a_patient_without_money_cannot_join() {
	build_and_execute(|| {
		Registry::register(PAUPER);
		assert_noop!(join(PAUPER), Error::<Test>::DepositUnaffordable);
	});
}

#[test]
fn only_a_registered_patient_joins_and_once() {
	build_and_execute(|| {
		for other in [STRANGER, RITA, AccountId::from(ST_MARY)] {
			assert_noop!(join(other), Error::<Test>::NotPatient);
		}
		assert_ok!(join(ALMA));
		assert_noop!(join(ALMA), Error::<Test>::AlreadyJoined);
	});
}

#[test]
fn a_revoked_patient_cannot_join_and_is_not_counted_until_restored() {
	build_and_execute(|| {
		Registry::revoke(BRUNO);
		assert_noop!(join(BRUNO), Error::<Test>::PatientRevoked);
		assert_ok!(join(ALMA));
		Registry::revoke(ALMA);
		assert!(!Research::api_is_counted(ALMA));
		Registry::restore(ALMA);
		assert!(Research::api_is_counted(ALMA));
	});
}

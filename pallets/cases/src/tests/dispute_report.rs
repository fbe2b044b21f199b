use super::world::*;
use crate::{mock::*, Call, Disputes, Error, Event, HoldReason, Pallet, Stage};
use frame_support::{assert_noop, assert_ok, dispatch::CheckIfFeeless};
use salus_crypto::report::disclosure_digest;
use salus_primitives::{cases::CaseId, hospital::KeyPurpose, AccountId, Hash};
use sp_runtime::DispatchResult;

fn dispute(who: &AccountId, id: CaseId) -> DispatchResult {
	Cases::dispute_report(by(who), id, arbiter(), DISCLOSURE)
}

#[test]
fn a_patient_discloses_the_key_to_the_arbiter_and_leaves_a_bond() {
	build_and_execute(|| {
		let id = reported();
		let digest = Hash::from(disclosure_digest(&DISCLOSURE));
		assert_ok!(dispute(&alma(), id));
		let stored = Disputes::<Test>::get(id).unwrap();
		assert_eq!((stored.arbiter, stored.arbiter_key), (arbiter(), [9; 32]));
		assert_eq!((stored.disclosure, stored.verdict), (digest, None));
		assert_eq!(
			(stored.opened_at, stored.decide_until),
			(REPORTABLE, REPORTABLE + DECISION_PERIOD)
		);
		assert_eq!(
			held(HoldReason::DisputeBond, &alma()),
			Pallet::<Test>::dispute_bond()
		);
		assert!(Pallet::<Test>::dispute_bond() > BOND);
		assert_eq!(held(HoldReason::CompetenceFee, &alma()), FEE);
		assert_eq!(case(id).stage, Stage::Disputed);
		assert_eq!(
			last_event(),
			Some(Event::ReportDisputed {
				case: id,
				arbiter: arbiter(),
				disclosure: digest
			})
		);
		assert_noop!(dispute(&alma(), id), Error::<Test>::NotReported);
	});
}

#[test]
fn a_report_is_disputed_in_time_or_not_at_all() {
	build_and_execute(|| {
		let id = reported();
		go_to(REPORTABLE + ACKNOWLEDGE_PERIOD);
		assert_noop!(dispute(&alma(), id), Error::<Test>::AnswerOver);
	});
	build_and_execute(|| {
		let id = assigned();
		assert_noop!(dispute(&alma(), id), Error::<Test>::NotReported);
		assert_noop!(dispute(&alma(), 7), Error::<Test>::CaseNotFound);
	});
	build_and_execute(|| {
		let id = settled();
		assert_noop!(dispute(&alma(), id), Error::<Test>::CaseSettled);
	});
}

#[test]
fn only_the_patient_disputes() {
	build_and_execute(|| {
		let id = reported();
		for other in [bruno(), reporter(), arbiter(), stranger()] {
			assert_noop!(dispute(&other, id), Error::<Test>::NotPatient);
		}
		Registry::revoke(&alma());
		assert_ok!(dispute(&alma(), id));
	});
}

#[test]
fn nobody_chooses_the_judge() {
	build_and_execute(|| {
		let id = reported();
		for other in [stranger(), operator(ST_MARY), alma()] {
			assert_noop!(
				Cases::dispute_report(by(&alma()), id, other, DISCLOSURE),
				Error::<Test>::NotTheArbiter
			);
		}
		Registry::employ(NORTH, &arbiter());
		assert_noop!(dispute(&alma(), id), Error::<Test>::ArbiterNotNeutral);
		Registry::dismiss(&arbiter());
		Registry::drop_key(&arbiter(), KeyPurpose::Wrap);
		assert_noop!(dispute(&alma(), id), Error::<Test>::ArbiterHasNoKey);
		crate::Arbiter::<Test>::kill();
		assert_noop!(dispute(&alma(), id), Error::<Test>::NoArbiter);
	});
}

#[test]
fn a_dispute_wants_a_bond() {
	build_and_execute(|| {
		let id = reported();
		assert_ok!(Balances::transfer_keep_alive(
			by(&alma()),
			stranger(),
			free(&alma()) - BOND
		));
		assert_noop!(dispute(&alma(), id), Error::<Test>::BondUnaffordable);
		let call = Call::<Test>::dispute_report {
			case: id,
			arbiter: arbiter(),
			disclosure: DISCLOSURE,
		};
		assert!(!call.is_feeless(&by(&alma())));
	});
}

#[test]
fn it_is_free_exactly_if_it_will_succeed() {
	build_and_execute(|| {
		let id = assigned();
		let call = Call::<Test>::dispute_report {
			case: id,
			arbiter: arbiter(),
			disclosure: DISCLOSURE,
		};
		assert!(!call.is_feeless(&by(&alma())));
		go_to(REPORTABLE);
		assert_ok!(submit(id, &reporter()));
		assert!(call.is_feeless(&by(&alma())));
		assert!(!call.is_feeless(&by(&reporter())));
		assert!(!call.is_feeless(&RuntimeOrigin::root()));
		let elsewhere = Call::<Test>::dispute_report {
			case: id,
			arbiter: stranger(),
			disclosure: DISCLOSURE,
		};
		assert!(!elsewhere.is_feeless(&by(&alma())));
		go_to(REPORTABLE + ACKNOWLEDGE_PERIOD);
		assert!(!call.is_feeless(&by(&alma())));
	});
}

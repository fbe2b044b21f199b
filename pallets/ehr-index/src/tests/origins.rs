//! Every call wants a signature, but the council's, which wants the council.

use crate::{mock::*, Call, Error};
use frame_support::{
	assert_noop, assert_ok,
	traits::{GetCallName, UnfilteredDispatchable},
};
use salus_primitives::{
	index::{EmergencyReason, EmergencyVerdict},
	record::{ConsentTarget, Grantee},
};
use sp_runtime::DispatchError;

fn calls() -> Vec<Call<Test>> {
	let target = ConsentTarget::All;
	let grantee = Grantee::Hospital(NORTH);
	let (record, patient) = (record(1), alma());
	vec![
		Call::register_record {
			record,
			registration: registration(ST_MARY, record, patient.clone()),
		},
		Call::update_location {
			record,
			location: location(5),
		},
		Call::transfer_custody { record, to: NORTH },
		Call::accept_custody {
			record,
			location: location(5),
		},
		Call::cancel_transfer { record },
		Call::retire_record { record },
		Call::grant_consent {
			target,
			grantee: grantee.clone(),
			expires_at: 10,
		},
		Call::withdraw_consent {
			target,
			grantee: grantee.clone(),
		},
		Call::clear_consent {
			patient,
			target,
			grantee,
		},
		Call::authorise_hospital {
			grantee: NORTH,
			scope: HEART,
			expires_at: 10,
			keys: keys_of(ST_MARY, 0..1),
		},
		Call::withdraw_authorisation {
			grantee: NORTH,
			scope: HEART,
		},
		Call::clear_authorisation {
			custodian: ST_MARY,
			grantee: NORTH,
			scope: HEART,
		},
		Call::record_access { record },
		Call::clear_access {
			doctor: doctor(NORTH, 0),
			record,
		},
		Call::set_index_keys {
			scope: HEART,
			point: index_point(ST_MARY, 0),
			rewraps: rewraps(ST_MARY, HEART, &[]),
		},
		Call::rewrap_index_keys {
			grantee: NORTH,
			scope: HEART,
			keys: keys_of(ST_MARY, 0..1),
		},
		Call::index_record {
			record,
			epoch: 0,
			tags: tags(1, 32),
		},
		Call::unindex_record { record },
		Call::set_interests {
			digests: vec![[1; 32]].try_into().unwrap(),
		},
		Call::clear_interests {
			doctor: doctor(NORTH, 0),
		},
		Call::record_services {
			entries: Default::default(),
		},
		Call::break_glass {
			record,
			reason: EmergencyReason::Unconscious,
		},
		Call::review_emergency {
			id: 0,
			verdict: EmergencyVerdict::Justified,
		},
		Call::clear_emergency { id: 0 },
	]
}

#[test]
fn the_list_of_calls_is_complete() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(calls().len(), Call::<Test>::get_call_names().len());
	});
}

#[test]
fn no_call_takes_another_origin_than_its_own() {
	ExtBuilder::default().build_and_execute(|| {
		for call in calls() {
			assert_noop!(
				call.clone().dispatch_bypass_filter(RuntimeOrigin::none()),
				DispatchError::BadOrigin
			);
			// The council of these tests is Root.
			let other = if matches!(call, Call::review_emergency { .. }) {
				RuntimeOrigin::signed(operator(ST_MARY))
			} else {
				RuntimeOrigin::root()
			};
			assert_noop!(call.dispatch_bypass_filter(other), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn an_operator_who_is_revoked_gives_nobody_access_and_takes_no_duty() {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			let all = calls();
			Registry::revoke(operator(ST_MARY));
			let by_operator = || RuntimeOrigin::signed(operator(ST_MARY));
			let refused: Vec<_> = all
				.into_iter()
				.filter_map(|call| {
					let name = call.get_call_name();
					let refused = call.dispatch_bypass_filter(by_operator()).err()?;
					(refused.error == DispatchError::from(Error::<Test>::SignerRevoked)).then_some(name)
				})
				.collect();
			assert_eq!(
				refused,
				[
					"register_record",
					"update_location",
					"accept_custody",
					"retire_record",
					"authorise_hospital",
					"set_index_keys",
					"rewrap_index_keys",
					"index_record",
					"record_services"
				]
			);
		});
}

#[test]
fn an_operator_who_is_revoked_still_takes_access_away() {
	ExtBuilder::default()
		.with_record(ST_MARY, 1, alma())
		.build_and_execute(|| {
			authorise(ST_MARY, NORTH);
			open_epoch(ST_MARY, &[NORTH]);
			index(ST_MARY, 1);
			Registry::revoke(operator(ST_MARY));
			let by_operator = || RuntimeOrigin::signed(operator(ST_MARY));
			assert_ok!(EhrIndex::withdraw_authorisation(by_operator(), NORTH, HEART));
			assert_ok!(EhrIndex::unindex_record(by_operator(), record(1)));
		});
}

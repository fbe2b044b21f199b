//! Every call wants a signature.

use crate::{mock::*, Call};
use frame_support::{assert_noop, traits::UnfilteredDispatchable};
use salus_primitives::record::{ConsentTarget, Grantee};
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
	]
}

#[test]
fn the_list_of_calls_is_complete() {
	use frame_support::traits::GetCallName;
	assert_eq!(calls().len(), Call::<Test>::get_call_names().len());
}

#[test]
fn no_call_takes_an_unsigned_or_a_root_origin() {
	ExtBuilder::default().build_and_execute(|| {
		for call in calls() {
			assert_noop!(
				call.clone().dispatch_bypass_filter(RuntimeOrigin::none()),
				DispatchError::BadOrigin
			);
			assert_noop!(
				call.dispatch_bypass_filter(RuntimeOrigin::root()),
				DispatchError::BadOrigin
			);
		}
	});
}

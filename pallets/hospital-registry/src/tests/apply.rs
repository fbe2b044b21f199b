use crate::{mock::*, Error, Event, Handles, Hospital, Hospitals, Keys, NextHospital};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{
	hospital::{HospitalStatus, KeyPurpose},
	traits::HospitalRegistry,
};
use sp_runtime::{DispatchError, DispatchResult, TokenError};

fn applies(who: AccountId, name: &str, url: &str) -> DispatchResult {
	Registry::apply(
		signed(who.clone()),
		handle(name),
		endpoint(url),
		wrap(&who),
		issuer(&who, 7),
	)
}

#[test]
fn a_hospital_applies_with_proven_keys_and_a_deposit() {
	build_and_execute(|| {
		assert_ok!(applies(MARY, "st-mary", "https://mary.example:9944"));
		assert_eq!(
			Hospitals::<Test>::get(0),
			Some(Hospital {
				handle: handle("st-mary"),
				operator: MARY,
				endpoint: endpoint("https://mary.example:9944"),
				status: HospitalStatus::Applied,
				issuer_pk1: issuer(&MARY, 7).pk1,
				issuer_pk2: issuer(&MARY, 7).pk2,
				since: 1,
				staff: 0,
				deposit: HOSPITAL_DEPOSIT,
			})
		);
		assert_eq!(Keys::<Test>::get(MARY, KeyPurpose::Wrap), Some(wrap(&MARY).key));
		assert_eq!(held(&MARY), (HOSPITAL_DEPOSIT, 0));
		assert!(!Registry::is_accredited(0));
		assert_eq!(Registry::operated_by(&MARY), Some(0));
		System::assert_last_event(
			Event::Applied {
				hospital: 0,
				operator: MARY,
				handle: handle("st-mary"),
			}
			.into(),
		);
	});
}

#[test]
fn numbers_are_never_given_twice() {
	build_and_execute(|| {
		assert_eq!(apply(MARY, "st-mary"), 0);
		assert_ok!(Registry::withdraw(signed(MARY)));
		assert_eq!(apply(MARY, "st-mary"), 1);
		assert_eq!(apply(LUKE, "st-luke"), 2);
	});
}

#[test]
fn a_handle_has_one_form() {
	build_and_execute(|| {
		for bad in [
			"",
			"St-Mary",
			"st mary",
			"st_mary",
			"st.mary",
			"mary/",
			"märy",
			"consortium",
		] {
			assert_noop!(
				applies(MARY, bad, "https://mary.example"),
				Error::<Test>::InvalidHandle
			);
		}
		assert_ok!(applies(MARY, "0-a", "https://mary.example"));
	});
}

#[test]
fn a_handle_belongs_to_one_hospital() {
	build_and_execute(|| {
		apply(MARY, "st-mary");
		assert_noop!(
			applies(LUKE, "st-mary", "https://luke.example"),
			Error::<Test>::HandleTaken
		);
	});
}

#[test]
fn an_endpoint_is_a_url_of_json_rpc() {
	build_and_execute(|| {
		for bad in [
			"",
			"https://",
			"ftp://mary.example",
			"mary.example",
			"https://ma ry.example",
			"https://märy.example",
			"javascript:alert(1)",
			"https://mary.example\n",
		] {
			assert_noop!(applies(MARY, "st-mary", bad), Error::<Test>::InvalidEndpoint);
		}
		assert_ok!(applies(MARY, "st-mary", "ws://127.0.0.1:9944"));
	});
}

#[test]
fn an_account_runs_one_hospital_and_has_no_other_role() {
	build_and_execute(|| {
		mary_with_doctor();
		assert_noop!(
			applies(MARY, "other", "https://mary.example"),
			Error::<Test>::AlreadyRegistered
		);
		assert_noop!(
			applies(DOCTOR, "other", "https://doctor.example"),
			Error::<Test>::AlreadyRegistered
		);
	});
}

#[test]
fn a_revoked_account_does_not_apply() {
	build_and_execute(|| {
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), MARY));
		assert_noop!(
			applies(MARY, "st-mary", "https://mary.example"),
			Error::<Test>::AccountRevoked
		);
	});
}

#[test]
fn keys_of_another_account_purpose_or_chain_are_refused() {
	build_and_execute(|| {
		let go = |wrap, issuer| {
			Registry::apply(
				signed(MARY),
				handle("st-mary"),
				endpoint("https://mary.example"),
				wrap,
				issuer,
			)
		};
		let (good_wrap, good_issuer) = (wrap(&MARY), issuer(&MARY, 7));
		let bad = Error::<Test>::InvalidKey;
		assert_noop!(go(wrap(&LUKE), good_issuer), bad);
		let bad = Error::<Test>::InvalidKey;
		assert_noop!(go(proven(&MARY, KeyPurpose::Report, 5), good_issuer), bad);
		let bad = Error::<Test>::InvalidIssuerKey;
		assert_noop!(go(good_wrap, issuer(&LUKE, 7)), bad);
		let here = System::block_hash(0);
		frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(9));
		let (foreign_wrap, foreign_issuer) = (wrap(&MARY), issuer(&MARY, 7));
		frame_system::BlockHash::<Test>::insert(0, here);
		let bad = Error::<Test>::InvalidKey;
		assert_noop!(go(foreign_wrap, good_issuer), bad);
		let bad = Error::<Test>::InvalidIssuerKey;
		assert_noop!(go(good_wrap, foreign_issuer), bad);
		assert_ok!(go(good_wrap, good_issuer));
	});
}

#[test]
fn bytes_that_are_no_points_are_refused() {
	build_and_execute(|| {
		let go = |wrap, issuer| {
			Registry::apply(
				signed(MARY),
				handle("st-mary"),
				endpoint("https://mary.example"),
				wrap,
				issuer,
			)
		};
		let mut identity = [0; 96];
		identity[0] = 0xc0;
		for key in [[0xff; 32], [0; 32]] {
			let mut bad = wrap(&MARY);
			bad.key = key;
			assert_noop!(go(bad, issuer(&MARY, 7)), Error::<Test>::InvalidKey);
		}
		let mut bad = wrap(&MARY);
		bad.proof = [0xff; 64];
		assert_noop!(go(bad, issuer(&MARY, 7)), Error::<Test>::InvalidKey);
		for change in 0..5 {
			let mut bad = issuer(&MARY, 7);
			match change {
				0 => bad.pk1 = [0xff; 48],
				1 => bad.pk1.copy_from_slice(&identity[..48]),
				2 => bad.pk2 = [0; 96],
				3 => bad.pk2 = identity,
				_ => bad.pk2 = issuer(&MARY, 8).pk2,
			}
			assert_noop!(go(wrap(&MARY), bad), Error::<Test>::InvalidIssuerKey);
		}
	});
}

#[test]
fn who_cannot_pay_the_deposit_does_not_apply() {
	build_and_execute(|| {
		assert_noop!(
			applies(PAUPER, "poor", "https://poor.example"),
			DispatchError::from(TokenError::FundsUnavailable)
		);
		assert_eq!(Handles::<Test>::iter().count(), 0);
	});
}

#[test]
fn only_a_signer_applies() {
	build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::apply(
					origin,
					handle("st-mary"),
					endpoint("https://mary.example"),
					wrap(&MARY),
					issuer(&MARY, 7)
				),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn the_last_number_is_not_given() {
	new_test_ext().execute_with(|| {
		NextHospital::<Test>::put(u32::MAX);
		assert_noop!(
			applies(MARY, "st-mary", "https://mary.example"),
			Error::<Test>::HospitalsExhausted
		);
	});
}

use crate::{mock::*, Error, Event, Missed};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, Pays},
	weights::Weight,
};
use salus_primitives::traits::Sharings;
use sp_runtime::DispatchError;

fn report(authority: AccountId) -> DispatchResultWithPostInfo {
	KeyAuthority::report_missing_partials(signed(REPORTER), authority)
}

/// The time to post is over.
fn wait() {
	for _ in 0..REPORT_AFTER {
		next_block(Weight::zero());
	}
}

#[test]
fn who_posts_nothing_in_time_is_named_at_no_cost() {
	ExtBuilder::default().build_and_execute(|| {
		wait();
		assert_eq!(report(MARY).unwrap().pays_fee, Pays::No);
		assert_eq!(
			events(),
			[Event::PartialsMissing {
				authority: MARY,
				reporter: REPORTER,
				epoch: 0,
				times: 1
			}]
		);
		assert_eq!(<KeyAuthority as Sharings<AccountId>>::missed(&MARY), 1);
		assert_eq!(Conducts::get(), [MARY]);
	});
}

#[test]
fn an_authority_has_its_time() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(report(MARY), Error::<Test>::NotYetMissing);
		wait();
		assert_ok!(report(MARY));
		next_epoch();
		assert_noop!(report(MARY), Error::<Test>::NotYetMissing);
	});
}

#[test]
fn the_time_begins_anew_with_a_generation() {
	ExtBuilder::default().build_and_execute(|| {
		wait();
		let parameters = KeyAuthority::api_parameters().unwrap();
		<KeyAuthority as Sharings<AccountId>>::install_parameters(parameters);
		assert_noop!(report(MARY), Error::<Test>::NotYetMissing);
		wait();
		assert_ok!(report(MARY));
	});
}

#[test]
fn once_an_epoch_and_in_a_row_until_it_posts() {
	ExtBuilder::default().build_and_execute(|| {
		wait();
		assert_ok!(report(MARY));
		assert_noop!(report(MARY), Error::<Test>::AlreadyReported);
		next_epoch();
		wait();
		assert_ok!(report(MARY));
		assert_eq!(Missed::<Test>::get(MARY), Some((1, 2)));

		assert_ok!(post_digest(signed(MARY), 1, [1; 32]));
		assert_eq!(Missed::<Test>::get(MARY), None);
		assert_eq!(Conducts::get(), [MARY, MARY, MARY]);
		assert_noop!(report(MARY), Error::<Test>::DigestAlreadyPosted);
	});
}

#[test]
fn only_authorities_that_may_answer_withhold() {
	ExtBuilder::default().build_and_execute(|| {
		wait();
		assert_noop!(
			KeyAuthority::report_missing_partials(RuntimeOrigin::none(), MARY),
			DispatchError::BadOrigin
		);
		assert_noop!(report(STRANGER), Error::<Test>::NotAnAuthority);
		Registry::set_accredited(0, false);
		assert_noop!(report(MARY), Error::<Test>::HospitalNotAccredited);
		Hospitals::set(&Vec::new());
		assert_noop!(report(MARY), Error::<Test>::NotAnOperator);
	});
}

#[test]
fn before_a_ceremony_nobody_withholds() {
	ExtBuilder::without_parameters().build_and_execute(|| {
		wait();
		assert_noop!(report(MARY), Error::<Test>::NoParameters);
	});
}

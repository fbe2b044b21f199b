use crate::{mock::*, Error, Event, Handles, Hospitals, Keys, People};
use frame_support::{assert_noop, assert_ok};
use salus_primitives::{hospital::HospitalStatus, traits::HospitalRegistry};
use sp_runtime::DispatchError;

#[test]
fn the_council_accredits_who_applied() {
	build_and_execute(|| {
		let mary = apply(MARY, "st-mary");
		System::set_block_number(5);
		assert_ok!(Registry::accredit(RuntimeOrigin::root(), mary));
		let hospital = Hospitals::<Test>::get(mary).unwrap();
		assert_eq!((hospital.status, hospital.since), (HospitalStatus::Accredited, 5));
		assert!(Registry::is_accredited(mary));
		System::assert_last_event(Event::Accredited { hospital: mary }.into());
	});
}

#[test]
fn nobody_else_accredits_or_rejects() {
	build_and_execute(|| {
		let mary = apply(MARY, "st-mary");
		for origin in [signed(MARY), signed(STRANGER), RuntimeOrigin::none()] {
			assert_noop!(Registry::accredit(origin.clone(), mary), DispatchError::BadOrigin);
			assert_noop!(Registry::reject(origin, mary), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn the_council_decides_once() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		for _ in 0..2 {
			assert_noop!(
				Registry::accredit(RuntimeOrigin::root(), mary),
				Error::<Test>::NotApplied
			);
			assert_noop!(
				Registry::reject(RuntimeOrigin::root(), mary),
				Error::<Test>::NotApplied
			);
			let _ = Registry::suspend(RuntimeOrigin::root(), mary);
		}
	});
}

#[test]
fn what_nobody_applied_for_is_not_decided() {
	build_and_execute(|| {
		assert_noop!(
			Registry::accredit(RuntimeOrigin::root(), 0),
			Error::<Test>::HospitalNotFound
		);
		assert_noop!(
			Registry::reject(RuntimeOrigin::root(), 0),
			Error::<Test>::HospitalNotFound
		);
	});
}

#[test]
fn a_rejected_application_disappears_and_frees_its_handle() {
	build_and_execute(|| {
		let squatter = apply(LUKE, "st-mary");
		assert_ok!(Registry::reject(RuntimeOrigin::root(), squatter));
		System::assert_last_event(Event::Rejected { hospital: squatter }.into());
		assert_eq!(held(&LUKE), (0, 0));
		assert_eq!(Hospitals::<Test>::iter().count(), 0);
		assert_eq!(Handles::<Test>::iter().count(), 0);
		assert_eq!(People::<Test>::iter().count(), 0);
		assert_eq!(Keys::<Test>::iter().count(), 0);
		assert_eq!(Registry::handle(squatter), None);
		apply(MARY, "st-mary");
	});
}

use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::{
	hospital::{HospitalInfo, HospitalStatus, KeyPurpose, PersonInfo, Role},
	page::{PageError, PageRequest},
};
use sp_runtime::AccountId32;

fn page(cursor: Option<Vec<u8>>, limit: u32) -> PageRequest {
	PageRequest { cursor, limit }
}

#[test]
fn a_hospital_shows_its_entry_key_and_custody() {
	build_and_execute(|| {
		let mary = mary_with_doctor();
		keep_records(mary, 3);
		let info = HospitalInfo {
			id: mary,
			handle: b"st-mary".to_vec(),
			operator: MARY,
			endpoint: b"https://hospital.example".to_vec(),
			status: HospitalStatus::Accredited,
			wrap_key: wrap(&MARY).key,
			issuer_pk1: issuer(&MARY, 7).pk1,
			issuer_pk2: issuer(&MARY, 7).pk2,
			since: 1,
			staff: 1,
			records: 3,
		};
		assert_eq!(Registry::api_hospital(mary), Some(info.clone()));
		assert_eq!(Registry::api_hospital_by_handle(b"st-mary".to_vec()), Some(info));
		assert_eq!(Registry::api_hospital(9), None);
		assert_eq!(Registry::api_hospital_by_handle(b"st-luke".to_vec()), None);
		assert_eq!(Registry::api_hospital_by_handle(vec![b'a'; 1_000]), None);
	});
}

#[test]
fn a_suspension_shows_in_the_same_block() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		let status = || Registry::api_hospital(mary).unwrap().status;
		assert_eq!(status(), HospitalStatus::Accredited);
		assert_ok!(Registry::suspend(RuntimeOrigin::root(), mary));
		assert_eq!(status(), HospitalStatus::Suspended);
		assert_ok!(Registry::reinstate(RuntimeOrigin::root(), mary));
		assert_ok!(Registry::withdraw(signed(MARY)));
		assert_eq!(status(), HospitalStatus::Withdrawn);
	});
}

#[test]
fn a_person_shows_role_keys_and_revocation() {
	build_and_execute(|| {
		let mary = mary_with_doctor();
		assert_ok!(Registry::register_keys(
			signed(DOCTOR),
			new_keys(&[(KeyPurpose::Wrap, wrap(&DOCTOR))])
		));
		let info = PersonInfo {
			account: DOCTOR,
			role: Role::Staff,
			hospital: Some(mary),
			keys: vec![(KeyPurpose::Wrap, wrap(&DOCTOR).key)],
			revoked: false,
		};
		assert_eq!(Registry::api_person(DOCTOR), Some(info.clone()));
		assert_ok!(Revocation::revoke_staff(signed(MARY), DOCTOR));
		assert_eq!(
			Registry::api_person(DOCTOR),
			Some(PersonInfo {
				revoked: true,
				..info
			})
		);
		assert_eq!(Registry::api_person(STRANGER), None);
	});
}

#[test]
fn hospitals_are_paged_by_number_over_gaps() {
	build_and_execute(|| {
		accredited(MARY, "st-mary");
		apply(LUKE, "gone");
		assert_ok!(Registry::withdraw(signed(LUKE)));
		accredited(LUKE, "st-luke");
		let ids = |request| {
			let page = Registry::api_hospitals(request).unwrap();
			(
				page.items.iter().map(|info| info.id).collect::<Vec<_>>(),
				page.next,
			)
		};
		assert_eq!(ids(page(None, 1_000_000_000)), (vec![0, 2], None));
		let (first, next) = ids(page(None, 1));
		assert_eq!(first, [0]);
		assert_eq!(ids(page(next, 0)), (vec![2], None));
		assert_eq!(ids(page(Some(u32::MAX.encode()), 5)), (vec![], None));
	});
}

#[test]
fn a_page_of_hospitals_looks_at_256_numbers_at_most() {
	new_test_ext().execute_with(|| {
		crate::NextHospital::<Test>::put(10_000);
		let page = Registry::api_hospitals(page(None, 256)).unwrap();
		assert_eq!((page.items, page.next), (vec![], Some(256u32.encode())));
	});
}

#[test]
fn staff_is_paged_and_complete() {
	build_and_execute(|| {
		let mary = accredited(MARY, "st-mary");
		let accounts: Vec<AccountId> = (10..20).map(|i| AccountId32::new([i; 32])).collect();
		for account in &accounts {
			assert_ok!(Registry::enrol_staff(signed(MARY), account.clone()));
		}
		let (mut seen, mut cursor) = (Vec::new(), None);
		loop {
			let page = Registry::api_staff(mary, page(cursor, 3)).unwrap();
			assert!(page.items.len() <= 3);
			seen.extend(page.items);
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		seen.sort();
		assert_eq!(seen, accounts);
		assert_eq!(Registry::api_staff(mary, page(None, 10)).unwrap().next, None);
		assert!(Registry::api_staff(9, page(None, 10)).unwrap().items.is_empty());
	});
}

#[test]
fn a_cursor_that_no_page_gave_is_refused() {
	build_and_execute(|| {
		for cursor in [vec![], vec![0; 3], vec![0; 5]] {
			assert_eq!(
				Registry::api_hospitals(page(Some(cursor.clone()), 1)),
				Err(PageError::InvalidCursor)
			);
			assert_eq!(
				Registry::api_staff(0, page(Some(cursor), 1)),
				Err(PageError::InvalidCursor)
			);
		}
	});
}

//! Who is remembered as a candidate.

use crate::{mock::*, Event, Roster, MAX_ROSTER};

/// The operator of one of more hospitals than have names elsewhere.
fn hospital(place: u32) -> AccountId {
	let mut bytes = [0; 32];
	bytes[..4].copy_from_slice(&(place + 1).to_le_bytes());
	AccountId::new(bytes)
}

#[test]
fn a_hospital_that_finds_the_roster_full_is_named_and_is_a_candidate_once_reinstated() {
	ExtBuilder::of(0).build_and_execute(|| {
		for place in 0..MAX_ROSTER {
			accredit(&hospital(place));
		}
		assert!(events().is_empty());
		let late = hospital(MAX_ROSTER);
		accredit(&late);
		assert_eq!(
			last_event(),
			Event::RosterFull {
				operator: late.clone()
			}
		);
		assert!(!Roster::<Test>::get().contains(&late));

		suspend(&hospital(0));
		assert!(!Roster::<Test>::get().contains(&late));
		suspend(&late);
		accredit(&late);
		assert_eq!(Roster::<Test>::get().last(), Some(&late));
		assert_eq!(events().len(), 1);
	});
}

use crate::{Conduct, MAX_BANS};

#[test]
fn the_longest_ban_decides_and_each_ends_by_itself() {
	let mut conduct = Conduct::default();
	conduct.ban(1, 10, 4);
	conduct.ban(2, 12, 6);
	assert_eq!(conduct.banned_until(), 12);
	conduct.lift_ban(2);
	assert_eq!(conduct.banned_until(), 10);
	assert!(!conduct.is_spotless(9));
	assert!(conduct.is_spotless(10));
	conduct.lift_ban(1);
	assert_eq!(conduct, Conduct::default());
}

#[test]
fn a_worse_report_lengthens_the_ban_of_its_offence() {
	let mut conduct = Conduct::default();
	conduct.ban(1, 10, 4);
	conduct.ban(1, 12, 6);
	assert_eq!(conduct.bans.len(), 1);
	assert_eq!(conduct.banned_until(), 12);
}

#[test]
fn a_confirmed_ban_is_lifted_by_nothing() {
	let mut conduct = Conduct::default();
	conduct.ban(1, 10, 4);
	conduct.confirm_ban(1);
	conduct.ban(1, 12, 6);
	conduct.lift_ban(1);
	assert_eq!(conduct.banned_until(), 10);
}

#[test]
fn bans_that_are_over_make_room() {
	let mut conduct = Conduct::default();
	for session in 0..MAX_BANS {
		conduct.ban(session, 5, 1);
	}
	conduct.ban(99, 20, 5);
	assert_eq!(conduct.bans.len(), 1);
	assert_eq!(conduct.banned_until, 0);
}

#[test]
fn no_ban_is_shortened_for_want_of_room() {
	let mut conduct = Conduct::default();
	conduct.ban(0, 99, 1);
	for session in 1..=MAX_BANS {
		conduct.ban(session, 50, 1);
	}
	assert_eq!(conduct.bans.len(), MAX_BANS as usize);
	for session in 0..=MAX_BANS {
		conduct.lift_ban(session);
	}
	assert_eq!(conduct.banned_until(), 99);
}

//! Sealing and opening through the public functions.

mod common;

use common::*;

#[test]
fn who_satisfies_the_policy_opens() {
	let mut world = World::new(2, 3);
	let doctor = world.user(5, &["consortium/cardiologist", "st-mary/staff"]);
	let sealed = world.seal("consortium/cardiologist and (st-mary/staff or consortium/emergency)", b"payload");
	let epoch = world.epoch(4, &[1, 900_000]);
	let (y1, y2) = world.factors(&doctor, &sealed, &epoch).unwrap();
	let opened = world.open_with(&doctor.secret, &sealed, &y1, &y2).unwrap();
	assert_eq!(opened.payload.as_slice(), b"payload");
}

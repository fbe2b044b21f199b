//! A record under real policies: the key authority's boxes open to the payloads of its groups.

#[path = "../common/mod.rs"]
mod common;

use crate::{content, request, CONTEXT, FIELDS};
use common::{World, GENESIS, RECORD};
use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	header::{HeaderError, Sealed},
	record::{seal, Blob, Envelope, GroupPayload, RecordContext, SealRequest},
	wrap::WrapSecret,
	Bls,
};

const POLICIES: [&str; 2] = [
	"consortium/nurse or consortium/cardiologist",
	"consortium/cardiologist and st-mary/staff",
];

#[test]
fn a_cardiologist_opens_both_groups_and_a_nurse_one() {
	let mut world = World::new(2, 3);
	let mut rng = StdRng::seed_from_u64(11);
	let patient = WrapSecret::generate(&mut rng);
	let context = RecordContext {
		genesis: GENESIS,
		record: RECORD,
	};
	assert_ne!(context, CONTEXT);
	let request = SealRequest {
		context,
		..request(&FIELDS, 2, &patient)
	};
	let mut envelopes: Vec<Sealed<Bls>> = Vec::new();
	let record = seal(&request, &mut rng, |group, payload, _| {
		let sealed = world.seal(POLICIES[group], &payload.to_bytes()[..]);
		let envelope = Envelope {
			header: sealed.header.clone(),
			boxed: sealed.sealed_box.clone(),
		};
		envelopes.push(sealed);
		Ok::<_, HeaderError>(envelope)
	})
	.unwrap();

	let cardiologist = world.user(0, &["consortium/cardiologist", "st-mary/staff"]);
	let nurse = world.user(1, &["consortium/nurse", "st-mary/staff"]);
	let epoch = world.epoch(1, &[]);
	let blob = Blob::parse(&record.blob).unwrap();
	for (user, opens) in [(&cardiologist, [true, true]), (&nurse, [true, false])] {
		for (group, opens) in opens.into_iter().enumerate() {
			assert_eq!(blob.header(group), Some(&envelopes[group].header[..]));
			assert_eq!(blob.boxed(group), Some(&envelopes[group].sealed_box[..]));
			let factors = world.factors(user, &envelopes[group], &epoch);
			assert_eq!(factors.is_some(), opens);
			let Some((y1, y2)) = factors else { continue };
			let opened = world
				.open_with(&user.secret, &envelopes[group], &y1, &y2)
				.unwrap();
			let payload = GroupPayload::from_bytes(&opened.payload).unwrap();
			let open = blob.open_group(group, &payload, &record.commitment).unwrap();
			for entry in open.entries() {
				assert_eq!(
					content(&open, entry.index).unwrap(),
					FIELDS[entry.index as usize].content
				);
			}
		}
	}
}

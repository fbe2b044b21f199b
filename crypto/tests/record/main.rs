//! Sealed records: what opens, what is refused, what a disclosure shows and hides.
//!
//! Envelopes are stood in for by plain bytes here: what the key authority does with a payload has tests of
//! its own, and a record only carries header and box.

mod authority;
mod disclosure;
mod large;
mod malformed;
mod merkle;
mod opening;
#[path = "../oracle/mod.rs"]
mod oracle;
#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;

use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	record::{
		seal, Blob, Envelope, Field, GroupPayload, OpenError, OpenGroup, RecordContext, RecordError,
		SealError, SealRequest, Sealed,
	},
	wrap::WrapSecret,
};
use std::convert::Infallible;

const CONTEXT: RecordContext = RecordContext {
	genesis: [1; 32],
	record: [2; 32],
};
const SCHEMA: u16 = 4;

/// Five fields in two groups.
const FIELDS: [Field<'static>; 5] = [
	Field {
		label: "Patient",
		content: b"Ada, born 1815",
		group: 0,
	},
	Field {
		label: "Observation/8867-4",
		content: b"72 beats a minute",
		group: 1,
	},
	Field {
		label: "Observation/8480-6",
		content: b"",
		group: 1,
	},
	Field {
		label: "Condition/I10",
		content: b"essential hypertension",
		group: 0,
	},
	Field {
		label: "Condition/I10",
		content: b"essential hypertension",
		group: 0,
	},
];

/// A record as sealed, and the payloads that its boxes hold.
struct Record {
	sealed: Sealed,
	payloads: Vec<GroupPayload>,
	patient: WrapSecret,
}

impl Record {
	fn new(fields: &[Field<'_>], groups: usize) -> Self {
		Self::with_seed(fields, groups, 7)
	}

	fn with_seed(fields: &[Field<'_>], groups: usize, seed: u64) -> Self {
		let mut rng = StdRng::seed_from_u64(seed);
		let patient = WrapSecret::generate(&mut rng);
		let request = request(fields, groups, &patient);
		let mut payloads = Vec::new();
		let sealed = seal(&request, &mut rng, |group, payload, _| {
			payloads.push(payload.clone());
			Ok::<_, Infallible>(Envelope {
				header: format!("header {group}").into_bytes(),
				boxed: format!("box {group}").into_bytes(),
			})
		})
		.expect("the record is right");
		Self {
			sealed,
			payloads,
			patient,
		}
	}

	fn blob(&self) -> Blob<'_> {
		Blob::parse(&self.sealed.blob).unwrap()
	}

	fn open(&self, group: usize) -> OpenGroup<'_> {
		self.blob()
			.open_group(group, &self.payloads[group], &self.sealed.commitment)
			.unwrap()
	}
}

fn request<'a>(fields: &'a [Field<'a>], groups: usize, patient: &WrapSecret) -> SealRequest<'a> {
	SealRequest {
		context: CONTEXT,
		schema: SCHEMA,
		fields,
		groups,
		patient: patient.public(),
	}
}

/// Seals with envelopes that never fail, and gives the error.
fn refusal(request: &SealRequest<'_>) -> RecordError {
	let envelope = |_, _: &GroupPayload, _: &mut StdRng| {
		Ok::<_, Infallible>(Envelope {
			header: vec![1],
			boxed: vec![2],
		})
	};
	match seal(request, &mut StdRng::seed_from_u64(0), envelope) {
		Err(SealError::Record(error)) => error,
		Err(SealError::Envelope(never)) => match never {},
		Ok(_) => panic!("the record was sealed"),
	}
}

fn content(group: &OpenGroup<'_>, index: u32) -> Result<Vec<u8>, OpenError> {
	group.field(index).map(|content| content.to_vec())
}

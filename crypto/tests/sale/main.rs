//! Agreed sales: what is sold opens, what is not right is refused, each for its own reason.
//!
//! But in `credential`, the presentation is stood in for by root and order id: a bundle only carries what the two functions
//! make and verify, and much is checked byte by byte here.

mod cheats;
mod check;
mod credential;
mod forge;
mod keys;
mod malformed;
#[path = "../oracle/mod.rs"]
mod oracle;
mod reveal;
mod seller;
mod story;
#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;

use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	record::{
		seal, Blob, Envelope, Field, GroupPayload, Hash, OpenGroup, RecordContext, SealRequest, Sealed,
	},
	sale::{make, order_id, Bundle, CheckError, Draw, OrderTerms, Outgoing, Proposal, TradeSecret},
	wrap::WrapSecret,
};
use std::convert::Infallible;

const GENESIS: Hash = [1; 32];
const SELLER: Hash = [3; 32];
const BUYER: Hash = [4; 32];
const SCHEMA: u16 = 4;

/// Five fields in two groups; two of them say the same.
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

/// Why the stand-in for a presentation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NotForThisOrder;

type Refused = CheckError<NotForThisOrder>;

fn rng(seed: u64) -> StdRng {
	StdRng::seed_from_u64(seed)
}

/// A record as its patient has it.
struct Record {
	sealed: Sealed,
	payloads: Vec<GroupPayload>,
}

impl Record {
	fn new(fields: &[Field<'_>], seed: u64) -> Self {
		let mut rng = rng(seed);
		let groups = fields.iter().map(|field| field.group + 1).max().unwrap();
		let request = SealRequest {
			context: RecordContext {
				genesis: GENESIS,
				record: [2; 32],
			},
			schema: SCHEMA,
			fields,
			groups,
			patient: WrapSecret::generate(&mut rng).public(),
		};
		let mut payloads = Vec::new();
		let sealed = seal(&request, &mut rng, |_, payload, _| {
			payloads.push(payload.clone());
			Ok::<_, Infallible>(Envelope {
				header: vec![1],
				boxed: vec![2],
			})
		})
		.unwrap();
		Self { sealed, payloads }
	}

	fn open(&self) -> Vec<OpenGroup<'_>> {
		let blob = Blob::parse(&self.sealed.blob).unwrap();
		self.payloads
			.iter()
			.enumerate()
			.map(|(group, payload)| blob.open_group(group, payload, &self.sealed.commitment).unwrap())
			.collect()
	}
}

fn terms(secret: &TradeSecret) -> OrderTerms {
	OrderTerms {
		genesis: GENESIS,
		seller: SELLER,
		buyer: BUYER,
		y: secret.public(),
		price: 25_000,
		deadline: 1_000,
		terms: [5; 32],
		nonce: [6; 32],
	}
}

/// The stand-in for a presentation: the root it discloses, and the order it is for.
fn present<R>(terms: &OrderTerms, root: &Hash, _: &mut R) -> Result<Vec<u8>, Infallible> {
	Ok([*root, order_id(terms)].concat())
}

fn verify_presentation(terms: &OrderTerms, presentation: &[u8]) -> Result<Hash, NotForThisOrder> {
	match presentation.split_first_chunk() {
		Some((root, order)) if *order == order_id(terms) => Ok(*root),
		_ => Err(NotForThisOrder),
	}
}

/// An order under way: the buyer's key, the seller's draw, and the bundle.
struct Sale {
	record: Record,
	secret: TradeSecret,
	draw: Draw,
	proposal: Proposal,
	bytes: Vec<u8>,
}

impl Sale {
	/// An honest sale of fields of [`FIELDS`].
	fn of(indices: &[u32]) -> Self {
		Self::with(Record::new(&FIELDS, 7), indices, |_| {}, 11)
	}

	fn with(record: Record, indices: &[u32], change: impl FnOnce(&mut OrderTerms), seed: u64) -> Self {
		let mut rng = rng(seed);
		let secret = TradeSecret::from_bytes(&[9; 32]).unwrap();
		let mut terms = terms(&secret);
		change(&mut terms);
		let draw = Draw::generate(&terms, &mut rng).unwrap();
		let (proposal, bytes) = {
			let outgoing = outgoing(&record, &terms, &draw, indices, &mut rng);
			(*outgoing.proposal(), outgoing.to_bytes())
		};
		Self {
			record,
			secret,
			draw,
			proposal,
			bytes,
		}
	}

	fn bundle(&self) -> Bundle<'_> {
		Bundle::parse(&self.bytes).unwrap()
	}

	/// What the buyer says of these bytes, the proposal naming their hash: the seller may propose what it likes.
	fn refusal(&self, bytes: &[u8]) -> Refused {
		let bundle = Bundle::parse(bytes).unwrap();
		let proposal = Proposal {
			bundle: bundle.hash(),
			..self.proposal
		};
		refusal(&bundle, &proposal, &self.secret)
	}
}

fn outgoing<'a>(
	record: &'a Record,
	terms: &OrderTerms,
	draw: &Draw,
	indices: &[u32],
	rng: &mut StdRng,
) -> Outgoing<'a> {
	let groups = record.open();
	let groups: Vec<_> = groups.iter().collect();
	make(terms, draw, &groups, indices, present, rng).unwrap()
}

fn check(bundle: &Bundle<'_>, proposal: &Proposal, secret: &TradeSecret) -> Result<Hash, Refused> {
	bundle
		.check(proposal, secret, verify_presentation, &mut rng(13))
		.map(|checked| *checked.root())
}

fn refusal(bundle: &Bundle<'_>, proposal: &Proposal, secret: &TradeSecret) -> Refused {
	check(bundle, proposal, secret).unwrap_err()
}

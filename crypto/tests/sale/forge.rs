//! Bundles as a cheat writes them: the format a second time, without any check.

use salus_crypto::{
	codec::{Reader, Writer},
	record::{path_length, Hash},
};

pub const TAG: &[u8] = b"salus/v1/sale/bundle";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgedField {
	pub index: u32,
	pub label: Vec<u8>,
	pub p: [u8; 32],
	pub digest: Hash,
	pub length: u64,
	pub path: Vec<Hash>,
	pub w: [u8; 32],
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forged {
	pub order: Hash,
	pub schema: u16,
	pub n: u32,
	pub count: u32,
	pub fields: Vec<ForgedField>,
	pub presentation: Vec<u8>,
	/// The first message: T, then T_i and T'_i of each field.
	pub points: Vec<[u8; 32]>,
	/// z, then z_i of each field.
	pub responses: Vec<[u8; 32]>,
	pub ciphertexts: Vec<Vec<u8>>,
}

impl Forged {
	pub fn read(bytes: &[u8]) -> Self {
		let mut reader = Reader::tagged(TAG, bytes).unwrap();
		let (order, schema, n, count) = (
			reader.array().unwrap(),
			reader.u16().unwrap(),
			reader.u32().unwrap(),
			reader.u32().unwrap(),
		);
		let fields: Vec<_> = (0..count)
			.map(|_| {
				let index = reader.u32().unwrap();
				ForgedField {
					index,
					label: reader.bytes(256).unwrap().to_vec(),
					p: reader.array().unwrap(),
					digest: reader.array().unwrap(),
					length: reader.u64().unwrap(),
					path: (0..path_length(index, n).unwrap())
						.map(|_| reader.array().unwrap())
						.collect(),
					w: reader.array().unwrap(),
				}
			})
			.collect();
		let presentation = reader.bytes(1 << 16).unwrap().to_vec();
		let points = (0..2 * count + 1).map(|_| reader.array().unwrap()).collect();
		let responses = (0..count + 1).map(|_| reader.array().unwrap()).collect();
		let ciphertexts = fields
			.iter()
			.map(|field| reader.take(field.length as usize).unwrap().to_vec())
			.collect();
		reader.finish().unwrap();
		Self {
			order,
			schema,
			n,
			count,
			fields,
			presentation,
			points,
			responses,
			ciphertexts,
		}
	}

	/// What stands before the proof.
	pub fn statement(&self) -> Vec<u8> {
		let mut writer = Writer::tagged(TAG)
			.fixed(&self.order)
			.u16(self.schema)
			.u32(self.n)
			.u32(self.count);
		for field in &self.fields {
			writer = writer
				.u32(field.index)
				.bytes(&field.label)
				.fixed(&field.p)
				.fixed(&field.digest)
				.u64(field.length)
				.fixed(&field.path.concat())
				.fixed(&field.w);
		}
		writer.bytes(&self.presentation).finish()
	}

	pub fn front(&self) -> Vec<u8> {
		[self.statement(), self.points.concat(), self.responses.concat()].concat()
	}

	pub fn write(&self) -> Vec<u8> {
		[self.front(), self.ciphertexts.concat()].concat()
	}
}

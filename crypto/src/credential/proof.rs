//! A presentation's statement, points and responses, and the one transcript that prover and verifier build of them.

use super::{
	error::PresentationError,
	schema::{SchemaRef, MAX_VALUE, QUARTER, ROOT, SCHEMA},
};
use crate::{
	codec::{Reader, Writer},
	domain,
	encoding::{decode_scalar, encode_g1, encode_scalar, G1Bytes, G2Bytes, ScalarBytes},
	suite::{Fr, Suite, G1},
	transcript::Transcript,
};
use alloc::vec::Vec;

/// A message that is shown.
pub(crate) struct Disclosed {
	pub index: u8,
	pub value: Vec<u8>,
	pub message: Fr,
}

impl Disclosed {
	pub fn schema(schema: &SchemaRef) -> Self {
		Self {
			index: SCHEMA,
			value: [schema.messages()].into(),
			message: schema.schema_message(),
		}
	}

	pub fn root(schema: &SchemaRef, root: &[u8; 32]) -> Self {
		Self {
			index: ROOT,
			value: root.into(),
			message: schema.root_message(root),
		}
	}

	pub fn quarter(schema: &SchemaRef, quarter: u32) -> Self {
		Self {
			index: QUARTER,
			value: quarter.to_le_bytes().into(),
			message: schema.quarter_message(quarter),
		}
	}

	/// The buckets of attributes, if these exist and stand in order.
	pub fn buckets(schema: &SchemaRef, attributes: &Buckets) -> Option<Vec<Self>> {
		let mut before = None;
		attributes
			.iter()
			.map(|(attribute, bucket)| {
				let index = schema.message_of(*attribute)?;
				if before.is_some_and(|before| before >= index) {
					return None;
				}
				before = Some(index);
				Some(Self {
					index,
					value: bucket.clone(),
					message: schema.bucket_message(index, bucket),
				})
			})
			.collect()
	}
}

/// Attributes that are shown, by their place in the schema, with their buckets.
pub(crate) type Buckets = Vec<(u8, Vec<u8>)>;

pub(crate) fn write_buckets(writer: Writer, buckets: &[(u8, Vec<u8>)]) -> Writer {
	let writer = writer.u8(u8::try_from(buckets.len()).unwrap_or(u8::MAX));
	buckets.iter().fold(writer, |writer, (attribute, bucket)| {
		writer
			.u8(*attribute)
			.u8(u8::try_from(bucket.len()).unwrap_or(u8::MAX))
			.fixed(bucket)
	})
}

pub(crate) fn read_buckets(reader: &mut Reader<'_>) -> Result<Buckets, PresentationError> {
	(0..reader.u8()?)
		.map(|_| {
			let (attribute, length) = (reader.u8()?, usize::from(reader.u8()?));
			if length == 0 || length > MAX_VALUE {
				return Err(PresentationError::Disclosed);
			}
			Ok((attribute, reader.take(length)?.into()))
		})
		.collect()
}

/// What else the responses of u and of one integer serve: `N = base^u`, `Cv = g1^v * h_c^gamma`.
pub(crate) struct Link<S: Suite> {
	pub base: G1<S>,
	/// Message v.
	pub field: u8,
}

/// All that a presentation states beside its points.
pub(crate) struct Statement<'a, S: Suite> {
	pub genesis: &'a [u8; 32],
	pub schema: SchemaRef,
	/// Digest of the whole list of issuers.
	pub list: [u8; 32],
	/// Which of them are accepted.
	pub accepted: &'a [bool],
	/// By index.
	pub disclosed: Vec<Disclosed>,
	pub link: Option<Link<S>>,
	pub context: Vec<u8>,
}

impl<S: Suite> Statement<'_, S> {
	/// The transcript of everything but the points.
	pub fn begin(&self) -> Transcript {
		let mut transcript = Transcript::new(domain::PRESENTATION, self.genesis);
		transcript.append(b"schema", &self.schema.digest);
		transcript.append(b"L", &[self.schema.messages()]);
		transcript.append(b"issuers", &self.list);
		let accepted: Vec<u8> = self.accepted.iter().map(|accepted| u8::from(*accepted)).collect();
		transcript.append(b"accepted", &accepted);
		for disclosed in &self.disclosed {
			transcript.append(b"index", &[disclosed.index]);
			transcript.append(b"value", &disclosed.value);
		}
		if let Some(link) = &self.link {
			transcript.append(b"base of N", &encode_g1::<S>(&link.base));
			transcript.append(b"field", &[link.field]);
		}
		transcript.append(b"context", &self.context);
		transcript
	}

	/// The transcript up to the points.
	pub fn transcript(&self, points: &Points) -> Transcript {
		let mut transcript = self.begin();
		transcript.append(b"bpk", &points.bpk);
		transcript.append(b"bpk'", &points.bpk_prime);
		transcript.append(b"A'", &points.a_prime);
		transcript.append(b"Abar", &points.a_bar);
		transcript.append(b"Cbar", &points.c_bar);
		if let Some([nullifier, commitment]) = &points.link {
			transcript.append(b"N", nullifier);
			transcript.append(b"Cv", commitment);
		}
		transcript
	}

	/// The messages that stay hidden.
	pub fn hidden(&self) -> Vec<u8> {
		(0..self.schema.messages())
			.filter(|index| self.disclosed.iter().all(|disclosed| disclosed.index != *index))
			.collect()
	}
}

/// The points that a prover sends.
#[derive(Clone)]
pub(crate) struct Points {
	/// `pk2_j * g2^t`.
	pub bpk: G2Bytes,
	/// `pk1_j * g1^t`.
	pub bpk_prime: G1Bytes,
	/// `A^{r1 r2}`.
	pub a_prime: G1Bytes,
	/// `Cbar^{r2} * A'^{-(e - t)}`.
	pub a_bar: G1Bytes,
	/// `C^{r1}`.
	pub c_bar: G1Bytes,
	/// N and Cv.
	pub link: Option<[G1Bytes; 2]>,
}

/// What the prover committed to before the challenge.
pub(crate) struct Commitments {
	/// Of `Abar = Cbar^{r2} * A'^{-(e - t)}`.
	pub signature: G1Bytes,
	/// Of `g1 * prod_disclosed h_i^{m_i} = Cbar^{1/r1} * prod_hidden h_i^{-m_i}`.
	pub messages: G1Bytes,
	/// Of N and of Cv.
	pub link: Option<[G1Bytes; 2]>,
	/// Of `bpk' / pk1_j = g1^t`, one an accepted issuer.
	pub issuers: Vec<G1Bytes>,
}

/// The challenge over the transcript and all commitments.
pub(crate) fn challenge(transcript: &mut Transcript, commitments: &Commitments) -> Fr {
	transcript.append(b"commitment of the signature", &commitments.signature);
	transcript.append(b"commitment of the messages", &commitments.messages);
	if let Some([nullifier, commitment]) = &commitments.link {
		transcript.append(b"commitment of N", nullifier);
		transcript.append(b"commitment of Cv", commitment);
	}
	for issuer in &commitments.issuers {
		transcript.append(b"commitment of an issuer", issuer);
	}
	transcript.challenge()
}

/// rho: hashed after the prover's last message. Were it known before, or bpk not hashed, a prover could choose what is
/// left to choose so that two wrong equations add up to a right one.
pub(crate) fn batch_weight(transcript: &mut Transcript, responses: &Responses) -> Fr {
	transcript.append(b"responses", &responses.write(Writer::new()).finish());
	transcript.batch_weight()
}

/// The prover's last message.
#[derive(Clone)]
pub(crate) struct Responses {
	/// A challenge and a response for each accepted issuer; the challenges add up to the whole one.
	pub issuers: Vec<(Fr, Fr)>,
	/// Of `e - t`.
	pub e: Fr,
	/// Of `r2`.
	pub r2: Fr,
	/// Of `1/r1`.
	pub r1_inverse: Fr,
	/// Of the hidden messages, by index.
	pub messages: Vec<Fr>,
	/// Of gamma.
	pub gamma: Option<Fr>,
}

impl Responses {
	/// The whole challenge.
	pub fn challenge(&self) -> Fr {
		self.issuers.iter().map(|(challenge, _)| *challenge).sum()
	}

	fn write(&self, writer: Writer) -> Writer {
		let count = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
		let writer = writer
			.u8(count(self.issuers.len()))
			.u8(count(self.messages.len()));
		let scalars = self
			.issuers
			.iter()
			.flat_map(|(challenge, response)| [challenge, response])
			.chain([&self.e, &self.r2, &self.r1_inverse])
			.chain(&self.messages)
			.chain(&self.gamma);
		scalars.fold(writer, |writer, scalar| writer.fixed(&encode_scalar(scalar)))
	}

	fn read(reader: &mut Reader<'_>, linked: bool) -> Result<Self, PresentationError> {
		fn scalar(reader: &mut Reader<'_>) -> Result<Fr, PresentationError> {
			let bytes: ScalarBytes = reader.array()?;
			Ok(decode_scalar(&bytes)?)
		}
		let (issuers, messages) = (reader.u8()?, reader.u8()?);
		Ok(Self {
			issuers: (0..issuers)
				.map(|_| Ok((scalar(reader)?, scalar(reader)?)))
				.collect::<Result<_, PresentationError>>()?,
			e: scalar(reader)?,
			r2: scalar(reader)?,
			r1_inverse: scalar(reader)?,
			messages: (0..messages)
				.map(|_| scalar(reader))
				.collect::<Result<_, PresentationError>>()?,
			gamma: if linked { Some(scalar(reader)?) } else { None },
		})
	}
}

/// Points and responses.
#[derive(Clone)]
pub(crate) struct Proof {
	pub points: Points,
	pub responses: Responses,
}

impl Proof {
	/// Bytes of a proof at most.
	pub const MAX: usize =
		96 + 4 * 48 + 2 * 48 + 2 + 32 * (2 * super::MAX_ISSUERS + 3 + super::bases::MAX_MESSAGES + 1);

	pub fn write(&self, writer: Writer) -> Writer {
		let points = &self.points;
		let writer = writer
			.fixed(&points.bpk)
			.fixed(&points.bpk_prime)
			.fixed(&points.a_prime)
			.fixed(&points.a_bar)
			.fixed(&points.c_bar);
		let writer = points
			.link
			.iter()
			.flatten()
			.fold(writer, |writer, point| writer.fixed(point));
		self.responses.write(writer)
	}

	pub fn read(reader: &mut Reader<'_>, linked: bool) -> Result<Self, PresentationError> {
		let points = Points {
			bpk: reader.array()?,
			bpk_prime: reader.array()?,
			a_prime: reader.array()?,
			a_bar: reader.array()?,
			c_bar: reader.array()?,
			link: if linked {
				Some([reader.array()?, reader.array()?])
			} else {
				None
			},
		};
		Ok(Self {
			points,
			responses: Responses::read(reader, linked)?,
		})
	}
}

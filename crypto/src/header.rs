//! Sealing under a policy: the header, its box, and the custodian's part.
//!
//! The derivation is in [`crate::authority`]. All randomness of a header comes from a seed that belongs to it alone
//! (Fujisaki–Okamoto): whoever opens the box computes the header again and refuses it if a single byte differs.

use crate::{
	authority::Parameters,
	codec::{CodecError, Reader, Writer},
	custodian::CustodianPart,
	domain,
	encoding::{decode_g1, decode_g2, encode_g1, encode_g2, encode_gt, DecodeError},
	hash::{h_scalar, sha256},
	lsss::Lsss,
	policy::{Policy, MAX_INPUT},
	suite::{affine, Fr, Gt, Suite, G1, G2},
	symmetric::MessageKey,
	tables::Tables,
};
use alloc::vec::Vec;
use ark_ff::Zero;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// The seed of a header.
pub type Seed = [u8; 32];

/// What a header is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderContext {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// Id of the record.
	pub record: [u8; 32],
	/// Ceremony of alpha and beta.
	pub ceremony: [u8; 32],
	/// Who may open.
	pub policy: Policy,
}

/// A decoded header.
pub struct Header<S: Suite> {
	context: HeaderContext,
	lsss: Lsss,
	hash: [u8; 32],
	/// `C0 = g2^s`.
	pub(crate) c0: G2<S>,
	/// `C'_tau = g2^{s'_tau}`.
	pub(crate) c_prime: Vec<G2<S>>,
	/// `C_i = B^{lambda_i} * H_attr(pi(i))^{s'_tau(i)}`.
	pub(crate) c: Vec<G1<S>>,
}

/// What sealing gives.
pub struct Sealed<S: Suite> {
	/// The header: may be public.
	pub header: Vec<u8>,
	/// The box: opens with `E^s`.
	pub sealed_box: Vec<u8>,
	/// For the custodian alone.
	pub custodian_part: CustodianPart<S>,
}

/// Why a header does not decode or a payload is not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderError {
	/// The bytes are not of the format.
	Codec(CodecError),
	/// A point does not decode.
	Encoding(DecodeError),
	/// The policy does not parse, or is not in canonical form.
	Policy,
	/// The context names another ceremony than the parameters.
	WrongCeremony,
}

impl From<CodecError> for HeaderError {
	fn from(error: CodecError) -> Self {
		Self::Codec(error)
	}
}

impl From<DecodeError> for HeaderError {
	fn from(error: DecodeError) -> Self {
		Self::Encoding(error)
	}
}

impl core::fmt::Display for HeaderError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		match self {
			Self::Codec(error) => error.fmt(f),
			Self::Encoding(error) => error.fmt(f),
			Self::Policy => f.write_str("the policy is malformed or not in canonical form"),
			Self::WrongCeremony => f.write_str("the context names another ceremony"),
		}
	}
}

impl core::error::Error for HeaderError {}

impl HeaderContext {
	/// ctx: genesis, record, ceremony, canonical policy.
	fn write(&self, writer: Writer) -> Writer {
		writer
			.fixed(&self.genesis)
			.fixed(&self.record)
			.fixed(&self.ceremony)
			.bytes(self.policy.canonical().as_bytes())
	}

	fn read(reader: &mut Reader<'_>) -> Result<Self, HeaderError> {
		let (genesis, record, ceremony) = (reader.array()?, reader.array()?, reader.array()?);
		let text = core::str::from_utf8(reader.bytes(MAX_INPUT)?).map_err(|_| HeaderError::Policy)?;
		let policy = Policy::parse(text).map_err(|_| HeaderError::Policy)?;
		if policy.canonical() != text {
			return Err(HeaderError::Policy);
		}
		Ok(Self {
			genesis,
			record,
			ceremony,
			policy,
		})
	}
}

/// s, v and the `s'_tau` of a seed.
struct Scalars {
	s: Zeroizing<Fr>,
	v: Zeroizing<Vec<Fr>>,
	s_prime: Zeroizing<Vec<Fr>>,
}

impl Scalars {
	/// `H_scalar(fo, seed, ctx, index)`, ctx by its digest; none if s is zero.
	fn derive(seed: &Seed, context: &HeaderContext, lsss: &Lsss) -> Option<Self> {
		let context = sha256(&context.write(Writer::new()).finish());
		let scalars = |kind: &[u8], count: usize| -> Zeroizing<Vec<Fr>> {
			let indices = (0u32..).take(count);
			Zeroizing::new(
				indices
					.map(|i| h_scalar(domain::FO, &[seed, &context, kind, &i.to_le_bytes()]))
					.collect(),
			)
		};
		let s = Zeroizing::new(scalars(b"s", 1).first().copied().unwrap_or_default());
		let v = scalars(b"v", lsss.width().saturating_sub(1));
		let s_prime = scalars(b"s'", lsss.max_occurrence().saturating_add(1));
		(!s.is_zero()).then_some(Self { s, v, s_prime })
	}
}

/// The header of a seed. None for the seeds, of probability 2^-240, that give a zero where none may be.
fn compute<S: Suite>(
	context: &HeaderContext,
	lsss: Lsss,
	scalars: &Scalars,
	tables: &mut Tables<S>,
) -> Option<Header<S>> {
	let shares = Zeroizing::new(lsss.shares(*scalars.s, &scalars.v).ok()?);
	let c = shares
		.iter()
		.zip(lsss.labels())
		.map(|(lambda, (u, tau))| {
			let base = tables.attribute(u);
			Some(tables.row(lambda, &base, scalars.s_prime.get(tau)?))
		})
		.collect::<Option<Vec<_>>>()?;
	let in_g2: Vec<_> = core::iter::once(&*scalars.s)
		.chain(scalars.s_prime.iter())
		.map(|s| tables.g2(s))
		.collect();
	let (c, mut in_g2) = (affine(&c), affine(&in_g2).into_iter());
	let c0 = in_g2.next()?;
	let mut header = Header {
		context: context.clone(),
		lsss,
		hash: [0; 32],
		c0,
		c_prime: in_g2.collect(),
		c,
	};
	let has_identity = header.c.iter().any(ark_ec::AffineRepr::is_zero)
		|| header.c_prime.iter().any(ark_ec::AffineRepr::is_zero);
	header.hash = sha256(&header.to_bytes());
	(!has_identity).then_some(header)
}

/// The key of the box: `HKDF(E^s, SHA-256(header))`.
pub(crate) fn box_key<S: Suite>(e_s: &Gt<S>, header_hash: &[u8; 32]) -> MessageKey {
	let e_s = Zeroizing::new(encode_gt::<S>(e_s));
	MessageKey::derive(&*e_s, domain::HEADER_BOX, header_hash)
}

/// Seals `payload` under the context's policy, for a record of the era.
pub fn encrypt<S: Suite>(
	parameters: &Parameters<S>,
	tables: &mut Tables<S>,
	context: &HeaderContext,
	payload: &[u8],
	era: u32,
	rng: &mut impl CryptoRngCore,
) -> Result<Sealed<S>, HeaderError> {
	if context.ceremony != parameters.public().ceremony {
		return Err(HeaderError::WrongCeremony);
	}
	let lsss = Lsss::compile(&context.policy);
	loop {
		let mut seed = Zeroizing::new([0; 32]);
		rng.fill_bytes(&mut *seed);
		let Some(scalars) = Scalars::derive(&seed, context, &lsss) else {
			continue;
		};
		let Some(header) = compute::<S>(context, lsss.clone(), &scalars, tables) else {
			continue;
		};
		let e_s = Zeroizing::new(S::pow_gt(parameters.e(), &scalars.s));
		let content = Zeroizing::new(seed.iter().chain(payload).copied().collect::<Vec<u8>>());
		return Ok(Sealed {
			sealed_box: box_key::<S>(&e_s, &header.hash).seal(&header.hash, &content),
			custodian_part: CustodianPart::new(era, &scalars.s, tables),
			header: header.to_bytes(),
		});
	}
}

/// Whether the header is the one of the seed, byte for byte.
pub fn is_header_of<S: Suite>(header: &Header<S>, seed: &Seed, tables: &mut Tables<S>) -> bool {
	Scalars::derive(seed, &header.context, &header.lsss)
		.and_then(|scalars| compute::<S>(&header.context, header.lsss.clone(), &scalars, tables))
		.is_some_and(|again| again.c0 == header.c0 && again.c_prime == header.c_prime && again.c == header.c)
}

impl<S: Suite> Header<S> {
	/// What the header is bound to.
	pub fn context(&self) -> &HeaderContext {
		&self.context
	}

	/// The matrix of the policy.
	pub fn lsss(&self) -> &Lsss {
		&self.lsss
	}

	/// SHA-256 of the encoding.
	pub fn hash(&self) -> &[u8; 32] {
		&self.hash
	}

	/// The canonical encoding: ctx, then 96(1 + max tau) + 48n bytes of points.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut writer = self
			.context
			.write(Writer::tagged(domain::HEADER))
			.fixed(&encode_g2::<S>(&self.c0));
		for point in &self.c_prime {
			writer = writer.fixed(&encode_g2::<S>(point));
		}
		for point in &self.c {
			writer = writer.fixed(&encode_g1::<S>(point));
		}
		writer.finish()
	}

	/// Reads the canonical encoding, every point strictly; the policy says how many there are.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, HeaderError> {
		let mut reader = Reader::tagged(domain::HEADER, bytes)?;
		let context = HeaderContext::read(&mut reader)?;
		let lsss = Lsss::compile(&context.policy);
		let c0 = decode_g2::<S>(&reader.array()?)?;
		let c_prime = (0..=lsss.max_occurrence())
			.map(|_| Ok(decode_g2::<S>(&reader.array()?)?))
			.collect::<Result<_, HeaderError>>()?;
		let c = (0..lsss.rows())
			.map(|_| Ok(decode_g1::<S>(&reader.array()?)?))
			.collect::<Result<_, HeaderError>>()?;
		reader.finish()?;
		Ok(Self {
			context,
			lsss,
			hash: sha256(bytes),
			c0,
			c_prime,
			c,
		})
	}
}

//! Presentation to the buyer of fields: shows the root, so that the fields' paths prove themselves under it, and hides
//! which accredited hospital signed it.
//!
//! ```text
//! tag, schema, issuers u8, (pk1, pk2) each, root, quarter u32, shown attributes, proof
//! ```

use super::{
	error::{PresentError, PresentationError},
	holder::CredentialSecret,
	issuer::{check_list, issuer_list_digest, IssuerKey, MAX_ISSUERS},
	proof::{read_buckets, write_buckets, Buckets, Disclosed, Proof, Statement},
	prove::prove,
	schema::{Kind, Schema, Value, MAX_ATTRIBUTES, MAX_SCHEMA, MAX_VALUE},
	signed::Credential,
	verify::verify,
};
use crate::{
	codec::{CodecError, Reader, Writer},
	domain,
	encoding::{decode_g1, RistrettoBytes},
	sale::{order_id, OrderTerms},
	suite::{Suite, G1},
};
use alloc::vec::Vec;
use rand_core::CryptoRngCore;

/// Bytes of a presentation at most.
pub const MAX_SALE_PRESENTATION: usize = 8
	+ domain::PRESENTED_TO_BUYER.len()
	+ 8 + MAX_SCHEMA
	+ 1 + 144 * MAX_ISSUERS
	+ 36
	+ 1 + MAX_ATTRIBUTES * (2 + MAX_VALUE)
	+ Proof::MAX;

/// What a presentation is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaleContext {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The order.
	pub order: [u8; 32],
	/// Who is paid.
	pub seller: [u8; 32],
	/// Who buys.
	pub buyer: [u8; 32],
	/// The buyer's trade key.
	pub y: RistrettoBytes,
	/// The price.
	pub price: u128,
	/// The block after which it is worth nothing.
	pub expiry: u64,
}

impl SaleContext {
	/// The context of an order: it is worth nothing after the order's deadline.
	pub fn of(terms: &OrderTerms) -> Self {
		Self {
			genesis: terms.genesis,
			order: order_id(terms),
			seller: terms.seller,
			buyer: terms.buyer,
			y: terms.y,
			price: terms.price,
			expiry: terms.deadline,
		}
	}

	fn to_bytes(self) -> Vec<u8> {
		Writer::tagged(domain::PRESENTED_TO_BUYER)
			.fixed(&self.order)
			.fixed(&self.seller)
			.fixed(&self.buyer)
			.fixed(&self.y)
			.fixed(&self.price.to_le_bytes())
			.u64(self.expiry)
			.finish()
	}
}

/// What a presentation proved to the buyer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleDisclosure {
	/// The root of the record.
	pub root: [u8; 32],
	/// The quarter of the credential.
	pub quarter: u32,
	/// The schema of the attributes.
	pub schema: Schema,
	/// Attributes shown, by their place in the schema, with their buckets.
	pub attributes: Vec<(u8, Vec<u8>)>,
	/// The issuers among which the one that signed is hidden: all of them accredited.
	pub issuers: Vec<IssuerKey>,
}

fn statement<'a, S: Suite>(
	disclosure: &SaleDisclosure,
	accepted: &'a [bool],
	context: &'a SaleContext,
) -> Option<Statement<'a, S>> {
	let schema = disclosure.schema.reference();
	if disclosure
		.attributes
		.iter()
		.any(|(attribute, _)| disclosure.schema.kind(*attribute) != Some(Kind::Bucket))
	{
		return None;
	}
	let mut disclosed = [
		Disclosed::schema(&schema),
		Disclosed::root(&schema, &disclosure.root),
		Disclosed::quarter(&schema, disclosure.quarter),
	]
	.into_iter()
	.collect::<Vec<_>>();
	disclosed.extend(Disclosed::buckets(&schema, &disclosure.attributes)?);
	Some(Statement {
		genesis: &context.genesis,
		schema,
		list: issuer_list_digest(&disclosure.issuers),
		accepted,
		disclosed,
		link: None,
		context: context.to_bytes(),
	})
}

/// Shows a buyer the root, the quarter and the buckets of the attributes in `disclose` (in order); everything else stays
/// hidden, also which of `issuers` signed.
pub fn present_for_sale<S: Suite>(
	credential: &Credential,
	secret: &CredentialSecret,
	disclose: &[u8],
	issuers: &[IssuerKey],
	context: &SaleContext,
	rng: &mut impl CryptoRngCore,
) -> Result<Vec<u8>, PresentError> {
	check_list(issuers)?;
	let attributes: Buckets = disclose
		.iter()
		.map(|attribute| match credential.values.get(usize::from(*attribute)) {
			Some(Value::Bucket(bucket)) => Ok((*attribute, bucket.clone())),
			_ => Err(PresentError::Disclosed),
		})
		.collect::<Result<_, _>>()?;
	let disclosure = SaleDisclosure {
		root: credential.root,
		quarter: credential.quarter,
		schema: credential.schema.clone(),
		attributes,
		issuers: issuers.to_vec(),
	};
	let accepted: Vec<bool> = issuers.iter().map(|_| true).collect();
	let statement = statement::<S>(&disclosure, &accepted, context).ok_or(PresentError::Disclosed)?;
	let proof = prove::<S>(&statement, issuers, credential, secret, None, rng)?;
	let writer = Writer::tagged(domain::PRESENTED_TO_BUYER)
		.bytes(&disclosure.schema.to_bytes())
		.u8(u8::try_from(issuers.len()).unwrap_or(u8::MAX));
	let writer = issuers
		.iter()
		.fold(writer, |writer, issuer| {
			writer.fixed(&issuer.pk1).fixed(&issuer.pk2)
		})
		.fixed(&disclosure.root)
		.u32(disclosure.quarter);
	Ok(proof
		.write(write_buckets(writer, &disclosure.attributes))
		.finish())
}

/// Checks a presentation: made for this context, by an issuer among `accredited`, of a quarter that is accepted.
pub fn verify_for_sale<S: Suite>(
	bytes: &[u8],
	context: &SaleContext,
	accredited: &[IssuerKey],
	accepted_quarter: impl Fn(u32) -> bool,
) -> Result<SaleDisclosure, PresentationError> {
	if bytes.len() > MAX_SALE_PRESENTATION {
		return Err(CodecError::TooLong.into());
	}
	let mut reader = Reader::tagged(domain::PRESENTED_TO_BUYER, bytes)?;
	let schema = Schema::from_bytes(reader.bytes(MAX_SCHEMA)?)?;
	let issuers = (0..reader.u8()?)
		.map(|_| {
			Ok(IssuerKey {
				pk1: reader.array()?,
				pk2: reader.array()?,
			})
		})
		.collect::<Result<Vec<_>, CodecError>>()?;
	let disclosure = SaleDisclosure {
		schema,
		issuers,
		root: reader.array()?,
		quarter: reader.u32()?,
		attributes: read_buckets(&mut reader)?,
	};
	let proof = Proof::read(&mut reader, false)?;
	reader.finish()?;

	check_list(&disclosure.issuers)?;
	if disclosure
		.issuers
		.iter()
		.any(|issuer| !accredited.contains(issuer))
	{
		return Err(PresentationError::NotAccredited);
	}
	if !accepted_quarter(disclosure.quarter) {
		return Err(PresentationError::Quarter);
	}
	let accepted: Vec<bool> = disclosure.issuers.iter().map(|_| true).collect();
	let statement = statement::<S>(&disclosure, &accepted, context).ok_or(PresentationError::Disclosed)?;
	let keys = disclosure
		.issuers
		.iter()
		.map(|issuer| decode_g1::<S>(&issuer.pk1))
		.collect::<Result<Vec<G1<S>>, _>>()?;
	verify(&statement, &keys, &proof)?;
	Ok(disclosure)
}

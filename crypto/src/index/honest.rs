//! The proof of an honest match, and its check.

use super::{
	trapdoor::check_distinct, Dishonest, IndexPoint, IndexSecret, Interest, KeyId, MatchProofError, Query,
	QueryError, Record, Tags, Trapdoor,
};
use crate::{
	dleq::{self, Element, Pair},
	domain,
	encoding::RistrettoBytes,
	schnorr::Proof,
	transcript::Transcript,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use curve25519_dalek::RistrettoPoint;
use rand_core::CryptoRngCore;

/// Which match is proven: where, by whom, for whom, at which block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchContext {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// Number of the hospital that matched.
	pub matcher: u32,
	/// The doctor whose interests they are.
	pub doctor: [u8; 32],
	/// Hash of the finalised block whose tags were matched.
	pub block: [u8; 32],
}

impl MatchContext {
	fn transcript(&self, key: &KeyId) -> Transcript {
		let mut transcript = Transcript::new(domain::HONEST_MATCH, &self.genesis);
		transcript.append(b"matcher", &self.matcher.to_le_bytes());
		transcript.append(b"doctor", &self.doctor);
		transcript.append(b"block", &self.block);
		transcript.append(b"indexer", &key.indexer.to_le_bytes());
		transcript.append(b"scope", &key.scope);
		transcript.append(b"epoch", &key.epoch.to_le_bytes());
		transcript
	}
}

/// The index points of a query under one index key, and the proof that they are. Plain data, as large for a million records
/// as for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProof {
	/// I of each interest, in order.
	pub points: Vec<RistrettoBytes>,
	/// Challenge and response of the proof that log_G M = log_P I for each.
	pub proof: Proof,
}

/// Proves the index points of interests under one index key.
pub fn prove_match(
	secret: &IndexSecret,
	context: &MatchContext,
	key: &KeyId,
	interests: &[Interest],
	rng: &mut impl CryptoRngCore,
) -> Result<KeyProof, QueryError> {
	check_distinct(interests.iter().map(Interest::to_bytes))?;
	let pairs: Vec<Pair> = interests
		.iter()
		.map(|interest| (*interest.element(), secret.element(interest)))
		.collect();
	let public = Element::from(RistrettoPoint::mul_base(&secret.0));
	Ok(KeyProof {
		points: pairs.iter().map(|(_, point)| point.bytes).collect(),
		proof: dleq::prove(context.transcript(key), &secret.0, &public, &pairs, rng),
	})
}

impl KeyProof {
	/// Checks the proof for interests that the doctor registered, under the key whose `public` M stands on the chain. What
	/// it gives finds exactly what an honest match finds.
	pub fn verify(
		&self,
		context: &MatchContext,
		key: &KeyId,
		public: &RistrettoBytes,
		interests: &[Interest],
	) -> Result<VerifiedQuery, MatchProofError> {
		check_distinct(interests.iter().map(Interest::to_bytes)).map_err(MatchProofError::Query)?;
		if self.points.len() != interests.len() {
			return Err(MatchProofError::Count);
		}
		let public = Element::decode(public).map_err(MatchProofError::Public)?;
		let pairs = interests
			.iter()
			.zip(&self.points)
			.enumerate()
			.map(|(position, (interest, point))| {
				let point =
					Element::decode(point).map_err(|error| MatchProofError::Point { position, error })?;
				Ok((*interest.element(), point))
			})
			.collect::<Result<Vec<Pair>, _>>()?;
		match dleq::verify(context.transcript(key), &public, &pairs, &self.proof) {
			Ok(true) => {}
			Ok(false) => return Err(MatchProofError::Wrong),
			Err(error) => return Err(MatchProofError::Proof(error)),
		}
		let trapdoors = pairs
			.iter()
			.map(|(_, point)| Trapdoor::new(&IndexPoint::of(point)))
			.collect();
		Query::new(trapdoors)
			.map(VerifiedQuery)
			.map_err(MatchProofError::Query)
	}
}

/// A query whose index points are proven.
pub struct VerifiedQuery(Query);

impl VerifiedQuery {
	/// The query, to run over public tags.
	pub fn query(&self) -> &Query {
		&self.0
	}

	/// Runs the match over the tags of all records of the key, and compares: exactly the records with at least `least` of
	/// the interests are claimed, each with exactly the interests it has, bit i for interest i.
	pub fn check<'r>(
		&self,
		rows: impl IntoIterator<Item = (&'r Record, Tags<'r>)>,
		least: u32,
		claimed: &BTreeMap<Record, u32>,
	) -> Result<(), Dishonest> {
		let mut open: BTreeSet<&Record> = claimed.keys().collect();
		for (record, tags) in rows {
			let found = self.0.matched(record, tags);
			let hit = found != 0 && found.count_ones() >= least;
			match claimed.get(record) {
				None if hit => return Err(Dishonest::Hidden { record: *record }),
				Some(_) if !hit => return Err(Dishonest::Invented { record: *record }),
				Some(said) if *said != found => {
					return Err(Dishonest::Interests {
						record: *record,
						said: *said,
						found,
					})
				}
				_ => {}
			}
			open.remove(record);
		}
		match open.first() {
			Some(record) => Err(Dishonest::Invented { record: **record }),
			None => Ok(()),
		}
	}
}

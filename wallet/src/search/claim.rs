//! A doctor claims a record: how many interests match it stays hidden under H(claim) until nobody can claim any more.
//!
//! The custodian gets the opening in a file, wrapped to its own key: the interests that match, no other, with the proof that
//! they do. It goes the way that the two hospitals have for files; without it a claim is not counted.

use super::{
	find::{own_hospital, prove},
	interests::{registered, Interests},
	keys::key_id,
};
use crate::{
	chain::{At, Chain, Included, Signer},
	error::{Result, WalletError},
	keystore::Secrets,
	services::Hospital,
	trade::journal::{Journal, Note},
};
use codec::{Decode, DecodeAll, Encode};
use rand_core::{OsRng, RngCore};
use salus_crypto::{
	claim::{claim_commitment, claim_inner},
	domain::CLAIM_FILE,
	index::{Interest, KeyProof, MatchContext, Tags, VerifiedQuery},
	wrap::{unwrap, wrap},
};
use salus_primitives::{
	hospital::HospitalId,
	index::{IndexEntryInfo, IndexKeyId, MAX_INTERESTS},
	record::RecordId,
	AccountId, BlockNumber, Hash,
};
use salus_runtime::Runtime;

/// Most bytes of a claim's file.
pub const MAX_FILE: usize = 64 << 10;

/// What a custodian is shown.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Opening {
	/// The hospital that proved the match.
	pub hospital: HospitalId,
	/// The finalised block of the proof.
	pub block: Hash,
	/// The key under which the record is indexed.
	pub key: IndexKeyId,
	/// Makes the commitment say nothing to whoever guesses the rest.
	pub salt: [u8; 32],
	/// Points of the interests that match, ascending by digest.
	pub interests: Vec<[u8; 32]>,
	/// Their points under the index key.
	pub points: Vec<[u8; 32]>,
	/// The proof of the points.
	pub proof: [u8; 64],
}

/// A claim's file: whose, of what, and the opening for the custodian alone.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct ClaimFile {
	/// The record.
	pub record: RecordId,
	/// Who claims it.
	pub doctor: AccountId,
	wrapped: Vec<u8>,
}

/// What a doctor notes of a claim.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Claimed {
	/// The record.
	pub record: RecordId,
	/// How many interests match.
	pub count: u32,
	/// What is under H(claim) beside the count.
	pub inner: Hash,
	/// H(claim).
	pub commitment: Hash,
	/// The file for the custodian.
	pub file: Vec<u8>,
}

impl Note for Claimed {
	const KIND: &'static str = "claim";

	fn place(&self) -> String {
		format!("{}-{}", hex::encode(self.record), hex::encode(self.commitment))
	}
}

impl Opening {
	fn interests(&self) -> Result<Vec<Interest>> {
		self.interests
			.iter()
			.map(|point| {
				Interest::from_bytes(point)
					.map_err(|error| WalletError::Untrue(format!("an interest of the claim: {error}")))
			})
			.collect()
	}

	/// Digests of the interests.
	pub fn digests(&self) -> Result<Vec<[u8; 32]>> {
		Ok(self.interests()?.iter().map(Interest::digest).collect())
	}

	/// How many interests, and H(claim) with what is under it.
	pub fn commitment(
		&self,
		genesis: Hash,
		record: RecordId,
		doctor: &AccountId,
	) -> Result<(u32, Hash, Hash)> {
		let digests = self.digests()?;
		if digests.is_empty()
			|| digests.len() > MAX_INTERESTS as usize
			|| digests.windows(2).any(|pair| pair[0] >= pair[1])
		{
			return Err(WalletError::Untrue(
				"the interests of the claim are none, too many, or not ascending".into(),
			));
		}
		let count = u32::try_from(digests.len()).unwrap_or(u32::MAX);
		let inner = claim_inner(&digests, &self.salt);
		let doctor: [u8; 32] = doctor.clone().into();
		let commitment = claim_commitment(&genesis.0, &record.0, &doctor, count, &inner);
		Ok((count, inner.into(), commitment.into()))
	}

	/// Whether each interest matches the record's tags under the key on chain, by the proof.
	pub fn verify(
		&self,
		genesis: Hash,
		doctor: &AccountId,
		point: &[u8; 32],
		entry: &IndexEntryInfo<BlockNumber>,
	) -> Result<()> {
		if entry.key != self.key {
			return Err(WalletError::Untrue(
				"the record is not indexed under the key of the proof".into(),
			));
		}
		let asked = Asked {
			genesis,
			hospital: self.hospital,
			doctor: doctor.clone(),
			block: self.block,
		};
		let proof = KeyProof {
			points: self.points.clone(),
			proof: self.proof,
		};
		let query = asked.verify(&proof, &self.key, point, &self.interests()?)?;
		match matched(&query, entry).len() == self.interests.len() {
			true => Ok(()),
			false => Err(WalletError::Untrue(
				"an interest of the claim does not match the record".into(),
			)),
		}
	}
}

/// Who proved what for whom.
struct Asked {
	genesis: Hash,
	hospital: HospitalId,
	doctor: AccountId,
	block: Hash,
}

impl Asked {
	fn verify(
		&self,
		proof: &KeyProof,
		key: &IndexKeyId,
		point: &[u8; 32],
		interests: &[Interest],
	) -> Result<VerifiedQuery> {
		let context = MatchContext {
			genesis: self.genesis.0,
			matcher: self.hospital,
			doctor: self.doctor.clone().into(),
			block: self.block.0,
		};
		proof
			.verify(&context, &key_id(key), point, interests)
			.map_err(|error| WalletError::Untrue(format!("the proof of the match is wrong: {error}")))
	}
}

/// Places of the interests that match a record.
fn matched(query: &VerifiedQuery, entry: &IndexEntryInfo<BlockNumber>) -> Vec<u8> {
	super::evidence::places(query.query().matched(&entry.record.0, Tags::checked(&entry.tags)))
}

/// What the wrap is bound to.
fn context(genesis: Hash, record: RecordId, doctor: &AccountId) -> Vec<u8> {
	let mut context = CLAIM_FILE.to_vec();
	(genesis, record, doctor).encode_to(&mut context);
	context
}

impl ClaimFile {
	/// Wraps an opening to the custodian.
	pub fn seal(
		genesis: Hash,
		record: RecordId,
		doctor: &AccountId,
		opening: &Opening,
		custodian: &[u8; 32],
	) -> Result<Self> {
		let context = context(genesis, record, doctor);
		let wrapped = wrap(custodian, &context, &opening.encode(), &mut OsRng)
			.map_err(|error| WalletError::Untrue(format!("the custodian's wrap key on chain: {error}")))?;
		Ok(Self {
			record,
			doctor: doctor.clone(),
			wrapped,
		})
	}

	/// The file.
	pub fn to_bytes(&self) -> Vec<u8> {
		let mut bytes = CLAIM_FILE.to_vec();
		self.encode_to(&mut bytes);
		bytes
	}

	/// Reads a file.
	pub fn read(bytes: &[u8]) -> Result<Self> {
		bytes
			.strip_prefix(CLAIM_FILE)
			.filter(|_| bytes.len() <= MAX_FILE)
			.and_then(|rest| Self::decode_all(&mut &rest[..]).ok())
			.ok_or_else(|| WalletError::Input("not the file of a claim".into()))
	}

	/// The opening, for the custodian it is for.
	pub fn open(&self, genesis: Hash, secrets: &Secrets) -> Result<Opening> {
		let context = context(genesis, self.record, &self.doctor);
		let plain = unwrap(&secrets.wrap(), &context, &self.wrapped)
			.map_err(|error| WalletError::Untrue(format!("the claim does not open: {error}")))?;
		Opening::decode_all(&mut &plain[..])
			.map_err(|_| WalletError::Untrue("the claim does not decode".into()))
	}
}

/// A claim that stands on chain.
pub struct Made {
	/// What was claimed.
	pub claimed: Claimed,
	/// The transaction; none if the claim stood already.
	pub included: Option<Included>,
}

/// Claims a record with all registered interests that match it. Asked again after a crash, it gives the claim that stands.
pub async fn claim(chain: &Chain, secrets: &Secrets, journal: &Journal, record: RecordId) -> Result<Made> {
	let doctor = secrets.signer();
	if let Some(claimed) = standing(chain, &doctor.account(), journal, record).await? {
		return Ok(Made {
			claimed,
			included: None,
		});
	}
	let interests = registered(chain, secrets, journal).await?;
	let opening = opening(chain, &doctor, &interests, record).await?;
	let custodian = custodian(chain, record).await?;
	let genesis = chain.genesis();
	let (count, inner, commitment) = opening.commitment(genesis, record, &doctor.account())?;
	let file = ClaimFile::seal(genesis, record, &doctor.account(), &opening, &custodian)?;
	let claimed = Claimed {
		record,
		count,
		inner,
		commitment,
		file: file.to_bytes(),
	};
	journal.save(&claimed)?;
	let call = pallet_cases::Call::<Runtime>::claim_case { record, commitment };
	let included = chain.submit(&doctor, call).await?;
	Ok(Made {
		claimed,
		included: Some(included),
	})
}

/// The own claim in the record's open case, if one stands there.
async fn standing(
	chain: &Chain,
	doctor: &AccountId,
	journal: &Journal,
	record: RecordId,
) -> Result<Option<Claimed>> {
	let at = At::Block(chain.hash(At::Best).await?);
	let Some(case) = chain.open_case(record, at).await? else {
		return Ok(None);
	};
	let claims = chain.case_claims(case, at).await?;
	let Some(stands) = claims.iter().find(|claim| claim.doctor == *doctor) else {
		return Ok(None);
	};
	noted(journal, record)?
		.into_iter()
		.find(|claimed| claimed.commitment == stands.commitment)
		.map(Some)
		.ok_or_else(|| {
			WalletError::Keys(format!(
				"your claim stands in case {case}, and this keystore has not noted what opens it"
			))
		})
}

/// The claims noted for a record. There may be several: whoever was cut off while one was sent and asked again noted another
/// before it was known that the first is on the chain.
pub fn noted(journal: &Journal, record: RecordId) -> Result<Vec<Claimed>> {
	let mut noted: Vec<Claimed> = journal.all()?;
	noted.retain(|claimed| claimed.record == record);
	Ok(noted)
}

/// The wrap key of the hospital that keeps a record.
async fn custodian(chain: &Chain, record: RecordId) -> Result<[u8; 32]> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let unknown = || WalletError::NotAllowed("the chain has no such record".into());
	let custodian = chain.record(record, at).await?.ok_or_else(unknown)?.custodian;
	Ok(chain.hospital(custodian, at).await?.ok_or_else(unknown)?.wrap_key)
}

/// The interests that match a record, with the own hospital's proof for these alone.
async fn opening(chain: &Chain, doctor: &Signer, interests: &Interests, record: RecordId) -> Result<Opening> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let entry = chain
		.index_entry(record, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the record is not indexed".into()))?;
	let hospital = own_hospital(chain, doctor).await?;
	let (tokens, points) = (interests.tokens(), interests.points()?);
	let all = proof_for(chain, &hospital, doctor, &entry, &tokens, &points).await?;
	let places = matched(&all.query, &entry);
	if places.is_empty() {
		return Err(WalletError::NotAllowed(
			"none of the interests matches the record".into(),
		));
	}
	let chosen = |place: &u8| usize::from(*place);
	let tokens: Vec<_> = places
		.iter()
		.filter_map(|place| tokens.get(chosen(place)).copied())
		.collect();
	let points: Vec<_> = places
		.iter()
		.filter_map(|place| points.get(chosen(place)).cloned())
		.collect();
	let shown = match points.len() == all.proof.points.len() {
		true => all,
		false => proof_for(chain, &hospital, doctor, &entry, &tokens, &points).await?,
	};
	let mut salt = [0; 32];
	OsRng.fill_bytes(&mut salt);
	Ok(Opening {
		hospital: hospital.info.id,
		block: shown.block,
		key: entry.key,
		salt,
		interests: points.iter().map(Interest::to_bytes).collect(),
		points: shown.proof.points,
		proof: shown.proof.proof,
	})
}

/// A proof for the key of one record, verified.
struct Shown {
	block: Hash,
	proof: KeyProof,
	query: VerifiedQuery,
}

async fn proof_for(
	chain: &Chain,
	hospital: &Hospital,
	doctor: &Signer,
	entry: &IndexEntryInfo<BlockNumber>,
	tokens: &[[u8; 32]],
	points: &[Interest],
) -> Result<Shown> {
	let proofs = prove(hospital, doctor, tokens).await?;
	let proof = proofs
		.proven
		.into_iter()
		.find(|proven| proven.key == entry.key)
		.map(|proven| proven.proof)
		.ok_or_else(|| {
			WalletError::NotAllowed(
				"your hospital has no index key for the record: it is not authorised, or not any more".into(),
			)
		})?;
	let asked = Asked {
		genesis: chain.genesis(),
		hospital: hospital.info.id,
		doctor: doctor.account(),
		block: proofs.block,
	};
	let point = point_of(chain, &entry.key, At::Block(proofs.block)).await?;
	let query = asked.verify(&proof, &entry.key, &point, points)?;
	Ok(Shown {
		block: proofs.block,
		proof,
		query,
	})
}

/// `M` of an index key on chain.
pub(super) async fn point_of(chain: &Chain, key: &IndexKeyId, at: At) -> Result<[u8; 32]> {
	chain
		.index_keys(key.indexer, key.scope, at)
		.await?
		.into_iter()
		.find(|info| info.key == *key)
		.map(|info| info.point)
		.ok_or_else(|| WalletError::Untrue(format!("{} is not on chain", super::evidence::show(key))))
}

#[cfg(test)]
mod tests;

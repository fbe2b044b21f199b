//! `match` and `proveMatch`: which records have a doctor's interests, under all index keys that the doctor's hospital may
//! use, and the proof that none was left out.

use super::{
	gate::Admitted,
	index::{chain_head, chain_key, Keys},
	Services,
};
use crate::{
	chain::Head,
	errors::{Cause, Refusal},
	json::{KeyIdJson, KeyProofJson, MatchAnswer, MatchedRecord, ProveMatchAnswer, ServiceEntriesAnswer},
	store::Noted,
};
use codec::{Decode, DecodeAll, Encode};
use rand_core::{OsRng, RngCore};
use salus_crypto::{
	index::{prove_match, Interest, KeyId, MatchContext, Trapdoor},
	token::Token,
};
use salus_index_view::{Position, Snapshot};
use salus_primitives::{
	hospital::{HospitalId, PersonInfo, Role},
	index::{matches_commitment, IndexEpoch, IndexPoint, ServiceEntry, MAX_INTERESTS, MAX_SERVICE_ENTRIES},
	page::MAX_PAGE,
	record::{RecordId, Scope},
	request::{Match, ProveMatch, ServiceEntries},
	AccountId, Hash,
};
use sp_core::Bytes;
use std::{
	collections::BTreeSet,
	time::{Duration, Instant},
};

/// After so long a page ends, wherever it is.
const PATIENCE: Duration = Duration::from_secs(4);

/// A place in the answer: in which building of the view, at which key, from which row.
#[derive(Clone, Copy, Encode, Decode)]
struct Cursor {
	building: u64,
	key: (HospitalId, Scope, IndexEpoch),
	bucket: u16,
	row: u64,
}

impl Cursor {
	fn new(building: u64, key: &KeyId, position: Position) -> Self {
		Self {
			building,
			key: (key.indexer, key.scope, key.epoch),
			bucket: position.bucket,
			row: position.row,
		}
	}

	fn read(bytes: Option<&Vec<u8>>, building: u64) -> Result<Option<(KeyId, Position)>, Refusal> {
		let Some(bytes) = bytes else {
			return Ok(None);
		};
		let cursor = Self::decode_all(&mut &bytes[..]).map_err(|_| Cause::InvalidCursor)?;
		if cursor.building != building {
			return Err(Cause::InvalidCursor.into());
		}
		let (indexer, scope, epoch) = cursor.key;
		let key = KeyId {
			indexer,
			scope,
			epoch,
		};
		let position = Position {
			bucket: cursor.bucket,
			row: cursor.row,
		};
		Ok(Some((key, position)))
	}

	fn bytes(self) -> Bytes {
		self.encode().into()
	}
}

/// What a doctor asks for, and the state that decides.
struct Query {
	snapshot: Snapshot,
	head: Head,
	doctor: AccountId,
	interests: Vec<Interest>,
	keys: Keys,
}

impl Services {
	/// Answers which records have at least so many of a doctor's registered interests.
	pub(super) fn match_records(&self, request: Admitted<Match>) -> Result<MatchAnswer, Refusal> {
		let body = &request.body;
		let limit = page_limit(body.limit)?;
		let query = self.query(&request, &body.tokens)?;
		let least = u32::from(body.least);
		if least == 0 || usize::from(body.least) > query.interests.len() {
			return Err(Cause::InvalidLeast.into());
		}
		let building = query.snapshot.building();
		let start = Cursor::read(body.cursor.as_ref(), building)?;
		// Page by page: whoever asks may have the cursor from elsewhere.
		self.note_search(&query)?;

		let since = Instant::now();
		let mut page = Page::default();
		for key in &query.keys.usable {
			let from = match start {
				Some((first, _)) if key.id < first => continue,
				Some((first, position)) if key.id == first => position,
				_ => Position::START,
			};
			if page.items.len() >= limit || since.elapsed() > PATIENCE {
				page.next = Some(Cursor::new(building, &key.id, from).bytes());
				break;
			}
			page.searched.push(chain_key(key.id).into());
			if query.snapshot.rows(&key.id) == 0 {
				continue;
			}
			let trapdoors: Vec<Trapdoor> = query
				.interests
				.iter()
				.map(|interest| key.secret.trapdoor(interest))
				.collect();
			let snapshot = &query.snapshot;
			let hits = self.index.outcome(snapshot, snapshot.scan(&key.id, &trapdoors))?;
			let left = limit.saturating_sub(page.items.len());
			let (matched, next) = self.index.outcome(snapshot, hits.records(from, least, left))?;
			for matched in matched {
				page.items
					.push(self.matched(query.head.hash, &key.id, matched.record, matched.interests)?);
			}
			if let Some(position) = next {
				page.next = Some(Cursor::new(building, &key.id, position).bytes());
				break;
			}
		}
		self.note_matches(&query, &page)?;
		self.metrics.show_index(&self.index);
		tracing::info!(
			target: "salus",
			doctor = %query.doctor,
			interests = query.interests.len(),
			keys = page.searched.len(),
			records = page.items.len(),
			milliseconds = since.elapsed().as_millis() as u64,
			"matched"
		);
		Ok(MatchAnswer {
			block: query.head.hash,
			number: query.head.number,
			items: page.items,
			searched: page.searched,
			unusable: named(&query.keys.unusable),
			next: page.next,
		})
	}

	/// Proves which points the index keys of the hospital make of a doctor's registered interests.
	pub(super) fn prove_match(&self, request: Admitted<ProveMatch>) -> Result<ProveMatchAnswer, Refusal> {
		let body = &request.body;
		let limit = page_limit(body.limit)?;
		let query = self.query(&request, &body.tokens)?;
		let building = query.snapshot.building();
		let start = Cursor::read(body.cursor.as_ref(), building)?;
		// With index points a doctor runs the match alone, over the public tags: no other entry tells of it.
		self.note_search(&query)?;
		let hospital = request.serving.hospital.id;
		let context = MatchContext {
			genesis: self.chain.genesis().0,
			matcher: hospital,
			doctor: query.doctor.clone().into(),
			block: query.head.hash.0,
		};
		let mut proofs = Vec::new();
		let mut next = None;
		for key in &query.keys.usable {
			if start.is_some_and(|(first, _)| key.id < first) {
				continue;
			}
			if proofs.len() >= limit {
				next = Some(Cursor::new(building, &key.id, Position::START).bytes());
				break;
			}
			let proof = prove_match(&key.secret, &context, &key.id, &query.interests, &mut OsRng)
				.map_err(|error| Refusal::with(Cause::Internal, error))?;
			proofs.push(proof_json(&key.id, &key.public, &proof));
		}
		Ok(ProveMatchAnswer {
			block: query.head.hash,
			number: query.head.number,
			hospital,
			doctor: query.doctor,
			proofs,
			unusable: named(&query.keys.unusable),
			next,
		})
	}

	/// What the services did for the hospital's doctors, for its operator.
	pub(super) fn service_entries(
		&self,
		request: Admitted<ServiceEntries>,
	) -> Result<ServiceEntriesAnswer, Refusal> {
		if !request.is_own() || request.person.role != Role::Hospital {
			return Err(Refusal::with(
				Cause::WrongRole,
				"operator of this node's hospital",
			));
		}
		let ServiceEntries { from, limit } = request.body;
		if limit == 0 || limit > MAX_SERVICE_ENTRIES {
			return Err(Refusal::with(
				Cause::InvalidLimit,
				format_args!("at most {MAX_SERVICE_ENTRIES}"),
			));
		}
		let (noted, next) = self.journal.read(from, limit as usize)?;
		Ok(ServiceEntriesAnswer {
			entries: noted.iter().map(|noted| Bytes(noted.entry.encode())).collect(),
			next,
			length: self.journal.length(),
		})
	}

	/// Checks a doctor's standing and interests in the state of the block that the view shows.
	fn query<B>(&self, request: &Admitted<B>, tokens: &[[u8; 32]]) -> Result<Query, Refusal> {
		let own = request.serving.hospital.id;
		own_staff(&request.person, own)?;
		request.serving_accredited()?;
		let interests = interests(tokens)?;
		let snapshot = self.index.current(&*self.chain)?;
		let head = chain_head(snapshot.head());
		// The view may be some blocks ahead of the block that admitted the request.
		let person = self.gate.standing_at(head, &request.person.account)?;
		own_staff(&person, own)?;
		let doctor = person.account;
		let registered = self.chain.interests(head.hash, doctor.clone())?;
		let digests = registered.map(|info| info.digests).unwrap_or_default();
		for (place, interest) in interests.iter().enumerate() {
			if digests.binary_search(&interest.digest()).is_err() {
				return Err(Refusal::with(Cause::InterestNotRegistered, place));
			}
		}
		let keys = self.index.keys(&*self.chain, &self.issuer, own, head.hash)?;
		Ok(Query {
			snapshot,
			head,
			doctor,
			interests,
			keys,
		})
	}

	fn matched(
		&self,
		at: Hash,
		key: &KeyId,
		record: [u8; 32],
		interests: u32,
	) -> Result<MatchedRecord, Refusal> {
		let record = Hash::from(record);
		let on_chain = self.chain.record(at, record)?;
		Ok(MatchedRecord {
			record,
			custodian: on_chain.map_or(key.indexer, |record| record.custodian),
			key: chain_key(*key).into(),
			interests: (0..32).filter(|bit| interests >> bit & 1 == 1).collect(),
		})
	}

	/// Notes that a doctor searches, before anything comes of it.
	fn note_search(&self, query: &Query) -> Result<(), Refusal> {
		self.journal.note(&Noted {
			entry: ServiceEntry::Search {
				doctor: query.doctor.clone(),
				interests: u16::try_from(query.interests.len()).unwrap_or(u16::MAX),
			},
			block: query.head.hash,
			salt: None,
			records: Vec::new(),
		})
	}

	/// Notes what a doctor is told, before it is.
	fn note_matches(&self, query: &Query, page: &Page) -> Result<(), Refusal> {
		let records: BTreeSet<RecordId> = page.items.iter().map(|item| item.record).collect();
		let records: Vec<RecordId> = records.into_iter().collect();
		let mut salt = [0; 32];
		OsRng.fill_bytes(&mut salt);
		let commitment = matches_commitment(
			self.chain.genesis(),
			&salt,
			query.doctor.as_ref(),
			query.head.hash,
			&records,
		);
		self.journal.note(&Noted {
			entry: ServiceEntry::Match {
				doctor: query.doctor.clone(),
				matches: u32::try_from(records.len()).unwrap_or(u32::MAX),
				commitment,
			},
			block: query.head.hash,
			salt: Some(salt),
			records,
		})
	}
}

/// What an answer has so far.
#[derive(Default)]
struct Page {
	items: Vec<MatchedRecord>,
	searched: Vec<KeyIdJson>,
	next: Option<Bytes>,
}

fn own_staff(person: &PersonInfo<AccountId>, own: HospitalId) -> Result<(), Refusal> {
	if person.role != Role::Staff || person.hospital != Some(own) {
		return Err(Refusal::with(Cause::WrongRole, "staff of this node's hospital"));
	}
	Ok(())
}

/// The interests of tokens: some, not too many, each once.
fn interests(tokens: &[[u8; 32]]) -> Result<Vec<Interest>, Refusal> {
	if tokens.is_empty() {
		return Err(Cause::NoInterests.into());
	}
	if tokens.len() > MAX_INTERESTS as usize {
		return Err(Cause::TooManyInterests.into());
	}
	let mut seen = BTreeSet::new();
	for (place, token) in tokens.iter().enumerate() {
		if !seen.insert(token) {
			return Err(Refusal::with(Cause::RepeatedInterest, place));
		}
	}
	let interest = |(place, token): (usize, &[u8; 32])| {
		Token::from_bytes(token)
			.map(|token| token.interest())
			.map_err(|error| Refusal::with(Cause::BadToken, format_args!("token {place}: {error}")))
	};
	tokens.iter().enumerate().map(interest).collect()
}

fn page_limit(limit: u32) -> Result<usize, Refusal> {
	if limit == 0 || limit > MAX_PAGE {
		return Err(Cause::InvalidLimit.into());
	}
	Ok(limit as usize)
}

fn named(keys: &[KeyId]) -> Vec<KeyIdJson> {
	keys.iter().map(|key| chain_key(*key).into()).collect()
}

fn proof_json(key: &KeyId, public: &IndexPoint, proof: &salus_crypto::index::KeyProof) -> KeyProofJson {
	KeyProofJson {
		key: chain_key(*key).into(),
		public: Bytes(public.to_vec()),
		points: proof.points.iter().map(|point| Bytes(point.to_vec())).collect(),
		proof: Bytes(proof.proof.to_vec()),
	}
}

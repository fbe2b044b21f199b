use super::*;
use rand_core::OsRng;
use salus_crypto::index::{prove_match, IndexSecret, MasterSecret};

const GENESIS: [u8; 32] = [1; 32];
const HOSPITAL: HospitalId = 7;

fn master() -> MasterSecret {
	MasterSecret::from_bytes(&[9; 32])
}

fn secret(scope: u8) -> IndexSecret {
	master().index_secret(&[scope; 16], 0)
}

/// Any point will do for an interest.
fn interest(number: u8) -> Interest {
	let point = MasterSecret::from_bytes(&[8; 32])
		.index_secret(&[number; 16], 0)
		.public();
	Interest::from_bytes(&point).unwrap()
}

fn key(scope: u8) -> IndexKeyId {
	IndexKeyId {
		indexer: 3,
		scope: [scope; 16],
		epoch: 0,
	}
}

fn entry(record: u8, scope: u8, interests: &[u8]) -> IndexEntryInfo<BlockNumber> {
	let record = RecordId::repeat_byte(record);
	let interests: Vec<_> = interests.iter().map(|number| interest(*number)).collect();
	IndexEntryInfo {
		record,
		key: key(scope),
		tags: master().tags(&[scope; 16], 0, &record.0, &interests).unwrap(),
		position: 0,
		indexed_at: 1,
	}
}

/// Interests 0, 1 and 2, proven for the keys of these scopes.
fn queries(scopes: &[u8]) -> BTreeMap<IndexKeyId, VerifiedQuery> {
	let interests = [0, 1, 2].map(interest);
	let context = MatchContext {
		genesis: GENESIS,
		matcher: HOSPITAL,
		doctor: [2; 32],
		block: [4; 32],
	};
	scopes
		.iter()
		.map(|scope| {
			let (id, secret) = (key_id(&key(*scope)), secret(*scope));
			let proof = prove_match(&secret, &context, &id, &interests, &mut OsRng).unwrap();
			let query = proof.verify(&context, &id, &secret.public(), &interests);
			(key(*scope), query.unwrap())
		})
		.collect()
}

fn said(records: &[(u8, u32)]) -> BTreeMap<RecordId, u32> {
	records
		.iter()
		.map(|(record, bits)| (RecordId::repeat_byte(*record), *bits))
		.collect()
}

fn index() -> Vec<IndexEntryInfo<BlockNumber>> {
	vec![
		entry(10, 5, &[0, 2, 9]),
		entry(11, 5, &[8, 9]),
		entry(12, 6, &[1]),
		entry(13, 7, &[0]),
	]
}

#[test]
fn an_honest_answer_has_nothing_hidden_and_nothing_invented() {
	let findings = compare(&index(), &queries(&[5, 6]), &said(&[(10, 0b101), (12, 0b010)]));
	assert!(findings.is_honest());
	assert_eq!((findings.compared, findings.matching), (3, 2));
}

#[test]
fn what_a_hospital_leaves_out_is_named() {
	let findings = compare(&index(), &queries(&[5, 6]), &said(&[(10, 0b001)]));
	assert!(!findings.is_honest());
	assert_eq!(
		findings.hidden,
		[
			(RecordId::repeat_byte(10), 0b100),
			(RecordId::repeat_byte(12), 0b010)
		]
	);
	assert!(findings.invented.is_empty());
}

#[test]
fn what_a_hospital_makes_up_is_named() {
	let answer = said(&[(10, 0b111), (11, 0b001), (12, 0b010), (99, 0b001)]);
	let findings = compare(&index(), &queries(&[5, 6]), &answer);
	assert!(!findings.is_honest());
	assert_eq!(
		findings.invented,
		[(10, 0b010), (11, 0b001), (99, 0b001)].map(|(record, bits)| (RecordId::repeat_byte(record), bits))
	);
	assert!(findings.hidden.is_empty());
}

#[test]
fn a_key_without_proof_or_said_to_be_unusable_makes_an_answer_incomplete() {
	assert!(Findings::default().is_honest());
	let unproven = Findings {
		unproven: vec![key(5)],
		..Findings::default()
	};
	let unusable = Findings {
		unusable: vec![key(5)],
		..Findings::default()
	};
	assert!(!unproven.is_honest() && !unusable.is_honest());
}

fn evidence() -> Evidence {
	Evidence {
		version: VERSION,
		genesis: Hash::from(GENESIS),
		hospital: HOSPITAL,
		doctor: AccountId::new([2; 32]).to_string(),
		block: Hash::repeat_byte(4),
		interests: vec![Bytes(interest(0).to_bytes().to_vec())],
		found: vec![FoundFile {
			record: RecordId::repeat_byte(10),
			interests: vec![0],
		}],
		proofs: vec![ProofFile {
			key: (&key(5)).into(),
			points: vec![Bytes(vec![1; 32])],
			proof: Bytes(vec![2; 64]),
		}],
		unusable: Vec::new(),
	}
}

#[test]
fn a_file_comes_back_as_it_was_written_and_no_other_is_taken() {
	let bytes = evidence().to_bytes().unwrap();
	assert_eq!(Evidence::read(&bytes).unwrap(), evidence());
	for end in 0..bytes.len() {
		assert!(Evidence::read(&bytes[..end]).is_err(), "{end}");
	}
	let other = Evidence {
		version: 2,
		..evidence()
	};
	assert!(Evidence::read(&other.to_bytes().unwrap()).is_err());
}

#[test]
fn an_answer_that_names_an_interest_which_is_none_or_anything_twice_is_no_answer() {
	for places in [vec![1], vec![32], vec![255], vec![0, 0]] {
		let mut file = evidence();
		file.found[0].interests = places;
		assert!(matches!(file.claimed(), Err(WalletError::Input(_))));
	}
	let mut file = evidence();
	file.found.push(file.found[0].clone());
	assert!(matches!(file.claimed(), Err(WalletError::Input(_))));
	assert_eq!(evidence().claimed().unwrap(), said(&[(10, 1)]));
}

#[test]
fn bits_are_places_of_interests() {
	assert_eq!(places(0), Vec::<u8>::new());
	assert_eq!(places(0b1010), [1, 3]);
	assert_eq!(places(u32::MAX).len(), 32);
}

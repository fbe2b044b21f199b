use super::*;
use salus_crypto::index::{prove_match, IndexSecret, MasterSecret};

const GENESIS: Hash = Hash::repeat_byte(1);
const RECORD: RecordId = RecordId::repeat_byte(2);
const BLOCK: Hash = Hash::repeat_byte(4);
const KEY: IndexKeyId = IndexKeyId {
	indexer: 3,
	scope: [5; 16],
	epoch: 0,
};

fn doctor() -> AccountId {
	AccountId::new([6; 32])
}

fn master() -> MasterSecret {
	MasterSecret::from_bytes(&[9; 32])
}

fn secret() -> IndexSecret {
	master().index_secret(&KEY.scope, KEY.epoch)
}

/// Any points will do for interests; ascending by digest.
fn interests(count: u8) -> Vec<Interest> {
	let master = MasterSecret::from_bytes(&[8; 32]);
	let mut interests: Vec<_> = (0..count)
		.map(|number| {
			let point = master.index_secret(&[number; 16], 0).public();
			Interest::from_bytes(&point).unwrap()
		})
		.collect();
	interests.sort_by_key(Interest::digest);
	interests
}

fn entry(keywords: &[Interest]) -> IndexEntryInfo<BlockNumber> {
	IndexEntryInfo {
		record: RECORD,
		key: KEY,
		tags: master().tags(&KEY.scope, KEY.epoch, &RECORD.0, keywords).unwrap(),
		position: 0,
		indexed_at: 1,
	}
}

fn opening(interests: &[Interest]) -> Opening {
	let context = MatchContext {
		genesis: GENESIS.0,
		matcher: 7,
		doctor: doctor().into(),
		block: BLOCK.0,
	};
	let proof = prove_match(&secret(), &context, &key_id(&KEY), interests, &mut OsRng).unwrap();
	Opening {
		hospital: 7,
		block: BLOCK,
		key: KEY,
		salt: [3; 32],
		interests: interests.iter().map(Interest::to_bytes).collect(),
		points: proof.points,
		proof: proof.proof,
	}
}

fn verdict(opening: &Opening, record: &IndexEntryInfo<BlockNumber>) -> Result<(), String> {
	opening
		.verify(GENESIS, &doctor(), &secret().public(), record)
		.map_err(|error| error.to_string())
}

#[test]
fn a_claim_whose_interests_all_match_is_counted() {
	let all = interests(5);
	let opening = opening(&all[..2]);
	assert_eq!(verdict(&opening, &entry(&all)), Ok(()));
	let (count, inner, commitment) = opening.commitment(GENESIS, RECORD, &doctor()).unwrap();
	assert_eq!(count, 2);
	let expected = claim_inner(&opening.digests().unwrap(), &[3; 32]);
	assert_eq!(inner.0, expected);
	let doctor: [u8; 32] = doctor().into();
	assert_eq!(
		commitment.0,
		claim_commitment(&GENESIS.0, &RECORD.0, &doctor, 2, &expected)
	);
}

#[test]
fn a_claim_with_an_interest_that_does_not_match_is_not_counted() {
	let all = interests(3);
	assert_eq!(
		verdict(&opening(&all), &entry(&all[..2])),
		Err("an interest of the claim does not match the record".into())
	);
}

#[test]
fn a_proof_of_other_points_of_another_key_or_block_is_refused() {
	let all = interests(3);
	let (good, record) = (opening(&all[..2]), entry(&all));
	let wrong = |what: Opening| verdict(&what, &record).unwrap_err();
	let other_points = Opening {
		points: opening(&all[1..]).points,
		..good.clone()
	};
	let other_block = Opening {
		block: Hash::repeat_byte(5),
		..good.clone()
	};
	let other_hospital = Opening {
		hospital: 8,
		..good.clone()
	};
	for forged in [other_points, other_block, other_hospital] {
		let message = wrong(forged);
		assert!(
			message.starts_with("the proof of the match is wrong"),
			"{message}"
		);
	}
	let other_key = Opening {
		key: IndexKeyId { epoch: 1, ..KEY },
		..good
	};
	assert_eq!(
		wrong(other_key),
		"the record is not indexed under the key of the proof"
	);
}

#[test]
fn interests_that_are_none_repeated_or_do_not_ascend_are_no_claim() {
	let all = interests(3);
	let good = opening(&all);
	let mut repeated = good.clone();
	repeated.interests[1] = repeated.interests[0];
	let mut turned = good.clone();
	turned.interests.reverse();
	let mut none = good.clone();
	none.interests.clear();
	let mut many = good.clone();
	many.interests = interests(33).iter().map(Interest::to_bytes).collect();
	for bad in [repeated, turned, none, many] {
		assert!(matches!(
			bad.commitment(GENESIS, RECORD, &doctor()),
			Err(WalletError::Untrue(_))
		));
	}
	assert!(good.commitment(GENESIS, RECORD, &doctor()).is_ok());
}

#[test]
fn a_claim_opens_for_its_custodian_alone_and_for_its_record_and_doctor() {
	let (custodian, other) = (
		Secrets::generate("//StMary").unwrap(),
		Secrets::generate("//StMary").unwrap(),
	);
	let opening = opening(&interests(2));
	let sealed = ClaimFile::seal(GENESIS, RECORD, &doctor(), &opening, &custodian.wrap().public()).unwrap();
	let file = ClaimFile::read(&sealed.to_bytes()).unwrap();
	assert!(file == sealed && file.open(GENESIS, &custodian).unwrap() == opening);
	assert!(file.open(GENESIS, &other).is_err());
	assert!(file.open(Hash::repeat_byte(9), &custodian).is_err());
	let of_another = ClaimFile {
		doctor: AccountId::new([7; 32]),
		..file.clone()
	};
	assert!(of_another.open(GENESIS, &custodian).is_err());
	let of_other_record = ClaimFile {
		record: RecordId::repeat_byte(7),
		..file
	};
	assert!(of_other_record.open(GENESIS, &custodian).is_err());
}

#[test]
fn what_is_no_claims_file_is_refused() {
	let secrets = Secrets::generate("//StMary").unwrap();
	let sealed = ClaimFile::seal(
		GENESIS,
		RECORD,
		&doctor(),
		&opening(&interests(1)),
		&secrets.wrap().public(),
	);
	let bytes = sealed.unwrap().to_bytes();
	for end in 0..bytes.len() {
		assert!(ClaimFile::read(&bytes[..end]).is_err(), "{end}");
	}
	assert!(ClaimFile::read(&[&bytes[..], &[0]].concat()).is_err());
	assert!(ClaimFile::read(&vec![0; MAX_FILE * 2]).is_err());
}

#[test]
fn a_second_claim_on_a_record_leaves_what_opens_the_first() {
	let folder = tempfile::tempdir().unwrap();
	let journal = Journal::new(folder.path(), &Secrets::generate("//Doctor").unwrap(), GENESIS);
	let claimed = |record: RecordId, byte: u8| Claimed {
		record,
		count: 2,
		inner: Hash::repeat_byte(3),
		commitment: Hash::repeat_byte(byte),
		file: vec![byte],
	};
	let other = RecordId::repeat_byte(9);
	for claimed in [claimed(RECORD, 4), claimed(RECORD, 5), claimed(other, 6)] {
		journal.save(&claimed).unwrap();
	}
	let commitments = |record| -> Vec<Hash> {
		let noted = noted(&journal, record).unwrap();
		noted.iter().map(|claimed| claimed.commitment).collect()
	};
	assert_eq!(commitments(RECORD), [4, 5].map(Hash::repeat_byte));
	assert_eq!(commitments(other), [Hash::repeat_byte(6)]);
	assert!(commitments(RecordId::repeat_byte(8)).is_empty());
}

//! Examples of what is on a chain.

use salus_primitives::{
	hospital::{HospitalId, HospitalInfo, HospitalStatus, PersonInfo, Role},
	record::{RecordId, RecordInfo, RecordStatus},
	trade::{OfferId, OfferInfo, OfferState, Ratings, SaleInfo, TradeInfo, TradeState},
	validator::{BackingInfo, ValidatorInfo, WaitingInfo},
	AccountId, Balance, BlockNumber, Hash,
};

/// A hospital in good standing.
pub fn hospital(id: HospitalId, handle: &str, operator: AccountId) -> HospitalInfo<AccountId, BlockNumber> {
	HospitalInfo {
		id,
		handle: handle.into(),
		operator,
		endpoint: b"http://127.0.0.1:9".to_vec(),
		status: HospitalStatus::Accredited,
		wrap_key: [1; 32],
		issuer_pk1: [2; 48],
		issuer_pk2: [3; 96],
		since: 0,
		staff: 0,
		records: 0,
	}
}

/// A record that hospital 1 registered and keeps.
pub fn record(id: RecordId, patient: AccountId) -> RecordInfo<AccountId, BlockNumber> {
	RecordInfo {
		id,
		custodian: 1,
		issuer: 1,
		patient,
		scope: [5; 16],
		commitment: Hash::repeat_byte(6),
		blob_digest: Hash::repeat_byte(7),
		blob_length: 5_000_000,
		location: b"records/01".to_vec(),
		era: 0,
		status: RecordStatus::Live,
		offered_to: None,
		signature: sp_runtime::MultiSignature::Sr25519([9; 64].into()),
		registered_at: 25,
	}
}

/// Somebody in good standing.
pub fn person(account: AccountId, role: Role, hospital: Option<HospitalId>) -> PersonInfo<AccountId> {
	PersonInfo {
		account,
		role,
		hospital,
		keys: Vec::new(),
		revoked: false,
	}
}

/// An open offer for three values.
pub fn offer(id: OfferId, buyer: AccountId) -> OfferInfo<AccountId, Balance, BlockNumber> {
	OfferInfo {
		id,
		buyer,
		key: [1; 48],
		schema: [2; 32],
		attributes: 3,
		predicates: Vec::new(),
		field: 2,
		issuers: Vec::new(),
		price: 25_000_000_000_000,
		claim_fee: 20,
		fulfil_fee: 10,
		bond: 0,
		number: 3,
		free: 3,
		claimed: 0,
		paid: 0,
		claims: 0,
		max_claims: 6,
		deadline: 1_000,
		fulfil_blocks: 600,
		closes_at: None,
		posted_at: 1,
		state: OfferState::Open,
	}
}

/// A sale that stands so.
pub fn sale(
	order: u8,
	seller: AccountId,
	buyer: AccountId,
	state: TradeState,
) -> TradeInfo<AccountId, Balance, BlockNumber> {
	TradeInfo::Sale(SaleInfo {
		order: Hash::repeat_byte(order),
		seller,
		buyer,
		trade_key: [1; 32],
		price: 70,
		terms: Hash::repeat_byte(2),
		nonce: Hash::repeat_byte(3),
		q_prime: [4; 32],
		r: [5; 32],
		bundle: Hash::repeat_byte(6),
		deadline: 100,
		refundable_from: 1_300,
		state,
		key: (state == TradeState::Paid).then_some([7; 32]),
		proposed_at: 8,
		since: 9,
		ratings: Ratings::default(),
	})
}

/// Somebody who validates and has authored every block that was its own.
pub fn validator(account: AccountId, own: Balance) -> ValidatorInfo<AccountId, Balance> {
	ValidatorInfo {
		account,
		hospital: None,
		own,
		backed: 0,
		backers: 0,
		unbonding: 0,
		reward: 0,
		candidate: true,
		active: true,
		elected: true,
		keys: true,
		disabled: false,
		authored: 1,
		expected: 1,
		strikes: 0,
		benched_until: None,
		banned_until: None,
	}
}

/// A stake for a hospital, and a unit of it that waits.
pub fn backing(account: AccountId, active: Balance) -> BackingInfo<AccountId, Balance> {
	BackingInfo {
		account,
		hospital: None,
		candidate: true,
		active,
		reward: 0,
		waiting: vec![WaitingInfo {
			amount: 1,
			withdrawable_at: 9,
		}],
	}
}

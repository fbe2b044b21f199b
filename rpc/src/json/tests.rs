mod authority;
mod cases;
mod services;

use super::*;
use crate::testing::record;
use salus_primitives::{
	authority::{Attribute, AuthorityInfo, EpochInfo, Leaf, Node, Parameters, UpdateKey, UserKeyInfo},
	cases::Verdict,
	ceremony::{
		CeremonyKind, DealerInfo, FailedRound, Failure, HolderInfo, MemberInfo, Phase, Purpose, RoundInfo,
		Settings, SharingInfo,
	},
	hospital::{HospitalInfo, HospitalStatus, KeyPurpose, PersonInfo, Role},
	index::{EmergencyReason, EmergencyVerdict},
	record::{
		AccessRefusal, AuthorisationInfo, ConsentInfo, ConsentTarget, Grantee, RecordInfo, TrailEntry,
		TrailEvent,
	},
	token::{TokenAuthority, TokenMember},
	validator::{BackingInfo, SessionInfo, ValidatorInfo, WaitingInfo},
	Balance,
};

const NODE: Node = Node {
	tree: 1,
	depth: 2,
	index: 3,
};

fn account(seed: u8) -> AccountId {
	AccountId::new([seed; 32])
}

#[test]
fn a_hospital() {
	insta::assert_json_snapshot!(HospitalJson::from(HospitalInfo {
		id: 7,
		handle: b"st-mary".to_vec(),
		operator: account(1),
		endpoint: b"https://salus.st-mary.example".to_vec(),
		status: HospitalStatus::Accredited,
		wrap_key: [2; 32],
		issuer_pk1: [3; 48],
		issuer_pk2: [4; 96],
		since: 5,
		staff: 6,
		records: 7,
	}));
}

#[test]
fn a_person() {
	insta::assert_json_snapshot!(PersonJson::from(PersonInfo {
		account: account(1),
		role: Role::Staff,
		hospital: Some(7),
		keys: vec![(KeyPurpose::Wrap, [2; 32]), (KeyPurpose::Report, [3; 32])],
		revoked: false,
	}));
}

#[test]
fn a_page_of_records() {
	let record = RecordInfo {
		custodian: 2,
		issuer: 3,
		offered_to: Some(4),
		registered_at: 10,
		..record(Hash::repeat_byte(1), account(4))
	};
	insta::assert_json_snapshot!(PageJson::<RecordJson> {
		at: Hash::repeat_byte(0xaa),
		items: vec![record.into()],
		next: Some(vec![1, 2].into()),
	});
}

#[test]
fn consents() {
	let consent = |target, grantee| {
		ConsentJson::from(ConsentInfo {
			patient: account(1),
			target,
			grantee,
			expires_at: 100,
			live: true,
		})
	};
	insta::assert_json_snapshot!([
		consent(
			ConsentTarget::Record(Hash::repeat_byte(2)),
			Grantee::Doctor(account(3))
		),
		consent(ConsentTarget::Scope([4; 16]), Grantee::Hospital(5)),
		consent(ConsentTarget::All, Grantee::Hospital(5)),
	]);
}

#[test]
fn an_authorisation() {
	insta::assert_json_snapshot!(AuthorisationJson::from(AuthorisationInfo {
		custodian: 1,
		grantee: 2,
		scope: [3; 16],
		expires_at: 100,
		live: false,
	}));
}

#[test]
fn every_event_of_the_trail() {
	let (record, patient) = (Some(Hash::repeat_byte(1)), Some(account(2)));
	let (target, grantee) = (ConsentTarget::All, Grantee::Doctor(account(3)));
	let events = [
		TrailEvent::Registered { hospital: 1 },
		TrailEvent::CustodyTransferred { from: 1, to: 2 },
		TrailEvent::Retired,
		TrailEvent::Accessed {
			doctor: account(3),
			hospital: 2,
			epoch: 4,
		},
		TrailEvent::ConsentGranted {
			target,
			grantee: grantee.clone(),
		},
		TrailEvent::ConsentWithdrawn { target, grantee },
		TrailEvent::Authorised {
			custodian: 1,
			grantee: 2,
			scope: [3; 16],
		},
		TrailEvent::AuthorisationWithdrawn {
			custodian: 1,
			grantee: 2,
			scope: [3; 16],
		},
		TrailEvent::Searched {
			hospital: 2,
			doctor: account(3),
			interests: 5,
		},
		TrailEvent::Matched {
			hospital: 2,
			doctor: account(3),
			matches: 6,
			commitment: Hash::repeat_byte(7),
		},
		TrailEvent::PreDecrypted {
			hospital: 2,
			doctor: account(3),
		},
		TrailEvent::EmergencyDeclared {
			id: 8,
			doctor: account(3),
			hospital: 2,
			reason: EmergencyReason::LifeThreatening,
		},
		TrailEvent::EmergencyReviewed {
			id: 8,
			doctor: account(3),
			verdict: EmergencyVerdict::Abuse,
		},
		TrailEvent::CaseAssigned {
			case: 9,
			doctor: account(3),
			hospital: 2,
		},
		TrailEvent::Reported {
			case: 9,
			doctor: account(3),
		},
		TrailEvent::CaseDecided {
			case: 9,
			verdict: Verdict::DoctorCleared,
		},
	];
	let entries: Vec<TrailEntryJson> = events
		.into_iter()
		.map(|event| {
			TrailEntry {
				at: 9,
				record,
				patient: patient.clone(),
				event,
			}
			.into()
		})
		.collect();
	insta::assert_json_snapshot!(entries);
}

#[test]
fn may_open_and_why_not() {
	insta::assert_json_snapshot!([
		MayOpenJson::from(Ok(())),
		MayOpenJson::from(Err(AccessRefusal::NoConsent))
	]);
}

#[test]
fn a_session() {
	insta::assert_json_snapshot!(SessionJson::from(SessionInfo {
		index: 9,
		length: 600,
		validators: 7,
		disabled: 1,
		candidates: 8,
		floor: 4,
		seats: 100,
		founders_until: 720,
	}));
}

fn validator(seed: u8) -> ValidatorInfo<AccountId, Balance> {
	ValidatorInfo {
		account: account(seed),
		hospital: Some(7),
		own: 10_000 * salus_primitives::SAL,
		backed: Balance::MAX,
		backers: 3,
		unbonding: 5,
		reward: 6,
		candidate: true,
		active: true,
		elected: false,
		keys: true,
		disabled: false,
		authored: 2,
		expected: 4,
		strikes: 1,
		benched_until: Some(12),
		banned_until: None,
	}
}

#[test]
fn a_validator() {
	insta::assert_json_snapshot!(ValidatorJson::from(validator(1)));
}

#[test]
fn a_backing() {
	let waiting = |amount, withdrawable_at| WaitingInfo {
		amount,
		withdrawable_at,
	};
	insta::assert_json_snapshot!(BackingJson::from(BackingInfo {
		account: account(1),
		hospital: Some(7),
		candidate: true,
		active: 100 * salus_primitives::SAL,
		reward: 6,
		waiting: vec![waiting(5, 229), waiting(Balance::MAX, 230)],
	}));
}

#[test]
fn an_amount_keeps_every_digit() {
	let text = serde_json::to_string(&Amount(Balance::MAX)).unwrap();
	assert_eq!(text, format!("\"{}\"", Balance::MAX));
	assert_eq!(
		serde_json::from_str::<Amount>(&text).unwrap(),
		Amount(Balance::MAX)
	);
	for wrong in ["1", "\"-1\"", "\"1.5\"", "\"\"", "\"0x10\"", "null"] {
		assert!(serde_json::from_str::<Amount>(wrong).is_err(), "{wrong}");
	}
}

#[test]
fn an_account_is_read_in_both_forms_and_written_in_ss58() {
	let ss58 = serde_json::to_value(Account(account(1))).unwrap();
	let hex = serde_json::json!(format!("0x{}", "01".repeat(32)));
	for form in [ss58.clone(), hex] {
		assert_eq!(
			serde_json::from_value::<Account>(form).unwrap(),
			Account(account(1))
		);
	}
	assert_eq!(ss58, serde_json::json!(account(1).to_string()));
	assert!(serde_json::from_value::<Account>(serde_json::json!("nobody")).is_err());
}

#[test]
fn a_trade_is_named_by_its_order_or_by_its_slot() {
	use salus_primitives::trade::TradeId;
	let order = Hash::repeat_byte(1);
	let sale = serde_json::json!({ "sale": order });
	let slot = serde_json::json!({ "slot": { "offer": 7, "slot": 2 } });
	let read = |value| serde_json::from_value::<TradeIdJson>(value).map(TradeId::from);
	assert_eq!(read(sale).unwrap(), TradeId::Sale(order));
	assert_eq!(read(slot).unwrap(), TradeId::Slot { offer: 7, slot: 2 });
	assert!(read(serde_json::json!({ "offer": 7 })).is_err());
}

#[test]
fn trades_and_offers_say_what_they_are() {
	use crate::testing::{offer, sale};
	use salus_primitives::trade::{Ratings, SlotInfo, TradeInfo, TradeState};
	let sale =
		serde_json::to_value(TradeJson::from(sale(1, account(2), account(3), TradeState::Paid))).unwrap();
	assert_eq!(sale["kind"], "sale");
	assert_eq!(sale["state"], "paid");
	assert_eq!(sale["price"], "70");
	assert_eq!(sale["key"], format!("0x{}", "07".repeat(32)));
	let slot = SlotInfo {
		offer: 1,
		slot: 2,
		payee: account(3),
		buyer: account(4),
		price: 100,
		fee: 30,
		bond: 0,
		nullifier: [5; 48],
		commitment: [6; 96],
		value: Some(([7; 48], [8; 48])),
		claimed_at: 9,
		fulfil_by: 609,
		lapses_from: 1_809,
		state: TradeState::Paid,
		since: 11,
		ratings: Ratings {
			by_buyer: Some(5),
			by_seller: None,
		},
	};
	let slot = serde_json::to_value(TradeJson::from(TradeInfo::Slot(slot))).unwrap();
	assert_eq!(slot["kind"], "slot");
	assert_eq!(slot["value"]["e2"], format!("0x{}", "08".repeat(48)));
	assert_eq!(
		slot["ratings"],
		serde_json::json!({ "byBuyer": 5, "bySeller": null })
	);
	let offer = OfferJson::from(offer(4, account(1)));
	let written = serde_json::to_value(&offer).unwrap();
	assert_eq!(written["state"], "open");
	assert_eq!(written["price"], "25000000000000");
	assert_eq!(serde_json::from_value::<OfferJson>(written).unwrap(), offer);
}

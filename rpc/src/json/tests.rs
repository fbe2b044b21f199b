use super::*;
use crate::testing::record;
use salus_primitives::{
	authority::{Attribute, AuthorityInfo, EpochInfo, Leaf, Node, Parameters, UpdateKey, UserKeyInfo},
	cases::Verdict,
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
fn the_key_authority() {
	let parameters = Parameters {
		generation: 0,
		ceremony: [1; 32],
		threshold: 1,
		authorities: vec![AuthorityInfo {
			account: account(2),
			a_j: [3; 96],
			beta_j: [4; 96],
		}]
		.try_into()
		.unwrap(),
		a: [5; 96],
		beta: [6; 96],
		e: [7; 576],
	};
	let token = TokenAuthority {
		ceremony: [8; 32],
		generation: 2,
		threshold: 1,
		members: vec![TokenMember {
			account: account(2),
			key: [9; 32],
		}]
		.try_into()
		.unwrap(),
		key: [10; 32],
	};
	insta::assert_json_snapshot!(KeyAuthorityJson::from((parameters, Some(token))));
}

#[test]
fn a_users_key() {
	let attribute = |namespace: &[u8], name: &[u8]| Attribute {
		namespace: namespace.to_vec().try_into().unwrap(),
		name: name.to_vec().try_into().unwrap(),
	};
	insta::assert_json_snapshot!(UserKeyJson::from(UserKeyInfo {
		account: account(1),
		leaf: Leaf { tree: 0, index: 9 },
		pk: [2; 48],
		pk2: [3; 96],
		path_digest: Some([4; 32]),
		attributes: vec![
			attribute(b"consortium", b"cardiologist"),
			attribute(b"st-mary", b"staff")
		],
		revoked: false,
	}));
}

#[test]
fn an_epoch() {
	insta::assert_json_snapshot!(EpochInfo {
		epoch: 3,
		era: 0,
		oldest_era: 0,
		started_at: 30,
		length: 10,
		epochs_per_era: 365,
		cover_size: 1,
		published: 1,
		latest_complete: Some(3),
	});
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
fn an_update_key() {
	insta::assert_json_snapshot!(UpdateKeyJson::from(UpdateKey {
		node: NODE,
		era: 0,
		q: [1; 48],
		q_prime: [2; 96],
	}));
}

#[test]
fn answers_of_the_services() {
	let y2 = EpochFactorAnswer {
		node: NODE,
		epoch: 3,
		era: 0,
		block: Hash::repeat_byte(1),
		wrapped: vec![2; 8].into(),
	};
	let bytes = |seed: u8| Bytes(vec![seed; 4]);
	insta::assert_json_snapshot!((
		PutRecordAnswer {
			received: 1,
			total: 2,
			complete: false
		},
		GetRecordAnswer {
			blob_salt: bytes(1),
			total: 9,
			offset: 5,
			chunk: bytes(2)
		},
		PreDecryptAnswer { y1: bytes(3), y2 },
		PartialAttributeKeyAnswer {
			block: Hash::repeat_byte(1),
			index: 2,
			generation: 0,
			ceremony: bytes(4),
			partials: vec![PartialJson {
				node: NODE,
				k: bytes(5),
				k_u: vec![bytes(6)],
				k_prime: bytes(7)
			}]
		},
		PartialUpdateKeyAnswer {
			epoch: 3,
			index: 2,
			generation: 0,
			ceremony: bytes(4),
			start: 0,
			total: 1,
			partials: vec![PartialUpdateJson {
				node: NODE,
				era: 0,
				q: bytes(8),
				q_prime: bytes(9)
			}]
		},
		PartialsDigestAnswer {
			epoch: 3,
			index: 2,
			digest: Hash::repeat_byte(7),
			total: 1
		},
	));
}

#[test]
fn answers_about_credentials() {
	let wrapped = || Bytes(vec![2; 4]);
	let mut parts = CustodianPartsAnswer {
		block: Hash::repeat_byte(1),
		wrapped: wrapped(),
		attestation: Some(wrapped()),
	};
	let block = format!("0x{}", "01".repeat(32));
	assert_eq!(
		serde_json::to_value(&parts).unwrap(),
		serde_json::json!({ "block": block, "wrapped": "0x02020202", "attestation": "0x02020202" })
	);
	parts.attestation = None;
	let without = serde_json::json!({ "block": block, "wrapped": "0x02020202" });
	assert_eq!(serde_json::to_value(&parts).unwrap(), without);
	assert_eq!(
		serde_json::from_value::<CustodianPartsAnswer>(without).unwrap(),
		parts
	);
	assert_eq!(
		serde_json::to_value(PutAttestationAnswer { checked: true }).unwrap(),
		serde_json::json!({ "checked": true })
	);
	let issued = IssueCredentialAnswer {
		block: Hash::repeat_byte(1),
		quarter: 8107,
		wrapped: wrapped(),
	};
	assert_eq!(
		serde_json::to_value(issued).unwrap(),
		serde_json::json!({ "block": block, "quarter": 8107, "wrapped": "0x02020202" })
	);
}

#[test]
fn answers_about_reports() {
	let block = format!("0x{}", "01".repeat(32));
	let put = PutReportAnswer {
		block: Hash::repeat_byte(1),
		digest: Hash::repeat_byte(1),
		until: 700,
		receipt: Bytes(vec![2; 4]),
	};
	assert_eq!(
		serde_json::to_value(put).unwrap(),
		serde_json::json!({ "block": block, "digest": block, "until": 700, "receipt": "0x02020202" })
	);
	let got = GetReportAnswer {
		block: Hash::repeat_byte(1),
		ciphertext: Bytes(vec![2; 4]),
	};
	assert_eq!(
		serde_json::to_value(got).unwrap(),
		serde_json::json!({ "block": block, "ciphertext": "0x02020202" })
	);
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

#[test]
fn a_case() {
	use salus_primitives::cases::{
		AssignmentInfo, CaseInfo, CaseRatings, CaseStatus, ContestInfo, DisputeInfo, Outcome, ReportInfo,
	};
	insta::assert_json_snapshot!(CaseJson::from(CaseInfo {
		id: 7,
		record: Hash::repeat_byte(1),
		patient: account(1),
		custodian: Some(4),
		opened_at: 10,
		cut_off: 20,
		assign_until: 30,
		claims: 3,
		fee: 100 * salus_primitives::SAL,
		status: CaseStatus::Settled,
		doctor: Some(account(2)),
		hospital: Some(5),
		assignment: Some(AssignmentInfo {
			doctor: account(3),
			count: 4,
			counted: 2,
			root: Hash::repeat_byte(2),
			by: 4,
			round: 1,
			assigned_at: 21,
			contest_until: 25,
			report_until: 60,
		}),
		report_key: Some([3; 32]),
		contest: Some(ContestInfo {
			doctor: account(3),
			position: 2,
			count: 5,
			opened_at: 22,
			decide_until: 40,
		}),
		report: Some(ReportInfo {
			doctor: account(2),
			y: [3; 32],
			e: [4; 32],
			commitment: Hash::repeat_byte(5),
			digest: Hash::repeat_byte(6),
			custodian: 4,
			submitted_at: 26,
			acknowledge_until: 50,
		}),
		dispute: Some(DisputeInfo {
			arbiter: account(3),
			arbiter_key: [7; 32],
			disclosure: Hash::repeat_byte(8),
			opened_at: 27,
			decide_until: 45,
			verdict: Some(Verdict::DoctorAtFault),
		}),
		outcome: Some(Outcome::Decided(Verdict::DoctorAtFault)),
		since: 28,
		ratings: CaseRatings {
			by_patient: Some(1),
			by_doctor: None,
		},
	}));
}

#[test]
fn what_is_known_of_a_case_that_takes_claims() {
	use salus_primitives::cases::{ArbiterInfo, ClaimInfo, Outcome};
	let open = serde_json::to_value(CaseJson::from(crate::testing::case(7, account(1)))).unwrap();
	assert_eq!(open["status"], "claiming");
	for unknown in [
		"doctor",
		"assignment",
		"reportKey",
		"report",
		"dispute",
		"outcome",
	] {
		assert_eq!(open[unknown], serde_json::Value::Null);
	}
	let claim = ClaimJson::from(ClaimInfo {
		position: 0,
		doctor: account(2),
		hospital: 5,
		commitment: Hash::repeat_byte(1),
		interests: 9,
		at: 11,
		count: None,
	});
	let claim = serde_json::to_value(claim).unwrap();
	assert_eq!(claim["interests"], 9);
	assert_eq!(claim["count"], serde_json::Value::Null);
	let arbiter = ArbiterJson::from(ArbiterInfo {
		account: account(3),
		key: Some([1; 32]),
	});
	let arbiter = serde_json::to_value(arbiter).unwrap();
	assert_eq!(arbiter["key"], format!("0x{}", "01".repeat(32)));
	let outcomes = [
		Outcome::Unassigned,
		Outcome::Silent,
		Outcome::Decided(Verdict::DoctorCleared),
	];
	assert_eq!(
		serde_json::to_value(outcomes).unwrap(),
		serde_json::json!(["unassigned", "silent", { "decided": "doctorCleared" }])
	);
}

//! What the hospital services answer.

use super::*;

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
			generation: 0,
			ceremony: bytes(4),
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

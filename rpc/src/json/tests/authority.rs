//! The key authority, its ceremonies and its epochs.

use super::*;

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
fn a_ceremony() {
	let round = RoundInfo {
		kind: CeremonyKind::Tokens,
		round: 7,
		generation: 3,
		purpose: Purpose::Reshare {
			ceremony: [1; 32],
			generation: 2,
			threshold: 3,
		},
		phase: Phase::Complain,
		started_at: 40,
		ends_at: 68,
		threshold: 3,
		dealers: vec![
			DealerInfo {
				account: account(2),
				index: 1,
				commitment: Some([3; 32]),
				dealt: true,
				excluded: true,
			},
			DealerInfo {
				account: account(4),
				index: 2,
				commitment: None,
				dealt: false,
				excluded: false,
			},
		],
		members: vec![MemberInfo {
			account: account(2),
			enrolled: true,
			key: Some([5; 32]),
		}],
		qualified: vec![2, 3],
		steps_left: 4,
	};
	let sharing = SharingInfo {
		ceremony: [1; 32],
		generation: 2,
		threshold: 3,
		living: 1,
		holders: vec![HolderInfo {
			account: account(2),
			living: true,
			missed: 1,
		}],
		round: Some(5),
		activated_at: 30,
		next_round: Some(630),
	};
	let failed = FailedRound {
		round: 6,
		at: 36,
		reason: Failure::TooFewDealers,
	};
	insta::assert_json_snapshot!(CeremonyJson {
		round: Some(round.into()),
		last_round: None,
		last_failure: Some(failed.into()),
		sharing: Some(sharing.into()),
	});
	insta::assert_json_snapshot!([
		PurposeJson::from(Purpose::Fresh),
		PurposeJson::from(Purpose::Replace { ceremony: [1; 32] })
	]);
	insta::assert_json_snapshot!(Settings::<BlockNumber> {
		automatic: true,
		minimum: 3,
		enrol: 10,
		commit: 11,
		deal: 12,
		complain: 8,
		settle: 6,
		refresh: 600,
		retry: 20,
	});
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
fn an_update_key() {
	insta::assert_json_snapshot!(UpdateKeyJson::from(UpdateKey {
		node: NODE,
		era: 0,
		q: [1; 48],
		q_prime: [2; 96],
	}));
}

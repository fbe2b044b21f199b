use crate::{mock::*, Error, Event, HoldReason, Keys, LeafOwners, NextLeaf};
use frame_support::{assert_noop, assert_ok, traits::fungible::Mutate};
use salus_crypto::tree::LEAVES;
use salus_primitives::{
	authority::Leaf,
	traits::{Leaves, RevocationRegistry},
};
use sp_runtime::{DispatchError, TokenError};

#[test]
fn staff_get_the_next_leaf_of_the_era_and_pay_a_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(reserve(&ALICE));
		assert_ok!(reserve(&CAROL));
		assert_eq!(leaf_of(&ALICE), Leaf { tree: 0, index: 0 });
		assert_eq!(leaf_of(&CAROL), Leaf { tree: 0, index: 1 });
		assert_eq!(KeyAuthority::live_leaf(&CAROL), Some(Leaf { tree: 0, index: 1 }));
		assert_eq!(held(HoldReason::LeafDeposit, &ALICE), LEAF_DEPOSIT);
		assert_eq!(
			events(),
			[
				Event::LeafReserved {
					account: ALICE,
					leaf: leaf_of(&ALICE),
					replaced: None
				},
				Event::LeafReserved {
					account: CAROL,
					leaf: leaf_of(&CAROL),
					replaced: None
				},
			]
		);
	});
}

#[test]
fn only_a_signed_origin_reserves() {
	ExtBuilder::default().build_and_execute(|| {
		let key = proven_key(&ALICE);
		assert_noop!(
			KeyAuthority::reserve_leaf(RuntimeOrigin::none(), key),
			DispatchError::BadOrigin
		);
		assert_noop!(
			KeyAuthority::reserve_leaf(RuntimeOrigin::root(), key),
			DispatchError::BadOrigin
		);
	});
}

#[test]
fn whoever_is_no_staff_gets_no_leaf() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(reserve(&STRANGER), Error::<Test>::NotStaff);
		assert_noop!(reserve(&MARY), Error::<Test>::NotStaff);
	});
}

#[test]
fn staff_of_a_suspended_hospital_get_no_leaf() {
	ExtBuilder::default().build_and_execute(|| {
		Registry::set_accredited(0, false);
		assert_noop!(reserve(&ALICE), Error::<Test>::HospitalNotAccredited);
		Registry::set_accredited(0, true);
		assert_ok!(reserve(&ALICE));
	});
}

#[test]
fn a_revoked_account_gets_a_new_leaf_only_after_it_is_restored() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(reserve(&ALICE));
		let old = leaf_of(&ALICE);
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), ALICE));
		assert_noop!(reserve(&ALICE), Error::<Test>::AccountRevoked);
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), ALICE));
		assert_eq!(KeyAuthority::live_leaf(&ALICE), None);
		assert_ok!(reserve(&ALICE));
		assert_ne!(leaf_of(&ALICE), old);
		assert!(Revocation::is_leaf_revoked(old));
		assert_eq!(LeafOwners::<Test>::get(old), None);
		assert_eq!(held(HoldReason::LeafDeposit, &ALICE), LEAF_DEPOSIT);
	});
}

#[test]
fn a_second_leaf_in_one_era_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(reserve(&ALICE));
		assert_noop!(reserve(&ALICE), Error::<Test>::LeafIsLive);
	});
}

#[test]
fn a_new_era_renews_the_key_and_the_old_leaf_dies() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/staff"])
		));
		let old = leaf_of(&ALICE);
		next_era();
		assert!(!Revocation::is_leaf_revoked(old));
		assert_ok!(reserve(&ALICE));
		assert_eq!(leaf_of(&ALICE), Leaf { tree: 1, index: 0 });
		assert!(Revocation::is_leaf_revoked(old));
		assert_eq!(Keys::<Test>::get(ALICE).unwrap().path_digest, None);
		assert_eq!(
			KeyAuthority::api_user_key(ALICE).unwrap().attributes,
			attributes(&["st-mary/staff"]).into_inner()
		);
		assert_noop!(reserve(&ALICE), Error::<Test>::LeafIsLive);
	});
}

#[test]
fn a_key_whose_tree_is_retired_is_renewed_too() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(reserve(&ALICE));
		next_era();
		for _ in 0..RenewalEpochs::get() {
			next_epoch();
		}
		assert_eq!(KeyAuthority::live_leaf(&ALICE), None);
		assert_ok!(reserve(&ALICE));
		assert_eq!(leaf_of(&ALICE).tree, 1);
	});
}

#[test]
fn a_new_employer_does_not_inherit_attributes_of_the_old_one() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/staff"])
		));
		assert_ok!(KeyAuthority::grant_attributes(
			RuntimeOrigin::root(),
			ALICE,
			attributes(&["consortium/cardiologist"])
		));
		Registry::employ(&ALICE, Some(1));
		next_era();
		assert_ok!(reserve(&ALICE));
		assert_eq!(
			KeyAuthority::api_user_key(ALICE).unwrap().attributes,
			attributes(&["consortium/cardiologist"]).into_inner()
		);
	});
}

#[test]
fn a_full_tree_gives_no_leaf() {
	ExtBuilder::default().build_and_execute(|| {
		NextLeaf::<Test>::insert(0, LEAVES - 1);
		assert_ok!(reserve(&ALICE));
		assert_noop!(reserve(&BOB), Error::<Test>::TreeFull);
	});
}

#[test]
fn whoever_cannot_pay_the_deposit_gets_no_leaf() {
	ExtBuilder::default().build_and_execute(|| {
		Balances::set_balance(&ALICE, LEAF_DEPOSIT);
		assert_noop!(reserve(&ALICE), TokenError::FundsUnavailable);
	});
}

#[test]
fn a_changed_deposit_is_made_up_at_renewal() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(reserve(&ALICE));
		LeafDeposit::set(&(LEAF_DEPOSIT / 2));
		next_era();
		assert_ok!(reserve(&ALICE));
		assert_eq!(held(HoldReason::LeafDeposit, &ALICE), LEAF_DEPOSIT / 2);
	});
}

#[test]
fn a_proof_for_another_account_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let key = proven_key(&BOB);
		assert_noop!(
			KeyAuthority::reserve_leaf(signed(ALICE), key),
			Error::<Test>::InvalidProof
		);
	});
}

#[test]
fn a_proof_for_another_chain_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let mut foreign = context(&ALICE);
		foreign.genesis[0] ^= 1;
		let key = proven_key_for(&foreign);
		assert_noop!(
			KeyAuthority::reserve_leaf(signed(ALICE), key),
			Error::<Test>::InvalidProof
		);
	});
}

#[test]
fn an_issuer_key_is_no_user_key() {
	ExtBuilder::default().build_and_execute(|| {
		use salus_crypto::keys::{prove_paired_key, KeyPurpose};
		let (pk1, pk2, proof) = prove_paired_key::<salus_crypto::Bls>(
			KeyPurpose::Issuer,
			&salus_crypto::Fr::from(5u64),
			&context(&ALICE),
			&mut rand_core::OsRng,
		);
		let key = salus_primitives::hospital::ProvenPairedKey {
			pk1,
			pk2,
			proof: proof.0,
		};
		assert_noop!(
			KeyAuthority::reserve_leaf(signed(ALICE), key),
			Error::<Test>::InvalidProof
		);
	});
}

#[test]
fn malformed_points_and_proofs_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let good = proven_key(&ALICE);
		let refused = |change: fn(&mut salus_primitives::hospital::ProvenPairedKey)| {
			let mut key = good;
			change(&mut key);
			assert_noop!(
				KeyAuthority::reserve_leaf(signed(ALICE), key),
				Error::<Test>::InvalidEncoding
			);
		};
		// The identity.
		refused(|key| {
			key.pk1 = [0; 48];
			key.pk1[0] = 0xc0;
		});
		refused(|key| {
			key.pk2 = [0; 96];
			key.pk2[0] = 0xc0;
		});
		// No compression flag, a coordinate above the modulus.
		refused(|key| key.pk1 = [0; 48]);
		refused(|key| key.pk1 = [0xff; 48]);
		refused(|key| key.pk2 = [0xff; 96]);
		// On the curve, outside the group of prime order; off the curve.
		refused(|key| key.pk1 = off_subgroup_g1());
		refused(|key| key.pk1 = off_curve_g1());
		// A scalar that is not reduced.
		refused(|key| key.proof = [0xff; 64]);
		assert_ok!(KeyAuthority::reserve_leaf(signed(ALICE), good));
	});
}

#[test]
fn halves_of_different_keys_are_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let mut key = proven_key(&ALICE);
		key.pk2 = proven_key(&ALICE).pk2;
		// The proof covers both halves, so it breaks before the pairing is looked at.
		assert_noop!(
			KeyAuthority::reserve_leaf(signed(ALICE), key),
			Error::<Test>::InvalidProof
		);
	});
}

#[test]
fn a_proven_half_with_a_foreign_other_half_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let key = unpaired_key(&ALICE);
		assert_noop!(
			KeyAuthority::reserve_leaf(signed(ALICE), key),
			Error::<Test>::UnpairedKey
		);
	});
}

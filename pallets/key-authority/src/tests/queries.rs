use crate::mock::*;
use codec::Encode;
use frame_support::assert_ok;
use salus_primitives::page::{PageError, PageRequest};

#[test]
fn a_user_key_says_at_once_that_its_owner_is_revoked() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(KeyAuthority::api_user_key(ALICE), None);
		enrolled(&ALICE);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/staff"])
		));
		let key = KeyAuthority::api_user_key(ALICE).unwrap();
		assert_eq!(key.leaf, leaf_of(&ALICE));
		assert_eq!(key.path_digest, Some([7; 32]));
		assert_eq!(key.attributes, attributes(&["st-mary/staff"]).into_inner());
		assert!(!key.revoked);
		assert_eq!(KeyAuthority::api_leaf_owner(key.leaf), Some(ALICE));
		assert_ok!(Revocation::revoke_user(RuntimeOrigin::root(), ALICE));
		assert!(KeyAuthority::api_user_key(ALICE).unwrap().revoked);
		assert_ok!(Revocation::restore(RuntimeOrigin::root(), ALICE));
		assert!(KeyAuthority::api_user_key(ALICE).unwrap().revoked);
	});
}

#[test]
fn a_withdrawn_leaf_reads_as_revoked() {
	ExtBuilder::default().build_and_execute(|| {
		enrolled(&ALICE);
		assert_ok!(KeyAuthority::grant_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/staff"])
		));
		assert_ok!(KeyAuthority::withdraw_attributes(
			signed(MARY),
			ALICE,
			attributes(&["st-mary/staff"])
		));
		assert!(KeyAuthority::api_user_key(ALICE).unwrap().revoked);
	});
}

#[test]
fn digests_and_update_keys_are_those_of_the_current_epoch() {
	ExtBuilder::default().build_and_execute(|| {
		let (node, era) = slots()[0];
		let key = good_key(node, era);
		assert_eq!(KeyAuthority::api_update_key(node, era), None);
		assert_ok!(publish(PUBLISHER, [key]));
		assert_ok!(post_digest(signed(MARY), 0, [1; 32]));
		assert_eq!(KeyAuthority::api_update_key(node, era), Some(key));
		assert_eq!(KeyAuthority::api_partials_digest(MARY), Some((0, [1; 32])));
		assert_eq!(KeyAuthority::api_latest_complete(), Some(0));
		next_epoch();
		assert_eq!(KeyAuthority::api_update_key(node, era), None);
		assert_eq!(KeyAuthority::api_partials_digest(MARY), None);
		assert_eq!(KeyAuthority::api_latest_complete(), Some(0));
	});
}

#[test]
fn pages_give_every_key_once_and_no_voided_one() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		let slots = slots();
		let keys: Vec<_> = slots.iter().map(|(node, era)| good_key(*node, *era)).collect();
		assert_ok!(publish(NORTH, keys[..15].to_vec()));
		let (node, era) = slots[15];
		assert_ok!(publish(PUBLISHER, [bad_key(node, era), keys[16], keys[17]]));
		assert_ok!(KeyAuthority::report_bad_update_key(signed(REPORTER), node, era));

		let (mut seen, mut cursor) = (Vec::new(), None);
		loop {
			let page = KeyAuthority::api_update_keys(PageRequest { cursor, limit: 4 }).unwrap();
			assert!(page.items.len() <= 4);
			seen.extend(page.items.iter().map(|key| (key.node, key.era)));
			cursor = page.next;
			if cursor.is_none() {
				break;
			}
		}
		seen.sort();
		assert_eq!(seen, slots[..15]);
	});
}

#[test]
fn an_absurd_limit_is_cut() {
	ExtBuilder::default().build_and_execute(|| {
		split_cover(1);
		assert_ok!(publish(
			PUBLISHER,
			slots().into_iter().map(|(node, era)| good_key(node, era))
		));
		let page = KeyAuthority::api_update_keys(PageRequest {
			cursor: None,
			limit: u32::MAX,
		})
		.unwrap();
		assert_eq!((page.items.len(), page.next), (20, None));
		let page = KeyAuthority::api_update_keys(PageRequest {
			cursor: None,
			limit: 0,
		})
		.unwrap();
		assert_eq!(page.items.len(), 1);
	});
}

#[test]
fn a_cursor_of_another_list_or_epoch_is_refused() {
	ExtBuilder::default().build_and_execute(|| {
		let (node, era) = slots()[0];
		for cursor in [
			vec![],
			vec![1, 2, 3],
			(7_u32, node, era).encode(),
			(0_u32, node, era, 1_u8).encode(),
		] {
			let page = PageRequest {
				cursor: Some(cursor),
				limit: 10,
			};
			assert_eq!(KeyAuthority::api_update_keys(page), Err(PageError::InvalidCursor));
		}
	});
}

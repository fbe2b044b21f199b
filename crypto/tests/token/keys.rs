//! Shares and public values of a token key.

use crate::{rng, World};
use curve25519_dalek::{RistrettoPoint, Scalar};
use proptest::prelude::*;
use salus_crypto::{
	authority::MAX_AUTHORITIES,
	codec::CodecError,
	encoding::DecodeError,
	token::{deal, KeysError, PublicKeys, Share, ShareError},
};

fn refused(change: impl FnOnce(&mut PublicKeys)) -> KeysError {
	let mut public = World::new(2, 4).public;
	change(&mut public);
	public.validate().map(drop).unwrap_err()
}

#[test]
fn what_was_dealt_is_consistent_and_belongs_together() {
	for (threshold, count) in [(1, 1), (1, 3), (2, 4), (3, 4), (4, 10), (67, 100)] {
		let (public, shares) = deal(threshold, count, &mut rng(3)).unwrap();
		assert_eq!((public.count(), shares.len()), (count, usize::from(count)));
		let keys = public.validate().unwrap();
		for share in &shares {
			assert_eq!(share.check(&keys), Ok(()));
		}
	}
}

#[test]
fn a_dealing_has_bounds() {
	for count in [0, MAX_AUTHORITIES + 1] {
		assert_eq!(
			deal(1, count, &mut rng(1)).map(drop),
			Err(KeysError::AuthorityCount)
		);
	}
	for (threshold, count) in [(0, 1), (2, 1), (1, 4), (4, 4), (0, 3)] {
		assert_eq!(
			deal(threshold, count, &mut rng(1)).map(drop),
			Err(KeysError::Threshold)
		);
	}
}

#[test]
fn keys_that_lie_on_no_polynomial_are_refused() {
	let other = RistrettoPoint::mul_base(&Scalar::from(3_u8))
		.compress()
		.to_bytes();
	assert_eq!(refused(|public| public.key = other), KeysError::Inconsistent);
	for at in 0..4 {
		assert_eq!(refused(|public| public.keys[at] = other), KeysError::Inconsistent);
	}
	assert_eq!(refused(|public| public.keys.swap(0, 1)), KeysError::Inconsistent);
	// Of a higher degree than the threshold allows.
	let (mut public, _) = deal(3, 4, &mut rng(1)).unwrap();
	public.threshold = 2;
	assert_eq!(public.validate().map(drop), Err(KeysError::Inconsistent));
}

#[test]
fn keys_are_strict_points_as_many_as_there_are_authorities() {
	for (bad, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(refused(|public| public.key = bad), KeysError::Key(error));
		assert_eq!(
			refused(|public| public.keys[2] = bad),
			KeysError::Authority { index: 3, error }
		);
	}
	assert_eq!(refused(|public| public.keys.clear()), KeysError::AuthorityCount);
	assert_eq!(
		refused(|public| public.keys = vec![public.key; 101]),
		KeysError::AuthorityCount
	);
	for threshold in [0, 1, 4] {
		assert_eq!(
			refused(|public| public.threshold = threshold),
			KeysError::Threshold
		);
	}
}

#[test]
fn public_keys_come_back_from_their_bytes_and_from_no_others() {
	let public = World::new(2, 4).public;
	let bytes = public.to_bytes();
	assert_eq!(PublicKeys::from_bytes(&bytes), Ok(public));
	for end in 0..bytes.len() {
		assert!(matches!(
			PublicKeys::from_bytes(&bytes[..end]),
			Err(KeysError::Codec(CodecError::Truncated | CodecError::WrongTag))
		));
	}
	let longer = [&bytes[..], &[0]].concat();
	assert_eq!(
		PublicKeys::from_bytes(&longer),
		Err(KeysError::Codec(CodecError::TrailingBytes))
	);
	let mut other = bytes.clone();
	other[9] ^= 1;
	assert_eq!(
		PublicKeys::from_bytes(&other),
		Err(KeysError::Codec(CodecError::WrongTag))
	);
	let count = bytes.len() - 4 * 32 - 2;
	for wrong in [0_u16, 101, u16::MAX] {
		let mut other = bytes.clone();
		other[count..count + 2].copy_from_slice(&wrong.to_le_bytes());
		assert_eq!(PublicKeys::from_bytes(&other), Err(KeysError::AuthorityCount));
	}
}

#[test]
fn a_share_comes_back_from_its_bytes_and_from_no_others() {
	let world = World::new(2, 4);
	let share = &world.shares[1];
	let bytes = share.to_bytes();
	let back = Share::from_bytes(&bytes).unwrap();
	assert_eq!((back.index(), back.generation()), (2, 0));
	assert_eq!(back.ceremony(), &world.public.ceremony);
	assert_eq!(back.check(&world.keys), Ok(()));
	for end in 0..bytes.len() {
		assert!(matches!(
			Share::from_bytes(&bytes[..end]),
			Err(ShareError::Codec(CodecError::Truncated | CodecError::WrongTag))
		));
	}
	let longer = [&bytes[..], &[0]].concat();
	assert_eq!(
		Share::from_bytes(&longer).map(drop),
		Err(ShareError::Codec(CodecError::TrailingBytes))
	);
	let scalar = bytes.len() - 32;
	for (bad, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		let bytes = [&bytes[..scalar], &bad].concat();
		assert_eq!(
			Share::from_bytes(&bytes).map(drop),
			Err(ShareError::Scalar(error))
		);
	}
}

#[test]
fn a_share_belongs_to_one_sharing_and_authority() {
	let world = World::new(2, 4);
	let tag = 8 + b"salus/v1/token/share".len();
	let checked = |change: &dyn Fn(&mut Vec<u8>)| {
		let mut bytes = world.shares[1].to_bytes().to_vec();
		change(&mut bytes);
		Share::from_bytes(&bytes).unwrap().check(&world.keys)
	};
	assert_eq!(checked(&|_| ()), Ok(()));
	assert_eq!(checked(&|bytes| bytes[tag] = 3), Err(ShareError::NotItsKey));
	for index in [0, 5] {
		assert_eq!(
			checked(&|bytes| bytes[tag] = index),
			Err(ShareError::NoSuchAuthority)
		);
	}
	assert_eq!(
		checked(&|bytes| bytes[tag + 2] = 1),
		Err(ShareError::OtherSharing)
	);
	assert_eq!(
		checked(&|bytes| bytes[tag + 6] ^= 1),
		Err(ShareError::OtherSharing)
	);
	assert_eq!(
		checked(&|bytes| *bytes.last_mut().unwrap() ^= 1),
		Err(ShareError::NotItsKey)
	);
}

proptest! {
	#[test]
	fn random_bytes_are_neither_keys_nor_shares(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
		prop_assert!(PublicKeys::from_bytes(&bytes).is_err());
		prop_assert!(Share::from_bytes(&bytes).is_err());
	}
}

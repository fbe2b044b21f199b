//! Index keys: derived by scope and epoch, wrapped to one hospital.

use crate::{interest, key, master, rng, GENESIS, SCOPE};
use salus_crypto::{
	encoding::DecodeError,
	index::{
		check_point, IndexPoint, IndexSecret, Interest, KeyId, MasterSecret, UnwrapKeyError, WrapContext,
		WRAPPED,
	},
	wrap::{wrap, UnwrapError, WrapSecret},
};

fn context() -> WrapContext {
	WrapContext {
		genesis: GENESIS,
		key: key(),
		grantee: 9,
	}
}

#[test]
fn every_scope_epoch_and_hospital_has_a_key_of_its_own() {
	let stranger = MasterSecret::generate(&mut rng(1));
	let points = [
		master().index_secret(&SCOPE, 0),
		master().index_secret(&SCOPE, 1),
		master().index_secret(&[4; 16], 0),
		stranger.index_secret(&SCOPE, 0),
	]
	.map(|secret| secret.public());
	for (i, point) in points.iter().enumerate() {
		assert_eq!(check_point(point), Ok(()));
		assert!(!points[..i].contains(point));
	}
	let again = MasterSecret::from_bytes(&stranger.to_bytes());
	assert_eq!(again.index_secret(&SCOPE, 0).public(), points[3]);
}

#[test]
fn a_wrapped_key_opens_for_its_hospital_and_finds_what_the_indexer_does() {
	let secret = master().index_secret(&SCOPE, 2);
	let wrap_secret = WrapSecret::generate(&mut rng(1));
	let wrapped = secret
		.wrap(&wrap_secret.public(), &context(), &mut rng(2))
		.unwrap();
	assert_eq!(wrapped.len(), WRAPPED);
	let opened = IndexSecret::unwrap(&wrap_secret, &context(), &secret.public(), &wrapped).unwrap();
	assert!(opened.point(&interest(1)) == secret.point(&interest(1)));
	assert_eq!(opened.to_bytes(), secret.to_bytes());
}

#[test]
fn a_wrapped_key_opens_for_no_other_chain_key_grantee_or_secret() {
	let secret = master().index_secret(&SCOPE, 2);
	let wrap_secret = WrapSecret::generate(&mut rng(1));
	let wrapped = secret
		.wrap(&wrap_secret.public(), &context(), &mut rng(2))
		.unwrap();
	let open = |wrap_secret: &WrapSecret, context: &WrapContext, wrapped: &[u8]| {
		IndexSecret::unwrap(wrap_secret, context, &secret.public(), wrapped).map(drop)
	};
	let refused = Err(UnwrapKeyError::Wrap(UnwrapError::Refused));
	let changes: [fn(&mut WrapContext); 5] = [
		|context| context.genesis[0] ^= 1,
		|context| context.key.indexer += 1,
		|context| context.key.scope[0] ^= 1,
		|context| context.key.epoch += 1,
		|context| context.grantee += 1,
	];
	for change in changes {
		let mut context = context();
		change(&mut context);
		assert_eq!(open(&wrap_secret, &context, &wrapped), refused);
	}
	assert_eq!(
		open(&WrapSecret::generate(&mut rng(3)), &context(), &wrapped),
		refused
	);
	for at in [0, 40, 80, 111] {
		let mut damaged = wrapped;
		damaged[at] ^= 1;
		assert_eq!(open(&wrap_secret, &context(), &damaged), refused);
	}
	assert_eq!(
		open(&wrap_secret, &context(), &wrapped[..79]),
		Err(UnwrapKeyError::Wrap(UnwrapError::Truncated))
	);
	assert_eq!(open(&wrap_secret, &context(), &wrapped[..111]), refused);
}

#[test]
fn a_wrapped_key_that_is_not_that_of_the_chain_is_refused() {
	let secret = master().index_secret(&SCOPE, 2);
	let other = master().index_secret(&SCOPE, 3);
	let wrap_secret = WrapSecret::generate(&mut rng(1));
	let wrapped = other
		.wrap(&wrap_secret.public(), &context(), &mut rng(2))
		.unwrap();
	assert_eq!(
		IndexSecret::unwrap(&wrap_secret, &context(), &secret.public(), &wrapped).map(drop),
		Err(UnwrapKeyError::OtherKey)
	);
}

#[test]
fn what_is_wrapped_instead_of_a_key_is_refused() {
	let wrap_secret = WrapSecret::generate(&mut rng(1));
	let tag = b"salus/v1/index/key";
	let context_bytes = [
		&(tag.len() as u64).to_le_bytes()[..],
		tag,
		&GENESIS,
		&7_u32.to_le_bytes(),
		&SCOPE,
		&2_u32.to_le_bytes(),
		&9_u32.to_le_bytes(),
	]
	.concat();
	let open = |content: &[u8]| {
		let wrapped = wrap(&wrap_secret.public(), &context_bytes, content, &mut rng(2)).unwrap();
		let public = master().index_secret(&SCOPE, 2).public();
		IndexSecret::unwrap(&wrap_secret, &context(), &public, &wrapped).map(drop)
	};
	assert_eq!(open(&*master().index_secret(&SCOPE, 2).to_bytes()), Ok(()));
	assert_eq!(open(&[1; 31]), Err(UnwrapKeyError::Length));
	assert_eq!(open(&[1; 33]), Err(UnwrapKeyError::Length));
	assert_eq!(open(&[0; 32]), Err(UnwrapKeyError::Scalar(DecodeError::Identity)));
	assert_eq!(
		open(&[255; 32]),
		Err(UnwrapKeyError::Scalar(DecodeError::Malformed))
	);
}

#[test]
fn a_key_is_wrapped_to_a_point_alone() {
	let secret = master().index_secret(&SCOPE, 2);
	assert_eq!(
		secret.wrap(&[0; 32], &context(), &mut rng(1)),
		Err(DecodeError::Identity)
	);
	assert_eq!(
		secret.wrap(&[255; 32], &context(), &mut rng(1)),
		Err(DecodeError::Malformed)
	);
}

#[test]
fn keys_points_and_interests_come_back_from_their_bytes_and_from_no_others() {
	let secret = master().index_secret(&SCOPE, 2);
	let back = IndexSecret::from_bytes(&secret.to_bytes()).unwrap();
	assert_eq!(back.public(), secret.public());
	let point = secret.point(&interest(1));
	assert!(IndexPoint::from_bytes(&point.to_bytes()).unwrap() == point);
	assert!(Interest::from_bytes(&interest(1).to_bytes()).unwrap() == interest(1));
	for (bad, error) in [
		([0; 32], DecodeError::Identity),
		([255; 32], DecodeError::Malformed),
	] {
		assert_eq!(IndexSecret::from_bytes(&bad).map(drop), Err(error));
		assert_eq!(IndexPoint::from_bytes(&bad).map(drop), Err(error));
		assert_eq!(Interest::from_bytes(&bad).map(drop), Err(error));
		assert_eq!(check_point(&bad), Err(error));
	}
}

#[test]
fn an_interest_has_one_digest() {
	assert_eq!(
		Interest::from_bytes(&interest(1).to_bytes()).unwrap().digest(),
		interest(1).digest()
	);
	assert_ne!(interest(1).digest(), interest(2).digest());
}

#[test]
fn keys_are_in_the_order_of_indexer_scope_and_epoch() {
	let of = |indexer, scope: u8, epoch| KeyId {
		indexer,
		scope: [scope; 16],
		epoch,
	};
	let sorted = [of(1, 1, 1), of(1, 1, 2), of(1, 2, 0), of(2, 0, 0)];
	assert!(sorted.is_sorted());
}

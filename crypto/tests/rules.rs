//! The rules of the key authority, each shown necessary by the generic-group scenarios, as the code enforces them.
//!
//! Rules of the chain (a leaf is used once, withdrawing revokes the leaf, one cover an epoch) are the pallets'; here
//! stands what the cryptography does with keys that obey or break them.

mod common;

use ark_ec::{AffineRepr, CurveGroup};
use common::*;
use salus_crypto::{
	authority::*,
	encoding::{decode_g1, encode_g1, encode_gt, DecodeError},
	hash::h_node,
	header::{encrypt, is_header_of, Header},
	open::{open, OpenError, Sealing},
	predecrypt::{self, RowUse},
	suite::{g1, g2, pairing_is_one, G1, G2},
	tree::{common_node, path, Leaf, Node},
	Bls, Fr,
};

const POLICY: &str = "consortium/a and consortium/b";
const BOTH: &[&str] = &["consortium/a", "consortium/b"];

#[test]
fn node_secrets_are_scaled_by_x() {
	let mut world = World::new(1, 1);
	let secret = world.secret();
	let leaf = Leaf { tree: 0, index: 0 };
	// Points of the path without x in them: the secret of every node would be one for all users.
	let mut request = world.request(&secret, leaf, BOTH);
	request.nodes = path(leaf)
		.iter()
		.map(|theta| encode_g1::<Bls>(&h_node::<Bls>(theta)))
		.collect();
	let result = request.check::<Bls>(&path_digest(&request.nodes), &mut world.rng);
	assert_eq!(result.err(), Some(RequestError::BadPath));
	// Another user's points neither.
	let other = world.secret();
	request.nodes = other.path_points::<Bls>(leaf);
	let result = request.check::<Bls>(&path_digest(&request.nodes), &mut world.rng);
	assert_eq!(result.err(), Some(RequestError::BadPath));
}

#[test]
fn a_revoked_user_gains_nothing_from_honest_users_public_keys() {
	let mut world = World::new(2, 3);
	let revoked = world.user(0, BOTH);
	let honest = world.user(1, BOTH);
	let sealed = world.seal(POLICY, b"secret");
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	let before = world.epoch(4, &[]);
	let after = world.epoch(5, &[0]);
	assert_eq!(common_node(revoked.leaf, &after.nodes), None);
	let cover_node = common_node(honest.leaf, &after.nodes).unwrap();

	let old = world.key(&revoked, Node::root(0));
	let theirs = world.key(&honest, cover_node);
	let (root_update, update) = (
		world.update(&before, Node::root(0), 0),
		world.update(&after, cover_node, 0),
	);
	let (y1_old, y1_theirs) = (
		predecrypt::y1(&old, &header).unwrap(),
		predecrypt::y1(&theirs, &header).unwrap(),
	);
	// What the custodian answers in epoch 5, with the update key of the cover and with a stale one.
	let y2 = sealed.custodian_part.y2(&update, 5, &header).unwrap();
	let y2_stale = sealed.custodian_part.y2(&root_update, 5, &header).unwrap();
	for y1 in [y1_old, y1_theirs, y1_old + y1_theirs, y1_old - y1_theirs] {
		for y2 in [y2, y2_stale, y2 + y2_stale] {
			let (y1, y2) = (encode_gt::<Bls>(&y1), encode_gt::<Bls>(&y2));
			assert_eq!(
				world.open_with(&revoked.secret, &sealed, &y1, &y2).err(),
				Some(OpenError::Refused)
			);
		}
	}
	// The same values open for the honest user, in their place.
	let (y1, y2) = (encode_gt::<Bls>(&y1_theirs), encode_gt::<Bls>(&y2));
	assert!(world.open_with(&honest.secret, &sealed, &y1, &y2).is_ok());
}

#[test]
fn withdrawing_an_attribute_moves_the_user_to_a_new_leaf() {
	let mut world = World::new(2, 3);
	let before = world.user(0, BOTH);
	let old_key = world.key(&before, Node::root(0));
	let bytes = before.secret.to_bytes();
	// B is withdrawn: leaf 0 is revoked, the same x sits at leaf 1 with A alone.
	let after = {
		let secret = salus_crypto::user::UserSecret::from_bytes(&bytes).unwrap();
		world.user_with(secret, 1, &["consortium/a"])
	};
	let sealed = world.seal(POLICY, b"secret");
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	let epoch = world.epoch(5, &[0]);
	assert!(world.factors(&after, &sealed, &epoch).is_none());
	let node = common_node(after.leaf, &epoch.nodes).unwrap();
	let (new_key, update) = (world.key(&after, node), world.update(&epoch, node, 0));
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, 5, &header).unwrap());
	// The old key's rows with the new key's node, and the old key as it was.
	let rows = predecrypt::rows(&old_key, &header).unwrap();
	for y1 in [
		y1_by_the_equation(&new_key, &header, &rows),
		y1_by_the_equation(&old_key, &header, &rows),
	] {
		assert_eq!(
			world.open_with(&after.secret, &sealed, &y1, &y2).err(),
			Some(OpenError::Refused)
		);
	}
}

#[test]
fn a_leaf_is_used_once_because_its_old_keys_revive_with_it() {
	let mut world = World::new(1, 1);
	let user = world.user(0, BOTH);
	let sealed = world.seal(POLICY, b"secret");
	let revoked = world.epoch(5, &[0]);
	assert!(world.factors(&user, &sealed, &revoked).is_none());
	// A cover in which the leaf stands again brings every key it ever had back to life: hence no leaf returns.
	let restored = world.epoch(6, &[]);
	let (y1, y2) = world.factors(&user, &sealed, &restored).unwrap();
	assert!(world.open_with(&user.secret, &sealed, &y1, &y2).is_ok());
}

#[test]
fn the_path_comes_from_the_chain() {
	let mut world = World::new(1, 1);
	let user = world.user(0, BOTH);
	let elsewhere = Leaf {
		tree: 0,
		index: 1 << 19,
	}
	.node();
	let other_tree = Node::root(1);
	let no_node = Node {
		tree: 0,
		depth: 30,
		index: 0,
	};
	for node in [elsewhere, other_tree, no_node] {
		let partial = issue_partial(
			&world.shares[0],
			&user.checked,
			node,
			&mut world.tables,
			&mut world.rng,
		);
		assert_eq!(partial.err(), Some(KeyAuthorityError::NotOnPath));
	}
	// Points other than the registered ones are refused, right as they may be.
	let digest = path_digest(&user.request.nodes);
	let secret = world.secret();
	let other = world.request(&secret, Leaf { tree: 0, index: 9 }, BOTH);
	assert_eq!(
		other.check::<Bls>(&digest, &mut world.rng).err(),
		Some(RequestError::PathDigest)
	);
	let mut short = user.request.clone();
	short.nodes.pop();
	let result = short.check::<Bls>(&path_digest(&short.nodes), &mut world.rng);
	assert_eq!(result.err(), Some(RequestError::PathLength));
}

#[test]
fn checks_of_n_theta_are_weighted() {
	let mut world = World::new(1, 1);
	let secret = world.secret();
	let leaf = Leaf { tree: 0, index: 3 };
	let honest = world.request(&secret, leaf, BOTH);
	let points: Vec<G1<Bls>> = honest
		.nodes
		.iter()
		.map(|node| decode_g1::<Bls>(node).unwrap())
		.collect();
	// An error in one node, its opposite in another: the sum of all is as it should be.
	let error = g1::<Bls>() * Fr::from(5u64);
	let mut forged = points.clone();
	forged[0] = (points[0] + error).into_affine();
	forged[1] = (points[1] - error).into_affine();
	let sum = |points: &[G1<Bls>]| {
		points
			.iter()
			.fold(G1::<Bls>::zero().into_group(), |sum, point| sum + point)
	};
	assert_eq!(sum(&points), sum(&forged));
	let mut request = honest.clone();
	request.nodes = forged.iter().map(encode_g1::<Bls>).collect();
	let result = request.check::<Bls>(&path_digest(&request.nodes), &mut world.rng);
	assert_eq!(result.err(), Some(RequestError::BadPath));
	// The identity at one node, made up for at the next.
	forged[0] = G1::<Bls>::zero();
	forged[1] = (points[0] + points[1]).into_affine();
	request.nodes = forged.iter().map(encode_g1::<Bls>).collect();
	let result = request.check::<Bls>(&path_digest(&request.nodes), &mut world.rng);
	assert_eq!(result.err(), Some(RequestError::Encoding(DecodeError::Identity)));
	assert!(honest
		.check::<Bls>(&path_digest(&honest.nodes), &mut world.rng)
		.is_ok());
}

#[test]
fn the_identity_is_refused() {
	let mut world = World::new(1, 1);
	let epoch = world.epoch(5, &[]);
	let user = world.user(0, BOTH);
	// rho = 0: the equation holds, and the key would be good for every epoch.
	let mut timeless = world.update(&epoch, Node::root(0), 0);
	timeless.q = (h_node::<Bls>(&Node::root(0)) * beta_of(&world)).into_affine();
	timeless.q_prime = G2::<Bls>::zero();
	let minus_q = (-timeless.q.into_group()).into_affine();
	assert!(pairing_is_one::<Bls>(&[
		(minus_q, g2::<Bls>()),
		(h_node::<Bls>(&Node::root(0)), *world.parameters.beta())
	]));
	assert_eq!(
		timeless.verify(world.parameters.beta(), 5),
		Err(KeyAuthorityError::BadKey)
	);
	let bytes = timeless.to_bytes();
	assert_eq!(
		UpdateKey::<Bls>::from_bytes(&bytes).err(),
		Some(KeyAuthorityError::Encoding(DecodeError::Identity))
	);
	// r = 0 in an attribute key.
	let mut key = world.key(&user, Node::root(0));
	key.k_prime = G2::<Bls>::zero();
	let result = verify_attribute_key(&world.parameters, &user.checked, &[key.clone()], &mut world.rng);
	assert_eq!(result, Err(KeyAuthorityError::BadKey));
	assert_eq!(
		AttributeKey::<Bls>::from_bytes(&key.to_bytes()).err(),
		Some(KeyAuthorityError::Encoding(DecodeError::Identity))
	);
}

/// beta of an authority of one, whose share it is.
fn beta_of(world: &World) -> Fr {
	let bytes = world.shares[0].to_bytes();
	salus_crypto::encoding::decode_scalar(bytes[bytes.len() - 32..].try_into().unwrap()).unwrap()
}

#[test]
fn authorities_answer_for_the_cover_alone() {
	let mut world = World::new(1, 1);
	let cover = world.epoch(5, &[0]);
	let (share, rng) = (&world.shares[0], &mut world.rng);
	assert_eq!(
		issue_update::<Bls>(share, &cover, Node::root(0), 0, rng).err(),
		Some(KeyAuthorityError::NotInCover)
	);
	assert_eq!(
		issue_update::<Bls>(share, &cover, cover.nodes[0], 1, rng).err(),
		Some(KeyAuthorityError::NotInCover)
	);
	let all = issue_updates::<Bls>(share, &cover, rng);
	assert_eq!(all.len(), cover.nodes.len());
	for partial in &all {
		assert_eq!(verify_partial_update(&world.parameters, partial), Ok(()));
	}
	// One cover an epoch, and an epoch for each key.
	let mut other_epoch = all[0].clone();
	other_epoch.epoch = 6;
	assert_eq!(
		verify_partial_update(&world.parameters, &other_epoch),
		Err(KeyAuthorityError::BadKey)
	);
	let mut other_node = all[0].clone();
	other_node.key.node = cover.nodes[1];
	assert_eq!(
		verify_partial_update(&world.parameters, &other_node),
		Err(KeyAuthorityError::BadKey)
	);
	let mut other_era = all[0].clone();
	other_era.key.era = 1;
	assert_eq!(
		verify_partial_update(&world.parameters, &other_era),
		Err(KeyAuthorityError::BadKey)
	);
}

#[test]
fn a_seed_belongs_to_one_header() {
	let mut world = World::new(1, 1);
	let user = world.user(0, BOTH);
	let epoch = world.epoch(5, &[]);
	let sealed = world.seal(POLICY, b"secret");
	let (y1, y2) = world.factors(&user, &sealed, &epoch).unwrap();
	let seed = *world.open_with(&user.secret, &sealed, &y1, &y2).unwrap().seed;
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	assert!(is_header_of(&header, &seed, &mut world.tables));
	// The same seed under another policy or for another record is another header.
	let again = world.seal(POLICY, b"secret");
	assert!(!is_header_of(
		&Header::<Bls>::from_bytes(&again.header).unwrap(),
		&seed,
		&mut world.tables
	));
	assert_ne!(again.header, sealed.header);
	let swapped = world.seal("consortium/b and consortium/a", b"secret");
	assert!(!is_header_of(
		&Header::<Bls>::from_bytes(&swapped.header).unwrap(),
		&seed,
		&mut world.tables
	));
}

#[test]
fn partials_combine_only_within_one_generation_request_and_node() {
	let mut world = World::new(2, 3);
	let user = world.user(0, BOTH);
	let root = Node::root(0);
	let mut partials: Vec<PartialAttributeKey<Bls>> = world
		.shares
		.iter()
		.map(|share| issue_partial(share, &user.checked, root, &mut world.tables, &mut world.rng).unwrap())
		.collect();
	let combine = |world: &World, partials: &[PartialAttributeKey<Bls>]| {
		combine_attribute_keys(&world.parameters, &user.checked, partials).map(drop)
	};
	assert_eq!(combine(&world, &partials[1..]), Ok(()));
	assert_eq!(
		combine(&world, &partials[..1]),
		Err(KeyAuthorityError::TooFewPartials)
	);
	let twice = [partials[0].clone(), partials[0].clone()];
	assert_eq!(combine(&world, &twice), Err(KeyAuthorityError::RepeatedAuthority));
	partials[1].generation = 1;
	assert_eq!(combine(&world, &partials), Err(KeyAuthorityError::Mismatch));
	let result = verify_partials(&world.parameters, &user.checked, &partials[1..2], &mut world.rng);
	assert_eq!(result, Err(KeyAuthorityError::Mismatch));
	partials[1].generation = 0;
	partials[1].node = path(user.leaf)[1];
	assert_eq!(combine(&world, &partials), Err(KeyAuthorityError::Mismatch));
	partials[1].node = root;
	partials[1].request = [0; 32];
	assert_eq!(combine(&world, &partials), Err(KeyAuthorityError::Mismatch));
	// Another block, another request.
	let mut later = user.request.clone();
	later.block = [1; 32];
	assert_ne!(later.digest(), user.request.digest());

	let cover = world.epoch(5, &[]);
	let mut updates: Vec<_> = world
		.shares
		.iter()
		.map(|share| issue_update::<Bls>(share, &cover, root, 0, &mut world.rng).unwrap())
		.collect();
	assert!(combine_update_keys(&world.parameters, &updates).is_ok());
	updates[0].generation = 7;
	assert_eq!(
		combine_update_keys(&world.parameters, &updates).err(),
		Some(KeyAuthorityError::Mismatch)
	);
	updates[0].generation = 0;
	updates[0].epoch = 4;
	assert_eq!(
		combine_update_keys(&world.parameters, &updates).err(),
		Some(KeyAuthorityError::Mismatch)
	);
}

#[test]
fn a_grant_is_the_whole_set_with_fresh_randomness() {
	let mut world = World::new(1, 1);
	let bytes = *world.secret().to_bytes();
	let secret = || salus_crypto::user::UserSecret::from_bytes(&bytes).unwrap();
	// A and B granted in separate keys, one x, one leaf.
	let a = world.user_with(secret(), 0, &["consortium/a"]);
	let b = world.user_with(secret(), 0, &["consortium/b"]);
	let both = world.user_with(secret(), 0, BOTH);
	let root = Node::root(0);
	let (key_a, key_b, key) = (world.key(&a, root), world.key(&b, root), world.key(&both, root));
	assert_ne!(key_a.k_prime, key_b.k_prime);
	let sealed = world.seal(POLICY, b"secret");
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	let epoch = world.epoch(5, &[]);
	let update = world.update(&epoch, root, 0);
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, 5, &header).unwrap());
	let mixed: Vec<RowUse<Bls>> = predecrypt::rows(&key, &header)
		.unwrap()
		.into_iter()
		.map(|row| {
			let u = header.lsss().attribute(row.row).unwrap();
			RowUse {
				k_u: *key_a.k_u(u).or(key_b.k_u(u)).unwrap(),
				..row
			}
		})
		.collect();
	for one in [&key_a, &key_b] {
		let y1 = y1_by_the_equation(one, &header, &mixed);
		assert_eq!(
			world.open_with(&a.secret, &sealed, &y1, &y2).err(),
			Some(OpenError::Refused)
		);
	}
	let y1 = encode_gt::<Bls>(&predecrypt::y1(&key, &header).unwrap());
	assert!(world.open_with(&a.secret, &sealed, &y1, &y2).is_ok());
}

#[test]
fn a_record_of_an_older_era_opens_for_the_living_and_a_newer_one_not_for_the_revoked() {
	let mut world = World::new(1, 1);
	let live = world.user(1, BOTH);
	let revoked = world.user(0, BOTH);
	let root_key = world.key(&revoked, Node::root(0));
	let old_cover = EpochCover {
		eras: 0..=0,
		..world.epoch(4, &[])
	};
	let stale = world.update(&old_cover, Node::root(0), 0);
	let context = world.context(POLICY);
	let sealed = encrypt(
		&world.parameters,
		&mut world.tables,
		&context,
		b"new era",
		1,
		&mut world.rng,
	)
	.unwrap();
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	let cover = EpochCover {
		eras: 0..=1,
		..world.epoch(6, &[0])
	};
	// The custodian's part leaked: an update key of an older era does not fit, whatever it is made to say.
	assert!(sealed.custodian_part.y2(&stale, 4, &header).is_err());
	let relabelled = UpdateKey { era: 1, ..stale };
	let y1 = encode_gt::<Bls>(&predecrypt::y1(&root_key, &header).unwrap());
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&relabelled, 4, &header).unwrap());
	assert_eq!(
		world.open_with(&revoked.secret, &sealed, &y1, &y2).err(),
		Some(OpenError::Refused)
	);

	let node = common_node(live.leaf, &cover.nodes).unwrap();
	let (key, update) = (world.key(&live, node), world.update(&cover, node, 1));
	let y1 = encode_gt::<Bls>(&predecrypt::y1(&key, &header).unwrap());
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, 6, &header).unwrap());
	assert!(world.open_with(&live.secret, &sealed, &y1, &y2).is_ok());

	let old_record = world.seal(POLICY, b"old era");
	let old_header = Header::<Bls>::from_bytes(&old_record.header).unwrap();
	let update = world.update(&cover, node, 0);
	let y1 = encode_gt::<Bls>(&predecrypt::y1(&key, &old_header).unwrap());
	let y2 = encode_gt::<Bls>(&old_record.custodian_part.y2(&update, 6, &old_header).unwrap());
	assert!(world.open_with(&live.secret, &old_record, &y1, &y2).is_ok());
}

#[test]
fn a_factor_of_the_custodian_serves_one_node() {
	let mut world = World::new(1, 1);
	let (left, right) = (world.user(0, BOTH), world.user((1 << 20) - 1, BOTH));
	let sealed = world.seal(POLICY, b"secret");
	let epoch = world.epoch(5, &[1 << 19, 1]);
	let (y1, y2) = world.factors(&left, &sealed, &epoch).unwrap();
	let (other_y1, other_y2) = world.factors(&right, &sealed, &epoch).unwrap();
	let sealing = |y1, y2| Sealing {
		header: &sealed.header,
		sealed_box: &sealed.sealed_box,
		y1,
		y2,
	};
	let expected = world.expected();
	assert!(open::<Bls>(&left.secret, &expected, &sealing(&y1, &y2), &mut world.tables).is_ok());
	for (y1, y2) in [(&y1, &other_y2), (&other_y1, &y2), (&other_y1, &other_y2)] {
		let result = open::<Bls>(&left.secret, &expected, &sealing(y1, y2), &mut world.tables);
		assert_eq!(result.err(), Some(OpenError::Refused));
	}
}

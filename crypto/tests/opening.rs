//! Sealing and opening: what opens, and everything that must not.

mod common;

use ark_ff::{Field, UniformRand};
use common::*;
use salus_crypto::{
	custodian::{CustodianError, CustodianPart},
	encoding::{encode_gt, GtBytes},
	header::{encrypt, Header, HeaderContext, HeaderError, Sealed},
	lsss::Lsss,
	open::{check_header, open, open_box, open_core, Expected, OpenError, Sealing},
	predecrypt::{self, NotSatisfied, RowUse},
	suite::Gt,
	tree::Node,
	Bls, Fr,
};

const POLICY: &str = "consortium/cardiologist and (st-mary/staff or consortium/emergency)";
const DOCTOR: &[&str] = &["consortium/cardiologist", "st-mary/staff"];

struct Scene {
	world: World,
	doctor: User,
	sealed: Sealed<Bls>,
	y1: GtBytes,
	y2: GtBytes,
}

fn scene() -> Scene {
	let mut world = World::new(2, 3);
	let doctor = world.user(5, DOCTOR);
	let sealed = world.seal(POLICY, b"payload");
	let epoch = world.epoch(4, &[1, 900_000]);
	let (y1, y2) = world.factors(&doctor, &sealed, &epoch).unwrap();
	Scene {
		world,
		doctor,
		sealed,
		y1,
		y2,
	}
}

impl Scene {
	fn open(&mut self, expected: &Expected, sealing: &Sealing<'_>) -> Result<Vec<u8>, OpenError> {
		open::<Bls>(&self.doctor.secret, expected, sealing, &mut self.world.tables)
			.map(|opened| opened.payload.to_vec())
	}
}

#[test]
fn who_satisfies_the_policy_opens() {
	let mut scene = scene();
	let (header, sealed_box) = (scene.sealed.header.clone(), scene.sealed.sealed_box.clone());
	let (expected, y1, y2) = (scene.world.expected(), scene.y1, scene.y2);
	let sealing = Sealing {
		header: &header,
		sealed_box: &sealed_box,
		y1: &y1,
		y2: &y2,
	};
	assert_eq!(scene.open(&expected, &sealing), Ok(b"payload".to_vec()));
}

#[test]
fn every_set_of_authorities_of_the_size_of_the_threshold_makes_a_key_that_opens() {
	let mut world = World::new(2, 3);
	let doctor = world.user(5, DOCTOR);
	let sealed = world.seal(POLICY, b"payload");
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	let epoch = world.epoch(4, &[]);
	let update = world.update(&epoch, Node::root(0), 0);
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, 4, &header).unwrap());
	for authorities in [[1, 2], [1, 3], [3, 2]] {
		let key = world.key_from(&doctor, Node::root(0), &authorities);
		let y1 = encode_gt::<Bls>(&predecrypt::y1(&key, &header).unwrap());
		assert!(
			world.open_with(&doctor.secret, &sealed, &y1, &y2).is_ok(),
			"{authorities:?}"
		);
	}
}

#[test]
fn an_attribute_may_occur_in_several_rows() {
	let mut world = World::new(1, 1);
	let doctor = world.user(5, &["consortium/a", "consortium/b"]);
	let policy = "(consortium/a and consortium/b) or (consortium/a and consortium/c) or 2 of (consortium/a, consortium/b, consortium/d)";
	let sealed = world.seal(policy, b"payload");
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	assert_eq!(header.lsss().max_occurrence(), 2);
	let policy_length = header.context().policy.canonical().len();
	// tag, three ids and the policy, each variable part behind eight bytes of length; then 48n + 96(1 + max tau).
	assert_eq!(
		sealed.header.len(),
		8 + 15 + 96 + 8 + policy_length + 48 * 7 + 96 * (1 + 3)
	);
	let epoch = world.epoch(1, &[]);
	let (y1, y2) = world.factors(&doctor, &sealed, &epoch).unwrap();
	assert!(world.open_with(&doctor.secret, &sealed, &y1, &y2).is_ok());
}

#[test]
fn a_key_that_does_not_satisfy_the_policy_fails_the_equation_itself() {
	let mut world = World::new(2, 3);
	let nurse = world.user(6, &["consortium/nurse", "st-mary/staff"]);
	let sealed = world.seal("consortium/cardiologist and st-mary/staff", b"payload");
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	let root = Node::root(0);
	let key = world.key(&nurse, root);
	assert_eq!(predecrypt::y1(&key, &header).err(), Some(NotSatisfied));
	let epoch = world.epoch(2, &[]);
	let update = world.update(&epoch, root, 0);
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, 2, &header).unwrap());

	// The coefficients that a satisfying set has, with a K_u of the nurse's in the place of the missing one.
	let held = attributes(&["consortium/cardiologist", "st-mary/staff"])
		.into_iter()
		.collect();
	let rows = Lsss::compile(&header.context().policy)
		.reconstruct::<Fr>(&held)
		.unwrap();
	assert_eq!(rows.len(), 2);
	for substitute in ["consortium/nurse", "st-mary/staff"] {
		let rows: Vec<RowUse<Bls>> = rows
			.iter()
			.map(|(row, w)| {
				let wanted = header.lsss().attribute(*row).unwrap();
				let k_u = *key.k_u(wanted).or(key.k_u(&attribute(substitute))).unwrap();
				RowUse {
					row: *row,
					w: *w,
					k_u,
				}
			})
			.collect();
		let y1 = y1_by_the_equation(&key, &header, &rows);
		assert_eq!(
			world.open_with(&nurse.secret, &sealed, &y1, &y2).err(),
			Some(OpenError::Refused)
		);
		// Only the rows the nurse holds.
		let own: Vec<_> = rows
			.into_iter()
			.filter(|row| key.k_u(header.lsss().attribute(row.row).unwrap()).is_some())
			.collect();
		let y1 = y1_by_the_equation(&key, &header, &own);
		assert_eq!(
			world.open_with(&nurse.secret, &sealed, &y1, &y2).err(),
			Some(OpenError::Refused)
		);
	}
	// The equation does open for who holds both.
	let doctor = world.user(7, &["consortium/cardiologist", "st-mary/staff"]);
	let key = world.key(&doctor, root);
	let y1 = y1_by_the_equation(&key, &header, &predecrypt::rows(&key, &header).unwrap());
	assert!(world.open_with(&doctor.secret, &sealed, &y1, &y2).is_ok());
}

#[test]
fn another_users_factor_opens_nothing() {
	let mut scene = scene();
	let other = scene.world.user(6, DOCTOR);
	let epoch = scene.world.epoch(4, &[1, 900_000]);
	let (y1, y2) = scene.world.factors(&other, &scene.sealed, &epoch).unwrap();
	assert!(scene
		.world
		.open_with(&other.secret, &scene.sealed, &y1, &y2)
		.is_ok());
	assert!(scene
		.world
		.open_with(&scene.doctor.secret, &scene.sealed, &y1, &y2)
		.is_err());
	assert!(scene
		.world
		.open_with(&other.secret, &scene.sealed, &scene.y1, &scene.y2)
		.is_err());
}

#[test]
fn a_record_of_another_chain_record_or_ceremony_is_refused() {
	let mut scene = scene();
	let (header, sealed_box, y1, y2) = (
		scene.sealed.header.clone(),
		scene.sealed.sealed_box.clone(),
		scene.y1,
		scene.y2,
	);
	let sealing = Sealing {
		header: &header,
		sealed_box: &sealed_box,
		y1: &y1,
		y2: &y2,
	};
	let expected = scene.world.expected();
	for wrong in [
		Expected {
			genesis: [0; 32],
			..expected
		},
		Expected {
			record: [0; 32],
			..expected
		},
		Expected {
			ceremony: [0; 32],
			..expected
		},
	] {
		assert_eq!(scene.open(&wrong, &sealing), Err(OpenError::Refused));
	}
	// Rewriting the context of the header does not help: its hash keys the box.
	for at in [23, 23 + 32, 23 + 64] {
		let mut forged = header.clone();
		forged[at] ^= 1;
		let context = Header::<Bls>::from_bytes(&forged).unwrap().context().clone();
		let expected = Expected {
			genesis: context.genesis,
			record: context.record,
			ceremony: context.ceremony,
		};
		assert_ne!(expected, scene.world.expected());
		let sealing = Sealing {
			header: &forged,
			..sealing
		};
		assert_eq!(scene.open(&expected, &sealing), Err(OpenError::Refused));
	}
}

#[test]
fn truncated_and_changed_bytes_are_refused_alike() {
	let mut scene = scene();
	let (header, sealed_box, y1, y2) = (
		scene.sealed.header.clone(),
		scene.sealed.sealed_box.clone(),
		scene.y1,
		scene.y2,
	);
	let expected = scene.world.expected();
	let sealing = Sealing {
		header: &header,
		sealed_box: &sealed_box,
		y1: &y1,
		y2: &y2,
	};
	for length in 0..header.len() {
		let sealing = Sealing {
			header: &header[..length],
			..sealing
		};
		assert_eq!(
			scene.open(&expected, &sealing),
			Err(OpenError::Refused),
			"{length}"
		);
	}
	for length in 0..sealed_box.len() {
		let sealing = Sealing {
			sealed_box: &sealed_box[..length],
			..sealing
		};
		assert_eq!(
			scene.open(&expected, &sealing),
			Err(OpenError::Refused),
			"{length}"
		);
	}
	for at in (0..header.len()).step_by(7) {
		let mut changed = header.clone();
		changed[at] ^= 4;
		assert_eq!(
			scene.open(
				&expected,
				&Sealing {
					header: &changed,
					..sealing
				}
			),
			Err(OpenError::Refused),
			"{at}"
		);
	}
	for at in (0..sealed_box.len()).step_by(5) {
		let mut changed = sealed_box.clone();
		changed[at] ^= 1;
		let sealing = Sealing {
			sealed_box: &changed,
			..sealing
		};
		assert_eq!(scene.open(&expected, &sealing), Err(OpenError::Refused), "{at}");
	}
	for at in (0..576).step_by(23) {
		let mut changed = y1;
		changed[at] ^= 1;
		assert_eq!(
			scene.open(
				&expected,
				&Sealing {
					y1: &changed,
					..sealing
				}
			),
			Err(OpenError::Refused),
			"{at}"
		);
		assert_eq!(
			scene.open(
				&expected,
				&Sealing {
					y2: &changed,
					..sealing
				}
			),
			Err(OpenError::Refused),
			"{at}"
		);
	}
	let mut longer = header.clone();
	longer.push(0);
	assert_eq!(
		scene.open(
			&expected,
			&Sealing {
				header: &longer,
				..sealing
			}
		),
		Err(OpenError::Refused)
	);
}

#[test]
fn factors_outside_the_target_group_never_meet_the_secret() {
	let scene = scene();
	let one = encode_gt::<Bls>(&Gt::<Bls>::default());
	let mut rng = rand::thread_rng();
	let outside = ark_bls12_381::Fq12::rand(&mut rng);
	// Its norm lies in the prime field: of an order that divides p - 1.
	let mut norm = ark_bls12_381::Fq12::from(1u64);
	for power in 0..12 {
		let mut image = outside;
		image.frobenius_map_in_place(power);
		norm *= image;
	}
	let bytes = |value| encode_gt::<Bls>(&ark_ec::pairing::PairingOutput(value));
	for bad in [
		one,
		bytes(outside),
		bytes(norm),
		bytes(-ark_bls12_381::Fq12::from(1u64)),
		[0; 576],
		[255; 576],
	] {
		assert!(open_core::<Bls>(&scene.doctor.secret, &bad, &scene.y2).is_err());
		assert!(open_core::<Bls>(&scene.doctor.secret, &scene.y1, &bad).is_err());
	}
	assert!(open_core::<Bls>(&scene.doctor.secret, &scene.y1, &scene.y2).is_ok());
}

#[test]
fn a_header_that_its_seed_does_not_give_is_refused() {
	let mut scene = scene();
	let header = Header::<Bls>::from_bytes(&scene.sealed.header).unwrap();
	let e_s = open_core::<Bls>(&scene.doctor.secret, &scene.y1, &scene.y2).unwrap();
	let opened = open_box::<Bls>(&e_s, header.hash(), &scene.sealed.sealed_box).unwrap();
	assert_eq!(
		check_header(&header, &opened.seed, &mut scene.world.tables),
		Ok(())
	);
	// A sealer who exchanges one row so that one attribute opens and another does not is found out by whoever opens.
	let mut bytes = scene.sealed.header.clone();
	let length = bytes.len();
	let other = scene.world.seal(POLICY, b"other");
	bytes[length - 48..].copy_from_slice(&other.header[length - 48..]);
	let forged = Header::<Bls>::from_bytes(&bytes).unwrap();
	assert_eq!(
		check_header(&forged, &opened.seed, &mut scene.world.tables),
		Err(OpenError::Refused)
	);
	let mut seed = *opened.seed;
	seed[0] ^= 1;
	assert_eq!(
		check_header(&header, &seed, &mut scene.world.tables),
		Err(OpenError::Refused)
	);
}

#[test]
fn the_custodian_takes_only_the_part_that_belongs_to_the_header() {
	let mut world = World::new(1, 1);
	let (sealed, other) = (world.seal(POLICY, b"one"), world.seal(POLICY, b"two"));
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();
	let part = CustodianPart::<Bls>::from_bytes(&sealed.custodian_part.to_bytes()).unwrap();
	assert_eq!(part.verify(&header), Ok(()));
	assert_eq!(
		other.custodian_part.verify(&header),
		Err(CustodianError::WrongPart)
	);
	let (v1s, v2s) = part.points();
	for (era, v1s, v2s) in [(1, v1s, v2s), (0, v2s, v1s), (0, v1s, v1s)] {
		let forged = CustodianPart::<Bls>::from_points(era, &v1s, &v2s).unwrap();
		assert_eq!(forged.verify(&header), Err(CustodianError::WrongPart));
	}
	for length in 0..part.to_bytes().len() {
		assert!(CustodianPart::<Bls>::from_bytes(&part.to_bytes()[..length]).is_err());
	}
}

#[test]
fn nothing_is_sealed_for_another_ceremony() {
	let mut world = World::new(1, 1);
	let context = HeaderContext {
		ceremony: [0; 32],
		..world.context(POLICY)
	};
	let result = encrypt(
		&world.parameters,
		&mut world.tables,
		&context,
		b"",
		0,
		&mut world.rng,
	);
	assert_eq!(
		result.err().map(|error| error == HeaderError::WrongCeremony),
		Some(true)
	);
}

//! A key opens iff its attributes satisfy the policy and its leaf is not revoked at the epoch.

mod common;

use common::*;
use proptest::{
	prelude::*,
	test_runner::{Config, TestRng, TestRunner},
};
use rand::{rngs::StdRng, Rng, SeedableRng};
use salus_crypto::{
	authority::*,
	encoding::encode_gt,
	header::{encrypt, Header, HeaderContext},
	lsss::Lsss,
	open::{open, Sealing},
	policy::{Attribute, Policy},
	predecrypt::{self, RowUse},
	tree::{common_node, path, Node},
	Bls, Fr,
};
use std::{
	cell::{Cell, RefCell},
	collections::BTreeSet,
};

const CASES: u32 = 1_000;
const NAMES: usize = 14;
const MAX_ROWS: usize = 32;
const MAX_DEPTH: usize = 5;

/// A policy as the test understands it.
#[derive(Clone, Debug)]
enum Formula {
	Holds(usize),
	Of(usize, Vec<Formula>),
}

impl Formula {
	fn is_true(&self, held: &BTreeSet<usize>) -> bool {
		match self {
			Self::Holds(name) => held.contains(name),
			Self::Of(k, parts) => parts.iter().filter(|part| part.is_true(held)).count() >= *k,
		}
	}

	fn rows(&self) -> usize {
		match self {
			Self::Holds(_) => 1,
			Self::Of(_, parts) => parts.iter().map(Self::rows).sum(),
		}
	}

	fn depth(&self) -> usize {
		match self {
			Self::Holds(_) => 0,
			Self::Of(_, parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
		}
	}

	fn text(&self) -> String {
		match self {
			Self::Holds(name) => format!("consortium/n{name}"),
			Self::Of(k, parts) => {
				let parts: Vec<String> = parts.iter().map(Self::text).collect();
				format!("{k} of ({})", parts.join(", "))
			}
		}
	}
}

/// A formula of that many rows and of that depth, if the rows allow it.
fn grow(rng: &mut StdRng, rows: usize, depth: usize) -> Formula {
	if depth == 0 || rows < 2 {
		return Formula::Holds(rng.gen_range(0..NAMES));
	}
	let count = if depth == 1 {
		rows
	} else {
		rng.gen_range(2..=rows.min(5))
	};
	// One part is deep and takes what the others leave.
	let mut left = rows;
	let mut parts: Vec<Formula> = (1..count)
		.map(|after| {
			let most = (left - (count - after)).min(left / 2).max(1);
			let share = rng.gen_range(1..=most);
			left -= share;
			let depth = rng.gen_range(0..depth);
			grow(rng, share, depth)
		})
		.collect();
	parts.insert(rng.gen_range(0..count), grow(rng, left, depth - 1));
	Formula::Of(rng.gen_range(1..=count), parts)
}

/// Small ones more often.
fn formula() -> impl Strategy<Value = Formula> {
	let rows = prop_oneof![4 => 1..=4usize, 3 => 3..=8usize, 2 => 6..=16usize, 1 => 16..=MAX_ROWS];
	(rows, 0..=MAX_DEPTH, any::<u64>())
		.prop_map(|(rows, depth, seed)| grow(&mut StdRng::seed_from_u64(seed), rows, depth))
		.prop_filter("within the limits", |formula| {
			formula.rows() <= MAX_ROWS && formula.depth() <= MAX_DEPTH
		})
}

#[derive(Clone, Debug)]
struct Case {
	formula: Formula,
	held: BTreeSet<usize>,
	leaf: u32,
	is_revoked: bool,
	others: Vec<u32>,
	epoch: u32,
	seed: u64,
}

fn case() -> impl Strategy<Value = Case> {
	let held = prop::collection::btree_set(0..NAMES, 3..=NAMES);
	let others = prop::collection::vec(0..1u32 << 20, 0..4);
	(
		formula(),
		held,
		0..1u32 << 20,
		prop::bool::weighted(0.3),
		others,
		0..10_000u32,
		any::<u64>(),
	)
		.prop_map(|(formula, held, leaf, is_revoked, others, epoch, seed)| Case {
			formula,
			held,
			leaf,
			is_revoked,
			others,
			epoch,
			seed,
		})
}

/// Every way the servers and the user have is tried; true if one of them opens.
fn opens(world: &mut World, case: &Case) -> bool {
	world.rng = StdRng::seed_from_u64(case.seed);
	let names: Vec<String> = case
		.held
		.iter()
		.map(|name| format!("consortium/n{name}"))
		.collect();
	let secret = world.secret();
	let user = world.user_with(
		secret,
		case.leaf,
		&names.iter().map(String::as_str).collect::<Vec<_>>(),
	);
	let policy = Policy::parse(&case.formula.text()).unwrap();
	let context = HeaderContext {
		policy,
		..world.context("consortium/any")
	};
	let sealed = encrypt(
		&world.parameters,
		&mut world.tables,
		&context,
		b"payload",
		0,
		&mut world.rng,
	)
	.unwrap();
	let header = Header::<Bls>::from_bytes(&sealed.header).unwrap();

	let mut revoked = case.others.clone();
	revoked.retain(|index| *index != case.leaf);
	if case.is_revoked {
		revoked.push(case.leaf);
	}
	let epoch = world.epoch(case.epoch, &revoked);
	let own = common_node(user.leaf, &epoch.nodes);
	// Without a node of the cover on the path, some node of each.
	let key_node = own.unwrap_or(path(user.leaf)[world.rng.gen_range(0..21)]);
	let update_node = own.unwrap_or(epoch.nodes[world.rng.gen_range(0..epoch.nodes.len())]);
	let key = combined_key(world, &user, key_node);
	let update = combined_update(world, &epoch, update_node);
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, epoch.epoch, &header).unwrap());

	let mut attempts = Vec::new();
	match predecrypt::rows(&key, &header) {
		Ok(rows) => attempts.push(rows),
		// The equation with what there is: rows held, and every row of the policy with some K_u.
		Err(_) => {
			let everything: BTreeSet<Attribute> = header
				.context()
				.policy
				.attributes()
				.into_iter()
				.cloned()
				.collect();
			let rows = Lsss::compile(&header.context().policy)
				.reconstruct::<Fr>(&everything)
				.unwrap();
			attempts.push(
				rows.into_iter()
					.map(|(row, w)| {
						let u = header.lsss().attribute(row).unwrap();
						RowUse {
							row,
							w,
							k_u: *key.k_u(u).unwrap_or(&key.k_u[0]),
						}
					})
					.collect::<Vec<_>>(),
			);
		}
	}
	let expected = world.expected();
	attempts.iter().any(|rows| {
		let y1 = y1_by_the_equation(&key, &header, rows);
		let sealing = Sealing {
			header: &sealed.header,
			sealed_box: &sealed.sealed_box,
			y1: &y1,
			y2: &y2,
		};
		match open::<Bls>(&user.secret, &expected, &sealing, &mut world.tables) {
			Ok(opened) => opened.payload.as_slice() == b"payload",
			Err(_) => false,
		}
	})
}

fn combined_key(world: &mut World, user: &User, node: Node) -> AttributeKey<Bls> {
	let partials: Vec<_> = world.shares[..2]
		.iter()
		.map(|share| issue_partial(share, &user.checked, node, &mut world.tables, &mut world.rng).unwrap())
		.collect();
	combine_attribute_keys(&world.parameters, &user.checked, &partials).unwrap()
}

fn combined_update(world: &mut World, epoch: &EpochCover, node: Node) -> UpdateKey<Bls> {
	let partials: Vec<_> = world.shares[1..]
		.iter()
		.map(|share| issue_update::<Bls>(share, epoch, node, 0, &mut world.rng).unwrap())
		.collect();
	combine_update_keys(&world.parameters, &partials).unwrap()
}

#[test]
fn a_key_opens_iff_its_attributes_satisfy_the_policy_and_its_leaf_is_live() {
	let world = RefCell::new(World::new(2, 3));
	let (opened, refused_by_policy, refused_by_revocation) =
		(Cell::new(0u32), Cell::new(0u32), Cell::new(0u32));
	let (most_rows, most_depth) = (Cell::new(0), Cell::new(0));
	let count = |counter: &Cell<u32>| counter.set(counter.get() + 1);
	let config = Config {
		cases: CASES,
		failure_persistence: None,
		..Config::default()
	};
	let rng = TestRng::from_seed(Config::default().rng_algorithm, &[42; 32]);
	TestRunner::new_with_rng(config, rng)
		.run(&case(), |case| {
			let satisfied = case.formula.is_true(&case.held);
			let should = satisfied && !case.is_revoked;
			prop_assert_eq!(opens(&mut world.borrow_mut(), &case), should);
			most_rows.set(most_rows.get().max(case.formula.rows()));
			most_depth.set(most_depth.get().max(case.formula.depth()));
			count(match (should, satisfied) {
				(true, _) => &opened,
				(_, true) => &refused_by_revocation,
				_ => &refused_by_policy,
			});
			Ok(())
		})
		.unwrap();
	let (opened, by_policy, by_revocation) =
		(opened.get(), refused_by_policy.get(), refused_by_revocation.get());
	let counts = format!(
		"opened {opened}, refused by policy {by_policy}, by revocation alone {by_revocation}; up to {} rows, depth {}",
		most_rows.get(),
		most_depth.get()
	);
	println!("{counts}");
	assert!(opened + by_policy + by_revocation >= 1_000, "{counts}");
	assert!(
		by_policy + by_revocation >= 400 && opened >= 200 && by_revocation >= 50,
		"{counts}"
	);
	assert!(most_rows.get() >= 24 && most_depth.get() == MAX_DEPTH, "{counts}");
}

#[test]
fn the_largest_policies_open_for_exactly_their_sets() {
	let mut world = World::new(2, 3);
	let names: Vec<usize> = (0..MAX_ROWS).collect();
	let wide = Formula::Of(20, names.iter().map(|name| Formula::Holds(*name)).collect());
	let all = Formula::Of(MAX_ROWS, names.iter().map(|name| Formula::Holds(*name)).collect());
	for (formula, held, expected) in [
		(&wide, 0..20, true),
		(&wide, 5..32, true),
		(&wide, 0..19, false),
		(&all, 0..32, true),
		(&all, 0..31, false),
	] {
		let case = Case {
			formula: formula.clone(),
			held: held.collect(),
			leaf: 3,
			is_revoked: false,
			others: vec![4],
			epoch: 1,
			seed: 1,
		};
		assert_eq!(case.formula.is_true(&case.held), expected);
		assert_eq!(opens(&mut world, &case), expected);
	}
}

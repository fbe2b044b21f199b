//! The key authority in the generic group model: what each adversary can and cannot compute.
//!
//! Every group element is written as a polynomial in the unknown exponents. In the generic group model an
//! adversary computes in GT exactly the linear span of the products (exponent in G1 times exponent in G2)
//! and of the GT exponents it was given. A session key `E^s` is safe in a scenario iff its exponent lies
//! outside that span. What the adversary knows as a number, such as a corrupted user's secret or a corrupted
//! authority's share, enters as a constant.
//!
//! What this is evidence for: that the *equations* leave no attack by multiplying, pairing and combining,
//! for each scenario below, and that each rule beside them is needed. What it is not: a proof, for every
//! scenario is one fixed situation with a non-adaptive adversary; nor a statement about the curve, the
//! hashes, the proofs of knowledge, the symmetric encryption, or this crate's code, which other tests
//! compare with the equations.
//!
//! Three kinds of scenario. SAFE must not open. WORKS must open: that is correctness. RULE opens when a rule
//! is broken, which shows why the rule exists and that the finder finds; each says which test holds the code
//! to the rule, or that it is trust.

mod algebra;
mod rules;
mod world;

use algebra::Poly;
use rules::Enforced;
use world::{Authorities, Header, Policy, User, World, ALL, WITHOUT_00};

const SINGLE: Authorities = Authorities::Single;
const TWO_OF_THREE: Authorities = Authorities::Shared {
	t: 2,
	n: 3,
	corrupt: 1,
};
const THREE_OF_FOUR: Authorities = Authorities::Shared {
	t: 3,
	n: 4,
	corrupt: 1,
};
const SETTINGS: [Authorities; 3] = [SINGLE, TWO_OF_THREE, THREE_OF_FOUR];

fn c_t(c_t: &'static [i64]) -> Header {
	Header {
		c_t,
		..Header::default()
	}
}

fn with_policy(policy: Policy, c_t: &'static [i64]) -> Header {
	Header {
		policy,
		c_t,
		..Header::default()
	}
}

/// Runs a scenario in every setting.
fn in_every_setting(opens: bool, what: &str, scenario: impl Fn(World) -> bool) {
	for setting in SETTINGS {
		assert_eq!(scenario(World::new(setting)), opens, "{what}, {setting:?}");
	}
}

#[track_caller]
fn safe(what: &str, scenario: impl Fn(World) -> bool) {
	in_every_setting(false, what, scenario);
}

#[track_caller]
fn works(what: &str, scenario: impl Fn(World) -> bool) {
	in_every_setting(true, what, scenario);
}

#[track_caller]
fn rule(enforced: Enforced, what: &str, scenario: impl Fn(World) -> bool) {
	in_every_setting(true, what, scenario);
	enforced.check();
}

/// A user whose leaf is revoked at epoch 5, with the update keys before and after.
fn revoked(world: World) -> World {
	world
		.user("a", "00", "AB")
		.update(4, ALL)
		.update(5, WITHOUT_00)
		.update(6, WITHOUT_00)
}

/// The same across a change of era: update keys for both eras from epoch 5.
fn revoked_in_era_1(world: World) -> World {
	world
		.user("a", "00", "AB")
		.update(4, ALL)
		.update_with(5, WITHOUT_00, &[1, 2], false)
		.update_with(6, WITHOUT_00, &[1, 2], false)
}

/// Two keys of one account with the same x.
fn two_keys(
	mut world: World,
	first: (&'static str, &'static str),
	second: (&'static str, &'static str),
) -> World {
	let x = world.known();
	for ((leaf, attributes), key) in [(first, "1"), (second, "2")] {
		world = world.with_user(User {
			leaf,
			attributes,
			x: Some(x.clone()),
			key,
			..User::default()
		});
	}
	world
}

#[test]
fn whoever_may_open_opens() {
	works("authorised", |w| {
		w.user("a", "00", "AB").update(5, ALL).opens(c_t(&[5]))
	});
	works("authorised by two of three", |w| {
		w.user("a", "00", "AC")
			.update(5, ALL)
			.opens(with_policy(Policy::TwoOfThree, &[5]))
	});
	works("authorised, Y2 from the custodian and no C_T", |w| {
		w.user("a", "00", "AB").update(5, ALL).opens(Header {
			y2: &["r"],
			..Header::default()
		})
	});
	works("a live user opens a record of an older era", |w| {
		w.user("a", "01", "AB")
			.update_with(6, WITHOUT_00, &[1, 2], false)
			.opens(c_t(&[6]))
	});
}

#[test]
fn nobody_opens_without_the_attributes() {
	safe("a server alone, with an honest user's keys", |w| {
		w.honest("a", "00", "AB").update(5, ALL).opens(c_t(&[5]))
	});
	safe("an attribute missing", |w| {
		w.user("a", "00", "A").update(5, ALL).opens(c_t(&[5]))
	});
	safe("users with A and with B pool", |w| {
		w.user("a", "00", "A")
			.user("b", "01", "B")
			.update(5, ALL)
			.opens(c_t(&[5]))
	});
	safe("three with one attribute each, two of three wanted", |w| {
		w.user("a", "00", "A")
			.user("b", "01", "B")
			.user("c", "10", "C")
			.update(5, ALL)
			.opens(with_policy(Policy::TwoOfThree, &[5]))
	});
	safe("an OR, neither attribute, honest keys at hand", |w| {
		w.user("a", "00", "C")
			.honest("b", "01", "AB")
			.update(5, ALL)
			.opens(with_policy(Policy::AOrB, &[5]))
	});
	safe("A and B granted in separate keys", |w| {
		two_keys(w, ("00", "A"), ("00", "B"))
			.update(5, ALL)
			.opens(c_t(&[5]))
	});
}

#[test]
fn nobody_opens_without_update_key_and_custodian() {
	safe("no update key", |w| w.user("a", "00", "AB").opens(c_t(&[5])));
	safe("the custodian refuses", |w| {
		w.user("a", "00", "AB").update(5, ALL).opens(Header::default())
	});
}

#[test]
fn the_revoked_do_not_open_alone_or_with_others() {
	safe("revoked at 5, with the update keys of 4 and C_T of 5", |w| {
		revoked(w).opens(c_t(&[5]))
	});
	safe("revoked, header public, no C_T", |w| {
		revoked(w)
			.honest("b", "01", "AB")
			.user("c", "11", "A")
			.opens(Header::default())
	});
	safe("revoked, with honest keys and a live user lacking B", |w| {
		revoked(w)
			.honest("b", "01", "AB")
			.user("c", "11", "A")
			.opens(c_t(&[6]))
	});
	safe("two revoked and two honest", |w| {
		w.user("a", "00", "AB")
			.user("b", "01", "AB")
			.honest("c", "11", "AB")
			.honest("d", "10", "AB")
			.update(4, ALL)
			.update(5, &["1"])
			.opens(c_t(&[5]))
	});
	safe("revoked, with Y2 of nodes off the path", |w| {
		revoked(w).opens(Header {
			c_t: &[5],
			y2: WITHOUT_00,
			..Header::default()
		})
	});
	safe("revoked, with the custodian's part but no old update key", |w| {
		w.user("a", "00", "AB").update(5, WITHOUT_00).opens(Header {
			custodian: true,
			..Header::default()
		})
	});
}

#[test]
fn a_withdrawn_attribute_is_gone() {
	safe("B withdrawn: leaf revoked, new leaf, same x", |w| {
		two_keys(w, ("00", "AB"), ("01", "A"))
			.update(4, ALL)
			.update(5, WITHOUT_00)
			.opens(c_t(&[5]))
	});
	safe(
		"a revoked user with A, B and a live one with A registered one x",
		|mut w| {
			let x = Some(w.known());
			w.with_user(User {
				x: x.clone(),
				..User::default()
			})
			.with_user(User {
				name: "b",
				leaf: "01",
				attributes: "A",
				x,
				..User::default()
			})
			.update(5, WITHOUT_00)
			.opens(c_t(&[5]))
		},
	);
}

#[test]
fn other_headers_do_not_help() {
	safe("revoked; another header fully rolled and opened", |w| {
		let mut w = revoked(w).honest("b", "01", "AB");
		let target = w.encrypt(c_t(&[5]));
		let other = w.encrypt(Header {
			c_t: &[4, 5],
			seed: "other",
			..Header::default()
		});
		w.reveal(other);
		w.computes(&target)
	});
	safe("two policies, a seed each, and a holder of B and C", |w| {
		let mut w = w.user("a", "00", "BC").update(5, ALL);
		let target = w.encrypt(c_t(&[5]));
		w.encrypt(Header {
			seed: "other",
			..with_policy(Policy::CAndA, &[5])
		});
		w.computes(&target)
	});
}

#[test]
fn records_of_a_later_era_are_closed_to_the_revoked_even_if_the_custodian_leaks() {
	let leaked = || Header {
		custodian: true,
		era: 2,
		..Header::default()
	};
	safe("revoked in the era before", |w| {
		revoked_in_era_1(w).opens(leaked())
	});
	safe("the same, with honest keys and a live user lacking B", |w| {
		revoked_in_era_1(w)
			.honest("b", "01", "AB")
			.user("c", "11", "A")
			.opens(leaked())
	});
}

#[test]
fn rule_the_custodian_keeps_c_t_and_y2() {
	rule(
		rules::CUSTODIAN,
		"one C_T of an epoch before the revocation",
		|w| revoked(w).opens(c_t(&[4])),
	);
	rule(rules::CUSTODIAN, "two C_T give those of all epochs", |w| {
		revoked(w).opens(c_t(&[5, 6]))
	});
	rule(rules::CUSTODIAN, "a Y2 that was kept has no epoch", |w| {
		revoked(w).opens(Header {
			y2: &["r"],
			..Header::default()
		})
	});
}

#[test]
fn rule_the_custodian_is_trusted_to_enforce_revocation() {
	rule(
		rules::CUSTODIAN_TRUSTED,
		"revoked, with the custodian's part and an old update key",
		|w| {
			revoked(w).opens(Header {
				custodian: true,
				..Header::default()
			})
		},
	);
}

#[test]
fn rule_withdrawing_an_attribute_moves_the_user_to_a_new_leaf() {
	rule(rules::NEW_LEAF, "two sets under one leaf", |w| {
		two_keys(w, ("00", "AB"), ("00", "A"))
			.update(5, ALL)
			.opens(c_t(&[5]))
	});
}

#[test]
fn rule_a_leaf_is_used_once() {
	rule(
		rules::LEAF_ONCE,
		"a revoked leaf lives again for another user",
		|w| {
			w.user("a", "00", "AB")
				.honest("b", "00", "A")
				.update(5, WITHOUT_00)
				.update(6, ALL)
				.opens(c_t(&[6]))
		},
	);
}

#[test]
fn rule_the_path_comes_from_the_chain() {
	rule(rules::PATH, "a key for a node off the path", |w| {
		w.with_user(User {
			nodes: Some(vec!["r", "0", "00", "1"]),
			..User::default()
		})
		.update(5, WITHOUT_00)
		.opens(c_t(&[5]))
	});
}

#[test]
fn rule_checks_of_n_theta_are_weighted() {
	rule(
		rules::WEIGHTED,
		"two wrong N_theta whose sum is right",
		|mut w| {
			let x = w.known();
			let both = &w.hash_node("0") + &w.hash_node("r");
			let claimed = vec![("r", Poly::zero()), ("0", &x * &both)];
			w.with_user(User {
				x: Some(x),
				claimed,
				..User::default()
			})
			.update(5, WITHOUT_00)
			.opens(c_t(&[5]))
		},
	);
}

#[test]
fn rule_the_identity_is_refused() {
	rule(rules::IDENTITY, "an update key with rho = 0", |w| {
		w.user("a", "00", "AB")
			.update_with(4, ALL, &[1], true)
			.update(5, WITHOUT_00)
			.opens(c_t(&[5]))
	});
}

#[test]
fn rule_an_epoch_has_one_cover() {
	rule(rules::ONE_COVER, "update keys of one epoch for two covers", |w| {
		w.user("a", "00", "AB")
			.update(5, WITHOUT_00)
			.update(5, ALL)
			.opens(c_t(&[5]))
	});
}

#[test]
fn rule_a_seed_belongs_to_one_header() {
	rule(rules::SEED, "two policies from one seed", |w| {
		let mut w = w.user("a", "00", "BC").update(5, ALL);
		let target = w.encrypt(c_t(&[5]));
		w.encrypt(with_policy(Policy::CAndA, &[]));
		w.computes(&target)
	});
}

#[test]
fn rule_node_secrets_are_scaled_by_x() {
	let world = World::unscaled()
		.user("a", "00", "AB")
		.honest("b", "01", "AB")
		.update(5, WITHOUT_00);
	assert!(world.opens(c_t(&[5])));
	rules::SCALED.check();
}

//! Who has less than a threshold of each generation has no equation for the key, whatever it puts together.
//!
//! Every secret is written as a linear form in the coefficients that dealers draw; what an adversary knows is a list of such
//! forms: the polynomials of the dealers that it holds, and every value sealed to a member that it holds, in all generations.
//! The key is told by them iff it is a combination of them. (What is public besides is in the exponent.)

use proptest::prelude::*;
use salus_crypto::{ceremony::threshold_for, shamir::lagrange_at_zero, Fr};
use std::collections::{BTreeMap, BTreeSet};

use ark_ff::{Field, Zero};

type Form = BTreeMap<usize, Fr>;

fn add(to: &mut Form, form: &Form, factor: Fr) {
	for (variable, value) in form {
		let entry = to.entry(*variable).or_insert(Fr::zero());
		*entry += *value * factor;
		if entry.is_zero() {
			to.remove(variable);
		}
	}
}

/// Rows in echelon form: each begins at a variable at which no other begins.
#[derive(Default)]
struct Known(BTreeMap<usize, Form>);

impl Known {
	fn reduced(&self, mut form: Form) -> Form {
		let mut rest = Form::new();
		while let Some((variable, value)) = form.pop_first() {
			match self.0.get(&variable) {
				Some(row) => {
					form.insert(variable, value);
					add(&mut form, row, -value);
				}
				None => {
					rest.insert(variable, value);
				}
			}
		}
		rest
	}

	fn learn(&mut self, form: &Form) {
		let mut row = self.reduced(form.clone());
		if let Some((variable, value)) = row.first_key_value().map(|(k, v)| (*k, *v)) {
			let inverse = value.inverse().expect("not zero");
			row.values_mut().for_each(|entry| *entry *= inverse);
			self.0.insert(variable, row);
		}
	}

	fn tells(&self, form: &Form) -> bool {
		self.reduced(form.clone()).is_empty()
	}
}

/// A sharing: what each holder has, and the threshold.
struct Sharing {
	shares: Vec<Form>,
	threshold: u16,
}

struct World {
	variables: usize,
	known: Known,
	key: Form,
}

impl World {
	fn polynomial(&mut self, constant: Option<Form>, threshold: u16) -> Vec<Form> {
		let mut fresh = || {
			self.variables += 1;
			Form::from([(self.variables, Fr::from(1u64))])
		};
		let constant = constant.unwrap_or_else(&mut fresh);
		std::iter::once(constant)
			.chain((1..threshold).map(|_| fresh()))
			.collect()
	}

	/// The dealers with their weights deal to n members; the adversary holds some of both.
	fn deal(
		&mut self,
		dealers: &[(Option<Form>, Fr, bool)],
		threshold: u16,
		members: u16,
		held: &BTreeSet<u16>,
	) -> Sharing {
		let mut shares = vec![Form::new(); usize::from(members)];
		for (constant, weight, is_held) in dealers {
			let polynomial = self.polynomial(constant.clone(), threshold);
			if *is_held {
				polynomial.iter().for_each(|form| self.known.learn(form));
			}
			if constant.is_none() {
				add(&mut self.key, &polynomial[0], *weight);
			}
			for (j, share) in (1_u16..).zip(&mut shares) {
				let mut value = Form::new();
				for form in polynomial.iter().rev() {
					let before = std::mem::take(&mut value);
					add(&mut value, &before, Fr::from(j));
					add(&mut value, form, Fr::from(1u64));
				}
				if held.contains(&j) {
					self.known.learn(&value);
				}
				add(share, &value, *weight);
			}
		}
		Sharing { shares, threshold }
	}

	fn fresh(&mut self, threshold: u16, members: u16, held: &BTreeSet<u16>) -> Sharing {
		let dealers: Vec<_> = (1..=members)
			.map(|i| (None, Fr::from(1u64), held.contains(&i)))
			.collect();
		self.deal(&dealers, threshold, members, held)
	}

	/// `dealing`: which old holders deal; `held_old`: those whose shares the adversary has.
	fn reshare(
		&mut self,
		old: &Sharing,
		dealing: &[u16],
		held_old: &BTreeSet<u16>,
		(threshold, members): (u16, u16),
		held: &BTreeSet<u16>,
	) -> Sharing {
		let weights = lagrange_at_zero::<Fr>(dealing).unwrap();
		let dealers: Vec<_> = dealing
			.iter()
			.zip(weights)
			.map(|(i, weight)| {
				let share = old.shares[usize::from(*i) - 1].clone();
				(Some(share), weight, held_old.contains(i))
			})
			.collect();
		self.deal(&dealers, threshold, members, held)
	}
}

fn world() -> World {
	World {
		variables: 0,
		known: Known::default(),
		key: Form::new(),
	}
}

/// `count` of 1, …, n, by a seed.
fn some(count: u16, n: u16, seed: u64) -> BTreeSet<u16> {
	use rand::seq::SliceRandom;
	let mut all: Vec<u16> = (1..=n).collect();
	all.shuffle(&mut crate::rng(seed));
	all.into_iter().take(count.into()).collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	/// One below the threshold in every generation, of which each may be of another size, and other holders each time.
	#[test]
	fn below_the_threshold_of_every_generation_nobody_has_the_key(
		sizes in proptest::collection::vec(1_u16..8, 1..4),
		seed in any::<u64>(),
	) {
		let mut world = world();
		let mut held: Vec<BTreeSet<u16>> = Vec::new();
		for (at, n) in (0_u64..).zip(&sizes) {
			held.push(some(threshold_for(*n) - 1, *n, seed.wrapping_add(at)));
		}
		let mut sharing = world.fresh(threshold_for(sizes[0]), sizes[0], &held[0]);
		for g in 1..sizes.len() {
			let dealing = some(sharing.threshold, sizes[g - 1], seed.wrapping_mul(31).wrapping_add(g as u64));
			let dealing: Vec<u16> = dealing.into_iter().collect();
			let next = (threshold_for(sizes[g]), sizes[g]);
			sharing = world.reshare(&sharing, &dealing, &held[g - 1], next, &held[g]);
		}
		prop_assert!(!world.known.tells(&world.key));
		// One share more of the last generation is enough.
		let last = held.last().unwrap();
		let one_more = (1..).zip(&sharing.shares).find(|(j, _)| !last.contains(j)).unwrap().1;
		world.known.learn(one_more);
		prop_assert!(world.known.tells(&world.key));
	}
}

#[test]
fn the_threshold_of_an_old_generation_is_enough_for_ever() {
	let mut world = world();
	let none = BTreeSet::new();
	let old = world.fresh(3, 4, &none);
	let _new = world.reshare(&old, &[1, 2, 4], &none, (5, 7), &none);
	for j in [0, 1] {
		world.known.learn(&old.shares[j]);
		assert!(!world.known.tells(&world.key));
	}
	world.known.learn(&old.shares[3]);
	assert!(world.known.tells(&world.key));
}

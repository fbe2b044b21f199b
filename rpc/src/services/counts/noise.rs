//! The mechanism: to a count of patients, which one patient changes by at most 1, is added a whole number drawn from the
//! discrete Laplace distribution of scale 1/epsilon,
//!
//! `P(k) = (e^epsilon - 1) / (e^epsilon + 1) * e^(-epsilon |k|)`.
//!
//! For counts n and n + 1 and any answer, the probabilities differ by a factor of at most e^epsilon: the answer is
//! epsilon-differentially private (Ghosh, Roughgarden, Sundararajan 2009). What is done to it afterwards, here the cut at
//! zero and the floor, depends on it alone and loses nothing. The sampler is that of `prio` (ISRG), which follows Canonne,
//! Kamath and Steinke (2020): rational arithmetic, so no floating point number gives anything away.
//!
//! The draw is made of a secret of the node, the spending and the count: who asks again gets the same, and where the count
//! has changed meanwhile, an independent one.

use chacha20::ChaCha20Rng;
use hkdf::Hkdf;
use prio::dp::{
	distributions::{DiscreteLaplace, PureDpDiscreteLaplace},
	DifferentialPrivacyStrategy, DpError, PureDpBudget, Rational,
};
use rand_010::{distr::Distribution, Rng, SeedableRng};
use salus_crypto::domain::COUNT_NOISE;
use salus_primitives::{
	research::{MicroEpsilon, SpendingId, EPSILON},
	Hash,
};
use sha2::Sha256;
use zeroize::Zeroizing;

/// By how much one patient changes a count at most.
const SENSITIVITY: u32 = 1;

/// The mechanism for one loss.
pub struct Mechanism(DiscreteLaplace);

impl Mechanism {
	/// Of a loss, which is not zero.
	pub fn new(epsilon: MicroEpsilon) -> Result<Self, DpError> {
		let budget = PureDpBudget::new(Rational::from_unsigned(epsilon, EPSILON)?)?;
		PureDpDiscreteLaplace::from_budget(budget)
			.create_distribution(Rational::from_unsigned(SENSITIVITY, 1)?)
			.map(Self)
	}

	/// Noise. What is drawn is a whole number of any size, but none beyond 63 bits comes in the life of this world.
	fn draw(&self, random: &mut impl Rng) -> i64 {
		i64::try_from(self.0.sample(random)).unwrap_or(i64::MAX)
	}

	/// A count with noise: from zero to as much as can be said.
	pub fn answer(&self, count: u32, random: &mut impl Rng) -> u32 {
		let noisy = i64::from(count).saturating_add(self.draw(random)).max(0);
		u32::try_from(noisy).unwrap_or(u32::MAX)
	}
}

/// What an answer's noise depends on.
pub struct Draw<'a> {
	/// The node's.
	pub secret: &'a [u8; 32],
	/// The chain.
	pub genesis: Hash,
	/// The spending.
	pub spending: SpendingId,
	/// Its query.
	pub query: Hash,
	/// The count.
	pub count: u32,
}

impl Draw<'_> {
	/// The randomness of this answer.
	pub fn randomness(&self) -> Result<ChaCha20Rng, hkdf::InvalidLength> {
		let place = [
			COUNT_NOISE,
			self.genesis.as_bytes(),
			&self.spending.to_le_bytes(),
			self.query.as_bytes(),
			&self.count.to_le_bytes(),
		]
		.concat();
		let mut seed = Zeroizing::new([0; 32]);
		Hkdf::<Sha256>::new(None, self.secret).expand(&place, &mut *seed)?;
		Ok(ChaCha20Rng::from_seed(*seed))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::{BTreeMap, BTreeSet};

	/// Draws of a test.
	const DRAWS: u32 = 20_000;
	/// Quantile of the normal distribution: a right distribution exceeds what is allowed once in a million tests.
	const QUANTILE: f64 = 4.7534;

	fn draw(spending: SpendingId, count: u32) -> ChaCha20Rng {
		let draw = Draw {
			secret: &[7; 32],
			genesis: Hash::repeat_byte(1),
			spending,
			query: Hash::repeat_byte(2),
			count,
		};
		draw.randomness().unwrap()
	}

	/// The noise of as many spendings.
	fn noise(epsilon: MicroEpsilon) -> BTreeMap<i64, u32> {
		let mechanism = Mechanism::new(epsilon).unwrap();
		let mut counts = BTreeMap::new();
		for spending in 0..DRAWS {
			let noise = mechanism.draw(&mut draw(spending.into(), 100));
			*counts.entry(noise).or_default() += 1;
		}
		counts
	}

	/// The probability of `k`.
	fn probability(epsilon: f64, k: i64) -> f64 {
		(epsilon.exp() - 1.) / (epsilon.exp() + 1.) * (-epsilon * k.unsigned_abs() as f64).exp()
	}

	/// Chi-square of draws against the distribution of `epsilon`, and the degrees of freedom: a cell a number while at
	/// least twenty are expected, and one for each tail.
	fn chi_square(drawn: &BTreeMap<i64, u32>, epsilon: f64) -> (f64, f64) {
		let expected = |k| f64::from(DRAWS) * probability(epsilon, k);
		let last = (1..).take_while(|k| expected(*k) >= 20.).last().unwrap();
		let observed = |range: std::ops::RangeInclusive<i64>| -> f64 {
			drawn.range(range).map(|(_, count)| f64::from(*count)).sum()
		};
		let mut cells: Vec<(f64, f64)> = (-last..=last).map(|k| (observed(k..=k), expected(k))).collect();
		// A geometric sum.
		let tail = expected(last + 1) / (1. - (-epsilon).exp());
		cells.push((observed(i64::MIN..=-last - 1), tail));
		cells.push((observed(last + 1..=i64::MAX), tail));
		let total: f64 = cells.iter().map(|(_, expected)| expected).sum();
		assert!(
			(total - f64::from(DRAWS)).abs() < 1e-6,
			"the cells are everything"
		);
		let square = |(observed, expected): &(f64, f64)| (observed - expected).powi(2) / expected;
		(cells.iter().map(square).sum(), cells.len() as f64 - 1.)
	}

	/// The same quantile of a chi-square with so many degrees of freedom (Wilson and Hilferty).
	fn allowed(freedom: f64) -> f64 {
		let spread = 2. / (9. * freedom);
		freedom * (1. - spread + QUANTILE * spread.sqrt()).powi(3)
	}

	#[test]
	fn the_noise_of_many_spendings_is_discrete_laplace() {
		for epsilon in [EPSILON / 2, EPSILON / 10] {
			let drawn = noise(epsilon);
			let (square, freedom) = chi_square(&drawn, f64::from(epsilon) / f64::from(EPSILON));
			assert!(square < allowed(freedom), "{epsilon}: {square} of {freedom}");
		}
	}

	#[test]
	fn the_test_of_the_distribution_notices_a_tenth_of_epsilon() {
		let drawn = noise(EPSILON / 2);
		for wrong in [0.45, 0.55] {
			let (square, freedom) = chi_square(&drawn, wrong);
			assert!(square > allowed(freedom), "{wrong}: {square} of {freedom}");
		}
	}

	#[test]
	fn neighbouring_counts_give_any_answer_with_like_odds() {
		for epsilon in [1., 0.5, 0.1, 0.01_f64] {
			for answer in -50..50 {
				let odds = probability(epsilon, answer) / probability(epsilon, answer - 1);
				let bound = epsilon.exp() * (1. + 1e-12);
				assert!(odds <= bound && odds >= 1. / bound);
			}
		}
	}

	#[test]
	fn the_same_spending_and_count_have_the_same_noise_and_others_have_their_own() {
		let mechanism = Mechanism::new(EPSILON / 100).unwrap();
		let noise = |spending, count| mechanism.draw(&mut draw(spending, count));
		assert_eq!(noise(1, 100), noise(1, 100));
		let others: BTreeSet<i64> = (0..20).map(|spending| noise(spending, 100)).collect();
		assert!(others.len() > 10, "noise of scale 100 hardly repeats");
		let moved: BTreeSet<i64> = (100..120).map(|count| noise(1, count)).collect();
		assert!(
			moved.len() > 10,
			"the difference of two answers is not that of the counts"
		);
	}

	#[test]
	fn every_part_of_a_draw_makes_another() {
		let of = |change: fn(&mut Draw)| {
			let mut draw = Draw {
				secret: &[7; 32],
				genesis: Hash::repeat_byte(1),
				spending: 1,
				query: Hash::repeat_byte(2),
				count: 100,
			};
			change(&mut draw);
			let mut bytes = [0; 32];
			draw.randomness().unwrap().fill_bytes(&mut bytes);
			bytes
		};
		let all = [
			of(|_| {}),
			of(|draw| draw.secret = &[8; 32]),
			of(|draw| draw.genesis = Hash::repeat_byte(3)),
			of(|draw| draw.spending = 2),
			of(|draw| draw.query = Hash::repeat_byte(3)),
			of(|draw| draw.count = 101),
		];
		let distinct: BTreeSet<[u8; 32]> = all.into();
		assert_eq!(distinct.len(), 6);
	}

	#[test]
	fn an_answer_is_never_below_zero_nor_beyond_what_can_be_said() {
		let mechanism = Mechanism::new(EPSILON / 100).unwrap();
		let answers = |count| (0..100).map(move |spending| (count, draw(spending, count)));
		let of = |(count, mut random): (u32, ChaCha20Rng)| mechanism.answer(count, &mut random);
		assert!(answers(0).map(of).any(|answer| answer == 0));
		assert!(answers(0).map(of).any(|answer| answer > 0));
		assert!(answers(u32::MAX).map(of).any(|answer| answer == u32::MAX));
		assert!(answers(u32::MAX).map(of).any(|answer| answer < u32::MAX));
	}

	#[test]
	fn without_loss_there_is_no_mechanism() {
		assert!(Mechanism::new(0).is_err());
	}
}

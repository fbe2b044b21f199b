//! Privacy loss as people write it: epsilon with up to six decimals; and what noise it stands for.

use salus_primitives::research::{MicroEpsilon, EPSILON};

/// Decimals of an epsilon.
const DECIMALS: usize = 6;
/// How often a count with noise lies farther from the truth than is said.
const DOUBT: f64 = 0.05;

/// Reads a loss such as `0.1`.
pub fn parse(text: &str) -> Result<MicroEpsilon, String> {
	let wrong = || format!("'{text}' is no epsilon, such as 0.1");
	let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
	let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
	if !is_digits(whole) || !is_digits(part) {
		return Err(wrong());
	}
	if part.len() > DECIMALS {
		return Err(format!("'{text}': epsilon is counted in millionths"));
	}
	let whole: MicroEpsilon = whole.parse().map_err(|_| wrong())?;
	let part: MicroEpsilon = format!("{part:0<DECIMALS$}").parse().map_err(|_| wrong())?;
	whole
		.checked_mul(EPSILON)
		.and_then(|whole| whole.checked_add(part))
		.ok_or_else(|| format!("'{text}' is more than there can be"))
}

/// Writes a loss, without what follows its last decimal.
pub fn show(epsilon: MicroEpsilon) -> String {
	let (whole, part) = (epsilon / EPSILON, epsilon % EPSILON);
	let part = format!("{part:0DECIMALS$}");
	match part.trim_end_matches('0') {
		"" => whole.to_string(),
		part => format!("{whole}.{part}"),
	}
}

/// The least k such that the noise of a loss lies within k of zero in 95 of 100 cases.
pub fn margin(epsilon: MicroEpsilon) -> u32 {
	let epsilon = f64::from(epsilon) / f64::from(EPSILON);
	let ratio = (-epsilon).exp();
	// P(|noise| > k) = 2 ratio^(k+1) / (1 + ratio)
	let k = (DOUBT * (1. + ratio) / 2.).ln() / -epsilon - 1.;
	// A conversion to whole numbers saturates.
	k.ceil().max(0.) as u32
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn losses_are_read_as_they_are_written() {
		for (text, epsilon, shown) in [
			("1", EPSILON, "1"),
			("0.1", EPSILON / 10, "0.1"),
			("0.000001", 1, "0.000001"),
			("2.50", 2 * EPSILON + EPSILON / 2, "2.5"),
			("0", 0, "0"),
		] {
			assert_eq!(parse(text), Ok(epsilon));
			assert_eq!(show(epsilon), shown);
		}
	}

	#[test]
	fn what_is_no_loss_is_refused() {
		for text in ["", ".", "1.", ".5", "-1", "1e-1", "0,1", "0.0000001", "5000"] {
			assert!(parse(text).is_err(), "{text}");
		}
	}

	/// The probability that noise lies farther than k from zero, by adding up.
	fn beyond(epsilon: f64, k: u32) -> f64 {
		let of = |k: u32| (epsilon.exp() - 1.) / (epsilon.exp() + 1.) * (-epsilon * f64::from(k)).exp();
		1. - of(0) - 2. * (1..=k).map(of).sum::<f64>()
	}

	#[test]
	fn the_margin_is_the_least_that_holds_in_95_of_100_cases() {
		for epsilon in [10_000, 50_000, 100_000, 500_000, 1_000_000, 3_000_000] {
			let k = margin(epsilon);
			let loss = f64::from(epsilon) / f64::from(EPSILON);
			assert!(beyond(loss, k) <= DOUBT + 1e-9, "{epsilon}: {k}");
			assert!(k == 0 || beyond(loss, k - 1) > DOUBT - 1e-9, "{epsilon}: {k}");
		}
	}
}

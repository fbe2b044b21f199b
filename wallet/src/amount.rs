//! Amounts as people write them: in SAL, with up to twelve decimals.

use salus_primitives::{Balance, SAL};

/// Decimals of a SAL.
const DECIMALS: usize = 12;

/// Reads an amount such as `1000` or `0.25`.
pub fn parse(text: &str) -> Result<Balance, String> {
	let wrong = || format!("'{text}' is no amount in SAL, such as 1000 or 0.25");
	let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
	let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
	if !is_digits(whole) || !is_digits(part) {
		return Err(wrong());
	}
	if part.len() > DECIMALS {
		return Err(format!("'{text}': a SAL has {DECIMALS} decimals"));
	}
	let whole: Balance = whole.parse().map_err(|_| wrong())?;
	let part: Balance = format!("{part:0<DECIMALS$}").parse().map_err(|_| wrong())?;
	whole
		.checked_mul(SAL)
		.and_then(|whole| whole.checked_add(part))
		.ok_or_else(|| format!("'{text}' is more than there can be"))
}

/// Writes an amount, without what follows its last decimal.
pub fn show(amount: Balance) -> String {
	let (whole, part) = (amount / SAL, amount % SAL);
	let part = format!("{part:0DECIMALS$}");
	match part.trim_end_matches('0') {
		"" => format!("{whole} SAL"),
		part => format!("{whole}.{part} SAL"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn amounts_are_read_as_they_are_written() {
		for (text, amount, shown) in [
			("1000", 1_000 * SAL, "1000 SAL"),
			("0.25", SAL / 4, "0.25 SAL"),
			("1.000000000001", SAL + 1, "1.000000000001 SAL"),
			("007.50", 7 * SAL + SAL / 2, "7.5 SAL"),
			("0", 0, "0 SAL"),
		] {
			assert_eq!(parse(text), Ok(amount));
			assert_eq!(show(amount), shown);
		}
	}

	#[test]
	fn what_is_no_amount_is_refused() {
		for text in [
			"",
			".",
			"1.",
			".5",
			"-1",
			"+1",
			"1e3",
			"1,5",
			"1 000",
			"SAL",
			"1.0000000000001",
			"1.2.3",
		] {
			assert!(parse(text).is_err(), "{text}");
		}
		let most = Balance::MAX / SAL;
		assert!(parse(&most.to_string()).is_ok());
		assert!(parse(&(most + 1).to_string()).is_err());
	}
}

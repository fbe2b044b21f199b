use salus_primitives::Balance;
use serde::{Deserialize, Serialize};

/// An amount in the smallest unit, as a decimal text: numbers of JSON lose digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Amount(pub Balance);

impl From<Amount> for String {
	fn from(amount: Amount) -> Self {
		amount.0.to_string()
	}
}

impl TryFrom<String> for Amount {
	type Error = std::num::ParseIntError;

	fn try_from(text: String) -> Result<Self, Self::Error> {
		text.parse().map(Self)
	}
}

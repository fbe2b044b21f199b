//! What a doctor searches for. The chain has the digests; keywords and tokens stay in a note beside the doctor's keys.

use super::tokens::{self, Failed};
use crate::{
	chain::{At, Chain, Included},
	error::{Result, WalletError},
	keystore::{Keystore, Secrets},
	trade::journal::{Journal, Note},
};
use codec::{Decode, Encode};
use salus_crypto::{attestation::Coding, index::Interest, token::Token};
use salus_primitives::{
	index::{InterestDigest, MAX_INTERESTS},
	Hash,
};
use salus_runtime::Runtime;
use std::collections::BTreeSet;
use zeroize::Zeroizing;

/// Ending of the folder of an identity's notes of searches.
const FOLDER: &str = "searches";
/// Place of the one note of interests.
const PLACE: &str = "own";

/// The notes of what an identity searched and claimed.
pub fn journal(keystore: &Keystore, name: &str, secrets: &Secrets, genesis: Hash) -> Result<Journal> {
	Ok(Journal::new(&keystore.folder_of(name, FOLDER)?, secrets, genesis))
}

/// An interest with its token.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
struct Kept {
	keyword: String,
	token: [u8; 32],
}

/// The interests of a doctor, in the order of their digests.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Interests(Vec<Kept>);

impl Note for Interests {
	const KIND: &'static str = "interests";

	fn place(&self) -> String {
		PLACE.into()
	}
}

/// Interests that were registered.
pub struct Registered {
	/// What is registered.
	pub interests: Interests,
	/// The transaction; none if they stood on chain already.
	pub included: Option<Included>,
	/// Authorities that did not make tokens.
	pub failed: Vec<Failed>,
}

impl Interests {
	fn new(keywords: &[Coding], tokens: &[Token]) -> Self {
		let mut kept: Vec<_> = keywords
			.iter()
			.zip(tokens)
			.map(|(keyword, token)| {
				let kept = Kept {
					keyword: keyword.to_string(),
					token: *token.to_bytes(),
				};
				(token.interest().digest(), kept)
			})
			.collect();
		kept.sort_by_key(|(digest, _)| *digest);
		Self(kept.into_iter().map(|(_, kept)| kept).collect())
	}

	/// The keywords.
	pub fn keywords(&self) -> impl Iterator<Item = &str> {
		self.0.iter().map(|kept| kept.keyword.as_str())
	}

	/// The keyword at a place.
	pub fn keyword(&self, place: usize) -> Option<&str> {
		self.0.get(place).map(|kept| kept.keyword.as_str())
	}

	/// The tokens, as they are sent to the own hospital.
	pub fn tokens(&self) -> Zeroizing<Vec<[u8; 32]>> {
		Zeroizing::new(self.0.iter().map(|kept| kept.token).collect())
	}

	/// What others are shown of them.
	pub fn points(&self) -> Result<Vec<Interest>> {
		self.0
			.iter()
			.map(|kept| {
				Token::from_bytes(&kept.token)
					.map(|token| token.interest())
					.map_err(|error| WalletError::Keys(format!("the note of a token: {error}")))
			})
			.collect()
	}

	/// What stands on chain, ascending.
	pub fn digests(&self) -> Result<Vec<InterestDigest>> {
		Ok(self.points()?.iter().map(Interest::digest).collect())
	}
}

/// Refuses what is no set of interests.
fn checked(keywords: Vec<Coding>) -> Result<Vec<Coding>> {
	let given = keywords.len();
	let distinct: BTreeSet<Coding> = keywords.into_iter().collect();
	if distinct.len() != given {
		return Err(WalletError::Input("an interest is given twice".into()));
	}
	match distinct.len() {
		0 => Err(WalletError::Input(
			"a doctor searches for at least one keyword".into(),
		)),
		count if count > MAX_INTERESTS as usize => Err(WalletError::Input(format!(
			"{count} interests; a doctor registers at most {MAX_INTERESTS}"
		))),
		_ => Ok(distinct.into_iter().collect()),
	}
}

/// Obtains the tokens of keywords, registers their digests, and notes them.
///
/// Asked again after a crash, it finds the digests on chain and notes what they are of.
pub async fn set(
	chain: &Chain,
	secrets: &Secrets,
	journal: &Journal,
	keywords: Vec<Coding>,
) -> Result<Registered> {
	let keywords = checked(keywords)?;
	let signer = secrets.signer();
	let obtained = tokens::obtain(chain, &signer, &keywords).await?;
	let interests = Interests::new(&keywords, &obtained.tokens);
	let digests = interests.digests()?;
	let stands = chain
		.interests(&signer.account(), At::Finalised)
		.await?
		.is_some_and(|registered| registered.digests == digests);
	let included = if stands {
		None
	} else {
		let digests = digests
			.try_into()
			.map_err(|_| WalletError::Input(format!("more than {MAX_INTERESTS} interests")))?;
		let call = pallet_ehr_index::Call::<Runtime>::set_interests { digests };
		Some(chain.submit(&signer, call).await?)
	};
	journal.save(&interests)?;
	Ok(Registered {
		interests,
		included,
		failed: obtained.failed,
	})
}

/// The interests noted; they must be those registered.
pub async fn registered(chain: &Chain, secrets: &Secrets, journal: &Journal) -> Result<Interests> {
	let missing = |what: &str| WalletError::NotAllowed(format!("{what}: 'salus doctor interests set'"));
	let noted: Interests = journal
		.load(PLACE)?
		.ok_or_else(|| missing("this keystore has no interests"))?;
	let stands = chain
		.interests(&secrets.signer().account(), At::Finalised)
		.await?
		.ok_or_else(|| missing("no interests are registered in finalised state"))?;
	if stands.digests != noted.digests()? {
		return Err(missing("the interests registered are not those of this keystore"));
	}
	Ok(noted)
}

/// The interests noted, whatever is registered.
pub fn noted(journal: &Journal) -> Result<Option<Interests>> {
	journal.load(PLACE)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::fhir::keyword;

	fn keywords(count: usize) -> Vec<Coding> {
		(0..count)
			.map(|code| keyword(&format!("s|{code}")).unwrap())
			.collect()
	}

	#[test]
	fn from_one_to_thirty_two_distinct_interests_are_taken() {
		for count in [1, 5, 32] {
			assert_eq!(checked(keywords(count)).unwrap().len(), count);
		}
		for (count, why) in [
			(0, "a doctor searches for at least one keyword"),
			(33, "33 interests; a doctor registers at most 32"),
			(10_000, "10000 interests; a doctor registers at most 32"),
		] {
			assert_eq!(checked(keywords(count)).unwrap_err().to_string(), why);
		}
		let twice = [keywords(2), keywords(1)].concat();
		assert_eq!(
			checked(twice).unwrap_err().to_string(),
			"an interest is given twice"
		);
	}
}

//! What a doctor searches for. The chain has the digests; keywords and tokens stay in a note beside the doctor's keys.

use super::tokens::{self, Obtained};
use crate::{
	chain::{At, Chain, Included},
	error::{Result, WalletError},
	keystore::{Keystore, Secrets},
	quorum::Failed,
	trade::journal::{Journal, Note},
};
use codec::{Decode, Encode};
use salus_crypto::{attestation::Coding, index::Interest, token::Token};
use salus_primitives::{
	index::{InterestDigest, InterestsInfo, MAX_INTERESTS},
	AccountId, BlockNumber, Hash,
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
pub struct Interests {
	/// Id of the key that made the tokens.
	ceremony: [u8; 32],
	kept: Vec<Kept>,
}

impl Note for Interests {
	const KIND: &'static str = "interests";

	fn place(&self) -> String {
		PLACE.into()
	}
}

/// Why the interests of a keystore do not serve to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InterestsError {
	/// None are noted.
	#[error("this keystore has no interests: 'salus doctor interests set'")]
	NotNoted,
	/// None are registered.
	#[error("no interests are registered in finalised state: 'salus doctor interests set'")]
	NotRegistered,
	/// Others are registered.
	#[error("the interests registered are not those of this keystore: 'salus doctor interests set'")]
	OthersRegistered,
	/// The key of their tokens was replaced: what is indexed with the one in use they do not find.
	#[error(
		"the token key was replaced since these interests were set, and they find nothing that is indexed with the one in \
		 use: set the same again, 'salus doctor interests set'"
	)]
	OtherTokenKey,
}

/// What the chain has that a doctor's interests must agree with, at one finalised block.
pub struct OnChain {
	/// What is registered.
	pub registered: Option<InterestsInfo<BlockNumber>>,
	/// Id of the token key in use.
	pub token_key: Option<[u8; 32]>,
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
	fn new(keywords: &[Coding], obtained: &Obtained) -> Self {
		let mut kept: Vec<_> = keywords
			.iter()
			.zip(&obtained.tokens)
			.map(|(keyword, token)| {
				let kept = Kept {
					keyword: keyword.to_string(),
					token: *token.to_bytes(),
				};
				(token.interest().digest(), kept)
			})
			.collect();
		kept.sort_by_key(|(digest, _)| *digest);
		Self {
			ceremony: obtained.ceremony,
			kept: kept.into_iter().map(|(_, kept)| kept).collect(),
		}
	}

	/// The keywords.
	pub fn keywords(&self) -> impl Iterator<Item = &str> {
		self.kept.iter().map(|kept| kept.keyword.as_str())
	}

	/// The keyword at a place.
	pub fn keyword(&self, place: usize) -> Option<&str> {
		self.kept.get(place).map(|kept| kept.keyword.as_str())
	}

	/// The tokens, as they are sent to the own hospital.
	pub fn tokens(&self) -> Zeroizing<Vec<[u8; 32]>> {
		Zeroizing::new(self.kept.iter().map(|kept| kept.token).collect())
	}

	/// What others are shown of them.
	pub fn points(&self) -> Result<Vec<Interest>> {
		self.kept
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

	/// Why they do not serve to search, if they do not.
	pub fn fault(&self, on_chain: &OnChain) -> Result<Option<InterestsError>> {
		let digests = self.digests()?;
		Ok(match &on_chain.registered {
			None => Some(InterestsError::NotRegistered),
			Some(registered) if registered.digests != digests => Some(InterestsError::OthersRegistered),
			Some(_) if on_chain.token_key != Some(self.ceremony) => Some(InterestsError::OtherTokenKey),
			Some(_) => None,
		})
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
	let interests = Interests::new(&keywords, &obtained);
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

/// What the chain has of a doctor's interests.
pub async fn on_chain(chain: &Chain, doctor: &AccountId) -> Result<OnChain> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let registered = chain.interests(doctor, at).await?;
	let token_key = chain.token_authority(at).await?.map(|key| key.ceremony);
	Ok(OnChain {
		registered,
		token_key,
	})
}

/// The interests noted; they must be those registered, and their tokens of the key in use.
pub async fn registered(chain: &Chain, secrets: &Secrets, journal: &Journal) -> Result<Interests> {
	let noted = noted(journal)?.ok_or(InterestsError::NotNoted)?;
	let on_chain = on_chain(chain, &secrets.signer().account()).await?;
	match noted.fault(&on_chain)? {
		Some(fault) => Err(fault.into()),
		None => Ok(noted),
	}
}

/// The interests noted, whatever is registered.
pub fn noted(journal: &Journal) -> Result<Option<Interests>> {
	journal.load(PLACE)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::fhir::keyword;
	use salus_crypto::index::MasterSecret;

	const KEY: [u8; 32] = [1; 32];
	const ANOTHER: [u8; 32] = [2; 32];

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

	/// The first so many interests, with tokens of a key. Any points will do for tokens.
	fn interests(count: usize, ceremony: [u8; 32]) -> Interests {
		let master = MasterSecret::from_bytes(&[8; 32]);
		let tokens = (0..count).map(|number| {
			let point = master.index_secret(&[number as u8; 16], 0).public();
			Token::from_bytes(&point).unwrap()
		});
		let obtained = Obtained {
			ceremony,
			tokens: tokens.collect(),
			failed: Vec::new(),
		};
		Interests::new(&keywords(count), &obtained)
	}

	/// A chain on which these are registered.
	fn chain(registered: Option<&Interests>, token_key: Option<[u8; 32]>) -> OnChain {
		OnChain {
			registered: registered.map(|interests| InterestsInfo {
				digests: interests.digests().unwrap(),
				epoch: 3,
				set_at: 40,
				live: true,
			}),
			token_key,
		}
	}

	#[test]
	fn interests_serve_while_they_are_registered_and_their_tokens_are_of_the_key_in_use() {
		let own = interests(2, KEY);
		let fault =
			|registered: Option<&Interests>, token_key| own.fault(&chain(registered, token_key)).unwrap();
		assert_eq!(fault(Some(&own), Some(KEY)), None);
		assert_eq!(fault(None, Some(KEY)), Some(InterestsError::NotRegistered));
		assert_eq!(
			fault(Some(&interests(3, KEY)), Some(KEY)),
			Some(InterestsError::OthersRegistered)
		);
	}

	#[test]
	fn interests_of_a_token_key_that_was_replaced_are_refused_until_they_are_set_again() {
		let own = interests(2, KEY);
		let fault = own.fault(&chain(Some(&own), Some(ANOTHER))).unwrap();
		assert_eq!(fault, Some(InterestsError::OtherTokenKey));
		let refusal = WalletError::from(InterestsError::OtherTokenKey);
		assert_eq!(refusal.exit_code(), 9);
		assert!(refusal.to_string().contains("'salus doctor interests set'"));
		let again = interests(2, ANOTHER);
		let fault = again.fault(&chain(Some(&again), Some(ANOTHER))).unwrap();
		assert_eq!(fault, None);
	}

	/// A note that does not name the key of its tokens.
	#[derive(Encode, Decode)]
	struct Nameless(Vec<Kept>);

	impl Note for Nameless {
		const KIND: &'static str = Interests::KIND;

		fn place(&self) -> String {
			PLACE.into()
		}
	}

	#[test]
	fn a_note_names_the_key_of_its_tokens_and_one_that_does_not_is_not_read() {
		let folder = tempfile::tempdir().unwrap();
		let secrets = Secrets::generate("//Doctor").unwrap();
		let journal = Journal::new(folder.path(), &secrets, Hash::repeat_byte(1));
		let own = interests(2, KEY);
		journal.save(&Nameless(own.kept.clone())).unwrap();
		assert!(matches!(noted(&journal), Err(WalletError::Keys(_))));
		journal.save(&own).unwrap();
		assert!(noted(&journal).unwrap() == Some(own));
	}
}

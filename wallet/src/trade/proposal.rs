//! What a buyer asks a patient for: a file that the two exchange before anything stands on chain.
//!
//! The chain gets its hash with the sale, so that neither can later say that something else was agreed.

use crate::{
	amount,
	error::{Result, WalletError},
};
use rand_core::{OsRng, RngCore};
use salus_crypto::hash::sha256;
use salus_primitives::{AccountId, Balance, BlockNumber, Hash};
use serde::{Deserialize, Serialize};
use sp_core::crypto::Ss58Codec;

/// Most bytes of a proposal.
const MAX_PROPOSAL: usize = 1 << 20;

/// What a buyer would buy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Proposal {
	/// 1.
	pub version: u32,
	/// The chain on which the trade stands, by its first block.
	pub genesis: Hash,
	/// Who pays: an address.
	pub buyer: String,
	/// What for, by the beginnings of labels.
	pub labels: Vec<String>,
	/// How much, in SAL.
	pub price: String,
	/// Blocks from the seller's proposal on chain until its deadline.
	pub blocks: BlockNumber,
	/// Whatever else is agreed.
	pub text: String,
	/// Makes the hash say nothing to whoever guesses the rest.
	pub random: String,
}

/// A proposal as it was read, with the hash that goes on chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreed {
	/// What it says.
	pub proposal: Proposal,
	/// Who pays.
	pub buyer: AccountId,
	/// How much.
	pub price: Balance,
	/// Hash of the file.
	pub terms: Hash,
}

impl Proposal {
	/// A proposal of `buyer`.
	pub fn new(
		genesis: Hash,
		buyer: &AccountId,
		labels: Vec<String>,
		price: Balance,
		blocks: BlockNumber,
		text: String,
	) -> Self {
		let mut random = [0; 32];
		OsRng.fill_bytes(&mut random);
		Self {
			version: 1,
			genesis,
			buyer: buyer.to_string(),
			labels,
			price: amount::show(price).trim_end_matches(" SAL").into(),
			blocks,
			text,
			random: hex::encode(random),
		}
	}

	/// The file.
	pub fn to_bytes(&self) -> Result<Vec<u8>> {
		serde_json::to_vec_pretty(self).map_err(|error| WalletError::Input(error.to_string()))
	}
}

impl Agreed {
	/// Reads the file of a proposal for a chain.
	pub fn read(bytes: &[u8], genesis: Hash) -> Result<Self> {
		let wrong = |why: &str| WalletError::Input(format!("not a buyer's proposal: {why}"));
		if bytes.len() > MAX_PROPOSAL {
			return Err(wrong("it is too long"));
		}
		let proposal: Proposal = serde_json::from_slice(bytes).map_err(|error| wrong(&error.to_string()))?;
		if proposal.version != 1 {
			return Err(wrong("it is of another version"));
		}
		if proposal.genesis != genesis {
			return Err(wrong("it is for another chain"));
		}
		let buyer =
			AccountId::from_ss58check(&proposal.buyer).map_err(|_| wrong("the buyer is no address"))?;
		let price = amount::parse(&proposal.price).map_err(|error| wrong(&error))?;
		if price == 0 {
			return Err(wrong("the price is nothing"));
		}
		Ok(Self {
			buyer,
			price,
			terms: sha256(bytes).into(),
			proposal,
		})
	}

	/// Whether a field of this label is asked for.
	pub fn wants(&self, label: &str) -> bool {
		self.proposal
			.labels
			.iter()
			.any(|beginning| label.starts_with(beginning.as_str()))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::SAL;

	fn proposal(price: Balance) -> Proposal {
		Proposal::new(
			Hash::repeat_byte(1),
			&AccountId::new([2; 32]),
			vec!["Observation".into()],
			price,
			100,
			"for a study".into(),
		)
	}

	#[test]
	fn a_proposal_is_read_as_it_was_written_and_its_hash_covers_every_byte() {
		let own = proposal(25 * SAL);
		let bytes = own.to_bytes().unwrap();
		let read = Agreed::read(&bytes, own.genesis).unwrap();
		assert_eq!(
			(&read.proposal, read.price, &read.buyer),
			(&own, 25 * SAL, &AccountId::new([2; 32]))
		);
		assert!(read.wants("Observation|http://loinc.org|4548-4") && !read.wants("Patient"));
		let spaced = [&bytes[..], b"\n"].concat();
		assert_ne!(Agreed::read(&spaced, own.genesis).unwrap().terms, read.terms);
		assert_ne!(proposal(25 * SAL).to_bytes().unwrap(), bytes);
	}

	#[test]
	fn what_is_no_proposal_for_this_chain_is_refused_with_the_reason() {
		let own = proposal(SAL);
		let refusal = |bytes: &[u8]| Agreed::read(bytes, own.genesis).unwrap_err().to_string();
		let changed = |change: &dyn Fn(&mut Proposal)| {
			let mut other = own.clone();
			change(&mut other);
			refusal(&other.to_bytes().unwrap())
		};
		assert!(refusal(b"{}").contains("missing field"));
		assert!(refusal(&own.to_bytes().unwrap()[..40]).contains("EOF"));
		assert!(refusal(&vec![b' '; MAX_PROPOSAL + 1]).contains("too long"));
		assert!(changed(&|other| other.version = 2).contains("another version"));
		assert!(changed(&|other| other.genesis = Hash::zero()).contains("another chain"));
		assert!(changed(&|other| other.buyer = "x".into()).contains("no address"));
		assert!(changed(&|other| other.price = "0.0".into()).contains("nothing"));
		assert!(changed(&|other| other.price = "-1".into()).contains("no amount"));
	}
}

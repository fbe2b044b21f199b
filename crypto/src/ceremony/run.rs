//! What a run is about: who deals, who receives, and what it makes.

use super::RunError;
use crate::{
	authority::{threshold_is_sound, PublicParameters, MAX_AUTHORITIES},
	codec::Writer,
	domain,
	encoding::RistrettoBytes,
	hash::digest,
	token::PublicKeys,
};
use alloc::{collections::BTreeSet, vec::Vec};

/// An account of the chain.
pub type Account = [u8; 32];

/// Which secrets a ceremony makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CeremonyKind {
	/// alpha and beta of attribute keys and update keys.
	AttributeKeys,
	/// k of tokens.
	Tokens,
}

impl CeremonyKind {
	/// Its number.
	pub const fn index(self) -> u8 {
		match self {
			Self::AttributeKeys => 0,
			Self::Tokens => 1,
		}
	}

	/// Bytes of what is public of the secrets: a point each.
	pub const fn public_length(self) -> usize {
		match self {
			Self::AttributeKeys => 192,
			Self::Tokens => 32,
		}
	}
}

/// The threshold unless said otherwise: `n - floor((n - 1) / 3)`.
pub fn threshold_for(count: u16) -> u16 {
	count.saturating_sub(count.saturating_sub(1) / 3)
}

/// One attempt to make a key, or to hand it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// What it makes.
	pub kind: CeremonyKind,
	/// Number of the attempt: no two of a kind have one.
	pub number: u32,
	/// Generation of the sharing that it makes: 0 of a fresh key, then the last plus one.
	pub generation: u32,
	/// How many of the new shares make a key.
	pub threshold: u16,
	/// Who receives a share: member j stands at position j - 1.
	pub members: Vec<Account>,
	/// Who deals.
	pub origin: Origin,
}

/// Where the secrets of a run come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
	/// The members deal fresh ones.
	Fresh,
	/// The holders of a sharing deal theirs.
	Resharing(Resharing),
}

/// The sharing that is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resharing {
	/// Id of the ceremony that made the key.
	pub ceremony: [u8; 32],
	/// How many of the old shares make a key, and so how many dealers it takes.
	pub threshold: u16,
	/// `A` and `Beta`, or `K`.
	pub key: Vec<u8>,
	/// The holders of the old shares: dealer i stands at position i - 1.
	pub holders: Vec<Holder>,
}

/// One holder of the sharing that is handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
	/// Its account.
	pub account: Account,
	/// `A_i` and `Beta_i`, or `K_i`.
	pub public: Vec<u8>,
}

impl Resharing {
	/// Hands on alpha and beta.
	pub fn of_parameters(public: &PublicParameters, accounts: &[Account]) -> Result<Self, RunError> {
		let publics = public
			.authorities
			.iter()
			.map(|authority| [&authority.a_j[..], &authority.beta_j].concat());
		Ok(Self {
			ceremony: public.ceremony,
			threshold: public.threshold,
			key: [&public.a[..], &public.beta].concat(),
			holders: holders(publics, accounts)?,
		})
	}

	/// Hands on k.
	pub fn of_token_keys(public: &PublicKeys, accounts: &[Account]) -> Result<Self, RunError> {
		Ok(Self {
			ceremony: public.ceremony,
			threshold: public.threshold,
			key: public.key.to_vec(),
			holders: holders(public.keys.iter().map(|key| key.to_vec()), accounts)?,
		})
	}
}

fn holders(
	publics: impl ExactSizeIterator<Item = Vec<u8>>,
	accounts: &[Account],
) -> Result<Vec<Holder>, RunError> {
	if publics.len() != accounts.len() {
		return Err(RunError::HolderCount);
	}
	Ok(publics
		.zip(accounts)
		.map(|(public, account)| Holder {
			account: *account,
			public,
		})
		.collect())
}

/// A run whose counts were checked, with its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRun {
	run: Run,
	digest: [u8; 32],
}

fn are_different<'a>(accounts: impl Iterator<Item = &'a Account>) -> bool {
	let mut seen = BTreeSet::new();
	accounts.into_iter().all(|account| seen.insert(account))
}

fn is_sound_count(count: usize) -> bool {
	(1..=usize::from(MAX_AUTHORITIES)).contains(&count)
}

fn length(accounts: usize) -> u16 {
	u16::try_from(accounts).unwrap_or(u16::MAX)
}

impl Run {
	/// Checks counts, thresholds, accounts and lengths; no points.
	pub fn check(self) -> Result<CheckedRun, RunError> {
		if !is_sound_count(self.members.len()) {
			return Err(RunError::MemberCount);
		}
		if !threshold_is_sound(self.threshold, length(self.members.len())) {
			return Err(RunError::Threshold);
		}
		if !are_different(self.members.iter()) {
			return Err(RunError::RepeatedMember);
		}
		match &self.origin {
			Origin::Fresh if self.generation != 0 => return Err(RunError::Generation),
			Origin::Fresh => {}
			Origin::Resharing(_) if self.generation == 0 => return Err(RunError::Generation),
			Origin::Resharing(old) => {
				if !is_sound_count(old.holders.len()) {
					return Err(RunError::HolderCount);
				}
				if !threshold_is_sound(old.threshold, length(old.holders.len())) {
					return Err(RunError::OldThreshold);
				}
				if !are_different(old.holders.iter().map(|holder| &holder.account)) {
					return Err(RunError::RepeatedHolder);
				}
				let mut publics = old.holders.iter().map(|holder| &holder.public).chain([&old.key]);
				if publics.any(|public| public.len() != self.kind.public_length()) {
					return Err(RunError::PublicLength);
				}
			}
		}
		let digest = digest(domain::CEREMONY_RUN, &[&self.to_bytes()]);
		Ok(CheckedRun { run: self, digest })
	}

	fn to_bytes(&self) -> Vec<u8> {
		let writer = Writer::new()
			.fixed(&self.genesis)
			.u8(self.kind.index())
			.u32(self.number)
			.u32(self.generation)
			.u16(self.threshold)
			.bytes(self.members.as_flattened());
		match &self.origin {
			Origin::Fresh => writer.u8(0),
			Origin::Resharing(old) => old.holders.iter().fold(
				writer
					.u8(1)
					.fixed(&old.ceremony)
					.u16(old.threshold)
					.bytes(&old.key)
					.u16(length(old.holders.len())),
				|writer, holder| writer.fixed(&holder.account).bytes(&holder.public),
			),
		}
		.finish()
	}
}

impl CheckedRun {
	/// What was checked.
	pub fn run(&self) -> &Run {
		&self.run
	}

	/// What everything that is posted in this run is bound to.
	pub fn digest(&self) -> &[u8; 32] {
		&self.digest
	}

	/// How many members receive shares.
	pub fn members(&self) -> u16 {
		length(self.run.members.len())
	}

	/// How many may deal.
	pub fn dealers(&self) -> u16 {
		match &self.run.origin {
			Origin::Fresh => self.members(),
			Origin::Resharing(old) => length(old.holders.len()),
		}
	}

	/// How many must deal well: more than can collude, so that one of them is honest; in a resharing as many as make the key.
	pub fn needed_dealers(&self) -> u16 {
		match &self.run.origin {
			Origin::Fresh => self.run.threshold,
			Origin::Resharing(old) => old.threshold,
		}
	}

	/// The index j of a member.
	pub fn member(&self, account: &Account) -> Option<u16> {
		(1..)
			.zip(&self.run.members)
			.find(|(_, member)| *member == account)
			.map(|(j, _)| j)
	}

	/// The index i of a dealer.
	pub fn dealer(&self, account: &Account) -> Option<u16> {
		match &self.run.origin {
			Origin::Fresh => self.member(account),
			Origin::Resharing(old) => (1..)
				.zip(&old.holders)
				.find(|(_, holder)| holder.account == *account)
				.map(|(i, _)| i),
		}
	}

	pub(super) fn has_member(&self, j: u16) -> bool {
		(1..=self.members()).contains(&j)
	}

	pub(super) fn has_dealer(&self, i: u16) -> bool {
		(1..=self.dealers()).contains(&i)
	}

	/// What the constants of dealer i must be the exponents of, in a resharing.
	pub(super) fn old_public(&self, i: u16) -> Option<&[u8]> {
		match &self.run.origin {
			Origin::Fresh => None,
			Origin::Resharing(old) => {
				let at = usize::from(i.checked_sub(1)?);
				old.holders.get(at).map(|holder| holder.public.as_slice())
			}
		}
	}

	/// The sharing that is handed on.
	pub(super) fn resharing(&self) -> Option<&Resharing> {
		match &self.run.origin {
			Origin::Fresh => None,
			Origin::Resharing(old) => Some(old),
		}
	}
}

/// The keys that members want their shares sealed to, used for one run and erased: as they stood when the first phase
/// ended. Who has none receives no share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivingKeys(Vec<Option<RistrettoBytes>>);

impl ReceivingKeys {
	/// That of member j at position j - 1.
	pub fn new(run: &CheckedRun, keys: Vec<Option<RistrettoBytes>>) -> Result<Self, RunError> {
		if keys.len() == usize::from(run.members()) {
			Ok(Self(keys))
		} else {
			Err(RunError::KeyCount)
		}
	}

	/// How many members receive a share.
	pub fn count(&self) -> u16 {
		length(self.0.iter().flatten().count())
	}

	/// The key of member j.
	pub fn get(&self, j: u16) -> Option<&RistrettoBytes> {
		self.0.get(usize::from(j.checked_sub(1)?))?.as_ref()
	}

	/// Members with their keys, ascending.
	pub fn iter(&self) -> impl Iterator<Item = (u16, &RistrettoBytes)> {
		(1..).zip(&self.0).filter_map(|(j, key)| Some((j, key.as_ref()?)))
	}

	/// How many members before j receive a share.
	pub(super) fn position(&self, j: u16) -> Option<usize> {
		self.get(j)?;
		Some(self.iter().take_while(|(member, _)| *member < j).count())
	}

	pub(super) fn to_bytes(&self) -> Vec<u8> {
		self.iter()
			.fold(Writer::new(), |writer, (j, key)| writer.u16(j).fixed(key))
			.finish()
	}
}

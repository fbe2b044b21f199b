//! Ceremonies: the hospital's part in the rounds that make its shares.

use super::{Reports, Said, Sender, StepError, LOG};
use crate::{
	keystore::label,
	round::OpenRound,
	sharing::{index_of, share_id, Handled},
	AuthorityChain, Call, Head, Keystore, KeystoreError, Shares,
};
use rand_core::OsRng;
use salus_crypto::{
	ceremony::{AttributeKeys, RunSecret, Tokens},
	Bls,
};
use salus_primitives::{
	ceremony::{
		deal_slices, CeremonyKind, Complaint, Deal, DealerInfo, MemberInfo, Phase, Purpose, ReceivingKey,
		RoundInfo, SharingInfo,
	},
	AccountId, BlockNumber,
};
use sp_core::sr25519;
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex, PoisonError},
};

/// Blocks that the chain has to finish by itself before a worker helps.
const FINISHING: BlockNumber = 8;

/// What the node holds of a kind's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
	/// The hospital is no holder, or there is no key.
	NotAHolder,
	/// The share of the sharing in use.
	Share,
	/// The hospital is a holder, and its share is not there: it gets one at the next resharing, or from its backup.
	Lost,
}

/// What a step found of a kind.
#[derive(Clone, Debug)]
pub struct CeremonyStatus {
	/// The kind.
	pub kind: CeremonyKind,
	/// The operator in whose name the node acts, if it does.
	pub operator: Option<AccountId>,
	/// The sharing in use.
	pub sharing: Option<SharingInfo<AccountId, BlockNumber>>,
	/// The phase of the round that runs.
	pub phase: Option<Phase>,
	/// The number of the round that last came to nothing.
	pub failed: Option<u32>,
	/// What the node holds.
	pub holding: Holding,
}

/// Takes part in ceremonies.
pub struct Ceremonies {
	pub(super) chain: Arc<dyn AuthorityChain>,
	pub(super) keystore: Arc<Keystore>,
	pub(super) shares: Arc<Shares>,
	sender: Sender,
	said: Mutex<Said>,
	/// Rounds for whose deals blocks were searched in vain, with the first dealer whose deal is missing.
	pub(super) searched: Mutex<BTreeMap<u32, u16>>,
}

impl Ceremonies {
	/// A worker that signs with `account`.
	pub fn new(
		chain: Arc<dyn AuthorityChain>,
		keystore: Arc<Keystore>,
		shares: Arc<Shares>,
		account: sr25519::Pair,
		reports: Arc<dyn Reports>,
	) -> Self {
		Self {
			sender: Sender::new(chain.clone(), account, reports),
			said: Mutex::default(),
			searched: Mutex::default(),
			chain,
			keystore,
			shares,
		}
	}

	/// Does what is to be done at the finalised head. A fault of one kind does not stop the other.
	pub fn step(&self) -> Vec<Result<CeremonyStatus, StepError>> {
		let head = self.chain.finalised();
		vec![
			self.step_of::<AttributeKeys<Bls>>(head),
			self.step_of::<Tokens>(head),
		]
	}

	fn step_of<K: Handled>(&self, head: Head) -> Result<CeremonyStatus, StepError> {
		let operator = self.chain.acts_for(head.hash, &self.sender.account_id())?;
		let sharing = self.chain.sharing(head.hash, K::CHAIN)?;
		let round = self.chain.round(head.hash, K::CHAIN)?;
		let phase = round.as_ref().map(|round| round.phase);
		let mut holding = Holding::NotAHolder;
		if let Some(operator) = &operator {
			holding = self.take::<K>(head, operator)?;
			let tidied = self.tidy::<K>(head, Some(operator), holding, sharing.as_ref(), round.as_ref());
			if let Some(round) = round {
				self.take_part::<K>(head, operator, round)?;
			}
			// What cannot be erased keeps nobody from its part in a round.
			tidied?;
		} else {
			// The secret of the last round stays: its hospital may come back to it.
			self.tidy::<K>(head, None, Holding::Lost, sharing.as_ref(), round.as_ref())?;
		}
		Ok(CeremonyStatus {
			kind: K::CHAIN,
			operator,
			sharing,
			phase,
			failed: self
				.chain
				.last_failure(head.hash, K::CHAIN)?
				.map(|failure| failure.round),
			holding,
		})
	}

	fn take_part<K: Handled>(
		&self,
		head: Head,
		operator: &AccountId,
		info: RoundInfo<AccountId, BlockNumber>,
	) -> Result<(), StepError> {
		let (kind, round) = (K::CHAIN, info.round);
		if info.phase == Phase::Enrol {
			let is_awaited = |member: &MemberInfo<AccountId>| member.account == *operator && !member.enrolled;
			if info.members.iter().any(is_awaited) {
				self.sender.send(head.number, &Call::Enrol { kind, round });
			}
			return Ok(());
		}
		let in_use = K::in_use(&*self.chain, head.hash)?;
		let round = OpenRound::of::<K>(&*self.chain, info, in_use.as_ref())?;
		match round.info.phase {
			Phase::Enrol => Ok(()),
			Phase::Commit => self.commit::<K>(head, operator, &round),
			Phase::Deal => self.deal::<K>(head, operator, &round),
			Phase::Complain => self.complain::<K>(head, operator, &round),
			Phase::Finish => {
				self.finish(head, &round.info);
				Ok(())
			}
		}
	}

	fn commit<K: Handled>(
		&self,
		head: Head,
		operator: &AccountId,
		round: &OpenRound,
	) -> Result<(), StepError> {
		let (kind, number) = (K::CHAIN, round.info.round);
		let member = member_of(round, operator);
		let dealer = dealer_of(round, operator);
		if round.info.has_committed(operator) || (member.is_none() && dealer.is_none()) {
			return Ok(());
		}
		let old = match dealer {
			Some(dealer) => self.old_share::<K>(head, round, dealer.index)?,
			None => None,
		};
		let can_deal = dealer.is_some() && (old.is_some() || !is_resharing(round));
		if member.is_none() && !can_deal {
			self.say(
				kind,
				format_args!("the share that round {number} hands on is not here, so the node does not deal"),
			);
			return Ok(());
		}
		// On the disk before anything that follows from it is seen by others.
		let secret = self.keystore.create_round_secret(kind, number)?;
		let key = match member {
			Some(j) => match secret.receiving_key(&round.run, j) {
				Ok((key, proof)) => Some(ReceivingKey { key, proof }),
				Err(error) => return self.cannot(kind, number, "make a receiving key", &error),
			},
			None => None,
		};
		let commitment = match dealer.filter(|_| can_deal) {
			Some(dealer) => match secret.dealing::<K>(&round.run, dealer.index, old.as_ref()) {
				Ok(dealing) => Some(dealing.commitment()),
				Err(error) => return self.cannot(kind, number, "commit to a deal", &error),
			},
			None => None,
		};
		self.sender.send(
			head.number,
			&Call::Commit {
				kind,
				round: number,
				key,
				commitment,
			},
		);
		Ok(())
	}

	fn deal<K: Handled>(&self, head: Head, operator: &AccountId, round: &OpenRound) -> Result<(), StepError> {
		let (kind, number) = (K::CHAIN, round.info.round);
		let Some(dealer) = dealer_of(round, operator).filter(|dealer| !dealer.dealt && !dealer.excluded)
		else {
			return Ok(());
		};
		let Some(committed) = dealer.commitment else {
			return Ok(());
		};
		let Some(secret) = self.secret_of(kind, number)? else {
			return Ok(());
		};
		let old = self.old_share::<K>(head, round, dealer.index)?;
		let dealing = match secret.dealing::<K>(&round.run, dealer.index, old.as_ref()) {
			Ok(dealing) => dealing,
			Err(error) => return self.cannot(kind, number, "deal", &error),
		};
		if dealing.commitment() != committed {
			self.say(
				kind,
				format_args!(
					"the deal of round {number} was bound to another secret than is kept here: another node of the hospital \
					 committed, or the keystore came from a backup"
				),
			);
			return Ok(());
		}
		let deal = match dealing.deal(&round.keys) {
			Ok(deal) => deal,
			Err(error) => return self.cannot(kind, number, "deal", &error),
		};
		match Deal::try_from(deal) {
			Ok(deal) => self.sender.send(
				head.number,
				&Call::Deal {
					kind,
					round: number,
					deal,
				},
			),
			Err(_) => self.say(kind, format_args!("the deal of round {number} is too long")),
		}
		Ok(())
	}

	fn complain<K: Handled>(
		&self,
		head: Head,
		operator: &AccountId,
		round: &OpenRound,
	) -> Result<(), StepError> {
		let (kind, number) = (K::CHAIN, round.info.round);
		let Some(j) = member_of(round, operator).filter(|j| round.keys.get(*j).is_some()) else {
			return Ok(());
		};
		let Some(secret) = self.secret_of(kind, number)? else {
			return Ok(());
		};
		let others = round
			.info
			.dealers
			.iter()
			.filter(|dealer| dealer.dealt && !dealer.excluded && dealer.account != *operator)
			.map(|dealer| dealer.index);
		let deals = round.deals(&*self.chain, head.hash, others)?;
		let complaints =
			match secret.complaints::<K>(&round.run, &round.keys, j, &deal_slices(&deals), &mut OsRng) {
				Ok(complaints) => complaints,
				Err(error) => return self.cannot(kind, number, "open its shares", &error),
			};
		for (dealer, complaint) in complaints {
			log::warn!(
				target: LOG,
				"{}: dealer {dealer} of round {number} dealt this hospital a bad share",
				label(kind),
			);
			let complaint = Complaint {
				shared: complaint.shared,
				proof: complaint.proof,
			};
			self.sender.send(
				head.number,
				&Call::Complain {
					kind,
					round: number,
					dealer,
					complaint,
				},
			);
		}
		Ok(())
	}

	/// Idle blocks finish a round; where there are none, this does.
	fn finish(&self, head: Head, info: &RoundInfo<AccountId, BlockNumber>) {
		if head.number >= info.ends_at.saturating_add(FINISHING) {
			self.sender.send(
				head.number,
				&Call::FinishCeremony {
					kind: info.kind,
					round: info.round,
				},
			);
		}
	}

	/// The share that dealer i of a resharing hands on, if it is here and belongs to the sharing. With another the node
	/// could not deal, and must not keep its hospital from getting the next.
	fn old_share<K: Handled>(
		&self,
		head: Head,
		round: &OpenRound,
		i: u16,
	) -> Result<Option<K::Share>, StepError> {
		let Purpose::Reshare {
			ceremony, generation, ..
		} = round.info.purpose
		else {
			return Ok(None);
		};
		let share = self.share::<K>(&share_id(K::CHAIN, ceremony, generation), i)?;
		let in_use = K::in_use(&*self.chain, head.hash)?;
		Ok(share
			.zip(in_use)
			.filter(|(share, in_use)| K::is_of(share, &in_use.public))
			.map(|(share, _)| share))
	}

	/// What cannot be done for a reason that another try does not change.
	fn cannot(
		&self,
		kind: CeremonyKind,
		round: u32,
		what: &str,
		error: &dyn std::error::Error,
	) -> Result<(), StepError> {
		self.say(
			kind,
			format_args!("the node cannot {what} in round {round}: {error}"),
		);
		Ok(())
	}

	/// Says what is wrong, once.
	pub(super) fn say(&self, kind: CeremonyKind, sentence: std::fmt::Arguments<'_>) {
		let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
		said.error(format!("{}: {sentence}", label(kind)));
	}

	/// The secret of a round in which this hospital has posted something.
	pub(super) fn secret_of(&self, kind: CeremonyKind, round: u32) -> Result<Option<RunSecret>, StepError> {
		let secret = match self.keystore.round_secret(kind, round) {
			Err(KeystoreError::Damaged(_)) => None,
			outcome => outcome?,
		};
		if secret.is_none() {
			self.say(
				kind,
				format_args!("the secret of round {round} is not here, or damaged: the hospital gets its share at the next resharing"),
			);
		}
		Ok(secret)
	}
}

fn is_resharing(round: &OpenRound) -> bool {
	matches!(round.info.purpose, Purpose::Reshare { .. })
}

fn member_of(round: &OpenRound, operator: &AccountId) -> Option<u16> {
	index_of(round.info.members.iter().map(|member| &member.account), operator)
}

fn dealer_of<'a>(round: &'a OpenRound, operator: &AccountId) -> Option<&'a DealerInfo<AccountId>> {
	round
		.info
		.dealers
		.iter()
		.find(|dealer| dealer.account == *operator)
}

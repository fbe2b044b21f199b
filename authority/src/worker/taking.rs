//! The share of the sharing in use: taken once the round is final, and what is older erased once that is safe.

use super::{
	ceremonies::{Ceremonies, Holding},
	StepError, LOG,
};
use crate::{
	keystore::label,
	round::{OpenRound, RoundError},
	sharing::{Handled, Sharing},
	Head, KeystoreError, ShareId,
};
use salus_primitives::{
	ceremony::{deal_slices, CeremonyKind, RoundInfo, SharingInfo},
	AccountId, BlockNumber,
};

impl Ceremonies {
	/// Makes sure that the share of the sharing in use is on the disk, if the hospital is one of its holders.
	pub(super) fn take<K: Handled>(&self, head: Head, operator: &AccountId) -> Result<Holding, StepError> {
		let Some(sharing) = K::in_use(&*self.chain, head.hash)? else {
			return Ok(Holding::NotAHolder);
		};
		let Some(j) = sharing.index(operator) else {
			return Ok(Holding::NotAHolder);
		};
		if let Some(share) = self.share::<K>(&sharing.id, j)? {
			if K::is_of(&share, &sharing.public) {
				return Ok(Holding::Share);
			}
			self.say(
				K::CHAIN,
				format_args!(
					"the share of generation {} on the disk is not of the sharing in use: remove that file, and import the backup",
					sharing.id.generation,
				),
			);
		}
		self.receive::<K>(head, j, &sharing)
	}

	/// Reads the share of holder j. One that does not open, or is another hospital's, is as good as lost: that must not keep
	/// the hospital from getting another.
	pub(super) fn share<K: Handled>(&self, id: &ShareId, j: u16) -> Result<Option<K::Share>, StepError> {
		match K::load(&self.keystore, id) {
			Ok(Some(share)) if K::head_of(&share).index != j => {
				self.say(
					K::CHAIN,
					format_args!(
						"the share of generation {} on the disk is another hospital's: remove that file, and import this hospital's backup",
						id.generation,
					),
				);
				Ok(None)
			}
			Err(error @ KeystoreError::Damaged(_)) => {
				self.say(
					K::CHAIN,
					format_args!("{error}: import the share from its backup"),
				);
				Ok(None)
			}
			outcome => Ok(outcome?),
		}
	}

	/// Computes the share from the deals of the round that made the sharing.
	fn receive<K: Handled>(
		&self,
		head: Head,
		j: u16,
		sharing: &Sharing<K::Public>,
	) -> Result<Holding, StepError> {
		let Some(info) = self.chain.last_round(head.hash, K::CHAIN)? else {
			return Ok(Holding::Lost);
		};
		if info.generation != sharing.id.generation {
			return Ok(Holding::Lost);
		}
		let number = info.round;
		let Some(secret) = self.secret_of(K::CHAIN, number)? else {
			return Ok(Holding::Lost);
		};
		let old = K::handed_on(&*self.chain, head.hash)?;
		let round = OpenRound::of::<K>(&*self.chain, info, old.as_ref())?;
		let deals = match self.qualified_deals(head, &round) {
			Ok(deals) => deals,
			// The node is to take part in the round that runs, which gives it a share.
			Err(error) => {
				self.say(
					K::CHAIN,
					format_args!("no share from round {number}, whose deals are gone: {error}"),
				);
				return Ok(Holding::Lost);
			}
		};
		match secret.share::<K>(&round.run, &round.keys, j, &deal_slices(&deals), &sharing.public) {
			Ok(share) => {
				let id = K::store(&self.keystore, &share)?;
				self.shares.forget();
				// What it came from is erased once it opens again.
				let kept = self.share::<K>(&id, j)?;
				if !kept.is_some_and(|kept| K::is_of(&kept, &sharing.public)) {
					return Ok(Holding::Lost);
				}
				log::info!(
					target: LOG,
					"{}: the share of generation {} is stored",
					label(K::CHAIN),
					id.generation,
				);
				Ok(Holding::Share)
			}
			Err(error) => {
				self.say(K::CHAIN, format_args!("no share from round {number}: {error}"));
				Ok(Holding::Lost)
			}
		}
	}

	/// The deals that made the sharing in use. The chain clears them when the next round begins, which may be before a node
	/// sees that the last one ended: a block before that end still has them.
	fn qualified_deals(&self, head: Head, round: &OpenRound) -> Result<Vec<(u16, Vec<u8>)>, RoundError> {
		let deals = |at| round.deals(&*self.chain, at, round.info.qualified.iter().copied());
		match deals(head.hash) {
			Err(RoundError::NoDeal(_)) => {
				let sharing = self.chain.sharing(head.hash, round.info.kind)?;
				let activated = sharing.map_or(0, |sharing| sharing.activated_at);
				deals(self.chain.finalised_at(activated.saturating_sub(1))?)
			}
			outcome => outcome,
		}
	}

	/// Erases what only an attacker has a use for: shares of earlier generations, once the present one stands on its own, and
	/// secrets of rounds that are over.
	///
	/// Only what finalised state calls older is erased: a node that reads the chain from its beginning erases nothing newer.
	/// For the same reason, and since what was sealed under a key that was replaced opens with no other, shares of another
	/// key than the one in use are kept. A node that acts for nobody any more, since its hospital left, erases likewise.
	pub(super) fn tidy<K: Handled>(
		&self,
		head: Head,
		operator: Option<&AccountId>,
		holding: Holding,
		sharing: Option<&SharingInfo<AccountId, BlockNumber>>,
		running: Option<&RoundInfo<AccountId, BlockNumber>>,
	) -> Result<(), StepError> {
		let kind = K::CHAIN;
		let last = self.chain.last_round(head.hash, kind)?.map(|round| round.round);
		let newest = running.map(|round| round.round).max(last);
		for round in self.keystore.rounds(kind)? {
			let is_over = newest.is_some_and(|newest| round < newest);
			// The secret opens the deals, which stay on the chain: the share is on the disk before it goes.
			let is_needed = Some(round) == last && holding == Holding::Lost;
			let is_done = Some(round) == last && holding != Holding::Lost;
			if (is_over && !is_needed) || is_done {
				self.keystore.erase_round_secret(kind, round)?;
			}
		}
		let Some(sharing) = sharing else {
			return Ok(());
		};
		let older: Vec<_> = self
			.keystore
			.shares(kind)?
			.into_iter()
			.filter(|id| id.ceremony == sharing.ceremony && id.generation < sharing.generation)
			.collect();
		if older.is_empty() || !self.stands::<K>(head, operator, holding, sharing)? {
			return Ok(());
		}
		for id in older {
			self.keystore.erase_share(&id)?;
			log::info!(
				target: LOG,
				"{}: the share of generation {} is erased: generation {} is in use",
				label(kind),
				id.generation,
				sharing.generation,
			);
		}
		self.shares.forget();
		Ok(())
	}

	/// Whether the older shares here may go. A holder's own share is stored first. For attribute keys `t` digests of the
	/// present epoch prove that the sharing in use needs nobody's older share; for tokens nothing is proven.
	fn stands<K: Handled>(
		&self,
		head: Head,
		operator: Option<&AccountId>,
		holding: Holding,
		sharing: &SharingInfo<AccountId, BlockNumber>,
	) -> Result<bool, StepError> {
		let is_holder = sharing
			.holders
			.iter()
			.any(|holder| Some(&holder.account) == operator);
		if is_holder && holding != Holding::Share {
			return Ok(false);
		}
		let epoch = self.chain.epoch(head.hash)?;
		match K::CHAIN {
			// Digests of an earlier generation are forgotten when a sharing is replaced: who has posted one holds its new share.
			CeremonyKind::AttributeKeys => {
				let mut proven: u16 = 0;
				for holder in &sharing.holders {
					let posted = self.chain.partials_digest(head.hash, &holder.account)?;
					if posted.is_some_and(|(of, _)| of == epoch.epoch) {
						proven = proven.saturating_add(1);
					}
				}
				Ok(proven >= sharing.threshold)
			}
			// Nobody posts anything with a share of k. A holder relies on the others' secrets of the round, which open the deals
			// on the chain until a share is stored; who has left the sharing waits an epoch.
			CeremonyKind::Tokens => {
				Ok(is_holder || head.number >= sharing.activated_at.saturating_add(epoch.length))
			}
		}
	}
}

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
use rand_core::OsRng;
use salus_crypto::ceremony::{verify_deal, RunSecret};
use salus_primitives::{
	ceremony::{deal_slices, CeremonyKind, RoundInfo, SharingInfo},
	AccountId, BlockNumber,
};
use std::sync::PoisonError;

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

	/// Reads the share of holder j. One that cannot be read or does not open, or is another hospital's, is as good as lost: that must not keep
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
			Err(error @ (KeystoreError::Damaged(_) | KeystoreError::File { .. })) => {
				self.say(
					K::CHAIN,
					format_args!("{error}: have the file readable, or import the share from its backup"),
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
		let deals = match self.qualified_deals::<K>(head, &round, &secret, j) {
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
				// A disk that is full keeps the node from no later round.
				let id = match K::store(&self.keystore, &share) {
					Ok(id) => id,
					Err(error) => {
						self.say(
							K::CHAIN,
							format_args!("the share of round {number} is not stored: {error}"),
						);
						return Ok(Holding::Lost);
					}
				};
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
	/// sees that the last one ended: a block before that end still has them, and when its state is gone too, the calls.
	fn qualified_deals<K: Handled>(
		&self,
		head: Head,
		round: &OpenRound,
		secret: &RunSecret,
		j: u16,
	) -> Result<Vec<(u16, Vec<u8>)>, RoundError> {
		let deals = |at| round.deals(&*self.chain, at, round.info.qualified.iter().copied());
		match deals(head.hash) {
			Err(RoundError::NoDeal(_)) => {
				let sharing = self.chain.sharing(head.hash, round.info.kind)?;
				let activated = sharing.map_or(0, |sharing| sharing.activated_at);
				let before = self.chain.finalised_at(activated.saturating_sub(1))?;
				deals(before).or_else(|_| self.posted_deals::<K>(round, secret, j, activated))
			}
			outcome => outcome,
		}
	}

	/// The same from the calls that posted them. Calls that failed are among these; whichever of a dealer's passes for its
	/// commitment and opens gives the same, as the commitment fixes what each recipient gets.
	fn posted_deals<K: Handled>(
		&self,
		round: &OpenRound,
		secret: &RunSecret,
		j: u16,
		activated: BlockNumber,
	) -> Result<Vec<(u16, Vec<u8>)>, RoundError> {
		let (kind, number) = (K::CHAIN, round.info.round);
		let mut searched = self.searched.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(missing) = searched.get(&number) {
			return Err(RoundError::NoDeal(*missing));
		}
		let posted = self
			.chain
			.posted_deals(kind, number, round.info.started_at, activated)?;
		let opens = |dealer: u16, deal: &[u8]| {
			let complaints =
				secret.complaints::<K>(&round.run, &round.keys, j, &[(dealer, deal)], &mut OsRng);
			complaints.is_ok_and(|complaints| complaints.is_empty())
		};
		let deal_of = |dealer: u16| {
			let of = round.info.dealers.iter().find(|of| of.index == dealer)?;
			let committed = of.commitment?;
			let deal = posted.iter().find(|deal| {
				verify_deal::<K>(&round.run, &round.keys, dealer, &committed, deal).is_ok()
					&& opens(dealer, deal)
			})?;
			Some((dealer, deal.clone()))
		};
		let found = round
			.info
			.qualified
			.iter()
			.map(|dealer| deal_of(*dealer).ok_or(*dealer));
		found.collect::<Result<_, _>>().map_err(|missing| {
			// Blocks of the past do not change: they are read once.
			searched.insert(number, missing);
			RoundError::NoDeal(missing)
		})
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

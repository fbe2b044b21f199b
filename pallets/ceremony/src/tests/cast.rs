//! What nodes of hospitals do, from what the runtime API tells them and their own secrets.

use crate::mock::*;
use rand_core::OsRng;
use salus_crypto::{
	authority,
	ceremony::{sealed_range, AttributeKeys, CheckedRun, ReceivingKeys, RunSecret, Tokens},
	token, Bls,
};
use salus_primitives::ceremony::{
	deal_slices, CeremonyKind, Complaint, Deal, Phase, Purpose, ReceivingKey, RoundInfo,
};
use sp_runtime::DispatchResult;
use std::collections::BTreeMap;

type Info = RoundInfo<AccountId, u64>;

/// A share of either kind.
pub enum Share {
	AttributeKeys(authority::Share),
	Token(token::Share),
}

/// The secrets of all nodes.
#[derive(Default)]
pub struct Cast {
	secrets: BTreeMap<(CeremonyKind, u32, AccountId), [u8; 32]>,
	/// Shares by kind, generation and holder.
	pub shares: BTreeMap<(CeremonyKind, u32, AccountId), Share>,
}

pub fn round(kind: CeremonyKind) -> Info {
	Ceremony::api_round(kind).expect("a round runs")
}

pub fn number(kind: CeremonyKind) -> u32 {
	round(kind).round
}

/// The run of a round, as a node finds it.
pub fn run_of(info: &Info) -> CheckedRun {
	let old = match info.purpose {
		Purpose::Fresh | Purpose::Replace { .. } => None,
		Purpose::Reshare { .. } => {
			let ended = Ceremony::api_round(info.kind).is_none();
			let resharing = match info.kind {
				CeremonyKind::AttributeKeys => {
					let old = if ended {
						Ceremony::api_handed_on_parameters()
					} else {
						UsedParameters::get()
					};
					old.unwrap().resharing()
				}
				CeremonyKind::Tokens => {
					let old = if ended {
						Ceremony::api_handed_on_token()
					} else {
						UsedToken::get()
					};
					old.unwrap().resharing()
				}
			};
			Some(resharing.unwrap())
		}
	};
	info.run(Ceremony::genesis_hash(), old).unwrap()
}

pub fn keys_of(info: &Info, run: &CheckedRun) -> ReceivingKeys {
	info.receiving_keys(run).unwrap()
}

pub fn index_of(info: &Info, who: &AccountId) -> Option<u16> {
	(1..)
		.zip(&info.members)
		.find(|(_, member)| member.account == *who)
		.map(|(index, _)| index)
}

pub fn dealer_of(info: &Info, who: &AccountId) -> Option<u16> {
	info.dealers
		.iter()
		.find(|dealer| dealer.account == *who)
		.map(|dealer| dealer.index)
}

/// The deals that stand, by index.
pub fn deals_of(info: &Info) -> Vec<(u16, Vec<u8>)> {
	info.dealers
		.iter()
		.filter(|dealer| dealer.dealt && !dealer.excluded)
		.map(|dealer| {
			let deal = Ceremony::api_deal(info.kind, info.round, dealer.index).unwrap();
			(dealer.index, deal)
		})
		.collect()
}

pub fn enrol(who: &AccountId, kind: CeremonyKind) -> DispatchResult {
	Ceremony::enrol(signed(who), kind, number(kind))
		.map(|_| ())
		.map_err(|error| error.error)
}

pub fn complain(who: &AccountId, kind: CeremonyKind, dealer: u16, complaint: Complaint) -> DispatchResult {
	Ceremony::complain(signed(who), kind, number(kind), dealer, complaint)
		.map(|_| ())
		.map_err(|error| error.error)
}

pub fn post(who: &AccountId, kind: CeremonyKind, deal: Vec<u8>) -> DispatchResult {
	let deal: Deal = deal.try_into().unwrap();
	Ceremony::deal(signed(who), kind, number(kind), deal)
		.map(|_| ())
		.map_err(|error| error.error)
}

/// Passes time until the round is in a phase.
pub fn until(kind: CeremonyKind, phase: Phase) {
	for _ in 0..100 {
		if Ceremony::api_round(kind).is_some_and(|round| round.phase == phase) {
			return;
		}
		next_block();
	}
	panic!("{kind:?} never comes to {phase:?}: {:?}", events());
}

impl Cast {
	/// The secret of a node for the round that runs, the same whenever asked.
	pub fn secret(&mut self, who: &AccountId, kind: CeremonyKind, round: u32) -> RunSecret {
		let bytes = self
			.secrets
			.entry((kind, round, who.clone()))
			.or_insert_with(|| *RunSecret::generate(&mut OsRng).to_bytes());
		RunSecret::from_bytes(bytes)
	}

	fn old_share(&self, info: &Info, who: &AccountId) -> Option<&Share> {
		match info.purpose {
			Purpose::Reshare { generation, .. } => self.shares.get(&(info.kind, generation, who.clone())),
			_ => None,
		}
	}

	/// What a node commits to, and the key it posts.
	pub fn commitment(
		&mut self,
		who: &AccountId,
		kind: CeremonyKind,
	) -> (Option<ReceivingKey>, Option<[u8; 32]>) {
		let info = round(kind);
		let run = run_of(&info);
		let secret = self.secret(who, kind, info.round);
		let key = index_of(&info, who).map(|index| {
			let (key, proof) = secret.receiving_key(&run, index).unwrap();
			ReceivingKey { key, proof }
		});
		let commitment = dealer_of(&info, who).map(|dealer| match (kind, self.old_share(&info, who)) {
			(CeremonyKind::AttributeKeys, share) => {
				let share = share.map(as_attribute_share);
				secret
					.dealing::<AttributeKeys<Bls>>(&run, dealer, share)
					.unwrap()
					.commitment()
			}
			(CeremonyKind::Tokens, share) => {
				let share = share.map(as_token_share);
				secret
					.dealing::<Tokens>(&run, dealer, share)
					.unwrap()
					.commitment()
			}
		});
		(key, commitment)
	}

	pub fn commit(&mut self, who: &AccountId, kind: CeremonyKind) -> DispatchResult {
		let (key, commitment) = self.commitment(who, kind);
		Ceremony::commit(signed(who), kind, number(kind), key, commitment)
			.map(|_| ())
			.map_err(|error| error.error)
	}

	/// The honest deal of a node.
	pub fn dealt(&mut self, who: &AccountId, kind: CeremonyKind) -> Vec<u8> {
		let info = round(kind);
		let run = run_of(&info);
		let keys = keys_of(&info, &run);
		let secret = self.secret(who, kind, info.round);
		let dealer = dealer_of(&info, who).expect("a dealer");
		match (kind, self.old_share(&info, who)) {
			(CeremonyKind::AttributeKeys, share) => {
				let share = share.map(as_attribute_share);
				let dealing = secret.dealing::<AttributeKeys<Bls>>(&run, dealer, share).unwrap();
				dealing.deal(&keys).unwrap()
			}
			(CeremonyKind::Tokens, share) => {
				let share = share.map(as_token_share);
				let dealing = secret.dealing::<Tokens>(&run, dealer, share).unwrap();
				dealing.deal(&keys).unwrap()
			}
		}
	}

	pub fn deal(&mut self, who: &AccountId, kind: CeremonyKind) -> DispatchResult {
		let deal = self.dealt(who, kind);
		post(who, kind, deal)
	}

	/// What a node complains of, looking at these deals.
	pub fn complaints(
		&mut self,
		who: &AccountId,
		kind: CeremonyKind,
		deals: &[(u16, Vec<u8>)],
	) -> Vec<(u16, Complaint)> {
		let info = round(kind);
		let run = run_of(&info);
		let keys = keys_of(&info, &run);
		let secret = self.secret(who, kind, info.round);
		let me = index_of(&info, who).expect("a member");
		let deals = deal_slices(deals);
		let found = match kind {
			CeremonyKind::AttributeKeys => {
				secret.complaints::<AttributeKeys<Bls>>(&run, &keys, me, &deals, &mut OsRng)
			}
			CeremonyKind::Tokens => secret.complaints::<Tokens>(&run, &keys, me, &deals, &mut OsRng),
		};
		found
			.unwrap()
			.into_iter()
			.map(|(dealer, complaint)| {
				let complaint = Complaint {
					shared: complaint.shared,
					proof: complaint.proof,
				};
				(dealer, complaint)
			})
			.collect()
	}

	/// A complaint that anybody may check, about a deal that is good: as if the share had not opened.
	pub fn false_complaint(&mut self, who: &AccountId, kind: CeremonyKind, dealer: u16) -> Complaint {
		let info = round(kind);
		let mut deal = Ceremony::api_deal(kind, info.round, dealer).unwrap();
		spoil(kind, &info, &mut deal);
		self.complaints(who, kind, &[(dealer, deal)])
			.pop()
			.expect("what is spoilt does not open")
			.1
	}

	/// Complains of every bad deal, and says of whose.
	pub fn inspect(&mut self, who: &AccountId, kind: CeremonyKind) -> Vec<u16> {
		let deals = deals_of(&round(kind));
		let complaints = self.complaints(who, kind, &deals);
		let mut accused = Vec::new();
		for (dealer, complaint) in complaints {
			assert_eq!(complain(who, kind, dealer, complaint), Ok(()));
			accused.push(dealer);
		}
		accused
	}

	/// Takes the node's share of the sharing in use.
	pub fn take_share(&mut self, who: &AccountId, kind: CeremonyKind) -> Result<(), String> {
		let info = Ceremony::api_last_round(kind).unwrap();
		let run = run_of(&info);
		let keys = keys_of(&info, &run);
		let me = index_of(&info, who).ok_or("no member")?;
		let deals: Vec<(u16, Vec<u8>)> = info
			.qualified
			.iter()
			.map(|index| (*index, Ceremony::api_deal(kind, info.round, *index).unwrap()))
			.collect();
		let deals = deal_slices(&deals);
		let secret = self.secret(who, kind, info.round);
		let share = match kind {
			CeremonyKind::AttributeKeys => {
				let public = UsedParameters::get().unwrap().public();
				secret
					.share::<AttributeKeys<Bls>>(&run, &keys, me, &deals, &public)
					.map(Share::AttributeKeys)
			}
			CeremonyKind::Tokens => {
				let public = UsedToken::get().unwrap().public();
				secret
					.share::<Tokens>(&run, &keys, me, &deals, &public)
					.map(Share::Token)
			}
		}
		.map_err(|error| error.to_string())?;
		self.shares.insert((kind, info.generation, who.clone()), share);
		Ok(())
	}

	/// All that these nodes do in a round, each phase by all of them; it ends with their shares.
	pub fn perform(&mut self, who: &[AccountId], kind: CeremonyKind) {
		for node in who {
			if index_of(&round(kind), node).is_some() {
				assert_eq!(enrol(node, kind), Ok(()));
			}
		}
		self.perform_enrolled(who, kind);
	}

	/// The same once they have enrolled.
	pub fn perform_enrolled(&mut self, who: &[AccountId], kind: CeremonyKind) {
		until(kind, Phase::Commit);
		for node in who {
			assert_eq!(self.commit(node, kind), Ok(()));
		}
		until(kind, Phase::Deal);
		for node in who {
			if dealer_of(&round(kind), node).is_some() {
				assert_eq!(self.deal(node, kind), Ok(()));
			}
		}
		until(kind, Phase::Complain);
		self.conclude(who, kind);
	}

	/// Members look at what they got, the chain finishes, members take their shares.
	pub fn conclude(&mut self, who: &[AccountId], kind: CeremonyKind) {
		for node in who {
			if index_of(&round(kind), node).is_some() {
				self.inspect(node, kind);
			}
		}
		until(kind, Phase::Finish);
		finish();
		for node in who {
			if index_of(&Ceremony::api_last_round(kind).unwrap(), node).is_some() {
				assert_eq!(self.take_share(node, kind), Ok(()));
			}
		}
	}

	/// A finished first ceremony of these hospitals.
	pub fn of_finished(who: &[AccountId], kind: CeremonyKind) -> Self {
		let mut cast = Self::default();
		assert_eq!(start(kind), Ok(()));
		cast.perform(who, kind);
		cast
	}
}

pub fn start(kind: CeremonyKind) -> DispatchResult {
	Ceremony::start_ceremony(RuntimeOrigin::root(), kind, None)
}

pub fn operators(count: u8) -> Vec<AccountId> {
	(0..count).map(operator).collect()
}

/// Changes the sealed shares of a deal.
pub fn spoil(kind: CeremonyKind, info: &Info, deal: &mut [u8]) {
	let run = run_of(info);
	let keys = keys_of(info, &run);
	let sealed = match kind {
		CeremonyKind::AttributeKeys => sealed_range::<AttributeKeys<Bls>>(&run, &keys),
		CeremonyKind::Tokens => sealed_range::<Tokens>(&run, &keys),
	};
	for byte in &mut deal[sealed] {
		*byte ^= 0x55;
	}
}

fn as_attribute_share(share: &Share) -> &authority::Share {
	match share {
		Share::AttributeKeys(share) => share,
		Share::Token(_) => panic!("a share of the other kind"),
	}
}

fn as_token_share(share: &Share) -> &token::Share {
	match share {
		Share::Token(share) => share,
		Share::AttributeKeys(_) => panic!("a share of the other kind"),
	}
}

/// What is no deal.
pub fn no_deal() -> Deal {
	Deal::default()
}

//! Motions of the health department and of the technical committee: proposed by one member, passed by enough votes,
//! closed by anyone.

use crate::{
	chain::{At, Chain, ChainError, Included, Signer},
	error::{Result, WalletError},
};
use codec::{Decode, Encode};
use frame_support::{dispatch::GetDispatchInfo, traits::GetCallMetadata, weights::Weight};
use salus_primitives::{AccountId, BlockNumber, Hash};
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use sp_runtime::DispatchError;

type CouncilCall = pallet_collective::Call<Runtime, pallet_collective::Instance1>;
type CommitteeCall = pallet_collective::Call<Runtime, pallet_collective::Instance2>;

/// Who decides together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
	/// The health departments.
	Council,
	/// The engineers.
	Committee,
}

/// A motion on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motion {
	/// Hash of the proposed call.
	pub hash: Hash,
	/// Number of the motion.
	pub index: u32,
}

/// A motion that is open.
#[derive(Clone, Debug)]
pub struct Open {
	/// Which.
	pub motion: Motion,
	/// What it does.
	pub call: RuntimeCall,
	/// Ayes that pass it.
	pub threshold: u32,
	/// Who approves.
	pub ayes: Vec<AccountId>,
	/// Who rejects.
	pub nays: Vec<AccountId>,
	/// Block after which anyone closes it as it stands.
	pub end: BlockNumber,
}

/// What a collective's event says, whichever collective.
enum Said {
	Proposed(Motion),
	Executed(Result<(), DispatchError>),
	Disapproved,
}

impl Body {
	fn pallet(self) -> &'static [u8] {
		match self {
			Self::Council => b"Council",
			Self::Committee => b"TechnicalCommittee",
		}
	}

	fn key(self, item: &[u8], hash: Option<Hash>) -> Vec<u8> {
		let mut key = frame_support::storage::storage_prefix(self.pallet(), item).to_vec();
		// The maps of a collective have the hash itself for a key.
		key.extend(hash.into_iter().flat_map(|hash| hash.0));
		key
	}

	fn propose(self, threshold: u32, call: RuntimeCall) -> RuntimeCall {
		let length_bound = call.encoded_size() as u32;
		let proposal = Box::new(call);
		match self {
			Self::Council => CouncilCall::propose {
				threshold,
				proposal,
				length_bound,
			}
			.into(),
			Self::Committee => CommitteeCall::propose {
				threshold,
				proposal,
				length_bound,
			}
			.into(),
		}
	}

	fn vote(self, Motion { hash, index }: Motion, approve: bool) -> RuntimeCall {
		match self {
			Self::Council => CouncilCall::vote {
				proposal: hash,
				index,
				approve,
			}
			.into(),
			Self::Committee => CommitteeCall::vote {
				proposal: hash,
				index,
				approve,
			}
			.into(),
		}
	}

	fn close(self, Motion { hash, index }: Motion, weight: Weight, length_bound: u32) -> RuntimeCall {
		match self {
			Self::Council => CouncilCall::close {
				proposal_hash: hash,
				index,
				proposal_weight_bound: weight,
				length_bound,
			}
			.into(),
			Self::Committee => CommitteeCall::close {
				proposal_hash: hash,
				index,
				proposal_weight_bound: weight,
				length_bound,
			}
			.into(),
		}
	}

	fn said(self, event: &RuntimeEvent) -> Option<Said> {
		fn read<I: 'static>(event: &pallet_collective::Event<Runtime, I>) -> Option<Said>
		where
			Runtime: pallet_collective::Config<I>,
		{
			use pallet_collective::Event;
			match event {
				Event::Proposed {
					proposal_index,
					proposal_hash,
					..
				} => Some(Said::Proposed(Motion {
					hash: *proposal_hash,
					index: *proposal_index,
				})),
				Event::Executed { result, .. } | Event::MemberExecuted { result, .. } => {
					Some(Said::Executed(*result))
				}
				Event::Disapproved { .. } => Some(Said::Disapproved),
				_ => None,
			}
		}
		match (self, event) {
			(Self::Council, RuntimeEvent::Council(event)) => read(event),
			(Self::Committee, RuntimeEvent::TechnicalCommittee(event)) => read(event),
			_ => None,
		}
	}
}

/// Who sits in a body.
pub async fn members(chain: &Chain, body: Body, at: At) -> Result<Vec<AccountId>> {
	Ok(chain
		.storage(body.key(b"Members", None), at)
		.await?
		.unwrap_or_default())
}

/// The motions that are open.
pub async fn open(chain: &Chain, body: Body, at: At) -> Result<Vec<Open>> {
	let at = At::Block(chain.hash(at).await?);
	let hashes: Vec<Hash> = chain
		.storage(body.key(b"Proposals", None), at)
		.await?
		.unwrap_or_default();
	let mut motions = Vec::new();
	for hash in hashes {
		let call = proposal(chain, body, hash, at).await?;
		let votes: Option<Votes> = chain.storage(body.key(b"Voting", Some(hash)), at).await?;
		let votes = votes.ok_or(ChainError::Undecodable("a motion's votes"))?;
		motions.push(Open {
			motion: Motion {
				hash,
				index: votes.index,
			},
			call: call.ok_or(ChainError::Undecodable("a motion's call"))?,
			threshold: votes.threshold,
			ayes: votes.ayes,
			nays: votes.nays,
			end: votes.end,
		});
	}
	Ok(motions)
}

/// As the pallet stores them, in private fields.
#[derive(Decode)]
struct Votes {
	index: u32,
	threshold: u32,
	ayes: Vec<AccountId>,
	nays: Vec<AccountId>,
	end: BlockNumber,
}

/// What an open motion does.
pub async fn proposal(chain: &Chain, body: Body, hash: Hash, at: At) -> Result<Option<RuntimeCall>> {
	Ok(chain.storage(body.key(b"ProposalOf", Some(hash)), at).await?)
}

/// Proposes `call`, to pass with `threshold` ayes.
pub async fn propose(
	chain: &Chain,
	body: Body,
	member: &Signer,
	call: RuntimeCall,
	threshold: u32,
) -> Result<Motion> {
	let included = chain.submit(member, body.propose(threshold, call)).await?;
	included
		.find(|event| match body.said(event) {
			Some(Said::Proposed(motion)) => Some(motion),
			_ => None,
		})
		.ok_or_else(|| ChainError::Undecodable("Proposed").into())
}

/// Votes on a motion.
pub async fn vote(
	chain: &Chain,
	body: Body,
	member: &Signer,
	motion: Motion,
	approve: bool,
) -> Result<Included> {
	Ok(chain.submit(member, body.vote(motion, approve)).await?)
}

/// Closes a motion that has enough votes, which carries it out. An error of the call carried out is this call's error.
pub async fn close(
	chain: &Chain,
	body: Body,
	anyone: &Signer,
	motion: Motion,
	call: &RuntimeCall,
) -> Result<Included> {
	let info = call.get_dispatch_info();
	let weight = info.call_weight.saturating_add(info.extension_weight);
	let included = chain
		.submit(anyone, body.close(motion, weight, call.encoded_size() as u32))
		.await?;
	carried_out(body, included)
}

/// Proposes, votes with each of `members`, and closes: for members whose keys are all at hand.
pub async fn decide(chain: &Chain, body: Body, members: &[Signer], call: RuntimeCall) -> Result<Included> {
	let (first, others) = members
		.split_first()
		.ok_or_else(|| WalletError::Input("a motion needs at least one member".into()))?;
	let threshold = members.len() as u32;
	if others.is_empty() {
		// With a threshold of one the call is carried out at once.
		let included = chain.submit(first, body.propose(threshold, call)).await?;
		return carried_out(body, included);
	}
	let motion = propose(chain, body, first, call.clone(), threshold).await?;
	let votes = members
		.iter()
		.map(|member| vote(chain, body, member, motion, true));
	for outcome in futures::future::join_all(votes).await {
		outcome?;
	}
	close(chain, body, first, motion, &call).await
}

/// A motion that was rejected, or whose call failed, is an error.
fn carried_out(body: Body, included: Included) -> Result<Included> {
	for event in &included.events {
		match body.said(event) {
			Some(Said::Executed(Err(error))) => return Err(crate::chain::dispatch_error_of(error).into()),
			Some(Said::Disapproved) => return Err(WalletError::NotAllowed("the motion was rejected".into())),
			_ => {}
		}
	}
	Ok(included)
}

/// A call in a few words: its name, and those of the calls it carries.
pub fn describe(call: &RuntimeCall) -> String {
	let names = call.get_call_metadata();
	let name = format!("{}.{}", names.pallet_name, names.function_name);
	let carried: Vec<&RuntimeCall> = match call {
		RuntimeCall::Motion(pallet_motion::Call::enact { call } | pallet_motion::Call::recover { call }) => {
			vec![call]
		}
		RuntimeCall::Utility(
			pallet_utility::Call::batch { calls } | pallet_utility::Call::batch_all { calls },
		) => calls.iter().collect(),
		RuntimeCall::Scheduler(
			pallet_scheduler::Call::schedule { call, .. }
			| pallet_scheduler::Call::schedule_after { call, .. },
		) => vec![&**call],
		RuntimeCall::System(frame_system::Call::authorize_upgrade { code_hash }) => {
			return format!("{name}({code_hash:?})")
		}
		_ => Vec::new(),
	};
	if carried.is_empty() {
		return name;
	}
	let carried: Vec<String> = carried.into_iter().map(describe).collect();
	format!("{name}({})", carried.join(", "))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn upgrade() -> RuntimeCall {
		let call = frame_system::Call::authorize_upgrade {
			code_hash: Hash::repeat_byte(1),
		};
		pallet_motion::Call::enact {
			call: Box::new(call.into()),
		}
		.into()
	}

	#[test]
	fn a_motion_is_shown_with_what_it_carries() {
		assert_eq!(
			describe(&upgrade()),
			format!(
				"Motion.enact(System.authorize_upgrade({:?}))",
				Hash::repeat_byte(1)
			)
		);
		let batch = pallet_utility::Call::batch_all {
			calls: vec![upgrade(), pallet_safe_mode::Call::force_exit {}.into()],
		};
		assert!(describe(&batch.into()).ends_with(", SafeMode.force_exit)"));
	}

	#[test]
	fn each_body_hears_its_own_events_alone() {
		let event = RuntimeEvent::Council(pallet_collective::Event::Disapproved {
			proposal_hash: Hash::zero(),
		});
		assert!(matches!(Body::Council.said(&event), Some(Said::Disapproved)));
		assert!(Body::Committee.said(&event).is_none());
	}

	#[test]
	fn the_keys_of_the_maps_are_the_pallets_own() {
		let hash = Hash::repeat_byte(9);
		assert_eq!(
			Body::Council.key(b"Voting", Some(hash)),
			pallet_collective::Voting::<Runtime, pallet_collective::Instance1>::hashed_key_for(hash)
		);
		assert_eq!(
			Body::Committee.key(b"ProposalOf", Some(hash)),
			pallet_collective::ProposalOf::<Runtime, pallet_collective::Instance2>::hashed_key_for(hash)
		);
		assert_eq!(
			Body::Committee.key(b"Members", None),
			pallet_collective::Members::<Runtime, pallet_collective::Instance2>::hashed_key()
		);
	}
}

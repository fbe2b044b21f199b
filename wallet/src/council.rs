//! Motions of the health department: proposed by one member, passed by enough votes, closed by anyone.

use crate::{
	chain::{Chain, ChainError, Included, Signer},
	error::{Result, WalletError},
};
use codec::Encode;
use salus_primitives::Hash;
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent};

type Instance = pallet_collective::Instance1;
type Call = pallet_collective::Call<Runtime, Instance>;
type Event = pallet_collective::Event<Runtime, Instance>;

/// A motion on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motion {
	/// Hash of the proposed call.
	pub hash: Hash,
	/// Number of the motion.
	pub index: u32,
}

/// Proposes `call`, to pass with `threshold` ayes.
pub async fn propose(chain: &Chain, member: &Signer, call: RuntimeCall, threshold: u32) -> Result<Motion> {
	let length_bound = call.encoded_size() as u32;
	let included = chain
		.submit(
			member,
			Call::propose {
				threshold,
				proposal: Box::new(call),
				length_bound,
			},
		)
		.await?;
	included
		.find(|event| match event {
			RuntimeEvent::Council(Event::Proposed {
				proposal_index,
				proposal_hash,
				..
			}) => Some(Motion {
				hash: *proposal_hash,
				index: *proposal_index,
			}),
			_ => None,
		})
		.ok_or_else(|| ChainError::Undecodable("Council.Proposed").into())
}

/// Votes on a motion.
pub async fn vote(chain: &Chain, member: &Signer, motion: Motion, approve: bool) -> Result<Included> {
	Ok(chain
		.submit(
			member,
			Call::vote {
				proposal: motion.hash,
				index: motion.index,
				approve,
			},
		)
		.await?)
}

/// Closes a motion that has enough votes, which carries it out. An error of the call carried out is this call's error.
pub async fn close(chain: &Chain, anyone: &Signer, motion: Motion, call: &RuntimeCall) -> Result<Included> {
	use frame_support::dispatch::GetDispatchInfo;
	let info = call.get_dispatch_info();
	let proposal_weight_bound = info.call_weight.saturating_add(info.extension_weight);
	let included = chain
		.submit(
			anyone,
			Call::close {
				proposal_hash: motion.hash,
				index: motion.index,
				proposal_weight_bound,
				length_bound: call.encoded_size() as u32,
			},
		)
		.await?;
	for event in &included.events {
		match event {
			RuntimeEvent::Council(Event::Executed {
				result: Err(error), ..
			}) => return Err(crate::chain::dispatch_error_of(*error).into()),
			RuntimeEvent::Council(Event::Disapproved { .. }) => {
				return Err(WalletError::NotAllowed("the council rejected the motion".into()))
			}
			_ => {}
		}
	}
	Ok(included)
}

/// Proposes, votes with each of `members`, and closes: for members whose keys are all at hand.
pub async fn decide(chain: &Chain, members: &[Signer], call: RuntimeCall) -> Result<Included> {
	let (first, others) = members
		.split_first()
		.ok_or_else(|| WalletError::Input("a motion needs at least one member of the council".into()))?;
	let threshold = members.len() as u32;
	if others.is_empty() {
		// With a threshold of one the call is carried out at once.
		let length_bound = call.encoded_size() as u32;
		return Ok(chain
			.submit(
				first,
				Call::propose {
					threshold,
					proposal: Box::new(call),
					length_bound,
				},
			)
			.await?);
	}
	let motion = propose(chain, first, call.clone(), threshold).await?;
	let votes = members.iter().map(|member| vote(chain, member, motion, true));
	for outcome in futures::future::join_all(votes).await {
		outcome?;
	}
	close(chain, first, motion, &call).await
}

//! The workers' calls as signed transactions of the runtime.

use crate::{Call, SubmitError};
use codec::{Decode, Encode};
use salus_primitives::{
	ceremony::{CeremonyKind, Round},
	AccountId, BlockNumber, Hash, Nonce, Signature,
};
use salus_runtime::{extensions, Runtime, RuntimeCall, SignedPayload, UncheckedExtrinsic, VERSION};
use sp_core::{sr25519, Pair};
use sp_runtime::generic::Era;

/// Blocks for which a transaction stays valid; then it can never be replayed.
const MORTALITY: u64 = 64;

/// On what a transaction is built.
#[derive(Clone, Copy, Debug)]
pub struct Ground {
	/// Hash of the first block.
	pub genesis: Hash,
	/// Version of the runtime.
	pub spec_version: u32,
	/// Version of its transactions.
	pub transaction_version: u32,
	/// Height of the block that it is built on, where its life begins.
	pub height: BlockNumber,
	/// Hash of that block.
	pub hash: Hash,
	/// Number of the account's next transaction.
	pub nonce: Nonce,
}

/// The runtime's call.
pub fn runtime_call(call: &Call) -> Result<RuntimeCall, SubmitError> {
	use pallet_ceremony::Call as Ceremony;
	use pallet_key_authority::Call as KeyAuthority;

	let call = call.clone();
	Ok(match call {
		Call::Enrol { kind, round } => Ceremony::<Runtime>::enrol { kind, round }.into(),
		Call::Commit {
			kind,
			round,
			key,
			commitment,
		} => Ceremony::<Runtime>::commit {
			kind,
			round,
			key,
			commitment,
		}
		.into(),
		Call::Deal { kind, round, deal } => Ceremony::<Runtime>::deal { kind, round, deal }.into(),
		Call::Complain {
			kind,
			round,
			dealer,
			complaint,
		} => Ceremony::<Runtime>::complain {
			kind,
			round,
			dealer,
			complaint,
		}
		.into(),
		Call::FinishCeremony { kind, round } => Ceremony::<Runtime>::finish_ceremony { kind, round }.into(),
		Call::PostPartialsDigest {
			epoch,
			ceremony,
			generation,
			digest,
		} => KeyAuthority::<Runtime>::post_partials_digest {
			epoch,
			ceremony,
			generation,
			digest,
		}
		.into(),
		Call::PublishUpdateKeys { epoch, keys } => {
			let keys = keys
				.try_into()
				.map_err(|_| SubmitError::Refused("more update keys than a part holds".into()))?;
			KeyAuthority::<Runtime>::publish_update_keys { epoch, keys }.into()
		}
		Call::ReportBadUpdateKey { node, era } => {
			KeyAuthority::<Runtime>::report_bad_update_key { node, era }.into()
		}
		Call::ReportMissingPartials { authority } => {
			KeyAuthority::<Runtime>::report_missing_partials { authority }.into()
		}
	})
}

/// Signs a call. A chain whose calls are of another version would take its bytes for something else, and gets none.
pub fn signed(
	account: &sr25519::Pair,
	call: &Call,
	ground: &Ground,
) -> Result<UncheckedExtrinsic, SubmitError> {
	let (theirs, ours) = (ground.transaction_version, VERSION.transaction_version);
	if theirs != ours {
		return Err(SubmitError::Refused(format!(
			"the chain has calls of version {theirs}, and this node of version {ours}: the node is to be replaced"
		)));
	}
	let era = Era::mortal(MORTALITY, ground.height.into());
	let extension = extensions::plain(era, ground.nonce);
	let implicit = (
		(),
		ground.spec_version,
		ground.transaction_version,
		ground.genesis,
		ground.hash,
		(),
		(),
		(),
		(),
		None,
		(),
	);
	let payload = SignedPayload::from_raw(runtime_call(call)?, extension, implicit);
	let signature = payload.using_encoded(|bytes| account.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	Ok(UncheckedExtrinsic::new_signed(
		call,
		AccountId::from(account.public()).into(),
		Signature::Sr25519(signature),
		extension,
	))
}

/// The deals of a round in the transactions of a block, each as it is encoded there. They are the calls of nodes: one that its
/// operator wrapped in a batch is not found.
pub fn deals_in<'a>(
	transactions: impl IntoIterator<Item = &'a [u8]>,
	kind: CeremonyKind,
	round: Round,
) -> Vec<Vec<u8>> {
	let of_this_round = |call| match call {
		RuntimeCall::Ceremony(pallet_ceremony::Call::deal {
			kind: of,
			round: number,
			deal,
		}) if (of, number) == (kind, round) => Some(deal.into_inner()),
		_ => None,
	};
	transactions
		.into_iter()
		// What another version of the runtime took may be anything.
		.filter_map(|mut bytes| UncheckedExtrinsic::decode(&mut bytes).ok())
		.filter_map(|extrinsic| of_this_round(extrinsic.function))
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn ground(nonce: Nonce) -> Ground {
		Ground {
			genesis: Hash::zero(),
			spec_version: VERSION.spec_version,
			transaction_version: VERSION.transaction_version,
			height: 1,
			hash: Hash::zero(),
			nonce,
		}
	}

	#[test]
	fn the_deals_of_one_round_are_found_in_a_block() {
		let account = sr25519::Pair::from_seed(&[1; 32]);
		let deal = |kind, round, byte: u8| Call::Deal {
			kind,
			round,
			deal: vec![byte; 9].try_into().unwrap(),
		};
		let (keys, tokens) = (CeremonyKind::AttributeKeys, CeremonyKind::Tokens);
		let calls = [
			deal(keys, 3, 1),
			deal(tokens, 3, 2),
			deal(keys, 4, 3),
			Call::Enrol { kind: keys, round: 3 },
			deal(keys, 3, 4),
		];
		let mut block: Vec<Vec<u8>> = (0..)
			.zip(&calls)
			.map(|(nonce, call)| signed(&account, call, &ground(nonce)).unwrap().encode())
			.collect();
		block.insert(1, vec![0xff; 40]);
		let found = deals_in(block.iter().map(Vec::as_slice), keys, 3);
		assert_eq!(found, [vec![1; 9], vec![4; 9]]);
	}

	#[test]
	fn nothing_is_signed_for_a_chain_whose_calls_are_of_another_version() {
		let ground = |transaction_version| Ground {
			transaction_version,
			..ground(0)
		};
		let account = sr25519::Pair::from_seed(&[1; 32]);
		let call = Call::Enrol {
			kind: CeremonyKind::Tokens,
			round: 1,
		};
		assert!(signed(&account, &call, &ground(VERSION.transaction_version)).is_ok());
		assert!(matches!(
			signed(&account, &call, &ground(VERSION.transaction_version + 1)),
			Err(SubmitError::Refused(_))
		));
	}
}

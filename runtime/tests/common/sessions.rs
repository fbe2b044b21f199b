//! Sessions, their validators, and equivocations in them.

use super::{account, genesis, Chain};
use codec::{Decode, Encode};
use frame_support::{assert_ok, traits::KeyOwnerProofSystem};
use salus_runtime::{
	presets::accounts::Keyring, AccountId, Header, Historical, Runtime, RuntimeCall, RuntimeGenesisConfig,
	Session, SessionKeys,
};
use sp_consensus_grandpa::{localized_payload, EquivocationProof, Message, Prevote, KEY_TYPE};
use sp_core::{ed25519, Pair, H256};

/// The network `local` with sessions of ten blocks.
pub fn fast() -> RuntimeGenesisConfig {
	let mut fast = genesis("local_testnet");
	fast.clock.session_blocks = 10;
	fast
}

/// Skips to the next session.
pub fn next_session(chain: &mut Chain) {
	let now = chain.read(Session::current_index);
	while chain.read(Session::current_index) == now {
		chain.skip(1);
	}
}

/// The accounts of names in the order of the validators.
pub fn sorted<Name: AsRef<str>>(names: &[Name]) -> Vec<AccountId> {
	let mut accounts: Vec<_> = names.iter().map(|name| account(name.as_ref())).collect();
	accounts.sort();
	accounts
}

/// The session keys of `//name`.
pub fn session_keys(name: &str) -> SessionKeys {
	Keyring::new()
		.and_then(|keys| keys.session_keys(name))
		.expect("any name derives")
}

/// Sets the session keys of `//name` in the open state, without the proof of who owns them.
pub fn set_keys(name: &str) {
	assert_ok!(<Session as pallet_session::SessionInterface>::set_keys(
		&account(name),
		session_keys(name)
	));
}

/// Two prevotes of one voter in a round.
pub fn equivocation(pair: &ed25519::Pair, round: u64, set_id: u64) -> EquivocationProof<H256, u32> {
	let vote = |hash: u8| {
		let prevote = Prevote::<Header> {
			target_hash: H256::repeat_byte(hash),
			target_number: 4,
		};
		let message = Message::<Header>::Prevote(prevote.clone());
		(prevote, pair.sign(&localized_payload(round, set_id, &message)))
	};
	// The votes' own crate is no dependency: an equivocation is its fields, one after the other.
	let bytes = (set_id, 0u8, round, pair.public(), vote(1), vote(2)).encode();
	EquivocationProof::decode(&mut &bytes[..]).expect("fields in their order")
}

/// The report of an equivocation of `//name` in round 3 of the current voters, proven with the running session.
pub fn report(chain: &mut Chain, name: &str) -> RuntimeCall {
	let pair = ed25519::Pair::from_string(&format!("//{name}"), None).expect("any name derives");
	let set_id = chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
	let key = pallet_grandpa::AuthorityId::from(pair.public());
	let key_owner_proof = chain
		.read(|| Historical::prove((KEY_TYPE, key)))
		.expect("it is a voter");
	pallet_grandpa::Call::<Runtime>::report_equivocation_unsigned {
		equivocation_proof: Box::new(equivocation(&pair, 3, set_id)),
		key_owner_proof,
	}
	.into()
}

//! What hospitals do in ceremonies, from what the runtime API tells them and a secret that is theirs.

use salus_crypto::ceremony::{AttributeKeys, CheckedRun, ReceivingKeys, RunSecret, Tokens};
use salus_crypto::Bls;
use salus_primitives::ceremony::{CeremonyKind, Deal, Purpose, ReceivingKey, RoundInfo};
use salus_runtime::{AccountId, BlockNumber, KeyAuthority, System};

pub type Info = RoundInfo<AccountId, BlockNumber>;

/// The secret of a hospital for a round.
pub fn secret(who: &AccountId, round: u32) -> RunSecret {
	let mut bytes: [u8; 32] = who.clone().into();
	for (byte, round) in bytes.iter_mut().zip(round.to_le_bytes()) {
		*byte ^= round;
	}
	RunSecret::from_bytes(&bytes)
}

/// The run that a round is.
pub fn run_of(info: &Info) -> CheckedRun {
	let old = match info.purpose {
		Purpose::Fresh | Purpose::Replace { .. } => None,
		Purpose::Reshare { .. } => {
			let handed_on = match info.kind {
				CeremonyKind::AttributeKeys => KeyAuthority::api_parameters()
					.expect("a key is handed on")
					.resharing(),
				CeremonyKind::Tokens => KeyAuthority::api_token_authority()
					.expect("a key is handed on")
					.resharing(),
			};
			Some(handed_on.expect("each holder has its public values"))
		}
	};
	info.run(System::block_hash(0).into(), old)
		.expect("a round is a run")
}

/// The keys to which its shares are sealed.
pub fn keys_of(info: &Info, run: &CheckedRun) -> ReceivingKeys {
	info.receiving_keys(run).expect("each member may have one")
}

/// The index of an account in a list.
pub fn place_of<'a>(mut accounts: impl Iterator<Item = &'a AccountId>, who: &AccountId) -> Option<u16> {
	accounts
		.position(|account| account == who)
		.map(|at| at as u16 + 1)
}

/// The index of a member.
pub fn member(info: &Info, who: &AccountId) -> Option<u16> {
	place_of(info.members.iter().map(|member| &member.account), who)
}

/// What a member posts in the second phase.
pub fn receiving_key(info: &Info, who: &AccountId) -> Option<ReceivingKey> {
	let (key, proof) = secret(who, info.round)
		.receiving_key(&run_of(info), member(info, who)?)
		.expect("a member has a key");
	Some(ReceivingKey { key, proof })
}

/// What a dealer of a fresh key commits to.
pub fn commitment(info: &Info, who: &AccountId) -> Option<[u8; 32]> {
	let (run, secret, place) = (run_of(info), secret(who, info.round), member(info, who)?);
	Some(match info.kind {
		CeremonyKind::AttributeKeys => secret
			.dealing::<AttributeKeys<Bls>>(&run, place, None)
			.expect("a dealer")
			.commitment(),
		CeremonyKind::Tokens => secret
			.dealing::<Tokens>(&run, place, None)
			.expect("a dealer")
			.commitment(),
	})
}

/// The deal of a dealer of a fresh key.
pub fn deal(info: &Info, who: &AccountId) -> Option<Deal> {
	let (run, secret, place) = (run_of(info), secret(who, info.round), member(info, who)?);
	let keys = keys_of(info, &run);
	let deal = match info.kind {
		CeremonyKind::AttributeKeys => secret
			.dealing::<AttributeKeys<Bls>>(&run, place, None)
			.expect("a dealer")
			.deal(&keys),
		CeremonyKind::Tokens => secret
			.dealing::<Tokens>(&run, place, None)
			.expect("a dealer")
			.deal(&keys),
	};
	Some(deal.expect("keys were checked").try_into().expect("a deal fits"))
}

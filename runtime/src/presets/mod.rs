//! Genesis of the development networks. Every key here is derived from the public development phrase: never use them elsewhere.

pub mod accounts;
mod dev;
mod local;

use crate::{
	constants::money::SAL, AccountId, BalancesConfig, BlockNumber, CeremonyConfig, CouncilMembershipConfig,
	RevocationConfig, RuntimeGenesisConfig, SessionConfig, SudoConfig, TechnicalMembershipConfig,
	ValidatorStakingConfig,
};
use accounts::Keyring;
use alloc::{vec, vec::Vec};
use frame_support::{build_struct_json_patch, BoundedVec};
use salus_primitives::ceremony::Settings;
use serde_json::Value;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};

/// What each account of a preset starts with.
const ENDOWMENT: crate::Balance = 1_000_000 * SAL;

/// What each hospital of a preset has at stake.
const FOUNDER_BOND: crate::Balance = 10_000 * SAL;

/// Sessions in which the founders of a preset need no accreditation.
const FOUNDER_SESSIONS: u32 = 720;

/// Epochs of an era of the key authority.
const EPOCHS_PER_ERA: u32 = 365;

/// Ceremonies of a few minutes: a phase leaves time for what it answers to become final.
const fn ceremonies(minimum: u16) -> Settings<BlockNumber> {
	Settings {
		automatic: true,
		minimum,
		enrol: 10,
		commit: 10,
		deal: 10,
		complain: 8,
		settle: 10,
		refresh: 600,
		retry: 10,
	}
}

/// The people and hospitals of a development network, by name; `//Name` is the secret of each.
struct Network {
	hospitals: &'static [&'static str],
	council: &'static [&'static str],
	/// The floor of validators.
	min_authorities: u32,
	/// The technical committee.
	committee: &'static [&'static str],
	people: &'static [&'static str],
	/// Blocks of an epoch of the key authority.
	epoch_length: BlockNumber,
	/// Fewest members of the authority, whose ceremonies begin by themselves.
	authority: u16,
	sudo: Option<&'static str>,
}

impl Network {
	fn genesis(&self) -> Option<Value> {
		let keys = Keyring::new()?;
		let accounts = |names: &[&str]| {
			names
				.iter()
				.map(|name| keys.account(name))
				.collect::<Option<Vec<_>>>()
		};
		let hospitals = accounts(self.hospitals)?;
		let council = accounts(self.council)?;
		let committee = accounts(self.committee)?;
		let people = accounts(self.people)?;

		let mut endowed: Vec<AccountId> = [hospitals.as_slice(), &council, &committee, &people].concat();
		endowed.sort();
		endowed.dedup();
		let founders = hospitals
			.iter()
			.map(|account| (account.clone(), FOUNDER_BOND))
			.collect::<Vec<_>>();
		let session = self
			.hospitals
			.iter()
			.zip(hospitals)
			.map(|(name, account)| Some((account.clone(), account, keys.session_keys(name)?)))
			.collect::<Option<Vec<_>>>()?;
		let sudo = match self.sudo {
			Some(name) => Some(keys.account(name)?),
			None => None,
		};

		Some(build_struct_json_patch!(RuntimeGenesisConfig {
			balances: BalancesConfig {
				balances: endowed
					.into_iter()
					.map(|account| (account, ENDOWMENT))
					.collect::<Vec<_>>(),
			},
			session: SessionConfig { keys: session },
			validator_staking: ValidatorStakingConfig {
				min_authorities: self.min_authorities,
				validator_count: crate::configs::consensus::MAX_AUTHORITIES,
				founders,
				founder_sessions: FOUNDER_SESSIONS
			},
			council_membership: CouncilMembershipConfig {
				members: BoundedVec::try_from(council).ok()?
			},
			technical_membership: TechnicalMembershipConfig {
				members: BoundedVec::try_from(committee).ok()?
			},
			revocation: RevocationConfig {
				epoch_length: self.epoch_length,
				epochs_per_era: EPOCHS_PER_ERA
			},
			ceremony: CeremonyConfig {
				settings: Some(ceremonies(self.authority))
			},
			sudo: SudoConfig { key: sudo },
		}))
	}
}

/// The genesis of the preset `id`, as JSON.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let network = match id.as_ref() {
		DEV_RUNTIME_PRESET => &dev::NETWORK,
		LOCAL_TESTNET_RUNTIME_PRESET => &local::NETWORK,
		_ => return None,
	};
	serde_json::to_vec(&network.genesis()?).ok()
}

/// Names of the presets.
pub fn preset_names() -> Vec<PresetId> {
	vec![
		PresetId::from(DEV_RUNTIME_PRESET),
		PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET),
	]
}

/// Everybody in a preset: `//Name` is the secret of each, so none of their keys may stand in a network that lives.
pub fn development_names() -> impl Iterator<Item = &'static str> {
	[&dev::NETWORK, &local::NETWORK].into_iter().flat_map(|network| {
		[
			network.hospitals,
			network.council,
			network.committee,
			network.people,
		]
		.into_iter()
		.flatten()
		.copied()
	})
}

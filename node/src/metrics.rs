//! What this node tells Prometheus of the consortium: gauges that a small task reads from finalised state.

use crate::service::FullClient;
use futures::StreamExt;
use salus_primitives::{
	authority::EpochInfo,
	hospital::{HospitalInfo, HospitalStatus},
	page::{self, PageRequest, PageResult},
	validator::ValidatorInfo,
	AccountId, Balance, BlockNumber, Hash,
};
use salus_rpc::{
	chain::{client_chain, Chain},
	errors::Refusal,
};
use salus_runtime::opaque::Block;
use sc_client_api::{BlockchainEvents, StorageKey, StorageProvider};
use sc_service::SpawnTaskHandle;
use sp_api::ProvideRuntimeApi;
use sp_consensus_aura::{sr25519::AuthorityId as AuraId, AuraApi};
use sp_io::hashing::twox_128;
use std::sync::Arc;
use substrate_prometheus_endpoint::{register, Gauge, GaugeVec, Opts, PrometheusError, Registry, U64};

/// Finalised blocks of which only the newest is read, when many come at once.
const BURST: usize = 256;
/// The standings of a hospital, with their labels.
const STANDINGS: [(HospitalStatus, &str); 4] = [
	(HospitalStatus::Applied, "applied"),
	(HospitalStatus::Accredited, "accredited"),
	(HospitalStatus::Suspended, "suspended"),
	(HospitalStatus::Withdrawn, "withdrawn"),
];

/// What is read of one block.
#[derive(Debug)]
struct Reading {
	epoch: EpochInfo<BlockNumber>,
	hospitals: Vec<HospitalInfo<AccountId, BlockNumber>>,
	validators: usize,
	session: u32,
	/// None under a runtime that does not tell.
	staking: Option<Vec<ValidatorInfo<AccountId, Balance>>>,
}

struct Gauges {
	/// The hospital that this node serves.
	own: Option<String>,
	own_accredited: Gauge<U64>,
	epoch: Gauge<U64>,
	update_keys_published: Gauge<U64>,
	update_keys_due: Gauge<U64>,
	cover_nodes: Gauge<U64>,
	hospitals: GaugeVec<U64>,
	validators: Gauge<U64>,
	candidates: Gauge<U64>,
	benched: Gauge<U64>,
	disabled: Gauge<U64>,
	own_benched: Gauge<U64>,
	own_authored: Gauge<U64>,
	own_expected: Gauge<U64>,
	session: Gauge<U64>,
}

impl Gauges {
	fn register(registry: &Registry, own: Option<String>) -> Result<Self, PrometheusError> {
		let gauge = |name: &str, help: &str| register(Gauge::new(name, help)?, registry);
		Ok(Self {
			own,
			own_accredited: gauge(
				"salus_own_hospital_accredited",
				"1 if the hospital that this node serves is accredited",
			)?,
			epoch: gauge("salus_epoch", "Epoch of the key authority")?,
			update_keys_published: gauge(
				"salus_update_keys_published",
				"Update keys of the epoch that are published",
			)?,
			update_keys_due: gauge("salus_update_keys_due", "Update keys that the epoch needs")?,
			cover_nodes: gauge("salus_cover_nodes", "Nodes in the cover of the epoch")?,
			hospitals: register(
				GaugeVec::new(
					Opts::new(
						"salus_hospitals",
						"Hospitals, by their standing with the consortium",
					),
					&["status"],
				)?,
				registry,
			)?,
			validators: gauge("salus_validators", "Hospitals that author blocks")?,
			candidates: gauge(
				"salus_candidates",
				"Hospitals that stand for election as validators",
			)?,
			benched: gauge(
				"salus_validators_benched",
				"Hospitals that are not elected for a while because they missed their slots",
			)?,
			disabled: gauge(
				"salus_validators_disabled",
				"Validators that are disabled until the session ends",
			)?,
			own_benched: gauge(
				"salus_own_hospital_benched",
				"1 if the hospital that this node serves is benched",
			)?,
			own_authored: gauge(
				"salus_own_blocks_authored",
				"Blocks of this session that the hospital of this node authored",
			)?,
			own_expected: gauge(
				"salus_own_blocks_expected",
				"Slots of this session that were those of the hospital of this node, so far",
			)?,
			session: gauge("salus_session", "Session of the validators")?,
		})
	}

	fn show(&self, reading: &Reading) {
		let epoch = &reading.epoch;
		let eras = epoch.era.saturating_sub(epoch.oldest_era).saturating_add(1);
		self.epoch.set(epoch.epoch.into());
		self.update_keys_published.set(epoch.published.into());
		self.update_keys_due
			.set(u64::from(epoch.cover_size).saturating_mul(eras.into()));
		self.cover_nodes.set(epoch.cover_size.into());
		for (standing, label) in STANDINGS {
			let count = reading
				.hospitals
				.iter()
				.filter(|hospital| hospital.status == standing)
				.count();
			self.hospitals.with_label_values(&[label]).set(count as u64);
		}
		let accredited = reading.hospitals.iter().any(|hospital| {
			Some(hospital.handle.as_slice()) == self.own.as_deref().map(str::as_bytes)
				&& hospital.status == HospitalStatus::Accredited
		});
		self.own_accredited.set(accredited.into());
		self.validators.set(reading.validators as u64);
		self.session.set(reading.session.into());
		if let Some(staking) = &reading.staking {
			self.show_staking(reading, staking);
		}
	}

	fn show_staking(&self, reading: &Reading, staking: &[ValidatorInfo<AccountId, Balance>]) {
		let count = |is: fn(&ValidatorInfo<AccountId, Balance>) -> bool| {
			staking.iter().filter(|validator| is(validator)).count() as u64
		};
		self.candidates.set(count(|validator| validator.candidate));
		self.benched
			.set(count(|validator| validator.benched_until.is_some()));
		self.disabled.set(count(|validator| validator.disabled));
		let own = self.own_operator(reading);
		let own = staking
			.iter()
			.find(|validator| Some(&validator.account) == own.as_ref());
		let number = |of: fn(&ValidatorInfo<AccountId, Balance>) -> u64| own.map_or(0, of);
		self.own_benched
			.set(number(|validator| validator.benched_until.is_some().into()));
		self.own_authored
			.set(number(|validator| validator.authored.into()));
		self.own_expected
			.set(number(|validator| validator.expected.into()));
	}

	/// The operator of the hospital that this node serves.
	fn own_operator(&self, reading: &Reading) -> Option<AccountId> {
		let handle = self.own.as_deref()?.as_bytes();
		reading
			.hospitals
			.iter()
			.find(|hospital| hospital.handle == handle)
			.map(|hospital| hospital.operator.clone())
	}
}

/// Walks a list to its end.
fn all<Item>(read: impl Fn(PageRequest) -> Result<PageResult<Item>, Refusal>) -> Result<Vec<Item>, String> {
	page::whole(|page| {
		read(page)
			.map_err(|refusal| format!("{refusal:?}"))?
			.map_err(|error| format!("{error:?}"))
	})
}

fn read(client: &Arc<FullClient>, at: Hash) -> Result<Reading, String> {
	let chain = client_chain::<Block, _>(client.clone());
	let hospitals = all(|page| chain.hospitals(at, page))?;
	let staking = all(|page| chain.validators(at, page));
	if let Err(error) = &staking {
		log::debug!(target: "salus", "nothing is known of stake at block {at:?}: {error}");
	}
	let validators: Vec<AuraId> = client
		.runtime_api()
		.authorities(at)
		.map_err(|error| error.to_string())?;
	let key = [twox_128(b"Session"), twox_128(b"CurrentIndex")].concat();
	let session = client
		.storage(at, &StorageKey(key))
		.map_err(|error| error.to_string())?
		.and_then(|value| <[u8; 4]>::try_from(value.0.as_slice()).ok())
		.map_or(0, u32::from_le_bytes);
	Ok(Reading {
		epoch: chain.epoch(at).map_err(|refusal| format!("{refusal:?}"))?,
		hospitals,
		validators: validators.len(),
		session,
		staking: staking.ok(),
	})
}

/// Registers the gauges, if the node has a registry, and keeps them true.
pub fn start(
	registry: Option<&Registry>,
	client: Arc<FullClient>,
	own: Option<String>,
	tasks: &SpawnTaskHandle,
) -> Result<(), PrometheusError> {
	let Some(registry) = registry else {
		return Ok(());
	};
	let gauges = Gauges::register(registry, own)?;
	let mut finalised = client.finality_notification_stream().ready_chunks(BURST);
	let task = async move {
		let mut at = client.chain_info().finalized_hash;
		loop {
			match read(&client, at) {
				Ok(reading) => gauges.show(&reading),
				Err(error) => log::debug!(target: "salus", "no metrics of block {at:?}: {error}"),
			}
			// The notifications keep the state of their blocks: the newest lives until it was read.
			match finalised.next().await.and_then(|mut burst| burst.pop()) {
				Some(newest) => at = newest.hash,
				None => return,
			}
		}
	};
	tasks.spawn_blocking("salus-metrics", Some("salus"), task);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn hospital(handle: &str, status: HospitalStatus) -> HospitalInfo<AccountId, BlockNumber> {
		HospitalInfo {
			id: 0,
			handle: handle.as_bytes().to_vec(),
			operator: AccountId::new([1; 32]),
			endpoint: Vec::new(),
			status,
			wrap_key: [0; 32],
			issuer_pk1: [0; 48],
			issuer_pk2: [0; 96],
			since: 0,
			staff: 0,
			records: 0,
		}
	}

	fn reading(own: HospitalStatus) -> Reading {
		Reading {
			epoch: EpochInfo {
				epoch: 7,
				era: 3,
				oldest_era: 1,
				started_at: 70,
				length: 10,
				epochs_per_era: 365,
				cover_size: 5,
				published: 4,
				latest_complete: Some(6),
			},
			hospitals: vec![
				hospital("mayo", own),
				hospital("charite", HospitalStatus::Accredited),
			],
			validators: 4,
			session: 9,
			staking: Some(vec![validator(1, None), validator(2, Some(12))]),
		}
	}

	fn validator(seed: u8, benched_until: Option<u32>) -> ValidatorInfo<AccountId, Balance> {
		ValidatorInfo {
			account: AccountId::new([seed; 32]),
			hospital: Some(0),
			own: 1,
			backed: 0,
			backers: 0,
			unbonding: 0,
			reward: 0,
			candidate: true,
			active: true,
			elected: benched_until.is_none(),
			keys: true,
			disabled: benched_until.is_some(),
			authored: 2,
			expected: 3,
			strikes: 0,
			benched_until,
			banned_until: None,
		}
	}

	#[test]
	fn gauges_show_benches_and_what_the_own_hospital_authored() {
		let gauges = Gauges::register(&Registry::new(), Some("mayo".into())).unwrap();
		let mut read = reading(HospitalStatus::Accredited);
		gauges.show(&read);
		assert_eq!(gauges.candidates.get(), 2);
		assert_eq!(gauges.benched.get(), 1);
		assert_eq!(gauges.disabled.get(), 1);
		assert_eq!(gauges.own_benched.get(), 0);
		assert_eq!((gauges.own_authored.get(), gauges.own_expected.get()), (2, 3));

		read.staking = Some(vec![validator(1, Some(12))]);
		gauges.show(&read);
		assert_eq!(gauges.own_benched.get(), 1);
		read.staking = Some(Vec::new());
		gauges.show(&read);
		assert_eq!((gauges.benched.get(), gauges.own_benched.get()), (0, 0));
		assert_eq!((gauges.own_authored.get(), gauges.own_expected.get()), (0, 0));
	}

	#[test]
	fn gauges_show_the_block_that_was_read() {
		let registry = Registry::new();
		let gauges = Gauges::register(&registry, Some("mayo".into())).unwrap();
		gauges.show(&reading(HospitalStatus::Accredited));
		assert_eq!(gauges.epoch.get(), 7);
		assert_eq!(gauges.update_keys_due.get(), 15);
		assert_eq!(gauges.update_keys_published.get(), 4);
		assert_eq!(gauges.validators.get(), 4);
		assert_eq!(gauges.session.get(), 9);
		assert_eq!(gauges.hospitals.with_label_values(&["accredited"]).get(), 2);
		assert_eq!(gauges.own_accredited.get(), 1);

		gauges.show(&reading(HospitalStatus::Suspended));
		assert_eq!(gauges.hospitals.with_label_values(&["accredited"]).get(), 1);
		assert_eq!(gauges.hospitals.with_label_values(&["suspended"]).get(), 1);
		assert_eq!(gauges.own_accredited.get(), 0);
	}

	#[test]
	fn a_node_that_serves_nobody_has_no_accredited_hospital() {
		let gauges = Gauges::register(&Registry::new(), None).unwrap();
		gauges.show(&reading(HospitalStatus::Accredited));
		assert_eq!(gauges.own_accredited.get(), 0);
	}
}

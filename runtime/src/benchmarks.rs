//! Which pallets are benchmarked, and how the node runs that.

use crate::*;
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{baseline::Pallet as BaselineBench, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
use frame_system_benchmarking::{extensions::Pallet as SystemExtensionsBench, Pallet as SystemBench};

impl frame_system_benchmarking::Config for Runtime {}
impl frame_benchmarking::baseline::Config for Runtime {}

frame_benchmarking::define_benchmarks!(
	[frame_benchmarking, BaselineBench::<Runtime>]
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, SystemExtensionsBench::<Runtime>]
	[pallet_timestamp, Timestamp]
	[pallet_balances, Balances]
	[pallet_collective, Council]
	[pallet_membership, CouncilMembership]
	[pallet_motion, Motion]
	[pallet_utility, Utility]
	[pallet_preimage, Preimage]
	[pallet_scheduler, Scheduler]
	[pallet_proxy, Proxy]
	[pallet_multisig, Multisig]
	[pallet_safe_mode, SafeMode]
	[pallet_tx_pause, TxPause]
	[pallet_validator_staking, ValidatorStaking]
	[pallet_hospital_registry, HospitalRegistry]
	[pallet_revocation, Revocation]
	[pallet_key_authority, KeyAuthority]
	[pallet_ehr_index, EhrIndex]
	[pallet_trade_escrow, TradeEscrow]
	[pallet_cases, Cases]
	[pallet_research, Research]
	[pallet_ceremony, Ceremony]
	[pallet_sudo, Sudo]
);

/// The benchmarks that there are, and the storage they touch.
pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
	let mut list = Vec::new();
	list_benchmarks!(list, extra);
	(list, AllPalletsWithSystem::storage_info())
}

/// Runs the benchmarks that `config` selects.
pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}

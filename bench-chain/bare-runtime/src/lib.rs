//! A chain with balances and nothing else, of the same SDK as Salus: what Salus's throughput is compared with.
//!
//! Block limits and slots are Salus's own files. Pallets that both have stand at the same indices and are configured
//! alike, so that one program signs for both and reads the events of both.
#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "256"]
// The macro that composes the runtime puts undocumented items here.
#![allow(missing_docs)]

extern crate alloc;

pub mod apis;
#[path = "../../../runtime/src/clock.rs"]
pub mod clock;
mod configs;
#[path = "../../../runtime/src/configs/limits.rs"]
pub mod limits;

use alloc::vec::Vec;
use sp_runtime::{
	generic, impl_opaque_keys,
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};
use sp_version::RuntimeVersion;

#[cfg(feature = "std")]
mod wasm {
	#![allow(missing_docs, dead_code)]
	include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}
#[cfg(feature = "std")]
pub use wasm::{WASM_BINARY, WASM_BINARY_BLOATY};

/// What the clock asks for: the lengths that a genesis does not name.
pub mod constants {
	/// Time.
	pub mod time {
		/// Length of a slot in milliseconds.
		pub const SLOT_DURATION: u64 = 6_000;
		/// Blocks of a session; this chain has none.
		pub const SESSION: u32 = 600;
	}
}

/// Signature of a transaction.
pub type Signature = MultiSignature;
/// Who signs.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How transactions name accounts.
pub type Address = MultiAddress<AccountId, ()>;
/// Money.
pub type Balance = u128;
/// Height of a block.
pub type BlockNumber = u32;
/// Number of transactions an account has sent.
pub type Nonce = u32;
/// Hash of a block.
pub type Hash = sp_core::H256;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// Salus's, without the one that lets rights of patients go free of fees.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);
/// A transaction, or an inherent.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// Types for the node, which moves transactions without knowing their content.
pub mod opaque {
	use super::{generic, Header};

	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A block whose transactions are bytes.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
}

impl_opaque_keys! {
	/// The keys of a validator.
	pub struct SessionKeys {
		/// Signs blocks.
		pub aura: Aura,
		/// Votes for finality.
		pub grandpa: Grandpa,
	}
}

/// Version of the runtime.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("salus-bare"),
	impl_name: alloc::borrow::Cow::Borrowed("salus-bare"),
	authoring_version: 1,
	spec_version: 1,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// Runs blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

#[frame_support::runtime(legacy_ordering)]
mod runtime {
	/// The composed state transition.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;

	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;

	#[runtime::pallet_index(2)]
	pub type Clock = clock;

	#[runtime::pallet_index(20)]
	pub type Balances = pallet_balances;

	#[runtime::pallet_index(15)]
	pub type Aura = pallet_aura;

	#[runtime::pallet_index(16)]
	pub type Grandpa = pallet_grandpa;

	#[runtime::pallet_index(21)]
	pub type TransactionPayment = pallet_transaction_payment;
}

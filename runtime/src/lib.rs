//! The state transition of Salus.
//!
//! - [`Runtime`]: which pallets there are, and in which order
//! - [`configs`]: how each is configured, a topic a file
//! - [`clock`]: the length of a slot
//! - [`apis`]: what nodes and wallets may ask
//! - [`extensions`]: what every transaction carries beside its call
//! - [`migrations`]: what an upgrade does to the state
//! - [`presets`]: genesis of the development networks
//! - [`constants`]: time and money
#![cfg_attr(not(feature = "std"), no_std)]
// Blocks nest deep types: metadata of the whole runtime exceeds the default.
#![recursion_limit = "512"]
// The macro that composes the runtime puts undocumented items here; every module is held to the lint.
#![allow(missing_docs)]

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
#[warn(missing_docs)]
pub mod clock;
#[warn(missing_docs)]
pub mod configs;
#[warn(missing_docs)]
pub mod constants;
#[warn(missing_docs)]
pub mod extensions;
#[warn(missing_docs)]
pub mod migrations;
#[warn(missing_docs)]
pub mod presets;

use alloc::vec::Vec;
use sp_runtime::{generic, impl_opaque_keys, traits::BlakeTwo256};
use sp_version::RuntimeVersion;

#[cfg(feature = "std")]
mod wasm {
	#![allow(missing_docs, dead_code)]
	include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}
#[cfg(feature = "std")]
pub use wasm::{WASM_BINARY, WASM_BINARY_BLOATY};

pub use salus_primitives::{AccountId, Address, Balance, BlockNumber, Hash, Nonce, Signature};

/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A transaction, or an inherent.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, extensions::TxExtension>;
/// What the signature of a transaction covers.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, extensions::TxExtension>;
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

// The number stands in the compiled runtime as it is written here: a constant would not do.
macro_rules! version {
	($spec_version:tt) => {
		/// Version of the runtime.
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: alloc::borrow::Cow::Borrowed("salus"),
			impl_name: alloc::borrow::Cow::Borrowed("salus"),
			authoring_version: 1,
			spec_version: $spec_version,
			impl_version: 1,
			apis: apis::RUNTIME_API_VERSIONS,
			// Rises with the first release that changes a call, once for all that it changes; 2 is not released.
			transaction_version: 2,
			system_version: 1,
		};
	};
}

#[cfg(not(feature = "upgrade-rehearsal"))]
version!(2);
#[cfg(feature = "upgrade-rehearsal")]
version!(3);

/// Runs blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The pallets. The order in which they are declared is that of their hooks and of genesis: money comes before the bonds
/// of the first validators.
///
/// An index names a pallet for ever, in calls, events and errors; gaps are left by topic.
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

	// Consensus. Authorship must come before whatever changes the authorities, or it names the wrong author of
	// the first block of a session.
	#[runtime::pallet_index(10)]
	pub type Authorship = pallet_authorship;

	#[runtime::pallet_index(11)]
	pub type ValidatorStaking = pallet_validator_staking;

	#[runtime::pallet_index(12)]
	pub type Session = pallet_session;

	#[runtime::pallet_index(13)]
	pub type Historical = pallet_session::historical;

	#[runtime::pallet_index(14)]
	pub type Offences = pallet_offences;

	#[runtime::pallet_index(15)]
	pub type Aura = pallet_aura;

	#[runtime::pallet_index(16)]
	pub type Grandpa = pallet_grandpa;

	// Fees.
	#[runtime::pallet_index(21)]
	pub type TransactionPayment = pallet_transaction_payment;

	#[runtime::pallet_index(22)]
	pub type SkipFeelessPayment = pallet_skip_feeless_payment;

	// Government.
	#[runtime::pallet_index(30)]
	pub type Council = pallet_collective<Instance1>;

	#[runtime::pallet_index(31)]
	pub type CouncilMembership = pallet_membership<Instance1>;

	#[runtime::pallet_index(32)]
	pub type TechnicalCommittee = pallet_collective<Instance2>;

	#[runtime::pallet_index(33)]
	pub type TechnicalMembership = pallet_membership<Instance2>;

	#[runtime::pallet_index(34)]
	pub type Motion = pallet_motion;

	// Conveniences.
	#[runtime::pallet_index(40)]
	pub type Utility = pallet_utility;

	#[runtime::pallet_index(41)]
	pub type Preimage = pallet_preimage;

	#[runtime::pallet_index(42)]
	pub type Scheduler = pallet_scheduler;

	#[runtime::pallet_index(43)]
	pub type Proxy = pallet_proxy;

	#[runtime::pallet_index(44)]
	pub type Multisig = pallet_multisig;

	// Emergencies.
	#[runtime::pallet_index(45)]
	pub type SafeMode = pallet_safe_mode;

	#[runtime::pallet_index(46)]
	pub type TxPause = pallet_tx_pause;

	// The protocol. Revocation starts an epoch before the key authority looks at it.
	#[runtime::pallet_index(50)]
	pub type HospitalRegistry = pallet_hospital_registry;

	#[runtime::pallet_index(52)]
	pub type Revocation = pallet_revocation;

	#[runtime::pallet_index(53)]
	pub type KeyAuthority = pallet_key_authority;

	#[runtime::pallet_index(54)]
	pub type EhrIndex = pallet_ehr_index;

	#[runtime::pallet_index(55)]
	pub type TradeEscrow = pallet_trade_escrow;

	#[runtime::pallet_index(56)]
	pub type Cases = pallet_cases;

	#[runtime::pallet_index(57)]
	pub type Research = pallet_research;

	// Its genesis comes after the registry's, whose hospitals are its candidates.
	#[runtime::pallet_index(58)]
	pub type Ceremony = pallet_ceremony;

	// Has a key in the `dev` preset alone.
	#[runtime::pallet_index(255)]
	pub type Sudo = pallet_sudo;
}

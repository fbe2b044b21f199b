//! The protocol: hospitals and their people, keys and their revocation, records.
//!
//! The pallets know each other through traits alone; this is where they meet.

use crate::{
	configs::{ceremony::ReportAfter, council::TwoThirdsOfCouncil},
	constants::{
		money::{deposit, DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM, SAL},
		time::{DAYS, HOURS},
	},
	Balance, Balances, BlockNumber, Ceremony, EhrIndex, HospitalRegistry, KeyAuthority, Revocation, Runtime,
	RuntimeHoldReason, ValidatorStaking,
};
use frame_support::{parameter_types, traits::ConstU32};

/// The arithmetic of BLS12-381, computed by the node.
pub type Suite = salus_crypto::suite::Hooked<sp_crypto_ec_utils::bls12_381::HostHooks>;

parameter_types! {
	/// Held from whoever applies for a hospital: the application, its handle, its keys.
	pub const HospitalDeposit: Balance = 100 * SAL;
	/// Held from a hospital for a member of staff or a patient: the person, and a key for each purpose.
	pub const PersonDeposit: Balance = deposit(5, 400);
	/// Held from a user for a leaf: the key, the digest of its path, and as many attributes as one may hold.
	pub const LeafDeposit: Balance = deposit(3, 7_000);
	/// Held from whoever publishes the update keys of an epoch, until the epoch is over.
	pub const PublicationBond: Balance = 50 * SAL;
	/// Held for a record, a consent, an authorisation or a declared access, whatever its size.
	pub const DepositBase: Balance = DEPOSIT_PER_ITEM;
	/// Held for each byte of these.
	pub const DepositPerByte: Balance = DEPOSIT_PER_BYTE;
	/// How long an emergency gives access.
	pub const EmergencyPeriod: BlockNumber = 4 * HOURS;
	/// For how long whoever abused one declares no other.
	pub const EmergencyBan: BlockNumber = 90 * DAYS;
}

impl pallet_hospital_registry::Config for Runtime {
	type Suite = Suite;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type CouncilOrigin = TwoThirdsOfCouncil;
	type Revocation = Revocation;
	type Custody = EhrIndex;
	type Standing = (ValidatorStaking, Ceremony);
	type HospitalDeposit = HospitalDeposit;
	type PersonDeposit = PersonDeposit;
	type WeightInfo = pallet_hospital_registry::weights::SubstrateWeight<Runtime>;
}

impl pallet_revocation::Config for Runtime {
	type CouncilOrigin = TwoThirdsOfCouncil;
	type Registry = HospitalRegistry;
	type Leaves = KeyAuthority;
	type RenewalEpochs = ConstU32<30>;
	type MaxClear = ConstU32<100>;
	type WeightInfo = pallet_revocation::weights::SubstrateWeight<Runtime>;
}

impl pallet_key_authority::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Suite = Suite;
	type Hospitals = HospitalRegistry;
	type Revocations = Revocation;
	type Epochs = Revocation;
	type Agents = Ceremony;
	type CouncilOrigin = TwoThirdsOfCouncil;
	// Burnt: nobody gains by a slash but who reports it.
	type Slashed = ();
	type LeafDeposit = LeafDeposit;
	type PublicationBond = PublicationBond;
	type ReportAfter = ReportAfter;
	type MaxPart = ConstU32<128>;
	type WeightInfo = pallet_key_authority::weights::SubstrateWeight<Runtime>;
}

impl pallet_ehr_index::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Hospitals = HospitalRegistry;
	type Revocations = Revocation;
	type Epochs = Revocation;
	type Attributes = KeyAuthority;
	type CouncilOrigin = TwoThirdsOfCouncil;
	type EmergencyPeriod = EmergencyPeriod;
	type EmergencyBan = EmergencyBan;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type WeightInfo = pallet_ehr_index::weights::SubstrateWeight<Runtime>;
}

//! The pallets' calls, by short names.

use salus_runtime::Runtime;

/// Cases, their claims and fees.
pub(super) type Cases = pallet_cases::Call<Runtime>;
/// Ceremonies of the key authority, and who acts in them.
pub(super) type Ceremonies = pallet_ceremony::Call<Runtime>;
/// Records, consents and authorisations.
pub(super) type Ehr = pallet_ehr_index::Call<Runtime>;
/// Attributes, leaves and update keys.
pub(super) type Keys = pallet_key_authority::Call<Runtime>;
/// Hospitals and their people.
pub(super) type Registry = pallet_hospital_registry::Call<Runtime>;
/// Who is counted, and what is spent on asking.
pub(super) type Research = pallet_research::Call<Runtime>;
/// Revocations and epochs.
pub(super) type Revocation = pallet_revocation::Call<Runtime>;
/// Stakes, elections and rewards.
pub(super) type Staking = pallet_validator_staking::Call<Runtime>;

//! How the chain stands: what generators of calls look up to make calls that are valid.

use pallet_cases::Standings;
use pallet_ehr_index::InterestSets;
use pallet_hospital_registry::{Hospitals, People, StaffOf};
use pallet_revocation::RevokedAccounts;
use salus_primitives::{
	authority::{Epoch, Leaf},
	hospital::{HospitalId, HospitalStatus, Role},
	traits::Leaves,
};
use salus_runtime::{AccountId, BlockNumber, KeyAuthority, Revocation, Runtime, System};

/// This block.
pub fn now() -> BlockNumber {
	System::block_number()
}

/// The epoch of the key authority.
pub fn epoch() -> Epoch {
	Revocation::api_epoch(0, None).epoch
}

/// Whether this block began the epoch.
pub fn epoch_begins() -> bool {
	Revocation::api_epoch(0, None).started_at == now()
}

/// Whether an account is revoked.
pub fn is_revoked(who: &AccountId) -> bool {
	RevokedAccounts::<Runtime>::contains_key(who)
}

/// Hospitals of a standing, with their operators.
pub fn hospitals(status: HospitalStatus) -> Vec<(HospitalId, AccountId)> {
	Hospitals::<Runtime>::iter()
		.filter(|(_, hospital)| hospital.status == status)
		.map(|(id, hospital)| (id, hospital.operator))
		.collect()
}

/// Accredited hospitals whose operators can act.
pub fn able() -> Vec<(HospitalId, AccountId)> {
	let mut hospitals = hospitals(HospitalStatus::Accredited);
	hospitals.retain(|(_, operator)| !is_revoked(operator));
	hospitals
}

/// Whether an account runs an accredited hospital.
pub fn is_accredited(who: &AccountId) -> bool {
	hospitals(HospitalStatus::Accredited)
		.iter()
		.any(|(_, operator)| operator == who)
}

/// Those of `accounts` that could be given a role.
pub fn roleless(accounts: &[AccountId]) -> Vec<AccountId> {
	accounts
		.iter()
		.filter(|who| !People::<Runtime>::contains_key(*who) && !is_revoked(who))
		.cloned()
		.collect()
}

/// Accounts of a role that are not revoked.
pub fn people(role: Role) -> Vec<AccountId> {
	People::<Runtime>::iter()
		.filter(|(who, person)| person.role == role && !is_revoked(who))
		.map(|(who, _)| who)
		.collect()
}

/// A member of staff.
#[derive(Clone)]
pub struct Employed {
	pub hospital: HospitalId,
	pub operator: AccountId,
	pub account: AccountId,
}

/// All staff, the revoked among them.
pub fn staff() -> Vec<Employed> {
	StaffOf::<Runtime>::iter()
		.filter_map(|(hospital, account, ())| {
			let operator = Hospitals::<Runtime>::get(hospital)?.operator;
			Some(Employed {
				hospital,
				operator,
				account,
			})
		})
		.collect()
}

/// Staff in good standing, of hospitals that are too.
pub fn able_staff() -> Vec<Employed> {
	let able: Vec<HospitalId> = able().into_iter().map(|(id, _)| id).collect();
	let mut staff = staff();
	staff.retain(|one| able.contains(&one.hospital) && !is_revoked(&one.account));
	staff
}

/// Staff who can claim a case where their hospital may search: they have interests, and are not banned.
pub fn searching() -> Vec<Employed> {
	let mut staff = able_staff();
	staff.retain(|one| {
		InterestSets::<Runtime>::contains_key(&one.account)
			&& Standings::<Runtime>::get(&one.account).banned_until <= now()
	});
	staff
}

/// The leaf of an account's key, if it is live.
pub fn live_leaf(who: &AccountId) -> Option<Leaf> {
	<KeyAuthority as Leaves<AccountId>>::live_leaf(who)
}

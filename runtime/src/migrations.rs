//! What an upgrade does to the state it finds, once, in the first block of the new runtime.
//!
//! Pallets that an upgrade adds get their storage versions from FRAME before this runs. Drop a migration when no chain can
//! be at the version before it.

use crate::{
	configs::{council::CouncilInstance, government::CommitteeInstance},
	AccountId, Ceremony, Runtime, TechnicalCommittee, ValidatorStaking,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	traits::{ChangeMembers, OnRuntimeUpgrade},
	weights::Weight,
};
use pallet_hospital_registry::Hospitals;
use pallet_membership::Members;
use salus_primitives::{hospital::HospitalStatus, traits::StandingObserver};

/// All of them, in order.
pub type Migrations = (
	SeatTechnicalCommittee<Runtime>,
	IntroduceStaking,
	IntroduceCeremonies,
	pallet_ehr_index::migration::ToVersion2<Runtime>,
);

/// From version 1, which knew no technical committee: its seats would be empty, and nobody could note that finality has
/// stalled when the council cannot be gathered. The council sits in it until it appoints others.
pub struct SeatTechnicalCommittee<T>(PhantomData<T>);

impl OnRuntimeUpgrade for SeatTechnicalCommittee<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		let db = <Runtime as frame_system::Config>::DbWeight::get();
		// A committee that is seated was appointed, or is of genesis.
		if Members::<Runtime, CommitteeInstance>::exists() {
			return db.reads(1);
		}
		let council = Members::<Runtime, CouncilInstance>::get();
		TechnicalCommittee::set_members_sorted(&council, &[]);
		Members::<Runtime, CommitteeInstance>::put(council);
		db.reads_writes(3, 2)
	}

	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		use codec::Encode;
		Ok(if Members::<Runtime, CommitteeInstance>::exists() {
			Members::<Runtime, CommitteeInstance>::get()
		} else {
			Members::<Runtime, CouncilInstance>::get()
		}
		.encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(expected: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		use codec::Encode;
		frame_support::ensure!(
			Members::<Runtime, CommitteeInstance>::get().encode() == expected,
			"the technical committee is the council, or who sat in it before"
		);
		frame_support::ensure!(
			pallet_collective::Members::<Runtime, CommitteeInstance>::get().encode() == expected,
			"membership and collective agree"
		);
		Ok(())
	}
}

/// From version 1, whose validators were fixed: they stay, by the floor, until hospitals stake.
pub struct IntroduceStaking;

impl OnRuntimeUpgrade for IntroduceStaking {
	fn on_runtime_upgrade() -> Weight {
		let db = <Runtime as frame_system::Config>::DbWeight::get();
		match ValidatorStaking::introduce() {
			Some(validators) => {
				let each = u64::from(validators).saturating_mul(2);
				db.reads_writes(each.saturating_add(4), each.saturating_add(5))
			}
			None => db.reads(1),
		}
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(_: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		ValidatorStaking::do_try_state()
	}
}

/// From a version without ceremonies: the hospitals that are accredited are their candidates.
///
/// A key that a dealer made ends here. Its public values stay, but shares come of ceremonies alone, so nobody answers for
/// it or hands it on: the chain tries to, and fails. Its holders are reported as silent, and once that makes it a lost
/// key, the council has another made in its place. What was sealed under the dealt key opens to patients alone until it is
/// sealed anew (`ops/README.md`, Upgrades).
pub struct IntroduceCeremonies;

impl OnRuntimeUpgrade for IntroduceCeremonies {
	fn on_runtime_upgrade() -> Weight {
		let db = <Runtime as frame_system::Config>::DbWeight::get();
		if pallet_ceremony::Roster::<Runtime>::exists() {
			return db.reads(1);
		}
		let mut accredited: Vec<_> = Hospitals::<Runtime>::iter()
			.filter(|(_, hospital)| hospital.status == HospitalStatus::Accredited)
			.map(|(id, hospital)| (id, hospital.operator))
			.collect();
		accredited.sort();
		for (_, operator) in &accredited {
			<Ceremony as StandingObserver<AccountId>>::on_accredited(operator);
		}
		let hospitals = u64::try_from(accredited.len()).unwrap_or(u64::MAX);
		db.reads_writes(
			hospitals.saturating_mul(3).saturating_add(2),
			hospitals.saturating_mul(2),
		)
	}

	/// Whether there is a roster already: one that ceremonies kept may lack who found no place in it.
	#[cfg(feature = "try-runtime")]
	fn pre_upgrade() -> Result<alloc::vec::Vec<u8>, sp_runtime::TryRuntimeError> {
		use codec::Encode;
		Ok(pallet_ceremony::Roster::<Runtime>::exists().encode())
	}

	#[cfg(feature = "try-runtime")]
	fn post_upgrade(had_roster: alloc::vec::Vec<u8>) -> Result<(), sp_runtime::TryRuntimeError> {
		use codec::Encode;
		let roster = pallet_ceremony::Roster::<Runtime>::get();
		let is_full = roster.is_full();
		let agrees = Hospitals::<Runtime>::iter_values().all(|hospital| {
			let is_candidate = roster.contains(&hospital.operator);
			let is_accredited = hospital.status == HospitalStatus::Accredited;
			is_candidate == is_accredited || (is_full && !is_candidate)
		});
		frame_support::ensure!(
			agrees || had_roster == true.encode(),
			"the roster is that of the accredited hospitals, as far as it has room"
		);
		Ceremony::do_try_state()
	}
}

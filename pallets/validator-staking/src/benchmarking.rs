//! The worst case of every call and hook: full lists everywhere.

use super::*;
use crate::types::{Chunk, Chunks, DueSlash, Queue};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{Mutate, MutateHold},
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use salus_primitives::traits::HospitalRegistry;
use sp_runtime::{
	traits::{Hash, Saturating, Zero},
	Perbill,
};
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

/// The smallest bond, many times.
fn plenty<T: Config>() -> BalanceOf<T> {
	T::MinBond::get()
		.max(T::MinBacking::get())
		.saturating_mul(10u32.into())
}

fn funded<T: Config>(name: &'static str, index: u32) -> T::AccountId {
	let account: T::AccountId = account(name, index, 0);
	T::Currency::set_balance(&account, plenty::<T>().saturating_mul(1_000u32.into()));
	account
}

/// Amounts that wait: as many as can, the first of which is due.
fn full_chunks<T: Config>(amount: BalanceOf<T>, room: u32) -> Chunks<BalanceOf<T>> {
	let now = T::Sessions::current();
	let chunks: Vec<_> = (0..MAX_CHUNKS.saturating_sub(room))
		.map(|n| Chunk {
			amount,
			withdrawable_at: now.saturating_add(n),
		})
		.collect();
	BoundedVec::truncate_from(chunks)
}

/// Makes an account an accredited candidate with keys.
pub(crate) fn stored_candidate<T: Config>(who: &T::AccountId) {
	let amount = T::MinBond::get().saturating_mul(2u32.into());
	let hospital = T::Hospitals::operated_by(who)
		.unwrap_or_else(|| T::Hospitals::benchmark_hospital(who, Candidates::<T>::count()));
	let _ = T::Currency::mint_into(who, plenty::<T>().saturating_mul(1_000u32.into()));
	let _ = T::Currency::hold(&HoldReason::ValidatorBond.into(), who, amount);
	T::Sessions::benchmark_keys(who);
	Bonds::<T>::insert(
		who,
		Bond {
			active: amount,
			..Default::default()
		},
	);
	Candidates::<T>::insert(
		who,
		Candidate {
			total: amount,
			hospital: Some(hospital),
			founder: false,
			benched_until: 0,
		},
	);
}

fn candidate<T: Config>(index: u32) -> T::AccountId {
	let who = account("hospital", index, 0);
	stored_candidate::<T>(&who);
	who
}

/// Gives a candidate as many backers as it can have, without money behind them.
fn listed_backers<T: Config>(who: &T::AccountId, number: u32) {
	let active = T::MinBacking::get();
	let backers: Vec<_> = (0..number)
		.map(|index| Backer {
			who: account("backer", index, 0),
			active,
			reward: active,
			exposed_until: 0,
		})
		.collect();
	Backers::<T>::set(who, BoundedVec::truncate_from(backers));
	Pallet::<T>::change_candidate(who, |candidate| {
		candidate.total = candidate
			.total
			.saturating_add(active.saturating_mul(number.into()));
	});
}

/// Gives a candidate backers with money, some of it waiting to be withdrawn.
fn real_backers<T: Config>(who: &T::AccountId, number: u32) -> Result<(), BenchmarkError> {
	listed_backers::<T>(who, number);
	let amount = T::MinBacking::get();
	for index in 0..number {
		let backer = funded::<T>("backer", index);
		let chunks = full_chunks::<T>(amount, 0);
		let all = amount.saturating_mul(
			chunks
				.len()
				.saturating_add(1)
				.try_into()
				.unwrap_or(u32::MAX)
				.into(),
		);
		T::Currency::hold(&HoldReason::Backing.into(), &backer, all)?;
		Unbacking::<T>::insert(backer, who, chunks);
	}
	Ok(())
}

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// Bans a hospital for as many other offences.
fn ban<T: Config>(who: &T::AccountId, offences: u32) {
	let now = T::Sessions::current();
	Conducts::<T>::mutate(who, |conduct| {
		for number in 1..=offences {
			conduct.ban(now.saturating_add(number), now.saturating_add(number), now);
		}
	});
}

/// An offence of a backed validator in this session.
fn offence<T: Config>(backers: u32) -> Result<T::AccountId, BenchmarkError> {
	let offender = candidate::<T>(0);
	real_backers::<T>(&offender, backers)?;
	let exposure = Pallet::<T>::exposure(&offender, false);
	Pallet::<T>::note_offence(&offender, &exposure, Perbill::one(), T::Sessions::current());
	ban::<T>(&offender, MAX_BANS.saturating_sub(1));
	Ok(offender)
}

/// `number` validators of this session with full exposures, who all authored.
fn validators<T: Config>(number: u32) -> Vec<T::AccountId> {
	let now = T::Sessions::current();
	let mut members: Vec<T::AccountId> = (0..number).map(candidate::<T>).collect();
	members.sort();
	T::Sessions::benchmark_validators(members.clone());
	for who in &members {
		listed_backers::<T>(who, MAX_BACKERS);
		Authored::<T>::insert(who, 1);
		for session in [now, now.saturating_add(1)] {
			Exposures::<T>::insert(session, who, Pallet::<T>::exposure(who, false));
		}
	}
	members
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn bond() -> Result<(), BenchmarkError> {
		let who = funded::<T>("hospital", 0);
		T::Hospitals::benchmark_hospital(&who, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), T::MinBond::get());
		assert!(Bonds::<T>::contains_key(who));
		Ok(())
	}

	#[benchmark]
	fn bond_extra() -> Result<(), BenchmarkError> {
		let who = candidate::<T>(0);
		let before = Bonds::<T>::get(&who).map(|held| held.active);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), T::MinBond::get());
		assert!(Bonds::<T>::get(&who).map(|held| held.active) > before);
		Ok(())
	}

	#[benchmark]
	fn unbond() -> Result<(), BenchmarkError> {
		let who = candidate::<T>(0);
		let amount = T::MinBond::get();
		Bonds::<T>::mutate_extant(&who, |held| held.unbonding = full_chunks::<T>(amount, 1));
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), amount);
		assert_eq!(Bonds::<T>::get(&who).map(|held| held.active), Some(amount));
		Ok(())
	}

	#[benchmark]
	fn withdraw_unbonded() -> Result<(), BenchmarkError> {
		let who = candidate::<T>(0);
		let chunks = full_chunks::<T>(T::MinBond::get(), 0);
		T::Currency::hold(&HoldReason::ValidatorBond.into(), &who, types::sum(&chunks))?;
		Bonds::<T>::mutate_extant(&who, |held| held.unbonding = chunks);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert_eq!(
			Bonds::<T>::get(&who).map(|held| held.unbonding.len()),
			Some(usize::try_from(MAX_CHUNKS.saturating_sub(1)).unwrap_or(0))
		);
		Ok(())
	}

	#[benchmark]
	fn validate() -> Result<(), BenchmarkError> {
		let who = candidate::<T>(0);
		listed_backers::<T>(&who, MAX_BACKERS);
		Candidates::<T>::remove(&who);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(Candidates::<T>::contains_key(who));
		Ok(())
	}

	#[benchmark]
	fn chill() -> Result<(), BenchmarkError> {
		let who = candidate::<T>(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(!Candidates::<T>::contains_key(who));
		Ok(())
	}

	#[benchmark]
	fn back() -> Result<(), BenchmarkError> {
		let hospital = candidate::<T>(0);
		listed_backers::<T>(&hospital, MAX_BACKERS.saturating_sub(1));
		let who = funded::<T>("newcomer", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who), hospital.clone(), T::MinBacking::get());
		assert_eq!(
			Backers::<T>::get(hospital).len(),
			usize::try_from(MAX_BACKERS).unwrap_or(0)
		);
		Ok(())
	}

	#[benchmark]
	fn unback() -> Result<(), BenchmarkError> {
		let hospital = candidate::<T>(0);
		listed_backers::<T>(&hospital, MAX_BACKERS);
		let who: T::AccountId = account("backer", MAX_BACKERS.saturating_sub(1), 0);
		Unbacking::<T>::insert(&who, &hospital, full_chunks::<T>(T::MinBacking::get(), 1));
		#[extrinsic_call]
		_(
			RawOrigin::Signed(who.clone()),
			hospital.clone(),
			T::MinBacking::get(),
		);
		assert_eq!(
			Unbacking::<T>::get(who, hospital).len(),
			usize::try_from(MAX_CHUNKS).unwrap_or(0)
		);
		Ok(())
	}

	#[benchmark]
	fn withdraw_backing() -> Result<(), BenchmarkError> {
		let hospital = candidate::<T>(0);
		real_backers::<T>(&hospital, 1)?;
		let who: T::AccountId = account("backer", 0, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), hospital.clone());
		assert_eq!(
			Unbacking::<T>::get(who, hospital).len(),
			usize::try_from(MAX_CHUNKS.saturating_sub(1)).unwrap_or(0)
		);
		Ok(())
	}

	#[benchmark]
	fn claim_rewards() -> Result<(), BenchmarkError> {
		let hospital = candidate::<T>(0);
		listed_backers::<T>(&hospital, MAX_BACKERS);
		let who: T::AccountId = account("backer", MAX_BACKERS.saturating_sub(1), 0);
		let owed = T::MinBacking::get();
		Owed::<T>::put(owed);
		T::Currency::mint_into(&Pallet::<T>::pot(), owed.saturating_mul(10u32.into()))?;
		let caller = funded::<T>("caller", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), hospital, who);
		assert!(Owed::<T>::get().is_zero());
		Ok(())
	}

	#[benchmark]
	fn cancel_slash() -> Result<(), BenchmarkError> {
		let offender = offence::<T>(MAX_BACKERS)?;
		let (session, origin) = (T::Sessions::current(), council::<T>()?);
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, session, offender.clone());
		assert_eq!(
			Offences::<T>::get(session, offender).map(|offence| offence.due),
			Some(None)
		);
		Ok(())
	}

	#[benchmark]
	fn set_validator_count() -> Result<(), BenchmarkError> {
		let count = MinAuthorities::<T>::get();
		ValidatorCount::<T>::put(count.saturating_add(1));
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, count);
		assert_eq!(ValidatorCount::<T>::get(), count);
		Ok(())
	}

	#[benchmark]
	fn purge_keys() -> Result<(), BenchmarkError> {
		let who: T::AccountId = account("hospital", u32::MAX, 0);
		validators::<T>(T::MaxValidators::get().saturating_sub(1));
		stored_candidate::<T>(&who);
		Candidates::<T>::remove(&who);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(!T::Sessions::has_keys(&who));
		Ok(())
	}

	#[benchmark]
	fn note_offence() -> Result<(), BenchmarkError> {
		let members = validators::<T>(T::MaxValidators::get());
		let offender = members
			.last()
			.cloned()
			.ok_or(BenchmarkError::Stop("no validator"))?;
		ban::<T>(&offender, MAX_BANS);
		let session = T::Sessions::current();
		let incident = T::Hashing::hash_of(&session);
		let who: Identification<T> = (offender.clone(), Pallet::<T>::exposure(&offender, false));
		let details = [OffenceDetails::<T::AccountId, Identification<T>> {
			offender: who.clone(),
			reporters: Vec::new(),
		}];
		#[block]
		{
			Pallet::<T>::open_report(incident, &[who], session);
			let _ = Pallet::<T>::on_offence(&details, &[Perbill::one()], session);
			Reporting::<T>::kill();
		}
		assert!(Offences::<T>::contains_key(session, &offender));
		assert!(Incidents::<T>::contains_key(incident, offender));
		Ok(())
	}

	#[benchmark]
	fn note_author() -> Result<(), BenchmarkError> {
		let author: T::AccountId = account("hospital", 0, 0);
		let before = Authored::<T>::get(&author);
		#[block]
		{
			<Pallet<T> as pallet_authorship::EventHandler<_, _>>::note_author(author.clone());
		}
		assert!(Authored::<T>::get(author) > before);
		Ok(())
	}

	/// One of a full set is to be disabled.
	#[benchmark]
	fn disable_condemned() -> Result<(), BenchmarkError> {
		let members = validators::<T>(T::MaxValidators::get());
		let last = members
			.last()
			.cloned()
			.ok_or(BenchmarkError::Stop("no validator"))?;
		ban::<T>(&last, MAX_BANS);
		Condemned::<T>::set(BoundedVec::truncate_from(vec![last.clone()]));
		SessionBegan::<T>::kill();
		#[block]
		{
			Pallet::<T>::disable_condemned();
		}
		assert!(T::Sessions::is_disabled(&last));
		Ok(())
	}

	/// A slash of a bond and of `b` backings with full queues.
	#[benchmark]
	fn carry_out_slash(b: Linear<0, MAX_BACKERS>) -> Result<(), BenchmarkError> {
		let offender = offence::<T>(b)?;
		let session = T::Sessions::current();
		let queue = DueQueue::<T>::get();
		DueSlashes::<T>::insert(
			queue.head,
			DueSlash {
				session,
				offender: offender.clone(),
				due: session,
			},
		);
		Offences::<T>::mutate(session, &offender, |offence| {
			if let Some(offence) = offence {
				offence.due = Some(session);
			}
		});
		let carried_out;
		#[block]
		{
			carried_out = Pallet::<T>::carry_out_due_slash();
		}
		assert_eq!(carried_out, Some(b));
		assert_eq!(
			DueQueue::<T>::get(),
			Queue {
				head: queue.head.saturating_add(1),
				tail: queue.tail
			}
		);
		Ok(())
	}

	/// `c` candidates, of whom the largest `v` were faulty and are benched, and the next `v` come back from a bench and are
	/// elected. All of these have all backers they can have; everything about the set changes.
	#[benchmark]
	fn elect(c: Linear<200, 1_000>, v: Linear<1, 100>) -> Result<(), BenchmarkError> {
		let _ = Candidates::<T>::clear(u32::MAX, None);
		let mut all: Vec<T::AccountId> = (0..c).map(candidate::<T>).collect();
		all.sort();
		let faulty: Vec<T::AccountId> = all.drain(..usize::try_from(v).unwrap_or(0)).collect();
		for who in all.iter().take(faulty.len()) {
			Pallet::<T>::change_candidate(who, |candidate| candidate.benched_until = 1);
		}
		for who in faulty.iter().chain(all.iter().take(faulty.len())) {
			listed_backers::<T>(who, MAX_BACKERS);
		}
		Faulty::<T>::set(BoundedVec::truncate_from(faulty));
		ValidatorCount::<T>::put(v);
		MinAuthorities::<T>::put(1);
		let next = T::Sessions::current().saturating_add(1);
		let planned;
		#[block]
		{
			planned = Pallet::<T>::plan(next);
		}
		let elected: Vec<_> = planned.into_iter().flatten().map(|(who, _)| who).collect();
		let expected: Vec<_> = all.into_iter().take(usize::try_from(v).unwrap_or(0)).collect();
		assert_eq!(elected, expected);
		Ok(())
	}

	/// `v` validators with all backers they can have are judged, found faulty and rewarded.
	#[benchmark]
	fn end_session(v: Linear<1, 100>) -> Result<(), BenchmarkError> {
		let members = validators::<T>(v);
		T::Currency::mint_into(&Pallet::<T>::pot(), plenty::<T>().saturating_mul(1_000u32.into()))?;
		Owed::<T>::kill();
		for who in &members {
			Conducts::<T>::mutate(who, |conduct| conduct.strikes = T::BadSessions::get());
		}
		let now = T::Sessions::current();
		let slots = (0, u64::from(v).saturating_mul(10));
		#[block]
		{
			Pallet::<T>::close(now, Some(slots));
		}
		assert!(!Owed::<T>::get().is_zero());
		assert_eq!(Some(Faulty::<T>::get().len()), usize::try_from(v).ok());
		assert!(members.iter().all(|who| !Authored::<T>::contains_key(who)));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::benchmark_ext(), crate::mock::Test);
}

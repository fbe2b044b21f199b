//! Worst cases: as many members as there may be, every one of whom deals, and a key that is handed on.

mod people;
mod played;

pub(crate) use people::full_roster;

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::Get;
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use people::{council, full_roster_of, hospital, leaving};
use played::{departed, of_length, secret, Played};
use salus_crypto::ceremony::{sealed_range, threshold_for, AttributeKeys};
use salus_primitives::{
	authority::MAX_AUTHORITIES,
	benchmarking::Counter,
	ceremony::{CeremonyKind, Complaint, Phase, Settings},
	traits::Sharings,
};
use sp_runtime::traits::{One, Saturating};

const KIND: CeremonyKind = CeremonyKind::AttributeKeys;

type Kind<T> = AttributeKeys<<T as Config>::Suite>;

fn now<T: Config>() -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number()
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// Of a hospital that holds no share, where as many do as may.
	#[benchmark]
	fn set_agent() -> Result<(), BenchmarkError> {
		Played::<T>::new(MAX_AUTHORITIES)?;
		let operator = hospital::<T>(MAX_AUTHORITIES);
		Pallet::<T>::do_set_agent(operator.clone(), Some(account("agent", 0, 0)))?;
		let agent: T::AccountId = account("agent", 1, 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()), Some(agent.clone()));
		assert_eq!(Agents::<T>::get(&operator), Some(agent));
		Ok(())
	}

	// In place of a lost key: its holders are looked at, and the deals that handed it on last go.
	#[benchmark]
	fn start_ceremony() -> Result<(), BenchmarkError> {
		let played = Played::<T>::dealt(MAX_AUTHORITIES)?;
		Rounds::<T>::remove(KIND);
		let most = of_length(MAX_AUTHORITIES);
		let spare = most.saturating_sub(threshold_for(most));
		for member in played.members.iter().take(usize::from(spare).saturating_add(1)) {
			T::Keys::benchmark_missed(member, T::MaxSilence::get());
		}
		full_roster_of::<T>(played.members.clone());
		let lost = Pallet::<T>::sharing_of(KIND)
			.ok_or(BenchmarkError::Stop("no key"))?
			.ceremony;
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, KIND, Some(lost));
		assert!(Rounds::<T>::contains_key(KIND));
		assert_eq!(Deals::<T>::iter_prefix(KIND).count(), 0);
		Ok(())
	}

	#[benchmark]
	fn enrol() -> Result<(), BenchmarkError> {
		let played = Played::<T>::new(MAX_AUTHORITIES)?;
		let last = played
			.members
			.last()
			.cloned()
			.ok_or(BenchmarkError::Stop("nobody"))?;
		Pallet::<T>::return_deposits(KIND);
		Played::<T>::change(|round| {
			if let Some(member) = round.members.iter_mut().last() {
				member.enrolled = false;
			}
		});
		let agent: T::AccountId = account("agent", 0, 0);
		Pallet::<T>::do_set_agent(last.clone(), Some(agent.clone()))?;
		let round = Played::<T>::round()?.number;
		#[extrinsic_call]
		_(RawOrigin::Signed(agent), KIND, round);
		assert!(Deposits::<T>::contains_key(KIND, &last));
		Ok(())
	}

	// A key is checked and a deposit taken: members do the one, dealers that leave the other.
	#[benchmark]
	fn commit() -> Result<(), BenchmarkError> {
		let played = Played::<T>::new(MAX_AUTHORITIES)?;
		Pallet::<T>::return_deposits(KIND);
		Played::<T>::enter(Phase::Commit);
		let last = played
			.members
			.last()
			.cloned()
			.ok_or(BenchmarkError::Stop("nobody"))?;
		let agent: T::AccountId = account("agent", 0, 0);
		Pallet::<T>::do_set_agent(last, Some(agent.clone()))?;
		let index = of_length(MAX_AUTHORITIES);
		let (key, commitment) = (Played::<T>::key_of(index)?, played.commitment_of(index)?);
		let round = Played::<T>::round()?.number;
		#[extrinsic_call]
		_(RawOrigin::Signed(agent), KIND, round, Some(key), Some(commitment));
		let members = Played::<T>::round()?.members;
		assert_eq!(members.last().and_then(|member| member.key), Some(key.key));
		Ok(())
	}

	#[benchmark]
	fn deal(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		let played = Played::<T>::committed(n)?;
		Played::<T>::enter(Phase::Deal);
		let index = of_length(n);
		let posted = played.deal_of(index)?;
		let last = played
			.members
			.last()
			.cloned()
			.ok_or(BenchmarkError::Stop("nobody"))?;
		let agent: T::AccountId = account("agent", 0, 0);
		Pallet::<T>::do_set_agent(last, Some(agent.clone()))?;
		let round = Played::<T>::round()?.number;
		#[extrinsic_call]
		_(RawOrigin::Signed(agent), KIND, round, posted);
		assert!(Deals::<T>::contains_key(KIND, index));
		Ok(())
	}

	// About a good share: everything is looked at.
	#[benchmark]
	fn complain(n: Linear<2, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		let played = Played::<T>::committed(n)?;
		Played::<T>::enter(Phase::Deal);
		let posted = played.deal_of(1)?;
		let commitment = played.commitment_of(1)?;
		Deals::<T>::insert(KIND, 1, &posted);
		Played::<T>::change(|round| {
			if let Some(dealer) = round.dealers.iter_mut().next() {
				dealer.dealt = Dealt::Deal(commitment);
			}
		});
		Played::<T>::enter(Phase::Complain);
		let (run, keys) = Played::<T>::run()?;
		let index = of_length(n);
		// The recipient complains of what looks spoilt to it alone.
		let mut spoilt = posted.into_inner();
		let sealed = spoilt.get_mut(sealed_range::<Kind<T>>(&run, &keys));
		for byte in sealed.into_iter().flatten() {
			*byte ^= 0x55;
		}
		let complaint = secret(index)
			.complaints::<Kind<T>>(&run, &keys, index, &[(1, spoilt.as_slice())], &mut Counter(5))
			.ok()
			.and_then(|complaints| complaints.into_iter().next())
			.map(|(_, complaint)| Complaint {
				shared: complaint.shared,
				proof: complaint.proof,
			})
			.ok_or(BenchmarkError::Stop("no complaint"))?;
		let last = played
			.members
			.last()
			.cloned()
			.ok_or(BenchmarkError::Stop("nobody"))?;
		let agent: T::AccountId = account("agent", 0, 0);
		Pallet::<T>::do_set_agent(last.clone(), Some(agent.clone()))?;
		let round = Played::<T>::round()?.number;
		#[extrinsic_call]
		_(RawOrigin::Signed(agent), KIND, round, 1, complaint);
		assert!(!Deposits::<T>::contains_key(KIND, &last));
		Ok(())
	}

	#[benchmark]
	fn reshare() -> Result<(), BenchmarkError> {
		let played = Played::<T>::dealt(MAX_AUTHORITIES)?;
		Rounds::<T>::remove(KIND);
		full_roster_of::<T>(played.members.clone());
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, KIND);
		assert!(Rounds::<T>::contains_key(KIND));
		assert_eq!(Deals::<T>::iter_prefix(KIND).count(), 0);
		Ok(())
	}

	#[benchmark]
	fn abandon_round() -> Result<(), BenchmarkError> {
		let last = threshold_for(of_length(MAX_AUTHORITIES)).saturating_add(of_length(MAX_AUTHORITIES));
		Played::<T>::finishing(MAX_AUTHORITIES, last)?;
		leaving::<T>(MAX_AUTHORITIES)?;
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, KIND);
		assert!(!Rounds::<T>::contains_key(KIND));
		Ok(())
	}

	#[benchmark]
	fn set_settings() -> Result<(), BenchmarkError> {
		let settings = Settings {
			automatic: true,
			retry: CurrentSettings::<T>::get().retry.saturating_add(One::one()),
			..CurrentSettings::<T>::get()
		};
		CurrentSettings::<T>::mutate(|current| current.automatic = false);
		let origin = council::<T>()?;
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, settings);
		assert_eq!(CurrentSettings::<T>::get(), settings);
		Ok(())
	}

	#[benchmark]
	fn turn() -> Result<(), BenchmarkError> {
		Played::<T>::new(MAX_AUTHORITIES)?;
		#[block]
		{
			Pallet::<T>::turn(now::<T>());
		}
		assert!(Rounds::<T>::contains_key(KIND));
		Ok(())
	}

	// A member of a round that has dealt is lost, as many leave, a sharing of as many is looked at.
	#[benchmark]
	fn review(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		let played = Played::<T>::dealt(n)?;
		leaving::<T>(n)?;
		for member in &played.members {
			T::Keys::benchmark_missed(member, 1);
		}
		Played::<T>::change(|round| {
			if let Some(member) = round.members.iter_mut().last() {
				member.account = account("nobody", 0, 0);
			}
		});
		#[block]
		{
			Pallet::<T>::review(true, true);
		}
		assert!(!Rounds::<T>::contains_key(KIND));
		Ok(())
	}

	// All have enrolled and are too few for the council's latest settings: the round ends, and all deposits return, which
	// are more than those of candidates that lost their standing.
	#[benchmark]
	fn end_enrolment(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		Played::<T>::new(n)?;
		CurrentSettings::<T>::mutate(|settings| settings.minimum = u16::MAX);
		let round = Played::<T>::round()?;
		#[block]
		{
			Pallet::<T>::end_enrolment(KIND, round);
		}
		assert!(!Rounds::<T>::contains_key(KIND));
		Ok(())
	}

	// Nobody has committed: all are punished, and the round ends.
	#[benchmark]
	fn end_commitments(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		Played::<T>::new(n)?;
		Played::<T>::enter(Phase::Commit);
		let round = Played::<T>::round()?;
		#[block]
		{
			Pallet::<T>::end_commitments(KIND, round);
		}
		assert!(!Rounds::<T>::contains_key(KIND));
		Ok(())
	}

	// Nobody has dealt.
	#[benchmark]
	fn end_deals(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		Played::<T>::committed(n)?;
		Played::<T>::enter(Phase::Deal);
		let round = Played::<T>::round()?;
		#[block]
		{
			Pallet::<T>::end_deals(KIND, round);
		}
		assert!(!Rounds::<T>::contains_key(KIND));
		Ok(())
	}

	// Fewer stand than it takes: the round ends, and with it deals and deposits.
	#[benchmark]
	fn end_complaints(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		Played::<T>::dealt(n)?;
		Played::<T>::change(|round| {
			for dealer in &mut round.dealers {
				dealer.dealt = Dealt::Excluded([0; 32]);
			}
		});
		let round = Played::<T>::round()?;
		#[block]
		{
			Pallet::<T>::end_complaints(KIND, round);
		}
		assert!(!Rounds::<T>::contains_key(KIND));
		Ok(())
	}

	// Of a fresh key all `n` deals count.
	#[benchmark]
	fn sum_coefficient(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		Played::<T>::fresh(n)?.commit()?.deal()?;
		Pallet::<T>::end_complaints(KIND, Played::<T>::round()?);
		let round = Played::<T>::summing(n)?;
		#[block]
		{
			Pallet::<T>::advance(KIND, round);
		}
		assert_eq!(Played::<T>::round()?.step, 1);
		Ok(())
	}

	// Of a resharing as many deals count as make the key, each with a weight: of the most members 22.
	#[benchmark]
	fn interpolate_coefficient(n: Linear<1, 22>) -> Result<(), BenchmarkError> {
		let members = (n..=MAX_AUTHORITIES)
			.find(|members| u32::from(threshold_for(of_length(*members))) == n)
			.ok_or(BenchmarkError::Stop("no such threshold"))?;
		Played::<T>::finishing(members, 0)?;
		let round = Played::<T>::summing(n)?;
		#[block]
		{
			Pallet::<T>::advance(KIND, round);
		}
		assert_eq!(Played::<T>::round()?.step, 1);
		Ok(())
	}

	#[benchmark]
	fn compute_member(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		let threshold = threshold_for(of_length(n));
		Played::<T>::finishing(n, threshold)?;
		let round = Played::<T>::round()?;
		#[block]
		{
			Pallet::<T>::advance(KIND, round);
		}
		assert_eq!(Played::<T>::round()?.step, threshold.saturating_add(1));
		Ok(())
	}

	// As many holders have left as there are members, and their agents go. A participant is one or the other: what is
	// measured of `n` is what both cost, and no less than either.
	#[benchmark]
	fn activate(n: Linear<1, MAX_AUTHORITIES>) -> Result<(), BenchmarkError> {
		let steps = threshold_for(of_length(n)).saturating_add(of_length(n));
		Played::<T>::finishing(n, steps)?;
		departed::<T>(n)?;
		let round = Played::<T>::round()?;
		#[block]
		{
			Pallet::<T>::advance(KIND, round);
		}
		assert!(!Rounds::<T>::contains_key(KIND));
		assert!(Failures::<T>::get(KIND).is_none());
		assert!(!Agents::<T>::contains_key(account::<T::AccountId>("gone", 0, 0)));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::of(0).build(), crate::mock::Test);
}

use crate::{mock::*, Error, Event, HoldReason};
use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use salus_primitives::{
	index::{Interests, InterestsInfo, MAX_INTERESTS},
	AccountId,
};

fn digests(seeds: impl IntoIterator<Item = u8>) -> Interests {
	let digests: Vec<_> = seeds.into_iter().map(|seed| [seed; 32]).collect();
	digests.try_into().unwrap()
}

fn set_as(caller: AccountId, digests: Interests) -> DispatchResult {
	EhrIndex::set_interests(RuntimeOrigin::signed(caller), digests)
}

fn shown(doctor: AccountId) -> Option<InterestsInfo<u32>> {
	EhrIndex::api_interests(doctor)
}

fn test(test: impl FnOnce()) {
	ExtBuilder::default().build_and_execute(test);
}

#[test]
fn a_doctor_registers_interests() {
	test(|| {
		System::set_block_number(5);
		assert_ok!(set_as(doctor(NORTH, 0), digests([1, 2, 3])));
		assert_eq!(
			last_event(),
			Some(Event::InterestsSet {
				doctor: doctor(NORTH, 0),
				interests: 3
			})
		);
		assert_eq!(
			shown(doctor(NORTH, 0)),
			Some(InterestsInfo {
				digests: vec![[1; 32], [2; 32], [3; 32]],
				epoch: 40,
				set_at: 5,
				live: true
			})
		);
		assert_eq!(
			held(HoldReason::InterestsDeposit, &doctor(NORTH, 0)),
			EhrIndex::interests_deposit(3)
		);
		assert_eq!(shown(doctor(NORTH, 1)), None);
	});
}

#[test]
fn once_an_epoch_and_the_deposit_follows() {
	test(|| {
		assert_ok!(set_as(doctor(NORTH, 0), digests(1..=9)));
		assert_noop!(
			set_as(doctor(NORTH, 0), digests([7])),
			Error::<Test>::InterestsSetThisEpoch
		);
		Epochs::advance();
		assert_ok!(set_as(doctor(NORTH, 0), digests([7])));
		assert_eq!(shown(doctor(NORTH, 0)).unwrap().digests, vec![[7; 32]]);
		assert_eq!(
			held(HoldReason::InterestsDeposit, &doctor(NORTH, 0)),
			EhrIndex::interests_deposit(1)
		);
	});
}

#[test]
fn from_one_to_as_many_as_there_may_be() {
	test(|| {
		assert_noop!(
			set_as(doctor(NORTH, 0), Interests::default()),
			Error::<Test>::InterestsEmpty
		);
		let most = MAX_INTERESTS as u8;
		assert_ok!(set_as(doctor(NORTH, 0), digests(1..=most)));
		let more: Vec<_> = (0..=most).map(|seed| [seed; 32]).collect();
		assert!(Interests::try_from(more).is_err());
	});
}

#[test]
fn interests_ascend_and_none_is_repeated() {
	test(|| {
		assert_noop!(
			set_as(doctor(NORTH, 0), digests([2, 1])),
			Error::<Test>::InterestsUnsorted
		);
		assert_noop!(
			set_as(doctor(NORTH, 0), digests([1, 1])),
			Error::<Test>::InterestRepeated
		);
	});
}

#[test]
fn only_a_doctor_in_good_standing() {
	test(|| {
		for caller in [stranger(), alma(), operator(NORTH)] {
			assert_noop!(set_as(caller, digests([1])), Error::<Test>::NotEnrolled);
		}
		Registry::revoke(doctor(NORTH, 0));
		assert_noop!(set_as(doctor(NORTH, 0), digests([1])), Error::<Test>::Revoked);
		Registry::suspend(NORTH);
		assert_noop!(
			set_as(doctor(NORTH, 1), digests([1])),
			Error::<Test>::HospitalNotAccredited
		);
	});
}

#[test]
fn who_is_revoked_dismissed_or_suspended_is_shown_so_at_once() {
	test(|| {
		assert_ok!(set_as(doctor(NORTH, 0), digests([1])));
		let live = || shown(doctor(NORTH, 0)).unwrap().live;
		assert!(live());
		Registry::suspend(NORTH);
		assert!(!live());
		Registry::reinstate(NORTH);
		Registry::revoke(doctor(NORTH, 0));
		assert!(!live());
		Registry::restore(&doctor(NORTH, 0));
		assert!(live());
		Registry::dismiss(&doctor(NORTH, 0));
		assert!(!live());
	});
}

#[test]
fn a_deposit_that_cannot_be_paid_sets_nothing() {
	test(|| {
		let rest = Balances::free_balance(doctor(NORTH, 0)) - 10;
		assert_ok!(Balances::transfer_allow_death(
			RuntimeOrigin::signed(doctor(NORTH, 0)),
			stranger(),
			rest
		));
		assert_noop!(
			set_as(doctor(NORTH, 0), digests([1])),
			Error::<Test>::DepositUnaffordable
		);
	});
}

//! What holds after every block.

use super::world::{Pure, World};
use frame_support::{
	instances::{Instance1, Instance2},
	traits::fungible::Inspect,
};
use pallet_balances::{Event as Money, Holds, InactiveIssuance};
use pallet_multisig::Multisigs;
use pallet_preimage::{PreimageFor, RequestStatus, RequestStatusFor};
use pallet_proxy::{Announcements, Event as Proxied, Proxies};
use salus_runtime::{
	constants::{money::EXISTENTIAL_DEPOSIT, time::SLOT_DURATION},
	AccountId, Balance, Balances, Runtime, RuntimeEvent, Session, System, Timestamp,
};
use std::collections::{BTreeMap, BTreeSet};

/// All money.
pub fn issuance() -> Balance {
	<Balances as Inspect<AccountId>>::total_issuance()
}

/// Checks the state after a block before which so much money was `issued`.
pub fn block(world: &mut World, issued: Balance) {
	take_note_of_accounts(world);
	money_comes_and_goes_with_events(world, issued);
	money_is_somebodys(world);
	what_is_reserved_is_owed(world);
	preimages_are_there();
	a_body_has_its_members_and_motions::<Instance1>();
	a_body_has_its_members_and_motions::<Instance2>();
	validators_are_authorities();
	everybodys_own_invariants_hold();
}

/// What each pallet says of itself, those of the SDK among them.
fn everybodys_own_invariants_hold() {
	use frame_support::traits::{TryState, TryStateSelect};
	<salus_runtime::AllPalletsWithSystem as TryState<salus_runtime::BlockNumber>>::try_state(
		System::block_number(),
		TryStateSelect::All,
	)
	.expect("the invariants of every pallet hold");
}

fn take_note_of_accounts(world: &mut World) {
	for record in System::events() {
		if let RuntimeEvent::Proxy(Proxied::PureCreated {
			pure,
			who,
			proxy_type,
			disambiguation_index,
			at,
			extrinsic_index,
		}) = record.event
		{
			world.memory.pure.push(Pure {
				account: pure,
				spawner: who,
				kind: proxy_type,
				index: disambiguation_index,
				height: at,
				extrinsic: extrinsic_index,
			});
		}
	}
}

/// The issuance changes by what events say.
fn money_comes_and_goes_with_events(world: &mut World, issued: Balance) {
	let mut expected = signed(issued);
	for record in System::events() {
		let RuntimeEvent::Balances(event) = record.event else {
			continue;
		};
		match event {
			Money::Minted { amount, .. } | Money::MintedCredit { amount } | Money::Issued { amount } => {
				expected += signed(amount);
			}
			Money::Burned { amount, .. }
			| Money::BurnedDebt { amount }
			| Money::BurnedHeld { amount, .. }
			| Money::Rescinded { amount } => expected -= signed(amount),
			Money::TotalIssuanceForced { old, new } => {
				let forged = signed(new) - signed(old);
				expected += forged;
				world.memory.forged += forged;
			}
			Money::Suspended { .. } | Money::Restored { .. } => panic!("no pallet shelves money"),
			_ => {}
		}
	}
	assert_eq!(
		signed(issuance()),
		expected,
		"money came or went without an event"
	);
	assert_eq!(InactiveIssuance::<Runtime>::get(), 0);
}

fn signed(amount: Balance) -> i128 {
	amount.try_into().expect("there is less money")
}

/// The issuance is what accounts have, but for what Root added to it alone; and whoever has money exists.
fn money_is_somebodys(world: &World) {
	let mut owned = 0;
	for (who, account) in frame_system::Account::<Runtime>::iter() {
		owned += account.data.free + account.data.reserved;
		assert!(
			account.data.free == 0 || account.data.free >= EXISTENTIAL_DEPOSIT,
			"{who} has dust"
		);
		assert!(
			account.providers > 0 || account.data.free + account.data.reserved == 0,
			"{who} has money and does not exist"
		);
		assert_eq!(account.data.frozen, 0, "nobody freezes money");
	}
	assert_eq!(
		signed(issuance()) - world.memory.forged,
		signed(owned),
		"money is nobody's"
	);
}

/// What an account has reserved is what is on hold, and what proxies and multisigs hold; but for whom Root took it from.
fn what_is_reserved_is_owed(world: &World) {
	let mut owed = BTreeMap::<AccountId, Balance>::new();
	let mut owe = |who: AccountId, amount| *owed.entry(who).or_default() += amount;
	for (who, holds) in Holds::<Runtime>::iter() {
		holds.iter().for_each(|hold| owe(who.clone(), hold.amount));
	}
	for (_, _, open) in Multisigs::<Runtime>::iter() {
		owe(open.depositor, open.deposit);
	}
	for (who, (_, deposit)) in Announcements::<Runtime>::iter() {
		owe(who, deposit);
	}
	let pure: BTreeMap<&AccountId, &AccountId> = world
		.memory
		.pure
		.iter()
		.map(|pure| (&pure.account, &pure.spawner))
		.collect();
	for (who, (_, deposit)) in Proxies::<Runtime>::iter() {
		// An account without a key owes nothing: whoever made it does.
		let owner = pure.get(&who).map_or(&who, |spawner| *spawner);
		owe(owner.clone(), deposit);
	}
	for (who, account) in frame_system::Account::<Runtime>::iter() {
		let owed = owed.remove(&who).unwrap_or(0);
		if who == world.debtor {
			assert!(account.data.reserved <= owed, "the debtor owes more than it did");
		} else {
			assert_eq!(
				account.data.reserved, owed,
				"what {who} has reserved is not what it owes"
			);
		}
	}
	assert!(
		owed.values().all(|amount| *amount == 0),
		"somebody owes who has nothing"
	);
}

fn preimages_are_there() {
	let mut noted = 0;
	for (hash, status) in RequestStatusFor::<Runtime>::iter() {
		let length = match status {
			RequestStatus::Unrequested { len, .. } => Some(len),
			RequestStatus::Requested { maybe_len, .. } => maybe_len,
		};
		if let Some(length) = length {
			assert!(
				PreimageFor::<Runtime>::contains_key((hash, length)),
				"a preimage is missing"
			);
			noted += 1;
		}
	}
	assert_eq!(
		PreimageFor::<Runtime>::iter_keys().count(),
		noted,
		"a preimage is kept for nobody"
	);
}

/// A collective has the members that its membership has, and each motion has its call and its votes.
fn a_body_has_its_members_and_motions<I: 'static>()
where
	Runtime: pallet_collective::Config<I> + pallet_membership::Config<I>,
{
	use pallet_collective::{Members, Prime, ProposalOf, Proposals, Voting};
	let members = Members::<Runtime, I>::get();
	assert!(members.is_sorted(), "members are out of order");
	assert_eq!(
		members,
		pallet_membership::Members::<Runtime, I>::get().into_inner(),
		"a body and its membership differ"
	);
	if let Some(prime) = Prime::<Runtime, I>::get() {
		assert!(members.contains(&prime), "the prime is no member");
	}
	let motions: BTreeSet<_> = Proposals::<Runtime, I>::get().into_iter().collect();
	let calls: BTreeSet<_> = ProposalOf::<Runtime, I>::iter_keys().collect();
	let votes: BTreeSet<_> = Voting::<Runtime, I>::iter_keys().collect();
	assert_eq!(motions, calls, "a motion has no call");
	assert_eq!(motions, votes, "a motion has no votes");
}

fn validators_are_authorities() {
	let validators = Session::validators().len();
	assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), validators);
	assert!(!pallet_grandpa::Authorities::<Runtime>::get().is_empty());
	assert!(Session::disabled_validators().is_sorted());
	let slot = *pallet_aura::CurrentSlot::<Runtime>::get();
	assert_eq!(
		Timestamp::get() / SLOT_DURATION,
		slot,
		"the time is not the slot's"
	);
}

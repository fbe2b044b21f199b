//! Who may do what as Root, what an emergency stops, and the calls on behalf of others.

mod common;

mod governance {
	mod conveniences;
	mod emergency;
	mod motions;
}

use common::{account, people::COUNCIL, Chain};
use frame_support::assert_ok;
use salus_primitives::record::{ConsentTarget, Grantee};
use salus_runtime::{constants::money::SAL, Runtime, RuntimeCall};
use sp_runtime::DispatchError;

fn note_stalled() -> RuntimeCall {
	pallet_grandpa::Call::note_stalled {
		delay: 10,
		best_finalized_block_number: 3,
	}
	.into()
}

fn schedule(call: RuntimeCall) -> RuntimeCall {
	pallet_scheduler::Call::schedule_after {
		after: 5,
		maybe_periodic: None,
		priority: 0,
		call: Box::new(call),
	}
	.into()
}

fn transfer(to: &str) -> RuntimeCall {
	pallet_balances::Call::transfer_allow_death {
		dest: account(to).into(),
		value: SAL,
	}
	.into()
}

fn withdraw_consent() -> RuntimeCall {
	pallet_ehr_index::Call::withdraw_consent {
		target: ConsentTarget::All,
		grantee: Grantee::Hospital(0),
	}
	.into()
}

/// What a call is told that the safe mode, a pause or a proxy's kind stops.
fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

fn enter_safe_mode(chain: &mut Chain) {
	assert_ok!(chain.council(&COUNCIL[..3], pallet_safe_mode::Call::<Runtime>::force_enter {}));
}

//! Every call wants a signature, but for the two that a proof authorises.

use super::world::*;
use crate::{mock::*, *};
use frame_support::{
	assert_noop,
	traits::{Authorize, GetCallName, UnfilteredDispatchable},
};
use frame_system::RawOrigin;
use salus_primitives::{
	trade::{OrderId, TradeId},
	AccountId,
};
use sp_runtime::{transaction_validity::TransactionSource, DispatchError};

fn signed_calls() -> Vec<Call<Test>> {
	let order = OrderId::zero();
	let (offer, slot) = (0, 0);
	vec![
		Call::propose_sale {
			proposal: Prepared::new(&seller(), &buyer(), 1, 50).proposal,
		},
		Call::lock {
			order,
			q_prime: [1; 32],
			r: [1; 32],
			bundle: order,
			price: 1,
		},
		Call::reveal { order, key: [1; 32] },
		Call::refund { order },
		Call::clear_sale { order },
		Call::post_offer {
			request: request(&buyer(), 3),
		},
		Call::claim_bonded_slot {
			offer,
			payee: fresh(0),
			expiry: 10,
			presentation: Default::default(),
		},
		Call::lapse_slot { offer, slot },
		Call::close_offer { offer },
		Call::settle_offer { offer },
		Call::clear_slot { offer, slot },
		Call::clear_offer { offer },
		Call::rate {
			trade: TradeId::Sale(order),
			stars: 3,
		},
	]
}

fn proven_calls() -> Vec<Call<Test>> {
	vec![
		Call::claim_slot {
			offer: 0,
			payee: fresh(0),
			expiry: 10,
			presentation: Default::default(),
		},
		Call::fulfil_slot {
			offer: 0,
			slot: 0,
			fulfilment: [0; 224],
		},
	]
}

#[test]
fn the_lists_of_calls_are_complete() {
	build_and_execute(|| {
		assert_eq!(
			signed_calls().len() + proven_calls().len(),
			Call::<Test>::get_call_names().len()
		);
	});
}

#[test]
fn no_signed_call_takes_another_origin() {
	build_and_execute(|| {
		for call in signed_calls() {
			assert!(call.authorize(TransactionSource::External).is_none());
			let authorised = RawOrigin::<AccountId>::Authorized.into();
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root(), authorised] {
				assert_noop!(
					call.clone().dispatch_bypass_filter(origin),
					DispatchError::BadOrigin
				);
			}
		}
	});
}

#[test]
fn no_proven_call_takes_another_origin() {
	build_and_execute(|| {
		for call in proven_calls() {
			assert!(call.authorize(TransactionSource::External).is_some());
			for origin in [
				RuntimeOrigin::none(),
				RuntimeOrigin::root(),
				RuntimeOrigin::signed(stranger()),
			] {
				assert_noop!(
					call.clone().dispatch_bypass_filter(origin),
					DispatchError::BadOrigin
				);
			}
		}
	});
}

//! Motions and what they make of a call.

use salus_runtime::{Runtime, RuntimeCall};

/// What makes `call` as Root, if the council proposes it.
pub fn enact(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let call = Box::new(call.into());
	pallet_motion::Call::<Runtime>::enact { call }.into()
}

/// What makes `call` as Root, if the technical committee proposes it.
pub fn recover(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let call = Box::new(call.into());
	pallet_motion::Call::<Runtime>::recover { call }.into()
}

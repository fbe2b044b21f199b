//! Types and traits that pallets, runtime, node and wallet share, and the declarations of the runtime APIs.
//!
//! Pallets never depend on each other: they meet through [`traits`], wired in the runtime.
//! Everything a client reads comes from one of the versioned runtime APIs in [`apis`], paged by [`page`].

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod apis;
pub mod authority;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
pub mod cases;
pub mod ceremony;
pub mod hospital;
pub mod index;
pub mod page;
pub mod record;
pub mod request;
pub mod research;
pub mod token;
pub mod trade;
pub mod traits;
pub mod validator;

use sp_runtime::{
	traits::{BlakeTwo256, IdentifyAccount, Verify},
	MultiAddress, MultiSignature,
};

/// Signature of an extrinsic or of a signed request.
pub type Signature = MultiSignature;
/// Public identity of whoever signs.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How extrinsics name accounts.
pub type Address = MultiAddress<AccountId, ()>;
/// Smallest unit of the token: 10^-12 SAL.
pub type Balance = u128;
/// Height of a block.
pub type BlockNumber = u32;
/// Number of transactions an account has sent.
pub type Nonce = u32;
/// Hash of blocks and of most identifiers.
pub type Hash = sp_core::H256;
/// Hasher of the chain.
pub type Hashing = BlakeTwo256;

/// One SAL.
pub const SAL: Balance = 1_000_000_000_000;
/// One thousandth of a SAL.
pub const MILLISAL: Balance = SAL / 1_000;
/// One millionth of a SAL.
pub const MICROSAL: Balance = MILLISAL / 1_000;
/// Target time between blocks, in milliseconds.
pub const SLOT_MILLISECONDS: u64 = 6_000;

//! The cryptography of Salus.
//!
//! Everything is generic over a [`Suite`]: BLS12-381 with the arithmetic of the place where it runs. Natively that is
//! `Bls`, backed by `blst` (feature `std`); in the runtime it is host calls, see [`suite`].
//!
//! The order in which to read: [`policy`] and [`lsss`] say who may open; [`authority`] and [`user`] make the keys, whose
//! secrets a [`ceremony`] makes together and hands on;
//! [`header`] seals; [`custodian`] and [`predecrypt`] do the pairings; [`open`] opens; [`record`] is what is sealed;
//! [`attestation`] is what a hospital knows of it, [`credential`] how it attests that; [`sale`] sells fields of it,
//! [`offer`] signed values; [`token`] makes keywords into what nobody can guess, [`index`] finds records by them; by a
//! [`claim`] doctors ask to report on one, and a [`report`] goes back to the patient.
//! Below them lie [`encoding`], [`transcript`], [`hash`] and [`domain`].
//!
//! The crate knows nothing of any blockchain: the chain's words reach it as bytes.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod attestation;
pub mod authority;
pub mod ceremony;
pub mod claim;
pub mod codec;
pub mod credential;
pub mod custodian;
pub(crate) mod dleq;
pub mod domain;
pub mod encoding;
pub(crate) mod gt;
pub mod hash;
pub mod header;
pub mod index;
pub mod keys;
pub mod lsss;
#[cfg(feature = "std")]
mod native;
pub mod offer;
pub mod open;
pub mod policy;
pub mod predecrypt;
pub mod record;
pub mod report;
pub mod sale;
pub mod schnorr;
pub mod shamir;
pub mod suite;
pub mod symmetric;
pub mod tables;
pub mod token;
pub mod transcript;
pub mod tree;
pub mod user;
pub mod wrap;

#[cfg(feature = "std")]
pub use native::Bls;
pub use suite::{Fr, Suite};

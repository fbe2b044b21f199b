//! What the pallet stores, and short names for what its configuration gives.

use crate::Config;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::fungible;
use salus_primitives::{
	authority::{Epoch, Leaf},
	hospital::HospitalId,
};
use scale_info::TypeInfo;

/// Amounts of the configured currency.
pub type BalanceOf<T> =
	<<T as Config>::Currency as fungible::Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// Money that has left an account and has not arrived at another.
pub type CreditOf<T> = fungible::Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
/// An update key's place in an epoch.
pub type Slot = (
	salus_primitives::authority::Node,
	salus_primitives::authority::Era,
);

/// The key of a user: its leaf, and what binds the secret x to it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct UserKey<Balance> {
	/// The leaf, of no other key ever.
	pub leaf: Leaf,
	/// The employer when the leaf was reserved.
	pub hospital: HospitalId,
	/// `pk = g1^x`.
	pub pk: [u8; 48],
	/// `pk2 = g2^x`.
	pub pk2: [u8; 96],
	/// Digest of the points `N_theta` on the leaf's path.
	pub path_digest: Option<[u8; 32]>,
	/// Held from the user.
	pub deposit: Balance,
}

/// A combined update key as published.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PublishedKey<AccountId> {
	/// `Q` (G1).
	pub q: [u8; 48],
	/// `Q'` (G2).
	pub q_prime: [u8; 96],
	/// Who published it.
	pub publisher: AccountId,
	/// In which publication; the key counts only while that publication is the publisher's current one.
	pub publication: u64,
}

/// All that one account published in an epoch, under one bond.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Publication<Balance> {
	/// Number of the publication, never used again.
	pub id: u64,
	/// The epoch.
	pub epoch: Epoch,
	/// Keys in it.
	pub keys: u32,
	/// Held from the publisher.
	pub bond: Balance,
}

/// How far the publication of an epoch's update keys has come.
#[derive(
	Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct EpochProgress {
	/// The epoch.
	pub epoch: Epoch,
	/// Keys published and not reported.
	pub published: u32,
	/// The latest complete epoch before this one.
	pub complete_before: Option<Epoch>,
}

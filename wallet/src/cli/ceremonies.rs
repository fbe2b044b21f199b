//! Rounds of the key authority as people watch them; and what the council decides on them.

mod council;
mod show;
mod watch;

use crate::{
	chain::{At, Chain},
	error::Result,
};
use clap::ValueEnum;
use salus_primitives::{ceremony::CeremonyKind, AccountId};
use serde_json::Value;

pub(super) use council::Council;
pub(super) use show::{describe, failure, object};
pub(super) use watch::watch;

/// Which key, on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
	/// Attribute keys and update keys.
	AttributeKeys,
	/// Tokens of keywords.
	Tokens,
}

impl From<Kind> for CeremonyKind {
	fn from(kind: Kind) -> Self {
		match kind {
			Kind::AttributeKeys => Self::AttributeKeys,
			Kind::Tokens => Self::Tokens,
		}
	}
}

/// The kinds that a command is about: that which was named, or all.
pub(super) fn kinds(kind: Option<Kind>) -> Vec<CeremonyKind> {
	kind.map_or_else(|| CeremonyKind::ALL.into(), |kind| vec![kind.into()])
}

/// Who is known by a handle, and others by their address.
pub(super) struct Names(Vec<(AccountId, String)>);

impl Names {
	pub(super) async fn load(chain: &Chain, at: At) -> Result<Self> {
		let hospitals = chain.hospitals(at).await?.into_iter().map(|hospital| {
			let handle = String::from_utf8_lossy(&hospital.handle).into_owned();
			(hospital.operator, handle)
		});
		Ok(Self(hospitals.collect()))
	}

	pub(super) fn of(&self, account: &AccountId) -> String {
		self.0
			.iter()
			.find(|(operator, _)| operator == account)
			.map_or_else(|| account.to_string(), |(_, handle)| handle.clone())
	}
}

/// A kind as answers name it.
pub(super) fn kind_value(kind: CeremonyKind) -> Value {
	serde_json::to_value(kind).unwrap_or_default()
}

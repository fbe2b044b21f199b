//! What the council decides on rounds and on when they run.

use super::{watch, Kind};
use crate::{
	chain::{At, Chain},
	cli::{
		calls::Ceremonies,
		council::{all_of, How},
		hash, Report, Wallet,
	},
	error::{Result, WalletError},
};
use clap::{Args, Subcommand};
use salus_primitives::{ceremony::Settings, BlockNumber, Hash};
use salus_runtime::RuntimeCall;

/// A decision on a kind of key.
#[derive(Args)]
pub(in crate::cli) struct OnKind {
	/// Which key.
	kind: Kind,
	/// Stay until the round has ended, and say how.
	#[arg(long, conflicts_with = "propose")]
	watch: bool,
	#[command(flatten)]
	how: How,
}

#[derive(Subcommand)]
pub(in crate::cli) enum Council {
	/// Begin the ceremony in which accredited hospitals make a key together. Where the settings say so the first of each
	/// kind begins by itself.
	#[command(
		after_help = "Example: salus council start-ceremony attribute-keys --watch --as //CouncilA --with //CouncilB //CouncilC"
	)]
	StartCeremony {
		#[command(flatten)]
		on: OnKind,
		/// Id of a key that is lost: this one takes its place, and what was sealed under that one stays sealed. A round
		/// that would hand it on is ended.
		#[arg(long, value_parser = hash, value_name = "ID")]
		replaces: Option<Hash>,
	},
	/// Hand a key on now, to whoever is accredited; it stays the same key. Members that change, and time, do the same.
	#[command(
		after_help = "Example: salus council reshare attribute-keys --watch --as //CouncilA --with //CouncilB //CouncilC"
	)]
	Reshare(OnKind),
	/// End a round that runs; the key in use stays.
	#[command(
		after_help = "Example: salus council abandon-round tokens --as //CouncilA --with //CouncilB //CouncilC"
	)]
	AbandonRound {
		/// Which key.
		kind: Kind,
		#[command(flatten)]
		how: How,
	},
	/// Set deadlines and schedule of ceremonies; what is not named stays.
	#[command(
		after_help = "Example: salus council set-ceremonies --minimum 4 --refresh 432000 --as //CouncilA --with //CouncilB //CouncilC"
	)]
	SetCeremonies {
		#[command(flatten)]
		change: Change,
		#[command(flatten)]
		how: How,
	},
	/// Follow the round that runs until it has ended.
	#[command(after_help = "Example: salus council watch-ceremony attribute-keys")]
	WatchCeremony {
		/// Which key.
		kind: Kind,
	},
}

/// What the council sets for ceremonies; what is not named stays.
#[derive(Args)]
pub(in crate::cli) struct Change {
	/// Whether the first ceremony of each kind begins by itself.
	#[arg(long)]
	automatic: Option<bool>,
	/// Fewest members of a sharing.
	#[arg(long)]
	minimum: Option<u16>,
	/// Longest time to enrol.
	#[arg(long, value_name = "BLOCKS")]
	enrol: Option<BlockNumber>,
	/// Longest time to commit.
	#[arg(long, value_name = "BLOCKS")]
	commit: Option<BlockNumber>,
	/// Longest time to deal.
	#[arg(long, value_name = "BLOCKS")]
	deal: Option<BlockNumber>,
	/// Time to complain.
	#[arg(long, value_name = "BLOCKS")]
	complain: Option<BlockNumber>,
	/// Time between the last accreditation and the round that takes the hospital in.
	#[arg(long, value_name = "BLOCKS")]
	settle: Option<BlockNumber>,
	/// Age at which a sharing is renewed.
	#[arg(long, value_name = "BLOCKS")]
	refresh: Option<BlockNumber>,
	/// Time between a failure and the next attempt.
	#[arg(long, value_name = "BLOCKS")]
	retry: Option<BlockNumber>,
}

impl Change {
	/// The settings with the change.
	fn of(self, now: Settings<BlockNumber>) -> Result<Settings<BlockNumber>> {
		let settings = Settings {
			automatic: self.automatic.unwrap_or(now.automatic),
			minimum: self.minimum.unwrap_or(now.minimum),
			enrol: self.enrol.unwrap_or(now.enrol),
			commit: self.commit.unwrap_or(now.commit),
			deal: self.deal.unwrap_or(now.deal),
			complain: self.complain.unwrap_or(now.complain),
			settle: self.settle.unwrap_or(now.settle),
			refresh: self.refresh.unwrap_or(now.refresh),
			retry: self.retry.unwrap_or(now.retry),
		};
		if settings == now {
			return Err(WalletError::Input("these are the settings already".into()));
		}
		Ok(settings)
	}
}

impl Council {
	pub(in crate::cli) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		match self {
			Self::StartCeremony { on, replaces } => {
				let kind = on.kind.into();
				let start = Ceremonies::start_ceremony {
					kind,
					replaces: replaces.map(|id| id.0),
				};
				// A round that runs would hand the lost key on, and begins anew soon after it is ended.
				let stands_in_the_way = replaces.is_some() && chain.round(kind, At::Best).await?.is_some();
				let abandon = stands_in_the_way.then_some(Ceremonies::abandon_round { kind });
				let calls = abandon.into_iter().chain([start]).map(Into::into);
				on.carry_out(wallet, chain, all_of(calls.collect())).await
			}
			Self::Reshare(on) => {
				let call = Ceremonies::reshare { kind: on.kind.into() };
				on.carry_out(wallet, chain, call.into()).await
			}
			Self::AbandonRound { kind, how } => {
				let call = Ceremonies::abandon_round { kind: kind.into() };
				how.carry_out(wallet, chain, call.into()).await
			}
			Self::SetCeremonies { change, how } => {
				let settings = change.of(chain.ceremony_settings(At::Best).await?)?;
				let call = Ceremonies::set_settings { settings };
				how.carry_out(wallet, chain, call.into()).await
			}
			Self::WatchCeremony { kind } => watch(wallet, chain, kind.into()).await,
		}
	}
}

impl OnKind {
	async fn carry_out(self, wallet: &Wallet, chain: &Chain, call: RuntimeCall) -> Result<Report> {
		let done = self.how.carry_out(wallet, chain, call).await?;
		if !self.watch {
			return Ok(done);
		}
		wallet.say(done);
		watch(wallet, chain, self.kind.into()).await
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_change_of_nothing_is_refused_and_one_of_something_keeps_the_rest() {
		let now = Settings {
			automatic: true,
			minimum: 4,
			enrol: 1,
			commit: 2,
			deal: 3,
			complain: 4,
			settle: 5,
			refresh: 6,
			retry: 7,
		};
		let change = |minimum| Change {
			automatic: None,
			minimum,
			enrol: None,
			commit: None,
			deal: None,
			complain: None,
			settle: None,
			refresh: None,
			retry: None,
		};
		assert!(matches!(change(Some(4)).of(now), Err(WalletError::Input(_))));
		assert_eq!(change(Some(7)).of(now).ok(), Some(Settings { minimum: 7, ..now }));
	}
}

//! Incidents, each a test: what happens to a network, and what must hold all the same.
//!
//! Each that endangers blocks keeps a [`Ledger`] of every block and transaction that some node called final, and ends by
//! asking every node for all of them: a finalised block that any node lacks or contradicts fails the scenario. Those of the
//! key authority ([`crate::ceremonies`]) look at keys, shares and records instead.

mod backup;
mod bench;
mod clocks;
mod crash;
mod disk;
mod dropped_lock;
mod joiner;
mod lab;
mod ledger;
mod load;
mod metrics;
mod namespaces;
mod newcomer;
mod one_account;
mod partition;
mod quorum;
mod rotation;
mod suspension;
mod twins;
mod upgrade;
mod wires;

pub(crate) use lab::{account, finalised, four, reaches, until, RECOVERY, SLOT};
pub use lab::{repository, Figures, Lab};
pub use ledger::Ledger;
pub use upgrade::compressed;

use crate::ceremonies;
use anyhow::{Context, Result};
use futures::future::LocalBoxFuture;
use std::time::Instant;

/// An incident.
pub struct Scenario {
	/// Its name on the command line.
	pub name: &'static str,
	/// What happens, and what must hold.
	pub story: &'static str,
	place: Place,
	run: fn(Lab) -> LocalBoxFuture<'static, Result<Figures>>,
}

/// Where a scenario happens.
#[derive(PartialEq, Eq)]
enum Place {
	/// In this process.
	Here,
	/// In namespaces of its own: it lays wires or mounts disks.
	Namespaces,
}

macro_rules! scenarios {
	($($place:ident $name:literal: $path:path, $story:literal;)*) => {
		/// All incidents.
		pub const SCENARIOS: &[Scenario] = &[$(Scenario {
			name: $name,
			story: $story,
			place: Place::$place,
			run: |lab| Box::pin($path(lab)),
		}),*];
	};
}

scenarios! {
	Here "restart": crash::killed_and_restarted,
		"one of four is killed with SIGKILL; the others finalise; it restarts on its data and authors again";
	Here "quorum": quorum::two_of_four_paused,
		"one of four is frozen and finality goes on; with a second it stops and nothing is lost; they go on and it resumes";
	Namespaces "partition": partition::cut_in_two_and_healed,
		"two hospitals are cut off from two others; neither side finalises; the cut heals and one chain remains";
	Namespaces "cut": partition::one_cut_off_and_healed,
		"one hospital is cut off from three; they finalise and it does not; the cut heals, it follows and votes again";
	Namespaces "dropped-lock": dropped_lock::gets_nowhere,
		"a buyer locks a price on one side of a cut and spends the money on the other; a lock dropped by a reorganisation \
		gets a cheating buyer nowhere";
	Here "one-account": one_account::of_two_wallets,
		"of two wallets of one account the second takes the number of the first in a node's pool; both transactions are \
		executed once, and both wallets are told";
	Here "joiner": joiner::from_genesis,
		"a node that joins late executes every block from the first and follows";
	Here "warp": joiner::by_warp,
		"a node that joins late proves finality, fetches one state and follows";
	Namespaces "disk": disk::filled,
		"the disk of one of four fills up; the others finalise; with room again it goes on where it was";
	Here "clocks": clocks::three_seconds_apart,
		"one clock is 3 s ahead of the others; every hospital still authors and all is finalised";
	Namespaces "equivocation": twins::vote_apart,
		"two nodes with one hospital's keys vote apart; another hospital's node reports it, one chain is final, and the \
		hospital is slashed and out";
	Here "bench": bench::paused_benched_and_back,
		"one of seven is frozen for two sessions and benched; it goes on, returns by itself and authors again";
	Here "fifth": newcomer::fifth,
		"a fifth hospital applies, is accredited, bonds, makes session keys, is elected, authors and votes; it leaves \
		of its own will, is out two boundaries later, and four go on";
	Here "suspension": suspension::suspended_and_gone,
		"the council suspends one of seven; it is disabled at once and gone at the second session boundary";
	Here "rotation": rotation::under_load,
		"every hospital takes new session keys while people work; blocks and votes are signed with them";
	Here "upgrade": upgrade::by_motion_under_load,
		"the council upgrades the runtime by a motion while people work; every node follows and nothing is lost";
	Here "backup": backup::restored_elsewhere,
		"a hospital's node is stopped, archived, restored elsewhere and authors; also from exported blocks";
	Here "metrics": metrics::of_the_dashboard,
		"every metric that the dashboard draws is in a running node's answer";
	Here "ceremony": ceremonies::seven_two_absent_one_lying,
		"seven hospitals make the authority's keys, of whom two never come and one deals wrong shares; the liar is out and \
		slashed, and the honest four use the keys";
	Here "ceremony-suspension": ceremonies::suspended_in_the_middle,
		"the council begins the ceremonies, ends one for which a node does not come, and suspends a hospital in the middle \
		of another; the others make the key in the next, and it is taken in once it is reinstated";
	Here "full-epoch": ceremonies::a_hundred_revoked,
		"of 65,536 users a hundred are revoked; any five of seven hospitals publish all update keys of an epoch of production's \
		length, and none is for the revoked";
	Here "resharing": ceremonies::four_to_seven_and_back,
		"the authority grows from four to seven hospitals and shrinks to four while a doctor opens a record; the key stays";
	Here "collusion": ceremonies::two_below_the_threshold,
		"two of four put their real shares together: no pairing equation holds and no box opens; with a third all do";
	Here "disks": ceremonies::lost_one_by_one,
		"as many nodes as make a key lose their disks, one after the other, with a resharing after each; the key stays, and \
		records open while an epoch's update keys are late";
	Here "replaced": ceremonies::lost_for_good,
		"two of four lose their disks, and with them the key of attributes; once the chain says so the council replaces it: \
		the old record opens to its patient alone, a new one to doctors";
	Here "old-backup": ceremonies::an_old_backup_does_not_answer,
		"a node comes back with the share of an older generation; it answers nothing, and holds a share after the next \
		resharing";
}

/// The incident of this name.
pub fn scenario(name: &str) -> Result<&'static Scenario> {
	SCENARIOS
		.iter()
		.find(|scenario| scenario.name == name)
		.with_context(|| format!("no scenario is called {name}"))
}

/// What ends a row of the table.
const ROW_END: &str = " |";

/// A row of the table of what was measured, without its end.
fn row(name: &str, text: &str) -> String {
	format!("| `{name}` | {text}")
}

impl Scenario {
	/// What it measured, as a row of a table in Markdown.
	pub fn row(&self, text: &str) -> String {
		row(self.name, text) + ROW_END
	}

	/// Lets it happen in a folder of its own, and gives what was measured.
	pub async fn play(&self) -> Result<Figures> {
		if self.place == Place::Namespaces && !namespaces::inside() {
			return namespaces::play(self.name).await;
		}
		let since = Instant::now();
		let mut figures = (self.run)(Lab::new()?)
			.await
			.with_context(|| format!("scenario {}", self.name))?;
		figures.seconds("all of it", since.elapsed());
		Ok(figures)
	}
}

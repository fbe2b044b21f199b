//! The whole story on one record: each step says what it proves, proves it, and reads it again at another node.

mod access;
mod setup;
mod trust;
mod world;

pub use crate::wallet::Answer;
pub(crate) use setup::SERVES;
pub use world::{account, signer, uri, World};

use crate::{
	ceremonies::all_serve,
	network::{Binaries, Options},
	spec::Timing,
};
use anyhow::{Context, Result};
use std::{
	fmt,
	path::{Path, PathBuf},
};

/// The steps, in order. `--break` sabotages one: it must then fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Step {
	/// Hospitals apply and are accredited.
	Accredit,
	/// People are enrolled and hold attributes.
	People,
	/// Hospitals make the authority's keys, and the epoch's update keys.
	Epoch,
	/// A record is sealed and registered.
	Seal,
	/// An authorised cardiologist of another hospital opens it.
	Open,
	/// A nurse lacks the attributes.
	Attributes,
	/// A stranger lacks the consent.
	Consent,
	/// A hospital's authorisation has expired.
	Authorisation,
	/// The patient opens the record and sees who did; so does the auditor.
	Patient,
	/// One field is disclosed, the others stay hidden.
	Disclose,
	/// The cardiologist is revoked and cannot open the old record either.
	Revoke,
	/// A node that is neither custodian nor the doctor's hospital is killed.
	Kill,
	/// A flipped byte of the stored ciphertext is detected.
	Tamper,
}

/// All steps in their order.
pub const STEPS: [Step; 13] = [
	Step::Accredit,
	Step::People,
	Step::Epoch,
	Step::Seal,
	Step::Open,
	Step::Attributes,
	Step::Consent,
	Step::Authorisation,
	Step::Patient,
	Step::Disclose,
	Step::Revoke,
	Step::Kill,
	Step::Tamper,
];

/// The record that is told of, unless another is given.
const OWN_RECORD: &str = include_str!("../../../wallet/tests/fixtures/record.json");

/// Who may open: cardiologists of the four hospitals.
pub(crate) const POLICY: &str =
	"consortium/cardiologist and (st-mary/staff or charite/staff or karolinska/staff or mayo/staff)";

/// Slots as short as four nodes on two processors keep up with; an epoch that outlasts the story unless it is forced.
const TIMING: Timing = Timing {
	slot_milliseconds: 1_200,
	session_blocks: 10,
	epoch_length: 3_000,
};

/// The step at which a story ended, and why.
#[derive(Debug)]
pub struct Ended<Step> {
	/// The step.
	pub step: Step,
	/// What did not hold; none if the step was sabotaged and held all the same.
	pub cause: Option<anyhow::Error>,
}

impl<Step: fmt::Debug> fmt::Display for Ended<Step> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &self.cause {
			Some(cause) => write!(f, "step {}: {cause:#}", name(&self.step)),
			None => write!(f, "step {} was sabotaged and did not notice", name(&self.step)),
		}
	}
}

impl<Step: fmt::Debug> std::error::Error for Ended<Step> {}

/// The story so far.
pub struct Story {
	pub(crate) world: World,
	pub(crate) source: PathBuf,
	pub(crate) bundle: Vec<u8>,
	pub(crate) broken: Option<Step>,
	pub(crate) record: String,
	pub(crate) scope: String,
}

impl Story {
	/// Starts the network in `folder` and reads the record, which is the project's own if none is given.
	pub async fn start(folder: &Path, record: Option<&Path>, broken: Option<Step>) -> Result<Self> {
		Self::start_with(folder, record, broken, TIMING).await
	}

	/// The same, with slots, sessions and epochs of other lengths.
	pub async fn start_with(
		folder: &Path,
		record: Option<&Path>,
		broken: Option<Step>,
		timing: Timing,
	) -> Result<Self> {
		sp_core::crypto::set_default_ss58_version(salus_runtime::constants::SS58_PREFIX.into());
		let source = match record {
			Some(path) => path.to_owned(),
			None => {
				std::fs::create_dir_all(folder)?;
				let own = folder.join("record.json");
				std::fs::write(&own, OWN_RECORD)?;
				own
			}
		};
		let bundle = std::fs::read(&source).with_context(|| source.display().to_string())?;
		let options = Options {
			timing,
			rpc_port: None,
			detached: false,
		};
		let world = World::start(folder, &Binaries::find()?, &options).await?;
		Ok(Self {
			world,
			source,
			bundle,
			broken,
			record: String::new(),
			scope: String::new(),
		})
	}

	/// The network with its people.
	pub fn world(&self) -> &World {
		&self.world
	}

	/// The same, to kill and restart nodes of it.
	pub fn world_mut(&mut self) -> &mut World {
		&mut self.world
	}

	/// The sealed record's identifier in hex; empty before it is sealed.
	pub fn record(&self) -> &str {
		&self.record
	}

	/// The nodes.
	pub fn network(&self) -> &crate::network::Network {
		&self.world.network
	}

	/// Somebody opens the record at a node, byte for byte, and another node shows it.
	pub async fn opens(&self, at: &str, who: &str) -> Result<()> {
		access::opens(self, at, who, "karolinska").await?;
		Ok(())
	}

	/// Somebody is refused the record at a node for this reason.
	pub async fn refuses(&self, at: &str, who: &str, reason: &str) -> Result<()> {
		access::refused(self, at, who, reason).await?;
		Ok(())
	}

	/// Somebody gets attribute keys anew, in place of those that there are.
	pub async fn renew_keys(&self, at: &str, who: &str) -> Result<()> {
		let fresh = self.world.file(&format!("{who}.fresh"));
		let out = access::path(&fresh)?;
		self.world
			.must(at, who, &["doctor", "keys", "--out", out])
			.await?;
		std::fs::rename(&fresh, self.world.file(&format!("{who}.keys")))?;
		Ok(())
	}

	/// Whether this step is to be sabotaged.
	pub(crate) fn breaks(&self, step: Step) -> bool {
		self.broken == Some(step)
	}

	/// Tells one step.
	pub async fn tell(&mut self, step: Step) -> Result<()> {
		match step {
			Step::Accredit => {
				setup::accredit(self).await?;
				// Nodes here sign with their operators' accounts: done with the ceremonies, they take no numbers of the
				// transactions that follow.
				all_serve(self.network()).await
			}
			Step::People => setup::people(self).await,
			Step::Epoch => setup::epoch(self).await,
			Step::Seal => access::seal(self).await,
			Step::Open => access::open(self).await,
			Step::Attributes => access::attributes(self).await,
			Step::Consent => access::consent(self).await,
			Step::Authorisation => access::authorisation(self).await,
			Step::Patient => trust::patient(self).await,
			Step::Disclose => trust::disclose(self).await,
			Step::Revoke => trust::revoke(self).await,
			Step::Kill => trust::kill(self).await,
			Step::Tamper => trust::tamper(self).await,
		}
	}

	/// Tells all of it, or up to the first step that does not hold.
	pub async fn tell_all(&mut self) -> Result<(), Ended<Step>> {
		for step in STEPS {
			let told = self.tell(step).await;
			let cause = match told {
				Ok(()) if self.breaks(step) => None,
				Ok(()) => continue,
				Err(error) => Some(error),
			};
			return Err(Ended { step, cause });
		}
		Ok(())
	}
}

/// A step's name on the command line.
pub fn name(step: impl fmt::Debug) -> String {
	format!("{step:?}").to_lowercase()
}

/// Says what a step proved.
pub(crate) fn proved(step: Step, what: impl AsRef<str>) {
	println!("{:<14} {}", name(step), what.as_ref());
}

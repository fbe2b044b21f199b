//! Search, told on real nodes: records made findable without a keyword leaving the hospital, three doctors who find what they
//! may and nobody else, the right one assigned, a report that goes back, and everybody who cheats. Each step says what it
//! proves, and proves it.

mod cases;
mod cast;
mod counts;
mod damage;
mod disputes;
mod door;
mod emergency;
mod find;
mod index;
mod people;
mod reports;

pub use crate::story::name;
pub use cast::Cast;

use crate::story::{Ended, Story, World};
use anyhow::{Context, Result};
use cast::{Doctor, Person};
use salus_primitives::cases::CaseId;
use salus_wallet::chain::Chain;
use serde_json::Value;
use std::path::Path;

/// The steps, in order. `--break` sabotages one: it must then fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Step {
	/// Hospitals, staff, patients, an arbiter and a researcher.
	People,
	/// Keywords are shown, records sealed and indexed.
	Index,
	/// An authority lies about a token.
	Tokens,
	/// Doctors find what they may.
	Search,
	/// A hospital whose authorisation is missing or over finds nothing.
	Expired,
	/// A hospital that hides a match is caught.
	Proof,
	/// Doctors claim, and the right one is assigned.
	Assign,
	/// A report goes back to the patient, who acknowledges it: the fee is paid.
	Report,
	/// A bad report and a false complaint are settled by the same disclosure: a fee returned, another paid.
	Dispute,
	/// A researcher counts, with noise and on a budget.
	Count,
	/// A record is opened in an emergency, which the patient sees and the council reviews.
	Emergency,
	/// After an authorisation has ended, records are indexed under another key.
	Rotate,
	/// A damaged view of the index is noticed and built anew.
	Damage,
}

/// All steps in their order.
pub const STEPS: [Step; 13] = [
	Step::People,
	Step::Index,
	Step::Tokens,
	Step::Search,
	Step::Expired,
	Step::Proof,
	Step::Assign,
	Step::Report,
	Step::Dispute,
	Step::Count,
	Step::Emergency,
	Step::Rotate,
	Step::Damage,
];

/// Blocks of an authorisation that outlives the story.
const LONG: &str = "10000";
/// What a patient pays for a report, in SAL.
const FEE: &str = "25";

/// A case of the story.
struct CaseAt {
	id: CaseId,
	/// Place of the patient.
	patient: usize,
	/// Place of the doctor who has it in the end.
	doctor: usize,
}

/// The story so far.
pub struct Searching {
	story: Story,
	cast: Cast,
	broken: Option<Step>,
	/// Record and scope of each patient, in hex, in the order of the cast.
	records: Vec<String>,
	scopes: Vec<String>,
	/// The cases: one that ends well, one with a bad report, one with a false complaint.
	cases: Vec<CaseAt>,
}

impl Searching {
	/// Starts the network in `folder`.
	pub async fn start(folder: &Path, records: Option<&Path>, broken: Option<Step>) -> Result<Self> {
		let cast = Cast::choose(&folder.join("records"), records)?;
		Ok(Self {
			story: Story::start(folder, None, None).await?,
			cast,
			broken,
			records: Vec::new(),
			scopes: Vec::new(),
			cases: Vec::new(),
		})
	}

	/// Tells all of it, or up to the first step that does not hold.
	pub async fn tell_all(&mut self) -> Result<(), Ended<Step>> {
		for step in STEPS {
			let cause = match self.tell(step).await {
				Ok(()) if self.breaks(step) => None,
				Ok(()) => continue,
				Err(error) => Some(error),
			};
			return Err(Ended { step, cause });
		}
		Ok(())
	}

	/// Whether this step is to be sabotaged.
	fn breaks(&self, step: Step) -> bool {
		self.broken == Some(step)
	}

	/// Tells one step.
	pub async fn tell(&mut self, step: Step) -> Result<()> {
		match step {
			Step::People => people::register(self).await,
			Step::Index => index::tell(self).await,
			Step::Tokens => find::tokens(self).await,
			Step::Search => find::search(self).await,
			Step::Expired => find::expired(self).await,
			Step::Proof => find::proof(self).await,
			Step::Assign => cases::assign(self).await,
			Step::Report => reports::tell(self).await,
			Step::Dispute => disputes::tell(self).await,
			Step::Count => counts::tell(self).await,
			Step::Emergency => emergency::tell(self).await,
			Step::Rotate => damage::rotate(self).await,
			Step::Damage => damage::tell(self).await,
		}
	}

	fn world(&self) -> &World {
		self.story.world()
	}

	fn world_mut(&mut self) -> &mut World {
		self.story.world_mut()
	}

	async fn chain(&self, at: &str) -> Result<Chain> {
		self.world().network.node(at)?.chain().await
	}

	fn patient(&self, place: usize) -> Result<&Person> {
		self.cast.patients.get(place).context("no such patient")
	}

	fn doctor(&self, place: usize) -> Result<&Doctor> {
		self.cast.doctors.get(place).context("no such doctor")
	}

	fn record(&self, place: usize) -> Result<&str> {
		let record = self.records.get(place).map(String::as_str);
		record.context("the record is not sealed")
	}

	/// A command of a doctor, at the node of the own hospital.
	async fn as_doctor(&self, doctor: &Doctor, arguments: &[&str]) -> Result<Value> {
		self.world().must(doctor.hospital, doctor.name, arguments).await
	}

	/// A command of a patient, at the node of the hospital that keeps the record.
	async fn as_patient(&self, person: &Person, arguments: &[&str]) -> Result<Value> {
		self.world().must(person.hospital, &person.name, arguments).await
	}

	/// A command of a hospital, at its node.
	async fn as_hospital(&self, handle: &str, arguments: &[&str]) -> Result<Value> {
		self.world().must(handle, handle, arguments).await
	}

	/// The address that the chain gives for a hospital becomes another.
	async fn move_to(&self, handle: &str, url: &str) -> Result<()> {
		self.as_hospital(handle, &["hospital", "set-endpoint", url])
			.await?;
		self.world().network.caught_up().await
	}

	/// And that of its node again.
	async fn move_back(&self, handle: &str) -> Result<()> {
		let url = self.world().network.node(handle)?.url();
		self.move_to(handle, &url).await
	}
}

/// Says what a step proved.
fn proved(step: Step, what: impl AsRef<str>) {
	println!("{:<14} {}", name(step), what.as_ref());
}

/// A list of texts of an answer.
fn texts(value: &Value, name: &str) -> Vec<String> {
	value
		.get(name)
		.and_then(Value::as_array)
		.into_iter()
		.flatten()
		.filter_map(|one| one.as_str().map(str::to_owned))
		.collect()
}

/// The item of a list in which a name has a value.
fn item<'a>(value: &'a Value, list: &str, name: &str, wanted: &Value) -> Result<&'a Value> {
	value
		.get(list)
		.and_then(Value::as_array)
		.and_then(|all| all.iter().find(|one| one.get(name) == Some(wanted)))
		.with_context(|| format!("no {name} {wanted} among '{list}': {value}"))
}

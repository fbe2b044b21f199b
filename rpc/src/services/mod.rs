//! The services of a hospital's node: ciphertext, pre-decryption, credentials, reports, tokens, matches, and partial keys of
//! an authority. Every request is signed by somebody the chain knows, passes the [`Gate`], and is answered from finalised state.

mod authority;
mod clients;
mod counts;
mod credentials;
mod factors;
mod gate;
mod handover;
mod index;
mod late;
mod limits;
mod matches;
mod metrics;
mod nonces;
mod pairings;
mod peers;
mod points;
mod queue;
mod records;
mod remote;
mod reports;
mod server;
#[cfg(test)]
mod tests;
mod tokens;

pub use credentials::{Issuer, IssuerError, IssuerFiles};
pub use gate::{Admitted, Gate, Serving};
pub use late::oldest_state_needed;
pub use limits::{Limits, Rate};
pub use peers::RemoteAuthorities;
pub use points::TokenLimits;
pub use server::{ServicesApiClient, ServicesApiServer, ServicesRpc};

use crate::{
	chain::Chain,
	errors::Refusal,
	finality::Finality,
	json::SignedRequestJson,
	store::{
		private_folder, Answers, Attestations, Blobs, Custody, Holders, Journal, OpenError, Reports, Staging,
	},
};
use authority::Authority;
use index::Index;
use metrics::Metrics;
use points::Points;
use queue::Queue;
use remote::Remote;
use salus_authority::Shares;
use salus_index_view::ViewError;
use salus_primitives::request::Body;
use sp_core::traits::SpawnNamed;
use std::{
	num::NonZeroUsize,
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant},
};
use substrate_prometheus_endpoint::{PrometheusError, Registry};
use tokens::Tokens;

/// How a node serves its hospital.
#[derive(Clone, Debug)]
pub struct ServicesConfig {
	/// The hospital's handle.
	pub hospital: String,
	/// Folder of what is private to this node: nonces, uploads in progress, custodian's parts.
	pub base_path: PathBuf,
	/// URL of the ciphertext store.
	pub store: String,
	/// The hospital's shares of the key authority and the token key, if the node keeps any.
	pub shares: Option<Arc<Shares>>,
	/// Files of the hospital's issuer secrets: the first signs credentials, all open attestations; receipts are signed with the
	/// one whose key is on chain.
	pub issuer_keys: Vec<PathBuf>,
	/// Rate limits.
	pub limits: Limits,
	/// Keywords evaluated a day.
	pub token_limits: TokenLimits,
	/// Bytes of hits of searches kept in memory.
	pub index_cache: usize,
	/// Whether to build the view of the index anew, whatever is there.
	pub rebuild_index: bool,
	/// Requests inside at once.
	pub queue: NonZeroUsize,
	/// Largest record, in bytes.
	pub max_record_bytes: u64,
	/// How long a custodian may take to answer.
	pub custodian_timeout: Duration,
}

impl ServicesConfig {
	/// The defaults, with the store `file://<base path>/store`.
	pub fn new(hospital: impl Into<String>, base_path: PathBuf) -> Self {
		const QUEUE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);
		Self {
			hospital: hospital.into(),
			store: format!("file://{}", base_path.join("store").display()),
			base_path,
			shares: None,
			issuer_keys: Vec::new(),
			limits: Limits::default(),
			token_limits: TokenLimits::default(),
			index_cache: 64 << 20,
			rebuild_index: false,
			queue: QUEUE,
			max_record_bytes: 64 << 20,
			custodian_timeout: Duration::from_secs(10),
		}
	}
}

/// Why the services cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
	/// The private folder.
	#[error("the services' folder cannot be used: {0}")]
	Folder(#[from] std::io::Error),
	/// The store.
	#[error(transparent)]
	Store(#[from] OpenError),
	/// The issuer's secrets.
	#[error(transparent)]
	Issuer(#[from] IssuerError),
	/// The view of the index.
	#[error("the services' view of the index cannot be used: {0}")]
	Index(#[from] ViewError),
	/// The counters.
	#[error("the services' counters cannot be registered: {0}")]
	Metrics(#[from] PrometheusError),
}

/// The services, running.
pub struct Services {
	chain: Arc<dyn Chain>,
	gate: Gate,
	queue: Queue,
	metrics: Metrics,
	blobs: Blobs,
	staging: Staging,
	custody: Custody,
	attestations: Attestations,
	holders: Holders,
	answers: Answers,
	reports: Reports,
	authority: Option<Authority>,
	tokens: Tokens,
	index: Index,
	journal: Journal,
	issuer: IssuerFiles,
	remote: Remote,
}

impl Services {
	/// Opens folders and store, looks at the issuer's secrets.
	pub fn open(
		config: ServicesConfig,
		chain: Arc<dyn Chain>,
		spawner: Arc<dyn SpawnNamed>,
		registry: Option<&Registry>,
	) -> Result<Arc<Self>, StartError> {
		private_folder(&config.base_path)?;
		let points = Points::open(
			config.base_path.join("points"),
			config.token_limits,
			tokens::now(),
		)?;
		let index = Index::open(
			&config.base_path.join("index"),
			chain.genesis(),
			config.index_cache,
			config.rebuild_index,
		)?;
		Ok(Arc::new(Self {
			gate: Gate::open(
				chain.clone(),
				config.hospital,
				config.limits,
				config.base_path.join("nonces"),
			)?,
			chain,
			queue: Queue::new(config.queue, spawner),
			metrics: Metrics::new(registry, config.queue)?,
			blobs: Blobs::open(&config.store, std::env::vars())?,
			staging: Staging::open(config.base_path.join("staging"), config.max_record_bytes)?,
			custody: Custody::open(config.base_path.join("custody"))?,
			attestations: Attestations::open(config.base_path.join("attestations"))?,
			holders: Holders::open(config.base_path.join("holders"))?,
			answers: Answers::open(config.base_path.join("counts"))?,
			reports: Reports::open(config.base_path.join("reports"))?,
			authority: config.shares.clone().map(Authority::new),
			tokens: Tokens::new(config.shares, points),
			index,
			journal: Journal::open(config.base_path.join("journal"))?,
			issuer: IssuerFiles::open(config.issuer_keys)?,
			remote: Remote::new(config.custodian_timeout),
		}))
	}

	/// Keeps the view of the index at the finalised head, in a task of the node.
	pub fn follow(self: &Arc<Self>, mut finality: Finality, spawner: &dyn SpawnNamed) {
		let this = self.clone();
		let task = async move {
			loop {
				finality.head();
				let services = this.clone();
				let work = tokio::task::spawn_blocking(move || services.keep_up());
				// One that panicked says so itself; the next block begins another.
				let _ = work.await;
				if !finality.moved().await {
					return;
				}
			}
		};
		spawner.spawn("salus-index", Some("salus"), Box::pin(task));
	}

	fn keep_up(&self) {
		if let Err(refusal) = self.index.follow(&*self.chain) {
			tracing::debug!(target: "salus", %refusal, "the view of the index waits for another block");
		}
		self.metrics.show_index(&self.index);
	}

	/// Passes a request through the gate, on a blocking thread.
	async fn admit<B: Body + Send + 'static>(
		self: &Arc<Self>,
		request: SignedRequestJson,
	) -> Result<Admitted<B>, Refusal> {
		let this = self.clone();
		self.queue
			.run(move || this.gate.admit::<B>(&request, Instant::now()))
			.await?
	}
}

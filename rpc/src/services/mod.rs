//! The services of a hospital's node: ciphertext, pre-decryption, credentials, reports, and partial keys of an authority. Every request is
//! signed by somebody the chain knows, passes the [`Gate`], and is answered from finalised state.

mod authority;
mod credentials;
mod factors;
mod gate;
mod handover;
mod limits;
mod metrics;
mod nonces;
mod pairings;
mod queue;
mod records;
mod remote;
mod reports;
mod server;
#[cfg(test)]
mod tests;

pub use authority::{Authority, ShareError};
pub use credentials::{Issuer, IssuerError, IssuerFiles};
pub use gate::{Admitted, Gate, Serving};
pub use limits::{Limits, Rate};
pub use server::{ServicesApiClient, ServicesApiServer, ServicesRpc};

use crate::{
	chain::Chain,
	errors::Refusal,
	json::SignedRequestJson,
	store::{private_folder, Attestations, Blobs, Custody, Holders, OpenError, Reports, Staging},
};
use metrics::Metrics;
use queue::Queue;
use remote::Remote;
use salus_primitives::request::Body;
use sp_core::traits::SpawnNamed;
use std::{
	num::NonZeroUsize,
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant},
};
use substrate_prometheus_endpoint::{PrometheusError, Registry};

/// How a node serves its hospital.
#[derive(Clone, Debug)]
pub struct ServicesConfig {
	/// The hospital's handle.
	pub hospital: String,
	/// Folder of what is private to this node: nonces, uploads in progress, custodian's parts.
	pub base_path: PathBuf,
	/// URL of the ciphertext store.
	pub store: String,
	/// File of the key authority's share, if the hospital is an authority.
	pub authority_share: Option<PathBuf>,
	/// Files of the hospital's issuer secrets: the first signs credentials, all open attestations; receipts are signed with the
	/// one whose key is on chain.
	pub issuer_keys: Vec<PathBuf>,
	/// Rate limits.
	pub limits: Limits,
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
			authority_share: None,
			issuer_keys: Vec::new(),
			limits: Limits::default(),
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
	/// The share.
	#[error(transparent)]
	Share(#[from] ShareError),
	/// The issuer's secrets.
	#[error(transparent)]
	Issuer(#[from] IssuerError),
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
	reports: Reports,
	authority: Option<Arc<Authority>>,
	issuer: IssuerFiles,
	remote: Remote,
}

impl Services {
	/// Opens folders and store, loads the share, looks at the issuer's secrets.
	pub fn open(
		config: ServicesConfig,
		chain: Arc<dyn Chain>,
		spawner: Arc<dyn SpawnNamed>,
		registry: Option<&Registry>,
	) -> Result<Arc<Self>, StartError> {
		private_folder(&config.base_path)?;
		let authority = config
			.authority_share
			.as_deref()
			.map(Authority::load)
			.transpose()?;
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
			reports: Reports::open(config.base_path.join("reports"))?,
			authority: authority.map(Arc::new),
			issuer: IssuerFiles::open(config.issuer_keys)?,
			remote: Remote::new(config.custodian_timeout),
		}))
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

//! The hospital's part in the key authority, if this node plays it: ceremonies, shares, update keys.

mod chain;
mod gauges;

use crate::service::{FullClient, TransactionPool};
use chain::NodeChain;
use gauges::Gauges;
use salus_authority::{
	AuthorityChain, Ceremonies, Epochs, Keystore, KeystoreError, Password, PasswordError, ShareError, Shares,
	StepError, DEVELOPMENT_PASSWORD,
};
use salus_primitives::AccountId;
use salus_rpc::{chain::client_chain, Finality, RemoteAuthorities};
use salus_runtime::opaque::Block;
use sc_service::{ChainType, Configuration, SpawnTaskHandle};
use sp_core::{
	crypto::{SecretStringError, Ss58Codec},
	sr25519, Pair,
};
use std::{path::PathBuf, sync::Arc, time::Duration};
use substrate_prometheus_endpoint::PrometheusError;

/// Between two looks whether the node is behind.
const LOOK: Duration = Duration::from_secs(1);
/// How long another authority may take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How the node takes part in the key authority.
#[derive(Debug, Clone, Default, clap::Args)]
#[group(id = "authority")]
#[command(next_help_heading = "Key authority")]
pub struct AuthorityArgs {
	/// Take part in the key authority: file with the password of its keystore.
	///
	/// The node makes shares with the other hospitals, hands them on, and publishes the update keys of every epoch. At its
	/// first start it makes an account of its own, logs its address and writes it to `address` in the keystore's folder:
	/// have the operator name it with `salus authority set-agent`, and give it what transactions and a bond cost.
	#[arg(long, value_name = "FILE")]
	pub authority_password_file: Option<PathBuf>,

	/// Folder of the authority's keystore, apart from that of session keys; in the node's own folder if not given.
	///
	/// Keep a copy offline: `salus authority export-share`. Who loses as many shares as a threshold leaves over loses nothing;
	/// with more, no doctor opens a record any more; patients still open theirs.
	#[arg(long, value_name = "FOLDER")]
	pub authority_keystore: Option<PathBuf>,
}

/// Why the node cannot take part.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
	/// The password.
	#[error(transparent)]
	Password(#[from] PasswordError),
	/// The keystore.
	#[error(transparent)]
	Keystore(#[from] KeystoreError),
	/// A development key is none.
	#[error("the development key of the authority: {0}")]
	Development(SecretStringError),
	/// A keystore is named and no password.
	#[error("`--authority-keystore` needs `--authority-password-file`")]
	NoPassword,
	/// The counters.
	#[error("the authority's counters cannot be registered: {0}")]
	Metrics(#[from] PrometheusError),
}

/// The keystore and who signs.
pub struct Authority {
	keystore: Arc<Keystore>,
	account: sr25519::Pair,
	/// What services answer with.
	pub shares: Arc<Shares>,
}

impl AuthorityArgs {
	/// Opens the keystore; none if the node takes no part. `development` is the secret of a hospital whose keys are public: it
	/// takes part without being asked, and signs as the operator itself.
	pub fn open(
		&self,
		config: &Configuration,
		genesis: [u8; 32],
		development: Option<&str>,
	) -> Result<Option<Authority>, AuthorityError> {
		let development = development.filter(|_| is_for_development(&config.chain_spec.chain_type()));
		let password = match (&self.authority_password_file, development) {
			(Some(file), _) => Password::from_file(file)?,
			(None, Some(_)) => Password::new(DEVELOPMENT_PASSWORD)?,
			(None, None) if self.authority_keystore.is_some() => return Err(AuthorityError::NoPassword),
			(None, None) => return Ok(None),
		};
		let own = || {
			config
				.base_path
				.config_dir(config.chain_spec.id())
				.join("authority")
		};
		let folder = self.authority_keystore.clone().unwrap_or_else(own);
		let keystore = Keystore::open(&folder, genesis, &password)?;
		keystore.clean()?;
		let account = match development {
			Some(suri) if self.authority_password_file.is_none() => {
				let pair = sr25519::Pair::from_string(suri, None).map_err(AuthorityError::Development)?;
				keystore.set_account(&pair)?;
				pair
			}
			_ => keystore.create_account()?,
		};
		log::info!(
			target: "salus-authority",
			"takes part in the key authority with the account {}",
			AccountId::from(account.public()).to_ss58check(),
		);
		let keystore = Arc::new(keystore);
		let shares = Arc::new(Shares::new(keystore.clone()));
		// Nothing is answered before the node knows that what it takes for final is not long past.
		shares.set_behind(true);
		Ok(Some(Authority {
			keystore,
			account,
			shares,
		}))
	}
}

fn is_for_development(chain_type: &ChainType) -> bool {
	matches!(chain_type, ChainType::Development | ChainType::Local)
}

impl Authority {
	/// Starts the workers. `is_syncing` tells whether the node catches up with the chain.
	pub fn start(
		self,
		config: &Configuration,
		client: &Arc<FullClient>,
		pool: &Arc<TransactionPool>,
		finality: &Finality,
		spawner: &SpawnTaskHandle,
		is_syncing: impl Fn() -> bool + Send + 'static,
	) -> Result<(), AuthorityError> {
		let gauges = Arc::new(Gauges::new(config.prometheus_registry())?);
		let reads = client_chain::<Block, _>(client.clone());
		let chain: Arc<dyn AuthorityChain> = Arc::new(NodeChain::new(
			client.clone(),
			pool.clone(),
			config.tokio_handle.clone(),
		));
		let peers = RemoteAuthorities::new(reads, self.account.clone(), TIMEOUT, config.tokio_handle.clone());
		let ceremonies = Arc::new(Ceremonies::new(
			chain.clone(),
			self.keystore,
			self.shares.clone(),
			self.account.clone(),
			gauges.clone(),
		));
		let epochs = Arc::new(Epochs::new(
			chain,
			self.shares.clone(),
			Arc::new(peers),
			self.account,
			gauges.clone(),
		));
		spawner.spawn(
			"salus-ceremonies",
			Some("salus"),
			keep_ceremonies(
				finality.clone(),
				ceremonies,
				self.shares,
				gauges.clone(),
				is_syncing,
			),
		);
		spawner.spawn(
			"salus-epochs",
			Some("salus"),
			keep_epochs(finality.clone(), epochs, gauges),
		);
		Ok(())
	}
}

/// A step of ceremonies a finalised block, once the node is not behind.
async fn keep_ceremonies(
	mut finality: Finality,
	ceremonies: Arc<Ceremonies>,
	shares: Arc<Shares>,
	gauges: Arc<Gauges>,
	is_syncing: impl Fn() -> bool,
) {
	finality.head();
	let mut look = tokio::time::interval(LOOK);
	loop {
		let moved = tokio::select! {
			moved = finality.moved() => moved,
			// A machine that was halted goes on with a head of long ago: it answers nothing until it has caught up.
			_ = look.tick() => {
				if is_syncing() {
					shares.set_behind(true);
				}
				continue;
			}
		};
		if !moved {
			return;
		}
		// The head of the start may be long past: one that came since is not.
		finality.head();
		let behind = is_syncing();
		shares.set_behind(behind);
		if behind {
			continue;
		}
		let (worker, gauges) = (ceremonies.clone(), gauges.clone());
		let work = tokio::task::spawn_blocking(move || {
			for status in worker.step() {
				match status {
					Ok(status) => gauges.show_ceremony(&status),
					Err(error) => {
						log::warn!(target: "salus-authority", "a step of a ceremony waits for the next block: {error}");
					}
				}
			}
		});
		// One that panicked says so itself; the next block begins another.
		let _ = work.await;
	}
}

/// A step of the epoch's update keys a finalised block.
async fn keep_epochs(mut finality: Finality, epochs: Arc<Epochs>, gauges: Arc<Gauges>) {
	finality.head();
	while finality.moved().await {
		finality.head();
		let (worker, gauges) = (epochs.clone(), gauges.clone());
		let work = tokio::task::spawn_blocking(move || match worker.step() {
			Ok(Some(status)) => gauges.show_epoch(&status),
			// While the node catches up, the other worker does nothing either.
			Ok(None) | Err(StepError::Share(ShareError::Behind)) => {}
			Err(error) => {
				log::warn!(target: "salus-authority", "a step of update keys waits for the next block: {error}");
			}
		});
		let _ = work.await;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::Cli;
	use clap::Parser;

	#[test]
	fn a_node_takes_no_part_unless_asked() {
		let cli = Cli::parse_from(["salus-node", "--chain", "local"]);
		assert!(cli.authority.authority_password_file.is_none());
		assert!(cli.authority.authority_keystore.is_none());
	}

	#[test]
	fn password_and_keystore_are_the_operators() {
		let cli = Cli::parse_from([
			"salus-node",
			"--authority-password-file=/password",
			"--authority-keystore=/keystore",
		]);
		assert_eq!(cli.authority.authority_password_file, Some("/password".into()));
		assert_eq!(cli.authority.authority_keystore, Some("/keystore".into()));
	}

	#[test]
	fn development_keys_mean_something_on_development_chains_alone() {
		assert!(is_for_development(&ChainType::Development));
		assert!(is_for_development(&ChainType::Local));
		assert!(!is_for_development(&ChainType::Live));
		assert!(!is_for_development(&ChainType::Custom("test".into())));
	}
}

//! The services of a hospital that this node runs, if it is asked to.

use crate::service::FullClient;
use salus_authority::Shares;
use salus_rpc::{
	chain::client_chain, Finality, Limits, Rate, Services, ServicesConfig, StartError, TokenLimits,
};
use salus_runtime::opaque::Block;
use sc_service::{Configuration, TaskManager};
use std::{
	num::{NonZeroU32, NonZeroUsize},
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};

/// How the node serves its hospital.
#[derive(Debug, Clone, clap::Args)]
#[group(id = "services")]
#[command(next_help_heading = "Hospital services")]
pub struct ServicesArgs {
	/// Serve the hospital's doctors, patients and peers: records, pre-decryption, keys, searches.
	#[arg(long, requires = "hospital")]
	pub hospital_services: bool,

	/// Handle of the hospital that this node serves.
	#[arg(long, value_name = "HANDLE", requires = "hospital_services")]
	pub hospital: Option<String>,

	/// Where ciphertext lies: `file://`, `s3://`, …; in the node's own folder if not given.
	#[arg(long, value_name = "URL", requires = "hospital_services")]
	pub store: Option<String>,

	/// File with the secrets with which the hospital issues credentials, opens index keys and signs receipts, as
	/// `salus keys issuer-file` writes it; it may come later, and be replaced.
	///
	/// Given again for files of before the hospital replaced its keys: the first signs, all open attestations and index keys.
	#[arg(long, value_name = "FILE", requires = "hospital_services")]
	pub issuer_key: Vec<PathBuf>,

	/// Requests in work at once; more are refused until one ends.
	#[arg(
		long,
		value_name = "NUMBER",
		default_value = "256",
		requires = "hospital_services"
	)]
	pub service_queue: NonZeroUsize,

	/// Requests a second of one signing key.
	#[arg(
		long,
		value_name = "NUMBER",
		default_value = "10",
		requires = "hospital_services"
	)]
	pub service_key_rate: NonZeroU32,

	/// Requests a day of one signing key.
	#[arg(
		long,
		value_name = "NUMBER",
		default_value = "2000",
		requires = "hospital_services"
	)]
	pub service_key_daily: NonZeroU32,

	/// Requests a second of all keys of a hospital together.
	#[arg(
		long,
		value_name = "NUMBER",
		default_value = "10",
		requires = "hospital_services"
	)]
	pub service_hospital_rate: NonZeroU32,

	/// Requests a day of all keys of a hospital together.
	#[arg(
		long,
		value_name = "NUMBER",
		default_value = "2000",
		requires = "hospital_services"
	)]
	pub service_hospital_daily: NonZeroU32,

	/// Keywords of one signing key that are evaluated a day (UTC).
	///
	/// Who guesses what a record says must have every guess evaluated by several authorities.
	#[arg(
		long,
		value_name = "NUMBER",
		default_value = "2000",
		requires = "hospital_services"
	)]
	pub token_key_daily: NonZeroU32,

	/// Keywords of all keys of a hospital together that are evaluated a day (UTC).
	#[arg(
		long,
		value_name = "NUMBER",
		default_value = "10000",
		requires = "hospital_services"
	)]
	pub token_hospital_daily: NonZeroU32,

	/// Memory for what searches found, in MiB: a bit a record and interest, so that a search that is repeated reads only
	/// records that came since.
	#[arg(
		long,
		value_name = "MIB",
		default_value = "64",
		requires = "hospital_services"
	)]
	pub index_cache: u32,

	/// Build the view of the public tags anew from the finalised chain, whatever is on the disk.
	///
	/// Not needed after a crash: a view that is damaged is found at the start or when it is read, and begins anew by itself.
	#[arg(long, requires = "hospital_services")]
	pub rebuild_index: bool,

	/// Largest record that is taken, in bytes.
	#[arg(
		long,
		value_name = "BYTES",
		default_value = "67108864",
		requires = "hospital_services"
	)]
	pub service_max_record: u64,

	/// Seconds that another hospital may take to answer.
	#[arg(
		long,
		value_name = "SECONDS",
		default_value = "10",
		requires = "hospital_services"
	)]
	pub custodian_timeout: u64,
}

impl ServicesArgs {
	/// The configuration of the services, whose private folder is inside of `folder`; none unless they are asked for.
	fn config(&self, folder: &Path) -> Option<ServicesConfig> {
		let handle = self.hospital.clone().filter(|_| self.hospital_services)?;
		let mut config = ServicesConfig::new(handle, folder.join("services"));
		if let Some(store) = &self.store {
			config.store.clone_from(store);
		}
		config.issuer_keys.clone_from(&self.issuer_key);
		config.queue = self.service_queue;
		config.max_record_bytes = self.service_max_record;
		config.custodian_timeout = Duration::from_secs(self.custodian_timeout);
		config.limits = Limits {
			per_key: Rate {
				per_second: self.service_key_rate,
				per_day: self.service_key_daily,
			},
			per_hospital: Rate {
				per_second: self.service_hospital_rate,
				per_day: self.service_hospital_daily,
			},
		};
		config.token_limits = TokenLimits {
			per_key: self.token_key_daily,
			per_hospital: self.token_hospital_daily,
		};
		config.index_cache = usize::try_from(self.index_cache)
			.unwrap_or(usize::MAX)
			.saturating_mul(1 << 20);
		config.rebuild_index = self.rebuild_index;
		Some(config)
	}

	/// Opens store and folders, looks at the issuer's secrets, and keeps the view of the index. Authorities answer with
	/// `shares`.
	pub fn open(
		&self,
		config: &Configuration,
		client: &Arc<FullClient>,
		shares: Option<Arc<Shares>>,
		finality: &Finality,
		task_manager: &TaskManager,
	) -> Result<Option<Arc<Services>>, StartError> {
		let folder = config.base_path.config_dir(config.chain_spec.id());
		let Some(mut services) = self.config(&folder) else {
			return Ok(None);
		};
		services.shares = shares;
		let spawner = task_manager.spawn_handle();
		let services = Services::open(
			services,
			client_chain::<Block, _>(client.clone()),
			Arc::new(spawner.clone()),
			config.prometheus_registry(),
		)?;
		services.follow(finality.clone(), &spawner);
		Ok(Some(services))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cli::Cli;
	use clap::Parser;

	fn services(arguments: &[&str]) -> Result<ServicesArgs, clap::error::ErrorKind> {
		Cli::try_parse_from([&["salus-node"], arguments].concat())
			.map(|cli| cli.services)
			.map_err(|error| error.kind())
	}

	#[test]
	fn a_node_serves_no_hospital_unless_asked() {
		assert!(services(&["--dev"]).unwrap().config(Path::new("/base")).is_none());
	}

	#[test]
	fn services_keep_their_files_in_the_folder_of_the_chain() {
		let config = services(&["--hospital-services", "--hospital", "mayo"])
			.unwrap()
			.config(Path::new("/base"))
			.unwrap();
		assert_eq!(config.hospital, "mayo");
		assert_eq!(config.base_path, Path::new("/base/services"));
		assert_eq!(config.store, "file:///base/services/store");
		assert!(config.shares.is_none());
		assert!(config.issuer_keys.is_empty());
		assert_eq!(config.token_limits, TokenLimits::default());
		assert_eq!(config.index_cache, 64 << 20);
		assert!(!config.rebuild_index);
	}

	#[test]
	fn store_and_limits_are_the_operators() {
		let config = services(&[
			"--hospital-services",
			"--hospital=mayo",
			"--store=s3://bucket",
			"--issuer-key=/now",
			"--issuer-key=/before",
			"--service-key-rate=3",
			"--service-hospital-daily=9",
			"--token-key-daily=5",
			"--token-hospital-daily=7",
			"--index-cache=2",
			"--rebuild-index",
		])
		.unwrap()
		.config(Path::new("/base"))
		.unwrap();
		assert_eq!(config.store, "s3://bucket");
		assert_eq!(
			config.issuer_keys,
			[PathBuf::from("/now"), PathBuf::from("/before")]
		);
		assert_eq!(config.limits.per_key.per_second.get(), 3);
		assert_eq!(config.limits.per_hospital.per_day.get(), 9);
		assert_eq!(config.token_limits.per_key.get(), 5);
		assert_eq!(config.token_limits.per_hospital.get(), 7);
		assert_eq!(config.index_cache, 2 << 20);
		assert!(config.rebuild_index);
	}

	#[test]
	fn options_without_the_services_are_refused() {
		for arguments in [
			["--hospital-services"],
			["--hospital=mayo"],
			["--store=file:///x"],
			["--issuer-key=/x"],
			["--rebuild-index"],
		] {
			assert_eq!(
				services(&arguments).unwrap_err(),
				clap::error::ErrorKind::MissingRequiredArgument
			);
		}
	}
}

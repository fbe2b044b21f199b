//! Ciphertext in an object store: one object a record, its blob_salt before the blob. Nothing here is secret.

use super::{blob_digest, io_refusal, name};
use crate::errors::{Cause, Refusal};
use bytes::Bytes;
use object_store::{
	aws::{AmazonS3Builder, AmazonS3ConfigKey},
	local::LocalFileSystem,
	path::Path as ObjectPath,
	GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
};
use salus_primitives::Hash;
use std::{
	collections::HashMap,
	error::Error as _,
	io,
	ops::Range,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use url::Url;

/// Bytes of blob_salt before the blob.
const SALT: u64 = 32;
/// A request to S3 is tried again for so long: a caller waits for the answer.
const RETRY_FOR: Duration = Duration::from_secs(5);
/// Measurements remembered.
const MAX_MEASURED: usize = 4096;

/// Why a store cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
	/// Not a URL.
	#[error("the store's address {0:?} is no URL: {1}")]
	Url(String, url::ParseError),
	/// A scheme that no store has.
	#[error("the store's scheme `{0}` is not known: file and s3 are")]
	Scheme(String),
	/// An option that S3 stores have not, or a secret where everybody sees it.
	#[error("`{0}` is no option of a store's address; credentials come from the environment")]
	Option(String),
	/// A folder that cannot be made.
	#[error("the store's folder cannot be used: {0}")]
	Folder(#[from] io::Error),
	/// What the store itself says.
	#[error("the store cannot be opened: {0}")]
	Store(#[from] object_store::Error),
}

/// What is known of a stored object, as long as it does not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
	/// Kept with the blob.
	pub salt: [u8; 32],
	/// Digest of salt and blob as they are stored.
	pub digest: Hash,
	/// Length of the blob.
	pub length: u64,
}

/// What tells two versions of an object apart.
#[derive(Clone, PartialEq, Eq)]
struct Version {
	size: u64,
	modified: i64,
	tag: Option<String>,
}

impl From<&ObjectMeta> for Version {
	fn from(meta: &ObjectMeta) -> Self {
		Self {
			size: meta.size,
			modified: meta.last_modified.timestamp_micros(),
			tag: meta.e_tag.clone(),
		}
	}
}

/// The ciphertexts of a node.
pub struct Blobs {
	store: Arc<dyn ObjectStore>,
	prefix: ObjectPath,
	measured: Mutex<HashMap<Hash, (Version, Stored)>>,
}

impl Blobs {
	/// Opens the store at a URL: `file:///folder`, or `s3://bucket/prefix?endpoint=…&region=…&allow_http=…`, whose
	/// credentials come from `AWS_…` variables.
	pub fn open(
		address: &str,
		environment: impl Iterator<Item = (String, String)>,
	) -> Result<Self, OpenError> {
		let url = Url::parse(address).map_err(|error| OpenError::Url(address.into(), error))?;
		let (store, prefix): (Arc<dyn ObjectStore>, _) = match url.scheme() {
			"file" => {
				let folder = url
					.to_file_path()
					.map_err(|()| OpenError::Scheme(url.to_string()))?;
				std::fs::create_dir_all(&folder)?;
				let store = LocalFileSystem::new_with_prefix(folder)?;
				(Arc::new(store), ObjectPath::default())
			}
			"s3" => (
				Arc::new(s3(&url, environment)?),
				ObjectPath::from_url_path(url.path()).map_err(object_store::Error::from)?,
			),
			scheme => return Err(OpenError::Scheme(scheme.into())),
		};
		Ok(Self {
			store,
			prefix,
			measured: Mutex::default(),
		})
	}

	fn path(&self, record: Hash) -> ObjectPath {
		self.prefix.clone().join("records").join(name(record))
	}

	/// Stores a blob with its salt: all of it, or nothing.
	pub async fn put(&self, record: Hash, salt: &[u8; 32], blob: Vec<u8>) -> Result<(), Refusal> {
		let payload = PutPayload::from_iter([Bytes::copy_from_slice(salt), Bytes::from(blob)]);
		self.store
			.put(&self.path(record), payload)
			.await
			.map_err(refusal)?;
		Ok(())
	}

	/// Reads and measures what is stored of a record, if anything is. `measure` runs the hash where it blocks nobody.
	pub async fn stored<F>(
		&self,
		record: Hash,
		measure: impl FnOnce(Bytes) -> F,
	) -> Result<Option<Stored>, Refusal>
	where
		F: std::future::Future<Output = Result<Stored, Refusal>>,
	{
		let path = self.path(record);
		let meta = match self.store.head(&path).await {
			Ok(meta) => meta,
			Err(object_store::Error::NotFound { .. }) => return Ok(None),
			Err(error) => return Err(refusal(error)),
		};
		if let Some(stored) = self.known(record, &Version::from(&meta)) {
			return Ok(Some(stored));
		}
		let got = self.store.get(&path).await.map_err(refusal)?;
		let version = Version::from(&got.meta);
		let stored = measure(got.bytes().await.map_err(refusal)?).await?;
		let mut measured = self.measured.lock().unwrap_or_else(PoisonError::into_inner);
		if measured.len() >= MAX_MEASURED {
			measured.clear();
		}
		measured.insert(record, (version, stored.clone()));
		Ok(Some(stored))
	}

	fn known(&self, record: Hash, version: &Version) -> Option<Stored> {
		let measured = self.measured.lock().unwrap_or_else(PoisonError::into_inner);
		measured
			.get(&record)
			.filter(|(known, _)| known == version)
			.map(|(_, stored)| stored.clone())
	}

	/// A part of the blob that `stored` measured; refused if the object changed since.
	pub async fn part(&self, record: Hash, range: Range<u64>) -> Result<Bytes, Refusal> {
		if range.is_empty() {
			return Ok(Bytes::new());
		}
		let range = range.start.saturating_add(SALT)..range.end.saturating_add(SALT);
		let wanted = range.end.saturating_sub(range.start);
		let options = GetOptions {
			range: Some(GetRange::Bounded(range)),
			..GetOptions::default()
		};
		let got = self
			.store
			.get_opts(&self.path(record), options)
			.await
			.map_err(refusal)?;
		if self.known(record, &Version::from(&got.meta)).is_none() {
			return Err(Refusal::with(
				Cause::StoreUnavailable,
				"the object changed while it was read",
			));
		}
		let bytes = got.bytes().await.map_err(refusal)?;
		if bytes.len() as u64 != wanted {
			return Err(Cause::BlobCorrupt.into());
		}
		Ok(bytes)
	}
}

/// Measures an object as it was read.
pub fn measure(object: &Bytes) -> Result<Stored, Refusal> {
	let (salt, blob) = object
		.split_first_chunk::<32>()
		.ok_or(Refusal::with(Cause::BlobCorrupt, "truncated"))?;
	Ok(Stored {
		salt: *salt,
		digest: blob_digest(salt, blob),
		length: blob.len() as u64,
	})
}

fn s3(
	url: &Url,
	environment: impl Iterator<Item = (String, String)>,
) -> Result<object_store::aws::AmazonS3, OpenError> {
	// Another provider may be installed already: that one serves as well.
	let _ = rustls::crypto::ring::default_provider().install_default();
	let retry = RetryConfig {
		max_retries: 3,
		retry_timeout: RETRY_FOR,
		..RetryConfig::default()
	};
	let mut builder = AmazonS3Builder::new()
		.with_url(format!("s3://{}", url.host_str().unwrap_or_default()))
		.with_retry(retry);
	for (key, value) in environment.filter(|(key, _)| key.starts_with("AWS_")) {
		if let Ok(key) = key.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
			builder = builder.with_config(key, value);
		}
	}
	for (key, value) in url.query_pairs() {
		let option = match key.as_ref() {
			"endpoint" | "region" | "allow_http" | "virtual_hosted_style_request" | "unsigned_payload" => key
				.parse::<AmazonS3ConfigKey>()
				.map_err(|_| OpenError::Option(key.to_string()))?,
			_ => return Err(OpenError::Option(key.to_string())),
		};
		builder = builder.with_config(option, value);
	}
	Ok(builder.build()?)
}

/// The cause of a store's failure.
fn refusal(error: object_store::Error) -> Refusal {
	match &error {
		object_store::Error::NotFound { .. } => return Cause::BlobMissing.into(),
		object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
			return Cause::StoreReadOnly.into()
		}
		_ => {}
	}
	let mut source = error.source();
	while let Some(inner) = source {
		if let Some(io) = inner.downcast_ref::<io::Error>() {
			return io_refusal(io.kind().into());
		}
		source = inner.source();
	}
	// Addresses and bucket names stay in the log.
	tracing::warn!(target: "salus", %error, "the store failed");
	Cause::StoreUnavailable.into()
}

//! Bundles as files, or as objects of a store that seller and buyer both reach.
//!
//! A place is a path, `file:///folder/name`, or `s3://bucket/name?endpoint=…&region=…&allow_http=…`, whose credentials
//! come from `AWS_…` variables.

use crate::{
	error::{Result, WalletError},
	files,
};
use object_store::{
	aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey},
	path::Path as ObjectPath,
	ObjectStoreExt, PutPayload,
};
use salus_crypto::sale::MAX_BUNDLE;
use std::{
	fs,
	path::{Path, PathBuf},
};
use url::Url;

/// Where a bundle lies.
enum Place {
	File(PathBuf),
	S3 { store: AmazonS3, path: ObjectPath },
}

/// Whether nothing lies at a place; an error if something does.
pub async fn must_be_free(place: &str) -> Result<()> {
	let is_free = match Place::of(place)? {
		Place::File(path) => !path.exists(),
		Place::S3 { store, path } => match store.head(&path).await {
			Ok(_) => false,
			Err(object_store::Error::NotFound { .. }) => true,
			Err(error) => return Err(failed(place)(error)),
		},
	};
	if is_free {
		return Ok(());
	}
	Err(WalletError::Input(format!("{place}: there is something already")))
}

/// Writes a bundle, in place of one that is there.
pub async fn put(place: &str, bundle: Vec<u8>) -> Result<()> {
	match Place::of(place)? {
		Place::File(path) => {
			if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
				fs::create_dir_all(folder).map_err(WalletError::file(folder))?;
			}
			files::replace(&path, &bundle)
		}
		Place::S3 { store, path } => {
			store
				.put(&path, PutPayload::from(bundle))
				.await
				.map_err(failed(place))?;
			Ok(())
		}
	}
}

/// Reads a bundle: no more than a bundle may have, whatever is there.
pub async fn get(place: &str) -> Result<Vec<u8>> {
	let too_large = || WalletError::Untrue(format!("{place}: a bundle has at most {MAX_BUNDLE} bytes"));
	let fits = |length: u64| usize::try_from(length).is_ok_and(|length| length <= MAX_BUNDLE);
	match Place::of(place)? {
		Place::File(path) => {
			let length = fs::metadata(&path).map_err(WalletError::file(&path))?.len();
			if !fits(length) {
				return Err(too_large());
			}
			fs::read(&path).map_err(WalletError::file(path))
		}
		Place::S3 { store, path } => {
			let found = store.get(&path).await.map_err(failed(place))?;
			if !fits(found.meta.size) {
				return Err(too_large());
			}
			Ok(found.bytes().await.map_err(failed(place))?.to_vec())
		}
	}
}

fn failed(place: &str) -> impl FnOnce(object_store::Error) -> WalletError + '_ {
	move |error| WalletError::File {
		path: place.into(),
		error: std::io::Error::other(error),
	}
}

impl Place {
	fn of(text: &str) -> Result<Self> {
		let wrong = |why: &str| WalletError::Input(format!("'{text}' is no place of a bundle: {why}"));
		if !text.contains("://") {
			return Ok(Self::File(Path::new(text).into()));
		}
		let url = Url::parse(text).map_err(|error| wrong(&error.to_string()))?;
		match url.scheme() {
			"file" => url
				.to_file_path()
				.map(Self::File)
				.map_err(|()| wrong("not an absolute path")),
			"s3" => {
				let path =
					ObjectPath::from_url_path(url.path()).map_err(|error| wrong(&error.to_string()))?;
				if path == ObjectPath::default() {
					return Err(wrong("it names no object"));
				}
				let store = s3(&url, std::env::vars()).map_err(|why| wrong(&why))?;
				Ok(Self::S3 { store, path })
			}
			_ => Err(wrong("file and s3 are known")),
		}
	}
}

/// The bucket of a URL. What is no option of an address is refused: a secret there would be read by whoever reads it.
fn s3(url: &Url, environment: impl Iterator<Item = (String, String)>) -> Result<AmazonS3, String> {
	// Another provider may be installed already: that one serves as well.
	let _ = rustls::crypto::ring::default_provider().install_default();
	let bucket = url.host_str().unwrap_or_default();
	let mut builder = AmazonS3Builder::new().with_url(format!("s3://{bucket}"));
	for (key, value) in environment.filter(|(key, _)| key.starts_with("AWS_")) {
		if let Ok(key) = key.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
			builder = builder.with_config(key, value);
		}
	}
	for (key, value) in url.query_pairs() {
		let option = match key.as_ref() {
			"endpoint" | "region" | "allow_http" | "virtual_hosted_style_request" | "unsigned_payload" => {
				key.parse::<AmazonS3ConfigKey>().ok()
			}
			_ => None,
		};
		let option =
			option.ok_or_else(|| format!("`{key}` is no option; credentials come from the environment"))?;
		builder = builder.with_config(option, value);
	}
	builder.build().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[tokio::test]
	async fn a_bundle_is_read_where_it_was_written_by_path_and_by_url() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("deep/sale.bundle");
		let (path, url) = (
			path.to_str().unwrap().to_owned(),
			format!("file://{}", path.display()),
		);
		must_be_free(&path).await.unwrap();
		put(&url, b"bundle".to_vec()).await.unwrap();
		assert_eq!(get(&path).await.unwrap(), b"bundle");
		for place in [&path, &url] {
			assert!(matches!(must_be_free(place).await, Err(WalletError::Input(_))));
		}
		put(&path, b"other".to_vec()).await.unwrap();
		assert_eq!(get(&url).await.unwrap(), b"other");
	}

	#[tokio::test]
	async fn what_is_no_place_is_refused() {
		for (place, why) in [
			("http://example.com/x", "file and s3 are known"),
			("file://host/x", "not an absolute path"),
			("s3://bucket", "it names no object"),
			(
				"s3://bucket/x?secret_access_key=1",
				"credentials come from the environment",
			),
		] {
			match get(place).await {
				Err(WalletError::Input(said)) => assert!(said.contains(why), "{place}: {said}"),
				other => panic!("{place}: {other:?}"),
			}
		}
		assert!(matches!(
			get("/nowhere/at/all").await,
			Err(WalletError::File { .. })
		));
	}
}

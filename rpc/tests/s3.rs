//! The ciphertext store on a real S3 server, started in this process on a port of its own.

use bytes::Bytes;
use hyper_util::{
	rt::{TokioExecutor, TokioIo},
	server::conn::auto::Builder,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use salus_primitives::Hash;
use salus_rpc::{
	errors::{Cause, Refusal},
	store::{blob_digest, measure, Blobs, OpenError, Stored},
};
use std::net::SocketAddr;
use tempfile::TempDir;
use tokio::net::TcpListener;

const RECORD: Hash = Hash::repeat_byte(7);
const SALT: [u8; 32] = [9; 32];
const BUCKET: &str = "ciphertext";

/// A server with one bucket, and the folder it keeps it in.
async fn server() -> (SocketAddr, TempDir) {
	let folder = tempfile::tempdir().unwrap();
	std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
	let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
	service.set_auth(SimpleAuth::from_single("hospital", "its-secret"));
	let service = service.build();
	let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
	let address = listener.local_addr().unwrap();
	tokio::spawn(async move {
		while let Ok((socket, _)) = listener.accept().await {
			let service = service.clone();
			tokio::spawn(async move {
				let _ = Builder::new(TokioExecutor::new())
					.serve_connection(TokioIo::new(socket), service)
					.await;
			});
		}
	});
	(address, folder)
}

fn environment(secret: &str) -> impl Iterator<Item = (String, String)> {
	let variables = [
		("AWS_ACCESS_KEY_ID", "hospital"),
		("AWS_SECRET_ACCESS_KEY", secret),
		("HOME", "/nowhere"),
	];
	variables
		.map(|(name, value)| (name.to_owned(), value.to_owned()))
		.into_iter()
}

fn url(address: SocketAddr, bucket: &str) -> String {
	format!("s3://{bucket}/st-mary?endpoint=http://{address}&region=us-east-1&allow_http=true")
}

async fn stored(blobs: &Blobs) -> Result<Option<Stored>, Refusal> {
	blobs
		.stored(RECORD, |object: Bytes| async move { measure(&object) })
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_comes_back_from_s3_as_it_was_put() {
	let (address, folder) = server().await;
	let blobs = Blobs::open(&url(address, BUCKET), environment("its-secret")).unwrap();
	assert_eq!(stored(&blobs).await, Ok(None));

	let blob: Vec<u8> = (0..5_000_000_u32).map(|i| i as u8).collect();
	blobs.put(RECORD, &SALT, blob.clone()).await.unwrap();
	let expected = Stored {
		salt: SALT,
		digest: blob_digest(&SALT, &blob),
		length: blob.len() as u64,
	};
	assert_eq!(stored(&blobs).await, Ok(Some(expected)));
	assert_eq!(
		blobs.part(RECORD, 4_999_990..5_000_000).await.unwrap(),
		blob[4_999_990..]
	);
	assert_eq!(blobs.part(RECORD, 0..1000).await.unwrap(), blob[..1000]);
	let object = folder
		.path()
		.join(BUCKET)
		.join("st-mary/records")
		.join("07".repeat(32));
	assert_eq!(std::fs::read(object).unwrap()[32..], blob);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flipped_byte_at_the_s3_server_is_detected() {
	let (address, folder) = server().await;
	let open = || Blobs::open(&url(address, BUCKET), environment("its-secret")).unwrap();
	open().put(RECORD, &SALT, vec![5; 1000]).await.unwrap();
	let object = folder
		.path()
		.join(BUCKET)
		.join("st-mary/records")
		.join("07".repeat(32));
	let mut bytes = std::fs::read(&object).unwrap();
	bytes[500] ^= 1;
	std::fs::write(&object, bytes).unwrap();
	let found = stored(&open()).await.unwrap().unwrap();
	assert_ne!(found.digest, blob_digest(&SALT, &[5; 1000]));
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_credentials_and_a_dead_server_are_told_apart() {
	let (address, _folder) = server().await;
	let wrong = Blobs::open(&url(address, BUCKET), environment("guessed")).unwrap();
	assert_eq!(
		wrong.put(RECORD, &SALT, vec![1]).await,
		Err(Cause::StoreReadOnly.into())
	);
	let unused = TcpListener::bind("127.0.0.1:0")
		.await
		.unwrap()
		.local_addr()
		.unwrap();
	let dead = Blobs::open(&url(unused, BUCKET), environment("its-secret")).unwrap();
	let refusal = dead.put(RECORD, &SALT, vec![1]).await.unwrap_err();
	assert_eq!(refusal.cause, Cause::StoreUnavailable);
}

#[test]
fn an_address_that_no_store_has_is_refused() {
	let open = |address: &str| Blobs::open(address, std::iter::empty());
	assert!(matches!(open("no address"), Err(OpenError::Url(..))));
	assert!(matches!(open("ftp://host/folder"), Err(OpenError::Scheme(_))));
	let secret = "s3://bucket?secret_access_key=here";
	assert!(matches!(open(secret), Err(OpenError::Option(name)) if name == "secret_access_key"));
	let folder = tempfile::tempdir().unwrap();
	let taken = folder.path().join("file");
	std::fs::write(&taken, b"").unwrap();
	assert!(matches!(
		open(&format!("file://{}", taken.display())),
		Err(OpenError::Folder(_))
	));
}

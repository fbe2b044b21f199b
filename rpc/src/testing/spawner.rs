//! A spawner.

use sp_core::traits::SpawnNamed;

/// Runs tasks on the test's tokio runtime.
#[derive(Clone)]
pub struct Spawner;

impl SpawnNamed for Spawner {
	fn spawn_blocking(
		&self,
		_: &'static str,
		_: Option<&'static str>,
		future: futures::future::BoxFuture<'static, ()>,
	) {
		let handle = tokio::runtime::Handle::current();
		tokio::task::spawn_blocking(move || handle.block_on(future));
	}

	fn spawn(
		&self,
		_: &'static str,
		_: Option<&'static str>,
		future: futures::future::BoxFuture<'static, ()>,
	) {
		tokio::spawn(future);
	}
}

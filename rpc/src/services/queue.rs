//! The queue of the services: so many requests are inside at once, and heavy work runs on threads made for blocking,
//! no more at a time than there are processors.

use crate::errors::{Cause, Refusal};
use futures::channel::oneshot;
use sp_core::traits::SpawnNamed;
use std::{num::NonZeroUsize, sync::Arc, thread::available_parallelism};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Admission and work.
pub struct Queue {
	places: Arc<Semaphore>,
	workers: Arc<Semaphore>,
	spawner: Arc<dyn SpawnNamed>,
}

/// A place in the queue, given back when dropped.
pub struct Place {
	_permit: OwnedSemaphorePermit,
}

impl Queue {
	/// A queue with `places`.
	pub fn new(places: NonZeroUsize, spawner: Arc<dyn SpawnNamed>) -> Self {
		let workers = available_parallelism().map_or(1, NonZeroUsize::get);
		Self {
			places: Arc::new(Semaphore::new(places.get().min(Semaphore::MAX_PERMITS))),
			workers: Arc::new(Semaphore::new(workers)),
			spawner,
		}
	}

	/// Takes a place, or refuses at once.
	pub fn enter(&self) -> Result<Place, Refusal> {
		let permit = self.places.clone().try_acquire_owned().map_err(|_| Cause::Busy)?;
		Ok(Place { _permit: permit })
	}

	/// Runs `work` on a blocking thread when a processor is free.
	pub async fn run<T: Send + 'static>(
		&self,
		work: impl FnOnce() -> T + Send + 'static,
	) -> Result<T, Refusal> {
		let failed = || Refusal::with(Cause::Internal, "the work was dropped");
		let permit = self.workers.clone().acquire_owned().await.map_err(|_| failed())?;
		let (answer, outcome) = oneshot::channel();
		let task = async move {
			// Nobody waits for the answer if the caller went away.
			let _ = answer.send(work());
			drop(permit);
		};
		self.spawner
			.spawn_blocking("salus-service", Some("salus"), Box::pin(task));
		outcome.await.map_err(|_| failed())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing::Spawner;

	#[tokio::test]
	async fn a_full_queue_refuses_and_a_place_given_back_is_taken_again() {
		let queue = Queue::new(NonZeroUsize::MIN, Arc::new(Spawner));
		let place = queue.enter().unwrap();
		assert_eq!(queue.enter().err(), Some(Cause::Busy.into()));
		drop(place);
		assert!(queue.enter().is_ok());
	}

	#[tokio::test]
	async fn work_that_panics_is_an_error_of_the_node() {
		let queue = Queue::new(NonZeroUsize::MIN, Arc::new(Spawner));
		let outcome = queue.run(|| -> () { panic!("as told") }).await;
		assert_eq!(outcome.unwrap_err().cause, Cause::Internal);
		assert_eq!(queue.run(|| 7).await, Ok(7));
	}
}

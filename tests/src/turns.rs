//! How many networks run at once.
//!
//! A network waits more than it computes: two may run for each processor, and one more, if their memory is there.

use std::{fs, num::NonZero, sync::LazyLock, thread::available_parallelism};
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};

/// Memory of seven nodes and of what looks at them, in KiB.
const NETWORK: usize = 2 << 20;

static TURNS: LazyLock<Semaphore> = LazyLock::new(|| {
	let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
	let processors = available_parallelism().map_or(1, NonZero::get);
	Semaphore::new(turns(processors, available(&memory)))
});

/// Waits until there is room for one more network in this process. It runs while the permit is held.
pub async fn turn() -> Result<SemaphorePermit<'static>, AcquireError> {
	TURNS.acquire().await
}

fn turns(processors: usize, memory: usize) -> usize {
	(memory / NETWORK).clamp(1, 2 * processors + 1)
}

/// What programs may still take, in KiB, as `meminfo` shows it.
fn available(meminfo: &str) -> usize {
	meminfo
		.lines()
		.find_map(|line| line.strip_prefix("MemAvailable:"))
		.and_then(|rest| rest.split_whitespace().next())
		.and_then(|number| number.parse().ok())
		.unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn processors_and_memory_bound_the_networks_and_one_always_runs() {
		assert_eq!(turns(2, 16 << 20), 5);
		assert_eq!(turns(2, 4 << 20), 2);
		assert_eq!(turns(8, 1 << 20), 1);
	}

	#[test]
	fn memory_is_what_is_available_and_not_what_is_free() {
		let meminfo = "MemTotal:  8000 kB\nMemFree:  10 kB\nMemAvailable:  4000 kB\n";
		assert_eq!(available(meminfo), 4000);
		assert_eq!(available(""), 0);
	}
}

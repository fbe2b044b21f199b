//! Processes of this machine, as `/proc` shows them.

use anyhow::{ensure, Context, Result};
use std::{
	fs, io,
	process::{Command, Stdio},
	thread::sleep,
	time::{Duration, Instant},
};

const POLL: Duration = Duration::from_millis(20);
/// What a node may take to write what it has, once asked to end.
const GRACE: Duration = Duration::from_secs(20);
/// What `/proc` counts processor time in: fixed, whatever the kernel's own clock.
const TICKS_PER_SECOND: u64 = 100;

/// The letter of a process's or thread's state, from its `stat`: the name before it may hold anything.
fn state(stat: &str) -> Option<char> {
	stat.rsplit_once(')')
		.and_then(|(_, rest)| rest.trim_start().chars().next())
}

/// Whether the process runs; one that ended and waits to be collected does not.
pub fn is_running(pid: u32) -> bool {
	fs::read_to_string(format!("/proc/{pid}/stat"))
		.ok()
		.and_then(|stat| state(&stat))
		.is_some_and(|state| !matches!(state, 'Z' | 'X'))
}

/// Resident memory in MiB.
pub fn resident_mib(pid: u32) -> Result<u64> {
	let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
	let kib: u64 = status
		.lines()
		.find_map(|line| line.strip_prefix("VmRSS:"))
		.and_then(|rest| rest.split_whitespace().next())
		.with_context(|| format!("/proc/{pid}/status has no VmRSS"))?
		.parse()?;
	Ok(kib / 1024)
}

/// Time that processors have spent on a process, all its threads together.
pub fn processor_time(pid: u32) -> Result<Duration> {
	let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
	ticks(&stat)
		.map(|ticks| Duration::from_millis(ticks.saturating_mul(1_000 / TICKS_PER_SECOND)))
		.with_context(|| format!("/proc/{pid}/stat has no times"))
}

/// Ticks in user and kernel mode, from a process's `stat`.
fn ticks(stat: &str) -> Option<u64> {
	let (_, rest) = stat.rsplit_once(')')?;
	// Counted from the state, which is the third field of all.
	let mut times = rest.split_whitespace().skip(11).map(str::parse::<u64>);
	Some(times.next()?.ok()? + times.next()?.ok()?)
}

/// Sends a signal; false if there is no such process.
pub fn signal(pid: u32, name: &str) -> Result<bool> {
	let status = Command::new("kill")
		.args(["-s", name, &pid.to_string()])
		.stderr(Stdio::null())
		.status()
		.context("kill")?;
	Ok(status.success())
}

/// Ends processes: asks, waits, and kills what does not end. None runs when this returns.
pub fn end(pids: &[u32]) -> Result<()> {
	for pid in pids {
		signal(*pid, "TERM")?;
	}
	if wait_gone(pids) {
		return Ok(());
	}
	for pid in pids {
		signal(*pid, "KILL")?;
	}
	ensure!(wait_gone(pids), "processes do not end: {pids:?}");
	Ok(())
}

/// Waits until none of these runs any more; false if that takes too long.
pub fn wait_gone(pids: &[u32]) -> bool {
	let since = Instant::now();
	while pids.iter().any(|pid| is_running(*pid)) {
		if since.elapsed() > GRACE {
			return false;
		}
		sleep(POLL);
	}
	true
}

/// A process that stands still until this is dropped.
#[derive(Debug)]
pub struct Stopped(u32);

impl Stopped {
	/// Stops every thread of a process.
	pub fn new(pid: u32) -> Result<Self> {
		ensure!(signal(pid, "STOP")?, "process {pid} cannot be stopped");
		let stopped = Self(pid);
		let since = Instant::now();
		while !stopped.stands_still()? {
			ensure!(since.elapsed() < GRACE, "process {pid} does not stop");
			sleep(POLL);
		}
		Ok(stopped)
	}

	fn stands_still(&self) -> Result<bool> {
		for thread in fs::read_dir(format!("/proc/{}/task", self.0))? {
			let stat = match fs::read_to_string(thread?.path().join("stat")) {
				Ok(stat) => stat,
				// A thread that ended since it was listed.
				Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
				Err(error) => return Err(error.into()),
			};
			if !matches!(state(&stat), Some('T' | 't')) {
				return Ok(false);
			}
		}
		Ok(true)
	}
}

impl Drop for Stopped {
	fn drop(&mut self) {
		let _ = signal(self.0, "CONT");
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_state_is_found_behind_any_name() {
		assert_eq!(state("7 (a) R (b)) S 1 7"), Some('S'));
		assert_eq!(state("nothing"), None);
	}

	#[test]
	fn user_and_kernel_time_are_added() {
		let stat = "7 (a b) R (c)) S 1 7 7 0 -1 4194304 100 0 3 0 12 34 0 0 20 0 1 0 99";
		assert_eq!(ticks(stat), Some(46));
		assert_eq!(ticks("7 (a) S 1"), None);
		assert!(processor_time(std::process::id()).is_ok());
	}

	#[test]
	fn this_process_runs_and_has_memory() {
		let own = std::process::id();
		assert!(is_running(own));
		assert!(resident_mib(own).unwrap() > 0);
		assert!(!is_running(0));
	}

	#[test]
	fn what_does_not_end_when_asked_is_killed() {
		let mut child = Command::new("sleep").arg("600").spawn().unwrap();
		end(&[child.id()]).unwrap();
		assert!(!is_running(child.id()));
		child.wait().unwrap();
	}
}

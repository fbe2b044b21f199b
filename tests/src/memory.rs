//! What lies in the memory of a process.
//!
//! Every page that the process can read and that is in memory or swapped out is searched. Pages of a mapped file that
//! were never read are files, and searched as such.

use crate::processes::Stopped;
use anyhow::{Context, Result};
use memchr::memmem::Finder;
use std::{
	fs::{self, File},
	io,
	os::unix::fs::FileExt,
	path::Path,
};

/// The kernel's own pages in every process: no data of the program, and not readable from outside.
const KERNELS: [&str; 3] = ["[vvar]", "[vvar_vclock]", "[vsyscall]"];
/// Bytes read at once.
const PIECE: usize = 4 << 20;
/// An entry of `pagemap`: in memory, or swapped out.
const PRESENT_OR_SWAPPED: u64 = 0b11 << 62;

/// A process's memory that nothing changes while it is searched.
pub struct Memory {
	pid: u32,
	memory: File,
	pages: File,
	page: u64,
	_stopped: Stopped,
}

impl Memory {
	/// Stops the process until this is dropped.
	pub fn of(pid: u32) -> Result<Self> {
		let stopped = Stopped::new(pid)?;
		Ok(Self {
			pid,
			memory: open(pid, "mem")?,
			pages: open(pid, "pagemap")?,
			page: page_size()?,
			_stopped: stopped,
		})
	}

	/// Which of `needles` are in it, and how many bytes were searched.
	pub fn search(&self, needles: &[Finder<'_>]) -> Result<(Vec<bool>, u64)> {
		let mut found = vec![false; needles.len()];
		let mut searched = 0;
		let longest = needles
			.iter()
			.map(|needle| needle.needle().len())
			.max()
			.unwrap_or(1);
		for (start, end) in self.regions()? {
			for (start, end) in self.runs(start, end)? {
				let mut at = start;
				while at < end {
					let length = usize::try_from(end - at)?.min(PIECE);
					let mut piece = vec![0; length];
					self.memory
						.read_exact_at(&mut piece, at)
						.map_err(|error| self.unreadable(error, at))?;
					for (needle, found) in needles.iter().zip(&mut found) {
						*found |= needle.find(&piece).is_some();
					}
					searched += length as u64;
					if at + length as u64 == end {
						break;
					}
					// A needle may lie across two pieces.
					at += (length - (longest - 1)) as u64;
				}
			}
		}
		Ok((found, searched))
	}

	/// Regions that the process can read.
	fn regions(&self) -> Result<Vec<(u64, u64)>> {
		let maps = fs::read_to_string(format!("/proc/{}/maps", self.pid))
			.map_err(|error| denied(error, self.pid))?;
		maps.lines().map(region).filter_map(Result::transpose).collect()
	}

	/// The runs of pages of a region that hold anything.
	fn runs(&self, start: u64, end: u64) -> Result<Vec<(u64, u64)>> {
		let mut entries = vec![0; usize::try_from((end - start) / self.page * 8)?];
		self.pages
			.read_exact_at(&mut entries, start / self.page * 8)
			.map_err(|error| self.unreadable(error, start))?;
		let mut runs: Vec<(u64, u64)> = Vec::new();
		for (entry, at) in entries
			.chunks_exact(8)
			.zip((start..end).step_by(usize::try_from(self.page)?))
		{
			let mut bytes = [0; 8];
			bytes.copy_from_slice(entry);
			if u64::from_ne_bytes(bytes) & PRESENT_OR_SWAPPED == 0 {
				continue;
			}
			match runs.last_mut() {
				Some(run) if run.1 == at => run.1 += self.page,
				_ => runs.push((at, at + self.page)),
			}
		}
		Ok(runs)
	}

	fn unreadable(&self, error: io::Error, at: u64) -> anyhow::Error {
		anyhow::Error::from(error).context(format!(
			"the memory of process {} at {at:#x} cannot be read",
			self.pid
		))
	}
}

fn open(pid: u32, what: &str) -> Result<File> {
	File::open(format!("/proc/{pid}/{what}")).map_err(|error| denied(error, pid))
}

fn denied(error: io::Error, pid: u32) -> anyhow::Error {
	anyhow::Error::from(error).context(format!(
		"the memory of process {pid} cannot be opened. A process may read that of its own children if \
		 kernel.yama.ptrace_scope is 0 or 1 (`sysctl -w kernel.yama.ptrace_scope=1`); a container may need \
		 the capability SYS_PTRACE"
	))
}

/// Bounds of a line of `maps`; none if the process itself cannot read there.
fn region(line: &str) -> Result<Option<(u64, u64)>> {
	let mut words = line.split_whitespace();
	let (range, permissions) = words
		.next()
		.zip(words.next())
		.with_context(|| format!("a region without bounds: {line}"))?;
	let (start, end) = range
		.split_once('-')
		.with_context(|| format!("a region without bounds: {line}"))?;
	if !permissions.starts_with('r') || words.nth(3).is_some_and(|name| KERNELS.contains(&name)) {
		return Ok(None);
	}
	Ok(Some((
		u64::from_str_radix(start, 16)?,
		u64::from_str_radix(end, 16)?,
	)))
}

/// From the auxiliary vector that the kernel gives every program: pairs of a key and a value.
fn page_size() -> Result<u64> {
	const AT_PAGESZ: usize = 6;
	const WORD: usize = size_of::<usize>();
	let vector = fs::read(Path::new("/proc/self/auxv"))?;
	let words: Vec<usize> = vector
		.chunks_exact(WORD)
		.map(|bytes| {
			let mut word = [0; WORD];
			word.copy_from_slice(bytes);
			usize::from_ne_bytes(word)
		})
		.collect();
	let size = words
		.chunks_exact(2)
		.find(|pair| pair[0] == AT_PAGESZ)
		.context("the kernel does not say how large a page is")?[1];
	Ok(size as u64)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{
		io::{Read, Write},
		process::{Command, Stdio},
	};

	#[test]
	fn regions_that_no_program_reads_are_left_out() {
		let line = "7f00-8f00 rw-s 00000000 00:01 5                    /memfd:x (deleted)";
		assert_eq!(region(line).unwrap(), Some((0x7f00, 0x8f00)));
		assert_eq!(region("7f00-8f00 ---p 00000000 00:00 0 ").unwrap(), None);
		let kernels = "7ffd-7ffe r--p 00000000 00:00 0                          [vvar]";
		assert_eq!(region(kernels).unwrap(), None);
		assert!(region("nonsense").is_err());
	}

	#[test]
	fn what_a_process_read_is_found_in_its_memory_and_nothing_else() {
		let needle: Vec<u8> = (0..32u8).map(|i| b'a' + (i.wrapping_mul(7) % 26)).collect();
		let absent: Vec<u8> = needle.iter().rev().copied().collect();
		let mut child = Command::new("sh")
			.args(["-c", "read line; echo; read more"])
			.stdin(Stdio::piped())
			.stdout(Stdio::piped())
			.spawn()
			.unwrap();
		let mut stdin = child.stdin.take().unwrap();
		stdin.write_all(&needle).unwrap();
		stdin.write_all(b"\n").unwrap();
		child.stdout.take().unwrap().read_exact(&mut [0]).unwrap();
		let memory = Memory::of(child.id()).unwrap();
		let (found, searched) = memory
			.search(&[Finder::new(&needle), Finder::new(&absent)])
			.unwrap();
		drop(memory);
		child.kill().unwrap();
		child.wait().unwrap();
		assert_eq!(found, [true, false]);
		assert!(searched > 0);
	}
}

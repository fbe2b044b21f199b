//! How many keywords were evaluated today, by key and by hospital: what guessing keywords online costs. It is kept on disk,
//! so that a restart forgives nothing.
//!
//! The log is not forced to the platter: a crash of the whole machine may lose its last entries.

use crate::{
	errors::{Cause, Refusal},
	store::io_refusal,
};
use salus_primitives::{hospital::HospitalId, AccountId};
use std::{
	collections::HashMap,
	fs::{self, File, OpenOptions},
	io::{self, Write},
	num::NonZeroU32,
	path::{Path, PathBuf},
	time::Duration,
};

const DAY: u64 = 24 * 60 * 60;
/// Day, signer, hospital and whether there is one, points.
const ENTRY: usize = 4 + 32 + 4 + 1 + 4;

/// How many keywords may be evaluated a day, of midnight to midnight UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenLimits {
	/// For one signing key.
	pub per_key: NonZeroU32,
	/// For all keys of a hospital together.
	pub per_hospital: NonZeroU32,
}

impl Default for TokenLimits {
	fn default() -> Self {
		const PER_KEY: NonZeroU32 = NonZeroU32::MIN.saturating_add(1_999);
		const PER_HOSPITAL: NonZeroU32 = NonZeroU32::MIN.saturating_add(9_999);
		Self {
			per_key: PER_KEY,
			per_hospital: PER_HOSPITAL,
		}
	}
}

/// What was evaluated in a day.
pub struct Points {
	path: PathBuf,
	log: File,
	limits: TokenLimits,
	day: u32,
	keys: HashMap<AccountId, u32>,
	hospitals: HashMap<HospitalId, u32>,
}

struct Entry {
	day: u32,
	signer: AccountId,
	hospital: Option<HospitalId>,
	points: u32,
}

impl Points {
	/// Reads the log at `path`, or begins it, `now` seconds after 1970.
	pub fn open(path: PathBuf, limits: TokenLimits, now: u64) -> io::Result<Self> {
		let bytes = match fs::read(&path) {
			Ok(bytes) => bytes,
			Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
			Err(error) => return Err(error),
		};
		let mut points = Self {
			log: File::options().create(true).append(true).open(&path)?,
			path,
			limits,
			day: day(now),
			keys: HashMap::new(),
			hospitals: HashMap::new(),
		};
		let mut kept = Vec::new();
		for bytes in bytes.chunks_exact(ENTRY) {
			// A clock that went back does not begin a day anew.
			if let Some(entry) = decode(bytes).filter(|entry| entry.day >= points.day) {
				points.day = entry.day;
				kept.push(entry);
			}
		}
		kept.retain(|entry| entry.day == points.day);
		let mut bytes = Vec::new();
		for entry in &kept {
			points.add(&entry.signer, entry.hospital, entry.points);
			bytes.extend_from_slice(&encode(entry));
		}
		points.log = replace(&points.path, &bytes)?;
		Ok(points)
	}

	fn add(&mut self, signer: &AccountId, hospital: Option<HospitalId>, points: u32) {
		let add = |used: &mut u32| *used = used.saturating_add(points);
		add(self.keys.entry(signer.clone()).or_default());
		if let Some(hospital) = hospital {
			add(self.hospitals.entry(hospital).or_default());
		}
	}

	/// Counts `points` of `signer`, or refuses all of them; what is refused is not counted.
	pub fn count(
		&mut self,
		signer: &AccountId,
		hospital: Option<HospitalId>,
		points: u32,
		now: u64,
	) -> Result<(), Refusal> {
		if day(now) > self.day {
			self.log = replace(&self.path, &[]).map_err(io_refusal)?;
			self.day = day(now);
			self.keys.clear();
			self.hospitals.clear();
		}
		let exceeds = |used: Option<&u32>, most: NonZeroU32| {
			used.copied().unwrap_or_default().saturating_add(points) > most.get()
		};
		let refuse = |cause: Cause| {
			let tomorrow = u64::from(self.day).saturating_add(1).saturating_mul(DAY);
			Err(Refusal {
				retry_after: Some(Duration::from_secs(tomorrow.saturating_sub(now))),
				..cause.into()
			})
		};
		if exceeds(self.keys.get(signer), self.limits.per_key) {
			return refuse(Cause::TokenKeyLimited);
		}
		let of_hospital = hospital.and_then(|hospital| self.hospitals.get(&hospital));
		if hospital.is_some() && exceeds(of_hospital, self.limits.per_hospital) {
			return refuse(Cause::TokenHospitalLimited);
		}
		let entry = Entry {
			day: self.day,
			signer: signer.clone(),
			hospital,
			points,
		};
		let before = self.log.metadata().map_err(io_refusal)?.len();
		if let Err(error) = self.log.write_all(&encode(&entry)) {
			// Half an entry would shift all that follow.
			let _ = self.log.set_len(before);
			return Err(io_refusal(error));
		}
		self.add(signer, hospital, points);
		Ok(())
	}
}

fn day(now: u64) -> u32 {
	u32::try_from(now / DAY).unwrap_or(u32::MAX)
}

/// Puts a log with these entries in place of the one there, to be gone on with.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<File> {
	let next = path.with_extension("next");
	fs::write(&next, bytes)?;
	fs::rename(&next, path)?;
	OpenOptions::new().append(true).open(path)
}

fn encode(entry: &Entry) -> [u8; ENTRY] {
	let mut bytes = Vec::with_capacity(ENTRY);
	bytes.extend_from_slice(&entry.day.to_le_bytes());
	bytes.extend_from_slice(entry.signer.as_ref());
	bytes.extend_from_slice(&entry.hospital.unwrap_or_default().to_le_bytes());
	bytes.push(u8::from(entry.hospital.is_some()));
	bytes.extend_from_slice(&entry.points.to_le_bytes());
	let mut encoded = [0; ENTRY];
	encoded.copy_from_slice(&bytes);
	encoded
}

fn decode(bytes: &[u8]) -> Option<Entry> {
	let (day, rest) = bytes.split_first_chunk()?;
	let (signer, rest) = rest.split_first_chunk::<32>()?;
	let (hospital, rest) = rest.split_first_chunk()?;
	let (some, points) = rest.split_first()?;
	Some(Entry {
		day: u32::from_le_bytes(*day),
		signer: AccountId::new(*signer),
		hospital: (*some == 1).then_some(u32::from_le_bytes(*hospital)),
		points: u32::from_le_bytes(points.try_into().ok()?),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use tempfile::TempDir;

	const NOW: u64 = 100 * DAY + 60;

	fn limits(per_key: u32, per_hospital: u32) -> TokenLimits {
		TokenLimits {
			per_key: NonZeroU32::new(per_key).unwrap(),
			per_hospital: NonZeroU32::new(per_hospital).unwrap(),
		}
	}

	fn open(folder: &TempDir, limits: TokenLimits, now: u64) -> Points {
		Points::open(folder.path().join("points"), limits, now).unwrap()
	}

	fn account(seed: u8) -> AccountId {
		AccountId::new([seed; 32])
	}

	#[test]
	fn each_keyword_counts_and_not_each_request() {
		let folder = tempfile::tempdir().unwrap();
		let mut points = open(&folder, limits(100, 1_000), NOW);
		assert_eq!(points.count(&account(1), Some(7), 90, NOW), Ok(()));
		let refusal = points.count(&account(1), Some(7), 11, NOW).unwrap_err();
		assert_eq!(refusal.cause, Cause::TokenKeyLimited);
		assert_eq!(refusal.retry_after, Some(Duration::from_secs(DAY - 60)));
		assert_eq!(points.count(&account(1), Some(7), 10, NOW), Ok(()));
		assert_eq!(
			points.count(&account(2), Some(7), 100, NOW),
			Ok(()),
			"another key"
		);
	}

	#[test]
	fn keys_of_a_hospital_share_its_limit_and_a_researcher_has_none() {
		let folder = tempfile::tempdir().unwrap();
		let mut points = open(&folder, limits(100, 150), NOW);
		assert_eq!(points.count(&account(1), Some(7), 100, NOW), Ok(()));
		let refusal = points.count(&account(2), Some(7), 51, NOW).unwrap_err();
		assert_eq!(refusal.cause, Cause::TokenHospitalLimited);
		assert_eq!(points.count(&account(2), Some(7), 50, NOW), Ok(()));
		assert_eq!(
			points.count(&account(2), Some(8), 50, NOW),
			Ok(()),
			"another hospital"
		);
		assert_eq!(points.count(&account(3), None, 100, NOW), Ok(()));
	}

	#[test]
	fn a_restart_forgives_nothing_and_the_next_day_does() {
		let folder = tempfile::tempdir().unwrap();
		let of = limits(100, 1_000);
		open(&folder, of, NOW)
			.count(&account(1), Some(7), 90, NOW)
			.unwrap();
		let mut again = open(&folder, of, NOW + 1);
		let cause = |outcome: Result<(), Refusal>| outcome.map_err(|refusal| refusal.cause);
		assert_eq!(
			cause(again.count(&account(1), Some(7), 11, NOW + 1)),
			Err(Cause::TokenKeyLimited)
		);
		assert_eq!(cause(again.count(&account(1), Some(7), 100, NOW + DAY)), Ok(()));
		drop(again);
		// The clock goes back: that day is still the one.
		let mut back = open(&folder, of, NOW);
		assert_eq!(
			cause(back.count(&account(1), Some(7), 1, NOW)),
			Err(Cause::TokenKeyLimited)
		);
		drop(back);
		let mut later = open(&folder, of, NOW + 2 * DAY);
		assert_eq!(
			cause(later.count(&account(1), Some(7), 100, NOW + 2 * DAY)),
			Ok(())
		);
		let length = fs::metadata(folder.path().join("points")).unwrap().len();
		assert_eq!(length as usize, ENTRY);
	}

	#[test]
	fn a_torn_last_entry_is_dropped() {
		let folder = tempfile::tempdir().unwrap();
		let of = limits(100, 1_000);
		open(&folder, of, NOW)
			.count(&account(1), Some(7), 60, NOW)
			.unwrap();
		let path = folder.path().join("points");
		let mut bytes = fs::read(&path).unwrap();
		bytes.extend_from_slice(&[1; 20]);
		fs::write(&path, bytes).unwrap();
		let mut again = open(&folder, of, NOW);
		again.count(&account(1), Some(7), 40, NOW).unwrap();
		let mut third = open(&folder, of, NOW);
		let refusal = third.count(&account(1), Some(7), 1, NOW).unwrap_err();
		assert_eq!(refusal.cause, Cause::TokenKeyLimited);
	}
}

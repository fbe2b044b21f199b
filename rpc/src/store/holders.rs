//! For which U each patient holds credentials of this hospital: another one only once no credential of the old one is
//! accepted any more, so that a patient cannot have as many nullifiers as wishes for them.

use super::{io_refusal, name, private_folder, read_private, replace_private};
use crate::errors::{Cause, Refusal};
use codec::{Decode, DecodeAll, Encode};
use salus_primitives::{AccountId, Hash};
use std::{
	io,
	path::PathBuf,
	sync::{Mutex, PoisonError},
};

#[derive(Encode, Decode)]
struct Holder {
	u: [u8; 48],
	/// The last quarter in which U was issued to.
	quarter: u32,
}

/// The folder of holders.
pub struct Holders {
	folder: PathBuf,
	writing: Mutex<()>,
}

impl Holders {
	/// Opens the folder, which only the node's user enters.
	pub fn open(folder: PathBuf) -> io::Result<Self> {
		private_folder(&folder)?;
		Ok(Self {
			folder,
			writing: Mutex::default(),
		})
	}

	/// Takes down that a patient is issued to for U in a quarter, on the disk before it returns; refused if it was for
	/// another U in this quarter or the one before, whose credentials may still be accepted. A U that was lost is replaced from
	/// the quarter after next.
	pub fn admit(&self, patient: &AccountId, u: &[u8; 48], quarter: u32) -> Result<(), Refusal> {
		let file = name(Hash::from(<[u8; 32]>::from(patient.clone())));
		let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(bytes) = read_private(&self.folder, &file)? {
			let known = Holder::decode_all(&mut &bytes[..])
				.map_err(|_| Refusal::with(Cause::Internal, "what is kept of the patient does not decode"))?;
			if known.u != *u && known.quarter.saturating_add(2) > quarter {
				return Err(Cause::AnotherSecret.into());
			}
			if known.u == *u && known.quarter >= quarter {
				return Ok(());
			}
		}
		let holder = Holder { u: *u, quarter };
		replace_private(&self.folder, &file, &holder.encode()).map_err(io_refusal)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn holders() -> (tempfile::TempDir, Holders) {
		let folder = tempfile::tempdir().unwrap();
		let holders = Holders::open(folder.path().join("holders")).unwrap();
		(folder, holders)
	}

	fn patient(seed: u8) -> AccountId {
		AccountId::new([seed; 32])
	}

	const ANOTHER: Result<(), Cause> = Err(Cause::AnotherSecret);

	fn admit(holders: &Holders, seed: u8, u: u8, quarter: u32) -> Result<(), Cause> {
		holders
			.admit(&patient(seed), &[u; 48], quarter)
			.map_err(|refusal| refusal.cause)
	}

	#[test]
	fn a_patient_has_one_secret_a_quarter() {
		let (_folder, holders) = holders();
		assert_eq!(admit(&holders, 1, 7, 100), Ok(()));
		assert_eq!(admit(&holders, 1, 7, 100), Ok(()), "as often as wanted");
		assert_eq!(admit(&holders, 1, 8, 100), ANOTHER);
		assert_eq!(admit(&holders, 2, 8, 100), Ok(()), "another patient");
	}

	#[test]
	fn a_lost_secret_is_replaced_from_the_quarter_after_next_and_stays_replaced() {
		let (_folder, holders) = holders();
		assert_eq!(admit(&holders, 1, 7, 100), Ok(()));
		assert_eq!(admit(&holders, 1, 8, 101), ANOTHER);
		assert_eq!(admit(&holders, 1, 8, 102), Ok(()));
		assert_eq!(admit(&holders, 1, 7, 103), ANOTHER);
		assert_eq!(admit(&holders, 1, 8, 102), Ok(()));
	}

	#[test]
	fn a_reissue_renews_the_claim_of_a_secret_on_the_quarter() {
		let (_folder, holders) = holders();
		assert_eq!(admit(&holders, 1, 7, 100), Ok(()));
		assert_eq!(admit(&holders, 1, 7, 101), Ok(()));
		assert_eq!(admit(&holders, 1, 8, 102), ANOTHER);
		assert_eq!(admit(&holders, 1, 8, 103), Ok(()));
	}

	#[test]
	fn a_clock_that_goes_back_frees_nothing() {
		let (_folder, holders) = holders();
		assert_eq!(admit(&holders, 1, 7, 101), Ok(()));
		assert_eq!(admit(&holders, 1, 8, 100), ANOTHER);
		assert_eq!(admit(&holders, 1, 7, 100), Ok(()));
		assert_eq!(admit(&holders, 1, 8, 101), ANOTHER);
	}

	#[test]
	fn a_restart_forgets_nobody() {
		let (folder, holders) = holders();
		assert_eq!(admit(&holders, 1, 7, 100), Ok(()));
		drop(holders);
		let again = Holders::open(folder.path().join("holders")).unwrap();
		assert_eq!(admit(&again, 1, 8, 100), ANOTHER);
	}

	#[test]
	fn a_file_that_does_not_decode_is_an_error_and_not_a_fresh_start() {
		let (folder, holders) = holders();
		assert_eq!(admit(&holders, 1, 7, 100), Ok(()));
		let file = folder.path().join("holders").join("01".repeat(32));
		std::fs::write(file, b"torn").unwrap();
		assert_eq!(admit(&holders, 1, 8, 100), Err(Cause::Internal));
	}
}

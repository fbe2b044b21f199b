//! What the keys of one identity give for reports.

use super::Secrets;
use rand_core::OsRng;
use salus_crypto::{domain::WALLET_REPORT_SECRET, hash::h_scalar_ristretto, report::ReportSecret};
use salus_primitives::{hospital::ProvenKey, Hash};
use zeroize::Zeroizing;

/// How often the report key of one identity can be replaced.
pub const MAX_ROTATIONS: u8 = 64;

impl Secrets {
	/// The report secret after so many replacements. The first is random; the others are made of all secrets of the
	/// identity, so that a copy of the keystore's file has them all, and none of them gives another.
	pub fn report(&self, rotation: u8) -> ReportSecret {
		let bytes = if rotation == 0 {
			Zeroizing::new(self.report)
		} else {
			let own = self.to_bytes();
			let secret = Zeroizing::new(h_scalar_ristretto(WALLET_REPORT_SECRET, &[&own, &[rotation]]));
			Zeroizing::new(secret.to_bytes())
		};
		ReportSecret::from_bytes(&bytes)
			.expect("checked when made or read, or a hash, and none is known to be zero")
	}

	/// The number of replacements after which the report key was this one; none if it never was.
	pub fn rotation_of(&self, key: &[u8; 32]) -> Option<u8> {
		(0..=MAX_ROTATIONS).find(|rotation| self.report(*rotation).public() == *key)
	}

	/// The report key after so many replacements, with its proof.
	pub fn proven_rotated_report(&self, rotation: u8, genesis: Hash) -> ProvenKey {
		let (key, proof) = self.report(rotation).prove(&self.context(genesis), &mut OsRng);
		ProvenKey { key, proof: proof.0 }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_crypto::keys::{verify_ristretto_key, KeyPurpose, RistrettoKeyProof};

	#[test]
	fn former_report_keys_are_found_again_by_what_they_were() {
		let own = Secrets::generate("//Patient").unwrap();
		let again = Secrets::from_bytes(&own.to_bytes()).unwrap();
		for rotation in [0, 1, 2, MAX_ROTATIONS] {
			let key = own.report(rotation).public();
			assert_eq!(again.rotation_of(&key), Some(rotation));
		}
		let other = Secrets::generate("//Patient").unwrap();
		assert_eq!(own.rotation_of(&other.report(0).public()), None);
		assert_eq!(own.rotation_of(&other.report(1).public()), None);
	}

	#[test]
	fn the_first_report_key_is_the_one_that_was_registered_first() {
		let (own, genesis) = (Secrets::generate("//Patient").unwrap(), Hash::repeat_byte(1));
		assert_eq!(own.report(0).public(), own.proven_report(genesis).key);
		let second = own.proven_rotated_report(1, genesis);
		assert_ne!(second.key, own.proven_report(genesis).key);
		assert_eq!(
			verify_ristretto_key(
				KeyPurpose::Report,
				&second.key,
				&RistrettoKeyProof(second.proof),
				&own.context(genesis)
			),
			Ok(())
		);
	}

	#[test]
	fn the_receipt_key_is_that_of_the_issuers_file() {
		let (own, genesis) = (Secrets::generate("//StMary").unwrap(), Hash::repeat_byte(1));
		let proven = own.proven_receipt(genesis);
		assert_eq!(proven.key, own.issuer_file().receipt().public());
		assert_eq!(
			verify_ristretto_key(
				KeyPurpose::Receipt,
				&proven.key,
				&RistrettoKeyProof(proven.proof),
				&own.context(genesis)
			),
			Ok(())
		);
	}
}

//! What the keys of one identity give for credentials.

use super::Secrets;
use salus_crypto::{
	attestation::IssuerFile,
	credential::{CredentialSecret, IssuerSecret},
	domain::DERIVED_CREDENTIAL,
	encoding::encode_scalar,
	hash::h_scalar,
};
use zeroize::Zeroizing;

impl Secrets {
	/// u: the secret in all credentials of this identity. It is made of the other secrets, so a copy of the keystore's
	/// file has it; another identity, though of the same account, has another.
	pub fn credential(&self) -> CredentialSecret {
		let own = self.to_bytes();
		let u = Zeroizing::new(h_scalar(DERIVED_CREDENTIAL, &[&own[..]]));
		CredentialSecret::from_bytes(&Zeroizing::new(encode_scalar(&u))).expect("no hash is known to be zero")
	}

	/// The secret with which a hospital issues.
	pub fn issuer(&self) -> IssuerSecret {
		IssuerSecret::from_bytes(&self.issuer).expect("checked when the keys were made or read")
	}

	/// What a hospital's node needs to issue.
	pub fn issuer_file(&self) -> IssuerFile {
		IssuerFile {
			issuer: self.issuer(),
			wrap: self.wrap(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_crypto::Bls;
	use salus_primitives::Hash;

	#[test]
	fn an_identity_has_one_credential_secret_and_another_identity_another() {
		let own = Secrets::generate("//Patient").unwrap();
		let same = Secrets::from_bytes(&own.to_bytes()).unwrap();
		let other = Secrets::generate("//Patient").unwrap();
		assert_eq!(own.credential().to_bytes(), same.credential().to_bytes());
		assert_ne!(own.credential().to_bytes(), other.credential().to_bytes());
	}

	#[test]
	fn the_issuers_file_has_the_keys_that_are_registered() {
		let hospital = Secrets::generate("//StMary").unwrap();
		let (file, genesis) = (hospital.issuer_file(), Hash::repeat_byte(1));
		let registered = hospital.proven_issuer(genesis);
		let key = file.issuer.key::<Bls>();
		assert_eq!((key.pk1, key.pk2), (registered.pk1, registered.pk2));
		assert_eq!(file.wrap.public(), hospital.proven_wrap(genesis).key);
	}
}

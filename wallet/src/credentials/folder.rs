//! Credentials as they are kept: a file each, wrapped to the identity's own wrap key.

use crate::{
	error::{Result, WalletError},
	files,
	keystore::{Keystore, Secrets},
};
use rand_core::OsRng;
use salus_crypto::{
	attestation::kept_context,
	credential::{Credential, Schema},
	wrap::{unwrap, wrap},
	Bls,
};
use salus_primitives::{record::RecordId, Hash};
use std::{fs, io, path::PathBuf};

/// What the folder of an identity's credentials is called.
const FOLDER: &str = "credentials";

/// A credential, and the record that it is of.
pub struct Held {
	/// The record.
	pub record: RecordId,
	/// The credential.
	pub credential: Credential,
}

/// The credentials of one identity on one chain.
pub struct Folder {
	path: PathBuf,
	genesis: Hash,
}

impl Keystore {
	/// The credentials of an identity on the chain with this first block.
	pub fn credentials(&self, name: &str, genesis: Hash) -> Result<Folder> {
		Ok(Folder {
			path: self.folder_of(name, FOLDER)?.join(hex::encode(genesis)),
			genesis,
		})
	}
}

impl Folder {
	fn file(&self, record: RecordId, schema: &[u8; 32]) -> PathBuf {
		self.path
			.join(format!("{}-{}", hex::encode(record), hex::encode(schema)))
	}

	fn context(&self, secrets: &Secrets, record: RecordId, schema: &[u8; 32]) -> Vec<u8> {
		let holder: [u8; 32] = secrets.signer().account().into();
		kept_context(&self.genesis.0, &holder, &record.0, schema)
	}

	/// Keeps a credential, in place of one of the same record and schema.
	pub fn keep(&self, secrets: &Secrets, held: &Held) -> Result<()> {
		let schema = held.credential.schema().digest();
		let wrapped = wrap(
			&secrets.wrap().public(),
			&self.context(secrets, held.record, &schema),
			&held.credential.to_bytes(),
			&mut OsRng,
		)
		.map_err(|e| WalletError::Keys(format!("the wrap key: {e}")))?;
		fs::create_dir_all(&self.path).map_err(WalletError::file(&self.path))?;
		files::replace(&self.file(held.record, &schema), &wrapped)
	}

	/// The credential of a record under a schema, of whatever quarter.
	pub fn find(&self, secrets: &Secrets, record: RecordId, schema: &Schema) -> Result<Option<Held>> {
		self.read(secrets, record, &schema.digest())
	}

	/// All credentials, by record.
	pub fn list(&self, secrets: &Secrets) -> Result<Vec<Held>> {
		let entries = match fs::read_dir(&self.path) {
			Ok(entries) => entries,
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
			Err(error) => return Err(WalletError::file(&self.path)(error)),
		};
		let mut names = Vec::new();
		for entry in entries {
			let name = entry.map_err(WalletError::file(&self.path))?.file_name();
			names.extend(name.to_str().and_then(parse));
		}
		names.sort_unstable();
		let mut all = Vec::with_capacity(names.len());
		for (record, schema) in names {
			all.extend(self.read(secrets, record, &schema)?);
		}
		Ok(all)
	}

	/// Anybody who writes here could wrap something to the identity: what is read must verify for its secret.
	fn read(&self, secrets: &Secrets, record: RecordId, schema: &[u8; 32]) -> Result<Option<Held>> {
		let path = self.file(record, schema);
		let damaged = |what: &str| WalletError::Keys(format!("{}: {what}", path.display()));
		let wrapped = match fs::read(&path) {
			Ok(wrapped) => wrapped,
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
			Err(error) => return Err(WalletError::file(&path)(error)),
		};
		let bytes = unwrap(&secrets.wrap(), &self.context(secrets, record, schema), &wrapped)
			.map_err(|_| damaged("kept by another identity, or damaged: remove it and ask again"))?;
		let credential = Credential::from_bytes(&bytes).map_err(|e| damaged(&e.to_string()))?;
		if credential.schema().digest() != *schema {
			return Err(damaged("of another schema"));
		}
		credential
			.verify::<Bls>(&secrets.credential())
			.map_err(|e| damaged(&e.to_string()))?;
		Ok(Some(Held { record, credential }))
	}
}

/// Record and schema from a file's name; none if it is another file.
fn parse(name: &str) -> Option<(RecordId, [u8; 32])> {
	let digits = |text: &str| {
		let mut bytes = [0; 32];
		hex::decode_to_slice(text, &mut bytes).ok().map(|()| bytes)
	};
	let (record, schema) = name.split_once('-')?;
	Some((digits(record)?.into(), digits(schema)?))
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_crypto::{
		attestation::{schema, Facts, Sex},
		credential::{Claims, IssuanceContext, IssuerSecret},
	};

	const GENESIS: Hash = Hash::repeat_byte(1);

	fn folder(keystore: &tempfile::TempDir) -> Folder {
		Keystore::new(keystore.path())
			.credentials("patient", GENESIS)
			.unwrap()
	}

	/// A credential of a woman's record.
	fn issued(secrets: &Secrets, record: u8, quarter: u32) -> Held {
		let issuer = IssuerSecret::generate(&mut OsRng);
		let context = IssuanceContext {
			genesis: GENESIS.0,
			issuer: issuer.key::<Bls>().pk1,
			patient: secrets.signer().account().into(),
			record: [record; 32],
		};
		let request = secrets.credential().request::<Bls>(&context, &mut OsRng);
		let schema = schema(&["sex"]).unwrap();
		let claims = Claims {
			root: [9; 32],
			quarter,
			values: Facts::new(None, Some(Sex::Female)).values(&schema).unwrap(),
		};
		Held {
			record: Hash::repeat_byte(record),
			credential: issuer
				.issue::<Bls>(&context, &request, &schema, claims, &mut OsRng)
				.unwrap(),
		}
	}

	fn quarter(held: Option<Held>) -> Option<u32> {
		held.map(|held| held.credential.quarter())
	}

	#[test]
	fn credentials_come_back_by_record_and_schema_and_the_later_replaces_the_earlier() {
		let keystore = tempfile::tempdir().unwrap();
		let (folder, patient) = (folder(&keystore), Secrets::generate("//Patient").unwrap());
		assert!(folder.list(&patient).unwrap().is_empty());
		for (record, quarter) in [(2, 100), (1, 100), (1, 101)] {
			folder.keep(&patient, &issued(&patient, record, quarter)).unwrap();
		}
		let sex = schema(&["sex"]).unwrap();
		let find = |record, schema: &Schema| folder.find(&patient, Hash::repeat_byte(record), schema);
		assert_eq!(quarter(find(1, &sex).unwrap()), Some(101));
		assert_eq!(quarter(find(2, &sex).unwrap()), Some(100));
		assert_eq!(quarter(find(3, &sex).unwrap()), None);
		assert_eq!(quarter(find(1, &schema(&["birth-year"]).unwrap()).unwrap()), None);
		let records: Vec<_> = folder
			.list(&patient)
			.unwrap()
			.iter()
			.map(|held| held.record)
			.collect();
		assert_eq!(records, [Hash::repeat_byte(1), Hash::repeat_byte(2)]);
	}

	#[test]
	fn another_identity_reads_nothing_and_another_chain_has_its_own() {
		let keystore = tempfile::tempdir().unwrap();
		let (own, patient) = (folder(&keystore), Secrets::generate("//Patient").unwrap());
		own.keep(&patient, &issued(&patient, 1, 100)).unwrap();
		let other = Secrets::generate("//Patient").unwrap();
		assert!(matches!(own.list(&other), Err(WalletError::Keys(_))));
		let there = Keystore::new(keystore.path())
			.credentials("patient", Hash::repeat_byte(2))
			.unwrap();
		assert!(there.list(&patient).unwrap().is_empty());
	}

	#[test]
	fn what_somebody_else_put_there_is_refused() {
		let keystore = tempfile::tempdir().unwrap();
		let (folder, patient) = (folder(&keystore), Secrets::generate("//Patient").unwrap());
		let held = issued(&patient, 1, 100);
		folder.keep(&patient, &held).unwrap();
		let path = folder.file(held.record, &held.credential.schema().digest());
		let good = fs::read(&path).unwrap();
		let sex = schema(&["sex"]).unwrap();

		// Wrapped as it should be, and signed for another's secret.
		let other = Secrets::generate("//Other").unwrap();
		let foreign = wrap(
			&patient.wrap().public(),
			&folder.context(&patient, held.record, &sex.digest()),
			&issued(&other, 1, 100).credential.to_bytes(),
			&mut OsRng,
		)
		.unwrap();
		let mut changed = good.clone();
		changed[40] ^= 1;
		for bytes in [&foreign[..], &changed, &good[..good.len() - 1], b""] {
			fs::write(&path, bytes).unwrap();
			assert!(matches!(
				folder.find(&patient, held.record, &sex),
				Err(WalletError::Keys(_))
			));
		}
		fs::write(&path, &good).unwrap();
		assert!(folder.find(&patient, held.record, &sex).unwrap().is_some());
	}

	#[test]
	fn files_of_other_names_are_not_credentials() {
		let keystore = tempfile::tempdir().unwrap();
		let (folder, patient) = (folder(&keystore), Secrets::generate("//Patient").unwrap());
		folder.keep(&patient, &issued(&patient, 1, 100)).unwrap();
		for name in ["notes", "01-02", ".tmp-x"] {
			fs::write(folder.path.join(name), b"x").unwrap();
		}
		assert_eq!(folder.list(&patient).unwrap().len(), 1);
	}
}

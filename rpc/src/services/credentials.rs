//! `putAttestation` and `issueCredential`: a hospital attests to the patient of a record in its custody what it says.
//!
//! What it says the node has from its hospital's wallet, which sealed the record: the attestation, which it opens with
//! the hospital's wrap secret and holds against the commitment on chain, every time.

use super::{gate::Admitted, pairings, Services};
use crate::{
	errors::{Cause, Refusal},
	json::{IssueCredentialAnswer, PutAttestationAnswer},
};
use rand_core::OsRng;
use salus_crypto::{
	attestation::{
		answer_context, Attestation, AttestationContext, AttestationError, IssuerFile, IssuerFileError,
		ValuesError, MAX_ATTESTATION,
	},
	credential::{quarter_of, Claims, IssuanceContext, IssuanceRequest, IssuerKey, Schema},
	index::{IndexSecret, UnwrapKeyError, WrapContext},
	Bls,
};
use salus_primitives::{
	hospital::{HospitalId, Role},
	record::{RecordInfo, RecordStatus},
	request::{IssueCredential, PutAttestation},
	AccountId, BlockNumber, Hash,
};
use sp_core::Bytes;
use std::{
	io,
	path::{Path, PathBuf},
	time::{SystemTime, UNIX_EPOCH},
};
use zeroize::Zeroizing;

/// Largest issuer's file, with room.
const MAX_ISSUER_FILE: u64 = 4096;

/// Why an issuer's file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
	/// The file cannot be read.
	#[error("the issuer's file {0:?} cannot be read: {1}")]
	Read(PathBuf, io::Error),
	/// Others may read it.
	#[error("the issuer's file {0:?} is open to others than its owner: make it mode 0600")]
	Open(PathBuf),
	/// The file is no issuer's.
	#[error("the file {0:?} is no issuer's: {1}")]
	Decode(PathBuf, IssuerFileError),
}

/// Where the secrets lie with which a node issues. They are read when they are used: an operator brings and replaces
/// them without stopping the node.
pub struct IssuerFiles(Vec<PathBuf>);

impl IssuerFiles {
	/// A file may come later, but must be sound if it is there.
	pub fn open(paths: Vec<PathBuf>) -> Result<Self, IssuerError> {
		for path in &paths {
			match read(path) {
				Err(IssuerError::Read(_, error)) if error.kind() == io::ErrorKind::NotFound => {
					tracing::warn!(target: "salus", ?path, "the issuer's file is not there yet");
				}
				outcome => drop(outcome?),
			}
		}
		Ok(Self(paths))
	}

	/// The secrets as they are now; none unless all files are there and sound.
	pub(super) fn load(&self) -> Option<Issuer> {
		Issuer::load(&self.0).unwrap_or_else(|error| {
			tracing::warn!(target: "salus", %error, "no credentials can be issued, and no receipts signed");
			None
		})
	}
}

/// The secrets with which a node issues.
pub struct Issuer {
	signing: IssuerFile,
	key: IssuerKey,
	/// Files of before the hospital replaced its keys: they open attestations and sign nothing.
	former: Vec<IssuerFile>,
}

impl Issuer {
	/// Loads files; the first signs, all open attestations. None if there are none.
	pub fn load(paths: &[PathBuf]) -> Result<Option<Self>, IssuerError> {
		let mut files = Vec::with_capacity(paths.len());
		for path in paths {
			files.push(read(path)?);
		}
		let mut files = files.into_iter();
		Ok(files.next().map(|signing| Self {
			key: signing.issuer.key::<Bls>(),
			signing,
			former: files.collect(),
		}))
	}

	/// All files, the one that signs first.
	pub(super) fn files(&self) -> impl Iterator<Item = &IssuerFile> {
		std::iter::once(&self.signing).chain(&self.former)
	}

	/// Opens an index key that is wrapped to the hospital, with the wrap secret of now or one of before.
	pub(super) fn unwrap_index_key(
		&self,
		context: &WrapContext,
		public: &[u8; 32],
		wrapped: &[u8],
	) -> Result<IndexSecret, UnwrapKeyError> {
		let open = |file: &IssuerFile| IndexSecret::unwrap(&file.wrap, context, public, wrapped);
		let outcome = open(&self.signing);
		match outcome {
			Ok(secret) => Ok(secret),
			Err(error) => self.former.iter().find_map(|file| open(file).ok()).ok_or(error),
		}
	}

	fn unwrap(&self, context: &AttestationContext, wrapped: &[u8]) -> Result<Attestation, AttestationError> {
		let mut outcome = Attestation::unwrap(&self.signing.wrap, context, wrapped);
		for file in &self.former {
			if outcome.is_ok() {
				break;
			}
			outcome = Attestation::unwrap(&file.wrap, context, wrapped);
		}
		outcome
	}
}

fn read(path: &Path) -> Result<IssuerFile, IssuerError> {
	let unreadable = |error| IssuerError::Read(path.into(), error);
	let meta = std::fs::metadata(path).map_err(unreadable)?;
	if meta.len() > MAX_ISSUER_FILE {
		return Err(unreadable(io::ErrorKind::FileTooLarge.into()));
	}
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		if meta.permissions().mode() & 0o077 != 0 {
			return Err(IssuerError::Open(path.into()));
		}
	}
	let bytes = Zeroizing::new(std::fs::read(path).map_err(unreadable)?);
	IssuerFile::from_bytes(&bytes).map_err(|error| IssuerError::Decode(path.into(), error))
}

/// The node's clock, in seconds since 1970.
fn now() -> u64 {
	SystemTime::now()
		.duration_since(UNIX_EPOCH)
		.map(|since| since.as_secs())
		.unwrap_or_default()
}

impl Services {
	fn attestation_context(&self, record: Hash, hospital: HospitalId) -> AttestationContext {
		AttestationContext {
			genesis: self.chain.genesis().0,
			record: record.0,
			hospital,
		}
	}

	/// Keeps what the hospital needs to attest a record that it has, or is to have.
	pub(super) fn put_attestation(
		&self,
		request: Admitted<PutAttestation>,
	) -> Result<PutAttestationAnswer, Refusal> {
		request.serving_accredited()?;
		if !request.is_own() || request.person.role != Role::Hospital {
			return Err(Refusal::with(
				Cause::WrongRole,
				"operator of this node's hospital",
			));
		}
		let (at, own) = (request.at(), request.serving.hospital.id);
		let PutAttestation { record, attestation } = request.body;
		if attestation.len() > MAX_ATTESTATION {
			return Err(Cause::RequestTooLarge.into());
		}
		let on_chain = self.chain.record(at, record)?;
		if on_chain
			.as_ref()
			.is_some_and(|record| record.custodian != own && record.offered_to != Some(own))
		{
			return Err(Cause::NotCustodian.into());
		}
		let issuer = self.issuer.load();
		if let Some(issuer) = &issuer {
			let opened = issuer
				.unwrap(&self.attestation_context(record, own), &attestation)
				.map_err(|error| Refusal::with(Cause::AttestationInvalid, error))?;
			if on_chain.is_some_and(|record| !opened.is_of(&record.commitment.0)) {
				return Err(Cause::AttestationInvalid.into());
			}
		}
		self.attestations.put(record, &attestation)?;
		Ok(PutAttestationAnswer {
			checked: issuer.is_some(),
		})
	}

	/// Attests a record to its patient, for the current quarter.
	pub(super) fn issue_credential(
		&self,
		request: Admitted<IssueCredential>,
	) -> Result<IssueCredentialAnswer, Refusal> {
		request.serving_accredited()?;
		let issuer = self.issuer.load().ok_or(Cause::NoIssuerKey)?;
		let (at, hospital) = (request.at(), &request.serving.hospital);
		let record = request.body.record;
		let on_chain = self.chain.record(at, record)?.ok_or(Cause::UnknownRecord)?;
		if on_chain.patient != request.person.account {
			return Err(Cause::NotPatient.into());
		}
		if on_chain.custodian != hospital.id {
			return Err(Cause::NotCustodian.into());
		}
		if on_chain.status != RecordStatus::Live {
			return Err(Cause::RecordRetired.into());
		}
		if (issuer.key.pk1, issuer.key.pk2) != (hospital.issuer_pk1, hospital.issuer_pk2) {
			return Err(Cause::IssuerKeyMismatch.into());
		}
		let wrap_key = request.wrap_key()?;
		let schema = Schema::from_bytes(&request.body.schema)
			.map_err(|error| Refusal::with(Cause::SchemaInvalid, error))?;

		let attestation = self.attestation(&issuer, &on_chain, hospital.id)?;
		let values = attestation.facts.values(&schema).map_err(|error| match error {
			ValuesError::Undefined { .. } => Refusal::with(Cause::SchemaInvalid, error),
			ValuesError::Missing { .. } => Refusal::with(Cause::ValueMissing, error),
		})?;

		let patient: [u8; 32] = request.person.account.clone().into();
		let context = IssuanceContext {
			genesis: self.chain.genesis().0,
			issuer: issuer.key.pk1,
			patient,
			record: record.0,
		};
		let asked = IssuanceRequest::from_bytes(&request.body.request)
			.and_then(|asked| asked.verify::<Bls>(&context).map(|()| asked))
			.map_err(|error| Refusal::with(Cause::CredentialRequestInvalid, error))?;
		let quarter = quarter_of(now());
		self.holders.admit(&request.person.account, &asked.u, quarter)?;
		let claims = Claims {
			root: *attestation.root,
			quarter,
			values,
		};
		let credential = issuer
			.signing
			.issuer
			.issue::<Bls>(&context, &asked, &schema, claims, &mut OsRng)
			.map_err(|error| Refusal::with(Cause::Internal, error))?;
		let context = answer_context(&context.genesis, &context.record, &patient, &asked.u);
		Ok(IssueCredentialAnswer {
			block: at,
			quarter,
			wrapped: Bytes(pairings::wrap(&wrap_key, &context, &credential.to_bytes())?),
		})
	}

	/// The attestation of a record, which it must fit.
	fn attestation(
		&self,
		issuer: &Issuer,
		record: &RecordInfo<AccountId, BlockNumber>,
		own: HospitalId,
	) -> Result<Attestation, Refusal> {
		let wrapped = self.attestations.get(record.id)?.ok_or(Cause::NotAttested)?;
		let attestation = issuer
			.unwrap(&self.attestation_context(record.id, own), &wrapped)
			.map_err(|error| Refusal::with(Cause::AttestationInvalid, error))?;
		if !attestation.is_of(&record.commitment.0) {
			return Err(Cause::AttestationInvalid.into());
		}
		Ok(attestation)
	}

	/// The attestation of a record for the next custodian, wrapped to its key; none where this node has none that opens.
	pub(super) fn attestation_for(
		&self,
		record: &RecordInfo<AccountId, BlockNumber>,
		own: HospitalId,
		receiver: HospitalId,
		key: &[u8; 32],
	) -> Result<Option<Vec<u8>>, Refusal> {
		let Some(issuer) = self.issuer.load() else {
			return Ok(None);
		};
		let attestation = match self.attestation(&issuer, record, own) {
			Ok(attestation) => attestation,
			Err(Refusal {
				cause: Cause::NotAttested | Cause::AttestationInvalid,
				..
			}) => return Ok(None),
			Err(refusal) => return Err(refusal),
		};
		attestation
			.wrap(key, &self.attestation_context(record.id, receiver), &mut OsRng)
			.map(Some)
			.map_err(|error| Refusal::with(Cause::Internal, error))
	}
}

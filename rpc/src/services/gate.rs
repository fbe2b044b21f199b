//! The gate: what every signed request passes before its service, in this order: size, form, chain, hospital, method,
//! expiry, signature, nonce, enrolment, revocation, accreditation, rates. All of it on finalised state.

use super::{
	limits::{Limiter, Limits},
	nonces::Nonces,
};
use crate::{
	chain::{Chain, Head},
	errors::{Cause, Refusal},
	json::SignedRequestJson,
};
use codec::{Decode, DecodeAll};
use salus_crypto::report::MAX_REPORT;
use salus_primitives::{
	hospital::{HospitalId, HospitalInfo, HospitalStatus, KeyPurpose, PersonInfo, Role},
	request::{Body, Envelope, Method, SignedRequest, MAX_CHUNK, MAX_REQUEST_LIFE},
	AccountId, BlockNumber, Hash, Signature,
};
use std::{
	io,
	path::PathBuf,
	sync::{Arc, Mutex, PoisonError},
	time::Instant,
};

/// Bytes that an envelope may have beside its ciphertext: a header of 128 rows, an attribute key of 64 attributes and
/// 128 custodian's parts fit well.
const MAX_ENVELOPE: usize = 64 * 1024;
/// Longest SCALE signature: ECDSA.
const MAX_SIGNATURE: usize = 66;

/// The hospital that a node serves.
#[derive(Clone, Debug)]
pub struct Serving {
	/// The hospital.
	pub hospital: HospitalInfo<AccountId, BlockNumber>,
	/// The finalised block that said so.
	pub at: Head,
}

/// A request that passed.
#[derive(Clone, Debug)]
pub struct Admitted<B> {
	/// What is asked.
	pub body: B,
	/// Who asks.
	pub person: PersonInfo<AccountId>,
	/// The hospital asked, with the block whose state decides.
	pub serving: Serving,
}

impl<B> Admitted<B> {
	/// The hash of the finalised block whose state decides.
	pub fn at(&self) -> Hash {
		self.serving.at.hash
	}

	/// Whether the signer is staff or operator of the hospital asked.
	pub fn is_own(&self) -> bool {
		matches!(self.person.role, Role::Staff | Role::Hospital)
			&& self.person.hospital == Some(self.serving.hospital.id)
	}

	/// The signer's registered wrap key.
	pub fn wrap_key(&self) -> Result<[u8; 32], Refusal> {
		let mut keys = self.person.keys.iter();
		keys.find(|(purpose, _)| *purpose == KeyPurpose::Wrap)
			.map(|(_, key)| *key)
			.ok_or(Cause::NoWrapKey.into())
	}

	/// Refuses if the hospital asked is not in good standing.
	pub fn serving_accredited(&self) -> Result<(), Refusal> {
		if self.serving.hospital.status != HospitalStatus::Accredited {
			return Err(Cause::ServingHospitalNotAccredited.into());
		}
		Ok(())
	}
}

/// The gate of one node.
pub struct Gate {
	chain: Arc<dyn Chain>,
	handle: String,
	limiter: Mutex<Limiter>,
	nonces: Mutex<Nonces>,
}

impl Gate {
	/// The gate of the hospital with `handle`.
	pub fn open(chain: Arc<dyn Chain>, handle: String, limits: Limits, nonces: PathBuf) -> io::Result<Self> {
		let finalised = chain.finalised().number;
		Ok(Self {
			chain,
			handle,
			limiter: Mutex::new(Limiter::new(limits)),
			nonces: Mutex::new(Nonces::open(nonces, finalised)?),
		})
	}

	/// The hospital served, as the best finalised block has it.
	pub fn serving(&self) -> Result<Serving, Refusal> {
		self.serving_at(self.chain.finalised())
	}

	/// A signer in good standing, as a finalised block has it.
	pub fn standing_at(&self, at: Head, signer: &AccountId) -> Result<PersonInfo<AccountId>, Refusal> {
		self.standing(&self.serving_at(at)?, signer, None)
	}

	fn serving_at(&self, at: Head) -> Result<Serving, Refusal> {
		let hospital = self
			.chain
			.hospital_by_handle(at.hash, self.handle.clone().into_bytes())?
			.ok_or(Cause::HospitalUnknown)?;
		Ok(Serving { hospital, at })
	}

	/// Lets a request through, and uses up its nonce, or refuses it.
	pub fn admit<B: Body>(&self, json: &SignedRequestJson, now: Instant) -> Result<Admitted<B>, Refusal> {
		let serving = self.serving()?;
		let request = self.decode::<B>(json, serving.hospital.id)?;
		let envelope = &request.envelope;
		if serving.at.number > envelope.expires_at {
			return Err(Cause::RequestExpired.into());
		}
		if envelope.expires_at.saturating_sub(serving.at.number) > MAX_REQUEST_LIFE {
			return Err(Cause::ExpiryTooFar.into());
		}
		if !request.is_signed() {
			return Err(Cause::BadSignature.into());
		}
		let (signer, nonce) = (&request.signer, envelope.nonce);
		if self
			.nonces
			.lock()
			.unwrap_or_else(PoisonError::into_inner)
			.is_used(signer, nonce)
		{
			return Err(Cause::NonceReplayed.into());
		}
		let person = self.standing(&serving, signer, Some(B::METHOD))?;
		self.limiter
			.lock()
			.unwrap_or_else(PoisonError::into_inner)
			.count(signer, person.hospital, now)?;
		self.nonces
			.lock()
			.unwrap_or_else(PoisonError::into_inner)
			.use_up(signer, nonce, envelope.expires_at, serving.at.number)?;
		Ok(Admitted {
			body: request.envelope.body,
			person,
			serving,
		})
	}

	/// Reads chain, hospital and method before the body, so that the cause is the true one.
	fn decode<B: Body>(
		&self,
		json: &SignedRequestJson,
		own: HospitalId,
	) -> Result<SignedRequest<B>, Refusal> {
		let limit = match B::METHOD {
			Method::PutRecord => MAX_ENVELOPE + MAX_CHUNK as usize,
			Method::PutReport => MAX_ENVELOPE + MAX_REPORT,
			_ => MAX_ENVELOPE,
		};
		let payload = unhex("payload", &json.payload, limit)?;
		let signature = unhex("signature", &json.signature, MAX_SIGNATURE)?;
		let malformed =
			|part: &'static str| move |_: codec::Error| Refusal::with(Cause::MalformedRequest, part);
		let (genesis, audience, method) =
			<(Hash, HospitalId, Method)>::decode(&mut &payload[..]).map_err(malformed("payload"))?;
		if genesis != self.chain.genesis() {
			return Err(Cause::WrongChain.into());
		}
		if audience != own {
			return Err(Cause::WrongAudience.into());
		}
		if method != B::METHOD {
			return Err(Cause::WrongMethod.into());
		}
		Ok(SignedRequest {
			envelope: Envelope::decode_all(&mut &payload[..]).map_err(malformed("payload"))?,
			signer: json.signer.0.clone(),
			signature: Signature::decode_all(&mut &signature[..]).map_err(malformed("signature"))?,
		})
	}

	fn standing(
		&self,
		serving: &Serving,
		signer: &AccountId,
		method: Option<Method>,
	) -> Result<PersonInfo<AccountId>, Refusal> {
		let at = serving.at.hash;
		// A node asks for what it combines in its hospital's name, and for nothing else.
		let principal = match method {
			Some(Method::PartialUpdateKey) => self.principal(at, signer)?,
			_ => None,
		};
		let person = match principal {
			Some(operator) => operator,
			None => self.enrolled(at, signer)?,
		};
		// A patient keeps the right to the own record whatever becomes of the sponsor.
		if matches!(person.role, Role::Staff | Role::Hospital) {
			let hospital = match person.hospital {
				Some(id) if id == serving.hospital.id => Some(serving.hospital.clone()),
				Some(id) => self.chain.hospital(at, id)?,
				None => None,
			};
			if hospital.is_none_or(|hospital| hospital.status != HospitalStatus::Accredited) {
				return Err(Cause::HospitalNotAccredited.into());
			}
		}
		Ok(person)
	}
}

impl Gate {
	/// Who signs in the own name, and is not revoked.
	fn enrolled(&self, at: Hash, signer: &AccountId) -> Result<PersonInfo<AccountId>, Refusal> {
		let person = self.chain.person(at, signer.clone())?.ok_or(Cause::NotEnrolled)?;
		if person.revoked {
			return Err(Cause::SignerRevoked.into());
		}
		Ok(person)
	}

	/// The operator whose agent an account is. It answers for its agent, whatever role others gave that account, and its
	/// node goes on though its own account be revoked.
	fn principal(&self, at: Hash, agent: &AccountId) -> Result<Option<PersonInfo<AccountId>>, Refusal> {
		match self.chain.acts_for(at, agent.clone())? {
			Some(operator) if operator != *agent => self.chain.person(at, operator),
			_ => Ok(None),
		}
	}
}

fn unhex(part: &'static str, text: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
	let digits = text
		.strip_prefix("0x")
		.ok_or(Refusal::with(Cause::MalformedRequest, part))?;
	if digits.len() / 2 > limit {
		return Err(Refusal::with(Cause::RequestTooLarge, part));
	}
	sp_core::bytes::from_hex(text).map_err(|_| Refusal::with(Cause::MalformedRequest, part))
}

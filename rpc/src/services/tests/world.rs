use crate::{
	errors::{Cause, Refusal, RefusalData},
	json::SignedRequestJson,
	services::{Limits, Rate, Services, ServicesApiServer, ServicesConfig, ServicesRpc},
	testing::{block, hospital, person, Ledger, Spawner},
};
use jsonrpsee::{rpc_params, MethodsError};
use salus_primitives::{
	hospital::{HospitalId, Role},
	request::{signing_payload, Body, Envelope, SignedRequest},
	AccountId, Hash,
};
use serde::de::DeserializeOwned;
use sp_keyring::Sr25519Keyring as Keyring;
use std::{
	num::NonZeroU32,
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
};
use substrate_prometheus_endpoint::Registry;
use tempfile::TempDir;

/// Two hospitals, and people of both.
pub struct World {
	pub ledger: Arc<Ledger>,
	pub services: Arc<Services>,
	pub folder: TempDir,
}

/// The hospital whose node is tested.
pub const OWN: HospitalId = 0;
/// The other one.
pub const OTHER: HospitalId = 1;
/// Runs the own hospital.
pub const OPERATOR: Keyring = Keyring::Alice;
/// Works at the own hospital.
pub const DOCTOR: Keyring = Keyring::Bob;
/// Works at the other hospital.
pub const COLLEAGUE: Keyring = Keyring::Charlie;
/// A patient.
pub const PATIENT: Keyring = Keyring::Dave;
/// Unknown to the consortium.
pub const STRANGER: Keyring = Keyring::Eve;

/// Limits that tests do not meet.
pub fn generous() -> Limits {
	let rate = Rate {
		per_second: NonZeroU32::new(10_000).unwrap(),
		per_day: NonZeroU32::new(1_000_000).unwrap(),
	};
	Limits {
		per_key: rate,
		per_hospital: rate,
	}
}

impl World {
	pub fn new() -> Self {
		Self::with(|_| {})
	}

	pub fn with(configure: impl FnOnce(&mut ServicesConfig)) -> Self {
		Self::measured(configure, None)
	}

	/// A world whose services count in a registry.
	pub fn measured(configure: impl FnOnce(&mut ServicesConfig), registry: Option<&Registry>) -> Self {
		let ledger = Ledger::new();
		let folder = tempfile::tempdir().unwrap();
		{
			let mut state = ledger.state();
			state
				.hospitals
				.push(hospital(OWN, "st-mary", OPERATOR.to_account_id()));
			state
				.hospitals
				.push(hospital(OTHER, "general", Keyring::Ferdie.to_account_id()));
			for (key, role, hospital) in [
				(OPERATOR, Role::Hospital, OWN),
				(DOCTOR, Role::Staff, OWN),
				(COLLEAGUE, Role::Staff, OTHER),
				(PATIENT, Role::Patient, OWN),
			] {
				let account = key.to_account_id();
				state
					.persons
					.insert(account.clone(), person(account, role, Some(hospital)));
			}
		}
		let mut config = ServicesConfig::new("st-mary", folder.path().join("services"));
		config.limits = generous();
		configure(&mut config);
		let services = Services::open(config, ledger.clone(), Arc::new(Spawner), registry).unwrap();
		Self {
			ledger,
			services,
			folder,
		}
	}

	/// A request as a wallet makes it.
	pub fn envelope<B: Body>(&self, body: B) -> Envelope<B> {
		static NONCE: AtomicU64 = AtomicU64::new(1);
		let mut nonce = [0; 16];
		nonce[..8].copy_from_slice(&NONCE.fetch_add(1, Ordering::Relaxed).to_le_bytes());
		Envelope {
			genesis: block(0),
			audience: OWN,
			method: B::METHOD,
			nonce,
			expires_at: 50,
			body,
		}
	}

	pub fn signed<B: Body>(&self, key: Keyring, body: B) -> SignedRequest<B> {
		sign(key, self.envelope(body))
	}

	/// Calls a method as JSON-RPC.
	pub async fn call<T: DeserializeOwned + Clone>(
		&self,
		method: &str,
		request: SignedRequestJson,
	) -> Result<T, Refusal> {
		let module = ServicesRpc::new(Some(self.services.clone())).into_rpc();
		match module.call::<_, T>(method, rpc_params![request]).await {
			Ok(answer) => Ok(answer),
			Err(MethodsError::JsonRpc(error)) => {
				let data: RefusalData = serde_json::from_str(error.data().unwrap().get()).unwrap();
				assert_eq!(error.code(), data.cause.code());
				Err(data.into())
			}
			Err(error) => panic!("{error}"),
		}
	}

	pub async fn ask<B: Body, T: DeserializeOwned + Clone>(
		&self,
		method: &str,
		key: Keyring,
		body: B,
	) -> Result<T, Refusal> {
		self.call(method, SignedRequestJson::from(&self.signed(key, body)))
			.await
	}

	pub fn account(&self, key: Keyring) -> AccountId {
		key.to_account_id()
	}
}

pub fn sign<B: Body>(key: Keyring, envelope: Envelope<B>) -> SignedRequest<B> {
	let signature = key.sign(&signing_payload(&envelope)).into();
	SignedRequest {
		envelope,
		signer: key.to_account_id(),
		signature,
	}
}

/// The cause of a refusal that must be one.
pub fn cause<T: std::fmt::Debug>(result: Result<T, Refusal>) -> Cause {
	result.unwrap_err().cause
}

pub fn record_id(seed: u8) -> Hash {
	Hash::repeat_byte(seed)
}

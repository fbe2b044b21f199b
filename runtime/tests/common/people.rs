//! Keys and proofs of the people of a test chain, and hospitals set up with them.

use super::{account, secret, Chain};
use codec::Encode;
use curve25519_dalek::Scalar;
use frame_support::assert_ok;
use rand::rngs::OsRng;
use salus_crypto::{
	authority::PublicParameters,
	keys::{prove_paired_key, prove_ristretto_key, KeyContext, KeyPurpose},
	Bls, Fr,
};
use salus_primitives::{
	authority::Parameters,
	hospital::{HospitalId, ProvenKey, ProvenPairedKey},
	record::{record_payload, RecordId, Scope},
	traits::Sharings,
};
use salus_runtime::{AccountId, KeyAuthority, Runtime, System};
use sp_core::{Pair, H256};
use sp_runtime::MultiSignature;

/// The council of the network `local`.
pub const COUNCIL: [&str; 4] = ["CouncilA", "CouncilB", "CouncilC", "CouncilD"];

/// The hospitals of the network `local`, which validate from genesis.
pub const HOSPITALS: [&str; 4] = ["StMary", "Charite", "Karolinska", "Mayo"];

/// Its technical committee.
pub const COMMITTEE: [&str; 4] = HOSPITALS;

/// What proofs of `name`'s keys are bound to.
fn context(chain: &mut Chain, name: &str) -> KeyContext {
	let genesis = chain.read(|| System::block_hash(0)).into();
	KeyContext {
		genesis,
		account: account(name).into(),
	}
}

/// Puts a dealing to use, as the end of a ceremony does: `operators` in the order of their shares.
pub fn share(chain: &mut Chain, public: &PublicParameters, operators: &[AccountId]) {
	let parameters = Parameters::new(public.clone(), operators).expect("one operator a share");
	chain.read(|| <KeyAuthority as Sharings<AccountId>>::install_parameters(parameters));
}

/// A wrap key of `name` with its proof.
pub fn wrap_key(chain: &mut Chain, name: &str) -> ProvenKey {
	wrap_key_of(chain, name, &Scalar::random(&mut OsRng))
}

/// The wrap key of `name` whose secret is `secret`, with its proof.
pub fn wrap_key_of(chain: &mut Chain, name: &str, secret: &Scalar) -> ProvenKey {
	let context = context(chain, name);
	let (key, proof) = prove_ristretto_key(KeyPurpose::Wrap, secret, &context, &mut OsRng);
	ProvenKey { key, proof: proof.0 }
}

/// A paired key of `name` for `purpose`, of the secret `x`.
pub fn paired_key(chain: &mut Chain, name: &str, purpose: KeyPurpose, x: u64) -> ProvenPairedKey {
	let context = context(chain, name);
	let (pk1, pk2, proof) = prove_paired_key::<Bls>(purpose, &Fr::from(x), &context, &mut OsRng);
	ProvenPairedKey {
		pk1,
		pk2,
		proof: proof.0,
	}
}

/// The hospital of `name` applies under `handle`, and the council accredits it.
pub fn accredit(chain: &mut Chain, name: &str, handle: &str) -> HospitalId {
	let wrap = wrap_key(chain, name);
	accredit_with(chain, name, handle, wrap)
}

/// The same with a wrap key of which the secret is known.
pub fn accredit_with(chain: &mut Chain, name: &str, handle: &str, wrap: ProvenKey) -> HospitalId {
	let issuer = paired_key(chain, name, KeyPurpose::Issuer, 7);
	let apply = pallet_hospital_registry::Call::<Runtime>::apply {
		handle: handle.as_bytes().to_vec().try_into().expect("short"),
		endpoint: b"http://127.0.0.1:9944".to_vec().try_into().expect("short"),
		wrap,
		issuer,
	};
	assert_ok!(chain.send(name, apply));
	let info = chain
		.read(|| salus_runtime::HospitalRegistry::api_hospital_by_handle(handle.into()))
		.expect("it has applied");
	assert_ok!(chain.council(
		&COUNCIL[..3],
		pallet_hospital_registry::Call::<Runtime>::accredit { hospital: info.id }
	));
	info.id
}

/// A hospital enrols staff.
pub fn enrol(chain: &mut Chain, operator: &str, staff: &str) {
	let call = pallet_hospital_registry::Call::<Runtime>::enrol_staff {
		account: account(staff),
	};
	assert_ok!(chain.send(operator, call));
}

/// A hospital registers a patient.
pub fn register_patient(chain: &mut Chain, operator: &str, patient: &str) {
	let wrap = wrap_key(chain, patient);
	let call = pallet_hospital_registry::Call::<Runtime>::register_patient {
		patient: account(patient),
		wrap,
	};
	assert_ok!(chain.send(operator, call));
}

/// A registration of a record, signed by its issuer.
pub fn registration(
	chain: &mut Chain,
	issuer: &str,
	patient: &str,
	record: RecordId,
	scope: Scope,
) -> pallet_ehr_index::Registration<AccountId> {
	let genesis = chain.read(|| System::block_hash(0));
	let patient = account(patient);
	let commitment = H256::repeat_byte(3);
	let payload = record_payload(genesis, record, &patient, scope, commitment);
	pallet_ehr_index::Registration {
		patient,
		scope,
		commitment,
		blob_digest: H256::repeat_byte(4),
		blob_length: 1_000,
		location: record.encode().try_into().expect("short"),
		era: 0,
		signature: MultiSignature::Sr25519(secret(issuer).sign(&payload)),
	}
}

//! Sealing: a bundle becomes ciphertext at the hospital's node, and a commitment on chain.

use crate::{
	chain::{At, Chain, Included, Signer},
	error::{Result, WalletError},
	fhir, parameters,
	progress::Progress,
	services::Hospital,
};
use rand_core::{OsRng, RngCore};
use salus_crypto::{
	attestation::{Attestation, AttestationContext, AttestationError, Facts},
	header::{encrypt, HeaderContext},
	policy::{Attribute, Policy},
	record::{self, Envelope, Field, RecordContext, SealRequest},
	tables::Tables,
	Bls,
};
use salus_primitives::{
	hospital::{KeyPurpose, CONSORTIUM},
	record::{record_payload, Location, RecordId, Scope},
	request::{CustodianPart, PutAttestation, PutRecord, MAX_CHUNK},
	AccountId, Hash,
};
use salus_runtime::Runtime;
use std::{collections::BTreeSet, path::Path};

/// Version of the labels: resource type, and the first code where there is one.
pub const SCHEMA: u16 = 1;
/// The attribute of those who may break the glass.
pub const EMERGENCY: &str = "consortium/emergency";

/// How to seal.
pub struct SealOptions {
	/// Who may open, unless a field's label has a policy of its own.
	pub policy: String,
	/// Policies by the beginning of a label.
	pub policies: Vec<(String, Policy)>,
	/// Whose record it is.
	pub patient: AccountId,
	/// The scope; a new random one if none.
	pub scope: Option<Scope>,
	/// Whether [`EMERGENCY`] opens it too: unless the patient refuses.
	pub emergency: bool,
}

/// A record that stands on chain.
pub struct SealedRecord {
	/// Its identifier.
	pub record: RecordId,
	/// Its scope.
	pub scope: Scope,
	/// Number of fields.
	pub fields: usize,
	/// Length of the ciphertext in bytes.
	pub length: usize,
	/// Whether the hospital can attest it: not if it has more codes than an attestation takes.
	pub attested: bool,
	/// The registration.
	pub included: Included,
}

/// `LABEL=POLICY`.
pub fn labelled_policy(text: &str) -> Result<(String, Policy)> {
	let (label, policy) = text
		.split_once('=')
		.ok_or_else(|| WalletError::Input(format!("'{text}': expected LABEL=POLICY")))?;
	Ok((label.into(), parse_policy(policy)?))
}

/// A policy; an error shows where it is wrong.
pub fn parse_policy(text: &str) -> Result<Policy> {
	Policy::parse(text).map_err(|error| WalletError::Input(error.caret(text)))
}

/// The policy, or holders of [`EMERGENCY`]; as it is if they satisfy it already.
fn or_emergency(policy: Policy) -> Result<Policy> {
	let refused = |error: &dyn core::fmt::Display| {
		WalletError::Input(format!(
			"no room for {EMERGENCY} in '{policy}': {error}; shorten it, or --no-emergency if the patient refuses"
		))
	};
	let emergency = Attribute::parse(EMERGENCY).map_err(|error| refused(&error))?;
	if policy.is_satisfied_by(&BTreeSet::from([emergency.clone()])) {
		return Ok(policy);
	}
	Policy::any(vec![policy.clone(), Policy::attribute(emergency)]).map_err(|error| refused(&error))
}

/// The content of a record before it is bound to a chain: fields, and the policy of each group.
pub struct Plan {
	fields: Vec<fhir::Field>,
	groups: Vec<usize>,
	policies: Vec<Policy>,
}

impl Plan {
	/// Cuts a bundle, and sorts its fields into groups by policy.
	pub fn new(
		bundle: &[u8],
		policy: &str,
		special: &[(String, Policy)],
	) -> Result<Self, (Option<fhir::FhirError>, Option<WalletError>)> {
		let policy = parse_policy(policy).map_err(|error| (None, Some(error)))?;
		let fields = fhir::split(bundle).map_err(|error| (Some(error), None))?;
		let mut policies = vec![policy];
		let mut groups = Vec::with_capacity(fields.len());
		for field in &fields {
			let own = special
				.iter()
				.find(|(label, _)| field.label.starts_with(label.as_str()));
			let group = match own {
				None => 0,
				Some((_, policy)) => match policies.iter().position(|known| known == policy) {
					Some(group) => group,
					None => {
						policies.push(policy.clone());
						policies.len() - 1
					}
				},
			};
			groups.push(group);
		}
		Ok(Self {
			fields,
			groups,
			policies,
		})
	}

	/// Adds a row to each policy, so that holders of [`EMERGENCY`] open as well, once the chain lets them.
	pub fn with_emergency(self) -> Result<Self> {
		let policies = self
			.policies
			.into_iter()
			.map(or_emergency)
			.collect::<Result<_>>()?;
		Ok(Self { policies, ..self })
	}

	/// What the hospital may attest of the record.
	pub fn facts(&self) -> Facts {
		fhir::facts_of(&self.fields)
	}

	/// Encrypts for a chain. Gives the sealed record, and the custodian's part of each header.
	pub fn seal(
		&self,
		context: RecordContext,
		parameters: &salus_crypto::authority::Parameters<Bls>,
		era: u32,
		patient: [u8; 32],
	) -> Result<(record::Sealed, Vec<CustodianPart>)> {
		let mut tables = Tables::<Bls>::new();
		let mut parts = Vec::new();
		let fields: Vec<_> = self
			.fields
			.iter()
			.zip(&self.groups)
			.map(|(field, group)| Field {
				label: &field.label,
				content: &field.bytes,
				group: *group,
			})
			.collect();
		let request = SealRequest {
			context,
			schema: SCHEMA,
			fields: &fields,
			groups: self.policies.len(),
			patient,
		};
		let sealed = record::seal(&request, &mut OsRng, |group, payload, rng| {
			let context = HeaderContext {
				genesis: context.genesis,
				record: context.record,
				ceremony: parameters.public().ceremony,
				policy: self.policies[group].clone(),
			};
			let sealed = encrypt::<Bls>(parameters, &mut tables, &context, &*payload.to_bytes(), era, rng)?;
			let (v1s, v2s) = sealed.custodian_part.points();
			parts.push(CustodianPart {
				header_hash: salus_crypto::hash::sha256(&sealed.header).into(),
				era,
				v1s,
				v2s,
			});
			Ok(Envelope {
				header: sealed.header,
				boxed: sealed.sealed_box,
			})
		})
		.map_err(|error: record::SealError<salus_crypto::header::HeaderError>| {
			WalletError::Input(format!("the record cannot be sealed: {error}"))
		})?;
		Ok((sealed, parts))
	}
}

/// Seals a file for a patient, stores the ciphertext at the signer's own hospital with what that needs to attest it, and
/// registers the record.
///
/// Registered last: a failure before leaves nothing on chain, and ciphertext that nobody can ask for.
pub async fn seal_file(
	chain: &Chain,
	signer: &Signer,
	path: &Path,
	options: SealOptions,
) -> Result<SealedRecord> {
	let bundle = std::fs::read(path).map_err(WalletError::file(path))?;
	let plan = Plan::new(&bundle, &options.policy, &options.policies).map_err(|error| match error {
		(Some(error), _) => WalletError::Record {
			path: path.into(),
			error,
		},
		(_, Some(error)) => error,
		(None, None) => WalletError::Input("nothing to seal".into()),
	})?;
	drop(bundle);
	let plan = match options.emergency {
		true => plan.with_emergency()?,
		false => plan,
	};

	let at = At::Block(chain.hash(At::Best).await?);
	know_namespaces(chain, &plan.policies, at).await?;
	let me = chain
		.person(&signer.account(), at)
		.await?
		.and_then(|person| person.hospital)
		.ok_or_else(|| WalletError::NotAllowed("only a hospital seals records: apply first".into()))?;
	let patient = chain
		.person(&options.patient, at)
		.await?
		.and_then(|person| {
			person
				.keys
				.into_iter()
				.find(|(purpose, _)| *purpose == KeyPurpose::Wrap)
		})
		.map(|(_, key)| key)
		.ok_or_else(|| WalletError::NotAllowed("the patient is not registered with a wrap key".into()))?;
	let parameters = parameters::load(chain, at).await?;
	let era = chain.epoch(at).await?.era;

	let genesis = chain.genesis();
	let hospital = salus_crypto::hash::sha256(&codec::Encode::encode(&signer.account()));
	let record: RecordId = record::record_id(&genesis.0, &hospital, &mut OsRng).into();
	let scope = options.scope.unwrap_or_else(|| {
		let mut scope = [0; 16];
		OsRng.fill_bytes(&mut scope);
		scope
	});
	let context = RecordContext {
		genesis: genesis.0,
		record: record.0,
	};
	let (sealed, parts) = plan.seal(context, &parameters, era, patient)?;

	let node = Hospital::connect_at(chain, me, At::Best).await?;
	let upload = Upload {
		record,
		digest: sealed.digest.into(),
		salt: sealed.blob_salt,
		blob: &sealed.blob,
		parts,
	};
	put(&node, signer, upload).await?;
	let attested = attest(&node, signer, record, &sealed, plan.facts()).await?;
	let commitment: Hash = sealed.commitment.into();
	let payload = record_payload(genesis, record, &options.patient, scope, commitment);
	let registration = pallet_ehr_index::Registration {
		patient: options.patient,
		scope,
		commitment,
		blob_digest: sealed.digest.into(),
		blob_length: sealed.blob.len() as u64,
		location: location(record)?,
		era,
		signature: signer.sign(&payload),
	};
	let call = pallet_ehr_index::Call::<Runtime>::register_record { record, registration };
	let included = chain.submit(signer, call).await?;
	Ok(SealedRecord {
		record,
		scope,
		fields: plan.fields.len(),
		length: sealed.blob.len(),
		attested,
		included,
	})
}

/// Gives the own node what it needs to attest the record, which nobody there can read later. False if that is too long.
async fn attest(
	node: &Hospital,
	signer: &Signer,
	record: RecordId,
	sealed: &record::Sealed,
	facts: Facts,
) -> Result<bool> {
	let context = AttestationContext {
		genesis: node.node().genesis().0,
		record: record.0,
		hospital: node.info.id,
	};
	let attestation = Attestation {
		root: sealed.root.clone(),
		salt: sealed.salt.clone(),
		facts,
	};
	match attestation.wrap(&node.info.wrap_key, &context, &mut OsRng) {
		Ok(attestation) => {
			put_attestation(node, signer, record, attestation).await?;
			Ok(true)
		}
		Err(AttestationError::Facts(_)) => Ok(false),
		Err(error) => Err(WalletError::Untrue(format!(
			"the hospital's keys on chain: {error}"
		))),
	}
}

/// Sends an attestation to the own node.
pub(crate) async fn put_attestation(
	node: &Hospital,
	signer: &Signer,
	record: RecordId,
	attestation: Vec<u8>,
) -> Result<()> {
	let body = PutAttestation { record, attestation };
	let _: serde_json::Value = node.ask("salus_putAttestation", signer, body).await?;
	Ok(())
}

/// Refuses policies with a namespace in which nobody grants: what they ask for, nobody could hold.
async fn know_namespaces(chain: &Chain, policies: &[Policy], at: At) -> Result<()> {
	let named: BTreeSet<_> = policies
		.iter()
		.flat_map(|policy| policy.attributes())
		.map(Attribute::namespace)
		.collect();
	for namespace in named {
		let is_known =
			namespace.as_bytes() == CONSORTIUM || chain.hospital_by_handle(namespace, at).await?.is_some();
		if !is_known {
			return Err(WalletError::Input(format!(
				"unknown namespace '{namespace}': it is neither 'consortium' nor the handle of a hospital"
			)));
		}
	}
	Ok(())
}

/// Where a hospital's node keeps a blob, relative to its store.
pub(crate) fn location(record: RecordId) -> Result<Location> {
	Location::try_from(hex::encode(record).into_bytes())
		.map_err(|_| WalletError::Input("the location is too long".into()))
}

/// A ciphertext on its way to a hospital's node.
pub(crate) struct Upload<'a> {
	pub(crate) record: RecordId,
	pub(crate) digest: Hash,
	pub(crate) salt: [u8; 32],
	pub(crate) blob: &'a [u8],
	pub(crate) parts: Vec<CustodianPart>,
}

/// Sends the ciphertext in chunks; the custodian's parts go with the last.
pub(crate) async fn put(hospital: &Hospital, signer: &Signer, mut upload: Upload<'_>) -> Result<()> {
	let total = upload.blob.len() as u64;
	let progress = Progress::bytes("storing", total);
	let chunks = upload.blob.chunks(MAX_CHUNK as usize);
	let last = chunks.len().saturating_sub(1);
	let mut offset = 0;
	for (i, chunk) in chunks.enumerate() {
		let body = PutRecord {
			record: upload.record,
			blob_digest: upload.digest,
			blob_salt: upload.salt,
			total,
			offset,
			chunk: chunk.to_vec(),
			custodian_parts: if i == last {
				core::mem::take(&mut upload.parts)
			} else {
				Vec::new()
			},
		};
		let _: serde_json::Value = hospital.ask("salus_putRecord", signer, body).await?;
		offset += chunk.len() as u64;
		progress.set(offset);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	const RECORD: &[u8] = include_bytes!("../tests/fixtures/record.json");

	fn policies(policy: &str, special: &[&str]) -> Vec<String> {
		let special: Vec<_> = special
			.iter()
			.map(|text| labelled_policy(text).unwrap())
			.collect();
		let plan = Plan::new(RECORD, policy, &special).ok().unwrap();
		let plan = plan.with_emergency().unwrap();
		plan.policies.iter().map(Policy::canonical).collect()
	}

	#[test]
	fn an_emergency_opens_every_group_of_fields() {
		assert_eq!(
			policies("a/x and b/y", &["Observation=a/x or b/y", "Condition=a/z"]),
			[
				"a/x and b/y or consortium/emergency",
				"a/z or consortium/emergency",
				"a/x or b/y or consortium/emergency",
			]
		);
	}

	#[test]
	fn the_row_asks_for_what_the_chain_asks_for() {
		let (namespace, name) = salus_primitives::index::EMERGENCY;
		assert_eq!(EMERGENCY.as_bytes(), [namespace, b"/", name].concat());
	}

	#[test]
	fn a_policy_that_an_emergency_satisfies_stays_as_it_is() {
		for policy in ["consortium/emergency", "a/x or consortium/emergency"] {
			assert_eq!(policies(policy, &[]), [policy]);
		}
		assert_eq!(
			policies("a/x and consortium/emergency", &[]),
			["a/x and consortium/emergency or consortium/emergency"]
		);
	}

	#[test]
	fn a_policy_without_room_for_the_row_is_refused_with_the_way_out() {
		let full = (0..salus_crypto::policy::MAX_ROWS)
			.map(|row| format!("a/x{row}"))
			.collect::<Vec<_>>()
			.join(" or ");
		let refused = Plan::new(RECORD, &full, &[]).ok().unwrap().with_emergency();
		let message = refused.err().unwrap().to_string();
		assert!(
			message.ends_with(
				"a policy mentions at most 128 attributes; shorten it, or --no-emergency if the patient refuses"
			),
			"{message}"
		);
	}
}

use super::Services;
use crate::{
	errors::{Cause, Refusal},
	json::{
		CustodianPartsAnswer, EpochFactorAnswer, EvaluateTokenAnswer, GetRecordAnswer, GetReportAnswer,
		IssueCredentialAnswer, MatchAnswer, MatchCountsAnswer, PartialAttributeKeyAnswer,
		PartialUpdateKeyAnswer, PartialsDigestAnswer, PreDecryptAnswer, ProveMatchAnswer,
		PutAttestationAnswer, PutRecordAnswer, PutReportAnswer, ServiceEntriesAnswer, SignedRequestJson,
	},
};
use jsonrpsee::{
	core::{async_trait, RpcResult},
	proc_macros::rpc,
};
use salus_primitives::request::{
	CustodianParts, EpochFactor, EvaluateToken, GetReport, IssueCredential, Match, MatchCounts,
	PartialAttributeKey, PartialUpdateKey, ProveMatch, PutAttestation, PutReport, ServiceEntries,
};
use std::{future::Future, sync::Arc, time::Instant};

/// The services of a hospital.
#[rpc(server, client, namespace = "salus")]
pub trait ServicesApi {
	/// Takes a chunk of a sealed record from staff of this node's hospital.
	#[method(name = "putRecord")]
	async fn put_record(&self, request: SignedRequestJson) -> RpcResult<PutRecordAnswer>;

	/// Gives a chunk of a sealed record to its patient, its custodian's staff, doctors who may open it, and the next
	/// custodian.
	#[method(name = "getRecord")]
	async fn get_record(&self, request: SignedRequestJson) -> RpcResult<GetRecordAnswer>;

	/// Pre-decrypts for a doctor of this node's hospital.
	#[method(name = "preDecrypt")]
	async fn pre_decrypt(&self, request: SignedRequestJson) -> RpcResult<PreDecryptAnswer>;

	/// Gives a doctor the custodian's factor, wrapped.
	#[method(name = "epochFactor")]
	async fn epoch_factor(&self, request: SignedRequestJson) -> RpcResult<EpochFactorAnswer>;

	/// Gives the next custodian of a record the custodian's parts, wrapped.
	#[method(name = "custodianParts")]
	async fn custodian_parts(&self, request: SignedRequestJson) -> RpcResult<CustodianPartsAnswer>;

	/// Takes what this node's hospital needs to attest a record, from its operator.
	#[method(name = "putAttestation")]
	async fn put_attestation(&self, request: SignedRequestJson) -> RpcResult<PutAttestationAnswer>;

	/// Gives the patient of a record a credential of it, wrapped.
	#[method(name = "issueCredential")]
	async fn issue_credential(&self, request: SignedRequestJson) -> RpcResult<IssueCredentialAnswer>;

	/// Takes the ciphertext of a report from the doctor who has the case, and signs for it.
	#[method(name = "putReport")]
	async fn put_report(&self, request: SignedRequestJson) -> RpcResult<PutReportAnswer>;

	/// Gives the ciphertext of a report to its patient, and to the arbiter of a dispute about it.
	#[method(name = "getReport")]
	async fn get_report(&self, request: SignedRequestJson) -> RpcResult<GetReportAnswer>;

	/// Tells a researcher how many patients have a code, with noise, for a final spending.
	#[method(name = "matchCounts")]
	async fn match_counts(&self, request: SignedRequestJson) -> RpcResult<MatchCountsAnswer>;

	/// Gives a user this authority's partials of the user's attribute key.
	#[method(name = "partialAttributeKey")]
	async fn partial_attribute_key(&self, request: SignedRequestJson)
		-> RpcResult<PartialAttributeKeyAnswer>;

	/// Gives this authority's partial update keys of the current epoch.
	#[method(name = "partialUpdateKey")]
	async fn partial_update_key(&self, request: SignedRequestJson) -> RpcResult<PartialUpdateKeyAnswer>;

	/// Gives this authority's multiples of blinded keywords, with the proof that they are.
	#[method(name = "evaluateToken")]
	async fn evaluate_token(&self, request: SignedRequestJson) -> RpcResult<EvaluateTokenAnswer>;

	/// Tells a doctor of this node's hospital which records have the doctor's registered interests.
	#[method(name = "match")]
	async fn match_records(&self, request: SignedRequestJson) -> RpcResult<MatchAnswer>;

	/// Proves to a doctor of this node's hospital that a match left nothing out.
	#[method(name = "proveMatch")]
	async fn prove_match(&self, request: SignedRequestJson) -> RpcResult<ProveMatchAnswer>;

	/// Tells the operator of this node's hospital what the services did for its doctors.
	#[method(name = "serviceEntries")]
	async fn service_entries(&self, request: SignedRequestJson) -> RpcResult<ServiceEntriesAnswer>;

	/// The digest of this authority's partial update keys of the current epoch. Unsigned.
	#[method(name = "partialsDigest")]
	async fn partials_digest(&self) -> RpcResult<PartialsDigestAnswer>;
}

/// The services as JSON-RPC; on a node that serves no hospital, each says so.
pub struct ServicesRpc(Option<Arc<Services>>);

impl ServicesRpc {
	/// The methods over the services, if there are any.
	pub fn new(services: Option<Arc<Services>>) -> Self {
		Self(services)
	}

	/// Takes a place in the queue, works, counts.
	pub(super) async fn serve<T, F>(&self, name: &str, work: impl FnOnce(Arc<Services>) -> F) -> RpcResult<T>
	where
		F: Future<Output = Result<T, Refusal>>,
	{
		let services = self.0.as_ref().ok_or(Refusal::from(Cause::NotServing))?;
		let since = Instant::now();
		let outcome = match services.queue.enter() {
			Ok(_place) => {
				let _inside = services.metrics.enter();
				work(services.clone()).await
			}
			Err(refusal) => Err(refusal),
		};
		services.metrics.count(name, since, &outcome);
		if let Err(refusal) = &outcome {
			tracing::debug!(target: "salus", service = name, code = refusal.cause.code(), "refused");
		}
		Ok(outcome?)
	}
}

impl Services {
	/// Passes the gate and answers, here where the custodian is this node's hospital or asked from outside.
	pub(super) async fn answer_epoch_factor(
		self: &Arc<Self>,
		request: SignedRequestJson,
	) -> Result<EpochFactorAnswer, Refusal> {
		let request = self.admit::<EpochFactor>(request).await?;
		let this = self.clone();
		self.queue.run(move || this.epoch_factor(request)).await?
	}
}

#[async_trait]
impl ServicesApiServer for ServicesRpc {
	async fn put_record(&self, request: SignedRequestJson) -> RpcResult<PutRecordAnswer> {
		let work = |services: Arc<Services>| async move {
			services.put_record(services.admit(request).await?).await
		};
		self.serve("putRecord", work).await
	}

	async fn get_record(&self, request: SignedRequestJson) -> RpcResult<GetRecordAnswer> {
		let work = |services: Arc<Services>| async move {
			services.get_record(services.admit(request).await?).await
		};
		self.serve("getRecord", work).await
	}

	async fn pre_decrypt(&self, request: SignedRequestJson) -> RpcResult<PreDecryptAnswer> {
		let work = |services: Arc<Services>| async move {
			services.pre_decrypt(services.admit(request).await?).await
		};
		self.serve("preDecrypt", work).await
	}

	async fn epoch_factor(&self, request: SignedRequestJson) -> RpcResult<EpochFactorAnswer> {
		let work = |services: Arc<Services>| async move { services.answer_epoch_factor(request).await };
		self.serve("epochFactor", work).await
	}

	async fn custodian_parts(&self, request: SignedRequestJson) -> RpcResult<CustodianPartsAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<CustodianParts>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.custodian_parts(request)).await?
		};
		self.serve("custodianParts", work).await
	}

	async fn put_attestation(&self, request: SignedRequestJson) -> RpcResult<PutAttestationAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<PutAttestation>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.put_attestation(request)).await?
		};
		self.serve("putAttestation", work).await
	}

	async fn issue_credential(&self, request: SignedRequestJson) -> RpcResult<IssueCredentialAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<IssueCredential>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.issue_credential(request)).await?
		};
		self.serve("issueCredential", work).await
	}

	async fn put_report(&self, request: SignedRequestJson) -> RpcResult<PutReportAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<PutReport>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.put_report(request)).await?
		};
		self.serve("putReport", work).await
	}

	async fn get_report(&self, request: SignedRequestJson) -> RpcResult<GetReportAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<GetReport>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.get_report(request)).await?
		};
		self.serve("getReport", work).await
	}

	async fn match_counts(&self, request: SignedRequestJson) -> RpcResult<MatchCountsAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<MatchCounts>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.match_counts(request)).await?
		};
		self.serve("matchCounts", work).await
	}

	async fn partial_attribute_key(
		&self,
		request: SignedRequestJson,
	) -> RpcResult<PartialAttributeKeyAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<PartialAttributeKey>(request).await?;
			let this = services.clone();
			services
				.queue
				.run(move || this.partial_attribute_key(request))
				.await?
		};
		self.serve("partialAttributeKey", work).await
	}

	async fn partial_update_key(&self, request: SignedRequestJson) -> RpcResult<PartialUpdateKeyAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<PartialUpdateKey>(request).await?;
			let this = services.clone();
			services
				.queue
				.run(move || this.partial_update_key(request))
				.await?
		};
		self.serve("partialUpdateKey", work).await
	}

	async fn evaluate_token(&self, request: SignedRequestJson) -> RpcResult<EvaluateTokenAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<EvaluateToken>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.evaluate_token(request)).await?
		};
		self.serve("evaluateToken", work).await
	}

	async fn match_records(&self, request: SignedRequestJson) -> RpcResult<MatchAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<Match>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.match_records(request)).await?
		};
		self.serve("match", work).await
	}

	async fn prove_match(&self, request: SignedRequestJson) -> RpcResult<ProveMatchAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<ProveMatch>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.prove_match(request)).await?
		};
		self.serve("proveMatch", work).await
	}

	async fn service_entries(&self, request: SignedRequestJson) -> RpcResult<ServiceEntriesAnswer> {
		let work = |services: Arc<Services>| async move {
			let request = services.admit::<ServiceEntries>(request).await?;
			let this = services.clone();
			services.queue.run(move || this.service_entries(request)).await?
		};
		self.serve("serviceEntries", work).await
	}

	async fn partials_digest(&self) -> RpcResult<PartialsDigestAnswer> {
		let work = |services: Arc<Services>| async move {
			let this = services.clone();
			services.queue.run(move || this.partials_digest()).await?
		};
		self.serve("partialsDigest", work).await
	}
}

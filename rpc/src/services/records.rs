//! `putRecord` and `getRecord`: ciphertext in and out.

use super::{gate::Admitted, pairings, Services};
use crate::{
	errors::{Cause, Refusal},
	json::{GetRecordAnswer, PutRecordAnswer},
	store::{measure, Progress, Stored, Upload},
};
use bytes::Bytes;
use salus_primitives::{
	hospital::Role,
	request::{GetRecord, PutRecord, MAX_CHUNK},
	Hash,
};
use std::sync::Arc;

impl Services {
	/// Takes a chunk; with the last one, checks digest and custodian's parts and stores all.
	pub(super) async fn put_record(
		self: &Arc<Self>,
		request: Admitted<PutRecord>,
	) -> Result<PutRecordAnswer, Refusal> {
		request.serving_accredited()?;
		if !request.is_own() {
			return Err(Refusal::with(
				Cause::WrongRole,
				"staff or operator of this node's hospital",
			));
		}
		if request.body.chunk.len() > MAX_CHUNK as usize {
			return Err(Cause::RequestTooLarge.into());
		}
		let done = PutRecordAnswer {
			received: request.body.total,
			total: request.body.total,
			complete: true,
		};
		let upload = self.staging.upload(&request.body)?;
		if self.is_stored(&request).await? {
			return Ok(done);
		}
		let this = self.clone();
		let written = self.queue.run(move || this.stage(upload, request)).await??;
		let Written {
			progress,
			upload,
			sealed,
		} = written;
		let Some(Sealed { put, blob, is_new }) = sealed else {
			return Ok(PutRecordAnswer {
				received: progress.received,
				total: progress.total,
				complete: false,
			});
		};
		if let Err(refusal) = self.blobs.put(put.record, &put.blob_salt, blob).await {
			if is_new {
				self.custody.remove(put.record);
			}
			self.staging.take_back(&upload, put.offset);
			return Err(refusal);
		}
		self.staging.finish(&upload)?;
		Ok(done)
	}

	/// Whether exactly this blob is stored already, with its custodian's parts.
	async fn is_stored(self: &Arc<Self>, request: &Admitted<PutRecord>) -> Result<bool, Refusal> {
		let put = &request.body;
		let on_chain = self.chain.record(request.at(), put.record)?;
		if on_chain
			.as_ref()
			.is_some_and(|record| record.blob_digest != put.blob_digest)
		{
			return Err(Cause::RecordExists.into());
		}
		let own = request.serving.hospital.id;
		if on_chain
			.as_ref()
			.is_some_and(|record| record.custodian != own && record.offered_to != Some(own))
		{
			return Err(Cause::NotCustodian.into());
		}
		match self.stored(put.record).await? {
			Some(stored) if stored.digest == put.blob_digest => Ok(self.custody.holds(put.record)),
			// What does not fit the chain's digest is damaged, and restored by this upload.
			Some(_) if on_chain.is_none() => Err(Cause::RecordExists.into()),
			_ => Ok(false),
		}
	}

	/// What is stored of a record, measured on a blocking thread.
	pub(super) async fn stored(&self, record: Hash) -> Result<Option<Stored>, Refusal> {
		let measured = |object: Bytes| async move { self.queue.run(move || measure(&object)).await? };
		self.blobs.stored(record, measured).await
	}

	/// Appends a chunk; when all are there, checks them and keeps the custodian's parts.
	fn stage(&self, upload: Upload, request: Admitted<PutRecord>) -> Result<Written, Refusal> {
		let mut put = request.body;
		let progress = self.staging.write(&upload, &put)?;
		if !progress.is_complete() {
			return Ok(Written {
				progress,
				upload,
				sealed: None,
			});
		}
		put.chunk = Vec::new();
		match self.check(&upload, &put) {
			Ok((blob, is_new)) => Ok(Written {
				progress,
				upload,
				sealed: Some(Sealed { put, blob, is_new }),
			}),
			Err(refusal) => {
				self.staging.take_back(&upload, put.offset);
				Err(refusal)
			}
		}
	}

	/// Checks a whole upload and keeps its custodian's parts. Gives the blob, and whether there were no parts before.
	fn check(&self, upload: &Upload, put: &PutRecord) -> Result<(Vec<u8>, bool), Refusal> {
		let blob = self.staging.read(upload, put)?;
		let headers = pairings::headers(self.chain.genesis(), put.record, &blob)?;
		let entries = pairings::check_parts(headers, &put.custodian_parts)?;
		let is_new = !self.custody.holds(put.record);
		self.custody.put(put.record, &entries)?;
		Ok((blob, is_new))
	}

	/// Gives a chunk of a ciphertext that fits its digest on chain.
	pub(super) async fn get_record(
		self: &Arc<Self>,
		request: Admitted<GetRecord>,
	) -> Result<GetRecordAnswer, Refusal> {
		let GetRecord {
			record,
			offset,
			length,
		} = request.body;
		if length > MAX_CHUNK {
			return Err(Cause::RequestTooLarge.into());
		}
		let on_chain = self
			.chain
			.record(request.at(), record)?
			.ok_or(Cause::UnknownRecord)?;
		let is_patient = on_chain.patient == request.person.account;
		let is_custodians = matches!(request.person.role, Role::Staff | Role::Hospital)
			&& request.person.hospital == Some(on_chain.custodian);
		let is_receiver = request.is_receiver(&on_chain);
		if !is_patient && !is_custodians && !is_receiver {
			self.chain
				.may_open(request.at(), request.person.account.clone(), record)??;
		}
		// A record of a suspended hospital is open to nobody until its next custodian has it.
		if !is_patient && !is_receiver {
			request.serving_accredited()?;
		}
		let stored = self.stored(record).await?.ok_or(Cause::BlobMissing)?;
		if stored.digest != on_chain.blob_digest || stored.length != on_chain.blob_length {
			return Err(Cause::BlobCorrupt.into());
		}
		if offset > stored.length {
			return Err(Cause::ChunkOutside.into());
		}
		let end = offset.saturating_add(length.into()).min(stored.length);
		let chunk = self.blobs.part(record, offset..end).await?;
		Ok(GetRecordAnswer {
			blob_salt: stored.salt.to_vec().into(),
			total: stored.length,
			offset,
			chunk: chunk.to_vec().into(),
		})
	}
}

struct Written {
	progress: Progress,
	upload: Upload,
	sealed: Option<Sealed>,
}

struct Sealed {
	put: PutRecord,
	blob: Vec<u8>,
	is_new: bool,
}

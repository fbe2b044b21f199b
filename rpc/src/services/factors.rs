//! `epochFactor` and `preDecrypt`: the custodian's factor Y2, and the doctor's hospital's factor Y1.

use super::{gate::Admitted, pairings, Services};
use crate::{
	errors::{Cause, Refusal},
	json::{EpochFactorAnswer, PreDecryptAnswer, SignedRequestJson},
	store::Noted,
};
use salus_crypto::domain::EPOCH_FACTOR;
use salus_primitives::{
	authority::{Epoch, Leaf, Node, UpdateKey, EPOCHS_BEFORE},
	hospital::Role,
	index::ServiceEntry,
	request::{EpochFactor, PreDecrypt},
	Hash,
};
use sp_core::Bytes;
use std::sync::Arc;

impl Services {
	/// Gives Y2 of one header at one node, wrapped to the doctor, if the doctor may open the record now.
	pub(super) fn epoch_factor(&self, request: Admitted<EpochFactor>) -> Result<EpochFactorAnswer, Refusal> {
		let at = request.at();
		let EpochFactor {
			record,
			header_hash,
			node,
			block,
		} = request.body;
		let doctor = request.person.account.clone();
		let on_chain = self.chain.record(at, record)?.ok_or(Cause::UnknownRecord)?;
		if on_chain.custodian != request.serving.hospital.id {
			return Err(Cause::NotCustodian.into());
		}
		self.chain.may_open(at, doctor.clone(), record)??;
		let seen = self.chain.finalised_number(block)?;
		match self.chain.declared_access(at, doctor.clone(), record)? {
			Some(declared) if declared <= seen => {}
			_ => return Err(Cause::NotDeclared.into()),
		}
		let key = self.chain.user_key(at, doctor.clone())?.ok_or(Cause::NoUserKey)?;
		if key.revoked {
			return Err(Cause::UserKeyRevoked.into());
		}
		let wrap_key = request.wrap_key()?;
		let entry = self.custody.get(record, header_hash)?;
		let (epoch, update_key) = self.update_key(at, key.leaf, node, entry.part.era)?;
		let parameters = self.chain.parameters(at)?.ok_or(Cause::NoParameters)?;
		let y2 = pairings::y2(&entry, &update_key, epoch, &parameters.beta)?;
		let context = y2_context(
			self.chain.genesis(),
			record,
			header_hash,
			node,
			doctor.as_ref(),
			epoch,
		);
		let wrapped = pairings::wrap(&wrap_key, &context, &y2)?;
		Ok(EpochFactorAnswer {
			node,
			epoch,
			era: entry.part.era,
			block: at,
			wrapped: Bytes(wrapped),
		})
	}

	/// The latest published update key of the node that covered the leaf then: of the current epoch, or of one of the
	/// epochs before while it is not published. Who is revoked at the finalised block does not come here.
	fn update_key(&self, at: Hash, leaf: Leaf, node: Node, era: u32) -> Result<(Epoch, UpdateKey), Refusal> {
		let mut block = at;
		let mut covered = false;
		for _ in 0..=EPOCHS_BEFORE {
			let info = match self.chain.epoch(block) {
				Ok(info) => info,
				// The state of past epochs may be pruned.
				Err(_) if block != at => break,
				Err(refusal) => return Err(refusal),
			};
			if self.chain.covering_node(block, leaf)? == Some(node) {
				covered = true;
				if let Some(key) = self.chain.update_key(block, node, era)? {
					return Ok((info.epoch, key));
				}
			}
			match info.started_at.checked_sub(1) {
				Some(last_before) => block = self.chain.finalised_at(last_before)?,
				None => break,
			}
		}
		Err(if covered {
			Cause::UpdateKeyMissing
		} else {
			Cause::NodeNotCovered
		}
		.into())
	}

	/// Computes Y1 and fetches Y2 from the custodian, for a doctor of this hospital.
	pub(super) async fn pre_decrypt(
		self: &Arc<Self>,
		request: Admitted<PreDecrypt>,
	) -> Result<PreDecryptAnswer, Refusal> {
		request.serving_accredited()?;
		if !request.is_own() || request.person.role != Role::Staff {
			return Err(Refusal::with(Cause::WrongRole, "staff of this node's hospital"));
		}
		let this = self.clone();
		let noted = Noted {
			entry: ServiceEntry::PreDecryption {
				doctor: request.person.account.clone(),
				record: request.body.epoch_factor.envelope.body.record,
			},
			block: request.at(),
			salt: None,
			records: Vec::new(),
		};
		let (y1, custodian, forward) = self.queue.run(move || this.first_factor(request)).await??;
		let y2 = if custodian.is_own {
			self.answer_epoch_factor(forward).await
		} else {
			self.remote.epoch_factor(&custodian.endpoint, forward).await
		}?;
		let this = self.clone();
		self.queue.run(move || this.journal.note(&noted)).await??;
		Ok(PreDecryptAnswer { y1: Bytes(y1), y2 })
	}

	fn first_factor(
		&self,
		request: Admitted<PreDecrypt>,
	) -> Result<(Vec<u8>, Custodian, SignedRequestJson), Refusal> {
		let at = request.at();
		let own = request.serving.hospital.id;
		let doctor = &request.person.account;
		let PreDecrypt {
			header,
			attribute_key,
			epoch_factor,
		} = request.body;
		let asked = &epoch_factor.envelope;
		if epoch_factor.signer != *doctor || !epoch_factor.is_signed() {
			return Err(Refusal::with(Cause::BadSignature, "epochFactor"));
		}
		if asked.genesis != self.chain.genesis() {
			return Err(Refusal::with(Cause::WrongChain, "epochFactor"));
		}
		let record = self
			.chain
			.record(at, asked.body.record)?
			.ok_or(Cause::UnknownRecord)?;
		if asked.audience != record.custodian {
			return Err(Refusal::with(Cause::WrongAudience, "epochFactor"));
		}
		self.chain.may_open(at, doctor.clone(), record.id)??;
		let key = self.chain.user_key(at, doctor.clone())?.ok_or(Cause::NoUserKey)?;
		if key.revoked {
			return Err(Cause::UserKeyRevoked.into());
		}
		let y1 = pairings::y1(pairings::FirstFactor {
			genesis: asked.genesis,
			record: record.id,
			header: &header,
			header_hash: asked.body.header_hash,
			node: asked.body.node,
			user: &key,
			attribute_key: &attribute_key,
		})?;
		let custodian = self
			.chain
			.hospital(at, record.custodian)?
			.ok_or(Cause::CustodianNotAccredited)?;
		let custodian = Custodian {
			is_own: custodian.id == own,
			endpoint: String::from_utf8_lossy(&custodian.endpoint).into_owned(),
		};
		Ok((y1, custodian, SignedRequestJson::from(&epoch_factor)))
	}
}

struct Custodian {
	is_own: bool,
	endpoint: String,
}

/// What Y2's wrap is bound to.
pub(super) fn y2_context(
	genesis: Hash,
	record: Hash,
	header_hash: Hash,
	node: Node,
	doctor: &[u8; 32],
	epoch: Epoch,
) -> Vec<u8> {
	[
		EPOCH_FACTOR,
		genesis.as_bytes(),
		record.as_bytes(),
		header_hash.as_bytes(),
		&salus_crypto::tree::Node::from(node).to_bytes(),
		doctor,
		&epoch.to_le_bytes(),
	]
	.concat()
}

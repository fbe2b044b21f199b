//! `custodianParts`: what a custodian has beside the blob goes to the next one.
//!
//! Whoever has the parts of a record decides on its revocation, so they go to nobody but the hospital that the chain
//! names: the one to which custody is offered, or the one that has it already and asks a custodian before.

use super::{gate::Admitted, pairings, Services};
use crate::{
	errors::{Cause, Refusal},
	json::CustodianPartsAnswer,
};
use codec::Encode;
use salus_crypto::custodian::handover_context;
use salus_primitives::{
	hospital::Role,
	record::RecordInfo,
	request::{CustodianPart, CustodianParts},
	AccountId, BlockNumber,
};
use sp_core::Bytes;
use zeroize::Zeroizing;

impl<B> Admitted<B> {
	/// Whether the signer runs the hospital that shall take the record over from this one, or took it over.
	pub(super) fn is_receiver(&self, record: &RecordInfo<AccountId, BlockNumber>) -> bool {
		let own = self.serving.hospital.id;
		self.person.role == Role::Hospital
			&& self.person.hospital.is_some_and(|hospital| {
				hospital != own && (record.offered_to == Some(hospital) || record.custodian == hospital)
			})
	}
}

impl Services {
	/// Gives the parts of a record, wrapped to the receiving hospital. That needs no good standing of this hospital:
	/// custody also moves away from a suspended one.
	pub(super) fn custodian_parts(
		&self,
		request: Admitted<CustodianParts>,
	) -> Result<CustodianPartsAnswer, Refusal> {
		let at = request.at();
		let record = request.body.record;
		let on_chain = self.chain.record(at, record)?.ok_or(Cause::UnknownRecord)?;
		let receiver = match request.person.hospital {
			Some(hospital) if request.person.role == Role::Hospital => hospital,
			_ => return Err(Refusal::with(Cause::WrongRole, "operator of a hospital")),
		};
		if !request.is_receiver(&on_chain) {
			return Err(Cause::NotReceiver.into());
		}
		let key = self
			.chain
			.hospital(at, receiver)?
			.ok_or(Cause::HospitalUnknown)?
			.wrap_key;
		let parts: Vec<CustodianPart> = self
			.custody
			.all(record)?
			.ok_or(Cause::PartsNotHeld)?
			.into_iter()
			.map(|entry| entry.part)
			.collect();
		let context = handover_context(&self.chain.genesis().0, &record.0, receiver);
		let wrapped = pairings::wrap(&key, &context, &Zeroizing::new(parts.encode()))?;
		Ok(CustodianPartsAnswer {
			block: at,
			wrapped: Bytes(wrapped),
		})
	}
}

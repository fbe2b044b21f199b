//! Custody moves in two steps: the custodian offers, the receiver accepts. So nobody is made to keep, or to pay for, what it
//! did not take, and the deposit changes hands in the same block as the duty.

use crate::{Config, CustodyCount, Error, Event, HoldReason, Pallet, Records, RecordsOfCustodian};
use frame_support::ensure;
use salus_primitives::{
	hospital::HospitalId,
	record::{Location, RecordId, TrailEvent},
	traits::Custody,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_transfer_custody(
		operator: &T::AccountId,
		id: RecordId,
		to: HospitalId,
	) -> DispatchResult {
		let from = Self::operated(operator)?;
		let mut record = Self::in_custody(from, id)?;
		ensure!(record.offered_to.is_none(), Error::<T>::TransferPending);
		ensure!(to != from, Error::<T>::AlreadyCustodian);
		Self::ensure_accredited_counterpart(to)?;
		record.offered_to = Some(to);
		Records::<T>::insert(id, record);
		Self::deposit_event(Event::CustodyOffered { record: id, from, to });
		Ok(())
	}

	pub(crate) fn do_accept_custody(
		operator: T::AccountId,
		id: RecordId,
		location: Location,
	) -> DispatchResult {
		let to = Self::accredited_operator(&operator)?;
		let mut record = Records::<T>::get(id).ok_or(Error::<T>::RecordNotFound)?;
		let receiver = record.offered_to.ok_or(Error::<T>::NoTransferPending)?;
		ensure!(receiver == to, Error::<T>::NotReceiver);
		ensure!(!location.is_empty(), Error::<T>::LocationEmpty);

		let deposit = Self::hold(
			HoldReason::RecordDeposit,
			operator,
			Self::record_deposit(&location),
		)?;
		Self::release(HoldReason::RecordDeposit, &record.deposit);
		let from = record.custodian;
		let patient = record.patient.clone();
		record.custodian = to;
		record.offered_to = None;
		record.location = location;
		record.deposit = deposit;
		Records::<T>::insert(id, record);
		RecordsOfCustodian::<T>::remove(from, id);
		CustodyCount::<T>::mutate_exists(from, |count| {
			*count = count.and_then(|n| n.checked_sub(1)).filter(|n| *n > 0)
		});
		Self::take_custody(to, id)?;
		Self::note(
			Some(id),
			Some(patient),
			TrailEvent::CustodyTransferred { from, to },
		)?;
		Self::deposit_event(Event::CustodyTransferred { record: id, from, to });
		Ok(())
	}

	pub(crate) fn do_cancel_transfer(operator: &T::AccountId, id: RecordId) -> DispatchResult {
		let by = Self::operated(operator)?;
		let mut record = Records::<T>::get(id).ok_or(Error::<T>::RecordNotFound)?;
		let receiver = record.offered_to.ok_or(Error::<T>::NoTransferPending)?;
		ensure!(by == record.custodian || by == receiver, Error::<T>::NotCustodian);
		record.offered_to = None;
		Records::<T>::insert(id, record);
		Self::deposit_event(Event::CustodyOfferCancelled { record: id, by });
		Ok(())
	}
}

impl<T: Config> Custody for Pallet<T> {
	fn records_of(hospital: HospitalId) -> u32 {
		CustodyCount::<T>::get(hospital)
	}
}

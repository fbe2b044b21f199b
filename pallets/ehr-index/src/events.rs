//! What the pallet tells.

use frame_support::pallet_macros::pallet_section;

/// The events, a part of the pallet.
#[pallet_section]
mod event_section {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A hospital registered a record.
		#[codec(index = 0)]
		RecordRegistered {
			/// Its identifier.
			record: RecordId,
			/// Issuer and first custodian.
			hospital: HospitalId,
			/// Whose.
			patient: T::AccountId,
			/// Its scope.
			scope: Scope,
		},
		/// The custodian keeps the ciphertext elsewhere.
		#[codec(index = 1)]
		LocationUpdated {
			/// The record.
			record: RecordId,
		},
		/// The custodian offers custody.
		#[codec(index = 2)]
		CustodyOffered {
			/// The record.
			record: RecordId,
			/// The custodian.
			from: HospitalId,
			/// The receiver.
			to: HospitalId,
		},
		/// The receiver accepted custody.
		#[codec(index = 3)]
		CustodyTransferred {
			/// The record.
			record: RecordId,
			/// The custodian before.
			from: HospitalId,
			/// The custodian now.
			to: HospitalId,
		},
		/// An offer of custody is off.
		#[codec(index = 4)]
		CustodyOfferCancelled {
			/// The record.
			record: RecordId,
			/// The custodian, or the receiver that declined.
			by: HospitalId,
		},
		/// A record is out of use.
		#[codec(index = 5)]
		RecordRetired {
			/// The record.
			record: RecordId,
		},
		/// A patient consented, or changed the expiry of a consent.
		#[codec(index = 6)]
		ConsentGranted {
			/// Who.
			patient: T::AccountId,
			/// To what.
			target: ConsentTarget,
			/// For whom.
			grantee: Grantee<T::AccountId>,
			/// First block at which it no longer holds.
			expires_at: BlockNumberFor<T>,
		},
		/// A patient withdrew a consent.
		#[codec(index = 7)]
		ConsentWithdrawn {
			/// Who.
			patient: T::AccountId,
			/// To what.
			target: ConsentTarget,
			/// For whom.
			grantee: Grantee<T::AccountId>,
		},
		/// An expired consent was cleared.
		#[codec(index = 8)]
		ConsentCleared {
			/// Whose.
			patient: T::AccountId,
			/// To what.
			target: ConsentTarget,
			/// For whom.
			grantee: Grantee<T::AccountId>,
		},
		/// A custodian authorised a hospital, or changed the expiry of an authorisation.
		#[codec(index = 9)]
		HospitalAuthorised {
			/// Who.
			custodian: HospitalId,
			/// Whom.
			grantee: HospitalId,
			/// For which records.
			scope: Scope,
			/// First block at which it no longer holds.
			expires_at: BlockNumberFor<T>,
		},
		/// A custodian withdrew an authorisation.
		#[codec(index = 10)]
		AuthorisationWithdrawn {
			/// Who.
			custodian: HospitalId,
			/// Whom.
			grantee: HospitalId,
			/// For which records.
			scope: Scope,
		},
		/// An expired authorisation was cleared.
		#[codec(index = 11)]
		AuthorisationCleared {
			/// Who authorised.
			custodian: HospitalId,
			/// Whom.
			grantee: HospitalId,
			/// For which records.
			scope: Scope,
		},
		/// A doctor declared an access.
		#[codec(index = 12)]
		AccessRecorded {
			/// The record.
			record: RecordId,
			/// Who.
			doctor: T::AccountId,
			/// For which hospital.
			hospital: HospitalId,
			/// In which epoch.
			epoch: Epoch,
		},
		/// The declaration of a past epoch was cleared; the trail keeps its entry.
		#[codec(index = 13)]
		AccessCleared {
			/// The record.
			record: RecordId,
			/// Whose.
			doctor: T::AccountId,
		},
		/// A hospital opened an index epoch of a scope.
		#[codec(index = 14)]
		IndexEpochOpened {
			/// Which hospital.
			hospital: HospitalId,
			/// Its scope.
			scope: Scope,
			/// The epoch.
			epoch: IndexEpoch,
			/// The public half of its key.
			point: IndexPoint,
		},
		/// A hospital wrapped index keys again.
		#[codec(index = 15)]
		IndexKeysRewrapped {
			/// Whose keys.
			hospital: HospitalId,
			/// For whom.
			grantee: HospitalId,
			/// For which records.
			scope: Scope,
		},
		/// A record has tags, in place of those that it had.
		#[codec(index = 16)]
		RecordIndexed {
			/// The record.
			record: RecordId,
			/// The key of its tags.
			key: IndexKeyId,
		},
		/// A record has no tags any more.
		#[codec(index = 17)]
		RecordUnindexed {
			/// The record.
			record: RecordId,
		},
		/// A doctor registered interests, in place of those before.
		#[codec(index = 18)]
		InterestsSet {
			/// Who.
			doctor: T::AccountId,
			/// How many.
			interests: u32,
		},
		/// The interests of a doctor are gone.
		#[codec(index = 19)]
		InterestsCleared {
			/// Whose.
			doctor: T::AccountId,
		},
		/// A hospital noted in the trail what its services did.
		#[codec(index = 20)]
		ServicesRecorded {
			/// Which hospital.
			hospital: HospitalId,
			/// Number of entries.
			entries: u32,
		},
		/// A doctor opens a record without consent.
		#[codec(index = 21)]
		EmergencyDeclared {
			/// Number of the emergency.
			id: EmergencyId,
			/// The record.
			record: RecordId,
			/// Whose it is.
			patient: T::AccountId,
			/// Who opens it.
			doctor: T::AccountId,
			/// For which hospital.
			hospital: HospitalId,
			/// Why.
			reason: EmergencyReason,
			/// First block at which it gives no access any more.
			expires_at: BlockNumberFor<T>,
		},
		/// The council reviewed an emergency.
		#[codec(index = 22)]
		EmergencyReviewed {
			/// Its number.
			id: EmergencyId,
			/// Who declared it.
			doctor: T::AccountId,
			/// What the council found.
			verdict: EmergencyVerdict,
		},
		/// A doctor declares no emergencies for a while, and those declared are over.
		#[codec(index = 23)]
		BannedFromEmergencies {
			/// Who.
			doctor: T::AccountId,
			/// First block at which the doctor may again.
			until: BlockNumberFor<T>,
		},
		/// An emergency that is over and reviewed was cleared; the trail keeps its entries.
		#[codec(index = 24)]
		EmergencyCleared {
			/// Its number.
			id: EmergencyId,
		},
	}
}

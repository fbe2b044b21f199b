//! What the pallet says has happened.

use frame_support::pallet_macros::pallet_section;

/// The events, a part of the pallet.
#[pallet_section]
mod event_section {
	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A hospital applied for accreditation.
		#[codec(index = 0)]
		Applied {
			/// Its number.
			hospital: HospitalId,
			/// Who runs it.
			operator: T::AccountId,
			/// Its handle.
			handle: Handle,
		},
		/// The council accredited a hospital.
		#[codec(index = 1)]
		Accredited {
			/// Its number.
			hospital: HospitalId,
		},
		/// The council turned an application down; its handle is free again.
		#[codec(index = 2)]
		Rejected {
			/// Its number.
			hospital: HospitalId,
		},
		/// The council suspended a hospital.
		#[codec(index = 3)]
		Suspended {
			/// Its number.
			hospital: HospitalId,
		},
		/// The council lifted a suspension.
		#[codec(index = 4)]
		Reinstated {
			/// Its number.
			hospital: HospitalId,
		},
		/// A hospital left, or took its application back.
		#[codec(index = 5)]
		Withdrawn {
			/// Its number.
			hospital: HospitalId,
		},
		/// A hospital's services moved.
		#[codec(index = 6)]
		EndpointSet {
			/// Its number.
			hospital: HospitalId,
			/// Where to.
			endpoint: Endpoint,
		},
		/// A hospital has a new issuer key.
		#[codec(index = 7)]
		IssuerKeyRotated {
			/// Its number.
			hospital: HospitalId,
		},
		/// An account became staff.
		#[codec(index = 8)]
		StaffEnrolled {
			/// Of which hospital.
			hospital: HospitalId,
			/// Who.
			account: T::AccountId,
		},
		/// An account is no longer staff, and is revoked.
		#[codec(index = 9)]
		StaffDismissed {
			/// Of which hospital.
			hospital: HospitalId,
			/// Who.
			account: T::AccountId,
		},
		/// An account became a patient.
		#[codec(index = 10)]
		PatientRegistered {
			/// The sponsor.
			hospital: HospitalId,
			/// Who.
			patient: T::AccountId,
		},
		/// A person has a new key.
		#[codec(index = 11)]
		KeyRegistered {
			/// Who.
			account: T::AccountId,
			/// What for.
			purpose: KeyPurpose,
		},
		/// An account became an auditor.
		#[codec(index = 12)]
		AuditorEnrolled {
			/// Who.
			account: T::AccountId,
		},
		/// An account is no longer an auditor.
		#[codec(index = 13)]
		AuditorDismissed {
			/// Who.
			account: T::AccountId,
		},
		/// An account became a researcher.
		#[codec(index = 14)]
		ResearcherEnrolled {
			/// Who.
			account: T::AccountId,
		},
		/// An account is no longer a researcher.
		#[codec(index = 15)]
		ResearcherDismissed {
			/// Who.
			account: T::AccountId,
		},
		/// The deposit for a dismissed account went back.
		#[codec(index = 16)]
		DepositReleased {
			/// Who was dismissed.
			account: T::AccountId,
			/// Who got it.
			payer: T::AccountId,
			/// How much.
			amount: BalanceOf<T>,
		},
	}
}

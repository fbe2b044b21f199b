//! What the pallet keeps.

use frame_support::pallet_macros::pallet_section;

/// The storage, a part of the pallet.
#[pallet_section]
mod storage_section {
	/// Records by identifier. An identifier never leaves this map, so that it is never used again.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, RecordOf<T>>;

	/// Records in the custody of a hospital: custodian, record.
	#[pallet::storage]
	pub type RecordsOfCustodian<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, HospitalId, Blake2_128Concat, RecordId, ()>;

	/// Number of records in the custody of a hospital.
	#[pallet::storage]
	pub type CustodyCount<T: Config> = StorageMap<_, Blake2_128Concat, HospitalId, u32, ValueQuery>;

	/// Records of a patient: patient, record.
	#[pallet::storage]
	pub type RecordsOfPatient<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, RecordId, ()>;

	/// Consents: patient, then target and grantee.
	#[pallet::storage]
	pub type Consents<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		ConsentKey<T::AccountId>,
		PermissionOf<T>,
	>;

	/// Authorisations: custodian, then hospital authorised and scope.
	#[pallet::storage]
	pub type Authorisations<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		HospitalId,
		Blake2_128Concat,
		AuthorisationKey,
		PermissionOf<T>,
	>;

	/// The same the other way: hospital authorised, then custodian and scope.
	#[pallet::storage]
	pub type AuthorisationsTo<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, HospitalId, Blake2_128Concat, AuthorisationKey, ()>;

	/// The last access that a doctor declared to a record: doctor, record.
	#[pallet::storage]
	pub type Accesses<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, RecordId, DeclarationOf<T>>;

	/// The trail, oldest first. Only grows.
	#[pallet::storage]
	pub type Trail<T: Config> = StorageMap<_, Twox64Concat, u64, TrailEntry<T::AccountId, BlockNumberFor<T>>>;

	/// Number of entries of the trail.
	#[pallet::storage]
	pub type TrailLength<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The entries of the trail that belong to a list: list, position in it. The value is the position in the trail.
	#[pallet::storage]
	pub type TrailLists<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, TrailIndex<T::AccountId>, Twox64Concat, u64, u64>;

	/// Number of entries of a list of the trail.
	#[pallet::storage]
	pub type TrailListLength<T: Config> =
		StorageMap<_, Blake2_128Concat, TrailIndex<T::AccountId>, u64, ValueQuery>;

	/// Index epochs and hospitals authorised: hospital, scope.
	#[pallet::storage]
	pub type IndexScopes<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		HospitalId,
		Blake2_128Concat,
		Scope,
		IndexScope<BlockNumberFor<T>>,
	>;

	/// The public halves of index keys: hospital and scope, epoch. They stay: old records keep theirs.
	#[pallet::storage]
	pub type IndexKeys<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, (HospitalId, Scope), Twox64Concat, IndexEpoch, IndexKeyOf<T>>;

	/// Index keys wrapped to a hospital, its own among them: that hospital; whose key, of which scope and epoch.
	#[pallet::storage]
	pub type WrappedIndexKeys<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		HospitalId,
		Blake2_128Concat,
		(HospitalId, Scope, IndexEpoch),
		WrappedIndexKey,
	>;

	/// Tags of records.
	#[pallet::storage]
	pub type IndexEntries<T: Config> = StorageMap<_, Blake2_128Concat, RecordId, IndexEntryOf<T>>;

	/// Which record's tags changed, in order. Only grows; of several positions of a record the last counts.
	#[pallet::storage]
	pub type IndexLog<T: Config> = StorageMap<_, Twox64Concat, u64, RecordId>;

	/// Number of positions of the log.
	#[pallet::storage]
	pub type IndexLogLength<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Interests of doctors.
	#[pallet::storage]
	pub type InterestSets<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, InterestSetOf<T>>;

	/// Emergencies by number.
	#[pallet::storage]
	pub type Emergencies<T: Config> = StorageMap<_, Twox64Concat, EmergencyId, EmergencyOf<T>>;

	/// The number that the next emergency gets.
	#[pallet::storage]
	pub type NextEmergency<T: Config> = StorageValue<_, EmergencyId, ValueQuery>;

	/// The latest emergency of a doctor and a record.
	#[pallet::storage]
	pub type LatestEmergency<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Blake2_128Concat, RecordId, EmergencyId>;

	/// Number of emergencies of a doctor that the council has not reviewed.
	#[pallet::storage]
	pub type UnreviewedEmergencies<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, u32, ValueQuery>;

	/// First block at which a doctor that abused an emergency may declare one again.
	#[pallet::storage]
	pub type Bans<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, BlockNumberFor<T>>;
}

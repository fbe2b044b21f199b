//! What nodes and wallets may ask of the state.

// The macro generates undocumented items.
#![allow(missing_docs)]

use crate::{
	configs::consensus::{AuraId, Period},
	presets, AccountId, Balance, Block, BlockNumber, Cases, Ceremony, EhrIndex, Executive, Grandpa,
	Historical, HospitalRegistry, InherentDataExt as _, KeyAuthority, Nonce, Research, Revocation, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, SessionKeys, System, TradeEscrow, TransactionPayment,
	ValidatorStaking, VERSION,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	traits::KeyOwnerProofSystem,
	weights::Weight,
};
use pallet_grandpa::AuthorityId as GrandpaId;
use salus_primitives::{
	apis::{
		AuthorisationFilter, CaseFilter, EmergencyFilter, OfferFilter, RecordFilter, TradeFilter, TrailFilter,
	},
	authority::{Epoch, EpochInfo, Era, Leaf, Node, Parameters, RevocationStatus, UpdateKey, UserKeyInfo},
	cases::{ArbiterInfo, CaseId, CaseInfo, CaseParameters, ClaimInfo, Faults, Standing},
	ceremony::{CeremonyKind, FailedRound, Round, RoundInfo, Settings, SharingInfo},
	hospital::{HospitalId, HospitalInfo, PersonInfo},
	index::{
		EmergencyId, EmergencyInfo, IndexChanges, IndexEntryInfo, IndexKeyInfo, InterestsInfo, ScopeInfo,
		WrappedIndexKeyInfo,
	},
	page::{PageRequest, PageResult},
	record::{AccessRefusal, AuthorisationInfo, ConsentInfo, RecordId, RecordInfo, Scope, TrailEntry},
	research::{BudgetInfo, ResearchParameters, SpendingId, SpendingInfo},
	token::TokenAuthority,
	trade::{OfferId, OfferInfo, TradeChange, TradeId, TradeInfo, TradeParameters},
	validator::{BackingInfo, SessionInfo, ValidatorInfo},
};
use sp_api::impl_runtime_apis;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_runtime::{
	traits::{Block as BlockT, Get, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
	ApplyExtrinsicResult,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block)
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> sp_runtime::ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: sp_inherents::InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(
			block: <Block as BlockT>::LazyBlock,
			data: sp_inherents::InherentData,
		) -> sp_inherents::CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
		fn slot_duration() -> sp_consensus_aura::SlotDuration {
			sp_consensus_aura::SlotDuration::from_millis(crate::Aura::slot_duration())
		}

		fn authorities() -> Vec<AuraId> {
			pallet_aura::Authorities::<Runtime>::get().into_inner()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			let key_owner_proof = key_owner_proof.decode()?;
			Grandpa::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof)
		}

		fn generate_key_ownership_proof(
			_set_id: sp_consensus_grandpa::SetId,
			authority_id: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority_id))
				.map(|proof| sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(proof.encode()))
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(uxt, len)
		}

		fn query_fee_details(
			uxt: <Block as BlockT>::Extrinsic,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(uxt, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall>
		for Runtime
	{
		fn query_call_info(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, len)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			len: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, len)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl salus_primitives::apis::HospitalRegistryApi<Block, AccountId, BlockNumber> for Runtime {
		fn hospitals(page: PageRequest) -> PageResult<HospitalInfo<AccountId, BlockNumber>> {
			HospitalRegistry::api_hospitals(page)
		}

		fn hospital(id: HospitalId) -> Option<HospitalInfo<AccountId, BlockNumber>> {
			HospitalRegistry::api_hospital(id)
		}

		fn hospital_by_handle(handle: Vec<u8>) -> Option<HospitalInfo<AccountId, BlockNumber>> {
			HospitalRegistry::api_hospital_by_handle(handle)
		}

		fn person(account: AccountId) -> Option<PersonInfo<AccountId>> {
			HospitalRegistry::api_person(account)
		}

		fn staff(hospital: HospitalId, page: PageRequest) -> PageResult<AccountId> {
			HospitalRegistry::api_staff(hospital, page)
		}
	}

	impl salus_primitives::apis::RevocationApi<Block, AccountId, BlockNumber> for Runtime {
		fn epoch() -> EpochInfo<BlockNumber> {
			Revocation::api_epoch(KeyAuthority::api_published(), KeyAuthority::api_latest_complete())
		}

		fn revocation_status(account: AccountId) -> RevocationStatus {
			Revocation::api_revocation_status(account)
		}

		fn cover(page: PageRequest) -> PageResult<Node> {
			Revocation::api_cover(page)
		}

		fn covering_node(leaf: Leaf) -> Option<Node> {
			Revocation::api_covering_node(leaf)
		}
	}

	impl salus_primitives::apis::KeyAuthorityApi<Block, AccountId> for Runtime {
		fn parameters() -> Option<Parameters<AccountId>> {
			KeyAuthority::api_parameters()
		}

		fn user_key(account: AccountId) -> Option<UserKeyInfo<AccountId>> {
			KeyAuthority::api_user_key(account)
		}

		fn leaf_owner(leaf: Leaf) -> Option<AccountId> {
			KeyAuthority::api_leaf_owner(leaf)
		}

		fn update_key(node: Node, era: Era) -> Option<UpdateKey> {
			KeyAuthority::api_update_key(node, era)
		}

		fn missing_partials() -> Vec<AccountId> {
			KeyAuthority::api_missing_partials()
		}

		fn partials_digest(authority: AccountId) -> Option<(Epoch, [u8; 32])> {
			KeyAuthority::api_partials_digest(authority)
		}

		fn update_keys(page: PageRequest) -> PageResult<UpdateKey> {
			KeyAuthority::api_update_keys(page)
		}

		fn token_authority() -> Option<TokenAuthority<AccountId>> {
			KeyAuthority::api_token_authority()
		}
	}

	impl salus_primitives::apis::CeremonyApi<Block, AccountId, BlockNumber> for Runtime {
		fn round(kind: CeremonyKind) -> Option<RoundInfo<AccountId, BlockNumber>> {
			Ceremony::api_round(kind)
		}

		fn last_round(kind: CeremonyKind) -> Option<RoundInfo<AccountId, BlockNumber>> {
			Ceremony::api_last_round(kind)
		}

		fn deal(kind: CeremonyKind, round: Round, dealer: u16) -> Option<Vec<u8>> {
			Ceremony::api_deal(kind, round, dealer)
		}

		fn sharing(kind: CeremonyKind) -> Option<SharingInfo<AccountId, BlockNumber>> {
			Ceremony::api_sharing(kind)
		}

		fn handed_on_parameters() -> Option<Parameters<AccountId>> {
			Ceremony::api_handed_on_parameters()
		}

		fn handed_on_token() -> Option<TokenAuthority<AccountId>> {
			Ceremony::api_handed_on_token()
		}

		fn last_failure(kind: CeremonyKind) -> Option<FailedRound<BlockNumber>> {
			Ceremony::api_last_failure(kind)
		}

		fn agent(operator: AccountId) -> Option<AccountId> {
			Ceremony::api_agent(operator)
		}

		fn acts_for(account: AccountId) -> Option<AccountId> {
			Ceremony::api_acts_for(account)
		}

		fn ceremony_settings() -> Settings<BlockNumber> {
			Ceremony::api_settings()
		}
	}

	impl salus_primitives::apis::EhrIndexApi<Block, AccountId, BlockNumber> for Runtime {
		fn records(
			filter: RecordFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<RecordInfo<AccountId, BlockNumber>> {
			EhrIndex::api_records(filter, page)
		}

		fn record(id: RecordId) -> Option<RecordInfo<AccountId, BlockNumber>> {
			EhrIndex::api_record(id)
		}

		fn consents(patient: AccountId, page: PageRequest) -> PageResult<ConsentInfo<AccountId, BlockNumber>> {
			EhrIndex::api_consents(patient, page)
		}

		fn authorisations(
			filter: AuthorisationFilter,
			page: PageRequest,
		) -> PageResult<AuthorisationInfo<BlockNumber>> {
			EhrIndex::api_authorisations(filter, page)
		}

		fn access_trail(
			filter: TrailFilter<AccountId, BlockNumber>,
			page: PageRequest,
		) -> PageResult<TrailEntry<AccountId, BlockNumber>> {
			EhrIndex::api_access_trail(filter, page)
		}

		fn may_open(doctor: AccountId, record: RecordId) -> Result<(), AccessRefusal> {
			EhrIndex::api_may_open(doctor, record)
		}

		fn declared_access(doctor: AccountId, record: RecordId) -> Option<BlockNumber> {
			EhrIndex::api_declared_access(doctor, record)
		}
	}

	impl salus_primitives::apis::IndexApi<Block, AccountId, BlockNumber> for Runtime {
		fn index_changes(from: u64, limit: u32) -> IndexChanges<BlockNumber> {
			EhrIndex::api_index_changes(from, limit)
		}

		fn index_entry(record: RecordId) -> Option<IndexEntryInfo<BlockNumber>> {
			EhrIndex::api_index_entry(record)
		}

		fn index_scopes(hospital: HospitalId, page: PageRequest) -> PageResult<ScopeInfo> {
			EhrIndex::api_index_scopes(hospital, page)
		}

		fn index_keys(hospital: HospitalId, scope: Scope) -> Vec<IndexKeyInfo<BlockNumber>> {
			EhrIndex::api_index_keys(hospital, scope)
		}

		fn wrapped_index_keys(grantee: HospitalId, page: PageRequest) -> PageResult<WrappedIndexKeyInfo> {
			EhrIndex::api_wrapped_index_keys(grantee, page)
		}

		fn interests(doctor: AccountId) -> Option<InterestsInfo<BlockNumber>> {
			EhrIndex::api_interests(doctor)
		}

		fn emergencies(
			filter: EmergencyFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<EmergencyInfo<AccountId, BlockNumber>> {
			EhrIndex::api_emergencies(filter, page)
		}

		fn emergency(id: EmergencyId) -> Option<EmergencyInfo<AccountId, BlockNumber>> {
			EhrIndex::api_emergency(id)
		}

		fn emergency_ban(doctor: AccountId) -> Option<BlockNumber> {
			EhrIndex::api_emergency_ban(doctor)
		}
	}

	impl salus_primitives::apis::CasesApi<Block, AccountId, Balance, BlockNumber> for Runtime {
		fn cases(
			filter: CaseFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<CaseInfo<AccountId, Balance, BlockNumber>> {
			Cases::api_cases(filter, page)
		}

		fn case(id: CaseId) -> Option<CaseInfo<AccountId, Balance, BlockNumber>> {
			Cases::api_case(id)
		}

		fn open_case(record: RecordId) -> Option<CaseId> {
			Cases::api_open_case(record)
		}

		fn case_claims(id: CaseId) -> Vec<ClaimInfo<AccountId, BlockNumber>> {
			Cases::api_case_claims(id)
		}

		fn case_changes() -> Vec<CaseId> {
			System::read_events_no_consensus()
				.filter_map(|record| match record.event {
					RuntimeEvent::Cases(event) => event.case(),
					_ => None,
				})
				.collect()
		}

		fn standing(account: AccountId) -> Standing<BlockNumber> {
			Cases::api_standing(account)
		}

		fn faults(hospital: HospitalId) -> Faults {
			Cases::api_faults(hospital)
		}

		fn arbiter() -> Option<ArbiterInfo<AccountId>> {
			Cases::api_arbiter()
		}

		fn case_parameters() -> CaseParameters<Balance, BlockNumber> {
			Cases::api_parameters()
		}
	}

	impl salus_primitives::apis::TradeEscrowApi<Block, AccountId, Balance, BlockNumber> for Runtime {
		fn offers(
			filter: OfferFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<OfferInfo<AccountId, Balance, BlockNumber>> {
			TradeEscrow::api_offers(filter, page)
		}

		fn offer(id: OfferId) -> Option<OfferInfo<AccountId, Balance, BlockNumber>> {
			TradeEscrow::api_offer(id)
		}

		fn trades(
			filter: TradeFilter<AccountId>,
			page: PageRequest,
		) -> PageResult<TradeInfo<AccountId, Balance, BlockNumber>> {
			TradeEscrow::api_trades(filter, page)
		}

		fn trade(id: TradeId) -> Option<TradeInfo<AccountId, Balance, BlockNumber>> {
			TradeEscrow::api_trade(id)
		}

		fn trade_changes() -> Vec<TradeChange> {
			System::read_events_no_consensus()
				.filter_map(|record| match record.event {
					RuntimeEvent::TradeEscrow(event) => Some(event.change()),
					_ => None,
				})
				.collect()
		}

		fn trade_parameters() -> TradeParameters<BlockNumber> {
			TradeEscrow::api_parameters()
		}
	}

	impl salus_primitives::apis::ValidatorsApi<Block, AccountId, Balance, BlockNumber> for Runtime {
		fn session() -> SessionInfo<BlockNumber> {
			ValidatorStaking::api_session(Period::get())
		}

		fn validators(page: PageRequest) -> PageResult<ValidatorInfo<AccountId, Balance>> {
			ValidatorStaking::api_validators(page)
		}

		fn validator(account: AccountId) -> Option<ValidatorInfo<AccountId, Balance>> {
			ValidatorStaking::api_validator(account)
		}

		fn backings(account: AccountId, page: PageRequest) -> PageResult<BackingInfo<AccountId, Balance>> {
			ValidatorStaking::api_backings(account, page)
		}
	}

	impl salus_primitives::apis::ResearchApi<Block, AccountId, BlockNumber> for Runtime {
		fn research_parameters() -> ResearchParameters<BlockNumber> {
			Research::api_parameters()
		}

		fn research_budget(account: AccountId) -> Option<BudgetInfo<AccountId, BlockNumber>> {
			Research::api_budget(account)
		}

		fn spending(id: SpendingId) -> Option<SpendingInfo<AccountId, BlockNumber>> {
			Research::api_spending(id)
		}

		fn spendings(
			account: AccountId,
			page: PageRequest,
		) -> PageResult<SpendingInfo<AccountId, BlockNumber>> {
			Research::api_spendings(account, page)
		}

		fn is_counted(account: AccountId) -> bool {
			Research::api_is_counted(account)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, presets::get_preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			presets::preset_names()
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			crate::benchmarks::metadata(extra)
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
			crate::benchmarks::dispatch(config)
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			// A failed check must stop the dry run where it failed.
			#[allow(clippy::unwrap_used)]
			let weight = Executive::try_runtime_upgrade(checks).unwrap();
			(weight, crate::configs::system::RuntimeBlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			// A failed check must stop the dry run where it failed.
			#[allow(clippy::unwrap_used)]
			Executive::try_execute_block(block, state_root_check, signature_check, select).unwrap()
		}
	}
}

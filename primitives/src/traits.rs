//! Where pallets meet. Each trait has one implementor, wired in the runtime.

use crate::{
	authority::{Epoch, Era, Leaf, Node, Parameters},
	hospital::{Handle, HospitalId, KeyPurpose},
	record::{AccessRefusal, RecordId, TrailEvent},
	token::TokenAuthority,
};
use sp_runtime::DispatchResult;

/// What others ask about hospitals and their people. Implemented by `hospital-registry`.
pub trait HospitalRegistry<AccountId> {
	/// The hospital that `account` runs, whatever its standing.
	fn operated_by(account: &AccountId) -> Option<HospitalId>;
	/// The account that runs `hospital`.
	fn operator(hospital: HospitalId) -> Option<AccountId>;
	/// Whether `hospital` is in good standing at this block.
	fn is_accredited(hospital: HospitalId) -> bool;
	/// Whether `hospital` has left for good. Not so in a registry that nobody leaves.
	fn has_left(_hospital: HospitalId) -> bool {
		false
	}
	/// The handle of `hospital`, which is its namespace of attributes.
	fn handle(hospital: HospitalId) -> Option<Handle>;
	/// The hospital that has `account` enrolled as staff now, whatever that hospital's standing.
	fn employer(account: &AccountId) -> Option<HospitalId>;
	/// Whether `account` is a registered patient.
	fn is_patient(account: &AccountId) -> bool;
	/// The current key of `account` for `purpose`.
	fn key(account: &AccountId, purpose: KeyPurpose) -> Option<[u8; 32]>;

	/// Makes `account` the operator of a new accredited hospital.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_hospital(account: &AccountId, seed: u32) -> HospitalId;
	/// Enrols `account` as staff of `hospital`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_staff(account: &AccountId, hospital: HospitalId);
	/// Registers `account` as a patient sponsored by `hospital`, with a wrap key.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_patient(account: &AccountId, hospital: HospitalId);
}

/// Keys for benchmarks of what is proven under them. Implemented by `hospital-registry`.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkKeys<AccountId> {
	/// Makes `key` the key of `account` for `purpose`.
	fn benchmark_key(account: &AccountId, purpose: KeyPurpose, key: [u8; 32]);
}

/// What others ask of the revocation registry. Implemented by `revocation`.
pub trait RevocationRegistry<AccountId> {
	/// Whether `account` is revoked at this block.
	fn is_revoked(account: &AccountId) -> bool;
	/// Revokes one leaf for ever; the cover changes from the next epoch. An error if it is revoked already.
	fn revoke_leaf(leaf: Leaf) -> DispatchResult;
	/// Whether the leaf is revoked at this block.
	fn is_leaf_revoked(leaf: Leaf) -> bool;
	/// Revokes the account (a dismissal) with its live leaf.
	fn revoke_account(account: &AccountId) -> DispatchResult;

	/// Makes `account` the holder of keys under a leaf whose revocation changes as much as one can.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(account: &AccountId);
}

/// Epochs and their covers. Implemented by `revocation`.
pub trait EpochProvider<BlockNumber> {
	/// The epoch of this block.
	fn epoch() -> Epoch;
	/// The first block of the current epoch.
	fn started_at() -> BlockNumber;
	/// The era of the current epoch.
	fn era() -> Era;
	/// The oldest era whose records still get update keys.
	fn oldest_era() -> Era;
	/// Number of nodes in the current epoch's cover.
	fn cover_size() -> u32;
	/// Whether `node` is in the current epoch's cover.
	fn in_cover(node: &Node) -> bool;
	/// Moves to the next epoch now.
	#[cfg(feature = "runtime-benchmarks")]
	fn force_next_epoch();
}

/// The live leaf of an account. Implemented by `key-authority`.
pub trait Leaves<AccountId> {
	/// The leaf under which `account` holds keys now.
	fn live_leaf(account: &AccountId) -> Option<Leaf>;
	/// Called when the account is revoked, after its leaf if it has one: what it holds ends, and it may reserve anew
	/// only after it is restored.
	fn on_revoked(account: &AccountId);

	/// Makes `account` the holder of keys under `leaf`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_leaf(account: &AccountId, leaf: Leaf);
}

/// What an account may claim to be. Implemented by `key-authority`.
pub trait AttributeRegistry<AccountId> {
	/// Whether `account` has been granted an attribute, and neither lost it nor been revoked.
	fn holds(account: &AccountId, namespace: &[u8], name: &[u8]) -> bool;

	/// Grants `account` as many attributes as one may hold, this one the last that is looked at.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_attribute(account: &AccountId, namespace: &[u8], name: &[u8]);
}

/// A record, as far as cases ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFacts<AccountId> {
	/// The hospital that keeps it.
	pub custodian: HospitalId,
	/// Whose it is.
	pub patient: AccountId,
	/// Whether it is in use.
	pub live: bool,
}

/// What cases ask about records and doctors' interests. Implemented by `ehr-index`.
pub trait CaseRecords<AccountId> {
	/// A record.
	fn facts(id: RecordId) -> Option<RecordFacts<AccountId>>;
	/// How many interests `doctor` has registered.
	fn interests(doctor: &AccountId) -> u32;
	/// The hospital of a doctor who may claim to report on a record: who may open it, the patient's consent apart, which
	/// may follow.
	fn may_claim(doctor: &AccountId, id: RecordId) -> Result<HospitalId, AccessRefusal>;
	/// Writes into the trail of a record and of its patient.
	fn note(id: RecordId, patient: &AccountId, event: TrailEvent<AccountId>) -> DispatchResult;

	/// Makes `id` a live record of `patient` in the custody of `hospital`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_record(id: RecordId, hospital: HospitalId, patient: &AccountId);
	/// Lets the doctors of `grantee` claim a record.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_authorise(id: RecordId, grantee: HospitalId);
	/// Gives `doctor` as many interests as one may have.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_interests(doctor: &AccountId);
}

/// What a trade asks about those who issue credentials. Implemented by `hospital-registry`.
pub trait IssuerRegistry<AccountId> {
	/// The key under which `hospital` issues now, whatever its standing: pk1 in G1, pk2 in G2.
	fn issuer_key(hospital: HospitalId) -> Option<([u8; 48], [u8; 96])>;
	/// Whether `hospital` is in good standing at this block and issues under `pk1`.
	fn issues_under(hospital: HospitalId, pk1: &[u8; 48]) -> bool;

	/// Makes `account` the operator of a new accredited hospital that issues under a key.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_issuer(account: &AccountId, seed: u32, pk1: [u8; 48], pk2: [u8; 96]) -> HospitalId;
	/// Registers a trade key of `account`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_trade_key(account: &AccountId, key: [u8; 32]);
}

/// Who may ask for counts. Implemented by `hospital-registry`.
pub trait ResearcherRegistry<AccountId> {
	/// Whether the council has enrolled `account` as a researcher.
	fn is_researcher(account: &AccountId) -> bool;

	/// Enrols `account` as a researcher.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_researcher(account: &AccountId);
}

/// The public values of the keys in use. Implemented by `key-authority`.
pub trait Sharings<AccountId> {
	/// Those of attribute keys.
	fn parameters() -> Option<Parameters<AccountId>>;
	/// Those of tokens.
	fn token_authority() -> Option<TokenAuthority<AccountId>>;
	/// Puts a sharing in place of the one in use, in one write: the next generation of its key, the first key, or another
	/// key for one that is lost.
	fn install_parameters(parameters: Parameters<AccountId>);
	/// Likewise for tokens.
	fn install_token_authority(token: TokenAuthority<AccountId>);
	/// Epochs in a row whose partials the authority was reported to withhold.
	fn missed(authority: &AccountId) -> u32;

	/// Makes an authority one that was reported so often.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_missed(authority: &AccountId, times: u32);
}

/// Who acts for authorities. Implemented by `ceremony`.
pub trait AuthorityAgents<AccountId> {
	/// The operator in whose name `account` acts: its own if it runs a hospital, or that of the hospital whose agent it is.
	fn acts_for(account: &AccountId) -> Option<AccountId>;
	/// An authority was reported to withhold its partials, or answers again.
	fn on_conduct(authority: &AccountId);

	/// Has `agent` act for the hospital of `operator`.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_agent(operator: &AccountId, agent: &AccountId);
}

/// Who is told when the standing of a hospital changes. Implemented by `validator-staking` and `ceremony`.
pub trait StandingObserver<AccountId> {
	/// The council accredited or reinstated the hospital that `operator` runs.
	fn on_accredited(_operator: &AccountId) {}
	/// The council suspended the hospital that `operator` runs.
	fn on_suspended(operator: &AccountId);
	/// The hospital that `operator` runs has left for good.
	fn on_withdrawn(operator: &AccountId);

	/// Makes `operator` a validator, so that as much follows as can.
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_validator(operator: &AccountId);
}

/// Both are told.
impl<AccountId, A: StandingObserver<AccountId>, B: StandingObserver<AccountId>> StandingObserver<AccountId>
	for (A, B)
{
	fn on_accredited(operator: &AccountId) {
		A::on_accredited(operator);
		B::on_accredited(operator);
	}
	fn on_suspended(operator: &AccountId) {
		A::on_suspended(operator);
		B::on_suspended(operator);
	}
	fn on_withdrawn(operator: &AccountId) {
		A::on_withdrawn(operator);
		B::on_withdrawn(operator);
	}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_validator(operator: &AccountId) {
		A::benchmark_validator(operator);
		B::benchmark_validator(operator);
	}
}

/// Nobody is told.
impl<AccountId> StandingObserver<AccountId> for () {
	fn on_suspended(_: &AccountId) {}
	fn on_withdrawn(_: &AccountId) {}
	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_validator(_: &AccountId) {}
}

/// What the registry asks before a hospital leaves. Implemented by `ehr-index`.
pub trait Custody {
	/// Number of records, live or retired, in the custody of `hospital`.
	fn records_of(hospital: HospitalId) -> u32;
}

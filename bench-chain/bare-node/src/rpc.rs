//! JSON-RPC: what `salus-node` serves, without the queries and services of Salus.

use crate::{
	hospital_services::Services,
	service::{FullBackend, FullClient, TransactionPool},
};
use jsonrpsee::RpcModule;
use salus_runtime::{opaque::Block, BlockNumber, Hash};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_rpc::SubscriptionTaskExecutor;
use sc_service::SpawnTaskHandle;
use std::sync::Arc;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// Nobody subscribes to finality but through Substrate.
#[derive(Clone, Debug)]
pub struct Finality;

impl Finality {
	/// Follows nothing.
	pub fn follow<Block, Client>(_client: &Client, _tasks: &SpawnTaskHandle) -> Self {
		Self
	}
}

/// What answers about finality need.
#[derive(Clone)]
pub struct FinalityDeps {
	/// State of the running vote.
	pub voter_state: SharedVoterState,
	/// Who votes.
	pub authorities: SharedAuthoritySet<Hash, BlockNumber>,
	/// Justifications as they come.
	pub justifications: GrandpaJustificationStream<Block>,
	/// Proofs from stored blocks.
	pub proofs: Arc<FinalityProofProvider<FullBackend, Block>>,
}

/// What all answers need.
#[derive(Clone)]
#[allow(dead_code)] // what Salus alone answers with
pub struct Deps {
	/// The chain and its state.
	pub client: Arc<FullClient>,
	/// Transactions that wait.
	pub pool: Arc<TransactionPool>,
	/// None.
	pub services: Option<Arc<Services>>,
	/// None.
	pub finalised: Finality,
	/// About finality.
	pub finality: FinalityDeps,
}

/// All methods that this node adds.
pub fn module(deps: Deps, executor: SubscriptionTaskExecutor) -> Result<RpcModule<()>, Error> {
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let finality = deps.finality;
	let mut module = RpcModule::new(());
	module.merge(System::new(deps.client.clone(), deps.pool).into_rpc())?;
	module.merge(TransactionPayment::new(deps.client).into_rpc())?;
	module.merge(
		Grandpa::new(
			executor,
			finality.authorities,
			finality.voter_state,
			finality.justifications,
			finality.proofs,
		)
		.into_rpc(),
	)?;
	Ok(module)
}

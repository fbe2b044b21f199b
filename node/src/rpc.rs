//! JSON-RPC of the node, beside the methods that every Substrate node has.

use crate::service::{FullBackend, FullClient, TransactionPool};
use jsonrpsee::RpcModule;
use salus_rpc::Services;
use salus_runtime::{opaque::Block, BlockNumber, Hash};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaJustificationStream, SharedAuthoritySet, SharedVoterState,
};
use sc_rpc::SubscriptionTaskExecutor;
use std::sync::Arc;

pub use salus_rpc::Finality;

type Error = Box<dyn std::error::Error + Send + Sync>;

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
pub struct Deps {
	/// The chain and its state.
	pub client: Arc<FullClient>,
	/// Transactions that wait.
	pub pool: Arc<TransactionPool>,
	/// The hospital's services, if this node runs them.
	pub services: Option<Arc<Services>>,
	/// The newest finalised block, for those who subscribe.
	pub finalised: Finality,
	/// About finality.
	pub finality: FinalityDeps,
}

/// All methods that this node adds.
pub fn module(deps: Deps, executor: SubscriptionTaskExecutor) -> Result<RpcModule<()>, Error> {
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let Deps {
		client,
		pool,
		services,
		finalised,
		finality,
	} = deps;
	let mut module = RpcModule::new(());

	module.merge(System::new(client.clone(), pool).into_rpc())?;
	module.merge(TransactionPayment::new(client.clone()).into_rpc())?;
	module.merge(salus_rpc::create::<Block, _>(salus_rpc::Deps {
		client,
		services,
		finality: finalised,
	})?)?;
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

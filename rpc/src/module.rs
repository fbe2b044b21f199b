use crate::{
	chain::{client_chain, Chain, ClientChain},
	finality::Finality,
	queries::{Queries, QueriesApiServer},
	services::{Services, ServicesApiServer, ServicesRpc},
	subscriptions::{SubscriptionLimits, Subscriptions, SubscriptionsApiServer},
};
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use std::sync::Arc;

/// What the methods need.
pub struct Deps<Client> {
	/// The client whose chain is read.
	pub client: Arc<Client>,
	/// The services, on a node of a hospital.
	pub services: Option<Arc<Services>>,
	/// The newest finalised block, for those who subscribe.
	pub finality: Finality,
}

/// All methods of the namespace `salus_`.
pub fn create<Block, Client>(deps: Deps<Client>) -> Result<RpcModule<()>, RegisterMethodError>
where
	ClientChain<Block, Client>: Chain + 'static,
{
	let mut module = RpcModule::new(());
	let chain = client_chain::<Block, Client>(deps.client);
	let limits = SubscriptionLimits::default();
	module.merge(Queries::new(chain.clone()).into_rpc())?;
	module.merge(Subscriptions::new(chain, deps.finality, limits).into_rpc())?;
	module.merge(ServicesRpc::new(deps.services).into_rpc())?;
	Ok(module)
}

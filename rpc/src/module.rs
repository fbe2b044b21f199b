use crate::{
	chain::{client_chain, Chain, ClientChain},
	queries::{Queries, QueriesApiServer},
	services::{Services, ServicesApiServer, ServicesRpc},
};
use jsonrpsee::{core::RegisterMethodError, RpcModule};
use std::sync::Arc;

/// What the methods need.
pub struct Deps<Client> {
	/// The client whose chain is read.
	pub client: Arc<Client>,
	/// The services, on a node of a hospital.
	pub services: Option<Arc<Services>>,
}

/// All methods of the namespace `salus_`.
pub fn create<Block, Client>(deps: Deps<Client>) -> Result<RpcModule<()>, RegisterMethodError>
where
	ClientChain<Block, Client>: Chain + 'static,
{
	let mut module = RpcModule::new(());
	module.merge(Queries::new(client_chain::<Block, Client>(deps.client)).into_rpc())?;
	module.merge(ServicesRpc::new(deps.services).into_rpc())?;
	Ok(module)
}

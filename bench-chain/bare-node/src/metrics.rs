//! No metrics but Substrate's.

use crate::service::FullClient;
use sc_service::SpawnTaskHandle;
use std::sync::Arc;
use substrate_prometheus_endpoint::{PrometheusError, Registry};

/// Starts nothing.
pub fn start(
	_registry: Option<&Registry>,
	_client: Arc<FullClient>,
	_own: Option<String>,
	_tasks: &SpawnTaskHandle,
) -> Result<(), PrometheusError> {
	Ok(())
}

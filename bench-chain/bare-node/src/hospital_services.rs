//! No services: there are no hospitals here.

use crate::service::FullClient;
use sc_service::{Configuration, TaskManager};
use std::{io, sync::Arc};

/// What cannot be: a running service.
#[derive(Clone, Copy, Debug)]
pub enum Services {}

/// Says that there is nothing to serve.
#[derive(Debug, Default)]
pub struct ServicesArgs {
	/// Always none.
	pub hospital: Option<String>,
}

impl ServicesArgs {
	/// Opens nothing.
	pub fn open(
		&self,
		_config: &Configuration,
		_client: &Arc<FullClient>,
		_task_manager: &TaskManager,
	) -> io::Result<Option<Arc<Services>>> {
		Ok(None)
	}
}

//! Where the built programs are.

use anyhow::{Context, Result};
use std::{
	fs,
	path::{Path, PathBuf},
};

/// Where the binaries are.
#[derive(Clone, Debug)]
pub struct Binaries {
	/// `salus-node`.
	pub node: PathBuf,
	/// `salus`.
	pub wallet: PathBuf,
}

impl Binaries {
	/// From `SALUS_NODE` and `SALUS`, or beside the running program.
	pub fn find() -> Result<Self> {
		Ok(Self {
			node: program("SALUS_NODE", "salus-node")?,
			wallet: program("SALUS", "salus")?,
		})
	}

	/// Compiled runtimes lie beside the node that compiled them, for the next network; where that cannot be written,
	/// beside the network's specification.
	pub(crate) fn runtime_cache(&self, spec: &Path) -> PathBuf {
		let beside = self.node.with_file_name("runtime-cache");
		if fs::create_dir_all(&beside).is_ok() && tempfile::tempfile_in(&beside).is_ok() {
			beside
		} else {
			spec.with_file_name("runtime-cache")
		}
	}
}

/// A program from a variable of the environment, or beside the running one.
pub(crate) fn program(variable: &str, name: &str) -> Result<PathBuf> {
	if let Some(path) = std::env::var_os(variable) {
		return Ok(path.into());
	}
	std::env::current_exe()?
		.ancestors()
		.skip(1)
		.take(2)
		.map(|folder| folder.join(name))
		.find(|path| path.is_file())
		.with_context(|| format!("where is {name}? build it, or name it in {variable}"))
}

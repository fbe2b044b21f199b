//! What commands fail with, and the exit code of each.

use crate::{
	chain::ChainError,
	fhir::{FhirError, NoKeyword},
	search::interests::InterestsError,
};
use std::{io, path::PathBuf};

/// Everything a command can fail with; each cause has an exit code.
#[derive(Debug, thiserror::Error)]
pub enum WalletError {
	/// Between the wallet and the chain.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The file is no record.
	#[error("{path}: {error}")]
	Record {
		/// The file.
		path: PathBuf,
		/// Why.
		error: FhirError,
	},
	/// A text that is no keyword.
	#[error(transparent)]
	Keyword(#[from] NoKeyword),
	/// A doctor's interests do not serve to search.
	#[error(transparent)]
	Interests(#[from] InterestsError),
	/// A file or folder cannot be read or written.
	#[error("{path}: {error}")]
	File {
		/// The file.
		path: PathBuf,
		/// The system's word.
		error: io::Error,
	},
	/// An argument is wrong in a way only the command sees.
	#[error("{0}")]
	Input(String),
	/// Keys, passwords, identities.
	#[error("{0}")]
	Keys(String),
	/// What the chain shows does not allow the step.
	#[error("{0}")]
	NotAllowed(String),
	/// A check of what was received failed: do not trust it.
	#[error("{0}")]
	Untrue(String),
}

impl WalletError {
	/// Exit code of the process: 1 is left to panics, 2 to wrong usage.
	pub fn exit_code(&self) -> u8 {
		match self {
			Self::Input(_) | Self::Record { .. } | Self::Keyword(_) => 3,
			Self::File { .. } => 4,
			Self::Keys(_) => 5,
			Self::Chain(ChainError::Unreachable { .. } | ChainError::Transport(_)) => 6,
			Self::Chain(ChainError::Refused { .. } | ChainError::Later { .. }) => 7,
			Self::Chain(_) => 8,
			Self::NotAllowed(_) | Self::Interests(_) => 9,
			Self::Untrue(_) => 10,
		}
	}

	/// Stable name of the cause, for `--json`.
	pub fn kind(&self) -> &'static str {
		match self.exit_code() {
			3 => "input",
			4 => "file",
			5 => "keys",
			6 => "unreachable",
			7 => "refusedByService",
			8 => "refusedByChain",
			9 => "notAllowed",
			_ => "untrue",
		}
	}

	/// With the file's name.
	pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
		let path = path.into();
		move |error| Self::File { path, error }
	}
}

/// Result of a command.
pub type Result<T, E = WalletError> = core::result::Result<T, E>;

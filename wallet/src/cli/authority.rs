mod backup;
mod status;

use super::{
	calls::{Ceremonies, Keys},
	ceremonies::Kind,
	Report, Wallet,
};
use crate::error::Result;
use clap::Subcommand;
use salus_primitives::{authority::Node, BlockNumber};
use std::path::PathBuf;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Show the keys of the authority, who holds them and can be counted on, and what runs.
	#[command(after_help = "Example: salus authority status --wait --json")]
	Status {
		/// Stay until it serves: a key of each kind is in use, and this epoch's update keys are out.
		#[arg(long)]
		wait: bool,
		/// Give up after so many blocks.
		#[arg(long, value_name = "BLOCKS", default_value_t = 200, requires = "wait")]
		blocks: BlockNumber,
	},
	/// Show the rounds that run: phases, who has done what they ask for, and who has not.
	#[command(after_help = "Example: salus authority ceremony --kind attribute-keys --watch")]
	Ceremony {
		/// Of this key alone.
		#[arg(long)]
		kind: Option<Kind>,
		/// Stay until the round has ended.
		#[arg(long, requires = "kind")]
		watch: bool,
	},
	/// Compute the keys in use again, from what the dealers of their rounds posted; and check your shares against them.
	#[command(after_help = "Example: salus authority verify\n\
		Example: salus authority verify --authority-keystore /var/lib/salus/chains/salus/authority --authority-password-file pw")]
	Verify {
		/// Of this key alone.
		#[arg(long)]
		kind: Option<Kind>,
		/// Folder of your node's authority keystore.
		#[arg(long, value_name = "DIR", requires = "authority_password_file")]
		authority_keystore: Option<PathBuf>,
		/// File whose first line is its password, as the node has it.
		#[arg(long, value_name = "FILE", requires = "authority_keystore")]
		authority_password_file: Option<PathBuf>,
	},
	/// Name the account by which your node takes part in ceremonies and posts digests. The node says its address when it
	/// starts, and keeps it in the file 'address' of its authority's keystore. It needs 100 SAL, for fees and the bond of
	/// a publication.
	#[command(after_help = "Example: salus authority set-agent 5F…Qx --as st-mary")]
	SetAgent {
		/// Its address.
		#[arg(required_unless_present = "nobody")]
		agent: Option<String>,
		/// No account but your own.
		#[arg(long, conflicts_with = "agent")]
		nobody: bool,
	},
	/// Write the shares of your node into a sealed file, to be kept offline.
	#[command(
		after_help = "Example: salus authority export-share shares.backup --backup-password-file backup.pw --authority-keystore /var/lib/salus/chains/salus/authority --authority-password-file pw"
	)]
	ExportShare {
		/// The file to write.
		file: PathBuf,
		#[command(flatten)]
		sealed: backup::Sealed,
	},
	/// Put the shares of a backup into the keystore of your node, unless it has newer ones. A node that starts without a
	/// keystore makes one.
	#[command(
		after_help = "Example: salus authority import-share shares.backup --backup-password-file backup.pw --authority-keystore /var/lib/salus/chains/salus/authority --authority-password-file pw"
	)]
	ImportShare {
		/// The backup.
		file: PathBuf,
		#[command(flatten)]
		sealed: backup::Sealed,
	},
	/// Prove that a published update key is wrong: its publisher loses the bond.
	#[command(
		after_help = "Example: salus authority report --tree 0 --depth 3 --index 5 --era 0 --as charite"
	)]
	Report {
		/// Tree of the node.
		#[arg(long)]
		tree: u16,
		/// Depth of the node.
		#[arg(long)]
		depth: u8,
		/// Position of the node.
		#[arg(long)]
		index: u32,
		/// Era.
		#[arg(long)]
		era: u32,
	},
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet) -> Result<Report> {
		match self {
			Self::Status { wait, blocks } => status::show(&wallet.chain().await?, wait, blocks).await,
			Self::Ceremony { kind, watch } => {
				status::rounds(wallet, &wallet.chain().await?, kind, watch).await
			}
			Self::Verify {
				kind,
				authority_keystore,
				authority_password_file,
			} => {
				let store = authority_keystore
					.zip(authority_password_file)
					.map(|(folder, password)| backup::Store::new(folder, password));
				backup::check(&wallet.chain().await?, kind, store.as_ref()).await
			}
			Self::ExportShare { file, sealed } => backup::export(wallet, &sealed, &file).await,
			Self::ImportShare { file, sealed } => backup::import(wallet, &sealed, &file).await,
			Self::SetAgent { agent, nobody: _ } => {
				let agent = agent.map(|text| wallet.account(&text)).transpose()?;
				let call = Ceremonies::set_agent { agent };
				Ok((&wallet.chain().await?.submit(&wallet.signer()?, call).await?).into())
			}
			Self::Report {
				tree,
				depth,
				index,
				era,
			} => {
				let node = Node { tree, depth, index };
				let call = Keys::report_bad_update_key { node, era };
				Ok((&wallet.chain().await?.submit(&wallet.signer()?, call).await?).into())
			}
		}
	}
}

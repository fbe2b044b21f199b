use super::{Report, Wallet};
use crate::{error::Result, error::WalletError, files, keystore::Secrets};
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Make an identity: an account and a key for each protocol, encrypted with a password.
	#[command(after_help = "Example: salus keys create cardiologist --uri //Cardiologist")]
	Create {
		/// Its name in the keystore.
		name: String,
		/// Secret URI of the account; without it a new random one.
		#[arg(long)]
		uri: Option<String>,
	},
	/// Write the secrets with which a hospital's node issues credentials, opens index keys and signs receipts, readable by you
	/// alone: salus-node --issuer-key.
	#[command(
		after_help = "The identity is the one that the hospital registered. Give the file to the node and to nobody else.\n\n\
		              Example: salus keys issuer-file st-mary.issuer --as st-mary"
	)]
	IssuerFile {
		/// The file to write.
		file: PathBuf,
	},
	/// List identities: names and addresses. Asks for no password.
	#[command(after_help = "Example: salus keys list --json")]
	List,
}

impl Command {
	pub(super) fn run(self, wallet: &Wallet) -> Result<Report> {
		match self {
			Self::Create { name, uri } => {
				let uri = zeroize::Zeroizing::new(uri.unwrap_or_else(random_uri));
				let secrets = Secrets::generate(&uri)
					.map_err(|e| WalletError::Input(format!("not a secret URI: {e:?}")))?;
				let path = wallet.keystore()?.create(&name, &secrets, &wallet.password()?)?;
				let address = secrets.signer().account().to_string();
				Ok(Report::new()
					.line(format!("{name}: {address}, in {}", path.display()))
					.line("keep a copy of that file: whoever loses it loses what only its keys open")
					.set("name", name)
					.set("address", address)
					.set("file", path.display().to_string()))
			}
			Self::IssuerFile { file } => {
				files::write_new(&file, &wallet.secrets()?.issuer_file().to_bytes())?;
				Ok(Report::new()
					.line(format!("wrote {}", file.display()))
					.set("file", file.display().to_string()))
			}
			Self::List => {
				let keys = wallet.keystore()?.list()?;
				let report = keys.iter().fold(Report::new(), |report, (name, address)| {
					report.line(format!("{name}  {address}"))
				});
				let list: Vec<_> = keys
					.iter()
					.map(|(name, address)| json!({ "name": name, "address": address }))
					.collect();
				Ok(report.set("keys", list))
			}
		}
	}
}

/// 32 random bytes as a seed.
fn random_uri() -> String {
	let mut seed = zeroize::Zeroizing::new([0; 32]);
	rand_core::RngCore::fill_bytes(&mut rand_core::OsRng, &mut *seed);
	format!("0x{}", hex::encode(*seed))
}

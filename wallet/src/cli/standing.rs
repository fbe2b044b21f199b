use super::{calls::Registry, Report, Wallet};
use crate::{
	chain::{At, Chain},
	error::{Result, WalletError},
};
use clap::Subcommand;
use salus_primitives::{
	hospital::{KeyPurpose, ProvenKey},
	AccountId,
};
use salus_runtime::RuntimeCall;

#[derive(Subcommand)]
pub(super) enum Command {
	/// Register this identity's wrap, report, trade and receipt keys, in place of the ones before where these are others.
	#[command(after_help = "Example: salus hospital register-keys --as st-mary")]
	RegisterKeys,
	/// Replace the issuer key by that of this identity.
	#[command(
		after_help = "New keys for the same account are a new identity of the keystore; register all of them.\n\n\
		              Example: salus keys create st-mary-2027 --uri //StMary\n         \
		              salus hospital rotate-issuer-key --as st-mary-2027\n         \
		              salus hospital register-keys --as st-mary-2027"
	)]
	RotateIssuerKey,
	/// Leave the consortium for good, once no staff and no custody remains. The deposit returns.
	#[command(after_help = "Example: salus hospital withdraw --as st-mary")]
	Withdraw,
}

impl Command {
	pub(super) async fn run(self, wallet: &Wallet, chain: &Chain) -> Result<Report> {
		let call: RuntimeCall = match self {
			Self::Withdraw => Registry::withdraw {}.into(),
			Self::RotateIssuerKey => {
				let issuer = wallet.secrets()?.proven_issuer(chain.genesis());
				Registry::rotate_issuer_key { issuer }.into()
			}
			Self::RegisterKeys => {
				let (secrets, genesis) = (wallet.secrets()?, chain.genesis());
				let all = vec![
					(KeyPurpose::Wrap, secrets.proven_wrap(genesis)),
					(KeyPurpose::Report, secrets.proven_report(genesis)),
					(KeyPurpose::Trade, secrets.proven_trade(genesis)),
					(KeyPurpose::Receipt, secrets.proven_receipt(genesis)),
				];
				register_keys(chain, &secrets.signer().account(), all).await?
			}
		};
		Ok((&chain.submit(&wallet.signer()?, call).await?).into())
	}
}

/// The call that registers those keys that an account has not registered yet.
pub(super) async fn register_keys(
	chain: &Chain,
	account: &AccountId,
	mut keys: Vec<(KeyPurpose, ProvenKey)>,
) -> Result<RuntimeCall> {
	let registered = chain
		.person(account, At::Best)
		.await?
		.map(|person| person.keys)
		.unwrap_or_default();
	keys.retain(|(purpose, proven)| !registered.contains(&(*purpose, proven.key)));
	if keys.is_empty() {
		return Err(WalletError::NotAllowed(
			"the keys of this identity are registered already".into(),
		));
	}
	let keys = keys
		.try_into()
		.map_err(|_| WalletError::Keys("too many keys".into()))?;
	Ok(Registry::register_keys { keys }.into())
}

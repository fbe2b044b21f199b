//! Public parameters and the token key in the genesis, for development: on a network of hospitals ceremonies make them.

use crate::{AuthorityParameters, Config, TokenKey};
use alloc::vec::Vec;
use salus_crypto::{
	authority::{AuthorityPublic, PublicParameters},
	token::{KeysError, PublicKeys},
};
use salus_primitives::{
	authority::{AuthorityInfo, Parameters},
	token::{TokenAuthority, TokenMember},
};
use serde::{Deserialize, Serialize};
use sp_core::Bytes;

/// One authority, bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisAuthority<AccountId> {
	/// The operator of the hospital that holds the share.
	pub account: AccountId,
	/// `A_j`, 96 bytes.
	pub a_j: Bytes,
	/// `Beta_j`, 96 bytes.
	pub beta_j: Bytes,
}

/// Public parameters, bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisParameters<AccountId> {
	/// Generation of the sharing.
	pub generation: u32,
	/// Identifier of alpha's ceremony, 32 bytes.
	pub ceremony: Bytes,
	/// Authorities needed.
	pub threshold: u16,
	/// The authorities; the index j of the scheme is the position plus one.
	pub authorities: Vec<GenesisAuthority<AccountId>>,
	/// `A`, 96 bytes.
	pub a: Bytes,
	/// `Beta`, 96 bytes.
	pub beta: Bytes,
	/// `E`, 576 bytes.
	pub e: Bytes,
}

/// One authority of the token key, bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisTokenMember<AccountId> {
	/// The operator of the hospital that holds the share.
	pub account: AccountId,
	/// `K_j`, 32 bytes.
	pub key: Bytes,
}

/// Public values of the token key, bytes in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisTokenKey<AccountId> {
	/// Generation of the sharing.
	pub generation: u32,
	/// Identifier of k's ceremony, 32 bytes.
	pub ceremony: Bytes,
	/// Authorities needed.
	pub threshold: u16,
	/// The authorities; the index j of the scheme is the position plus one.
	pub members: Vec<GenesisTokenMember<AccountId>>,
	/// `K`, 32 bytes.
	pub key: Bytes,
}

/// Why parameters cannot stand in a genesis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GenesisFault {
	/// Bytes are not of the length that the field has.
	Length(&'static str),
	/// There are more authorities than the chain stores.
	TooManyAuthorities,
	/// One account stands twice among the authorities.
	RepeatedAuthority,
	/// The parameters are no sharing.
	Invalid(salus_crypto::authority::ParametersError),
	/// The token key's values are no sharing.
	InvalidToken(KeysError),
}

impl<AccountId: Clone> GenesisParameters<AccountId> {
	/// The parameters of a dealer, for the operators in the order of their shares.
	pub fn new(public: &PublicParameters, operators: &[AccountId]) -> Self {
		let authority = |(account, keys): (&AccountId, &AuthorityPublic)| GenesisAuthority {
			account: account.clone(),
			a_j: keys.a_j.to_vec().into(),
			beta_j: keys.beta_j.to_vec().into(),
		};
		Self {
			generation: public.generation,
			ceremony: public.ceremony.to_vec().into(),
			threshold: public.threshold,
			authorities: operators.iter().zip(&public.authorities).map(authority).collect(),
			a: public.a.to_vec().into(),
			beta: public.beta.to_vec().into(),
			e: public.e.to_vec().into(),
		}
	}

	/// As the chain stores them.
	fn parameters(&self) -> Result<Parameters<AccountId>, GenesisFault> {
		let authorities = self
			.authorities
			.iter()
			.map(|authority| {
				Ok(AuthorityInfo {
					account: authority.account.clone(),
					a_j: fixed(&authority.a_j, "aJ")?,
					beta_j: fixed(&authority.beta_j, "betaJ")?,
				})
			})
			.collect::<Result<Vec<_>, GenesisFault>>()?;
		Ok(Parameters {
			generation: self.generation,
			ceremony: fixed(&self.ceremony, "ceremony")?,
			threshold: self.threshold,
			authorities: authorities
				.try_into()
				.map_err(|_| GenesisFault::TooManyAuthorities)?,
			a: fixed(&self.a, "a")?,
			beta: fixed(&self.beta, "beta")?,
			e: fixed(&self.e, "e")?,
		})
	}
}

impl<AccountId: Clone> GenesisTokenKey<AccountId> {
	/// The token key of a dealer, for the operators in the order of their shares.
	pub fn new(public: &PublicKeys, operators: &[AccountId]) -> Self {
		let member = |(account, key): (&AccountId, &[u8; 32])| GenesisTokenMember {
			account: account.clone(),
			key: key.to_vec().into(),
		};
		Self {
			generation: public.generation,
			ceremony: public.ceremony.to_vec().into(),
			threshold: public.threshold,
			members: operators.iter().zip(&public.keys).map(member).collect(),
			key: public.key.to_vec().into(),
		}
	}

	/// As the chain stores it.
	fn authority(&self) -> Result<TokenAuthority<AccountId>, GenesisFault> {
		let members = self
			.members
			.iter()
			.map(|member| {
				Ok(TokenMember {
					account: member.account.clone(),
					key: fixed(&member.key, "members.key")?,
				})
			})
			.collect::<Result<Vec<_>, GenesisFault>>()?;
		Ok(TokenAuthority {
			ceremony: fixed(&self.ceremony, "ceremony")?,
			generation: self.generation,
			threshold: self.threshold,
			members: members.try_into().map_err(|_| GenesisFault::TooManyAuthorities)?,
			key: fixed(&self.key, "key")?,
		})
	}
}

fn fixed<const N: usize>(bytes: &Bytes, field: &'static str) -> Result<[u8; N], GenesisFault> {
	bytes
		.0
		.as_slice()
		.try_into()
		.map_err(|_| GenesisFault::Length(field))
}

/// The parameters as `salus-crypto` checks them.
fn public<AccountId>(parameters: &Parameters<AccountId>) -> PublicParameters {
	PublicParameters {
		generation: parameters.generation,
		threshold: parameters.threshold,
		authorities: parameters
			.authorities
			.iter()
			.map(|authority| AuthorityPublic {
				a_j: authority.a_j,
				beta_j: authority.beta_j,
			})
			.collect(),
		a: parameters.a,
		beta: parameters.beta,
		e: parameters.e,
		ceremony: parameters.ceremony,
	}
}

/// Whether the parameters are a sharing among different accounts.
pub(crate) fn validate<T: Config>(parameters: &Parameters<T::AccountId>) -> Result<(), GenesisFault> {
	distinct(parameters.authorities.iter().map(|authority| &authority.account))?;
	public(parameters)
		.validate::<T::Suite>()
		.map(|_| ())
		.map_err(GenesisFault::Invalid)
}

/// Whether the token key is a sharing among different accounts.
pub(crate) fn validate_token<AccountId: Ord>(token: &TokenAuthority<AccountId>) -> Result<(), GenesisFault> {
	distinct(token.members.iter().map(|member| &member.account))?;
	token
		.public()
		.validate()
		.map(|_| ())
		.map_err(GenesisFault::InvalidToken)
}

fn distinct<'a, AccountId: Ord + 'a>(
	accounts: impl Iterator<Item = &'a AccountId>,
) -> Result<(), GenesisFault> {
	let mut accounts: Vec<_> = accounts.collect();
	let count = accounts.len();
	accounts.sort();
	accounts.dedup();
	if accounts.len() == count {
		Ok(())
	} else {
		Err(GenesisFault::RepeatedAuthority)
	}
}

fn checked<T: Config>(
	genesis: &GenesisParameters<T::AccountId>,
) -> Result<Parameters<T::AccountId>, GenesisFault> {
	let parameters = genesis.parameters()?;
	validate::<T>(&parameters)?;
	Ok(parameters)
}

fn checked_token<AccountId: Clone + Ord>(
	genesis: &GenesisTokenKey<AccountId>,
) -> Result<TokenAuthority<AccountId>, GenesisFault> {
	let token = genesis.authority()?;
	validate_token(&token)?;
	Ok(token)
}

/// Stores the parameters and the token key of a genesis.
///
/// # Panics
///
/// If they are invalid: no chain may start with them.
#[allow(clippy::panic)] // at the making of a genesis alone
pub(crate) fn build<T: Config>(
	parameters: Option<&GenesisParameters<T::AccountId>>,
	token: Option<&GenesisTokenKey<T::AccountId>>,
) {
	match parameters.map(checked::<T>).transpose() {
		Ok(parameters) => AuthorityParameters::<T>::set(parameters),
		Err(fault) => panic!("the key authority's public parameters in the genesis are invalid: {fault:?}"),
	}
	match token.map(checked_token).transpose() {
		Ok(token) => TokenKey::<T>::set(token),
		Err(fault) => panic!("the token key in the genesis is invalid: {fault:?}"),
	}
}

#![doc = include_str!("../README.md")]

#[cfg(feature = "server")]
pub mod chain;
pub mod errors;
#[cfg(feature = "server")]
pub mod finality;
pub mod json;
#[cfg(feature = "server")]
pub mod queries;
#[cfg(feature = "server")]
pub mod services;
#[cfg(feature = "server")]
pub mod store;
#[cfg(feature = "server")]
pub mod subscriptions;
#[cfg(test)]
mod testing;

#[cfg(feature = "server")]
mod module;
#[cfg(feature = "server")]
pub use finality::Finality;
#[cfg(feature = "server")]
pub use module::{create, Deps};
#[cfg(feature = "server")]
pub use services::{
	oldest_state_needed, Limits, Rate, RemoteAuthorities, Services, ServicesConfig, StartError, TokenLimits,
};

//! Configuration of the pallets, a topic a file.

pub mod consensus;
pub mod council;
pub mod health;
pub mod money;
pub mod system;
pub mod trade;

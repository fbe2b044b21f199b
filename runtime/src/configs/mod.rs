//! Configuration of the pallets, a topic a file.

pub mod cases;
pub mod ceremony;
pub mod consensus;
pub mod conveniences;
pub mod council;
pub mod emergency;
pub mod government;
pub mod health;
pub mod limits;
pub mod money;
pub mod research;
pub mod system;
pub mod trade;

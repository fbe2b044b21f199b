//! Hospitals that make, keep and hand on keys over the runtime itself: real transactions, real keystores, no node.

#![allow(missing_docs)]

mod ceremony;
mod chain;
mod epochs;
#[path = "../../../crypto/tests/ceremony/hand.rs"]
#[allow(dead_code)] // what other tests of it use
mod hand;
mod liar;
mod resharing;
mod world;

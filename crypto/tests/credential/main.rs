//! Credentials: what a hospital issues, what a patient shows of it to a buyer of fields, and what is refused.

mod codecs;
#[path = "../vector_file/counter.rs"]
mod counter;
mod issuance;
mod page;
mod sale;
#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;
mod world;

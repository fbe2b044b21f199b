//! shamir

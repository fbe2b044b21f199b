//! One file a verb.

mod accept_custody;
mod access_trail;
mod authorise_hospital;
mod clear;
mod grant_consent;
mod may_open;
mod origins;
mod pages;
mod random_walk;
mod record_access;
mod register_record;
mod retire_record;
mod transfer_custody;
mod try_state;
mod update_location;
mod withdraw_authorisation;
mod withdraw_consent;

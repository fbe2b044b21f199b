use crate::{mock::*, CurrentEpoch, EpochState, GenesisConfig, LiveTree, LiveTrees};
use frame_support::traits::StorageVersion;
use salus_primitives::{authority::Node, traits::EpochProvider};
use sp_runtime::BuildStorage;

#[test]
fn a_chain_begins_with_epoch_0_and_a_whole_tree() {
	build_and_execute(|| {
		assert_eq!(
			CurrentEpoch::<Test>::get(),
			EpochState {
				epoch: 0,
				started_at: 0,
				forced: false
			}
		);
		let tree = LiveTree {
			tree: 0,
			opened_at: 0,
			retires_at: None,
			size: 1,
			next_size: 1,
		};
		assert_eq!(LiveTrees::<Test>::get().into_inner(), [tree]);
		assert!(Revocation::in_cover(&Node {
			tree: 0,
			depth: 0,
			index: 0
		}));
		assert_eq!(StorageVersion::get::<Revocation>(), 1);
	});
}

#[test]
fn the_default_schedule_is_a_day_and_a_year() {
	let genesis = GenesisConfig::<Test>::default();
	assert_eq!((genesis.epoch_length, genesis.epochs_per_era), (14_400, 365));
}

fn build(epoch_length: u64, epochs_per_era: u32) {
	let _ = RuntimeGenesisConfig {
		revocation: GenesisConfig {
			epoch_length,
			epochs_per_era,
		},
		..Default::default()
	}
	.build_storage();
}

#[test]
#[should_panic(expected = "an epoch has at least one block")]
fn an_epoch_without_blocks_is_no_genesis() {
	build(0, PER_ERA);
}

#[test]
#[should_panic(expected = "an era is longer than the time to renew keys")]
fn an_era_shorter_than_the_time_to_renew_is_no_genesis() {
	build(LENGTH, RENEWAL);
}

#[test]
fn genesis_is_json_in_camel_case() {
	let json = serde_json_of(&GenesisConfig::<Test>::default());
	assert_eq!(json, r#"{"epochLength":14400,"epochsPerEra":365}"#);
}

fn serde_json_of(genesis: &GenesisConfig<Test>) -> String {
	serde_json::to_string(genesis).unwrap()
}

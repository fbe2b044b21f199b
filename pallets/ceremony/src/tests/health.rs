use super::cast::*;
use crate::{mock::*, Event};
use salus_primitives::traits::AuthorityAgents;

fn announced() -> Vec<crate::Event<Test>> {
	let of_health = |event: &crate::Event<Test>| {
		matches!(
			event,
			Event::AuthorityThin { .. } | Event::AuthorityLost { .. } | Event::AuthorityRecovered { .. }
		)
	};
	events().into_iter().filter(of_health).collect()
}

#[test]
fn the_chain_warns_long_before_a_key_is_lost() {
	ExtBuilder::of(7).build_and_execute(|| {
		Cast::of_finished(&operators(7), TOKENS);
		let (kind, threshold) = (TOKENS, 5);
		suspend(&operator(0));
		next_block();
		let thin = Event::AuthorityThin {
			kind,
			living: 6,
			threshold,
		};
		assert_eq!(announced(), std::slice::from_ref(&thin));
		suspend(&operator(1));
		next_block();
		assert_eq!(announced(), std::slice::from_ref(&thin));
		suspend(&operator(2));
		next_block();
		let lost = Event::AuthorityLost {
			kind,
			living: 4,
			threshold,
		};
		assert_eq!(announced(), [thin.clone(), lost.clone()]);
		for place in 0..3 {
			accredit(&operator(place));
		}
		next_block();
		let recovered = Event::AuthorityRecovered {
			kind,
			living: 7,
			threshold,
		};
		assert_eq!(announced(), [thin, lost, recovered]);
	});
}

#[test]
fn who_is_silent_is_not_counted_on() {
	ExtBuilder::of(4).build_and_execute(|| {
		Cast::of_finished(&operators(4), ATTRIBUTE_KEYS);
		Silent::set(&vec![(operator(1), 2)]);
		Ceremony::on_conduct(&operator(1));
		next_block();
		assert_eq!(announced(), []);
		Silent::set(&vec![(operator(1), 3)]);
		Ceremony::on_conduct(&operator(1));
		next_block();
		assert_eq!(
			announced(),
			[Event::AuthorityThin {
				kind: ATTRIBUTE_KEYS,
				living: 3,
				threshold: 3
			}]
		);
		let sharing = Ceremony::api_sharing(ATTRIBUTE_KEYS).unwrap();
		assert_eq!((sharing.living, sharing.holders[1].missed), (3, 3));
	});
}

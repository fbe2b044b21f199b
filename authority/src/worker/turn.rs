//! Whose turn it is.

use salus_primitives::{authority::Epoch, BlockNumber};

/// How many come before an authority: another is the first in every epoch.
pub(super) fn rank(index: u16, count: usize, epoch: Epoch) -> BlockNumber {
	let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
	let first = epoch % count;
	let at = u32::from(index).saturating_sub(1) % count;
	(at + count - first) % count
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn everybody_has_a_turn_of_its_own_and_is_first_in_some_epoch() {
		for count in [1, 4, 7] {
			for epoch in 0..14 {
				let mut ranks: Vec<_> = (1..=count)
					.map(|index| rank(index, usize::from(count), epoch))
					.collect();
				ranks.sort_unstable();
				assert_eq!(ranks, (0..u32::from(count)).collect::<Vec<_>>());
			}
			for index in 1..=count {
				let firsts =
					(0..u32::from(count)).filter(|epoch| rank(index, usize::from(count), *epoch) == 0);
				assert_eq!(firsts.count(), 1);
			}
		}
	}
}

//! Validity quarters: `4 * year + quarter`, from 0, of the Gregorian calendar in UTC.

const DAY: u64 = 86_400;
const WEEK: u64 = 7 * DAY;

/// The quarter of a time, given in seconds since 1970.
pub fn quarter_of(unix_seconds: u64) -> u32 {
	// Days since 1 March of the year 0; years end with February, so that the leap day is a year's last.
	let days = (unix_seconds / DAY).saturating_add(719_468);
	let (era, day_of_era) = (days / 146_097, days % 146_097);
	let year_of_era = day_of_era
		.saturating_sub(day_of_era / 1_460)
		.saturating_add(day_of_era / 36_524)
		.saturating_sub(day_of_era / 146_096)
		/ 365;
	let before = year_of_era
		.saturating_mul(365)
		.saturating_add(year_of_era / 4)
		.saturating_sub(year_of_era / 100);
	let day_of_year = day_of_era.saturating_sub(before);
	// March is month 0, January is month 10.
	let month = day_of_year.saturating_mul(5).saturating_add(2) / 153;
	let year = year_of_era.saturating_add(era.saturating_mul(400));
	let quarter = if month < 10 {
		year.saturating_mul(4).saturating_add(month.saturating_add(2) / 3)
	} else {
		year.saturating_add(1).saturating_mul(4)
	};
	u32::try_from(quarter).unwrap_or(u32::MAX)
}

/// Whether a credential of `quarter` is accepted at a time: in its quarter, and in the first week of the next.
pub fn is_accepted_quarter(quarter: u32, unix_seconds: u64) -> bool {
	quarter == quarter_of(unix_seconds) || quarter == quarter_of(unix_seconds.saturating_sub(WEEK))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn quarters_begin_when_the_calendar_says() {
		for (time, year, quarter) in [
			(0, 1970, 0),
			(90 * DAY - 1, 1970, 0),
			(90 * DAY, 1970, 1),
			(951_782_400, 2000, 0),   // 29 February 2000
			(954_547_199, 2000, 0),   // last second of March 2000
			(954_547_200, 2000, 1),   // 1 April 2000
			(1_782_864_000, 2026, 2), // 1 July 2026
			(1_790_812_800, 2026, 3), // 1 October 2026
			(1_798_761_599, 2026, 3), // last second of 2026
			(1_798_761_600, 2027, 0), // 1 January 2027
			(1_830_297_600, 2028, 0), // 1 January 2028
			(1_835_481_599, 2028, 0), // 29 February 2028
			(4_107_542_400, 2100, 0), // 1 March 2100, a year without a leap day
			(4_110_220_800, 2100, 1), // 1 April 2100
		] {
			assert_eq!(quarter_of(time), 4 * year + quarter, "{time}");
		}
		assert!(quarter_of(u64::MAX) > 0);
	}

	#[test]
	fn every_quarter_follows_the_one_before() {
		let mut before = quarter_of(0);
		let mut began = 0;
		for day in 1..60_000u64 {
			let quarter = quarter_of(day * DAY);
			if quarter != before {
				assert_eq!(quarter, before + 1);
				if began > 0 {
					assert!((90..=92).contains(&(day - began)), "{day}");
				}
				(before, began) = (quarter, day);
			}
		}
	}

	#[test]
	fn the_last_quarter_is_accepted_for_one_week() {
		let begin = 1_790_812_800;
		let quarter = quarter_of(begin);
		assert!(is_accepted_quarter(quarter, begin));
		assert!(is_accepted_quarter(quarter - 1, begin));
		assert!(is_accepted_quarter(quarter - 1, begin + WEEK - 1));
		assert!(!is_accepted_quarter(quarter - 1, begin + WEEK));
		assert!(!is_accepted_quarter(quarter + 1, begin));
		assert!(!is_accepted_quarter(quarter - 2, begin));
		assert!(!is_accepted_quarter(quarter, begin - 1));
	}
}

//! Time of an operation: the median over samples of the processor time of this thread.

use cpu_time::ThreadTime;
use std::hint::black_box;

/// Samples of a measurement.
const SAMPLES: usize = 15;
/// Least time of a sample, in microseconds.
const SAMPLE: f64 = 4_000.0;

fn once(runs: u32, run: &mut dyn FnMut()) -> f64 {
	let before = ThreadTime::now();
	for _ in 0..runs {
		run();
	}
	before.elapsed().as_secs_f64() * 1e6 / f64::from(runs)
}

/// Microseconds of one run.
pub fn time<T>(mut run: impl FnMut() -> T) -> f64 {
	let mut run = || {
		black_box(run());
	};
	let first = once(1, &mut run).max(0.01);
	let runs = (SAMPLE / first).clamp(1.0, 10_000.0) as u32;
	// An operation of seconds is sampled less often: its relative noise is small.
	let samples = if first > 100_000.0 { 3 } else { SAMPLES };
	let mut times: Vec<_> = (0..samples).map(|_| once(runs, &mut run)).collect();
	times.sort_by(f64::total_cmp);
	times[times.len() / 2]
}

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

/// What came of a single run, and its microseconds: for what takes seconds.
pub fn time_once<T>(run: impl FnOnce() -> T) -> (T, f64) {
	let before = ThreadTime::now();
	let outcome = black_box(run());
	(outcome, before.elapsed().as_secs_f64() * 1e6)
}

/// Microseconds of one run.
pub fn time<T>(mut run: impl FnMut() -> T) -> f64 {
	let mut samples = Samples::of(&mut run);
	for _ in 0..samples.count {
		samples.take(&mut run);
	}
	samples.median()
}

/// The same of two operations whose ratio matters: their samples alternate, so that whatever slows the machine down for a
/// while slows both.
pub fn time_both<A, B>(mut one: impl FnMut() -> A, mut other: impl FnMut() -> B) -> (f64, f64) {
	let (mut ones, mut others) = (Samples::of(&mut one), Samples::of(&mut other));
	for _ in 0..ones.count.max(others.count) {
		ones.take(&mut one);
		others.take(&mut other);
	}
	(ones.median(), others.median())
}

/// How often an operation runs in a sample, and what the samples said.
struct Samples {
	runs: u32,
	count: usize,
	times: Vec<f64>,
}

impl Samples {
	fn of<T>(run: &mut impl FnMut() -> T) -> Self {
		let first = once(1, &mut || drop(black_box(run()))).max(0.01);
		Self {
			runs: (SAMPLE / first).clamp(1.0, 10_000.0) as u32,
			// An operation of seconds is sampled less often: its relative noise is small.
			count: if first > 100_000.0 { 3 } else { SAMPLES },
			times: Vec::new(),
		}
	}

	fn take<T>(&mut self, run: &mut impl FnMut() -> T) {
		self.times.push(once(self.runs, &mut || drop(black_box(run()))));
	}

	fn median(mut self) -> f64 {
		self.times.sort_by(f64::total_cmp);
		self.times[self.times.len() / 2]
	}
}

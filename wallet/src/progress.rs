//! Progress of long work, on standard error, for people at a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that vanishes when the work ends.
pub struct Progress(ProgressBar);

impl Progress {
	/// A bar of bytes.
	pub fn bytes(what: &'static str, total: u64) -> Self {
		Self::new(what, total, "{msg} [{bar:30}] {bytes}/{total_bytes}")
	}

	/// A bar of steps.
	pub fn steps(what: &'static str, total: u64) -> Self {
		Self::new(what, total, "{msg} [{bar:30}] {pos}/{len}")
	}

	fn new(what: &'static str, total: u64, template: &str) -> Self {
		let bar = ProgressBar::new(total);
		if let Ok(style) = ProgressStyle::with_template(template) {
			bar.set_style(style);
		}
		bar.set_message(what);
		Self(bar)
	}

	/// How far the work is.
	pub fn set(&self, done: u64) {
		self.0.set_position(done);
	}
}

impl Drop for Progress {
	fn drop(&mut self) {
		self.0.finish_and_clear();
	}
}

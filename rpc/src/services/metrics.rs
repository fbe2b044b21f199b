//! Prometheus counters of the services.

use crate::errors::Refusal;
use std::time::Instant;
use substrate_prometheus_endpoint::{
	register, CounterVec, Gauge, HistogramOpts, HistogramVec, Opts, PrometheusError, Registry, U64,
};

struct Counters {
	requests: CounterVec<U64>,
	refusals: CounterVec<U64>,
	seconds: HistogramVec,
	inside: Gauge<U64>,
}

/// A request that is being answered. Dropping it says that it is no more.
pub struct Inside(Gauge<U64>);

impl Drop for Inside {
	fn drop(&mut self) {
		self.0.dec();
	}
}

/// Counters, if the node has a registry.
pub struct Metrics(Option<Counters>);

impl Metrics {
	/// Registers the counters.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let Some(registry) = registry else {
			return Ok(Self(None));
		};
		let requests = CounterVec::new(
			Opts::new("salus_service_requests_total", "Requests to hospital services"),
			&["service"],
		)?;
		let refusals = CounterVec::new(
			Opts::new("salus_service_refusals_total", "Requests refused, by error code"),
			&["service", "code"],
		)?;
		let seconds = HistogramVec::new(
			HistogramOpts::new("salus_service_seconds", "Time to an answer")
				.buckets(vec![0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1., 2.5, 5., 10.]),
			&["service"],
		)?;
		let inside = Gauge::new(
			"salus_service_queue",
			"Requests to hospital services that are being answered",
		)?;
		Ok(Self(Some(Counters {
			requests: register(requests, registry)?,
			refusals: register(refusals, registry)?,
			seconds: register(seconds, registry)?,
			inside: register(inside, registry)?,
		})))
	}

	/// Counts a request that took a place, until what this gives is dropped.
	pub fn inside(&self) -> Option<Inside> {
		let counters = self.0.as_ref()?;
		counters.inside.inc();
		Some(Inside(counters.inside.clone()))
	}

	/// Counts an answered request.
	pub fn count<T>(&self, service: &str, since: Instant, outcome: &Result<T, Refusal>) {
		let Some(counters) = &self.0 else { return };
		counters.requests.with_label_values(&[service]).inc();
		counters
			.seconds
			.with_label_values(&[service])
			.observe(since.elapsed().as_secs_f64());
		if let Err(refusal) = outcome {
			let code = refusal.cause.code().to_string();
			counters.refusals.with_label_values(&[service, &code]).inc();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::errors::Cause;

	#[test]
	fn requests_and_refusals_are_counted_by_service_and_code() {
		let registry = Registry::new();
		let metrics = Metrics::new(Some(&registry)).unwrap();
		metrics.count::<()>("getRecord", Instant::now(), &Ok(()));
		metrics.count::<()>("getRecord", Instant::now(), &Err(Cause::NoConsent.into()));
		let counters = metrics.0.as_ref().unwrap();
		assert_eq!(counters.requests.with_label_values(&["getRecord"]).get(), 2);
		assert_eq!(
			counters.refusals.with_label_values(&["getRecord", "7205"]).get(),
			1
		);
	}
	#[test]
	fn the_queue_is_as_deep_as_there_are_requests_inside() {
		let metrics = Metrics::new(Some(&Registry::new())).unwrap();
		let depth = || metrics.0.as_ref().unwrap().inside.get();
		let (first, second) = (metrics.inside(), metrics.inside());
		assert_eq!(depth(), 2);
		drop(first);
		assert_eq!(depth(), 1);
		drop(second);
		assert_eq!(depth(), 0);
	}
}

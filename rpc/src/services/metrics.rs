//! Prometheus counters of the services.

use super::index::Index;
use crate::errors::Refusal;
use std::{num::NonZeroUsize, time::Instant};
use substrate_prometheus_endpoint::{
	register, Counter, CounterVec, Gauge, HistogramOpts, HistogramVec, Opts, PrometheusError, Registry, U64,
};

/// The services, as they are labelled.
pub const SERVICES: [&str; 17] = [
	"putRecord",
	"getRecord",
	"preDecrypt",
	"epochFactor",
	"custodianParts",
	"putAttestation",
	"issueCredential",
	"putReport",
	"getReport",
	"matchCounts",
	"partialAttributeKey",
	"partialUpdateKey",
	"partialsDigest",
	"evaluateToken",
	"match",
	"proveMatch",
	"serviceEntries",
];

struct Counters {
	requests: CounterVec<U64>,
	refusals: CounterVec<U64>,
	seconds: HistogramVec,
	inside: Gauge<U64>,
	keywords: Counter<U64>,
	index_height: Gauge<U64>,
	index_rows: Gauge<U64>,
	index_cache: Gauge<U64>,
	index_rebuilds: Gauge<U64>,
}

/// A request inside of the services, counted until dropped.
pub struct Inside(Option<Gauge<U64>>);

impl Drop for Inside {
	fn drop(&mut self) {
		if let Some(gauge) = &self.0 {
			gauge.dec();
		}
	}
}

/// Counters, if the node has a registry.
pub struct Metrics(Option<Counters>);

impl Metrics {
	/// Registers the counters; each service is there from the start, and the room of the queue beside its depth.
	pub fn new(registry: Option<&Registry>, places: NonZeroUsize) -> Result<Self, PrometheusError> {
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
		let inside = Gauge::new("salus_service_queue_depth", "Requests inside of the services")?;
		let room = Gauge::<U64>::new("salus_service_queue_places", "Most requests inside at once")?;
		room.set(u64::try_from(places.get()).unwrap_or(u64::MAX));
		register(room, registry)?;
		for service in SERVICES {
			requests.with_label_values(&[service]);
			seconds.with_label_values(&[service]);
		}
		Ok(Self(Some(Counters {
			requests: register(requests, registry)?,
			refusals: register(refusals, registry)?,
			seconds: register(seconds, registry)?,
			inside: register(inside, registry)?,
			keywords: register(
				Counter::new("salus_token_keywords_total", "Blinded keywords evaluated")?,
				registry,
			)?,
			index_height: register(
				Gauge::new(
					"salus_index_height",
					"Finalised block that the view of the index shows",
				)?,
				registry,
			)?,
			index_rows: register(
				Gauge::new(
					"salus_index_rows",
					"Rows of the view of the index, with those removed",
				)?,
				registry,
			)?,
			index_cache: register(
				Gauge::new("salus_index_cache_bytes", "Hits of searches kept in memory")?,
				registry,
			)?,
			index_rebuilds: register(
				Gauge::new(
					"salus_index_rebuilds",
					"Times the view of the index was begun anew since the start",
				)?,
				registry,
			)?,
		})))
	}

	/// Counts a request as inside.
	pub fn enter(&self) -> Inside {
		let gauge = self.0.as_ref().map(|counters| counters.inside.clone());
		if let Some(gauge) = &gauge {
			gauge.inc();
		}
		Inside(gauge)
	}

	/// Counts blinded keywords.
	pub fn count_keywords(&self, keywords: u32) {
		if let Some(counters) = &self.0 {
			counters.keywords.inc_by(keywords.into());
		}
	}

	/// Shows how far the view of the index has come.
	pub fn show_index(&self, index: &Index) {
		let Some(counters) = &self.0 else { return };
		let progress = index.progress();
		let height = progress.head.map_or(0, |head| head.number);
		counters.index_height.set(height.into());
		counters.index_rows.set(progress.rows);
		let cached = u64::try_from(index.cached_bytes()).unwrap_or(u64::MAX);
		counters.index_cache.set(cached);
		counters.index_rebuilds.set(index.rebuilds());
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

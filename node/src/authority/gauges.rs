//! What this node tells Prometheus of the key authority.

use salus_authority::{worker::Reports, Call, CeremonyStatus, EpochStatus, Holding};
use salus_primitives::{
	ceremony::{CeremonyKind, Phase},
	AccountId,
};
use sp_core::crypto::Ss58Codec;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::{Mutex, PoisonError},
};
use substrate_prometheus_endpoint::{
	register, Counter, CounterVec, Gauge, GaugeVec, Opts, PrometheusError, Registry, I64, U64,
};

/// Gauges of both kinds, and counters of what the node sends.
struct Metrics {
	holders: GaugeVec<U64>,
	living: GaugeVec<U64>,
	threshold: GaugeVec<U64>,
	margin: GaugeVec<I64>,
	generation: GaugeVec<U64>,
	holder: GaugeVec<U64>,
	own_share: GaugeVec<U64>,
	phase: GaugeVec<U64>,
	failures: CounterVec<U64>,
	registered: Gauge<U64>,
	digest: Gauge<U64>,
	missing: Gauge<U64>,
	withheld: GaugeVec<U64>,
	bad_partials: Counter<U64>,
	transactions: CounterVec<U64>,
}

/// What the workers report, counted if the node has a registry.
pub struct Gauges {
	metrics: Option<Metrics>,
	/// The round of each kind that had last come to nothing when it was last looked at.
	failed: Mutex<BTreeMap<CeremonyKind, Option<u32>>>,
	/// Index and address of the authorities that are shown.
	shown: Mutex<BTreeSet<(String, String)>>,
}

impl Metrics {
	fn new(registry: &Registry) -> Result<Self, PrometheusError> {
		let name = |of: &str| format!("salus_authority_{of}");
		let of_kind = |of: &str, help: &str| {
			register(
				GaugeVec::<U64>::new(Opts::new(name(of), help), &["kind"])?,
				registry,
			)
		};
		let gauge = |of: &str, help: &str| register(Gauge::<U64>::new(name(of), help)?, registry);
		Ok(Self {
			holders: of_kind("holders", "Hospitals that the sharing in use was made for")?,
			living: of_kind("holders_living", "Holders of shares that can be counted on")?,
			threshold: of_kind("threshold", "Shares that make a key")?,
			margin: register(
				GaugeVec::new(
					Opts::new(
						name("margin"),
						"Holders that may be lost before the key is: below zero it is",
					),
					&["kind"],
				)?,
				registry,
			)?,
			generation: of_kind("generation", "Generation of the sharing in use")?,
			holder: of_kind(
				"holder",
				"1 if the hospital is a holder of the sharing in use",
			)?,
			own_share: of_kind(
				"own_share",
				"1 if this node holds the hospital's share of the sharing in use",
			)?,
			phase: of_kind(
				"round_phase",
				"Phase of the round that runs: 0 none, 1 enrol, 2 commit, 3 deal, 4 complain, 5 finish",
			)?,
			failures: register(
				CounterVec::new(
					Opts::new(
						name("round_failures_total"),
						"Rounds that came to nothing since the node started",
					),
					&["kind"],
				)?,
				registry,
			)?,
			registered: gauge("agent_registered", "1 if the node's account acts for a hospital")?,
			digest: gauge(
				"own_digest_posted",
				"1 if the hospital's digest of the epoch's partials stands on the chain",
			)?,
			missing: gauge(
				"partials_missing",
				"Authorities whose digest of the epoch's partials is not on the chain",
			)?,
			withheld: register(
				GaugeVec::new(
					Opts::new(
						name("partials_withheld"),
						"1 if the authority posted its digest and gave no partials, or bad ones, in the latest epoch that this node combined",
					),
					&["index", "authority"],
				)?,
				registry,
			)?,
			bad_partials: register(
				Counter::new(
					name("bad_partials_total"),
					"Times that an authority gave this node bad partials: the log names it",
				)?,
				registry,
			)?,
			transactions: register(
				CounterVec::new(
					Opts::new(name("transactions_total"), "Transactions that the node sent"),
					&["call"],
				)?,
				registry,
			)?,
		})
	}
}

const fn label(kind: CeremonyKind) -> &'static str {
	salus_authority::keystore::label(kind)
}

const fn number(phase: Option<Phase>) -> u64 {
	match phase {
		None => 0,
		Some(Phase::Enrol) => 1,
		Some(Phase::Commit) => 2,
		Some(Phase::Deal) => 3,
		Some(Phase::Complain) => 4,
		Some(Phase::Finish) => 5,
	}
}

impl Gauges {
	/// Registers them, if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let metrics = registry.map(Metrics::new).transpose()?;
		if let Some(metrics) = &metrics {
			for kind in CeremonyKind::ALL {
				metrics.failures.with_label_values(&[label(kind)]).inc_by(0);
			}
			for call in Call::NAMES {
				metrics.transactions.with_label_values(&[call]).inc_by(0);
			}
		}
		Ok(Self {
			metrics,
			failed: Mutex::default(),
			shown: Mutex::default(),
		})
	}

	/// Shows what a step found of a kind.
	pub fn show_ceremony(&self, status: &CeremonyStatus) {
		let Some(metrics) = &self.metrics else {
			return;
		};
		let kind = &[label(status.kind)];
		let sharing = status.sharing.as_ref();
		let (living, threshold) = sharing.map_or((0, 0), |sharing| (sharing.living, sharing.threshold));
		let holders = sharing.map_or(0, |sharing| sharing.holders.len());
		metrics
			.holders
			.with_label_values(kind)
			.set(u64::try_from(holders).unwrap_or(u64::MAX));
		metrics.living.with_label_values(kind).set(living.into());
		metrics.threshold.with_label_values(kind).set(threshold.into());
		metrics
			.margin
			.with_label_values(kind)
			.set(i64::from(living).saturating_sub(threshold.into()));
		let generation = sharing.map_or(0, |sharing| sharing.generation);
		metrics.generation.with_label_values(kind).set(generation.into());
		let is_holder = status.holding != Holding::NotAHolder;
		metrics.holder.with_label_values(kind).set(is_holder.into());
		let holds = status.holding == Holding::Share;
		metrics.own_share.with_label_values(kind).set(holds.into());
		metrics.phase.with_label_values(kind).set(number(status.phase));
		metrics.registered.set(status.operator.is_some().into());
		let mut seen = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
		// What the first look finds may be older than the node's start.
		let before = seen.insert(status.kind, status.failed);
		if status.failed.is_some() && before.is_some_and(|before| before != status.failed) {
			metrics.failures.with_label_values(kind).inc();
		}
	}

	/// Shows what a step found of the epoch.
	pub fn show_epoch(&self, status: &EpochStatus) {
		if let Some(metrics) = &self.metrics {
			metrics.digest.set((status.posted == Some(true)).into());
			metrics
				.missing
				.set(u64::try_from(status.missing.len()).unwrap_or(u64::MAX));
			self.show_withheld(&metrics.withheld, status);
		}
	}

	/// A line for every authority. What the node found when it combined stays until it has combined again.
	fn show_withheld(&self, gauges: &GaugeVec<U64>, status: &EpochStatus) {
		let mut authorities = BTreeSet::new();
		for (index, account) in (1_u16..).zip(&status.authorities) {
			let labels = (index.to_string(), account.to_ss58check());
			let gauge = gauges.with_label_values(&[labels.0.as_str(), labels.1.as_str()]);
			if let Some(withheld) = &status.withheld {
				gauge.set(withheld.contains(account).into());
			}
			authorities.insert(labels);
		}
		let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
		for (index, address) in shown.difference(&authorities) {
			// It is there, since it was shown.
			let _ = gauges.remove_label_values(&[index.as_str(), address.as_str()]);
		}
		*shown = authorities;
	}
}

impl Reports for Gauges {
	fn sent(&self, call: &'static str) {
		if let Some(metrics) = &self.metrics {
			metrics.transactions.with_label_values(&[call]).inc();
		}
	}

	fn bad_partials(&self, _: &AccountId) {
		if let Some(metrics) = &self.metrics {
			metrics.bad_partials.inc();
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::{
		ceremony::{HolderInfo, SharingInfo},
		BlockNumber,
	};

	fn status(living: u16, failed: Option<u32>) -> CeremonyStatus {
		let holder = HolderInfo {
			account: AccountId::new([1; 32]),
			living: true,
			missed: 0,
		};
		let sharing = SharingInfo::<AccountId, BlockNumber> {
			ceremony: [1; 32],
			generation: 3,
			threshold: 5,
			living,
			holders: vec![holder; 7],
			round: Some(9),
			activated_at: 40,
			next_round: None,
		};
		CeremonyStatus {
			kind: CeremonyKind::Tokens,
			operator: Some(AccountId::new([1; 32])),
			sharing: Some(sharing),
			phase: Some(Phase::Deal),
			failed,
			holding: Holding::Share,
		}
	}

	#[test]
	fn the_margin_falls_below_zero_when_the_key_is_lost() {
		let gauges = Gauges::new(Some(&Registry::new())).unwrap();
		let metrics = gauges.metrics.as_ref().unwrap();
		let margin = || metrics.margin.with_label_values(&["tokens"]).get();
		gauges.show_ceremony(&status(7, None));
		assert_eq!(margin(), 2);
		assert_eq!(metrics.own_share.with_label_values(&["tokens"]).get(), 1);
		assert_eq!(metrics.phase.with_label_values(&["tokens"]).get(), 3);
		gauges.show_ceremony(&status(4, None));
		assert_eq!(margin(), -1);
		assert_eq!(metrics.holders.with_label_values(&["tokens"]).get(), 7);
	}

	#[test]
	fn who_is_no_holder_is_told_from_who_lost_its_share() {
		let gauges = Gauges::new(Some(&Registry::new())).unwrap();
		let metrics = gauges.metrics.as_ref().unwrap();
		for (holding, expected) in [
			(Holding::NotAHolder, (0, 0)),
			(Holding::Lost, (1, 0)),
			(Holding::Share, (1, 1)),
		] {
			gauges.show_ceremony(&CeremonyStatus {
				holding,
				..status(7, None)
			});
			let shown = |gauge: &GaugeVec<U64>| gauge.with_label_values(&["tokens"]).get();
			assert_eq!((shown(&metrics.holder), shown(&metrics.own_share)), expected);
		}
	}

	#[test]
	fn a_failed_round_counts_once_however_long_it_is_the_last() {
		let gauges = Gauges::new(Some(&Registry::new())).unwrap();
		let metrics = gauges.metrics.as_ref().unwrap();
		let failures = || metrics.failures.with_label_values(&["tokens"]).get();
		for (failed, expected) in [(None, 0), (Some(1), 1), (Some(1), 1), (Some(2), 2)] {
			gauges.show_ceremony(&status(7, failed));
			assert_eq!(failures(), expected);
		}
	}

	#[test]
	fn a_round_that_failed_before_the_node_started_does_not_count() {
		let gauges = Gauges::new(Some(&Registry::new())).unwrap();
		let metrics = gauges.metrics.as_ref().unwrap();
		let failures = || metrics.failures.with_label_values(&["tokens"]).get();
		for (failed, expected) in [(Some(8), 0), (Some(8), 0), (Some(9), 1)] {
			gauges.show_ceremony(&status(7, failed));
			assert_eq!(failures(), expected);
		}
	}

	fn epoch(authorities: &[u8], withheld: Option<&[u8]>) -> EpochStatus {
		let account = |seed: &u8| AccountId::new([*seed; 32]);
		EpochStatus {
			epoch: 7,
			posted: Some(true),
			missing: Vec::new(),
			complete: false,
			authorities: authorities.iter().map(account).collect(),
			withheld: withheld.map(|accounts| accounts.iter().map(account).collect()),
		}
	}

	/// What a Prometheus server reads of who withholds: index and seed of the account to the value.
	fn withheld(registry: &Registry) -> BTreeMap<(String, u8), f64> {
		let families = registry.gather();
		let family = families
			.iter()
			.find(|family| family.get_name() == "salus_authority_partials_withheld");
		let lines = family.map(|family| family.get_metric()).unwrap_or_default();
		lines
			.iter()
			.map(|line| {
				let label = |name: &str| {
					let mut labels = line.get_label().iter();
					let found = labels.find(|label| label.get_name() == name).unwrap();
					found.get_value().to_owned()
				};
				let account = AccountId::from_ss58check(&label("authority")).unwrap();
				let seed: [u8; 32] = account.into();
				((label("index"), seed[0]), line.get_gauge().get_value())
			})
			.collect()
	}

	fn lines(lines: &[(&str, u8, f64)]) -> BTreeMap<(String, u8), f64> {
		let line = |(index, seed, value): &(&str, u8, f64)| (((*index).to_owned(), *seed), *value);
		lines.iter().map(line).collect()
	}

	#[test]
	fn who_withheld_is_shown_until_the_node_combines_again() {
		let registry = Registry::new();
		let gauges = Gauges::new(Some(&registry)).unwrap();
		gauges.show_epoch(&epoch(&[5, 6], None));
		assert_eq!(withheld(&registry), lines(&[("1", 5, 0.), ("2", 6, 0.)]));
		gauges.show_epoch(&epoch(&[5, 6], Some(&[6])));
		assert_eq!(withheld(&registry), lines(&[("1", 5, 0.), ("2", 6, 1.)]));
		gauges.show_epoch(&epoch(&[5, 6], None));
		assert_eq!(withheld(&registry), lines(&[("1", 5, 0.), ("2", 6, 1.)]));
		gauges.show_epoch(&epoch(&[5, 6], Some(&[])));
		assert_eq!(withheld(&registry), lines(&[("1", 5, 0.), ("2", 6, 0.)]));
	}

	#[test]
	fn who_is_no_authority_any_more_is_not_shown() {
		let registry = Registry::new();
		let gauges = Gauges::new(Some(&registry)).unwrap();
		gauges.show_epoch(&epoch(&[5, 6, 7], Some(&[6])));
		gauges.show_epoch(&epoch(&[5, 7], None));
		assert_eq!(withheld(&registry), lines(&[("1", 5, 0.), ("2", 7, 0.)]));
	}

	#[test]
	fn a_node_without_prometheus_counts_nothing() {
		let gauges = Gauges::new(None).unwrap();
		gauges.show_ceremony(&status(7, Some(1)));
		gauges.show_epoch(&epoch(&[5], Some(&[5])));
		gauges.sent("deal");
		gauges.bad_partials(&AccountId::new([1; 32]));
	}
}

//! What Prometheus is told.

use super::{
	authority::{authority_measured, wanted},
	counts::{Study, RESEARCHER},
	credentials::Keys,
	factors::{factor, pre_decrypt, stored},
	handover::{offer, RECEIVER},
	reports::Reporting,
	sealed::{NOW, ROOT},
	search::Search,
	tokens::{asked, blinds},
	world::{World, DOCTOR, OPERATOR, PATIENT},
};
use crate::{
	errors::Cause,
	json::{Account, ServiceEntriesAnswer, SignedRequestJson},
	services::{
		metrics::{Metrics, SERVICES},
		Services, ServicesApiServer, ServicesRpc,
	},
};
use jsonrpsee::{rpc_params, MethodsError};
use salus_primitives::{
	request::{CustodianParts, GetRecord, GetReport, PartialUpdateKey, ServiceEntries},
	research::EPSILON,
};
use serde_json::Value;
use std::{
	collections::{BTreeMap, BTreeSet},
	num::NonZeroUsize,
	sync::Arc,
	time::Instant,
};
use substrate_prometheus_endpoint::{
	prometheus::{Encoder, TextEncoder},
	Registry,
};

const PLACES: NonZeroUsize = NonZeroUsize::MIN.saturating_add(255);

/// What a Prometheus server reads: series by name and labels.
fn scrape(registry: &Registry) -> BTreeMap<String, f64> {
	let mut text = Vec::new();
	TextEncoder::new().encode(&registry.gather(), &mut text).unwrap();
	String::from_utf8(text)
		.unwrap()
		.lines()
		.filter(|line| !line.starts_with('#'))
		.map(|line| line.rsplit_once(' ').unwrap())
		.map(|(series, value)| (series.to_owned(), value.parse().unwrap()))
		.collect()
}

fn requests(series: &BTreeMap<String, f64>, service: &str) -> f64 {
	series[&format!("salus_service_requests_total{{service=\"{service}\"}}")]
}

fn refused(series: &BTreeMap<String, f64>, service: &str, cause: Cause) -> Option<f64> {
	let code = cause.code();
	series
		.get(&format!(
			"salus_service_refusals_total{{code=\"{code}\",service=\"{service}\"}}"
		))
		.copied()
}

/// Why a service refuses a request that does not decode, or one without a request.
async fn refusal(world: &World, service: &str) -> Cause {
	let nothing = SignedRequestJson {
		payload: "0xff".into(),
		signer: Account(world.account(DOCTOR)),
		signature: "0x".into(),
	};
	let params = match service {
		"partialsDigest" => rpc_params![],
		_ => rpc_params![nothing],
	};
	let module = ServicesRpc::new(Some(world.services.clone())).into_rpc();
	let method = format!("salus_{service}");
	match module.call::<_, Value>(&method, params).await {
		Err(MethodsError::JsonRpc(error)) => Cause::from_code(error.code()).unwrap(),
		other => panic!("{service}: {other:?}"),
	}
}

fn depth(registry: &Registry) -> f64 {
	scrape(registry)["salus_service_queue_depth"]
}

#[test]
fn every_cause_is_counted_by_its_code_for_every_service() {
	let registry = Registry::new();
	let metrics = Metrics::new(Some(&registry), PLACES).unwrap();
	for service in SERVICES {
		metrics.count::<()>(service, Instant::now(), &Ok(()));
		for cause in Cause::ALL {
			metrics.count::<()>(service, Instant::now(), &Err((*cause).into()));
		}
	}
	let series = scrape(&registry);
	for service in SERVICES {
		assert_eq!(requests(&series, service), 1. + Cause::ALL.len() as f64);
		for cause in Cause::ALL {
			assert_eq!(
				refused(&series, service, *cause),
				Some(1.),
				"{service} and {cause:?}"
			);
		}
	}
}

#[test]
fn all_series_are_there_before_the_first_request() {
	let registry = Registry::new();
	let _metrics = Metrics::new(Some(&registry), PLACES).unwrap();
	let series = scrape(&registry);
	for service in SERVICES {
		assert_eq!(requests(&series, service), 0.);
		assert_eq!(
			series[&format!("salus_service_seconds_count{{service=\"{service}\"}}")],
			0.
		);
	}
	assert_eq!(series["salus_service_queue_depth"], 0.);
	assert_eq!(series["salus_service_queue_places"], 256.);
}

#[test]
fn a_registry_takes_the_services_of_one_hospital() {
	let registry = Registry::new();
	let _metrics = Metrics::new(Some(&registry), PLACES).unwrap();
	assert!(Metrics::new(Some(&registry), PLACES).is_err());
}

#[test]
fn the_methods_of_the_node_and_the_labels_are_the_same() {
	let methods: BTreeSet<String> = ServicesRpc::new(None)
		.into_rpc()
		.method_names()
		.map(str::to_owned)
		.collect();
	assert_eq!(methods, SERVICES.map(|service| format!("salus_{service}")).into());
}

#[tokio::test]
async fn answers_and_refusals_of_every_service_are_counted() {
	let registry = Registry::new();
	let keys = Keys::new();
	let (world, mut crypto) = authority_measured(Some(&registry), |config| {
		config.issuer_keys = vec![keys.path()];
	});
	keys.register(&world);
	// One answer of each service; storing the record is putRecord's.
	let record = stored(&world, &mut crypto, "consortium/cardiologist").await;
	let whole = GetRecord {
		record: record.id,
		offset: 0,
		length: 1000,
	};
	let both = pre_decrypt(&world, &mut crypto, &record, ROOT);
	let updates = PartialUpdateKey {
		epoch: NOW,
		start: 0,
		limit: 10,
	};
	let _: Value = world.ask("salus_getRecord", PATIENT, whole).await.unwrap();
	let _: Value = world.ask("salus_preDecrypt", DOCTOR, both).await.unwrap();
	let _: Value = world
		.ask("salus_epochFactor", DOCTOR, factor(&record, ROOT))
		.await
		.unwrap();
	let _: Value = world
		.ask("salus_partialAttributeKey", DOCTOR, wanted(&crypto))
		.await
		.unwrap();
	let _: Value = world
		.ask("salus_partialUpdateKey", OPERATOR, updates)
		.await
		.unwrap();
	let _: Value = world
		.ask("salus_putAttestation", OPERATOR, keys.attestation(&record))
		.await
		.unwrap();
	let _: Value = world
		.ask("salus_issueCredential", PATIENT, keys.asked(record.id, &["sex"]))
		.await
		.unwrap();
	offer(&world, &crypto, &record);
	let handover = CustodianParts { record: record.id };
	let _: Value = world
		.ask("salus_custodianParts", RECEIVER, handover)
		.await
		.unwrap();
	let reporting = Reporting::on(world, keys);
	let report = reporting.sealed(b"well");
	let put = reporting.world.ask("salus_putReport", DOCTOR, report.clone());
	let _: Value = put.await.unwrap();
	reporting.report(&report);
	let fetch = GetReport { case: report.case };
	let _: Value = reporting
		.world
		.ask("salus_getReport", PATIENT, fetch)
		.await
		.unwrap();
	let world = &reporting.world;
	let study = Study::new(world, &reporting.keys);
	let _: Value = world
		.ask("salus_matchCounts", RESEARCHER, study.spend(world, 1, EPSILON))
		.await
		.unwrap();
	let _: Value = world
		.ask("salus_evaluateToken", DOCTOR, asked(&blinds()))
		.await
		.unwrap();
	let Reporting { world, keys, .. } = reporting;
	let search = Search::on(world, keys);
	let world = &search.world;
	let _: Value = world
		.ask("salus_match", DOCTOR, search.asked(&[0], 1))
		.await
		.unwrap();
	let _: Value = world
		.ask("salus_proveMatch", DOCTOR, search.proof_asked(&[0]))
		.await
		.unwrap();
	let all = ServiceEntries { from: 0, limit: 64 };
	let noted: ServiceEntriesAnswer = world.ask("salus_serviceEntries", OPERATOR, all).await.unwrap();
	assert_eq!(
		noted.length, 4,
		"a pre-decryption, a search, a match, the search of a proof"
	);
	let module = ServicesRpc::new(Some(world.services.clone())).into_rpc();
	let _: Value = module.call("salus_partialsDigest", rpc_params![]).await.unwrap();
	let series = scrape(&registry);
	for service in SERVICES {
		assert_eq!(requests(&series, service), 1., "{service}");
		assert_eq!(
			series[&format!("salus_service_seconds_count{{service=\"{service}\"}}")],
			1.
		);
	}
	assert_eq!(series["salus_token_keywords_total"], 3.);
	assert_eq!(series["salus_index_height"], 24.);
	assert_eq!(series["salus_index_rebuilds"], 0.);
	assert!(!series
		.keys()
		.any(|name| name.starts_with("salus_service_refusals_total")));

	// One refusal of each: no request decodes, and the chain has no key authority any more.
	world.ledger.state().parameters = None;
	for service in SERVICES {
		let cause = refusal(world, service).await;
		let series = scrape(&registry);
		assert_eq!(requests(&series, service), 2., "{service}");
		assert_eq!(refused(&series, service, cause), Some(1.), "{service}: {cause:?}");
	}
	assert_eq!(depth(&registry), 0.);
}

#[tokio::test]
async fn the_depth_of_the_queue_is_the_requests_inside_and_a_full_queue_is_a_refusal() {
	let registry = Registry::new();
	let world = World::measured(|config| config.queue = NonZeroUsize::MIN, Some(&registry));
	assert_eq!(scrape(&registry)["salus_service_queue_places"], 1.);
	let (finish, finished) = tokio::sync::oneshot::channel::<()>();
	let (entered, inside) = tokio::sync::oneshot::channel();
	let services = world.services.clone();
	let slow = tokio::spawn(async move {
		let work = |_: Arc<Services>| async move {
			entered.send(()).unwrap();
			finished.await.unwrap();
			Ok(())
		};
		ServicesRpc::new(Some(services)).serve("getRecord", work).await
	});
	inside.await.unwrap();
	assert_eq!(depth(&registry), 1.);
	let second = ServicesRpc::new(Some(world.services.clone()))
		.serve("getRecord", |_| async { Ok(()) })
		.await;
	assert_eq!(second.unwrap_err().code(), Cause::Busy.code());
	assert_eq!(depth(&registry), 1., "who is refused is not inside");
	finish.send(()).unwrap();
	slow.await.unwrap().unwrap();
	let series = scrape(&registry);
	assert_eq!(series["salus_service_queue_depth"], 0.);
	assert_eq!(requests(&series, "getRecord"), 2.);
	assert_eq!(refused(&series, "getRecord", Cause::Busy), Some(1.));
}

#[test]
fn the_readme_names_every_series() {
	let registry = Registry::new();
	let metrics = Metrics::new(Some(&registry), PLACES).unwrap();
	metrics.count::<()>("getRecord", Instant::now(), &Err(Cause::NoConsent.into()));
	let families = registry.gather();
	assert_eq!(families.len(), 10);
	for family in families {
		let name = family.get_name();
		let row = format!("| `{name}");
		assert!(
			include_str!("../../../README.md").contains(&row),
			"README.md lacks {name}"
		);
	}
}

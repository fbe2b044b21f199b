//! A record from file to sealed file and back, in a process of its own so that its memory can be measured.

use crate::{fhir, summary::Summary};
use rand::rngs::OsRng;
use salus_crypto::{
	authority::deal,
	header::{encrypt, HeaderContext},
	policy::Policy,
	record::{self, Blob, Envelope, Field, GroupPayload, RecordContext, SealRequest},
	tables::Tables,
	wrap::WrapSecret,
	Bls,
};
use std::{fs, path::Path, process::Command, time::Instant};

/// Size of the bundle.
const BYTES: usize = 5_000_000;

/// A bundle of one patient and many observations.
fn bundle() -> String {
	let entry = |kind: &str, body: &str| {
		format!(
			r#"{{"resource":{{"resourceType":"{kind}"{body}}},"request":{{"method":"POST","url":"{kind}"}}}}"#
		)
	};
	let mut entries = vec![entry("Patient", r#","birthDate":"1961-04-12""#)];
	let mut length = 0;
	while length < BYTES {
		let i = entries.len();
		let text = "0123456789abcdef".repeat(180);
		let code = r#""code":{"coding":[{"system":"http://loinc.org","code":"4548-4"}]}"#;
		let next = entry(
			"Observation",
			&format!(r#","id":"{i}",{code},"note":[{{"text":"{text}"}}]"#),
		);
		length += next.len() + 1;
		entries.push(next);
	}
	format!(
		r#"{{"resourceType":"Bundle","type":"transaction","entry":[{}]}}"#,
		entries.join(",")
	)
}

/// Runs the round trip in a fresh process, and takes what it says.
pub fn run(summary: &mut Summary) {
	let folder = tempfile::tempdir().expect("a temporary folder");
	let file = folder.path().join("bundle.json");
	let bundle = bundle();
	fs::write(&file, &bundle).expect("room for the bundle");
	let program = std::env::current_exe().expect("this program");
	let output = Command::new(program)
		.arg("round-trip")
		.arg(&file)
		.output()
		.expect("this program runs");
	assert!(
		output.status.success(),
		"{}",
		String::from_utf8_lossy(&output.stderr)
	);
	let text = String::from_utf8_lossy(&output.stdout).into_owned();
	let numbers: Vec<f64> = text
		.split_whitespace()
		.map(|word| word.parse().expect("a number"))
		.collect();
	let [seconds, peak] = numbers[..] else {
		panic!("unexpected: {text}")
	};
	summary.value("seal and open 5 MB, crypto and I/O", seconds * 1e6, "us");
	summary.beside(
		"peak memory of sealing and opening 5 MB",
		peak,
		"bytes",
		"the bundle",
		bundle.len() as f64,
	);
}

/// Seals a file, writes the blob, reads it and opens everything. Prints seconds and peak bytes beyond the start.
pub fn round_trip(file: &Path) {
	let (public, _) = deal::<Bls>(3, 4, &mut OsRng).expect("3 of 4 is sound");
	let parameters = public.validate::<Bls>().expect("just dealt");
	let policy = Policy::parse("consortium/cardiologist and (a/staff or b/staff)").expect("sound");
	let patient = WrapSecret::generate(&mut OsRng);
	let context = RecordContext {
		genesis: [1; 32],
		record: [2; 32],
	};
	let blob_file = file.with_extension("blob");
	let before = peak();
	let start = Instant::now();

	let mut payload = None;
	let commitment = {
		let bytes = fs::read(file).expect("the bundle");
		let fields = fhir::split(&bytes).expect("a bundle");
		drop(bytes);
		let fields: Vec<_> = fields
			.iter()
			.map(|field| Field {
				label: &field.label,
				content: &field.bytes,
				group: 0,
			})
			.collect();
		let request = SealRequest {
			context,
			schema: 1,
			fields: &fields,
			groups: 1,
			patient: patient.public(),
		};
		let mut tables = Tables::<Bls>::new();
		let sealed = record::seal(&request, &mut OsRng, |_, group, rng| {
			payload = Some(group.clone());
			let ceremony = parameters.public().ceremony;
			let context = HeaderContext {
				genesis: [1; 32],
				record: [2; 32],
				ceremony,
				policy: policy.clone(),
			};
			encrypt::<Bls>(&parameters, &mut tables, &context, &*group.to_bytes(), 0, rng).map(|sealed| {
				Envelope {
					header: sealed.header,
					boxed: sealed.sealed_box,
				}
			})
		})
		.unwrap_or_else(|_| panic!("sealing"));
		fs::write(&blob_file, &sealed.blob).expect("room for the blob");
		sealed.commitment
	};
	let bytes = fs::read(&blob_file).expect("the blob");
	let blob = Blob::parse(&bytes).expect("just made");
	let payload: GroupPayload = payload.expect("one group");
	let group = blob.open_group(0, &payload, &commitment).expect("opens");
	let parts: Vec<_> = (0..blob.fields())
		.map(|index| group.field(index).expect("opens"))
		.collect();
	let parts: Vec<_> = parts.iter().map(|part| part.as_slice()).collect();
	let opened = fhir::join(&parts).expect("joins");
	let seconds = start.elapsed().as_secs_f64();
	let used = peak() - before;
	assert!(opened == fs::read(file).expect("the bundle"), "not byte for byte");
	println!("{seconds} {used}");
}

/// Highest resident memory of this process so far, in bytes.
pub fn peak() -> f64 {
	fs::read_to_string("/proc/self/status")
		.ok()
		.and_then(|status| {
			let line = status.lines().find(|line| line.starts_with("VmHWM"))?.to_owned();
			line.split_whitespace().nth(1)?.parse::<f64>().ok()
		})
		.map_or(0.0, |kibibytes| kibibytes * 1024.0)
}

//! `make up` and `make down`, which are `salus-demo up` and `down` in a folder of their own.

use salus_tests::{
	network::{HOSPITALS, PROCESSES},
	processes::is_running,
	turns::turn,
};
use salus_wallet::chain::{At, Chain};
use std::{
	fs,
	io::{BufRead, BufReader},
	net::TcpListener,
	path::Path,
	process::{Command, Output, Stdio},
	thread::sleep,
	time::Duration,
};

fn demo(arguments: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_salus-demo"))
		.args(arguments)
		.output()
		.unwrap()
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

/// Stops the network even if an assertion fails before.
struct Down<'a>(&'a Path);

impl Drop for Down<'_> {
	fn drop(&mut self) {
		if self.0.join(PROCESSES).exists() {
			demo(&["down", "--folder", self.0.to_str().unwrap()]);
		}
	}
}

/// A port with three free ones after it.
fn four_ports() -> u16 {
	(20_000..60_000)
		.step_by(4)
		.find(|first| (0..4).all(|i| TcpListener::bind(("127.0.0.1", first + i)).is_ok()))
		.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_is_up_finalises_says_how_to_talk_to_it_and_goes_down_as_a_whole() {
	let _turn = turn().await.unwrap();
	let outer = tempfile::tempdir().unwrap();
	let folder = outer.path().join("network");
	let path = folder.to_str().unwrap();
	let port = four_ports().to_string();
	let up = ["up", "--folder", path, "--rpc-port", &port];
	let _down = Down(&folder);

	let said = demo(&up);
	assert!(said.status.success(), "{}", text(&said.stderr));
	let said = text(&said.stdout);
	// How long it took and what the nodes need: for the report, on whatever machine this is.
	for line in said
		.lines()
		.filter(|line| line.contains("first block") || line.contains("resident"))
	{
		println!("{line}");
	}
	for (name, handle) in HOSPITALS {
		let line = said.lines().find(|line| line.starts_with(handle)).unwrap();
		assert!(
			line.contains("ws://127.0.0.1:") && line.contains(&format!("//{name}")),
			"{line}"
		);
	}
	let url = format!("ws://127.0.0.1:{port}");
	let chain = Chain::connect(&url).await.unwrap();
	let height = chain.height(At::Finalised).await.unwrap();
	assert!(height >= 1);
	chain.wait_finalised(height + 1).await.unwrap();

	let talk = said
		.lines()
		.find_map(|line| line.strip_prefix("talk to it: "))
		.unwrap();
	let mut words = talk.split_whitespace();
	let answer = Command::new(words.next().unwrap()).args(words).output().unwrap();
	assert!(answer.status.success(), "{}", text(&answer.stderr));
	assert!(text(&answer.stdout).contains("key authority: none"));

	let again = demo(&up);
	assert_eq!(again.status.code(), Some(1));
	assert!(
		text(&again.stderr).contains("is running, or was cut off: stop it with 'make down'"),
		"{}",
		text(&again.stderr)
	);
	let other = outer.path().join("other");
	let taken = demo(&["up", "--folder", other.to_str().unwrap(), "--rpc-port", &port]);
	assert_eq!(taken.status.code(), Some(1));
	assert!(
		text(&taken.stderr).contains(&format!("port {port} is taken")),
		"{}",
		text(&taken.stderr)
	);
	chain.wait_finalised(height + 2).await.unwrap();

	let list = fs::read_to_string(folder.join(PROCESSES)).unwrap();
	let processes: Vec<u32> = list.lines().map(|line| line.parse().unwrap()).collect();
	assert_eq!(processes.len(), HOSPITALS.len());
	assert!(processes.iter().all(|pid| is_running(*pid)));
	let down = demo(&["down", "--folder", path]);
	assert!(down.status.success(), "{}", text(&down.stderr));
	assert_eq!(text(&down.stdout), "stopped 4 nodes: none of them runs\n");
	assert!(processes.iter().all(|pid| !is_running(*pid)));
	assert!(Chain::connect(&url).await.is_err());

	let nothing = demo(&["down", "--folder", path]);
	assert_eq!(nothing.status.code(), Some(1));
	assert!(
		text(&nothing.stderr).contains("was left running"),
		"{}",
		text(&nothing.stderr)
	);
}

#[test]
fn a_folder_of_something_else_is_not_overwritten() {
	let folder = tempfile::tempdir().unwrap();
	let letter = folder.path().join("letter");
	fs::write(&letter, b"dear").unwrap();
	let up = demo(&["up", "--folder", folder.path().to_str().unwrap()]);
	assert_eq!(up.status.code(), Some(1));
	assert!(text(&up.stderr).contains("is not the folder of a network"));
	assert_eq!(fs::read(&letter).unwrap(), b"dear");
}

/// The program of every process that has `path` in its command line, by its file's name.
fn programs_of(path: &str) -> Vec<String> {
	fs::read_dir("/proc")
		.unwrap()
		.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
		.filter(|pid: &u32| is_running(*pid))
		.map(|pid| text(&fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default()))
		.filter(|line| line.contains(path))
		.filter_map(|line| {
			Some(
				Path::new(line.split('\0').next()?)
					.file_name()?
					.to_str()?
					.to_owned(),
			)
		})
		.collect()
}

#[test]
fn a_demonstration_that_is_terminated_leaves_nothing_running() {
	let _turn = futures::executor::block_on(turn()).unwrap();
	let outer = tempfile::tempdir().unwrap();
	let path = outer.path().to_str().unwrap();
	let mut demo = Command::new(env!("CARGO_BIN_EXE_salus-demo"))
		.arg("demo")
		.env("TMPDIR", path)
		.stdout(Stdio::piped())
		.spawn()
		.unwrap();
	let mut said = BufReader::new(demo.stdout.take().unwrap()).lines();
	assert!(said.next().unwrap().unwrap().contains("first block"));
	// The first step may have its wallets running by now.
	let mut running = programs_of(path);
	running.retain(|program| program == "salus-node");
	assert_eq!(running.len(), HOSPITALS.len());

	let pid = demo.id().to_string();
	assert!(Command::new("kill")
		.args(["-TERM", &pid])
		.status()
		.unwrap()
		.success());
	assert!(!demo.wait().unwrap().success());
	// Who was told to end may take a moment.
	for _ in 0..100 {
		if programs_of(path).is_empty() {
			break;
		}
		sleep(Duration::from_millis(200));
	}
	assert_eq!(programs_of(path), Vec::<String>::new());
	assert_eq!(fs::read_dir(outer.path()).unwrap().count(), 0);
}

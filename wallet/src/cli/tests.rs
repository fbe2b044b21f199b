use super::{backer, council, hospital, staking, Cli, Role};
use clap::{error::ErrorKind, CommandFactory, Parser};
use salus_primitives::SAL;

fn parse(line: &str) -> Result<Cli, ErrorKind> {
	Cli::try_parse_from(line.split_whitespace()).map_err(|error| error.kind())
}

fn staking(line: &str) -> staking::Command {
	match parse(line).expect("it is a command").role {
		Role::Hospital(hospital::Command::Staking(command)) => command,
		_ => panic!("not of a hospital's stake: {line}"),
	}
}

fn backer(line: &str) -> backer::Command {
	match parse(line).expect("it is a command").role {
		Role::Backer(command) => command,
		_ => panic!("not of a backer: {line}"),
	}
}

#[test]
fn the_command_line_is_consistent_and_every_command_has_an_example() {
	fn examples(command: &clap::Command) {
		match command.has_subcommands() {
			true => command
				.get_subcommands()
				.filter(|command| command.get_name() != "help")
				.for_each(examples),
			false => assert!(
				command
					.get_after_help()
					.is_some_and(|help| help.to_string().contains("Example: salus ")),
				"{}",
				command.get_name()
			),
		}
	}
	let command = Cli::command();
	command.clone().debug_assert();
	examples(&command);
}

#[test]
fn fields_and_values_are_traded_by_these_commands() {
	let hash = format!("0x{}", "07".repeat(32));
	let observation = "observation:http://loinc.org|4548-4|%";
	for arguments in [
		&["patient", "sell", &hash, "--proposal", "p.json", "--bundle", "b"][..],
		&["patient", "reveal", &hash, "--wait"],
		&["patient", "sales"],
		&["patient", "offers"],
		&["patient", "claim", "3", "--fulfil"],
		&["patient", "fulfil", "3"],
		&["patient", "earnings", "--collect", "//Other"],
		&["patient", "rate", "3/0", "5"],
		&["patient", "resume"],
		&["buyer", "keys"],
		&[
			"buyer", "propose", "p.json", "--label", "Patient", "--price", "2.5", "--blocks", "90",
		],
		&["buyer", "check", &hash, "--bundle", "b", "--proposal", "p.json"],
		&["buyer", "lock", &hash, "--bundle", "b", "--least", "5"],
		&["buyer", "open", &hash, "--out", "fields"],
		&["buyer", "open", "3"],
		&[
			"buyer",
			"offer",
			"--where",
			"birth-decade=1950,1960",
			"--field",
			observation,
			"--price",
			"25",
			"--number",
			"3",
			"--blocks",
			"90",
		],
		&["buyer", "list"],
		&["buyer", "close", "3"],
		&["buyer", "settle", "3"],
		&["buyer", "lapse", "3", "0"],
		&["buyer", "refund", &hash],
		&["buyer", "rate", &hash, "1"],
		&["buyer", "resume"],
	] {
		let all = [&["salus"], arguments].concat();
		let parsed = Cli::try_parse_from(all);
		assert!(parsed.is_ok(), "{arguments:?}: {}", parsed.err().unwrap());
	}
	for arguments in [
		&["patient", "sell", &hash, "--bundle", "b"][..],
		&["patient", "rate", "3/0", "6"],
		&["buyer", "open", "neither"],
		&[
			"buyer", "propose", "p.json", "--label", "x", "--price", "-1", "--blocks", "9",
		],
		&[
			"buyer",
			"offer",
			"--field",
			observation,
			"--price",
			"1",
			"--number",
			"-1",
			"--blocks",
			"9",
		],
	] {
		let all = [&["salus"], arguments].concat();
		assert!(Cli::try_parse_from(all).is_err(), "{arguments:?}");
	}
}

#[test]
fn keys_of_the_authority_are_made_watched_and_kept_by_these_commands() {
	let id = format!("0x{}", "07".repeat(32));
	let store = ["--authority-keystore", "k", "--authority-password-file", "pw"];
	let backup = [&store[..], &["--backup-password-file", "b"]].concat();
	for arguments in [
		&["authority", "status"][..],
		&["authority", "status", "--wait", "--blocks", "40"],
		&["authority", "ceremony"],
		&["authority", "ceremony", "--kind", "tokens", "--watch"],
		&["authority", "verify"],
		&[&["authority", "verify", "--kind", "attribute-keys"], &store[..]].concat(),
		&["authority", "set-agent", "//Node"],
		&["authority", "set-agent", "--nobody"],
		&[&["authority", "export-share", "s"], &backup[..]].concat(),
		&[&["authority", "import-share", "s", "--genesis", &id], &backup[..]].concat(),
		&["council", "start-ceremony", "attribute-keys", "--watch"],
		&["council", "start-ceremony", "tokens", "--replaces", &id],
		&["council", "reshare", "tokens", "--with", "//CouncilB"],
		&["council", "abandon-round", "tokens", "--propose", "3"],
		&[
			"council",
			"set-ceremonies",
			"--automatic",
			"false",
			"--refresh",
			"90",
		],
		&["council", "watch-ceremony", "tokens"],
	] {
		let all = [&["salus"], arguments].concat();
		let parsed = Cli::try_parse_from(all);
		assert!(parsed.is_ok(), "{arguments:?}: {}", parsed.err().unwrap());
	}
	for arguments in [
		&["authority", "status", "--blocks", "40"][..],
		&["authority", "ceremony", "--watch"],
		&["authority", "ceremony", "--kind", "both"],
		&["authority", "verify", "--authority-keystore", "k"],
		&["authority", "set-agent"],
		&["authority", "set-agent", "//Node", "--nobody"],
		&[&["authority", "export-share", "s"], &store[..]].concat(),
		&["council", "start-ceremony"],
		&["council", "start-ceremony", "tokens", "--replaces", "0x07"],
		&["council", "reshare", "tokens", "--watch", "--propose", "3"],
	] {
		let all = [&["salus"], arguments].concat();
		assert!(Cli::try_parse_from(all).is_err(), "{arguments:?}");
	}
}

#[test]
fn reports_are_made_read_and_judged_by_these_commands() {
	for arguments in [
		&["doctor", "report", "5", "report.txt"][..],
		&["patient", "reports"],
		&["patient", "reports", "--out", "my-reports"],
		&["patient", "acknowledge", "5"],
		&["patient", "acknowledge", "5", "--unread"],
		&["patient", "dispute", "5"],
		&["patient", "dispute", "5", "--anyway"],
		&["patient", "rotate-report-key"],
		&["council", "register-keys"],
		&["council", "arbitrate", "5"],
		&[
			"council",
			"arbitrate",
			"5",
			"--ciphertext",
			"case-5.sealed",
			"--dry-run",
		],
		&["council", "arbitrate", "5", "--lost"],
	] {
		let all = [&["salus"], arguments].concat();
		let parsed = Cli::try_parse_from(all);
		assert!(parsed.is_ok(), "{arguments:?}: {}", parsed.err().unwrap());
	}
	for arguments in [
		&["doctor", "report", "5"][..],
		&["doctor", "report", "five", "report.txt"],
		&["patient", "dispute", "-1"],
		&[
			"council",
			"arbitrate",
			"5",
			"--ciphertext",
			"case-5.sealed",
			"--lost",
		],
	] {
		let all = [&["salus"], arguments].concat();
		assert!(Cli::try_parse_from(all).is_err(), "{arguments:?}");
	}
}

#[test]
fn records_are_indexed_found_claimed_and_assigned_by_these_commands() {
	let record = format!("0x{}", "07".repeat(32));
	let scope = format!("0x{}", "07".repeat(16));
	let source = format!("{record}=record.json");
	let (diabetes, rare) = ("http://snomed.info/sct|44054006", "http://www.orpha.net|1");
	for arguments in [
		&["hospital", "index", &source, "--add", rare, "--strike", diabetes][..],
		&["hospital", "index", "a.json", "b.json", "--dry-run"],
		&["hospital", "index-keys", &scope],
		&["hospital", "rewrap-index-keys", "charite", &scope],
		&["hospital", "authorise", "charite", &scope, "--blocks", "90"],
		&["hospital", "unindex", &record],
		&["hospital", "assign", "3"],
		&[
			"hospital",
			"assign",
			"3",
			"--claim",
			"a",
			"--claim",
			"b",
			"--dry-run",
		],
		&["hospital", "record-services", "--from", "7"],
		&["doctor", "interests", "set", diabetes, rare],
		&["doctor", "interests", "show"],
		&["doctor", "search", "--least", "2"],
		&["doctor", "search", "--all"],
		&["doctor", "search", "--prove", "--out", "search.json"],
		&["doctor", "claim", &record, "--out", "a.claim"],
		&["doctor", "cases"],
		&["doctor", "delegate", "3", "//Resident"],
		&["doctor", "contest", "3"],
		&["doctor", "rate-case", "3", "1"],
		&["patient", "keywords", &record],
		&["patient", "cases"],
		&["patient", "fee", &record, "2.5"],
		&["patient", "rate-case", "3", "5"],
		&["auditor", "verify-match", "search.json"],
		&["council", "decide-contest", "3", "--upheld"],
		&["council", "name-arbiter", "//Arbiter"],
		&["council", "name-arbiter", "--nobody"],
		&["tidy", "lapse-case", "3"],
		&["tidy", "case", "3"],
		&["tidy", "interests", "//Cardiologist"],
	] {
		let all = [&["salus"], arguments].concat();
		let parsed = Cli::try_parse_from(all);
		assert!(parsed.is_ok(), "{arguments:?}: {}", parsed.err().unwrap());
	}
	for arguments in [
		&["hospital", "index"][..],
		&["hospital", "index", "0x07=record.json"],
		&["hospital", "index", &source, "--add", "no keyword"],
		&["doctor", "interests", "set"],
		&["doctor", "interests", "set", "44054006"],
		&["doctor", "search", "--out", "search.json"],
		&["doctor", "search", "--prove", "--least", "2"],
		&["doctor", "search", "--all", "--least", "2"],
		&["doctor", "claim", &record],
		&["patient", "rate-case", "3", "6"],
		&["patient", "fee", &record, "-1"],
		&["council", "decide-contest", "3", "--upheld", "--dismissed"],
		&["council", "decide-contest", "3"],
		&["council", "name-arbiter"],
		&["council", "name-arbiter", "//Arbiter", "--nobody"],
	] {
		let all = [&["salus"], arguments].concat();
		assert!(Cli::try_parse_from(all).is_err(), "{arguments:?}");
	}
}

#[test]
fn an_emergency_is_declared_listed_and_reviewed_by_these_commands() {
	let record = format!("0x{}", "07".repeat(32));
	for arguments in [
		&["doctor", "emergency", &record, "--reason", "life-threatening"][..],
		&["auditor", "emergencies"],
		&["auditor", "emergencies", "--unreviewed"],
		&["auditor", "emergencies", "--doctor", "//Cardiologist"],
		&["council", "review-emergency", "3", "--justified"],
		&["council", "review-emergency", "3", "--abuse"],
		&["tidy", "emergency", "3"],
	] {
		let all = [&["salus"], arguments].concat();
		let parsed = Cli::try_parse_from(all);
		assert!(parsed.is_ok(), "{arguments:?}: {}", parsed.err().unwrap());
	}
	for arguments in [
		&["doctor", "emergency", &record][..],
		&["doctor", "emergency", &record, "--reason", "curious"],
		&["council", "review-emergency", "3"],
		&["council", "review-emergency", "3", "--justified", "--abuse"],
	] {
		let all = [&["salus"], arguments].concat();
		assert!(Cli::try_parse_from(all).is_err(), "{arguments:?}");
	}
}

#[test]
fn sealing_leaves_emergencies_out_only_if_it_is_told_to() {
	let seal = |more: &[&str]| {
		let seal = [
			"salus",
			"hospital",
			"seal",
			"r.json",
			"--policy",
			"a/x",
			"--patient",
			"//P",
		];
		match Cli::try_parse_from([&seal[..], more].concat())
			.expect("it is a command")
			.role
		{
			Role::Hospital(hospital::Command::Seal { no_emergency, .. }) => no_emergency,
			_ => panic!("not of sealing"),
		}
	};
	assert!(!seal(&[]));
	assert!(seal(&["--no-emergency"]));
}

#[test]
fn custody_moves_by_these_commands() {
	let record = format!("0x{}", "07".repeat(32));
	for arguments in [
		&["transfer", &record, "--to", "charite"][..],
		&["accept", &record],
		&["cancel-transfer", &record],
		&["update-location", &record, "archive/01"],
		&["retire", &record],
	] {
		let all = [&["salus", "hospital"], arguments].concat();
		assert!(Cli::try_parse_from(all).is_ok(), "{arguments:?}");
	}
	assert!(Cli::try_parse_from(["salus", "hospital", "accept", "0x07"]).is_err());
	assert!(Cli::try_parse_from(["salus", "hospital", "transfer", &record]).is_err());
}

#[test]
fn a_hospital_stakes_amounts_in_sal() {
	use staking::Command::{Bond, BondExtra, Unbond};
	assert!(matches!(
		staking("salus hospital bond 10000 --as //StMary"),
		Bond { amount } if amount == 10_000 * SAL
	));
	assert!(matches!(
		staking("salus hospital bond-extra 0.5 --as //StMary --json"),
		BondExtra { amount } if amount == SAL / 2
	));
	assert!(matches!(
		staking("salus --as //StMary hospital unbond 1"),
		Unbond { amount: SAL }
	));
	for wrong in ["-1", "1e3", "all", "0.0000000000001"] {
		assert_eq!(
			parse(&format!("salus hospital bond --as //StMary -- {wrong}")).err(),
			Some(ErrorKind::ValueValidation),
			"{wrong}"
		);
	}
	assert_eq!(
		parse("salus hospital bond --as //StMary").err(),
		Some(ErrorKind::MissingRequiredArgument)
	);
}

#[test]
fn what_a_hospital_does_about_its_candidacy_takes_no_argument() {
	use staking::Command as Is;
	type Told = fn(&Is) -> bool;
	let each: [(&str, Told); 6] = [
		("withdraw-unbonded", |command| {
			matches!(command, Is::WithdrawUnbonded)
		}),
		("rotate-keys", |command| matches!(command, Is::RotateKeys)),
		("validate", |command| matches!(command, Is::Validate)),
		("chill", |command| matches!(command, Is::Chill)),
		("purge-keys", |command| matches!(command, Is::PurgeKeys)),
		("claim-rewards", |command| matches!(command, Is::ClaimRewards)),
	];
	for (name, is) in each {
		assert!(
			is(&staking(&format!("salus hospital {name} --as mayo"))),
			"{name}"
		);
		assert_eq!(
			parse(&format!("salus hospital {name} more --as mayo")).err(),
			Some(ErrorKind::UnknownArgument),
			"{name}"
		);
	}
}

#[test]
fn a_backer_names_the_hospital() {
	use backer::Command::{Back, ClaimRewards, List, Unback, Withdraw};
	assert!(matches!(
		backer("salus backer back st-mary 100 --as //Patient"),
		Back { hospital, amount } if hospital == "st-mary" && amount == 100 * SAL
	));
	assert!(matches!(
		backer("salus backer unback //Mayo 2.5 --as //Patient"),
		Unback { hospital, amount } if hospital == "//Mayo" && amount == 5 * SAL / 2
	));
	assert!(matches!(
		backer("salus backer withdraw mayo --as //Patient"),
		Withdraw { hospital } if hospital == "mayo"
	));
	assert!(matches!(
		backer("salus backer claim-rewards mayo --as //Patient"),
		ClaimRewards { hospital } if hospital == "mayo"
	));
	assert!(matches!(
		backer("salus backer list --as //Patient"),
		List { account: None }
	));
	assert!(matches!(
		backer("salus backer list //Patient"),
		List { account: Some(account) } if account == "//Patient"
	));
	assert_eq!(
		parse("salus backer back 100 --as //Patient").err(),
		Some(ErrorKind::MissingRequiredArgument)
	);
}

#[test]
fn the_council_forgives_and_counts() {
	let line = "salus council cancel-slash 41 mayo --as //CouncilA --with //CouncilB //CouncilC";
	assert!(matches!(
		parse(line).expect("it is a command").role,
		Role::Council(council::Command::CancelSlash { session: 41, hospital, .. }) if hospital == "mayo"
	));
	let line = "salus council set-validator-count 21 --as //CouncilA --propose 3";
	assert!(matches!(
		parse(line).expect("it is a command").role,
		Role::Council(council::Command::SetValidatorCount { count: 21, .. })
	));
	assert_eq!(
		parse("salus council set-validator-count many --as //CouncilA").err(),
		Some(ErrorKind::ValueValidation)
	);
}

#[test]
fn counts_are_asked_for_and_allowed_by_these_commands() {
	let code = "http://snomed.info/sct|44054006";
	for line in [
		format!("salus researcher count {code} --hospital st-mary charite --epsilon 0.25 --again"),
		format!("salus researcher count {code} --hospital st-mary --hospital charite"),
		"salus researcher budget".into(),
		"salus patient research join".into(),
		"salus patient research leave".into(),
		"salus patient research show".into(),
		"salus council set-research --budget 2 --floor 5 --as //CouncilA --with //CouncilB".into(),
		"salus tidy spending 7".into(),
	] {
		assert!(parse(&line).is_ok(), "{line}");
	}
	for line in [
		format!("salus researcher count {code}"),
		"salus researcher count no-code --hospital st-mary".into(),
		format!("salus researcher count {code} --hospital st-mary --epsilon 0.0000001"),
		"salus council set-research --floor -1".into(),
	] {
		assert!(parse(&line).is_err(), "{line}");
	}
}

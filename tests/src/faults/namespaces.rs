//! Namespaces of a scenario's own, in which it is root: it lays wires and mounts disks.
//!
//! Whoever is not root on this machine is root there all the same, where the kernel gives users namespaces. What happens
//! inside ends with them, and nothing of it is seen outside: no interface, no mount, no process.

use super::Figures;
use crate::programs::program;
use anyhow::{bail, ensure, Context, Result};
use std::path::Path;
use tokio::process::Command;

/// Set for whoever is inside.
const INSIDE: &str = "SALUS_NAMESPACES";
/// Namespaces of wires, mounts and processes; the processes end with whoever made them.
const OWN: [&str; 5] = ["--net", "--mount", "--pid", "--fork", "--kill-child"];
/// For root, and what makes an ordinary user root of them.
const USERS: [&[&str]; 2] = [&[], &["--user", "--map-root-user"]];
/// Makes room for the names of further namespaces, and then becomes a program.
const ENTER: &str = "mount -t tmpfs tmpfs /run && mkdir -p \"$TMPDIR\" && ip link set lo up && exec \"$@\"";
/// What an owner of the machine can do about a refusal.
const ADVICE: &str = "run this as root, or permit users to have namespaces: user.max_user_namespaces above 0, and where \
	the kernel has these switches kernel.unprivileged_userns_clone=1 or kernel.apparmor_restrict_unprivileged_userns=0 \
	(`sysctl -w NAME=VALUE`); a container needs the capability SYS_ADMIN. iproute2 and util-linux must be installed";

/// Whether this process is in namespaces of its own.
pub(super) fn inside() -> bool {
	std::env::var_os(INSIDE).is_some()
}

/// Lets the scenario of this name happen in namespaces, by the program `salus-faults`, and gives what it measured.
pub(super) async fn play(name: &str) -> Result<Figures> {
	let program = program("SALUS_FAULTS", "salus-faults")?;
	let folder = tempfile::Builder::new().prefix("salus-namespaces-").tempdir()?;
	let mut command = namespaces(folder.path()).await?;
	let output = command
		.arg(&program)
		.args(["run", name])
		.env(INSIDE, "1")
		.kill_on_drop(true)
		.output()
		.await
		.with_context(|| program.display().to_string())?;
	let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
	ensure!(output.status.success(), "{}", said(&output.stderr));
	let said = said(&output.stdout);
	said.lines()
		.find_map(|line| {
			line.strip_prefix(&super::row(name, ""))?
				.strip_suffix(super::ROW_END)
		})
		.and_then(Figures::read)
		.with_context(|| format!("no figures of {name}: {said}"))
}

/// The words that make namespaces and start in them what follows, for root or for an ordinary user.
async fn namespaces(folder: &Path) -> Result<Command> {
	let mut why = String::new();
	for user in USERS {
		let output = enter(user, folder)
			.arg("true")
			.output()
			.await
			.context("unshare")?;
		if output.status.success() {
			return Ok(enter(user, folder));
		}
		why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
	}
	bail!("this scenario needs namespaces of its own ({why}): {ADVICE}")
}

fn enter(user: &[&str], folder: &Path) -> Command {
	let mut command = Command::new("unshare");
	command
		.args(user)
		.args(OWN)
		.args(["sh", "-c", ENTER, "namespaces"])
		.env("TMPDIR", folder);
	command
}

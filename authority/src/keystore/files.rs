//! Files that appear whole or not at all, and that vanish with their content.

use rand_core::{OsRng, RngCore};
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Write},
	path::Path,
};

/// How the name of a file ends that is being written.
const UNFINISHED: &str = ".next";

/// Makes a folder that only its user enters.
pub fn private_folder(path: &Path) -> io::Result<()> {
	fs::create_dir_all(path)?;
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
	}
	Ok(())
}

/// Puts a file there, in place of one of that name: when this returns it is on the disk.
pub fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
	let mut random = [0; 8];
	OsRng.fill_bytes(&mut random);
	let next = folder.join(format!("{name}.{}{UNFINISHED}", hex::encode(random)));
	let outcome = write_new(&next, bytes)
		.and_then(|()| give_to_owner(folder, &next))
		.and_then(|()| fs::rename(&next, folder.join(name)))
		.and_then(|()| sync(folder));
	if outcome.is_err() {
		let _ = fs::remove_file(&next);
	}
	outcome
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
	let mut options = OpenOptions::new();
	options.create_new(true).write(true);
	#[cfg(unix)]
	{
		use std::os::unix::fs::OpenOptionsExt;
		options.mode(0o600);
	}
	let mut file = options.open(path)?;
	file.write_all(bytes)?;
	file.sync_all()
}

/// A file is its folder's owner's: what root puts there, the node reads.
fn give_to_owner(folder: &Path, file: &Path) -> io::Result<()> {
	#[cfg(unix)]
	{
		use std::os::unix::fs::{chown, MetadataExt};
		let (owner, writer) = (fs::metadata(folder)?, fs::metadata(file)?);
		if owner.uid() != writer.uid() {
			chown(file, Some(owner.uid()), Some(owner.gid()))?;
		}
	}
	#[cfg(not(unix))]
	let _ = (folder, file);
	Ok(())
}

/// What a file holds, if it is there.
pub fn read(folder: &Path, name: &str) -> io::Result<Option<Vec<u8>>> {
	match fs::read(folder.join(name)) {
		Ok(bytes) => Ok(Some(bytes)),
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
		Err(error) => Err(error),
	}
}

/// Overwrites a file and removes it. False if there is none.
pub fn erase(folder: &Path, name: &str) -> io::Result<bool> {
	let path = folder.join(name);
	let mut file = match OpenOptions::new().write(true).open(&path) {
		Ok(file) => file,
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
		Err(error) => return Err(error),
	};
	let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
	file.write_all(&vec![0; length])?;
	file.sync_all()?;
	drop(file);
	fs::remove_file(&path)?;
	sync(folder)?;
	Ok(true)
}

/// Names of the files of a folder that are whole.
pub fn names(folder: &Path) -> io::Result<Vec<String>> {
	Ok(all(folder)?
		.into_iter()
		.filter(|name| !name.ends_with(UNFINISHED))
		.collect())
}

/// Whether a folder is there and holds something that is whole.
pub fn is_occupied(folder: &Path) -> io::Result<bool> {
	match names(folder) {
		// The root of a disk of its own.
		Ok(names) => Ok(names.iter().any(|name| name != "lost+found")),
		Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
		Err(error) => Err(error),
	}
}

/// Erases what a crash left half written.
pub fn clean(folder: &Path) -> io::Result<()> {
	for name in all(folder)? {
		if name.ends_with(UNFINISHED) {
			erase(folder, &name)?;
		}
	}
	Ok(())
}

fn all(folder: &Path) -> io::Result<Vec<String>> {
	let mut names = Vec::new();
	for entry in fs::read_dir(folder)? {
		if let Ok(name) = entry?.file_name().into_string() {
			names.push(name);
		}
	}
	names.sort();
	Ok(names)
}

fn sync(folder: &Path) -> io::Result<()> {
	File::open(folder)?.sync_all()
}

use super::*;
use salus_crypto::{authority::deal, Bls};
use std::fs;
use tempfile::TempDir;

const GENESIS: [u8; 32] = [7; 32];

fn password(text: &str) -> Password {
	Password::new(text).unwrap()
}

fn keystore() -> (TempDir, Keystore) {
	let folder = tempfile::tempdir().unwrap();
	let keystore = Keystore::open(folder.path(), GENESIS, &password("right")).unwrap();
	(folder, keystore)
}

fn again(folder: &TempDir) -> Keystore {
	Keystore::open(folder.path(), GENESIS, &password("right")).unwrap()
}

/// A share, and the same share said to be of another generation.
fn share(generation: u32) -> authority::Share {
	let (_, shares) = deal::<Bls>(2, 3, &mut OsRng).unwrap();
	let mut bytes = shares[0].to_bytes();
	let length = bytes.len();
	let at = length - 3 * 32 - 4;
	bytes[at..at + 4].copy_from_slice(&generation.to_le_bytes());
	bytes[length - 96..length - 64].copy_from_slice(&[9; 32]);
	authority::Share::from_bytes(&bytes).unwrap()
}

fn token_share() -> token::Share {
	token::deal(2, 3, &mut OsRng).unwrap().1.remove(0)
}

#[test]
fn what_is_stored_is_there_after_a_restart() {
	let (folder, keystore) = keystore();
	let (attribute, token) = (share(3), token_share());
	let (one, two) = (
		keystore.store_attribute_share(&attribute).unwrap(),
		keystore.store_token_share(&token).unwrap(),
	);
	let secret = keystore.create_round_secret(CeremonyKind::Tokens, 5).unwrap();
	let account = keystore.create_account().unwrap();

	let keystore = again(&folder);
	assert_eq!(keystore.shares(CeremonyKind::AttributeKeys).unwrap(), [one]);
	assert_eq!(keystore.shares(CeremonyKind::Tokens).unwrap(), [two]);
	assert_eq!(
		keystore.attribute_share(&one).unwrap().unwrap().to_bytes(),
		attribute.to_bytes()
	);
	assert_eq!(
		keystore.token_share(&two).unwrap().unwrap().to_bytes(),
		token.to_bytes()
	);
	assert_eq!(keystore.rounds(CeremonyKind::Tokens).unwrap(), [5]);
	let found = keystore.round_secret(CeremonyKind::Tokens, 5).unwrap().unwrap();
	assert_eq!(*found.to_bytes(), *secret.to_bytes());
	assert_eq!(keystore.create_account().unwrap().public(), account.public());
}

#[test]
fn the_secret_of_a_round_is_made_once() {
	let (_folder, keystore) = keystore();
	let kind = CeremonyKind::AttributeKeys;
	let first = keystore.create_round_secret(kind, 1).unwrap();
	assert_eq!(
		*keystore.create_round_secret(kind, 1).unwrap().to_bytes(),
		*first.to_bytes()
	);
	assert_ne!(
		*keystore.create_round_secret(kind, 2).unwrap().to_bytes(),
		*first.to_bytes()
	);
	assert_ne!(
		*keystore
			.create_round_secret(CeremonyKind::Tokens, 1)
			.unwrap()
			.to_bytes(),
		*first.to_bytes()
	);
}

#[test]
fn the_secret_of_a_round_that_opens_no_more_is_made_anew() {
	let (folder, keystore) = keystore();
	let kind = CeremonyKind::AttributeKeys;
	let first = keystore.create_round_secret(kind, 1).unwrap();
	fs::write(folder.path().join(Item::Round(kind, 1).name()), b"rot").unwrap();
	let second = keystore.create_round_secret(kind, 1).unwrap();
	assert_ne!(*second.to_bytes(), *first.to_bytes());
	assert_eq!(
		*keystore.round_secret(kind, 1).unwrap().unwrap().to_bytes(),
		*second.to_bytes()
	);
}

/// What root imports is for the node to read.
#[test]
fn a_file_is_its_folders_owners() {
	use std::os::unix::fs::{chown, MetadataExt};

	let (folder, keystore) = keystore();
	// Root alone may give a folder away; with anybody else it stays the own one.
	let _ = chown(folder.path(), Some(4_321), None);
	let id = keystore.store_attribute_share(&share(0)).unwrap();
	let owner = |path: &Path| fs::metadata(path).unwrap().uid();
	let file = folder.path().join(Item::Share(id).name());
	assert_eq!(owner(&file), owner(folder.path()));
}

#[test]
fn nothing_in_the_folder_is_readable_without_the_password_or_by_others() {
	use std::os::unix::fs::PermissionsExt;

	let (folder, keystore) = keystore();
	let share = share(0);
	keystore.store_attribute_share(&share).unwrap();
	let bytes = share.to_bytes();
	let secret = &bytes[bytes.len() - 64..];
	let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
	assert_eq!(mode(folder.path()), 0o700);
	for entry in fs::read_dir(folder.path()).unwrap() {
		let path = entry.unwrap().path();
		assert_eq!(mode(&path), 0o600, "{}", path.display());
		let content = fs::read(&path).unwrap();
		assert!(!content
			.windows(32)
			.any(|window| secret.chunks(32).any(|half| half == window)));
	}
	assert!(matches!(
		Keystore::open(folder.path(), GENESIS, &password("wrong")).err(),
		Some(KeystoreError::WrongPassword)
	));
}

#[test]
fn a_folder_has_a_keystore_once_it_was_opened() {
	let folder = tempfile::tempdir().unwrap();
	assert!(!Keystore::is_in(folder.path()));
	Keystore::open(folder.path(), GENESIS, &password("right")).unwrap();
	assert!(Keystore::is_in(folder.path()));
}

#[test]
fn a_folder_of_something_else_is_left_as_it_is() {
	use std::os::unix::fs::PermissionsExt;

	let folder = tempfile::tempdir().unwrap();
	fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
	fs::write(folder.path().join("letter"), b"dear").unwrap();
	assert!(matches!(
		Keystore::open(folder.path(), GENESIS, &password("right")).err(),
		Some(KeystoreError::NotAKeystore(_))
	));
	assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
	let mode = fs::metadata(folder.path()).unwrap().permissions().mode();
	assert_eq!(mode & 0o777, 0o755);
}

#[test]
fn a_keystore_is_of_one_chain() {
	let (folder, _keystore) = keystore();
	assert!(matches!(
		Keystore::open(folder.path(), [8; 32], &password("right")).err(),
		Some(KeystoreError::OtherChain)
	));
}

#[test]
fn a_file_under_another_name_or_altered_is_damaged() {
	let (folder, keystore) = keystore();
	let id = keystore.store_attribute_share(&share(1)).unwrap();
	let other = ShareId { generation: 2, ..id };
	let path = |id: ShareId| folder.path().join(Item::Share(id).name());
	fs::copy(path(id), path(other)).unwrap();
	assert!(matches!(
		keystore.attribute_share(&other).err(),
		Some(KeystoreError::Damaged(_))
	));
	let mut bytes = fs::read(path(id)).unwrap();
	for at in [0, 40, bytes.len() - 1] {
		bytes[at] ^= 1;
		fs::write(path(id), &bytes).unwrap();
		assert!(matches!(
			keystore.attribute_share(&id).err(),
			Some(KeystoreError::Damaged(_))
		));
		bytes[at] ^= 1;
	}
	fs::write(path(id), &bytes[..20]).unwrap();
	assert!(matches!(
		keystore.attribute_share(&id).err(),
		Some(KeystoreError::Damaged(_))
	));
}

#[test]
fn what_is_erased_is_gone_and_other_shares_stay() {
	let (folder, keystore) = keystore();
	let (old, new) = (
		keystore.store_attribute_share(&share(1)).unwrap(),
		keystore.store_attribute_share(&share(2)).unwrap(),
	);
	assert!(keystore.erase_share(&old).unwrap());
	assert!(!keystore.erase_share(&old).unwrap());
	let keystore = again(&folder);
	assert!(keystore.attribute_share(&old).unwrap().is_none());
	assert_eq!(keystore.shares(CeremonyKind::AttributeKeys).unwrap(), [new]);
	keystore.create_round_secret(CeremonyKind::Tokens, 1).unwrap();
	assert!(keystore.erase_round_secret(CeremonyKind::Tokens, 1).unwrap());
	assert!(keystore.rounds(CeremonyKind::Tokens).unwrap().is_empty());
}

#[test]
fn what_a_crash_left_half_written_counts_for_nothing() {
	let (folder, keystore) = keystore();
	let id = keystore.store_attribute_share(&share(1)).unwrap();
	let half = folder
		.path()
		.join(format!("{}.0011.next", Item::Share(id).name()));
	fs::write(&half, b"half").unwrap();
	let keystore = again(&folder);
	assert_eq!(keystore.shares(CeremonyKind::AttributeKeys).unwrap(), [id]);
	keystore.clean().unwrap();
	assert!(!half.exists());
	assert!(keystore.attribute_share(&id).unwrap().is_some());
}

#[test]
fn the_address_of_the_account_lies_beside_it() {
	let (folder, keystore) = keystore();
	assert!(keystore.account().unwrap().is_none());
	let account = keystore.create_account().unwrap();
	let address = || fs::read_to_string(folder.path().join("address")).unwrap();
	assert_eq!(address(), AccountId::from(account.public()).to_ss58check());
	let other = sr25519::Pair::from_string("//StMary", None).unwrap();
	keystore.set_account(&other).unwrap();
	assert_eq!(address(), AccountId::from(other.public()).to_ss58check());
	assert_eq!(
		again(&folder).account().unwrap().unwrap().public(),
		other.public()
	);
}

#[test]
fn an_account_whose_address_a_crash_left_out_has_one_after_the_restart() {
	let (folder, keystore) = keystore();
	let account = keystore.create_account().unwrap();
	let path = folder.path().join("address");
	fs::remove_file(&path).unwrap();
	assert_eq!(
		again(&folder).create_account().unwrap().public(),
		account.public()
	);
	assert_eq!(
		fs::read_to_string(&path).unwrap(),
		AccountId::from(account.public()).to_ss58check()
	);
}

#[test]
fn a_backup_brings_back_what_was_lost() {
	let (_folder, from) = keystore();
	let id = from.store_attribute_share(&share(4)).unwrap();
	from.create_round_secret(CeremonyKind::Tokens, 3).unwrap();
	from.create_account().unwrap();
	let backup = from.export(&password("offline")).unwrap();

	let (_other, to) = keystore();
	let imported = to.import(&backup, &password("offline")).unwrap();
	assert_eq!(
		imported,
		Imported {
			shares: vec![id],
			kept: vec![],
			rounds: 1
		}
	);
	assert_eq!(
		to.attribute_share(&id).unwrap().unwrap().to_bytes(),
		from.attribute_share(&id).unwrap().unwrap().to_bytes()
	);
	assert!(to.account().unwrap().is_none());
	assert_eq!(
		to.import(&backup, &password("offline")).unwrap(),
		Imported {
			shares: vec![],
			kept: vec![id],
			rounds: 0
		}
	);
}

#[test]
fn a_backup_makes_good_what_was_damaged() {
	let (folder, keystore) = keystore();
	let id = keystore.store_attribute_share(&share(4)).unwrap();
	keystore.create_round_secret(CeremonyKind::Tokens, 3).unwrap();
	let before = keystore.attribute_share(&id).unwrap().unwrap().to_bytes();
	let backup = keystore.export(&password("offline")).unwrap();
	for item in [Item::Share(id), Item::Round(CeremonyKind::Tokens, 3)] {
		fs::write(folder.path().join(item.name()), b"rot").unwrap();
	}
	assert_eq!(
		keystore.import(&backup, &password("offline")).unwrap(),
		Imported {
			shares: vec![id],
			kept: vec![],
			rounds: 1
		}
	);
	assert_eq!(keystore.attribute_share(&id).unwrap().unwrap().to_bytes(), before);
	assert!(keystore.round_secret(CeremonyKind::Tokens, 3).unwrap().is_some());
}

#[test]
fn an_old_backup_puts_no_old_share_beside_a_later_one() {
	let (_folder, old) = keystore();
	let id = old.store_attribute_share(&share(1)).unwrap();
	let backup = old.export(&password("offline")).unwrap();
	let (_other, now) = keystore();
	now.store_attribute_share(&share(2)).unwrap();
	let imported = now.import(&backup, &password("offline")).unwrap();
	assert_eq!(imported.kept, [id]);
	assert!(now.attribute_share(&id).unwrap().is_none());
}

#[test]
fn what_is_no_backup_of_this_chain_is_refused_and_changes_nothing() {
	let (_folder, from) = keystore();
	from.store_attribute_share(&share(1)).unwrap();
	let backup = from.export(&password("offline")).unwrap();
	let (_other, to) = keystore();
	let error = |bytes: &[u8], text: &str| to.import(bytes, &password(text)).err();
	assert!(matches!(
		error(&backup, "wrong"),
		Some(KeystoreError::BackupUnopened)
	));
	let mut altered = backup.clone();
	*altered.last_mut().unwrap() ^= 1;
	assert!(matches!(
		error(&altered, "offline"),
		Some(KeystoreError::BackupUnopened)
	));
	for bytes in [&b""[..], b"SALUSAB1", &backup[1..]] {
		assert!(matches!(error(bytes, "offline"), Some(KeystoreError::NotABackup)));
	}
	let folder = tempfile::tempdir().unwrap();
	let foreign = Keystore::open(folder.path(), [8; 32], &password("right")).unwrap();
	assert!(matches!(
		foreign.import(&backup, &password("offline")).err(),
		Some(KeystoreError::OtherChain)
	));
	assert!(to.shares(CeremonyKind::AttributeKeys).unwrap().is_empty());
}

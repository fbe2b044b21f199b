use super::*;

fn store() -> (tempfile::TempDir, Keystore) {
	let folder = tempfile::tempdir().unwrap();
	let keystore = Keystore::new(folder.path().join("keys"));
	(folder, keystore)
}

#[test]
fn what_was_created_opens_with_its_password_alone() {
	let (_folder, keystore) = store();
	let secrets = Secrets::generate("//Cardiologist").unwrap();
	keystore
		.create("cardiologist", &secrets, "correct horse")
		.unwrap();
	let opened = keystore.open("cardiologist", "correct horse").unwrap();
	assert!(opened.to_bytes() == secrets.to_bytes());
	let refusal = keystore.open("cardiologist", "wrong").err().unwrap().to_string();
	assert!(refusal.contains("wrong password, or a damaged file"), "{refusal}");
}

#[test]
fn an_identity_is_never_overwritten() {
	let (_folder, keystore) = store();
	let secrets = Secrets::generate("//A").unwrap();
	keystore.create("a", &secrets, "p").unwrap();
	assert!(matches!(
		keystore.create("a", &secrets, "p"),
		Err(WalletError::File { .. })
	));
	assert_eq!(
		keystore.list().unwrap(),
		[("a".to_string(), secrets.signer().account().to_string())]
	);
}

#[test]
fn a_changed_byte_is_refused() {
	let (_folder, keystore) = store();
	let path = keystore
		.create("a", &Secrets::generate("//A").unwrap(), "p")
		.unwrap();
	let text = fs::read_to_string(&path).unwrap();
	let other = Secrets::generate("//B").unwrap().signer().account().to_string();
	let address = Secrets::generate("//A").unwrap().signer().account().to_string();
	fs::write(&path, text.replace(&address, &other)).unwrap();
	assert!(matches!(keystore.open("a", "p"), Err(WalletError::Keys(_))));
	fs::write(&path, text.replace("\"passes\": 3", "\"passes\": 4000000000")).unwrap();
	let refusal = keystore.open("a", "p").err().unwrap().to_string();
	assert!(refusal.contains("unreasonable"), "{refusal}");
}

#[test]
fn names_do_not_leave_the_folder() {
	let (_folder, keystore) = store();
	for name in ["", "../a", "a/b", "é", "a.b"] {
		assert!(
			matches!(keystore.open(name, "p"), Err(WalletError::Input(_))),
			"{name}"
		);
	}
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_file() {
	use std::os::unix::fs::PermissionsExt;
	let (_folder, keystore) = store();
	let path = keystore
		.create("a", &Secrets::generate("//A").unwrap(), "p")
		.unwrap();
	assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
}

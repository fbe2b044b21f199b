//! Bundles in a store that speaks S3, here a small one on the loopback interface.

use salus_wallet::trade::bundles::{get, must_be_free, put};
use std::{
	collections::HashMap,
	io::{BufRead, BufReader, Read, Write},
	net::{TcpListener, TcpStream},
	thread,
};

/// Keeps objects by their paths, and answers one request a connection.
fn serve(listener: &TcpListener) {
	let mut objects = HashMap::new();
	for stream in listener.incoming() {
		let _ = answer(stream.expect("a connection"), &mut objects);
	}
}

fn answer(mut stream: TcpStream, objects: &mut HashMap<String, Vec<u8>>) -> std::io::Result<()> {
	let mut reader = BufReader::new(stream.try_clone()?);
	let (mut first, mut length, mut signed) = (String::new(), 0, false);
	reader.read_line(&mut first)?;
	loop {
		let mut line = String::new();
		if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
			break;
		}
		let (name, value) = line.split_once(':').unwrap_or_default();
		match name.to_ascii_lowercase().as_str() {
			"content-length" => length = value.trim().parse().unwrap_or_default(),
			"authorization" => signed = value.contains("Credential=reader/"),
			_ => {}
		}
	}
	let mut body = vec![0; length];
	reader.read_exact(&mut body)?;
	let mut words = first.split(' ');
	let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
	let (status, content) = match (method, objects.get(path)) {
		_ if !signed => ("403 Forbidden", Vec::new()),
		("PUT", _) => {
			objects.insert(path.to_owned(), body);
			("200 OK", Vec::new())
		}
		("GET" | "HEAD", Some(content)) => ("200 OK", content.clone()),
		_ => ("404 Not Found", Vec::new()),
	};
	write!(
		stream,
		"HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"1\"\r\nLast-Modified: Sat, 21 Nov 2026 12:00:00 GMT\r\n\
		 Connection: close\r\n\r\n",
		content.len()
	)?;
	if method != "HEAD" {
		stream.write_all(&content)?;
	}
	stream.flush()
}

/// The only test of this program: the credentials are the process's.
#[tokio::test]
async fn a_bundle_is_read_from_the_store_where_it_was_written() {
	std::env::set_var("AWS_ACCESS_KEY_ID", "reader");
	std::env::set_var("AWS_SECRET_ACCESS_KEY", "not a secret");
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let address = listener.local_addr().unwrap();
	thread::spawn(move || serve(&listener));
	let place =
		format!("s3://exchange/deep/sale.bundle?endpoint=http://{address}&region=north&allow_http=true");

	must_be_free(&place).await.unwrap();
	assert!(get(&place).await.is_err(), "nothing was written yet");
	put(&place, b"bundle".to_vec()).await.unwrap();
	assert_eq!(get(&place).await.unwrap(), b"bundle");
	let taken = must_be_free(&place).await.unwrap_err();
	assert!(
		taken.to_string().contains("there is something already"),
		"{taken}"
	);
	put(&place, b"other".to_vec()).await.unwrap();
	assert_eq!(get(&place).await.unwrap(), b"other");
}

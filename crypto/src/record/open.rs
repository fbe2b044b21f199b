//! Opening: every check between the chain's commitment and a field's content.

use super::{
	blob::{Blob, GroupSlices},
	disclosure::{write_disclosure, DisclosureField},
	field::{check_label, leaf_of_digest, open_field, Blinding, FieldPoints},
	on_chain_commitment, GroupPayload, Hash, OpenError, RecordContext, RecordError, Tree, MAX_FIELDS,
	MAX_GROUPS,
};
use crate::{
	codec::{Reader, Writer},
	domain,
	hash::sha256,
	symmetric::MessageKey,
	wrap::{unwrap, WrapSecret},
};
use alloc::{string::String, vec::Vec};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A field as the directory of its group lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
	/// i, its place in the record.
	pub index: u32,
	/// What it is, by codes.
	pub label: String,
	pub(super) offset: usize,
	pub(super) length: usize,
}

/// The key of the directory of the group with this secret.
pub(super) fn directory_key(secret: &[u8; 32]) -> MessageKey {
	MessageKey::derive(secret, domain::DIRECTORY, &[])
}

/// Count, then index, offset, length and label of each field.
pub(super) fn write_directory(entries: &[Entry]) -> Zeroizing<Vec<u8>> {
	let number = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
	let mut writer = Writer::new().u32(u32::try_from(entries.len()).unwrap_or(u32::MAX));
	for entry in entries {
		writer = writer
			.u32(entry.index)
			.u64(number(entry.offset))
			.u64(number(entry.length))
			.u16(u16::try_from(entry.label.len()).unwrap_or(u16::MAX))
			.fixed(entry.label.as_bytes());
	}
	Zeroizing::new(writer.finish())
}

fn read_directory(bytes: &[u8], n: u32) -> Result<Vec<Entry>, RecordError> {
	let mut reader = Reader::new(bytes);
	let count = reader.u32()?;
	if count == 0 {
		return Err(RecordError::EmptyGroup);
	}
	if count > n {
		return Err(RecordError::TooManyFields);
	}
	let mut entries: Vec<Entry> = Vec::new();
	for _ in 0..count {
		let index = reader.u32()?;
		if index >= n || entries.last().is_some_and(|before| before.index >= index) {
			return Err(RecordError::Order);
		}
		let offset = usize::try_from(reader.u64()?).map_err(|_| RecordError::TooLarge)?;
		let length = usize::try_from(reader.u64()?).map_err(|_| RecordError::TooLarge)?;
		let label_length = usize::from(reader.u16()?);
		let label = check_label(reader.take(label_length)?)?;
		entries.push(Entry {
			index,
			label: String::from(label),
			offset,
			length,
		});
	}
	reader.finish()?;
	Ok(entries)
}

/// What a wrap of the patient's box is bound to.
pub(super) fn patient_context(context: &RecordContext) -> Vec<u8> {
	Writer::tagged(domain::PATIENT_BOX)
		.fixed(&context.genesis)
		.fixed(&context.record)
		.finish()
}

/// What the patient's box holds: root, salt and the secrets of all groups.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct PatientBox {
	pub(super) root: Hash,
	pub(super) salt: Hash,
	pub(super) secrets: Vec<[u8; 32]>,
}

impl PatientBox {
	pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
		let mut bytes = Zeroizing::new(Vec::with_capacity(
			self.secrets.len().saturating_mul(32).saturating_add(66),
		));
		bytes.extend_from_slice(&self.root);
		bytes.extend_from_slice(&self.salt);
		bytes.extend_from_slice(
			&u16::try_from(self.secrets.len())
				.unwrap_or(u16::MAX)
				.to_le_bytes(),
		);
		self.secrets
			.iter()
			.for_each(|secret| bytes.extend_from_slice(secret));
		bytes
	}

	fn from_bytes(bytes: &[u8]) -> Result<Self, RecordError> {
		let mut reader = Reader::new(bytes);
		let mut keys = Self {
			root: reader.array()?,
			salt: reader.array()?,
			secrets: Vec::new(),
		};
		let count = usize::from(reader.u16()?);
		if count > MAX_GROUPS {
			return Err(RecordError::TooManyGroups);
		}
		keys.secrets.reserve_exact(count);
		for _ in 0..count {
			keys.secrets.push(reader.array()?);
		}
		reader.finish()?;
		Ok(keys)
	}

	/// The payload of a group: what its box holds.
	pub fn payload(&self, group: usize) -> Option<GroupPayload> {
		let secret = *self.secrets.get(group)?;
		Some(GroupPayload {
			secret,
			root: self.root,
			salt: self.salt,
		})
	}
}

/// A field group, opened: its directory is known and its leaves are those of the chain's commitment.
pub struct OpenGroup<'a> {
	pub(super) schema: u16,
	pub(super) n: u32,
	pub(super) secret: Zeroizing<[u8; 32]>,
	salt: Zeroizing<Hash>,
	leaves: &'a [u8],
	pub(super) tree: Tree,
	ciphertexts: &'a [u8],
	entries: Vec<Entry>,
	blinding: Blinding,
}

impl<'a> Blob<'a> {
	/// Opens the directory of a group with the payload of its box.
	///
	/// Checks that root and salt are the chain's `commitment` and that the leaves listed are those of the
	/// root.
	pub fn open_group(
		&self,
		group: usize,
		payload: &GroupPayload,
		commitment: &Hash,
	) -> Result<OpenGroup<'a>, OpenError> {
		if on_chain_commitment(&payload.root, &payload.salt) != *commitment {
			return Err(OpenError::Commitment);
		}
		let tree = self.tree().ok_or(RecordError::NoFields)?;
		if tree.root() != payload.root {
			return Err(OpenError::Root);
		}
		let GroupSlices { directory, .. } = self.groups.get(group).ok_or(RecordError::NoSuchGroup)?;
		let directory = directory_key(&payload.secret)
			.open(&payload.root, directory)
			.map_err(|_| OpenError::Directory)?;
		Ok(OpenGroup {
			schema: self.schema,
			n: self.n,
			secret: Zeroizing::new(payload.secret),
			salt: Zeroizing::new(payload.salt),
			leaves: self.leaves,
			tree,
			ciphertexts: self.ciphertexts,
			entries: read_directory(&directory, self.n)?,
			blinding: Blinding::new(),
		})
	}

	/// Opens the patient's box: the payloads of all groups, without attributes.
	pub fn open_patient_box(
		&self,
		secret: &WrapSecret,
		context: &RecordContext,
	) -> Result<PatientBox, OpenError> {
		let bytes =
			unwrap(secret, &patient_context(context), self.patient_box).map_err(OpenError::PatientBox)?;
		let keys = PatientBox::from_bytes(&bytes)?;
		if keys.secrets.len() != self.groups.len() {
			return Err(RecordError::NoSuchGroup.into());
		}
		Ok(keys)
	}
}

impl<'a> OpenGroup<'a> {
	/// The fields of the group, by index.
	pub fn entries(&self) -> &[Entry] {
		&self.entries
	}

	/// The content of a field, by its index in the record.
	///
	/// Checks that ciphertext, label, index and `P_i = k_i G` are those of the leaf, then opens.
	pub fn field(&self, index: u32) -> Result<Zeroizing<Vec<u8>>, OpenError> {
		let field = self.checked(index)?;
		open_field(index, &field.entry.label, &field.points.s, field.ciphertext)
	}

	/// Discloses chosen fields: a proof against the chain's commitment that hides every other field.
	pub fn disclose(&self, indices: &[u32]) -> Result<Vec<u8>, OpenError> {
		disclose(&[self], indices)
	}

	pub(super) fn checked(&self, index: u32) -> Result<CheckedField<'_, 'a>, OpenError> {
		let at = self.entries.binary_search_by_key(&index, |entry| entry.index);
		let entry = at
			.ok()
			.and_then(|at| self.entries.get(at))
			.ok_or(RecordError::NoSuchField)?;
		let points = self.blinding.points(&self.secret, index);
		let ciphertext = entry
			.offset
			.checked_add(entry.length)
			.and_then(|end| self.ciphertexts.get(entry.offset..end))
			.ok_or(OpenError::Leaf { index })?;
		let place = usize::try_from(index).unwrap_or(usize::MAX);
		let listed = self.leaves.chunks_exact(32).nth(place);
		let digest = sha256(ciphertext);
		if listed != Some(&leaf_of_digest(index, &entry.label, &points.p, &digest)[..]) {
			return Err(OpenError::Leaf { index });
		}
		Ok(CheckedField {
			entry,
			ciphertext,
			digest,
			points,
		})
	}
}

/// A field that is what its leaf says.
pub(super) struct CheckedField<'g, 'a> {
	pub entry: &'g Entry,
	pub ciphertext: &'a [u8],
	pub digest: Hash,
	pub points: FieldPoints,
}

/// The first of several groups of one record, if fields of them may be passed on: indices ascend.
pub(super) fn one_record<'g, 'a>(
	groups: &[&'g OpenGroup<'a>],
	indices: &[u32],
) -> Result<&'g OpenGroup<'a>, OpenError> {
	let first = *groups.first().ok_or(RecordError::NoGroups)?;
	let root = first.tree.root();
	if groups.iter().any(|group| group.tree.root() != root) {
		return Err(OpenError::Root);
	}
	if indices.is_empty() {
		return Err(RecordError::NoFields.into());
	}
	if indices.len() > MAX_FIELDS {
		return Err(RecordError::TooManyFields.into());
	}
	if indices.windows(2).any(|pair| pair.first() >= pair.last()) {
		return Err(RecordError::Order.into());
	}
	Ok(first)
}

/// The group that a field belongs to.
pub(super) fn holder<'g, 'a>(
	groups: &[&'g OpenGroup<'a>],
	index: u32,
) -> Result<&'g OpenGroup<'a>, OpenError> {
	groups
		.iter()
		.find(|group| {
			group
				.entries
				.binary_search_by_key(&index, |entry| entry.index)
				.is_ok()
		})
		.copied()
		.ok_or(RecordError::NoSuchField.into())
}

/// Discloses fields of several groups of one record. Indices ascend.
pub fn disclose(groups: &[&OpenGroup<'_>], indices: &[u32]) -> Result<Vec<u8>, OpenError> {
	let first = one_record(groups, indices)?;
	let mut fields = Vec::with_capacity(indices.len());
	for index in indices {
		let field = holder(groups, *index)?.checked(*index)?;
		let (entry, ciphertext, points) = (field.entry, field.ciphertext, field.points);
		// A field that would not open must not be passed on as proven.
		open_field(*index, &entry.label, &points.s, ciphertext)?;
		let path = first.tree.path(*index).ok_or(RecordError::NoSuchField)?;
		fields.push(DisclosureField {
			index: *index,
			label: &entry.label,
			p: points.p,
			s: points.s,
			path,
			ciphertext,
		});
	}
	Ok(write_disclosure(first.schema, first.n, &first.salt, &fields))
}

use serde_json::{Map, Value};

/// What a command says: lines for people, one object for programs.
#[derive(Default)]
pub struct Report {
	lines: Vec<String>,
	object: Map<String, Value>,
}

impl Report {
	/// Nothing yet.
	pub fn new() -> Self {
		Self::default()
	}

	/// Adds a line for people.
	pub fn line(mut self, line: impl Into<String>) -> Self {
		self.lines.push(line.into());
		self
	}

	/// Adds a member for programs.
	pub fn set(mut self, name: &str, value: impl Into<Value>) -> Self {
		self.object.insert(name.into(), value.into());
		self
	}

	/// The text.
	pub fn text(&self) -> String {
		self.lines.join("\n")
	}

	/// The object.
	pub fn json(self) -> Value {
		Value::Object(self.object)
	}
}

impl Report {
	/// Adds what a call says that was carried out.
	pub fn with(self, included: &crate::chain::Included) -> Self {
		self.line(format!(
			"{} block {} ({:?})",
			if included.finalised {
				"finalised in"
			} else {
				"not yet final, in"
			},
			included.height,
			included.block
		))
		.set("block", format!("{:?}", included.block))
		.set("height", included.height)
		.set("finalised", included.finalised)
		.set("transaction", format!("{:?}", included.transaction))
	}
}

/// What a call says that was carried out.
impl From<&crate::chain::Included> for Report {
	fn from(included: &crate::chain::Included) -> Self {
		Self::new().with(included)
	}
}

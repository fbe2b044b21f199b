//! The grammar, by recursive descent. Every recursion passes one parenthesis, so [`MAX_DEPTH`] bounds the
//! stack.
//!
//! ```text
//! policy  = any
//! any     = all { "or" all }
//! all     = operand { "and" operand }
//! operand = attribute | "(" any ")" | number "of" "(" any { "," any } ")"
//! ```

use super::{attribute::Attribute, error::*, Node, MAX_DEPTH, MAX_INPUT, MAX_ROWS};
use alloc::vec::Vec;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
	Open,
	Close,
	Comma,
	Word(&'a str),
	End,
}

/// Where an operand stands, hence what may follow it.
#[derive(Clone, Copy)]
enum Within {
	Policy,
	Parentheses,
	List,
}

struct Parser<'a> {
	rest: &'a str,
	/// The token looked at, and its byte.
	token: Token<'a>,
	at: usize,
	end: usize,
	rows: usize,
	depth: usize,
}

pub(super) fn parse(text: &str) -> Result<Node, PolicyError> {
	if text.len() > MAX_INPUT {
		return Err(PolicyError {
			at: MAX_INPUT,
			kind: PolicyErrorKind::TooLong,
		});
	}
	let mut parser = Parser {
		rest: text,
		token: Token::End,
		at: 0,
		end: text.len(),
		rows: 0,
		depth: 0,
	};
	parser.advance();
	let node = parser.any(Within::Policy)?;
	match parser.token {
		Token::End => Ok(node),
		_ => Err(parser.expected(Expected::OperatorOrEnd)),
	}
}

fn is_space(c: char) -> bool {
	matches!(c, ' ' | '\t' | '\r' | '\n')
}

impl<'a> Parser<'a> {
	fn advance(&mut self) {
		self.rest = self.rest.trim_start_matches(is_space);
		self.at = self.end.saturating_sub(self.rest.len());
		let mut chars = self.rest.chars();
		self.token = match chars.next() {
			None => Token::End,
			Some('(') => Token::Open,
			Some(')') => Token::Close,
			Some(',') => Token::Comma,
			Some(_) => {
				let length = self
					.rest
					.find(|c| is_space(c) || matches!(c, '(' | ')' | ','))
					.unwrap_or(self.rest.len());
				let (word, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
				self.rest = rest;
				self.token = Token::Word(word);
				return;
			}
		};
		self.rest = chars.as_str();
	}

	fn fault(&self, kind: PolicyErrorKind) -> PolicyError {
		PolicyError { at: self.at, kind }
	}

	fn expected(&self, expected: Expected) -> PolicyError {
		self.fault(PolicyErrorKind::Expected(expected))
	}

	/// Takes the keyword if it stands here.
	fn keyword(&mut self, keyword: &str) -> bool {
		let found = matches!(self.token, Token::Word(word) if word.eq_ignore_ascii_case(keyword));
		if found {
			self.advance();
		}
		found
	}

	fn any(&mut self, within: Within) -> Result<Node, PolicyError> {
		let mut nodes = Vec::new();
		loop {
			nodes.push(self.all(within)?);
			if !self.keyword("or") {
				return Ok(Node::combine(1, nodes));
			}
		}
	}

	fn all(&mut self, within: Within) -> Result<Node, PolicyError> {
		let mut nodes = Vec::new();
		loop {
			nodes.push(self.operand()?);
			if !self.keyword("and") {
				break;
			}
		}
		// Said here, where every operator that could go on has been looked for.
		let follows = match (within, self.token) {
			(_, Token::Word(word)) => word.eq_ignore_ascii_case("or"),
			(Within::Policy, token) => token == Token::End,
			(Within::Parentheses, token) => token == Token::Close,
			(Within::List, token) => matches!(token, Token::Close | Token::Comma),
		};
		if !follows {
			return Err(self.expected(match within {
				Within::Policy => Expected::OperatorOrEnd,
				Within::Parentheses => Expected::OperatorOrClose,
				Within::List => Expected::OperatorCommaOrClose,
			}));
		}
		let k = nodes.len();
		Ok(Node::combine(k, nodes))
	}

	fn operand(&mut self) -> Result<Node, PolicyError> {
		match self.token {
			Token::Open => {
				self.open()?;
				let node = self.any(Within::Parentheses)?;
				self.close();
				Ok(node)
			}
			Token::Word(word) => match number(word) {
				Some(k) => self.threshold(k),
				None => self.attribute(word),
			},
			Token::Close | Token::Comma | Token::End => Err(self.expected(Expected::Operand)),
		}
	}

	fn attribute(&mut self, word: &str) -> Result<Node, PolicyError> {
		let is_keyword = ["and", "or", "of"]
			.iter()
			.any(|keyword| word.eq_ignore_ascii_case(keyword));
		if is_keyword {
			return Err(self.expected(Expected::Operand));
		}
		let attribute =
			Attribute::parse(word).map_err(|error| self.fault(PolicyErrorKind::Attribute(error)))?;
		self.rows = self.rows.saturating_add(1);
		if self.rows > MAX_ROWS {
			return Err(self.fault(PolicyErrorKind::TooManyRows));
		}
		self.advance();
		Ok(Node::Attribute(attribute))
	}

	fn threshold(&mut self, k: usize) -> Result<Node, PolicyError> {
		let at = self.at;
		self.advance();
		if !self.keyword("of") {
			return Err(self.expected(Expected::Of));
		}
		if self.token != Token::Open {
			return Err(self.expected(Expected::Open));
		}
		self.open()?;
		let mut nodes = Vec::new();
		loop {
			nodes.push(self.any(Within::List)?);
			if self.token != Token::Comma {
				break;
			}
			self.advance();
		}
		self.close();
		let n = nodes.len();
		if k == 0 || k > n {
			return Err(PolicyError {
				at,
				kind: PolicyErrorKind::Threshold { k, n },
			});
		}
		Ok(Node::combine(k, nodes))
	}

	fn open(&mut self) -> Result<(), PolicyError> {
		if self.depth >= MAX_DEPTH {
			return Err(self.fault(PolicyErrorKind::TooDeep));
		}
		self.depth = self.depth.saturating_add(1);
		self.advance();
		Ok(())
	}

	/// Steps over the `)` that `any` has already seen.
	fn close(&mut self) {
		self.depth = self.depth.saturating_sub(1);
		self.advance();
	}
}

/// A word of digits only; one too large for any policy counts as the largest number, and is refused as such.
fn number(word: &str) -> Option<usize> {
	if word.bytes().all(|b| b.is_ascii_digit()) {
		Some(word.parse().unwrap_or(usize::MAX))
	} else {
		None
	}
}

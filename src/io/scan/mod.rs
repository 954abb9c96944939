//! The JSON scanner under the GeoJSON reader: strict RFC 8259, over text already known to be UTF-8. Refuses to build values.

mod number;
mod string;

use std::borrow::Cow;

use crate::domain::IssueKind;

/// Arrays and objects may be nested so deep.
pub(super) const MAX_DEPTH: usize = 512;

/// Why reading stopped at a place.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// Byte offset in the text.
    pub at: usize,
    /// What is wrong.
    pub kind: IssueKind,
    /// The member concerned.
    pub member: Option<Cow<'static, str>>,
    /// The variable part of the sentence.
    pub detail: Option<String>,
}

impl Fault {
    /// A fault at a place.
    #[cold]
    pub fn new(at: usize, kind: IssueKind) -> Box<Self> {
        Box::new(Self { at, kind, member: None, detail: None })
    }

    /// Names the member.
    pub fn of(mut self: Box<Self>, member: impl Into<Cow<'static, str>>) -> Box<Self> {
        self.member = Some(member.into());
        self
    }

    /// Adds the variable part of the sentence.
    pub fn with(mut self: Box<Self>, detail: impl Into<String>) -> Box<Self> {
        self.detail = Some(detail.into());
        self
    }
}

/// A value, or why there is none. Boxed, so that the good way stays short.
pub(super) type Scan<T> = Result<T, Box<Fault>>;

/// A place in a text.
#[derive(Clone)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Byte offset of the next byte.
    pub at: usize,
}

impl<'a> Scanner<'a> {
    /// A scanner at a byte of a text.
    pub fn new(text: &'a str, at: usize) -> Self {
        Self { text, bytes: text.as_bytes(), at }
    }

    /// The whole text.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The text between two byte offsets that lie on ASCII bytes.
    pub fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The next byte; 0 at the end (a NUL is no part of JSON).
    #[inline(always)]
    pub fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// True at the end of the text.
    pub fn at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// A syntax fault here: `expected` should have come. At the end of the text the file is truncated.
    #[cold]
    pub fn syntax<T>(&self, expected: &str) -> Scan<T> {
        let kind = if self.at_end() { IssueKind::Truncated } else { IssueKind::JsonSyntax };
        Err(Fault::new(self.at, kind).with(expected))
    }

    /// Skips white space.
    #[inline(always)]
    pub fn space(&mut self) {
        // None or one blank is the usual case.
        if self.peek() > b' ' {
            return;
        }
        if self.peek() == b' ' {
            self.at += 1;
            if self.peek() > b' ' {
                return;
            }
        }
        self.more_space();
    }

    fn more_space(&mut self) {
        loop {
            // Eight blanks at once: indented files are half blanks.
            while self.bytes.get(self.at..self.at + 8).is_some_and(|word| word == b"        ") {
                self.at += 8;
            }
            if !matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
                return;
            }
            self.at += 1;
        }
    }

    /// Skips white space and this byte.
    #[inline(always)]
    pub fn pass(&mut self, byte: u8) -> Scan<()> {
        self.space();
        if self.peek() != byte {
            return self.syntax(char::from(byte).encode_utf8(&mut [0; 4]));
        }
        self.at += 1;
        Ok(())
    }

    /// After a member or element: skips white space and `,` (true) or `close` (false).
    #[inline(always)]
    pub fn comma_or(&mut self, close: u8) -> Scan<bool> {
        self.space();
        let byte = self.peek();
        if byte != b',' && byte != close {
            return self.syntax(if close == b'}' { ", }" } else { ", ]" });
        }
        self.at += 1;
        Ok(byte == b',')
    }

    /// Skips a word such as `null`.
    #[inline]
    pub fn word(&mut self, word: &'static str) -> Scan<()> {
        if !self.bytes[self.at.min(self.bytes.len())..].starts_with(word.as_bytes()) {
            return self.syntax(word);
        }
        self.at += word.len();
        Ok(())
    }

    /// Skips any value, holding it to the grammar of JSON. Not recursive: depth costs a byte a level.
    pub fn skip_value(&mut self) -> Scan<()> {
        let mut open = Vec::new();
        loop {
            self.space();
            let byte = self.peek();
            match byte {
                b'{' | b'[' => {
                    if open.len() == MAX_DEPTH {
                        return Err(Fault::new(self.at, IssueKind::NestedTooDeep).with(MAX_DEPTH.to_string()));
                    }
                    self.at += 1;
                    // In ASCII the closing bracket is two after the opening one.
                    let close = byte + 2;
                    self.space();
                    if self.peek() != close {
                        open.push(close);
                        if close == b'}' {
                            self.key()?;
                        }
                        continue;
                    }
                    self.at += 1;
                }
                b'"' => {
                    self.raw_string()?;
                }
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                b'-' | b'0'..=b'9' => self.skip_number()?,
                _ => return self.syntax("{ [ \" 0–9 true false null"),
            }
            loop {
                let Some(&close) = open.last() else { return Ok(()) };
                if self.comma_or(close)? {
                    if close == b'}' {
                        self.space();
                        self.key()?;
                    }
                    break;
                }
                open.pop();
            }
        }
    }

    fn key(&mut self) -> Scan<()> {
        self.raw_string()?;
        self.pass(b':')
    }
}

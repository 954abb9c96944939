//! The JSON scanner under the GeoJSON reader: strict RFC 8259, over text already known to be UTF-8. Refuses to build values.
//!
//! Strings are scanned eight bytes at a time and numbers read exactly: eight digits at a time where both mantissa and power
//! of ten are exact in `f64` (Clinger's fast path), else by `fast-float2`.

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

    /// A string, its escapes decoded.
    #[inline]
    pub fn string(&mut self) -> Scan<Cow<'a, str>> {
        let start = self.at + 1;
        if self.raw_string()? {
            self.decode(start, self.at - 1).map(Cow::Owned)
        } else {
            Ok(Cow::Borrowed(self.slice(start, self.at - 1)))
        }
    }

    /// Skips a string; true when it has escapes (which are well-formed).
    #[inline]
    fn raw_string(&mut self) -> Scan<bool> {
        if self.peek() != b'"' {
            return self.syntax("\"");
        }
        self.at += 1;
        let mut escaped = false;
        loop {
            self.skip_plain();
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Ok(escaped);
                }
                b'\\' => {
                    escaped = true;
                    self.skip_escape()?;
                }
                // A byte under the blank, or the end of the text.
                byte if byte < b' ' => return self.syntax("\""),
                _ => self.at += 1,
            }
        }
    }

    /// Moves to the next quote, backslash or control byte, or to the last seven bytes of the text.
    #[inline(always)]
    fn skip_plain(&mut self) {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGHS: u64 = 0x8080_8080_8080_8080;
        while let Some(Ok(word)) = self.bytes.get(self.at..self.at + 8).map(<[u8; 8]>::try_from) {
            let word = u64::from_le_bytes(word);
            let quote = word ^ (ONES * u64::from(b'"'));
            let backslash = word ^ (ONES * u64::from(b'\\'));
            let found = ((quote.wrapping_sub(ONES) & !quote)
                | (backslash.wrapping_sub(ONES) & !backslash)
                | (word.wrapping_sub(ONES * 0x20) & !word))
                & HIGHS;
            if found != 0 {
                self.at += (found.trailing_zeros() / 8) as usize;
                return;
            }
            self.at += 8;
        }
    }

    #[cold]
    fn skip_escape(&mut self) -> Scan<()> {
        self.at += 1;
        match self.peek() {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => {
                self.at += 1;
                Ok(())
            }
            b'u' => {
                self.at += 1;
                let high = self.hex4()?;
                if (0xDC00..0xE000).contains(&high) {
                    return self.syntax("\\uD800–\\uDBFF");
                }
                if (0xD800..0xDC00).contains(&high) {
                    if !self.bytes[self.at..].starts_with(b"\\u") {
                        return self.syntax("\\uDC00–\\uDFFF");
                    }
                    self.at += 2;
                    if !(0xDC00..0xE000).contains(&self.hex4()?) {
                        return self.syntax("\\uDC00–\\uDFFF");
                    }
                }
                Ok(())
            }
            _ => self.syntax("\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"),
        }
    }

    fn hex4(&mut self) -> Scan<u32> {
        let mut value = 0;
        for _ in 0..4 {
            let Some(digit) = char::from(self.peek()).to_digit(16) else { return self.syntax("0–9 a–f") };
            value = value << 4 | digit;
            self.at += 1;
        }
        Ok(value)
    }

    /// Decodes the escapes of a string that was skipped before. White lies outside: all escapes are known to be good.
    #[cold]
    fn decode(&mut self, start: usize, end: usize) -> Scan<String> {
        let mut decoded = String::with_capacity(end - start);
        let mut rest = Self::new(self.text, start);
        while rest.at < end {
            let plain = memchr::memchr(b'\\', &self.bytes[rest.at..end]).map_or(end, |offset| rest.at + offset);
            decoded.push_str(self.slice(rest.at, plain));
            rest.at = plain;
            if plain == end {
                break;
            }
            rest.at += 2;
            match self.bytes[plain + 1] {
                b'b' => decoded.push('\u{8}'),
                b'f' => decoded.push('\u{c}'),
                b'n' => decoded.push('\n'),
                b'r' => decoded.push('\r'),
                b't' => decoded.push('\t'),
                b'u' => {
                    let mut code = rest.hex4()?;
                    if (0xD800..0xDC00).contains(&code) {
                        rest.at += 2;
                        code = 0x10000 + ((code - 0xD800) << 10) + (rest.hex4()? - 0xDC00);
                    }
                    decoded.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                byte => decoded.push(char::from(byte)),
            }
        }
        Ok(decoded)
    }

    /// A number, correctly rounded.
    #[inline(always)]
    pub fn number(&mut self) -> Scan<f64> {
        const POWERS: [f64; 23] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
            1e21, 1e22,
        ];
        let start = self.at;
        let negative = self.peek() == b'-';
        self.at += usize::from(negative);
        let mut mantissa = 0;
        let whole = self.digits(&mut mantissa);
        if whole == 0 || whole > 1 && self.bytes[self.at - whole] == b'0' {
            self.at -= whole;
            return self.syntax("0–9");
        }
        let mut fraction = 0;
        if self.peek() == b'.' {
            self.at += 1;
            fraction = self.eight_digits(&mut mantissa);
            fraction += self.digits(&mut mantissa);
            if fraction == 0 {
                return self.syntax("0–9");
            }
        }
        // Nineteen digits cannot overflow the mantissa; up to 2⁵³ it is exact in f64, as are powers of ten up to 10²².
        if self.peek() | 0x20 == b'e' || whole + fraction > 19 || mantissa > 1 << 53 || fraction > 22 {
            return self.rounded_number(start);
        }
        let value = mantissa as f64 / POWERS[fraction];
        Ok(if negative { -value } else { value })
    }

    /// Reads digits into a mantissa; how many there were.
    #[inline(always)]
    fn digits(&mut self, mantissa: &mut u64) -> usize {
        let start = self.at;
        loop {
            let digit = self.peek().wrapping_sub(b'0');
            if digit > 9 {
                return self.at - start;
            }
            *mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
            self.at += 1;
        }
    }

    /// Reads up to eight digits at once; how many there were.
    #[inline(always)]
    fn eight_digits(&mut self, mantissa: &mut u64) -> usize {
        const SCALES: [u64; 9] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
        let Some(Ok(word)) = self.bytes.get(self.at..self.at + 8).map(<[u8; 8]>::try_from) else { return 0 };
        let word = u64::from_le_bytes(word) ^ 0x3030_3030_3030_3030;
        let others = (word.wrapping_add(0x0606_0606_0606_0606) | word) & 0xF0F0_F0F0_F0F0_F0F0;
        let count = (others.trailing_zeros() / 8) as usize;
        if count == 0 {
            return 0;
        }
        // The digits move to the high bytes, zeros before them; then pairs, fours and eights are summed.
        let sum = word << (64 - 8 * count as u32);
        let sum = sum.wrapping_mul(2561) >> 8 & 0x00FF_00FF_00FF_00FF;
        let sum = sum.wrapping_mul(6_553_601) >> 16 & 0x0000_FFFF_0000_FFFF;
        let sum = sum.wrapping_mul(42_949_672_960_001) >> 32;
        *mantissa = mantissa.wrapping_mul(SCALES[count]).wrapping_add(sum);
        self.at += count;
        count
    }

    #[cold]
    fn rounded_number(&mut self, start: usize) -> Scan<f64> {
        self.exponent()?;
        match fast_float2::parse::<f64, _>(&self.bytes[start..self.at]) {
            Ok(value) if value.is_finite() => Ok(value),
            _ => {
                let literal: String = self.slice(start, self.at).chars().take(40).collect();
                Err(Fault::new(start, IssueKind::NumberOutOfRange).with(literal))
            }
        }
    }

    fn exponent(&mut self) -> Scan<()> {
        if self.peek() | 0x20 != b'e' {
            return Ok(());
        }
        self.at += 1;
        if matches!(self.peek(), b'+' | b'-') {
            self.at += 1;
        }
        if self.digits(&mut 0) == 0 {
            return self.syntax("0–9");
        }
        Ok(())
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

    fn skip_number(&mut self) -> Scan<()> {
        let start = self.at;
        match self.number() {
            // Too large to hold, but well written.
            Err(fault) if fault.kind == IssueKind::NumberOutOfRange => Ok(()),
            Err(fault) => Err(fault),
            Ok(_) => {
                debug_assert!(self.at > start);
                Ok(())
            }
        }
    }
}

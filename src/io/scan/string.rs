//! Strings of JSON, scanned eight bytes at a time. Refuses what RFC 8259 refuses: control characters, unknown escapes, lone
//! surrogates.

use std::borrow::Cow;

use super::{Scan, Scanner};

impl<'a> Scanner<'a> {
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
    pub(super) fn raw_string(&mut self) -> Scan<bool> {
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

    /// Decodes the escapes between two bytes of a string that was skipped before, so that they are known to be good.
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
}

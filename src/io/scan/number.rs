//! Numbers of JSON, read exactly: eight digits at a time where both mantissa and power of ten are exact in `f64` (Clinger's
//! fast path), else by `fast-float2`. Refuses to round twice.

use crate::domain::IssueKind;

use super::{Fault, Scan, Scanner};

impl Scanner<'_> {
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

    /// Skips a number, whether or not it can be held.
    pub(super) fn skip_number(&mut self) -> Scan<()> {
        match self.number() {
            // Too large to hold, but well written.
            Err(fault) if fault.kind == IssueKind::NumberOutOfRange => Ok(()),
            read => read.map(drop),
        }
    }
}

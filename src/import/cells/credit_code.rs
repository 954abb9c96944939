//! Unified social credit codes (统一社会信用代码) by GB 32100-2015: 18 characters without I, O, S, V, Z, the last of which is
//! a check digit. Refuses to correct one.

use super::words::no_value;
use super::{Cell, Doubt, Note, Notes, Reading, half_width};

/// The characters in the order of their values.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Length of a code.
const LENGTH: usize = 18;

/// Reads a code: blanks, hyphens and dots in it are left out, letters are made capitals, full-width ones half-width.
///
/// ```
/// use yuantu::import::cells::credit_code::credit_code;
///
/// assert_eq!(credit_code("9144 0300 7152 6726 xg").unwrap().value.as_deref(), Some("9144030071526726XG"));
/// ```
pub fn credit_code(text: &str) -> Reading<String> {
    let (plain, wide) = half_width(text);
    if plain.is_empty() {
        return Ok(Cell::none(Notes::NONE));
    }
    if no_value(&plain).is_some() {
        return Ok(Cell::none(Notes::of(Note::NoValue)));
    }
    let code: String = plain.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '·')).flat_map(char::to_uppercase).collect();
    check(&code)?;
    let notes = Notes::when(wide, Note::FullWidth).and(Notes::when(code != plain, Note::CodeWritten));
    Ok(Cell::new(code, notes))
}

/// Whether a code of capitals is one, and its check digit fits.
///
/// # Errors
/// [`Doubt::BadCode`] for a wrong length or character, [`Doubt::CheckDigit`] where the last character is not the one that the
/// others ask for.
pub fn check(code: &str) -> Result<(), Doubt> {
    if code.len() != LENGTH {
        return Err(Doubt::BadCode);
    }
    let value = |byte: u8| CHARACTERS.iter().position(|&known| known == byte).ok_or(Doubt::BadCode);
    // Weights are the powers of 3 modulo 31.
    let (mut sum, mut weight) = (0, 1);
    for byte in code.bytes().take(LENGTH - 1) {
        sum += value(byte)? * weight;
        weight = weight * 3 % CHARACTERS.len();
    }
    let last = value(code.as_bytes()[LENGTH - 1])?;
    let wanted = (CHARACTERS.len() - sum % CHARACTERS.len()) % CHARACTERS.len();
    if last == wanted { Ok(()) } else { Err(Doubt::CheckDigit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_python_stdnum_accepts() {
        for code in ["9144030071526726XG", "914403001922038216", "91330100799655058B", "91110108551385082Q", "12100000400010275N"]
        {
            assert_eq!(check(code), Ok(()), "{code}");
        }
    }

    #[test]
    fn codes_that_python_stdnum_refuses() {
        for code in ["91310000132265109R", "91310106MA1FY5PE1K", "91310000607347168D"] {
            assert_eq!(check(code), Err(Doubt::CheckDigit), "{code}");
        }
        for code in ["91310106MA1FY0000", "9144030071526726IG", "9144030071526726XGG", "九1440300715267"] {
            assert_eq!(check(code), Err(Doubt::BadCode), "{code}");
        }
    }

    #[test]
    fn how_a_code_is_written_is_put_right_and_told() {
        let read = credit_code(" 9144 0300 7152 6726 xg").unwrap();
        assert_eq!(read.value.as_deref(), Some("9144030071526726XG"));
        assert!(read.notes.has(Note::CodeWritten));
        assert!(credit_code("９１４４０３００７１５２６７２６ＸＧ").unwrap().notes.has(Note::FullWidth));
    }
}

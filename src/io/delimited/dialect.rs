//! What separates the cells of a text, found out from its first records. Refuses to read further.

use super::split::{Dialect, Splitter};

/// Records that are looked at.
const RECORDS: usize = 100;
/// So many of the records of a table have the same number of cells.
const SAME_WIDTH: f64 = 0.9;

/// What was found out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// How cells and records are separated.
    pub dialect: Dialect,
    /// Where the first record begins, bytes: after a line that names the separator.
    pub start: usize,
    /// True when the text is a table beyond doubt: two records or more, nearly all of the same two cells or more.
    pub is_clear: bool,
}

/// The separator as the user has said; the rest is found out.
pub(super) fn said(sample: &str, delimiter: u8) -> Found {
    let start = named(sample).map_or(0, |(_, start)| start);
    Found { dialect: Dialect { delimiter, line_end: line_end(sample) }, start, is_clear: true }
}

/// Finds it out from whole lines of a text. `hint`: what the file's name says.
pub(super) fn find(sample: &str, hint: Option<u8>) -> Found {
    let line_end = line_end(sample);
    if let Some((delimiter, start)) = named(sample) {
        return Found { dialect: Dialect { delimiter, line_end }, start, is_clear: true };
    }
    let looks: Vec<Look> = [b',', b'\t', b';', b'|'].map(|delimiter| Look::of(sample, Dialect { delimiter, line_end })).into();
    let hinted = looks.iter().find(|look| Some(look.dialect.delimiter) == hint && look.width > 1 && look.share > 0.5);
    let semicolon = looks.iter().find(|look| look.dialect.delimiter == b';' && look.width > 1 && look.share >= SAME_WIDTH);
    let best = looks.iter().fold(None, |best: Option<&Look>, look| match best {
        Some(best) if best.score() >= look.score() => Some(best),
        _ => Some(look),
    });
    // Where commas are decimal points, semicolons separate.
    let best = hinted.or(semicolon.filter(|_| commas_are_points(sample))).or(best);
    let Some(best) = best.filter(|look| look.width > 1) else {
        let dialect = Dialect { delimiter: hint.unwrap_or(b','), line_end };
        return Found { dialect, start: 0, is_clear: false };
    };
    Found { dialect: best.dialect, start: 0, is_clear: best.share >= SAME_WIDTH && best.records > 1 }
}

fn line_end(sample: &str) -> u8 {
    if sample.contains('\n') || !sample.contains('\r') { b'\n' } else { b'\r' }
}

/// A first line `sep=;`, as Excel writes and reads it: the separator, and the bytes of the line.
fn named(sample: &str) -> Option<(u8, usize)> {
    let rest = sample.strip_prefix("sep=").or_else(|| sample.strip_prefix("SEP="))?;
    let &[delimiter, ref after @ ..] = rest.as_bytes() else { return None };
    let end = match after {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return None,
    };
    delimiter.is_ascii().then_some((delimiter, 5 + end))
}

/// What the first records look like with one separator.
struct Look {
    dialect: Dialect,
    records: usize,
    /// The most frequent number of cells, and the share of the records that have it.
    width: usize,
    share: f64,
}

impl Look {
    fn of(sample: &str, dialect: Dialect) -> Self {
        let mut splitter = Splitter::new(sample, dialect, 0);
        let (mut cells, mut widths) = (Vec::new(), Vec::new());
        while widths.len() < RECORDS && splitter.record(&mut cells) {
            if cells.iter().any(|cell| !cell.raw(sample).trim().is_empty()) {
                widths.push(cells.len());
            }
        }
        widths.sort_unstable();
        let most = widths.chunk_by(|a, b| a == b).max_by_key(|chunk| chunk.len());
        let (width, count) = most.map_or((0, 0), |chunk| (chunk[0], chunk.len()));
        Self { dialect, records: widths.len(), width, share: count as f64 / widths.len().max(1) as f64 }
    }

    fn score(&self) -> f64 {
        self.share * (self.width.max(1) as f64).ln()
    }
}

/// True when every comma stands between two digits.
fn commas_are_points(sample: &str) -> bool {
    let bytes = sample.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    memchr::memchr_iter(b',', bytes).all(|at| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sample: &str) -> (char, bool) {
        let found = find(sample, None);
        (char::from(found.dialect.delimiter), found.is_clear)
    }

    #[test]
    fn the_separator_is_the_one_that_gives_equal_rows() {
        assert_eq!(told("a,b,c\n1,\"x;y\",3\n4,5;6,7\n"), (',', true));
        assert_eq!(told("名称;面积\n甲;1,5\n乙;2,5\n"), (';', true));
        assert_eq!(told("unit,geo\\time\t2010\t2011\nNBR,FOO\t1\t2\n"), ('\t', true));
        assert_eq!(told("a|b\n\"x\ny\"|2\n3|4\n"), ('|', true));
        assert_eq!(told("a,b\r1,2\r"), (',', true));
    }

    #[test]
    fn prose_is_no_table() {
        assert!(!told("Dear all,\nplease find the list below.\nIt is long, old, and wrong.\nYours\n").1);
        assert!(!told("名称\n甲\n乙\n").1);
        assert!(!told("a,b").1);
    }

    #[test]
    fn a_first_line_may_name_the_separator() {
        let found = find("sep=;\r\na,b;c\r\n", None);
        assert_eq!((found.dialect.delimiter, found.start, found.is_clear), (b';', 7, true));
    }
}

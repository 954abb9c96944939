//! Which industries are up- and downstream of which: a small table that anybody can edit (`data/chain.csv`). Refuses to know
//! firms: it speaks of the five industries.
//!
//! A row says that `other` is `relation` (上游 or 下游, upstream or downstream) of `industry`, and what flows between them.

use crate::domain::Industry;
use crate::io::embedded;

pub use crate::domain::ChainLink as Link;

/// The embedded table.
const FILE: &str = "chain.csv";

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainRow {
    /// Whose chain.
    pub industry: Industry,
    /// Where the other one stands.
    pub link: Link,
    /// The other one.
    pub other: Industry,
    /// What flows.
    pub what: String,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// Its rows, in the order of the file.
    pub rows: Vec<ChainRow>,
    /// Lines that are no rows, from 1: an unknown industry or relation, a column missing.
    pub left_out: Vec<usize>,
}

impl Chain {
    /// The table that the program ships with.
    pub fn embedded() -> Self {
        embedded::text(FILE).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Reads a table: comma-separated, its columns by their names in the first line, in any order. Further columns (source,
    /// as_of, confidence) are for the reader of the file.
    pub fn parse(text: &str) -> Self {
        let mut chain = Self::default();
        let mut lines = csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let Ok(heading) = lines.headers().cloned() else { return chain };
        let column = |name: &str| heading.iter().position(|known| known.trim().eq_ignore_ascii_case(name));
        let columns = [column("industry"), column("relation"), column("other"), column("what")];
        for (at, line) in lines.records().enumerate() {
            let row = line.ok().and_then(|line| {
                let cell = |column: Option<usize>| line.get(column?).map(str::trim);
                Some(ChainRow {
                    industry: Industry::parse(cell(columns[0])?)?,
                    link: Link::parse(cell(columns[1])?)?,
                    other: Industry::parse(cell(columns[2])?)?,
                    what: cell(columns[3]).unwrap_or_default().to_owned(),
                })
            });
            match row {
                Some(row) => chain.rows.push(row),
                None => chain.left_out.push(at + 2),
            }
        }
        chain
    }

    /// Where another industry stands to one; the first row that says so counts.
    pub fn link(&self, industry: Industry, other: Industry) -> Option<Link> {
        if industry == other {
            return Some(Link::Same);
        }
        self.rows.iter().find(|row| row.industry == industry && row.other == other).map(|row| row.link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_counts_or_its_line_is_told() {
        let table = "relation,industry,other\n上游,数据智能,专业服务\nsideways,数据智能,生命健康\ndownstream,Life and health,商贸服务\n上游";
        let chain = Chain::parse(table);
        let link = |a, b| chain.link(a, b);
        assert_eq!(link(Industry::DataIntelligence, Industry::ProfessionalServices), Some(Link::Upstream));
        assert_eq!(link(Industry::LifeHealth, Industry::CommerceServices), Some(Link::Downstream));
        assert_eq!(link(Industry::LifeHealth, Industry::LifeHealth), Some(Link::Same));
        assert_eq!(link(Industry::DataIntelligence, Industry::LifeHealth), None);
        assert_eq!(chain.left_out, [3, 5]);
    }

    #[test]
    fn the_table_that_ships_has_no_wrong_line_and_agrees_with_itself() {
        let chain = Chain::embedded();
        assert!(chain.left_out.is_empty() && Industry::ALL.into_iter().all(|of| chain.rows.iter().any(|row| row.industry == of)));
        // Who buys from one supplies it with nothing: seen from the other side a link is turned round.
        for row in &chain.rows {
            if let Some(back) = chain.link(row.other, row.industry) {
                let pair = [row.link, back];
                assert!(pair.contains(&Link::Upstream), "{row:?}");
            }
        }
    }
}

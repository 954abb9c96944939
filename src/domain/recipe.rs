//! What the user decided about files of one shape: which layer, what each column means and in which unit, what the records are,
//! in which coordinate system they come. Kept and offered again. Refuses to read and to guess.

use super::{DatasetKind, Field};

/// The unit in which a column comes, where it is another than its field's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum SourceUnit {
    /// 元/㎡·天
    YuanPerM2Day,
    /// 元/㎡·月: × 12 ÷ 365
    YuanPerM2Month,
    /// 元/㎡·年: ÷ 365
    YuanPerM2Year,
    /// 元/月 for the whole space: × 12 ÷ 365 ÷ area
    YuanPerMonth,
    /// 元/年 for the whole space: ÷ 365 ÷ area
    YuanPerYear,
    /// 万元/年 for the whole space: × 10,000 ÷ 365 ÷ area
    WanYuanPerYear,
    /// 万元/月 for the whole space: × 10,000 × 12 ÷ 365 ÷ area
    WanYuanPerMonth,
    /// 平方米
    SquareMetre,
    /// 万平方米
    TenThousandM2,
    /// 亩, 666.67 ㎡ (exactly 2,000 ÷ 3)
    Mu,
    /// 公顷
    Hectare,
    /// 平方公里
    SquareKilometre,
    /// 米
    Metre,
    /// A share of 1 in place of per cent.
    Share,
    /// Per cent.
    Percent,
}

/// What a column means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Meaning {
    /// Nothing that the product understands: kept under its own name.
    #[default]
    Kept,
    /// A field.
    Field(Field),
    /// Both coordinates in one cell, in either order.
    Position,
    /// A geometry as WKT or as hexadecimal WKB.
    Geometry,
    /// Left out.
    Dropped,
}

/// What was decided about one column.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ColumnRule {
    /// Its name in the file.
    pub header: String,
    /// What it means.
    pub meaning: Meaning,
    /// The unit its numbers come in; `None` is the field's own.
    pub unit: Option<SourceUnit>,
}

/// How a row without a place of its own gets one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Matching {
    /// It stays without a place.
    #[default]
    Off,
    /// Rows whose proposal the user has accepted one by one.
    Chosen,
    /// All proposals over the threshold.
    Proposed,
}

/// What was decided about files of one shape.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// What the records are.
    pub kind: DatasetKind,
    /// The layer to read, by name; `None`: the first with rows.
    pub layer: Option<String>,
    /// The row with the names of the columns, counted from 1; `None`: found out.
    pub header_row: Option<u32>,
    /// The encoding of its text, by a WHATWG label; `None`: found out.
    pub encoding: Option<String>,
    /// What separates the cells of a delimited text; `None`: found out.
    pub delimiter: Option<char>,
    /// One rule a column, in the file's order.
    pub columns: Vec<ColumnRule>,
    /// The coordinate system, by its code (`WGS84`, `CGCS2000`, `GCJ-02`, `BD-09`, `EPSG:n`, a WKT or PROJ text, `local:NAME`);
    /// empty: as the file declares, else WGS84.
    pub crs: String,
    /// Latitude or northing comes first.
    pub swap_axes: bool,
    /// Rows whose two coordinates are swapped against the others are put right (the user has said so).
    pub mend_swapped_rows: bool,
    /// How rows without coordinates are placed.
    pub matching: Matching,
    /// Rows (as numbered in the file) and the building's id that the user chose for each; only for this one file.
    #[serde(skip)]
    pub chosen: Vec<(u32, String)>,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            kind: DatasetKind::Other,
            layer: None,
            header_row: None,
            encoding: None,
            delimiter: None,
            columns: Vec::new(),
            crs: String::new(),
            swap_axes: false,
            mend_swapped_rows: false,
            matching: Matching::Off,
            chosen: Vec::new(),
        }
    }
}

impl Recipe {
    /// True when a file with these columns has the shape for which the recipe was made: the same names, in any order.
    pub fn fits(&self, headers: &[String]) -> bool {
        let mut own: Vec<&str> = self.columns.iter().map(|rule| rule.header.as_str()).collect();
        let mut theirs: Vec<&str> = headers.iter().map(String::as_str).collect();
        own.sort_unstable();
        theirs.sort_unstable();
        !headers.is_empty() && own == theirs
    }

    /// The rule of a column.
    pub fn rule(&self, header: &str) -> Option<&ColumnRule> {
        self.columns.iter().find(|rule| rule.header == header)
    }

    /// The column that holds a field.
    pub fn column_of(&self, field: Field) -> Option<&str> {
        self.columns.iter().find(|rule| rule.meaning == Meaning::Field(field)).map(|rule| rule.header.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipe_fits_files_with_the_same_columns_in_any_order() {
        let rule = |header: &str| ColumnRule { header: header.to_owned(), meaning: Meaning::Kept, unit: None };
        let recipe = Recipe { columns: vec![rule("名称"), rule("经度")], ..Recipe::default() };
        assert!(recipe.fits(&["经度".to_owned(), "名称".to_owned()]));
        assert!(!recipe.fits(&["经度".to_owned()]));
        assert!(!Recipe::default().fits(&[]));
    }
}

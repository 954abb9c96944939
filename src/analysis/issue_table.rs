//! The issue list as a table that goes back to whoever sent the file: one row a feature, with file, sheet, row and column, what is
//! wrong, what to do, what stands there and where it is. Refuses to choose issues and to write files.

use std::collections::BTreeMap;

use crate::domain::{Dataset, Field, GeometryKind, Issue, Origin, Value};
use crate::i18n::issue_table::IssueTableText as T;
use crate::i18n::{Lang, fields, issues};
use crate::index::place;

/// The columns, in order.
const COLUMNS: [T; 10] =
    [T::File, T::Sheet, T::Row, T::Column, T::Severity, T::What, T::ToDo, T::Value, T::Longitude, T::Latitude];

/// Where something is in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InFile {
    /// The sheet or layer, where the file has several.
    pub sheet: Option<String>,
    /// The row of a table as a person counts it there, from 1, else the feature's number; the line where there is no feature.
    pub row: Option<u64>,
    /// True where that number is a feature's: only a table has rows.
    pub is_feature: bool,
}

/// The dataset that an issue is of, if it is among some.
pub fn dataset_of<'a, D: AsRef<Dataset>>(issue: &Issue, datasets: &'a [D]) -> Option<&'a Dataset> {
    let is_of = |dataset: &&Dataset| match &dataset.origin {
        Origin::File(path) => *path.to_string_lossy() == *issue.file,
        Origin::Embedded => *dataset.name == *issue.file,
    };
    datasets.iter().map(AsRef::as_ref).find(is_of)
}

/// Where one of an issue's features is in its file.
pub fn in_file(issue: &Issue, step: usize, dataset: Option<&Dataset>) -> InFile {
    let about = dataset.map(|dataset| &dataset.about).filter(|about| about.layers.len() > 1);
    let sheet = about.and_then(|about| Some(about.layers.get(about.layer?)?.name.clone()));
    let feature = issue.features.get(step).copied();
    let there = dataset.and_then(|dataset| Some(dataset.number_in_file(dataset.row_of_feature(feature?)?)));
    // A row that was refused is in no dataset: its line says where it is, in a file of lines.
    // Data of the program's own are in no file: a row is as good a word.
    let is_table = dataset.is_some_and(|dataset| dataset.is_embedded() || dataset.about.format.is_table());
    let first = issue.line.filter(|_| step == 0 && (is_table || feature.is_none()));
    let is_feature = !is_table && (there.is_some() || first.is_none());
    InFile { sheet, row: there.or(first).or(feature.map(|feature| u64::from(feature) + 1)), is_feature }
}

/// The table of some issues. `datasets`: what is open; an issue of another file has neither value nor place.
pub fn issue_table<D: AsRef<Dataset>>(issues: &[Issue], datasets: &[D], lang: Lang) -> Dataset {
    let mut table = Dataset::new(T::Name.text(lang), Origin::Embedded);
    for column in COLUMNS {
        table.table.column_or_new(column.text(lang));
    }
    let mut known: BTreeMap<&str, Option<&Dataset>> = BTreeMap::new();
    let mut has_features = false;
    for issue in issues {
        let dataset = *known.entry(&issue.file).or_insert_with(|| dataset_of(issue, datasets));
        let what = issues::what(issue, lang);
        for step in 0..issue.features.len().max(1) {
            has_features |= add(&mut table, issue, step, dataset, &what, lang);
        }
    }
    let heading = COLUMNS.iter().position(|column| *column == T::Row).and_then(|at| table.table.names.get_mut(at));
    if let Some(heading) = heading.filter(|_| has_features) {
        T::RowOrFeature.text(lang).clone_into(heading);
    }
    table
}

/// Adds a line; true where it is of a feature, not of a row.
fn add(table: &mut Dataset, issue: &Issue, step: usize, dataset: Option<&Dataset>, what: &str, lang: Lang) -> bool {
    let at = in_file(issue, step, dataset);
    let record = dataset.and_then(|dataset| Some((dataset, dataset.row_of_feature(*issue.features.get(step)?)?)));
    let column = issue.member.as_deref();
    let shown = column.map(|column| {
        Field::ALL.iter().find(|field| field.key() == column).map_or(column, |&field| fields::field_name(field, lang))
    });
    let value = match (record, column) {
        (Some((dataset, row)), Some(column)) => value_of(dataset, row, column),
        // What a reader could not make sense of, it tells.
        (None, Some(_)) => issue.detail.as_deref().map_or(Value::Null, Value::Text),
        (_, None) => Value::Null,
    };
    let place = issue.places.get(step).copied().or_else(|| place::position_of(record?.0, record?.1));
    let name = issue.file.rsplit(['/', '\\']).next().unwrap_or(&issue.file);
    let text = |text: Option<&'_ str>| text.map(str::to_owned);
    let (sheet, shown) = (text(at.sheet.as_deref()), text(shown));
    let degrees = |axis: usize| place.map_or(Value::Null, |place| Value::Number((place[axis] * 1e7).round() / 1e7));
    let cells = [
        Value::Text(name),
        sheet.as_deref().map_or(Value::Null, Value::Text),
        at.row.map_or(Value::Null, |row| Value::Number(row as f64)),
        shown.as_deref().map_or(Value::Null, Value::Text),
        Value::Text(issues::severity_name(issue.severity, lang)),
        Value::Text(what),
        Value::Text(issues::what_to_do(issue, lang)),
        value,
        degrees(0),
        degrees(1),
    ];
    let to = table.len();
    for (cell, column) in cells.into_iter().zip(&mut table.table.columns) {
        column.set(to, cell);
    }
    table.geometries.end_feature(GeometryKind::None);
    at.row.is_some() && at.is_feature
}

/// The cell of a column that is named by its heading or by the key of its field.
fn value_of<'a>(dataset: &'a Dataset, row: usize, column: &str) -> Value<'a> {
    let field = Field::ALL.iter().find(|field| field.key() == column);
    let by_field = field.and_then(|&field| dataset.fields.column(field));
    let column = by_field.or_else(|| dataset.table.column(column));
    column.map_or(Value::Null, |column| dataset.table.get(row, column))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::{IssueKind, Severity, SourceLayer};

    fn firms() -> Arc<Dataset> {
        let mut firms = Dataset::new("firms", Origin::File("/data/firms.xlsx".into()));
        let rent = firms.table.column_or_new("租金");
        for (row, text) in ["面议", "=1+1", "3.5"].into_iter().enumerate() {
            firms.table.columns[rent].set(row, Value::Text(text));
            firms.geometries.positions.push([121.44 + row as f64 / 100.0, 31.30]);
            firms.geometries.end_ring();
            firms.geometries.end_part(crate::domain::PartKind::Point);
            firms.geometries.end_feature(GeometryKind::Point);
        }
        firms.about.format = crate::domain::Format::Xlsx;
        firms.lines = vec![4, 5, 9];
        firms.about.layers = ["说明", "企业"].map(|name| SourceLayer { name: name.into(), rows: None, hidden: false }).into();
        firms.about.layer = Some(1);
        Arc::new(firms)
    }

    #[test]
    fn each_feature_has_a_row_with_its_place_in_the_file() {
        let file: Arc<str> = "/data/firms.xlsx".into();
        let mut issue =
            Issue::new(Severity::Warning, IssueKind::NoValueWord, &file).at_line(4).of_member("租金").with_detail("面议");
        issue.features = vec![0, 2];
        let gone = Issue::new(Severity::Error, IssueKind::Unreadable, &"/data/gone.csv".into()).with_detail("permission denied");
        let table = issue_table(&[issue, gone], &[firms()], Lang::Zh);
        let row = |row: usize| -> Vec<String> {
            let cell = |column| match table.table.get(row, column) {
                Value::Text(text) => text.to_owned(),
                Value::Number(number) => number.to_string(),
                _ => String::new(),
            };
            (0..COLUMNS.len()).map(cell).collect()
        };
        assert_eq!(table.table.names[..4], ["文件", "工作表", "行号", "列"]);
        assert_eq!(table.len(), 3);
        let (first, second, third) = (row(0), row(1), row(2));
        assert_eq!([&first[0], &first[1], &first[2], &first[3], &first[4]], ["firms.xlsx", "企业", "4", "租金", "提醒"]);
        assert_eq!([&first[7], &first[8], &first[9]], ["面议", "121.44", "31.3"]);
        assert_eq!([&second[2], &second[7]], ["9", "3.5"]);
        assert_eq!([&third[0], &third[1], &third[2], &third[4]], ["gone.csv", "", "", "错误"]);
    }
}

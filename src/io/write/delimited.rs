//! Rows as comma-separated text: UTF-8 with a byte order mark, so that spreadsheets know it; points as two columns, other
//! geometries as WKT. A text that a spreadsheet would run as a formula gets an apostrophe before it, which the reader takes off.
//! Refuses types: there are none in CSV.

use crate::domain::{Dataset, Field, GeometryKind, Value};
use crate::geodesy::crs::Crs;

use super::{Progress, WriteFault, go_on, wkt};

/// The file.
pub(super) fn bytes(outgoing: &Dataset, crs: &Crs, progress: Progress<'_>) -> Result<Vec<u8>, WriteFault> {
    let mut text = b"\xEF\xBB\xBF".to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut text);
    let place = Place::of(outgoing, crs);
    let mut cells: Vec<String> = outgoing.table.names.iter().map(|name| guarded(name)).collect();
    cells.extend(place.headings.iter().map(|&heading| heading.to_owned()));
    write(&mut writer, &cells)?;
    for row in 0..outgoing.len() {
        go_on(progress, row, outgoing.len())?;
        cells.clear();
        cells.extend((0..outgoing.table.names.len()).map(|column| cell(outgoing.table.get(row, column))));
        place.fill(outgoing, row, &mut cells);
        write(&mut writer, &cells)?;
    }
    writer.flush().map_err(|error| WriteFault::Library(error.to_string()))?;
    drop(writer);
    Ok(text)
}

fn write(writer: &mut csv::Writer<&mut Vec<u8>>, cells: &[String]) -> Result<(), WriteFault> {
    writer.write_record(cells).map_err(|error| WriteFault::Library(error.to_string()))
}

/// Where the geometry of a row goes.
struct Place {
    /// The columns that hold easting and northing already.
    columns: Option<(usize, usize)>,
    /// Columns added at the end.
    headings: &'static [&'static str],
}

impl Place {
    fn of(outgoing: &Dataset, crs: &Crs) -> Self {
        let kinds = || (0..outgoing.len()).map(|row| outgoing.geometries.kind(row));
        if kinds().all(|kind| kind == GeometryKind::None) {
            return Self { columns: None, headings: &[] };
        }
        if kinds().any(|kind| !matches!(kind, GeometryKind::None | GeometryKind::Point)) {
            return Self { columns: None, headings: &["wkt"] };
        }
        let columns = outgoing.fields.column(Field::Lon).zip(outgoing.fields.column(Field::Lat));
        let headings: &[&str] = match columns {
            Some(_) => &[],
            None if crs.is_degrees() => &["lon", "lat"],
            None => &["x", "y"],
        };
        Self { columns, headings }
    }

    fn fill(&self, outgoing: &Dataset, row: usize, cells: &mut Vec<String>) {
        if self.headings.len() == 1 {
            cells.push(wkt::text(&outgoing.geometries, row));
            return;
        }
        let position = outgoing.geometries.positions_of(row).first();
        let ordinates = position.map_or_else(Default::default, |[x, y]| [x.to_string(), y.to_string()]);
        match self.columns {
            // A row without a place keeps what stood there.
            Some((x, y)) if position.is_some() => {
                let [east, north] = ordinates;
                (cells[x], cells[y]) = (east, north);
            }
            Some(_) => {}
            None => cells.extend(ordinates.into_iter().take(self.headings.len())),
        }
    }
}

fn cell(value: Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => guarded(text),
    }
}

/// A text that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

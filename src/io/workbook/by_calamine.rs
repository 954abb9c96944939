//! The sheets of Excel's workbooks through the library that reads their cells. Refuses to hold a sheet in memory where it comes
//! cell by cell (XLSX).

use calamine::{Data, Reader, Xls, XlsError, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::domain::{Dataset, IssueKind, SourceLayer};
use crate::io::ReadOptions;
use crate::io::bytes::Refusal;
use crate::io::log::IssueLog;

use super::choose::{choose, order};
use super::package::{self, ListedSheet};
use super::sheet::{Cell, Marks, Merged, Sheet};
use super::{Source, Watch, broken, cells, encrypted, extent};

/// Cells that a reader could not make sense of before the sheet is given up.
const MAX_BAD_CELLS: u32 = 100_000;

/// Reads an XLSX workbook.
pub(super) fn xlsx(
    bytes: &[u8],
    dataset: &mut Dataset,
    log: &mut IssueLog,
    options: &ReadOptions,
    watch: &Watch<'_>,
) -> Result<(), Refusal> {
    let source = Source { bytes: std::io::Cursor::new(bytes), watch };
    let mut package = ZipArchive::new(source.clone()).map_err(broken)?;
    let listed = package::sheets(&mut package)?;
    let layer = |sheet: &ListedSheet| SourceLayer { name: sheet.name.clone(), rows: sheet.rows, hidden: sheet.is_hidden };
    dataset.about.layers = listed.iter().map(layer).collect();
    if options.max_rows == Some(0) && options.layer.is_none() {
        return Ok(());
    }
    package::check(&mut package)?;
    let order = order(&dataset.about.layers, options.layer.as_deref())?;
    let mut book = Xlsx::new(source).map_err(xlsx_fault)?;
    choose(dataset, log, &order, |index, dataset, log| {
        let Some(listed) = listed.get(index) else { return Ok(()) };
        let marks = package::marks(&mut package, &listed.path)?;
        let mut sheet = Sheet::new(&marks, options.header_row, options.max_rows);
        let mut reader = book.worksheet_cells_reader(&listed.name).map_err(xlsx_fault)?;
        let mut last = (0, 0);
        let mut bad = 0;
        while !sheet.is_full() {
            match reader.next_cell() {
                Ok(Some(cell)) => {
                    last = cell.get_position();
                    if let Some(value) = cells::cell(cell.get_value()) {
                        sheet.cell(last.0, last.1, &value);
                    }
                }
                Ok(None) => break,
                // One cell that the library does not know must not lose the sheet.
                Err(
                    XlsxError::CellError(_) | XlsxError::CellTAttribute(_) | XlsxError::Unexpected(_) | XlsxError::ParseFloat(_),
                ) if bad < MAX_BAD_CELLS => {
                    bad += 1;
                    last.1 += 1;
                    sheet.cell(last.0, last.1, &Cell::Error("?"));
                }
                Err(error) => return Err(xlsx_fault(error)),
            }
        }
        sheet.finish(dataset, log);
        Ok(())
    })
}

fn xlsx_fault(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => encrypted(),
        error => broken(error),
    }
}

/// Reads an XLS workbook.
pub(super) fn xls(
    bytes: &[u8],
    dataset: &mut Dataset,
    log: &mut IssueLog,
    options: &ReadOptions,
    watch: &Watch<'_>,
) -> Result<(), Refusal> {
    let fault = |error: XlsError| match error {
        XlsError::Password => encrypted(),
        error => broken(error),
    };
    let room = extent::cells(bytes)?;
    if room > extent::MAX_CELLS {
        return Err(Refusal::Issue(IssueKind::TooManyCells, extent::MAX_CELLS.to_string()));
    }
    let mut book = Xls::new(Source { bytes: std::io::Cursor::new(bytes), watch }).map_err(fault)?;
    dataset.about.layers = layers(book.sheets_metadata());
    let order = order(&dataset.about.layers, options.layer.as_deref())?;
    choose(dataset, log, &order, |index, dataset, log| {
        let name = dataset.about.layers[index].name.clone();
        let merged = book.merge_cells_by_sheet_name(&name).map_err(fault)?;
        let mut marks = Marks { merged: merged.iter().map(area).collect(), hidden_rows: Vec::new() };
        marks.merged.sort_unstable();
        let range = book.worksheet_range(&name).map_err(fault)?;
        fill(&range, &marks, dataset, log, options);
        Ok(())
    })
}

fn layers(sheets: &[calamine::Sheet]) -> Vec<SourceLayer> {
    let is_table = |sheet: &&calamine::Sheet| sheet.typ == calamine::SheetType::WorkSheet;
    let layer = |sheet: &calamine::Sheet| SourceLayer {
        name: sheet.name.clone(),
        rows: None,
        hidden: sheet.visible != calamine::SheetVisible::Visible,
    };
    sheets.iter().filter(is_table).map(layer).collect()
}

fn area(area: &calamine::Dimensions) -> Merged {
    Merged { first_row: area.start.0, last_row: area.end.0, first_column: area.start.1, last_column: area.end.1 }
}

fn fill(range: &calamine::Range<Data>, marks: &Marks, dataset: &mut Dataset, log: &mut IssueLog, options: &ReadOptions) {
    let mut sheet = Sheet::new(marks, options.header_row, options.max_rows);
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    for (row, column, value) in range.used_cells() {
        if let Some(value) = cells::owned_cell(value) {
            sheet.cell(first_row + row as u32, first_column + column as u32, &value);
        }
        if sheet.is_full() {
            break;
        }
    }
    sheet.finish(dataset, log);
}

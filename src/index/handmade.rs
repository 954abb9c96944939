//! Small datasets for tests, written down row by row. Refuses use outside tests.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::{Confidence, Dataset, DatasetKind, Field, GeometryKind, Origin, PartKind, Value};

use super::{ActiveSets, ParkModel};

/// A dataset in the making.
pub struct Sheet(Dataset);

/// Metres east and north of 121.45, 31.25, as degrees.
pub fn at([east_m, north_m]: [f64; 2]) -> [f64; 2] {
    [121.45 + east_m / 95_254.2, 31.25 + north_m / 110_873.8]
}

impl Sheet {
    /// An embedded dataset, all of one confidence.
    pub fn ours(kind: DatasetKind, confidence: Confidence) -> Self {
        let mut sheet = Dataset::new(kind.code(), Origin::Embedded);
        (sheet.kind, sheet.confidence) = (kind, Some(confidence));
        sheet.source = "ours".to_owned();
        Self(sheet)
    }

    /// A dataset of the user's.
    pub fn own(kind: DatasetKind) -> Self {
        let mut sheet = Dataset::new(kind.code(), Origin::File(PathBuf::from(format!("{}.geojson", kind.code()))));
        sheet.kind = kind;
        sheet.source = "theirs".to_owned();
        Self(sheet)
    }

    /// A row without a geometry. Numbers are numbers, all else is text; an empty text is no value.
    pub fn row(mut self, cells: &[(Field, &str)]) -> Self {
        self.0.geometries.end_feature(GeometryKind::None);
        self.cells(cells)
    }

    /// A row at a point, metres (see [`at`]).
    pub fn point(mut self, place_m: [f64; 2], cells: &[(Field, &str)]) -> Self {
        self.0.geometries.positions.push(at(place_m));
        self.0.geometries.end_ring();
        self.0.geometries.end_part(PartKind::Point);
        self.0.geometries.end_feature(GeometryKind::Point);
        self.cells(cells)
    }

    /// A row with a rectangle, metres (see [`at`]).
    pub fn rectangle(mut self, [west, south]: [f64; 2], [east, north]: [f64; 2], cells: &[(Field, &str)]) -> Self {
        let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
        self.0.geometries.positions.extend(ring.map(at));
        self.0.geometries.end_ring();
        self.0.geometries.end_part(PartKind::Polygon);
        self.0.geometries.end_feature(GeometryKind::Polygon);
        self.cells(cells)
    }

    fn cells(mut self, cells: &[(Field, &str)]) -> Self {
        let row = self.0.len() - 1;
        for &(field, text) in cells.iter().filter(|(_, text)| !text.is_empty()) {
            let column = self.0.table.column_or_new(field.key());
            self.0.fields.set(field, column);
            let is_key = matches!(field, Field::Id | Field::Building | Field::Park | Field::Block | Field::Space | Field::Tenant);
            let value = text.parse().ok().filter(|_| !is_key).map_or(Value::Text(text), Value::Number);
            self.0.table.columns[column].set(row, value);
        }
        self
    }
}

/// Joins some sheets.
pub fn joined(sheets: impl IntoIterator<Item = Sheet>) -> ParkModel {
    let mut sets = ActiveSets::default();
    for Sheet(dataset) in sheets {
        sets.set(dataset.kind, Some(Arc::new(dataset)));
    }
    ParkModel::join(sets, &|_, _| ControlFlow::Continue(())).unwrap()
}

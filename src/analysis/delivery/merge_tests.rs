//! Random deliveries, taken and refused field by field, against a merge that looks at every row and cell in turn.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::domain::{Column, DatasetKind, Origin, PartKind};

/// A cell or a geometry, written out so that unlike ones differ.
type Written = String;

/// A row as a person would write it down.
#[derive(Clone, Debug, Default, PartialEq)]
struct PlainRow {
    id: String,
    place: Written,
    /// Cells that have a value.
    cells: BTreeMap<String, Written>,
}

/// What a person decides on: the row, its place, a column.
type Decision = (String, String);

struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn is(&mut self, one_in: u64) -> bool {
        self.below(one_in) == 0
    }
}

const COLUMNS: [&str; 6] = ["id", "name", "rent", "mixed", "flag", "rare"];

/// The value of a column in a state; each state is another text, so that a change of state is a change of the cell.
fn cell(column: &str, state: u64) -> Option<(Written, Column)> {
    let mut made = Column::Empty;
    let text = format!("{column} “{state}” ，\n");
    let value = match (column, state % 4) {
        (_, 3) => return None,
        ("rent", _) => Value::Number(state as f64 / 7.0 - 0.1),
        ("mixed", 0) => Value::Bool(state.is_multiple_of(8)),
        ("mixed", 1) => Value::Number(-(state as f64) * 1e-9),
        ("flag", at) => Value::Bool(at == 0),
        _ => Value::Text(&text),
    };
    let written = format!("{value:?}");
    made.set(0, value);
    Some((written, made))
}

/// Puts the geometry of a state: none, a point, a line, a polygon with a hole.
fn put_place(dataset: &mut Dataset, state: u64) {
    let geometries = &mut dataset.geometries;
    let at = |dx: f64, dy: f64| [121.4 + state as f64 * 0.01 / 3.0 + dx, 31.2 + dy];
    let mut ring = |positions: &[[f64; 2]]| {
        geometries.positions.extend_from_slice(positions);
        geometries.end_ring();
    };
    match state % 4 {
        0 => geometries.end_feature(GeometryKind::None),
        1 => {
            ring(&[at(0.0, 0.0)]);
            geometries.end_part(PartKind::Point);
            geometries.end_feature(GeometryKind::Point);
        }
        2 => {
            ring(&[at(0.0, 0.0), at(0.001, 1.0 / 3.0), at(0.002, 0.0)]);
            geometries.end_part(PartKind::Line);
            geometries.end_feature(GeometryKind::LineString);
        }
        _ => {
            ring(&[at(0.0, 0.0), at(0.01, 0.0), at(0.01, 0.01), at(0.0, 0.0)]);
            ring(&[at(0.002, 0.002), at(0.002, 0.003), at(0.003, 0.003), at(0.002, 0.002)]);
            geometries.end_part(PartKind::Polygon);
            geometries.end_feature(GeometryKind::Polygon);
        }
    }
}

fn place_of(dataset: &Dataset, row: usize) -> Written {
    let geometries = &dataset.geometries;
    let rings = |part: usize| geometries.rings(part).map(|ring| geometries.ring(ring).to_vec()).collect::<Vec<_>>();
    let parts: Vec<_> = geometries.parts(row).map(|part| (geometries.part_kind(part), rings(part))).collect();
    format!("{:?} {parts:?}", geometries.kind(row))
}

/// States of the rows of a file: by id, those of the place and of each column.
type States = Vec<(u64, u64, BTreeMap<&'static str, u64>)>;

fn dataset(states: &States, columns: &[&'static str]) -> Dataset {
    let mut dataset = Dataset::new("wells", Origin::Embedded);
    dataset.kind = DatasetKind::Other;
    for column in columns {
        dataset.table.column_or_new(column);
    }
    dataset.fields.set(Field::Id, 0);
    for (row, (id, place, cells)) in states.iter().enumerate() {
        dataset.table.columns[0].set(row, Value::Text(&format!("W{id}")));
        for (at, column) in columns.iter().enumerate().skip(1) {
            if let Some((_, value)) = cells.get(column).and_then(|&state| cell(column, state)) {
                dataset.table.columns[at].set(row, value.get(0));
            }
        }
        put_place(&mut dataset, *place);
        // A line of the file in three has no feature, or one that was refused.
        dataset.feature_numbers.push(row as u32 + row as u32 / 2);
    }
    dataset.table.columns.iter_mut().for_each(Column::normalise);
    dataset
}

fn plain(dataset: &Dataset) -> Vec<PlainRow> {
    let row = |row: usize| {
        let value = |column: &String| Some(dataset.table.get(row, dataset.table.column(column)?)).filter(|cell| !cell.is_null());
        let cells = dataset.table.names.iter().filter_map(|name| Some((name.clone(), format!("{:?}", value(name)?))));
        let id = dataset.text(row, Field::Id).unwrap().to_owned();
        PlainRow { id, place: place_of(dataset, row), cells: cells.collect() }
    };
    (0..dataset.len()).map(row).collect()
}

/// The merge as a person would do it with two lists on the table.
fn merged_by_hand(old: &[PlainRow], new: &[PlainRow], both: &[&str], refuses: &BTreeSet<Decision>) -> Vec<PlainRow> {
    let is_refused = |id: &str, what: &str| refuses.contains(&(id.to_owned(), what.to_owned()));
    let mut made = Vec::new();
    for row in new {
        let Some(before) = old.iter().find(|before| before.id == row.id) else {
            if !is_refused(&row.id, "row") {
                made.push(row.clone());
            }
            continue;
        };
        let mut row = row.clone();
        if is_refused(&row.id, "place") {
            row.place.clone_from(&before.place);
        }
        for column in both.iter().filter(|column| is_refused(&row.id, column)) {
            match before.cells.get(*column) {
                Some(cell) => row.cells.insert((*column).to_owned(), cell.clone()),
                None => row.cells.remove(*column),
            };
        }
        made.push(row);
    }
    let gone = old.iter().filter(|row| new.iter().all(|now| now.id != row.id) && is_refused(&row.id, "row"));
    made.extend(gone.cloned());
    made
}

#[test]
fn any_choice_of_fields_is_merged_as_by_hand() {
    let mut random = Random(20_261_125);
    let mut decided = 0;
    for _ in 0..120 {
        let count = random.below(40);
        let row = |random: &mut Random, id: u64| {
            let states = COLUMNS[1..].iter().map(|column| (*column, random.below(18)));
            let states: BTreeMap<_, _> = states.collect();
            (id, random.below(12), states)
        };
        let before: States = (0..count).map(|id| row(&mut random, id)).collect();
        let mut after: States = Vec::new();
        for (id, place, cells) in &before {
            if random.is(6) {
                continue;
            }
            let place = if random.is(3) { random.below(12) } else { *place };
            let cells = cells.iter().map(|(column, state)| (*column, if random.is(3) { random.below(18) } else { *state }));
            let cells = cells.collect();
            let at = random.below(after.len() as u64 + 1) as usize;
            after.insert(at, (*id, place, cells));
        }
        for id in 0..random.below(6) {
            let at = random.below(after.len() as u64 + 1) as usize;
            let come = row(&mut random, 100 + id);
            after.insert(at, come);
        }
        let (gone, come) = (COLUMNS[5], COLUMNS[2]);
        let kept = |left_out: &str| COLUMNS.into_iter().filter(|column| *column != left_out).collect::<Vec<_>>();
        let (old, new) = (dataset(&before, &kept(come)), dataset(&after, &kept(gone)));
        let both: Vec<&str> = COLUMNS.into_iter().filter(|column| *column != gone && *column != come).collect();
        let delivery = compare(&old, &new, None);

        // Decided of everything that could be decided; what has not changed is no part of the delivery.
        let mut refused = Refused::default();
        let mut refuses = BTreeSet::new();
        for (number, change) in delivery.rows.iter().enumerate() {
            let id = match (change.old, change.new) {
                (Some(row), _) => old.text(row as usize, Field::Id),
                (None, row) => new.text(row.unwrap() as usize, Field::Id),
            };
            for part in change.parts() {
                let what = match part {
                    Part::Row => "row",
                    Part::Place => "place",
                    Part::Cell(at) => change.cells[at as usize].column.as_str(),
                };
                if random.is(2) {
                    refused.decide(number as u32, part, false);
                    refuses.insert((id.unwrap().to_owned(), what.to_owned()));
                    decided += 1;
                }
            }
        }
        let kept = refusals(&old, &new, &delivery, &refused, "hash");
        assert_eq!(kept.len(), refused.len());
        let text = serde_json::to_string(&kept).unwrap();
        let again: crate::domain::Refusals = serde_json::from_str(&text).unwrap();
        assert_eq!(again, kept);
        let made = merged(&new, &again);
        assert_eq!(plain(&made), merged_by_hand(&plain(&old), &plain(&new), &both, &refuses));
        let numbers: BTreeSet<u32> = (0..made.len()).map(|row| made.feature_number(row)).collect();
        assert_eq!(numbers.len(), made.len(), "each row has a number of its own");
        // Nothing refused is the new file, everything refused the old records in the order of the new file.
        let mut all = Refused::default();
        delivery.rows.iter().zip(0..).for_each(|(change, number)| all.decide_whole(number, change, false));
        assert_eq!(all.len(), delivery.parts());
        assert!(delivery.rows.iter().zip(0..).all(|(change, number)| all.taken_of(number, change) == Taken::Nothing));
        let back = merged(&new, &refusals(&old, &new, &delivery, &all, "hash"));
        let sorted = |rows: Vec<PlainRow>, without: &str| {
            let mut rows = rows;
            rows.iter_mut().for_each(|row| {
                row.cells.remove(without);
            });
            rows.sort_by(|a, b| a.id.cmp(&b.id));
            rows
        };
        let (back, old) = (sorted(plain(&back), come), sorted(plain(&old), gone));
        let without_gone = |rows: Vec<PlainRow>| sorted(rows, gone);
        assert_eq!(without_gone(back), old);
    }
    assert!(decided > 1000, "{decided} decisions are no test");
}

#[test]
fn refusals_kept_before_fields_could_be_chosen_still_open() {
    let text = r#"{"of":"sip128:0","left_out":[3],"kept":[{"feature":1,"cells":{"rent":{"Number":"4"}}},{"id":{"Text":"c"},"geometry":"POINT (121 31)"}]}"#;
    let kept: crate::domain::Refusals = serde_json::from_str(text).unwrap();
    assert_eq!((kept.len(), kept.is_empty()), (3, false));
}

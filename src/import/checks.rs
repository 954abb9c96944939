//! What the typed rows of a file say against themselves: numbers outside any plausible range, ids twice, the same name at the
//! same place, two tenants in one space at a time. Refuses to mend anything; what a floor can hold is checked when spaces are
//! joined to floors (`index::checks`).

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::domain::{Column, Dataset, DatasetKind, Field, IssueKind, SpaceStatus, Value};
use crate::index::place::position_of;

use super::tally::Tally;
use super::typing::text_of;
use super::values::written;

/// Notes what is doubtful in a typed dataset.
pub fn check(dataset: &Dataset, tally: &mut Tally) {
    // What a layer of any kind calls an id need not be one, unless an office keeps the list.
    if dataset.kind == DatasetKind::Other && !dataset.about.format.is_table() {
        return;
    }
    // Each looks at all rows, and none needs another.
    let looks: [fn(&Dataset, &mut Tally); 4] = [find_numbers_and_days, find_double_ids, find_double_places, find_two_tenants];
    let found = std::thread::scope(|scope| {
        let look = |look: fn(&Dataset, &mut Tally)| {
            let mut found = Tally::default();
            look(dataset, &mut found);
            found
        };
        let workers = looks.map(|which| scope.spawn(move || look(which)));
        workers.map(|worker| worker.join().unwrap_or_default())
    });
    found.into_iter().for_each(|found| tally.append(found));
}

fn find_numbers_and_days(dataset: &Dataset, tally: &mut Tally) {
    find_implausible(dataset, tally);
    find_odd_days(dataset, tally);
}

/// The range of a field beyond which a value is likely in another unit or a slip of the pen, and why it is that.
fn plausible(field: Field, kind: DatasetKind) -> Option<RangeInclusive<f64>> {
    Some(match field {
        // A desk in a shared office has some 5 ㎡; no floor of the city has 100,000 ㎡.
        Field::AreaM2 if kind == DatasetKind::Spaces => 3.0..=100_000.0,
        // A kiosk; four times the tallest tower of the city (Shanghai Tower: 578,000 ㎡).
        Field::GrossM2 | Field::LettableM2 => 10.0..=2_000_000.0,
        Field::PlateM2 => 10.0..=200_000.0,
        // The whole park has 1,773 ha.
        Field::AreaHa => 0.01..=1_773.0,
        Field::AreaKm2 => 0.000_1..=10_000.0,
        // Rents here are 3 to 13 元/㎡·天. The least of them is 91 元/㎡·月: whoever mixes up the two is found.
        Field::RentYuanM2Day => 0.5..=40.0,
        // 12 to 40 元/㎡·月 here.
        Field::ServiceChargeYuanM2Month => 0.3..=120.0,
        // 60 to 78 % here.
        Field::EfficiencyPct => 30.0..=100.0,
        // Shanghai Tower: 632 m, 128 floors.
        Field::HeightM => 1.5..=700.0,
        Field::FloorsAbove => 0.0..=130.0,
        Field::FloorsBelow => 0.0..=12.0,
        Field::Level => -12.0..=130.0,
        Field::FloorHeightM | Field::ClearHeightM => 1.8..=40.0,
        Field::FloorLoadKnM2 => 0.5..=100.0,
        // The oldest buildings of the city; plans reach some decades ahead.
        Field::YearBuilt | Field::Founded => 1800.0..=2060.0,
        Field::Employees | Field::ParkingSpaces => 0.0..=500_000.0,
        Field::DivideMinM2 => 1.0..=100_000.0,
        Field::PowerWM2 => 1.0..=5_000.0,
        _ => return None,
    })
}

fn find_implausible(dataset: &Dataset, tally: &mut Tally) {
    for &field in Field::ALL {
        let Some(at) = dataset.fields.column(field) else { continue };
        let Some(range) = plausible(field, dataset.kind) else { continue };
        let name: Arc<str> = dataset.table.names[at].as_str().into();
        let column = &dataset.table.columns[at];
        // The cells of a column of numbers lie side by side.
        let mut look = |row: usize, number: f64| {
            if !number.is_nan() && !range.contains(&number) {
                let detail = || Some(format!("{} ({}–{})", written(number), written(*range.start()), written(*range.end())));
                tally.add(IssueKind::Implausible, Some(&name), row as u32, detail);
            }
        };
        if let Column::Number(cells) = column {
            cells.iter().enumerate().for_each(|(row, &number)| look(row, number));
        } else {
            (0..column.len()).for_each(|row| look(row, column.get(row).as_number().unwrap_or(f64::NAN)));
        }
    }
}

/// Years in which leases begin and end, and of which files tell.
const YEARS: RangeInclusive<&str> = "1980"..="2099";

fn find_odd_days(dataset: &Dataset, tally: &mut Tally) {
    for field in [Field::LeaseEnd, Field::AvailableFrom, Field::AsOf] {
        let Some(at) = dataset.fields.column(field) else { continue };
        let name: Arc<str> = dataset.table.names[at].as_str().into();
        for row in 0..dataset.table.columns[at].len() {
            let Some(text) = dataset.table.get(row, at).as_text() else { continue };
            let is_day = text.len() == 10 && text.as_bytes()[4] == b'-';
            if is_day && text.get(..4).is_some_and(|year| !YEARS.contains(&year)) {
                let detail = || Some(format!("{text} ({}–{})", YEARS.start(), YEARS.end()));
                tally.add(IssueKind::Implausible, Some(&name), row as u32, detail);
            }
        }
    }
}

fn find_double_ids(dataset: &Dataset, tally: &mut Tally) {
    let Some(at) = dataset.fields.column(Field::Id) else { return };
    let name: Arc<str> = dataset.table.names[at].as_str().into();
    let column = &dataset.table.columns[at];
    let mut texts = HashMap::with_capacity(column.len());
    let mut numbers = HashMap::new();
    for row in 0..column.len() {
        let known = match column.get(row) {
            Value::Text(text) if !text.trim().is_empty() => texts.insert(text.trim(), ()).is_some(),
            Value::Number(number) => numbers.insert(number.to_bits(), ()).is_some(),
            _ => false,
        };
        if known {
            tally.add(IssueKind::DuplicateId, Some(&name), row as u32, || Some(text_of(column.get(row))));
        }
    }
}

/// Degrees as whole numbers of 1e-5, a metre: what is written down twice is the same to the last digit or nearly so.
fn cell_of([lon, lat]: [f64; 2]) -> (i64, i64) {
    ((lon * 1e5).round() as i64, (lat * 1e5).round() as i64)
}

fn find_double_places(dataset: &Dataset, tally: &mut Tally) {
    // Spaces of a building share its place and, often, their names.
    if dataset.kind == DatasetKind::Spaces || dataset.fields.column(Field::Name).is_none() {
        return;
    }
    let mut known = HashMap::with_capacity(dataset.len());
    for row in 0..dataset.len() {
        let (Some(name), Some(place)) = (dataset.text(row, Field::Name), position_of(dataset, row)) else { continue };
        if known.insert((name.trim(), cell_of(place)), ()).is_some() {
            tally.add(IssueKind::DuplicatePlace, None, row as u32, || Some(name.trim().to_owned()));
        }
    }
}

/// A space: its building, floor and unit, as they are written.
type SpaceKey<'a> = (String, String, &'a str);

fn find_two_tenants(dataset: &Dataset, tally: &mut Tally) {
    if dataset.kind != DatasetKind::Spaces {
        return;
    }
    let of = |row: usize, field: Field| Some(text_of(dataset.value(row, field))).filter(|text| !text.is_empty());
    let key = |row: usize| -> Option<SpaceKey<'_>> {
        let unit = dataset.text(row, Field::Unit)?.trim();
        Some((of(row, Field::Building)?, of(row, Field::Level).or_else(|| of(row, Field::Floor))?, unit))
    };
    // A lease that ended before the newest day that the file tells of is history.
    let today = (0..dataset.len()).filter_map(|row| dataset.as_of_of(row)).max();
    let is_over = |row: usize| dataset.date(row, Field::LeaseEnd).zip(today).is_some_and(|(end, today)| end < today);
    let mut let_to: HashMap<SpaceKey<'_>, String> = HashMap::new();
    for row in 0..dataset.len() {
        let status = dataset.text(row, Field::Status).and_then(SpaceStatus::parse);
        // Without a status a tenant is one who is there.
        if !status.is_none_or(SpaceStatus::is_let) || is_over(row) {
            continue;
        }
        let (Some(tenant), Some(key)) = (of(row, Field::Tenant), key(row)) else { continue };
        match let_to.get(&key) {
            Some(other) if *other != tenant => {
                tally.add(IssueKind::TwoTenants, None, row as u32, || Some(format!("{other} / {tenant}")));
            }
            Some(_) => {}
            None => {
                let_to.insert(key, tenant);
            }
        }
    }
}

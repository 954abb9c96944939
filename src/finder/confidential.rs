//! What may leave the house in confidential mode: an allow-list by field, by what the record is and by whether a space is let.
//! Refuses exceptions: what is not on the list is left out, columns of unknown meaning among them.

use crate::domain::{Column, Dataset, DatasetKind, Field, FieldMap, SpaceStatus, Table};

use super::market::Market;

/// Fields of a space that may be shown whoever has it.
const OF_ANY_SPACE: &[Field] = &[
    Field::Id,
    Field::Building,
    Field::Level,
    Field::Floor,
    Field::Unit,
    Field::AreaM2,
    Field::EfficiencyPct,
    Field::Status,
    Field::Delivery,
    Field::LeaseEnd,
    Field::AvailableFrom,
    Field::Divisible,
    Field::DivideMinM2,
    Field::Neighbours,
    Field::FloorHeightM,
    Field::ClearHeightM,
    Field::FloorLoadKnM2,
    Field::PowerWM2,
    Field::ParkingSpaces,
    Field::ServiceChargeYuanM2Month,
    Field::Source,
    Field::AsOf,
    Field::Confidence,
];

/// Fields of a space that may be shown only while nobody has it.
const OF_EMPTY_SPACE: &[Field] = &[Field::RentYuanM2Day];

/// Fields of an enterprise that may be shown: what it does and where, not who it is.
const OF_ENTERPRISES: &[Field] = &[
    Field::Class,
    Field::Block,
    Field::Park,
    Field::Building,
    Field::Industry,
    Field::Lon,
    Field::Lat,
    Field::AccuracyM,
    Field::Source,
    Field::AsOf,
    Field::Confidence,
];

/// Fields of all other records that may be shown.
const OF_PLACES: &[Field] = &[
    Field::Id,
    Field::Name,
    Field::NameEn,
    Field::Alias,
    Field::Class,
    Field::Number,
    Field::Block,
    Field::Park,
    Field::Building,
    Field::Level,
    Field::Floor,
    Field::Address,
    Field::Industry,
    Field::Themes,
    Field::Use,
    Field::Grade,
    Field::YearBuilt,
    Field::HeightM,
    Field::FloorsAbove,
    Field::FloorsBelow,
    Field::GrossM2,
    Field::LettableM2,
    Field::PlateM2,
    Field::AreaM2,
    Field::AreaHa,
    Field::AreaKm2,
    Field::EfficiencyPct,
    Field::ServiceChargeYuanM2Month,
    Field::FloorHeightM,
    Field::ClearHeightM,
    Field::FloorLoadKnM2,
    Field::PowerWM2,
    Field::ParkingSpaces,
    Field::Lead,
    Field::Kind,
    Field::Value,
    Field::ValueText,
    Field::UnitName,
    Field::Baseline,
    Field::BaselineYear,
    Field::Year,
    Field::Nature,
    Field::PlanVersion,
    Field::Edges,
    Field::Lon,
    Field::Lat,
    Field::AccuracyM,
    Field::Source,
    Field::AsOf,
    Field::Confidence,
];

/// A dataset with nothing in it but what may be shown, row by row as before; none where it may be shown as it is. Of the data
/// that ships with the program only the spaces and the enterprises hold anything else.
pub fn masked(dataset: &Dataset) -> Option<Dataset> {
    use DatasetKind::{Enterprises, Spaces};
    if dataset.is_embedded() && !matches!(dataset.kind, Spaces | Enterprises) {
        return None;
    }
    let (mut table, mut fields) = (Table::default(), FieldMap::default());
    for (from, name) in dataset.table.names.iter().enumerate() {
        let Some(field) = dataset.fields.field_of(from) else { continue };
        let cells = match dataset.kind {
            Spaces => of_spaces(dataset, from, field),
            Enterprises => OF_ENTERPRISES.contains(&field).then(|| dataset.table.columns.get(from).cloned()).flatten(),
            _ => OF_PLACES.contains(&field).then(|| dataset.table.columns.get(from).cloned()).flatten(),
        };
        if let Some(cells) = cells {
            fields.set(field, table.columns.len());
            table.names.push(name.clone());
            table.columns.push(cells);
        }
    }
    // The rest as it is, but for what tells of the cells.
    let mut masked = Dataset { table, fields, issues: Vec::new(), ..dataset.clone() };
    if dataset.kind == Enterprises {
        masked.feature_ids = Column::Empty;
    }
    Some(masked)
}

/// The cells of a column of the spaces that may be shown; none where no cell may.
fn of_spaces(spaces: &Dataset, column: usize, field: Field) -> Option<Column> {
    let cells = spaces.table.columns.get(column)?;
    if may_show(field, true) {
        return Some(cells.clone());
    }
    if !may_show(field, false) {
        return None;
    }
    let mut shown = Column::Empty;
    for row in (0..spaces.len()).filter(|&row| !is_let(spaces, row)) {
        shown.set(row, cells.get(row));
    }
    Some(shown)
}

/// True when someone has a space, or it is not known that nobody has.
fn is_let(spaces: &Dataset, row: usize) -> bool {
    let status = spaces.text(row, Field::Status).and_then(SpaceStatus::parse);
    !matches!(status, Some(SpaceStatus::Vacant | SpaceStatus::Interest | SpaceStatus::FitOut | SpaceStatus::Withheld))
}

/// Whether a field of a space may be shown in confidential mode. Tenants' names, rents of let space and notes may not.
pub fn may_show(field: Field, is_let: bool) -> bool {
    OF_ANY_SPACE.contains(&field) || !is_let && OF_EMPTY_SPACE.contains(&field)
}

/// Whether the rent of a place may be shown in confidential mode: no space of it is let.
pub fn may_show_rent(market: &Market, slots: &[u32]) -> bool {
    slots.iter().all(|&slot| may_show(Field::RentYuanM2Day, market.offer_of(slot).is_let()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{GeometryKind, Origin, Value};

    fn set(kind: DatasetKind, rows: &[&[(&str, &str)]]) -> Dataset {
        let mut set = Dataset::new("own", Origin::File("own.csv".into()));
        set.kind = kind;
        for (row, cells) in rows.iter().enumerate() {
            for (name, text) in *cells {
                let column = set.table.column_or_new(name);
                set.table.columns[column].set(row, Value::Text(text));
                if let Some(&field) = Field::ALL.iter().find(|field| field.key() == *name) {
                    set.fields.set(field, column);
                }
            }
            set.geometries.end_feature(GeometryKind::None);
        }
        set
    }

    #[test]
    fn spaces_keep_their_rows_and_lose_tenants_and_the_rents_of_what_is_let() {
        let let_one = [("id", "s1"), ("status", "已租"), ("tenant", "某某科技"), ("rent_yuan_m2_day", "4.4"), ("own_word", "x")];
        let empty = [("id", "s2"), ("status", "空置"), ("note", "某客户在谈"), ("rent_yuan_m2_day", "3.3")];
        let reserved = [("id", "s3"), ("status", "预定"), ("rent_yuan_m2_day", "5.5")];
        let masked = masked(&set(DatasetKind::Spaces, &[&let_one, &empty, &reserved])).unwrap();
        let shown = format!("{:?}", masked.table);
        assert!(
            ["某某科技", "某客户在谈", "4.4", "5.5", "own_word"].into_iter().all(|secret| !shown.contains(secret)),
            "{shown}"
        );
        assert_eq!((masked.len(), masked.text(1, Field::RentYuanM2Day)), (3, Some("3.3")));
        assert_eq!(masked.text(2, Field::Id), Some("s3"));
    }

    #[test]
    fn enterprises_are_an_industry_at_a_place() {
        let firm =
            [("id", "91310106MA1FY"), ("name", "某某科技"), ("industry", "数据智能"), ("building", "b1"), ("employees", "77")];
        let masked = masked(&set(DatasetKind::Enterprises, &[&firm])).unwrap();
        assert_eq!(masked.table.names, ["industry", "building"]);
    }

    #[test]
    fn places_lose_what_has_no_known_meaning_and_the_park_stays_as_it_is() {
        let place = [("name", "地块一"), ("负责人电话", "139"), ("note", "保密")];
        assert_eq!(masked(&set(DatasetKind::Other, &[&place])).unwrap().table.names, ["name"]);
        let mut streets = set(DatasetKind::Streets, &[&place]);
        streets.origin = Origin::Embedded;
        assert!(masked(&streets).is_none());
    }

    #[test]
    fn what_is_not_on_the_list_is_left_out() {
        assert!(may_show(Field::RentYuanM2Day, false) && !may_show(Field::RentYuanM2Day, true));
        let never = [Field::Tenant, Field::Note, Field::Name, Field::CreditCode, Field::Employees, Field::TaxWanYuanMu];
        assert!(never.into_iter().all(|field| !may_show(field, false) && !may_show(field, true)));
        assert!(may_show(Field::LeaseEnd, true) && may_show(Field::AreaM2, true));
    }
}

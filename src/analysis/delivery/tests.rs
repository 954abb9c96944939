//! Deliveries compared with what a person sees in them.

use super::*;
use crate::domain::{Column, DatasetKind, Origin, PartKind};

/// Rows of id, name and rent at a place.
fn firms(rows: &[(&str, &str, f64, [f64; 2])]) -> Dataset {
    let mut dataset = Dataset::new("企业", Origin::Embedded);
    dataset.kind = DatasetKind::Enterprises;
    dataset.table.names = ["id", "name", "rent"].map(str::to_owned).to_vec();
    dataset.table.columns = vec![Column::Empty, Column::Empty, Column::Empty];
    dataset.fields.set(Field::Id, 0);
    dataset.fields.set(Field::Name, 1);
    for (row, (id, name, rent, position)) in rows.iter().enumerate() {
        dataset.table.columns[0].set(row, Value::Text(id));
        dataset.table.columns[1].set(row, Value::Text(name));
        dataset.table.columns[2].set(row, Value::Number(*rent));
        dataset.geometries.positions.push(*position);
        dataset.geometries.end_ring();
        dataset.geometries.end_part(PartKind::Point);
        dataset.geometries.end_feature(GeometryKind::Point);
    }
    dataset
}

#[test]
fn rows_are_added_removed_moved_and_changed() {
    let old = firms(&[("a", "甲", 3.0, [121.45, 31.28]), ("b", "乙", 4.0, [121.46, 31.28]), ("c", "丙", 5.0, [121.47, 31.28])]);
    // c is gone, d is new, a has moved 0.001° north (111 m), b asks for more.
    let new = firms(&[("d", "丁", 1.0, [121.44, 31.28]), ("b", "乙", 4.5, [121.46, 31.28]), ("a", "甲", 3.0, [121.45, 31.281])]);
    let delivery = compare(&old, &new, None);
    assert_eq!((delivery.key.clone(), delivery.counts(), delivery.unchanged), (Key::Id, [1, 1, 1, 1], 0));
    assert_eq!((delivery.rows[0].old, delivery.rows[0].new), (Some(2), None));
    assert_eq!(delivery.rows[2].cells, [CellChange { column: "rent".into(), old: "4".into(), new: "4.5".into() }]);
    let moved = delivery.rows[3].moved_m.unwrap();
    assert!((110.0..112.0).contains(&moved) && !delivery.rows[3].reshaped, "{moved}");
}

#[test]
fn without_ids_the_nearest_of_a_name_is_the_same() {
    let strip = |mut dataset: Dataset| {
        dataset.fields = crate::domain::FieldMap::default();
        dataset.fields.set(Field::Name, 1);
        dataset
    };
    let old = strip(firms(&[("1", "全家", 1.0, [121.45, 31.28]), ("2", "全家", 1.0, [121.46, 31.28])]));
    let new = strip(firms(&[("1", "全家", 1.0, [121.46, 31.28]), ("2", "全家", 1.0, [121.40, 31.20])]));
    let delivery = compare(&old, &new, Some("no such column"));
    assert_eq!(delivery.key, Key::NameAndPlace);
    // The first new one is the second old one, whose “id” cell is another; the other is far from where it was.
    assert_eq!(delivery.rows.iter().filter(|row| row.old == Some(1) && row.new == Some(0)).count(), 1);
}

#[test]
fn of_very_many_of_one_name_each_is_the_one_nearby() {
    let name_only = |mut dataset: Dataset| {
        dataset.fields = crate::domain::FieldMap::default();
        dataset.fields.set(Field::Name, 1);
        dataset
    };
    // Shops 0.001° (some 95 m) apart; the delivery lists them from the other end, every third moved by 0.0003°, the last gone,
    // one without a name.
    let place = |number: usize, shift: f64| [121.0 + number as f64 * 1e-3 + shift, 31.28];
    let shop = |number: usize, shift: f64| ("", if number == 7 { "" } else { "全家" }, number as f64, place(number, shift));
    let old = name_only(firms(&(0..600).map(|number| shop(number, 0.0)).collect::<Vec<_>>()));
    let moved = |number: usize| if number.is_multiple_of(3) && number != 7 { 3e-4 } else { 0.0 };
    let new = name_only(firms(&(0..599).rev().map(|number| shop(number, moved(number))).collect::<Vec<_>>()));
    let delivery = compare(&old, &new, None);
    assert_eq!(delivery.key, Key::NameAndPlace);
    for (row, pair) in delivery.pairs.iter().enumerate() {
        assert_eq!(*pair, Some(598 - row as u32));
    }
    assert_eq!(delivery.counts(), [0, 1, 200, 0]);
}

#[test]
fn keys_that_occur_twice_are_paired_in_order_and_counted() {
    let old = firms(&[("a", "甲", 1.0, [121.45, 31.28]), ("a", "甲", 2.0, [121.45, 31.28])]);
    let new = firms(&[("a", "甲", 1.0, [121.45, 31.28]), ("a", "甲", 2.0, [121.45, 31.28]), ("a", "甲", 3.0, [121.45, 31.28])]);
    let delivery = compare(&old, &new, None);
    assert_eq!((delivery.counts(), delivery.unchanged, delivery.doubled_keys), ([1, 0, 0, 0], 2, 1));
}

#[test]
fn what_is_refused_stays_and_the_rest_is_taken() {
    let old = firms(&[("a", "甲", 3.0, [121.45, 31.28]), ("b", "乙", 4.0, [121.46, 31.28]), ("c", "丙", 5.1, [121.47, 31.28])]);
    let new = firms(&[("d", "丁", 1.0, [121.44, 31.28]), ("b", "乙", 4.5, [121.46, 31.28]), ("a", "甲", 3.0, [121.45, 31.281])]);
    let delivery = compare(&old, &new, None);
    // In the order of the delivery: c is gone, d has come, b is dearer, a has moved.
    let rows = |refused: &[u32]| {
        let mut parts = Refused::default();
        refused.iter().for_each(|&number| parts.decide_whole(number, &delivery.rows[number as usize], false));
        let kept = refusals(&old, &new, &delivery, &parts, "hash");
        let made = merged(&new, &kept);
        let text = serde_json::to_string(&kept).unwrap();
        let again: crate::domain::Refusals = serde_json::from_str(&text).unwrap();
        assert_eq!(again, kept);
        let row = |row: usize| {
            let [lon, lat] = made.geometries.positions_of(row)[0];
            format!("{} {} {lon} {lat}", made.text(row, Field::Id).unwrap(), made.table.get(row, 2).as_number().unwrap())
        };
        (0..made.len()).map(row).collect::<Vec<_>>()
    };
    assert_eq!(rows(&[]), ["d 1 121.44 31.28", "b 4.5 121.46 31.28", "a 3 121.45 31.281"]);
    assert_eq!(rows(&[0]), ["d 1 121.44 31.28", "b 4.5 121.46 31.28", "a 3 121.45 31.281", "c 5.1 121.47 31.28"]);
    assert_eq!(rows(&[1, 2]), ["b 4 121.46 31.28", "a 3 121.45 31.281"]);
    assert_eq!(rows(&[0, 1, 2, 3]), ["b 4 121.46 31.28", "a 3 121.45 31.28", "c 5.1 121.47 31.28"]);
    assert_eq!(keys_of(&old, &new), [Key::Id, Key::NameAndPlace]);
}

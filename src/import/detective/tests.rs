//! The detective on real files with known truth, and on the metro stations written in every system.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::*;
use crate::domain::{ColumnRule, DatasetKind, Field, GeometryKind, Meaning, Origin, PartKind, Value};
use crate::geodesy::crs::Transform;
use crate::import::Sureness;
use crate::import::propose;
use crate::io::{ReadOptions, ReadSink, embedded, read_path};

fn look(raw: &Dataset, recipe: &Recipe) -> DatumReport {
    investigate(raw, recipe, &Known::embedded(), &|_, _| ControlFlow::Continue(()))
}

fn proposed(report: &DatumReport) -> Option<&str> {
    report.proposed.map(|number| report.candidates[number].crs.as_str())
}

fn shown(name: &str, report: &DatumReport) {
    println!(
        "{name}: proposed {:?} {:?}, declared {:?} agrees {:?}, of another {}, swapped {}, evidence {}",
        proposed(report),
        report.sureness,
        report.declared,
        report.declared_agrees,
        report.of_another.len(),
        report.swapped.len(),
        report.evidence.len()
    );
    for candidate in &report.candidates {
        println!(
            "  {}{}: named {} median {:.0?} m, forbidden {:.3?}, edges {:.3?}, blocks {}, district {}, shift {:.0?}",
            candidate.crs,
            if candidate.swap_axes { " swapped" } else { "" },
            candidate.named,
            candidate.median_m,
            candidate.forbidden_share,
            candidate.edge_share,
            candidate.in_blocks,
            candidate.in_district,
            candidate.shift_m
        );
    }
}

/// A table as a reader gives it: cells of text, no geometry; and the recipe that says what its columns are.
fn table(headers: &[&str], rows: &[Vec<String>]) -> (Dataset, Recipe) {
    let mut raw = Dataset::new("table", Origin::File("table.csv".into()));
    let mut recipe = Recipe::default();
    for (at, header) in headers.iter().enumerate() {
        let column = raw.table.column_or_new(header);
        for (row, cells) in rows.iter().enumerate() {
            raw.table.columns[column].set(row, Value::Text(&cells[at]));
        }
        let meaning = match *header {
            "经度" => Meaning::Field(Field::Lon),
            "纬度" => Meaning::Field(Field::Lat),
            "小区名称" | "名称" => Meaning::Field(Field::Name),
            _ => Meaning::Kept,
        };
        recipe.columns.push(ColumnRule { header: (*header).to_owned(), meaning, unit: None });
    }
    for _ in rows {
        raw.geometries.end_feature(GeometryKind::None);
    }
    (raw, recipe)
}

/// A file as its reader gives it, and what is proposed for its columns.
fn read(path: &str) -> Option<(Dataset, Recipe)> {
    let whole = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata").join(path);
    if !whole.exists() {
        println!("skipped: no {}", whole.display());
        return None;
    }
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let raw = read_path(&whole, &ReadOptions::default(), sink).dataset?;
    let recipe = propose(&raw, None, &[]).recipe;
    Some((raw, recipe))
}

/// The real metro stations as points of a file in some system.
fn stations(numbers: impl Fn(usize, [f64; 2]) -> [f64; 2]) -> (Dataset, Recipe) {
    let known = embedded::load(DatasetKind::Stations).unwrap();
    let mut raw = Dataset::new("stations", Origin::File("stations.shp".into()));
    let column = raw.table.column_or_new("名称");
    for row in 0..known.len() {
        let name = format!("{}站", known.text(row, Field::Name).unwrap());
        raw.table.columns[column].set(row, Value::Text(&name));
        raw.geometries.positions.push(numbers(row, known.geometries.positions_of(row)[0]));
        raw.geometries.end_ring();
        raw.geometries.end_part(PartKind::Point);
        raw.geometries.end_feature(GeometryKind::Point);
    }
    let rule = ColumnRule { header: "名称".to_owned(), meaning: Meaning::Field(Field::Name), unit: None };
    (raw, Recipe { columns: vec![rule], ..Recipe::default() })
}

#[test]
fn stations_are_found_again_in_every_system() {
    // EPSG:4509, six degrees wide, has the numbers of EPSG:4548, three wide: the meridian is the same.
    let systems = [
        "WGS84",
        "GCJ-02",
        "BD-09",
        "EPSG:4549",
        "EPSG:4528",
        "EPSG:4510",
        "EPSG:4499",
        "EPSG:4548",
        "EPSG:4498",
        "EPSG:4527",
        "EPSG:4529",
        "EPSG:32651",
        "EPSG:32650",
        "EPSG:3857",
    ];
    for code in systems {
        for swap in [false, true] {
            let way = Transform::of(code).unwrap();
            let (raw, recipe) = stations(|_, place| {
                let [x, y] = way.from_wgs84(place).unwrap();
                if swap { [y, x] } else { [x, y] }
            });
            let report = look(&raw, &recipe);
            shown(code, &report);
            assert_eq!(proposed(&report), Some(code), "swapped: {swap}");
            assert_eq!((report.candidates[0].swap_axes, report.sureness), (swap, Sureness::Sure));
            assert!(report.of_another.is_empty() && report.swapped.is_empty());
            assert!(report.evidence.len() > 80 && report.evidence.iter().all(|place| place.distance_m < 1.0));
        }
    }
}

#[test]
fn a_declared_system_is_believed_only_if_its_places_agree() {
    let gcj02 = Transform::of("GCJ-02").unwrap();
    let (mut raw, recipe) = stations(|_, place| gcj02.from_wgs84(place).unwrap());
    raw.about.declared_crs = Some("GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.017453292519943295]]".to_owned());
    let report = look(&raw, &recipe);
    assert_eq!(
        (report.declared.as_deref(), proposed(&report), report.declared_agrees),
        (Some("WGS84"), Some("GCJ-02"), Some(false))
    );

    let (mut raw, recipe) = stations(|_, place| place);
    raw.about.declared_crs = Some("EPSG:4490".to_owned());
    let report = look(&raw, &recipe);
    assert_eq!(
        (report.declared.as_deref(), proposed(&report), report.declared_agrees),
        (Some("CGCS2000"), Some("WGS84"), Some(true))
    );
    assert!(report.same_as_cgcs2000);

    let tokyo = Transform::of("EPSG:32654").unwrap();
    let (mut raw, recipe) = stations(|_, [lon, lat]| tokyo.from_wgs84([lon + 18.3, lat + 4.4]).unwrap());
    raw.about.declared_crs = Some("EPSG:32654".to_owned());
    let report = look(&raw, &recipe);
    assert_eq!((proposed(&report), report.declared_agrees, report.sureness), (None, None, Sureness::Unknown));
    assert_eq!(report.candidates.iter().map(|candidate| candidate.crs.as_str()).collect::<Vec<_>>(), ["EPSG:32654"]);
}

#[test]
fn mixed_datums_and_swapped_rows_are_noticed() {
    let bd09 = Transform::of("BD-09").unwrap();
    let (raw, recipe) = stations(|row, place| match row {
        10..30 => bd09.from_wgs84(place).unwrap(),
        40..43 => [place[1], place[0]],
        _ => place,
    });
    let report = look(&raw, &recipe);
    assert_eq!(proposed(&report), Some("WGS84"));
    assert_eq!(report.swapped, [40, 41, 42]);
    let of_another = report.of_another;
    assert!(of_another.len() >= 18 && of_another.iter().all(|row| (10..30).contains(row)), "{of_another:?}");

    let (raw, recipe) = stations(|row, place| if row % 2 == 0 { bd09.from_wgs84(place).unwrap() } else { place });
    let report = look(&raw, &recipe);
    assert_eq!(report.sureness, Sureness::Likely);
    assert!(report.of_another.len() > 40, "{:?}", report.of_another);
}

/// Two lists put together: the second half of the communities and of the boundaries in another datum than the first.
#[test]
fn a_file_that_was_put_together_is_noticed() {
    let from_bd09 = |position: [f64; 2], to: &str| {
        Transform::of(to).unwrap().from_wgs84(Transform::of("BD-09").unwrap().to_wgs84(position).unwrap()).unwrap()
    };
    if let Some((raw, recipe)) = read("poi/shanghai_communities_gbk_bd09.csv") {
        let columns = [Field::Lon, Field::Lat].map(|field| raw.table.column(recipe.column_of(field).unwrap()).unwrap());
        let number = |row: usize, column: usize| raw.table.get(row, column).as_text().and_then(|text| text.parse::<f64>().ok());
        let mut points = Dataset::new("mixed", Origin::File("mixed.geojson".into()));
        for row in 0..raw.len() {
            let position = [number(row, columns[0]).unwrap(), number(row, columns[1]).unwrap()];
            points.geometries.positions.push(if row < 3_000 { position } else { from_bd09(position, "GCJ-02") });
            points.geometries.end_ring();
            points.geometries.end_part(PartKind::Point);
            points.geometries.end_feature(GeometryKind::Point);
        }
        let report = look(&points, &Recipe::default());
        shown("mixed points", &report);
        assert_eq!((proposed(&report), report.sureness), (Some("BD-09"), Sureness::Likely));
        let (first, count) = (report.of_another[0], report.of_another.len());
        assert!((2_900..3_100).contains(&first) && count == raw.len() - first as usize, "{first} {count}");
    }
    if let Some((mut raw, recipe)) = read("boundaries/jingan_subdistricts_14_wgs84.geojson") {
        let start = raw.geometries.len() - 5;
        let first = (0..start).map(|row| raw.geometries.positions_of(row).len()).sum::<usize>();
        let gcj02 = Transform::of("GCJ-02").unwrap();
        raw.geometries.positions[first..].iter_mut().for_each(|position| *position = gcj02.from_wgs84(*position).unwrap());
        let report = look(&raw, &recipe);
        shown("mixed boundaries", &report);
        assert_eq!(proposed(&report), Some("WGS84"));
        let found = &report.of_another;
        assert!(found.len() >= 3 && found.iter().all(|&row| row as usize >= start), "{found:?} of {start}..");
    }
}

#[test]
fn too_little_evidence_says_so() {
    let (raw, recipe) =
        table(&["经度", "纬度"], &[vec!["121.45".to_owned(), "31.25".to_owned()], vec!["121.46".to_owned(), "31.26".to_owned()]]);
    let report = look(&raw, &recipe);
    shown("two points", &report);
    assert_eq!((report.proposed, report.candidates.len(), report.declared_agrees), (None, 3, None));
    assert_eq!(look(&Dataset::new("empty", Origin::File("empty".into())), &Recipe::default()), DatumReport::default());
    let broken = investigate(&raw, &recipe, &Known::embedded(), &|_, _| ControlFlow::Break(()));
    assert_eq!(broken, DatumReport::default());
}

#[test]
fn the_test_files_tell_what_they_are() {
    let truth = [
        ("poi/shanghai_communities_gbk_bd09.csv", Some("BD-09")),
        ("poi/jingan_communities_bd09.xlsx", Some("BD-09")),
        ("poi/wuhan_communities_gbk_bd09.csv", None),
        ("poi/shanghai_care_homes_utf8bom_nocoords.csv", None),
        ("boundaries/jingan_subdistricts_14_gcj02_undeclared.geojson", Some("GCJ-02")),
        ("boundaries/jingan_subdistricts_14_raw_array.json", Some("GCJ-02")),
        ("boundaries/jingan_subdistricts_14_wgs84.geojson", Some("WGS84")),
        ("boundaries/shanghai_subdistricts_229_wgs84.geojson", Some("WGS84")),
        ("boundaries/osm_admin_references_8_wgs84.geojson", Some("WGS84")),
        ("zones/market_zones_3_wgs84.geojson", Some("WGS84")),
        ("osm/metro_stations_gbk_shp/地铁站.shp", Some("WGS84")),
        ("osm/shanghai_metro_stations_wgs84.geojson", Some("WGS84")),
        ("osm/shanghai_metro_lines_wgs84.geojson", Some("WGS84")),
        ("osm/shanghai_centre_roads_796_wgs84.geojson", Some("WGS84")),
        ("poi/shanghai_cafes.geojson", None),
        ("buildings/shanghai_footprints_250_wgs84.geojson", None),
        ("osm/liechtenstein_buildings_8994_wgs84.geojson.gz", None),
        ("buildings/formats/chiyoda.fgb", None),
        ("buildings/formats/chiyoda_utm54n.gpkg", None),
        ("buildings/formats/chiyoda_shp/chiyoda_epsg6677.shp", None),
    ];
    for (path, expected) in truth {
        let Some((raw, recipe)) = read(path) else { continue };
        let report = look(&raw, &recipe);
        shown(path, &report);
        assert_eq!(proposed(&report), expected, "{path}");
        assert!(report.of_another.is_empty(), "{path}");
        assert_ne!(report.declared_agrees, Some(false), "{path}");
        let suspected = expected.filter(|crs| *crs != "WGS84");
        assert_eq!(suspicion(&raw, &recipe, &Known::embedded()).is_some(), suspected.is_some(), "{path}");
    }
}

/// A hundred thousand rows around the park, half of them named after a station.
#[test]
fn a_large_file_is_looked_at_in_a_second() {
    let known = embedded::load(DatasetKind::Stations).unwrap();
    let gcj02 = Transform::of("GCJ-02").unwrap();
    let rows: Vec<Vec<String>> = (0..100_000_usize)
        .map(|row| {
            let place = [121.40 + (row % 331) as f64 * 3e-4, 31.20 + (row / 331) as f64 * 4.3e-4];
            let [lon, lat] = gcj02.from_wgs84(place).unwrap();
            let name = if row % 2 == 0 { known.text(row % 93, Field::Name).unwrap().to_owned() } else { format!("{row}") };
            vec![name, lon.to_string(), lat.to_string()]
        })
        .collect();
    let (raw, recipe) = table(&["名称", "经度", "纬度"], &rows);
    let known = Known::embedded();
    let start = std::time::Instant::now();
    let report = investigate(&raw, &recipe, &known, &|_, _| ControlFlow::Continue(()));
    println!("{:?} for {} rows", start.elapsed(), raw.len());
    assert_eq!(report.candidates.len(), 3);
    let again = investigate(&raw, &recipe, &known, &|_, _| ControlFlow::Continue(()));
    assert_eq!(report, again);
}

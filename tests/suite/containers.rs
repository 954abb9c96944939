//! Files that hold layers: shapefiles, GeoPackages, FlatGeobuf, KML, archives. The verdicts of other projects' suites, and what
//! the same records in several formats must agree in. Reads the test data beside the project where it is there.

use std::collections::BTreeMap;
use std::path::Path;

use yuantu::domain::{Dataset, LonLatBounds, Severity, Value};
use yuantu::geodesy::crs::Transform;
use yuantu::io::{Outcome, ReadOptions, expand};

use crate::verdicts::{Expectation, describe, expectations, read, read_with, testdata};

#[test]
fn the_suites_of_spatial_formats_hold() {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut broken = Vec::new();
    for Expectation { path, file, expect, note } in expectations(&["shp", "gpkg", "fgb"]) {
        let outcome = read(&path, 1);
        let errors = outcome.issues.iter().filter(|issue| issue.severity == Severity::Error).count();
        let warned = outcome.issues.iter().any(|issue| issue.severity == Severity::Warning);
        let accepted = outcome.dataset.is_some() && errors == 0;
        // A clear error names what is wrong.
        let rejected = outcome.dataset.is_none() && outcome.issues.iter().any(|issue| issue.detail.is_some());
        let holds = match expect.as_str() {
            "accept" => accepted,
            "accept-warn" => accepted && warned,
            "reject" => rejected,
            "either" => accepted || rejected,
            _ => false,
        };
        let features =
            note.split("GDAL: ").nth(1).and_then(|rest| rest.split(" features").next()).and_then(|count| count.parse().ok());
        let counted = !accepted || features.is_none_or(|features: usize| rows(&outcome) == Some(features));
        let suite = file.split('/').nth(1).unwrap_or_default();
        let count = counts.entry(format!("{suite} {expect}")).or_default();
        count.1 += 1;
        if holds && counted {
            count.0 += 1;
        } else {
            broken.push(format!("{file}: {expect} ({note}); {}", describe(&outcome)));
        }
        println!("{file}: {expect} ({note}): {}", describe(&outcome));
    }
    counts.iter().for_each(|(name, (held, all))| println!("{name}: {held} of {all}"));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn rows(outcome: &Outcome) -> Option<usize> {
    outcome.dataset.as_ref().map(Dataset::len)
}

#[test]
fn chinese_stations_in_gbk_are_those_of_the_geojson() {
    let Some(folder) = testdata() else { return };
    let of = |path: &str| {
        let set = read(&folder.join(path), 1).dataset.unwrap();
        let name = set.table.names.iter().position(|name| matches!(name.as_str(), "name" | "站名")).unwrap();
        let mut stations: Vec<(String, [u64; 2])> = (0..set.len())
            .map(|row| {
                let [lon, lat] = set.geometries.positions_of(row)[0];
                let Value::Text(text) = set.table.get(row, name) else { panic!("row {row} has no name") };
                (text.to_owned(), [lon.to_bits(), lat.to_bits()])
            })
            .collect();
        stations.sort();
        (stations, set.about)
    };
    let (geojson, _) = of("osm/shanghai_metro_stations_wgs84.geojson");
    let (shapefile, about) = of("osm/metro_stations_gbk_shp/地铁站.shp");
    assert_eq!(shapefile.len(), 226);
    // GBK has no katakana middle dot: whoever made the shapefile lost the one there is.
    let geojson: Vec<_> = geojson.into_iter().map(|(name, position)| (name.replace('・', ""), position)).collect();
    let differing = shapefile.iter().zip(&geojson).find(|(one, other)| one != other);
    assert_eq!(differing, None);
    assert_eq!((about.encoding.as_deref(), about.encoding_is_declared), (Some("GBK"), false));
    assert!(about.declared_crs.is_some_and(|crs| crs.starts_with("GEOGCS[\"GCS_WGS_1984\"")));
}

#[test]
fn the_same_buildings_come_from_three_formats() {
    let Some(folder) = testdata() else { return };
    let of = |path: &str| read(&folder.join("buildings/formats").join(path), 1).dataset.unwrap();
    let sets = [of("chiyoda.fgb"), of("chiyoda_utm54n.gpkg"), of("chiyoda_shp/chiyoda_epsg6677.shp")];
    let declared: Vec<_> = sets.iter().map(|set| set.about.declared_crs.clone().unwrap_or_default()).collect();
    assert_eq!((&*declared[0], &*declared[1]), ("EPSG:4326", "EPSG:32654"));
    assert!(declared[2].starts_with("PROJCS[\"JGD_2011_Japan_Zone_9\""), "{}", declared[2]);
    let ids = |set: &Dataset| {
        let column = set.table.column("bldg_id").unwrap();
        let mut ids: Vec<String> =
            (0..set.len()).filter_map(|row| set.table.get(row, column).as_text().map(str::to_owned)).collect();
        ids.sort();
        ids
    };
    assert_eq!(sets[0].len(), 11_581);
    assert_eq!(ids(&sets[0]), ids(&sets[1]));
    assert_eq!(ids(&sets[0]), ids(&sets[2]));
    let parts: Vec<_> = sets.iter().map(|set| set.geometries.part_count()).collect();
    assert_eq!((parts[0], parts[1]), (parts[1], parts[2]));
}

#[test]
fn the_three_formats_overlay() {
    let Some(folder) = testdata() else { return };
    let buildings = |path: &str| -> BTreeMap<String, Vec<[f64; 2]>> {
        let set = read(&folder.join("buildings/formats").join(path), 1).dataset.unwrap();
        let to_wgs84 = Transform::of(set.about.declared_crs.as_deref().unwrap()).unwrap();
        let column = set.table.column("bldg_id").unwrap();
        let positions =
            |row| set.geometries.positions_of(row).iter().map(|&position| to_wgs84.to_wgs84(position).unwrap()).collect();
        (0..set.len()).map(|row| (set.table.get(row, column).as_text().unwrap_or_default().to_owned(), positions(row))).collect()
    };
    let one = buildings("chiyoda.fgb");
    for other in [buildings("chiyoda_utm54n.gpkg"), buildings("chiyoda_shp/chiyoda_epsg6677.shp")] {
        assert_eq!(one.len(), other.len());
        let mut worst = 0.0_f64;
        for ((id, a), (_, b)) in one.iter().zip(&other) {
            // Rings may begin elsewhere and run the other way: each corner has one of the other's at its place.
            for &[lon, lat] in a {
                let metres = |&[x, y]: &[f64; 2]| ((x - lon) * 90_500.0).hypot((y - lat) * 110_950.0);
                let nearest = b.iter().map(metres).fold(f64::INFINITY, f64::min);
                assert!(nearest < 0.05, "{id}: {nearest} m");
                worst = worst.max(nearest);
            }
        }
        println!("{} buildings, worst corner {worst:.4} m off", other.len());
    }
}

#[test]
fn a_window_gives_what_meets_it_and_nothing_else() {
    let Some(folder) = testdata() else { return };
    let path = folder.join("buildings/formats/chiyoda.fgb");
    let whole = read(&path, 1).dataset.unwrap();
    let id = whole.table.column("bldg_id").unwrap();
    let window = [139.75, 35.68, 139.755, 35.685];
    let bounds = LonLatBounds { west: window[0], south: window[1], east: window[2], north: window[3] };
    let wanted: Vec<_> = (0..whole.len()).filter(|&row| whole.geometries.bounds_of(row).intersects(&bounds)).collect();
    let part = read_with(&path, &ReadOptions { window: Some(window), ..ReadOptions::default() }).dataset.unwrap();
    assert!((20..200).contains(&wanted.len()), "{}", wanted.len());
    assert_eq!(part.len(), wanted.len());
    for (row, &same) in wanted.iter().enumerate() {
        assert_eq!(part.table.get(row, id), whole.table.get(same, id));
        assert_eq!(part.geometries.positions_of(row), whole.geometries.positions_of(same));
        assert_eq!(part.feature_number(row) as usize, same);
    }
}

#[test]
fn threads_leave_no_trace_in_flatgeobuf() {
    let Some(folder) = testdata() else { return };
    let of = |threads| read(&folder.join("buildings/formats/chiyoda.fgb"), threads).dataset.unwrap();
    let (one, two) = (of(1), of(2));
    assert_eq!(one.geometries, two.geometries);
    assert_eq!((one.table, one.lines), (two.table, two.lines));
}

#[test]
fn a_preview_is_the_first_rows() {
    let Some(folder) = testdata() else { return };
    for path in [
        "buildings/formats/chiyoda.fgb",
        "buildings/formats/chiyoda_utm54n.gpkg",
        "buildings/formats/chiyoda_shp/chiyoda_epsg6677.shp",
        "buildings/tokyo_plateau_7wards_wgs84.geojson.gz",
        "osm/shanghai_metro_stations_wgs84.geojson",
    ] {
        let outcome = read_with(&folder.join(path), &ReadOptions { max_rows: Some(50), ..ReadOptions::default() });
        assert!(!outcome.has_error(), "{path}: {:?}", outcome.issues);
        assert_eq!(rows(&outcome), Some(50), "{path}");
    }
}

#[test]
fn a_folder_is_its_readable_files() {
    let Some(folder) = testdata() else { return };
    let names = |folder: &Path| -> Vec<String> {
        expand(folder).iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(names(&folder.join("osm/metro_stations_gbk_shp")), ["地铁站.shp"]);
    assert_eq!(names(&folder.join("buildings/formats")), ["chiyoda.fgb", "chiyoda_epsg6677.shp", "chiyoda_utm54n.gpkg"]);
}

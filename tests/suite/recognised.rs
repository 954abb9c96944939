//! Files of other people: what is recognised by names and geometry, in Chinese and in English, and what stays a layer of its
//! own.

use std::ops::ControlFlow;

use serde_json::json;
use yuantu::domain::{Dataset, DatasetKind, Field};
use yuantu::io::{ReadOptions, ReadSink, read_bytes};

const POINT: &str = r#"{"type":"Point","coordinates":[121.45,31.23]}"#;
const POLYGON: &str = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;

fn read(names: &[&str], geometry: &str, kind: Option<DatasetKind>) -> Dataset {
    let properties: serde_json::Map<_, _> = names.iter().map(|name| ((*name).to_owned(), json!(null))).collect();
    let properties = serde_json::Value::Object(properties);
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#
    );
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_bytes("own.geojson", text.into_bytes(), &ReadOptions { threads: 1, kind, ..ReadOptions::default() }, sink)
        .dataset
        .unwrap()
}

#[test]
fn kinds_are_told_in_both_languages() {
    let cases: [(&[&str], &str, DatasetKind); 20] = [
        (&["区块名称", "主导产业"], POLYGON, DatasetKind::Blocks),
        (&["block_name", "area_km2"], POLYGON, DatasetKind::Blocks),
        (&["园区名称", "占地面积"], POINT, DatasetKind::Parks),
        (&["Park Name", "operator"], POLYGON, DatasetKind::Parks),
        (&["楼宇名称", "层数", "建筑面积（㎡）"], POLYGON, DatasetKind::Buildings),
        (&["building_name", "height_m", "source_age"], POLYGON, DatasetKind::Buildings),
        (&["id", "name", "floors_above", "gross_m2", "year_built"], POLYGON, DatasetKind::Buildings),
        (&["楼宇", "楼层", "室号", "面积", "租金", "状态"], "null", DatasetKind::Spaces),
        (&["building", "floor", "area_m2", "Rent", "Status"], "null", DatasetKind::Spaces),
        (&["房源编号", "租约到期"], POINT, DatasetKind::Spaces),
        (&["building", "level", "floor", "plate_m2", "clear_height_m"], "null", DatasetKind::Floors),
        (&["楼宇编号", "楼层", "楼层面积", "净高"], "null", DatasetKind::Floors),
        (&["楼宇", "楼层", "室号", "楼层面积", "租金", "状态"], "null", DatasetKind::Spaces),
        (&["企业名称", "行业", "地址"], POINT, DatasetKind::Enterprises),
        (&["Company Name", "Industry", "Employees"], POINT, DatasetKind::Enterprises),
        (&["项目名称", "牵头单位"], POINT, DatasetKind::Projects),
        (&["站名", "线路"], POINT, DatasetKind::Stations),
        (&["station_name"], POINT, DatasetKind::Stations),
        (&["名称", "下载速度", "参考价格"], POINT, DatasetKind::Other),
        (&["name", "highway"], r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#, DatasetKind::Other),
    ];
    for (names, geometry, kind) in cases {
        assert_eq!(read(names, geometry, None).kind, kind, "{names:?}");
    }
}

#[test]
fn the_same_name_is_what_the_kind_makes_of_it() {
    let buildings = read(&["楼宇名称", "层数", "面积", "建成年份"], POLYGON, None);
    assert_eq!(buildings.fields.column(Field::Name), Some(0));
    assert_eq!(buildings.fields.column(Field::GrossM2), Some(2));
    let spaces = read(&["楼宇名称", "室号", "面积", "租金（元/㎡·天）", "状态"], "null", None);
    assert_eq!(spaces.fields.column(Field::Building), Some(0));
    assert_eq!(spaces.fields.column(Field::AreaM2), Some(2));
    assert_eq!(spaces.fields.column(Field::RentYuanM2Day), Some(3));
    assert_eq!(spaces.fields.column(Field::Status), Some(4));
}

#[test]
fn the_user_has_the_last_word() {
    let dataset = read(&["名称", "下载速度"], POINT, Some(DatasetKind::Enterprises));
    assert_eq!((dataset.kind, dataset.fields.column(Field::Name)), (DatasetKind::Enterprises, Some(0)));
}

#[test]
fn the_id_of_a_feature_is_its_key_where_it_has_no_other() {
    let text = r#"{"type":"Feature","id":"B-7","properties":{"楼宇名称":"七号楼"},"geometry":null}"#;
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let options = ReadOptions { threads: 1, kind: Some(DatasetKind::Buildings), ..ReadOptions::default() };
    let dataset = read_bytes("own.geojson", text.as_bytes().to_vec(), &options, sink).dataset.unwrap();
    assert_eq!((dataset.text(0, Field::Id), dataset.text(0, Field::Name)), (Some("B-7"), Some("七号楼")));
}

#[test]
fn our_own_files_are_recognised_when_they_come_back() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for kind in [DatasetKind::Blocks, DatasetKind::Parks, DatasetKind::Buildings, DatasetKind::Projects, DatasetKind::Stations] {
        let path = folder.join(format!("{}.geojson", kind.code()));
        assert_eq!(crate::verdicts::read(&path, 1).dataset.map(|dataset| dataset.kind), Some(kind), "{}", path.display());
    }
}

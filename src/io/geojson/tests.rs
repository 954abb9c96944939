//! The reader as a whole: the same with any number of threads, exact in numbers, and unharmed by broken bytes.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::domain::{Dataset, GeometryKind, Issue, IssueKind, Origin, PartKind, Value};
use crate::io::records::Records;
use crate::io::{Outcome, ReadOptions, ReadSink, read_bytes};

use super::{Control, Halt, read};

/// What came of a text: rows and issues, or the byte and kind of the fault.
type Result = std::result::Result<(Dataset, Vec<Issue>), (usize, IssueKind)>;

fn read_in_parts(text: &str, threads: usize, part_bytes: usize) -> Result {
    let file: Arc<str> = "test.geojson".into();
    let mut pieces = 0;
    let mut piece = |geometries: &crate::domain::Geometries| pieces += geometries.len();
    let mut sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut piece };
    let mut control = Control::new(&mut sink, threads, text, false);
    control.part_bytes = part_bytes;
    match read(text, 0, Records::new(&file), &mut control) {
        Ok((records, _)) => {
            let mut dataset = Dataset::new("test", Origin::Embedded);
            let log = records.finish(&mut dataset);
            assert_eq!(pieces, dataset.len(), "every row comes as a piece, once");
            Ok((dataset, log.into_issues()))
        }
        Err(Halt::Fault(fault)) => Err((fault.at, fault.kind)),
        Err(Halt::Cancelled) => panic!("nobody cancelled"),
    }
}

fn read_text(text: &str) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_bytes("test.geojson", text.as_bytes().to_vec(), &ReadOptions { threads: 1, kind: None, ..ReadOptions::default() }, sink)
}

/// Features of every sort, good and bad, with what looks like the start of a feature inside some of them.
fn varied_features(count: usize) -> Vec<String> {
    let feature = |i: usize| {
        let geometry = match i % 7 {
            0 => format!(r#"{{"type":"Point","coordinates":[{i}e-2,3.5]}}"#),
            1 => r#"{"type":"LineString","coordinates":[[1,2],[3,4.25,9]]}"#.to_owned(),
            2 => r#"{"coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"}"#.to_owned(),
            3 => r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,0]]]}"#.to_owned(),
            4 if i.is_multiple_of(5) => r#"{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0]]]}"#.to_owned(),
            5 => r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},null]}"#.to_owned(),
            6 => "null".to_owned(),
            _ => r#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#.to_owned(),
        };
        let decoy = if i % 11 == 3 { r#","in":[{"type":"Feature","id":1,"properties":{"a":2},"geometry":null}]"# } else { "" };
        let value = match i % 4 {
            0 => format!("{i}.5"),
            1 => format!("\"字\\u4e2d{i}\""),
            2 => "null".to_owned(),
            _ => "true".to_owned(),
        };
        let rare = if i % 50 == 49 { format!(",\"rare{i}\":{i}") } else { String::new() };
        let end = if i.is_multiple_of(3) { "\n" } else { "" };
        format!(
            r#"{{"type":"Feature","id":{i},"properties":{{"n":{i},"name":"b{i}","mixed":{value}{rare}{decoy}}},{end}"geometry":{geometry}}}"#
        )
    };
    (0..count).map(feature).collect()
}

fn assert_same(one: &Result, other: &Result, how: &str) {
    match (one, other) {
        (Ok((one, issues)), Ok((other, other_issues))) => {
            assert_eq!(one.geometries, other.geometries, "{how}");
            assert_eq!(one.table, other.table, "{how}");
            assert_eq!(one.feature_ids, other.feature_ids, "{how}");
            assert_eq!((&one.lines, &one.feature_numbers), (&other.lines, &other.feature_numbers), "{how}");
            assert_eq!(issues, other_issues, "{how}");
        }
        (Err(one), Err(other)) => assert_eq!(one, other, "{how}"),
        _ => panic!("{how}: one was read, the other not"),
    }
}

#[test]
fn threads_and_parts_leave_no_trace() {
    let features = varied_features(400);
    let collection = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"));
    let sequence = features.iter().map(|feature| feature.replace('\n', " ")).collect::<Vec<_>>().join("\n");
    let records = features.iter().fold(String::new(), |text, feature| text + "\u{1E}" + feature + "\n");
    // A file that breaks off, and one that breaks in the middle.
    let truncated = collection[..collection.len() * 2 / 3].trim_end_matches(|c: char| !c.is_ascii()).to_owned();
    let broken = collection.replacen("\"n\":271", "\"n\":0271", 1);
    for (name, text) in
        [("collection", collection), ("lines", sequence), ("records", records), ("truncated", truncated), ("broken", broken)]
    {
        let one = read_in_parts(&text, 1, usize::MAX >> 1);
        if let Ok((dataset, issues)) = &one {
            assert_eq!(dataset.len(), 389, "{name}: {issues:?}");
        }
        for threads in [1, 2, 3] {
            for part_bytes in [1, 300, 5000] {
                assert_same(
                    &one,
                    &read_in_parts(&text, threads, part_bytes),
                    &format!("{name}, {threads} threads, {part_bytes} bytes"),
                );
            }
        }
    }
}

#[test]
fn numbers_are_the_nearest_doubles() {
    let mut literals: Vec<String> = [
        "0",
        "-0.0",
        "0.1",
        "123456789012345678901234567890",
        "9007199254740993.0",
        "1e22",
        "1e23",
        "121.47370049999999",
        "5e-324",
        "2.2250738585072014e-308",
        "0.30000000000000004",
        "31.23040000000000000000000001",
        "-179.99999999999997",
        "8.41e+21",
        "0.000000000000000000000001",
        "1.7976931348623157E308",
        "12345678.12345678",
        "1.12345678901234567",
    ]
    .map(str::to_owned)
    .to_vec();
    let mut state = 1_u64;
    for _ in 0..20_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (whole, fraction) = ((state >> 40) % 400, state >> 20 & 0xFFFF_FFFF_FFFF);
        let digits = fraction.to_string();
        literals.push(format!("-{whole}.{}", &digits[..1 + (state >> 12) as usize % digits.len()]));
    }
    let members: Vec<String> = literals.iter().map(|literal| format!("[{literal},{literal}]")).collect();
    let outcome = read_text(&format!(r#"{{"type":"MultiPoint","coordinates":[{}]}}"#, members.join(",")));
    let dataset = outcome.dataset.unwrap();
    for (literal, position) in literals.iter().zip(&dataset.geometries.positions) {
        let exact: f64 = literal.parse().unwrap();
        assert_eq!(position.map(f64::to_bits), [exact.to_bits(); 2], "{literal}");
    }
}

#[test]
fn members_of_every_sort_find_their_place() {
    let outcome = read_text(
        r#"{"type":"FeatureCollection","source":"某处","features":[
        {"type":"Feature","id":"a","title":"外","properties":{"n":"\u0041\ud83d\ude00","big":12345678901234567890,"o":{"x": [1]}},"geometry":null},
        {"properties":{"title":"内","n":"x","n":"y"},"type":"Feature","title":"外","geometry":{"type":"Point","coordinates":[1,2,3,4]}},
        {"type":"Feature","properties":{"only":1},"geometry":{"type":"Point","coordinates":["1",2]}}]}"#,
    );
    let dataset = outcome.dataset.unwrap();
    let cell = |row, name: &str| dataset.table.get(row, dataset.table.column(name).unwrap());
    assert_eq!(cell(0, "n"), Value::Text("A😀"));
    assert_eq!(cell(0, "big"), Value::Text("12345678901234567890"));
    assert_eq!(cell(0, "o"), Value::Text("{\"x\": [1]}"));
    assert_eq!(cell(0, "title"), Value::Text("外"));
    assert_eq!((cell(1, "title"), cell(1, "n")), (Value::Text("内"), Value::Text("x")));
    assert_eq!(dataset.table.column("only"), None, "a refused feature leaves no column");
    assert_eq!(dataset.source, "某处");
    assert_eq!(dataset.feature_ids.get(0), Value::Text("a"));
    assert_eq!(dataset.lines, [2, 3]);
    let told: Vec<_> = outcome.issues.iter().map(|issue| (issue.kind, issue.line, issue.features.clone())).collect();
    assert_eq!(
        told,
        [
            (IssueKind::BadPosition, Some(4), vec![2]),
            (IssueKind::DuplicateMember, Some(3), vec![1]),
            (IssueKind::ExtraOrdinates, Some(3), vec![1]),
        ]
    );
}

#[test]
fn holes_and_parts_stay_together() {
    let outcome = read_text(
        r#"{"type":"MultiPolygon","coordinates":[
        [[[0,0],[9,0],[9,9],[0,0]],[[2,1],[3,2],[3,1],[2,1]]],
        [],
        [[[20,0],[29,0],[29,9],[20,0]]]]}"#,
    );
    let geometries = outcome.dataset.unwrap().geometries;
    assert_eq!(geometries.kind(0), GeometryKind::MultiPolygon);
    let rings: Vec<_> = geometries.parts(0).map(|part| (geometries.part_kind(part), geometries.rings(part).len())).collect();
    assert_eq!(rings, [(PartKind::Polygon, 2), (PartKind::Polygon, 1)]);
    assert_eq!(outcome.issues.iter().map(|issue| issue.kind).collect::<Vec<_>>(), [IssueKind::EmptyGeometry]);
}

#[test]
fn a_name_a_feature_does_not_cost_a_column_a_row() {
    let mut text = String::from(r#"{"type":"FeatureCollection","features":["#);
    for i in 0..3000 {
        let comma = if i == 0 { "" } else { "," };
        write!(text, r#"{comma}{{"type":"Feature","properties":{{"k{i}":{i}}},"geometry":null}}"#).unwrap();
    }
    let dataset = read_text(&(text + "]}")).dataset.unwrap();
    assert_eq!(dataset.table.names.len(), 3000);
    assert_eq!(dataset.table.get(2999, 2999), Value::Number(2999.0));
    assert_eq!(dataset.table.get(2998, 2999), Value::Null);
    let cells: usize = dataset.table.columns.iter().map(crate::domain::Column::cells).sum();
    assert!(cells < 3000 * 40, "{cells}");
}

#[test]
fn cancelling_gives_nothing() {
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, varied_features(20).join(","));
    let sink = ReadSink { progress: &|_, _| ControlFlow::Break(()), piece: &mut |_| {} };
    let outcome = read_bytes("a.geojson", text.into_bytes(), &ReadOptions::default(), sink);
    assert!(outcome.cancelled && outcome.dataset.is_none() && outcome.issues.is_empty());
}

/// Bytes changed, cut, doubled and swapped at random: whatever comes, it comes back, and rows and issues fit together.
#[test]
fn broken_bytes_do_no_harm() {
    let seeds = [
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", varied_features(12).join(",\n")).into_bytes(),
        varied_features(6).iter().map(|feature| feature.replace('\n', "")).collect::<Vec<_>>().join("\n").into_bytes(),
        br#"{"type":"MultiPolygon","bbox":[1,2,3,4],"coordinates":[[[[0,0],[9,0],[9,9],[0,0]],[[2,1],[3,2],[3,1],[2,1]]]]}"#
            .to_vec(),
    ];
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below.max(1)
    };
    const TOKENS: [&[u8]; 12] = [b"[", b"]", b"{", b"}", b",", b"\"", b"\\", b"null", b"1e999", b"\xFF", b"\n{", b"[[[[[[[["];
    let mut loaded = 0;
    for round in 0..4000 {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..=random(3) {
            let at = random(bytes.len());
            match random(5) {
                0 => bytes[at] = random(256) as u8,
                1 => bytes.truncate(at.max(1)),
                2 => bytes.splice(at..at, TOKENS[random(TOKENS.len())].iter().copied()).for_each(drop),
                3 => drop(bytes.drain(at..(at + 1 + random(20)).min(bytes.len()))),
                _ => bytes.extend_from_within(at..),
            }
            if bytes.is_empty() {
                bytes.push(b'[');
            }
        }
        let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
        let outcome =
            read_bytes("a.geojson", bytes, &ReadOptions { threads: 1 + round % 2, kind: None, ..ReadOptions::default() }, sink);
        match outcome.dataset {
            None => assert!(outcome.issues.iter().any(|issue| issue.severity == crate::domain::Severity::Error)),
            Some(dataset) => {
                loaded += 1;
                assert!(!dataset.is_empty() && dataset.table.columns.iter().all(|column| column.len() <= dataset.len()));
                assert_eq!(dataset.geometries.open_positions(), dataset.geometries.positions.len());
            }
        }
    }
    assert!(loaded > 100, "{loaded}");
}

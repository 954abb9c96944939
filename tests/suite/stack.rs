//! The stacking plan against the data's files: sums of every building on several days by a plain loop, and `yuantu stack` as a
//! shell sees it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use yuantu::analysis::stacking::{StackingParams, Sums, stacking};
use yuantu::domain::{DatasetKind, Date, Field};
use yuantu::i18n::integer;
use yuantu::index::{ActiveSets, ParkModel};
use yuantu::io::embedded;

type Row = BTreeMap<String, String>;

/// The day of the embedded data.
const TODAY: &str = "2026-10-31";

fn rows(name: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

/// The day a year after another, as text.
fn a_year_after(day: &str) -> String {
    format!("{}{}", day[..4].parse::<i32>().unwrap() + 1, &day[4..])
}

/// The areas of some spaces on a day, by comparing the days as text.
fn by_hand(spaces: &[&Row], day: &str) -> Sums {
    let mut sums = Sums::default();
    for space in spaces {
        let area: f64 = space["area_m2"].parse().unwrap();
        let end = space["lease_end"].as_str();
        match space["status"].as_str() {
            "已租" | "到期" | "转租" if day > TODAY && end < day => {
                sums.free_m2 += area;
                sums.freed_m2 += area;
            }
            "转租" => sums.let_m2 += area,
            "已租" | "到期" => {
                sums.let_m2 += area;
                if end <= a_year_after(day).as_str() {
                    sums.ending_m2 += area;
                }
            }
            "空置" | "意向" => sums.free_m2 += area,
            "锁定" => sums.withheld_m2 += area,
            "预定" | "装修中" => sums.committed_m2 += area,
            other => panic!("{other}"),
        }
    }
    sums
}

#[test]
fn every_building_of_the_data_adds_up_on_every_day() {
    let mut sets = ActiveSets::default();
    for set in embedded::load_all(0) {
        sets.set(set.kind, Some(Arc::new(set)));
    }
    let model = ParkModel::join(sets, &|_, _| ControlFlow::Continue(())).unwrap();
    let buildings = model.set(DatasetKind::Buildings).unwrap();
    let (spaces, floors) = (rows("spaces.csv"), rows("floors.csv"));
    let mut of_buildings: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    spaces.iter().for_each(|space| of_buildings.entry(&space["building"]).or_default().push(space));
    let mut plates_m2: BTreeMap<&str, f64> = BTreeMap::new();
    for floor in &floors {
        *plates_m2.entry(&floor["building"]).or_default() += floor["plate_m2"].parse::<f64>().unwrap();
    }
    let reference_date: Date = TODAY.parse().unwrap();
    let (mut with_spaces, mut quarters_m2) = (0, 0.0);
    for row in 0..buildings.len() as u32 {
        let Some(id) = buildings.text(row as usize, Field::Id) else { continue };
        let of_building = of_buildings.get(id).cloned().unwrap_or_default();
        for day in [TODAY, "2026-11-30", "2027-06-30", "2028-12-31", "2031-10-31"] {
            let plan = stacking(&model, row, StackingParams { reference_date, day: day.parse().unwrap() });
            assert_eq!(plan.sums(), by_hand(&of_building, day), "{id} on {day}");
            assert_eq!(plan.cells().count(), of_building.len(), "{id}");
        }
        let plan = stacking(&model, row, StackingParams::on(reference_date));
        let plates: f64 = plan.floors().filter_map(|floor| floor.plate_m2).sum();
        assert_eq!(plates, plates_m2.get(id).copied().unwrap_or(0.0), "{id}");
        with_spaces += usize::from(!of_building.is_empty());
        let ends = plan.lease_ends(21);
        assert_eq!((ends.before_m2, ends.later_m2, ends.unknown_m2), (0.0, 0.0, 0.0), "{id}");
        quarters_m2 += ends.quarters.iter().map(|quarter| quarter.area_m2).sum::<f64>();
    }
    assert_eq!(with_spaces, 1333);
    // By a loop over all let spaces, their notices aside: what ends in five years is all that is let.
    let let_m2: f64 = spaces
        .iter()
        .filter(|space| ["已租", "到期", "转租"].contains(&space["status"].as_str()))
        .map(|space| space["area_m2"].parse::<f64>().unwrap())
        .sum();
    assert_eq!(quarters_m2, let_m2);
}

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("stack");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn stack(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yuantu"));
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").arg("stack").args(arguments).output().unwrap()
}

/// The plan of a building as the bytes of a file of its own.
fn plan(building: &str, name: &str, more: &[&str]) -> Vec<u8> {
    let path = folder().join(name);
    let run = stack(&[&[building, "--out", &path.to_string_lossy()], more].concat());
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::read(path).unwrap()
}

fn svg(building: &str, name: &str, more: &[&str]) -> String {
    String::from_utf8(plan(building, name, more)).unwrap()
}

#[test]
fn a_plan_tells_what_the_tables_tell() {
    let spaces = rows("spaces.csv");
    let of_building: Vec<&Row> = spaces.iter().filter(|space| space["building"] == "B0056").collect();
    for (day, name) in [(TODAY, "now.svg"), ("2027-12-31", "later.svg")] {
        let picture = svg("B0056", name, &["--date", day]);
        let sums = by_hand(&of_building, day);
        for words in [format!("已租 {} ㎡", integer(sums.let_m2)), format!("空置 {} ㎡", integer(sums.free_m2)), day.to_owned()]
        {
            assert!(picture.contains(&words), "{day}: {words}");
        }
        assert!(["演示", "来源：", "截至 2026-10-31", "租约到期", "斜线"].iter().all(|words| picture.contains(words)), "{day}");
    }
    let again = svg("B0056", "again.svg", &[]);
    assert_eq!(again, svg("B0056", "now.svg", &[]), "the same input gives the same bytes");
    let english = svg("B0056", "english.svg", &["--lang", "en", "--by", "industry"]);
    assert!(english.contains("Stacking plan") && english.contains("Data intelligence"));
    assert!(plan("B0056", "plan.pdf", &[]).starts_with(b"%PDF") && plan("B0056", "plan.png", &[]).starts_with(b"\x89PNG"));
}

#[test]
fn a_building_is_found_by_key_name_and_pinyin_and_never_guessed() {
    let picture = svg("B0056", "key.svg", &[]);
    for text in ["b0056", "演示园北一 8 号楼", "演示园北一8号楼", "yanshiyuanbeiyi8haolou"] {
        assert_eq!(svg(text, "named.svg", &[]), picture, "{text}");
    }
    let out = folder().join("none.svg");
    let out = out.to_string_lossy();
    let told = |building: &str| {
        let run = stack(&[building, "--out", &out]);
        assert_eq!(run.status.code(), Some(1), "{building}");
        String::from_utf8(run.stderr).unwrap()
    };
    let several = told("演示园北一");
    assert!(several.contains("请用编号指明") && several.lines().filter(|line| line.contains("(B0")).count() > 3, "{several}");
    let near = told("演示园北一 8 号楼东塔楼顶");
    assert!(near.contains("相近的有") && near.contains("演示园北一 8 号楼 (B0056)"), "{near}");
    assert!(told("qqqq").contains("没有叫“qqqq”的楼宇"));
    assert!(!folder().join("none.svg").exists());
    for wrong in [&["B0056"][..], &["B0056", "--out", "x.gif"], &["--out", &out], &["B0056", "--out", &out, "--by", "rent"]] {
        assert_eq!(stack(wrong).status.code(), Some(2), "{wrong:?}");
    }
    for day in ["2026-10-30", "2031-11-01"] {
        let run = stack(&["B0056", "--out", &out, "--date", day]);
        assert_eq!(run.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&run.stderr).contains("2026-10-31"), "{day}");
    }
}

#[test]
fn a_confidential_plan_names_no_tenant_in_any_format() {
    let (spaces, firms) = (rows("spaces.csv"), rows("enterprises.csv"));
    let tenants: Vec<&str> =
        spaces.iter().filter(|space| space["building"] == "B0056").map(|space| space["tenant"].as_str()).collect();
    let named = firms.iter().filter(|firm| tenants.contains(&firm["id"].as_str()));
    let secrets: Vec<&str> = named.flat_map(|firm| [firm["name"].as_str(), firm["name_en"].as_str(), &firm["id"]]).collect();
    assert!(secrets.len() > 9);
    for (lang, by) in [("zh", "status"), ("en", "industry"), ("zh", "expiry")] {
        let more = ["--lang", lang, "--by", by];
        let open = svg("B0056", "open.svg", &more);
        assert!(secrets.iter().any(|secret| open.contains(secret)), "{lang}");
        let more = [&more[..], &["--confidential"]].concat();
        let closed = svg("B0056", "closed.svg", &more);
        assert!(secrets.iter().all(|secret| !closed.contains(secret)), "{lang}");
        plan("B0056", "closed.pdf", &more);
        let text = Command::new("pdftotext").arg(folder().join("closed.pdf")).arg("-").output();
        match text.map(|run| String::from_utf8_lossy(&run.stdout).into_owned()) {
            Ok(text) => {
                assert!(text.contains("B1") && secrets.iter().all(|secret| !text.contains(secret)), "{text}");
            }
            Err(_) => eprintln!("skipped the PDF: there is no pdftotext here"),
        }
    }
}

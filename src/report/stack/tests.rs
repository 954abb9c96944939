//! Sheets of handmade buildings: what must be on them, what must not, and that it can be read.

use std::sync::Arc;

use resvg::usvg::{self, fontdb};

use crate::analysis::stacking::{StackingParams, stacking};
use crate::domain::{Confidence, DatasetKind, Date, Field};
use crate::i18n::Lang;
use crate::index::ParkModel;
use crate::index::handmade::{Sheet, joined};
use crate::map::fonts;

use super::*;

const DEMO: Confidence = Confidence::Demo;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A tower of so many floors over two basements: one to four units a floor in all states, no 13th floor, a floor without spaces,
/// one that exceeds its plate.
fn tower(floors: i32) -> ParkModel {
    use Field::*;
    let states = ["已租", "空置", "到期", "意向", "转租", "预定", "装修中", "锁定"];
    let mut plates = Sheet::ours(DatasetKind::Floors, DEMO);
    let mut spaces = Sheet::ours(DatasetKind::Spaces, DEMO);
    let mut at = 0;
    for level in (-2..=floors).filter(|level| *level != 0 && *level != 13) {
        let level_text = level.to_string();
        plates = plates.row(&[(Building, "T"), (Level, &level_text), (PlateM2, "1800")]);
        let units = if level == 8 || level < 0 { 0 } else { 1 + level % 4 };
        for unit in 1..=units {
            let status = states[at % states.len()];
            let (name, id) = (format!("{level}{unit:02}"), format!("S{at}"));
            let area = if level == 5 { 1000 } else { 1700 / units - 10 * unit };
            let end = if ["已租", "到期", "转租"].contains(&status) {
                format!("20{}-0{}-28", 27 + at % 5, 1 + at % 9)
            } else {
                String::new()
            };
            let tenant = if end.is_empty() { "" } else { "E1" };
            spaces = spaces.row(&[
                (Id, &id),
                (Building, "T"),
                (Level, &level_text),
                (Unit, &name),
                (AreaM2, &area.to_string()),
                (Status, status),
                (LeaseEnd, &end),
                (Tenant, tenant),
                (RentYuanM2Day, "4.25"),
                (Source, "演示数据集"),
                (AsOf, "2026-10-31"),
            ]);
            at += 1;
        }
    }
    let cells = [(Id, "T"), (Name, "塔楼"), (NameEn, "Tower")];
    joined([
        Sheet::ours(DatasetKind::Buildings, DEMO).rectangle([0.0, 0.0], [40.0, 40.0], &cells),
        plates,
        spaces,
        Sheet::ours(DatasetKind::Enterprises, DEMO).point(
            [20.0, 20.0],
            &[(Id, "E1"), (Name, "机密科技有限公司"), (NameEn, "Secret Technology"), (Building, "T"), (Industry, "数据智能")],
        ),
    ])
}

fn drawn(model: &ParkModel, lang: Lang, by: ColourBy, confidential: bool, outlined: &[u32]) -> String {
    let reference_date = date("2026-10-31");
    let plan = stacking(model, 0, StackingParams { reference_date, day: date("2027-05-31") });
    svg(&StackSheet { plan: &plan, telling: Telling { model, lang, confidential }, by, outlined })
}

/// The boxes of all texts of a picture as its reader lays them out, and the picture's size.
fn texts(svg: &str) -> (Vec<(String, usvg::Rect)>, usvg::Size) {
    let mut faces = fontdb::Database::new();
    for face in [fonts::REGULAR, fonts::SEMIBOLD] {
        faces.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    let tree = usvg::Tree::from_str(svg, &usvg::Options { fontdb: Arc::new(faces), ..usvg::Options::default() }).unwrap();
    fn collect(group: &usvg::Group, into: &mut Vec<(String, usvg::Rect)>) {
        for node in group.children() {
            match node {
                usvg::Node::Group(group) => collect(group, into),
                usvg::Node::Text(text) => {
                    let words = text.chunks().iter().map(|chunk| chunk.text()).collect();
                    into.push((words, text.abs_bounding_box()));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(tree.root(), &mut found);
    (found, tree.size())
}

#[test]
fn sixty_floors_can_be_read() {
    for floors in [4, 12, 23, 60] {
        let model = tower(floors);
        for (lang, by) in [(Lang::Zh, ColourBy::Status), (Lang::En, ColourBy::LeaseEnd), (Lang::En, ColourBy::Industry)] {
            let (texts, size) = texts(&drawn(&model, lang, by, false, &[]));
            assert!(texts.len() > floors as usize, "{floors} floors, {} texts", texts.len());
            for (at, (words, place)) in texts.iter().enumerate() {
                assert!(
                    place.left() >= 0.0 && place.right() <= size.width() && place.bottom() <= size.height(),
                    "{words} {place:?}"
                );
                for (other, beside) in &texts[at + 1..] {
                    let apart = place.right() <= beside.left()
                        || beside.right() <= place.left()
                        || place.bottom() <= beside.top() + 2.0
                        || beside.bottom() <= place.top() + 2.0;
                    assert!(apart, "{floors} floors, {lang:?}: “{words}” {place:?} and “{other}” {beside:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_missing_and_what_is_too_much_is_on_the_sheet() {
    let model = tower(20);
    let svg = drawn(&model, Lang::Zh, ColourBy::Status, false, &[0, 1]);
    let on_it =
        ["塔楼 · 租控图", "13 层：无记录", "无房源记录", "斜线", "超 200 ㎡", "B2", "演示", "基准日 2026-10-31", "2027-05-31"];
    for words in on_it.into_iter().chain(["机密科技有限公司", "来源：ours; 演示数据集，截至 2026-10-31", "租约到期", "27Q1"])
    {
        assert!(svg.contains(words), "“{words}” is not there");
    }
    assert_eq!(svg, drawn(&model, Lang::Zh, ColourBy::Status, false, &[0, 1]), "the same input gives the same bytes");
    let empty = joined([Sheet::own(DatasetKind::Buildings).point([0.0, 0.0], &[(Field::Name, "空楼")])]);
    assert!(drawn(&empty, Lang::Zh, ColourBy::Status, false, &[]).contains("没有楼层记录"));
}

#[test]
fn confidential_sheets_name_nobody() {
    let model = tower(30);
    for by in ColourBy::ALL {
        for (lang, secrets) in [(Lang::Zh, ["机密科技", "E1", "数据智能"]), (Lang::En, ["Secret", "E1", "Data intelligence"])]
        {
            let open = drawn(&model, lang, by, false, &[]);
            assert!(open.contains(secrets[0]), "{by:?}");
            let confidential = drawn(&model, lang, by, true, &[]);
            for secret in secrets {
                let found = confidential.find(secret).map(|at| &confidential[at.saturating_sub(80)..at]);
                assert!(found.is_none(), "{by:?} {secret}: {found:?}");
            }
        }
    }
    let plan = stacking(&model, 0, StackingParams::on(date("2026-10-31")));
    let telling = Telling { model: &model, lang: Lang::Zh, confidential: true };
    use crate::domain::SpaceStatus::{FitOut, Interest, Vacant, Withheld};
    for cell in plan.cells() {
        let is_free = matches!(cell.status, Some(Vacant | Interest | FitOut | Withheld));
        assert_eq!(telling.rent(cell).is_some(), is_free, "{}", cell.name);
        assert_eq!(telling.tenant(cell), None);
    }
}

#[test]
fn a_plan_as_small_as_a_stamp_numbers_what_is_outlined() {
    let model = tower(60);
    let plan = stacking(&model, 0, StackingParams::on(date("2026-10-31")));
    let row = plan.floors().find(|floor| floor.level == Some(31)).unwrap().cells[0].row;
    let telling = Telling { model: &model, lang: Lang::Zh, confidential: true };
    let svg = mini(&StackSheet { plan: &plan, telling, by: ColourBy::Status, outlined: &[row] }, [130.0, 140.0]);
    let (texts, size) = texts(&svg);
    let numbers: Vec<&str> = texts.iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(numbers, ["31", "60", "B2"]);
    assert_eq!((size.width(), size.height()), (130.0, 140.0));
}

#[test]
fn a_plan_is_written_in_three_formats() {
    let model = tower(12);
    let plan = stacking(&model, 0, StackingParams::on(date("2026-10-31")));
    let telling = Telling { model: &model, lang: Lang::Zh, confidential: false };
    let sheet = StackSheet { plan: &plan, telling, by: ColourBy::Status, outlined: &[] };
    for (format, begins) in [(StackFormat::Svg, &b"<svg"[..]), (StackFormat::Png, b"\x89PNG"), (StackFormat::Pdf, b"%PDF")] {
        let bytes = picture(&sheet, format).unwrap();
        assert!(bytes.starts_with(begins), "{format:?}");
        assert_eq!(picture(&sheet, format).unwrap(), bytes, "{format:?}");
    }
    assert_eq!(StackFormat::of_path(std::path::Path::new("a/B.PDF")), Some(StackFormat::Pdf));
    assert_eq!(StackFormat::of_path(std::path::Path::new("a/b.pdfx")), None);
}

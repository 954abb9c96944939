//! `yuantu find … --pdf`: what the page says against the answer in JSON, its links, its faces, one page for six with long names,
//! the same bytes twice, own templates, and what confidential mode keeps out of every form.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::pdf_text::Pdf;

const CALL: &str = "60人 AI 北区 800-1200平 5元以下 近地铁 3月前";

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("brief-{name}"));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn at(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn with(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.join(name), text).unwrap();
        self.at(name)
    }
}

fn find(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yuantu")).env_remove("DISPLAY").arg("find").args(arguments).output().unwrap()
}

/// Makes a file and gives its bytes and the answer in JSON.
fn made(arguments: &[&str], path: &str) -> (Vec<u8>, Value) {
    let output = find(&[arguments, &["--json", "--pdf", path]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (std::fs::read(path).unwrap(), serde_json::from_slice(&output.stdout).unwrap())
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// 1,040 of 1040.
fn grouped(value: f64) -> String {
    let whole = format!("{value:.0}");
    if whole.len() > 3 { format!("{},{}", &whole[..whole.len() - 3], &whole[whole.len() - 3..]) } else { whole }
}

#[test]
fn the_page_says_what_was_found_and_can_be_searched() {
    let folder = Folder::new("page");
    let (bytes, answer) = made(&[CALL, "--prospect", "演示客户 A"], &folder.at("zh.pdf"));
    let pdf = Pdf::read(&bytes);
    let text = pdf.text();
    let results = answer["results"].as_array().unwrap();
    assert!(results.len() >= 6);
    for result in &results[..6] {
        let name = without_blanks(result["building"].as_str().unwrap());
        assert!(text.contains(&name), "{name} is not in {text}");
        assert!(text.contains(&grouped(result["area_m2"].as_f64().unwrap())), "{result}");
        assert!(text.contains(&format!("{:.2}", result["rent_yuan_m2_day"].as_f64().unwrap())), "{result}");
        assert!(text.contains(&grouped(result["metro_m"].as_f64().unwrap())), "{result}");
    }
    let words = [
        "演示客户A：6处候选",
        "800–1,200",
        "图例",
        "推荐",
        "500m内的企业",
        "园区政策",
        "审图号：",
        "内部资料未经审图不得公开",
        "©OpenStreetMapcontributors",
        "演示数据集1.0，截至2026-10-31",
        "1/1",
        "°E",
        "°N",
        "1:",
        "示意",
        "演示",
        "北",
    ];
    for word in words {
        assert!(text.contains(word), "{word} is not in {text}");
    }
    assert!(!text.contains('\u{fffd}'), "every letter is known: {text}");
    // One page, both faces in it, a way from each pin to its row and from each row to its pin.
    assert_eq!(pdf.with("/Type/Page/"), 1);
    assert!(pdf.with("/FontFile2") + pdf.with("/FontFile3") >= 2);
    assert!(pdf.with("/Subtype/Link") >= 12, "{}", pdf.with("/Subtype/Link"));
    assert_eq!(pdf.with("/URI") + pdf.with("/EmbeddedFile"), 0);
}

#[test]
fn the_same_question_makes_the_same_bytes() {
    let folder = Folder::new("same");
    for ending in ["pdf", "png", "xlsx"] {
        let [one, other] = ["one", "other"].map(|name| made(&[CALL, "--lang", "en"], &folder.at(&format!("{name}.{ending}"))).0);
        assert_eq!(one, other, "{ending}");
    }
    let refused = find(&[CALL, "--pdf", &folder.at("one.pdf")]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("已经存在"));
    let other_day = made(&[CALL, "--lang", "en", "--date", "2026-12-01"], &folder.at("day.pdf")).0;
    assert!(Pdf::read(&other_day).text().contains("2026-12-01"));
}

#[test]
fn a_template_of_ones_own_takes_the_place_of_ours() {
    let folder = Folder::new("template");
    let own = Folder::new("template-own");
    own.with(
        "brief.typ",
        "#let said = json(\"brief.json\")\n#set page(width: 9cm, height: 5cm)\n= #said.title\n#image(\"logo.svg\")",
    );
    own.with("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>");
    let path = own.0.to_string_lossy().into_owned();
    let (bytes, _) = made(&[CALL, "--template", &path, "--prospect", "甲"], &folder.at("own.pdf"));
    assert!(Pdf::read(&bytes).text().contains("甲：6处候选"));
    own.with("brief.typ", "#let said = json(\"brief.json\")\n\n#said.nothing-like-it");
    let wrong = find(&[CALL, "--template", &path, "--pdf", &folder.at("wrong.pdf")]);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert_eq!(wrong.status.code(), Some(1));
    assert!(told.contains("brief.typ:3") && told.contains("nothing-like-it"), "{told}");
    assert!(!Path::new(&folder.at("wrong.pdf")).exists());
    let missing = find(&[CALL, "--template", &folder.at("nowhere"), "--pdf", &folder.at("x.pdf")]);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("nowhere"));
    // A logo alone goes onto the bundled page.
    std::fs::remove_file(own.0.join("brief.typ")).unwrap();
    let (with_logo, _) = made(&[CALL, "--template", &path], &folder.at("logo.pdf"));
    let (without, _) = made(&[CALL], &folder.at("plain.pdf"));
    assert_ne!(with_logo, without);
    assert_eq!(Pdf::read(&with_logo).text(), Pdf::read(&without).text());
}

/// Buildings, spaces and words that must not leave the house.
const BUILDINGS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"H1","name":"第一研发与总部办公综合大楼（东区）附属十六号楼","use":"办公","floors_above":3},"geometry":{"type":"Polygon","coordinates":[[[121.4410,31.3000],[121.4415,31.3000],[121.4415,31.3005],[121.4410,31.3005],[121.4410,31.3000]]]}},
{"type":"Feature","properties":{"id":"H2","name":"乙楼","use":"办公","floors_above":3},"geometry":{"type":"Polygon","coordinates":[[[121.4430,31.3000],[121.4435,31.3000],[121.4435,31.3005],[121.4430,31.3005],[121.4430,31.3000]]]}},
{"type":"Feature","properties":{"id":"H3","name":"丙楼","use":"办公","floors_above":3},"geometry":{"type":"Polygon","coordinates":[[[121.4450,31.3000],[121.4455,31.3000],[121.4455,31.3005],[121.4450,31.3005],[121.4450,31.3000]]]}}]}"#;
const SPACES: &str = "id,building,level,unit,area_m2,rent_yuan_m2_day,status,delivery,lease_end,available_from,tenant,neighbours,note\n\
    U1,H1,1,101,900,4.02,空置,精装,,2026-01-01,,U4,\n\
    U2,H2,1,101,910,6.37,转租,精装,2028-01-31,2026-01-01,绝密甲承租公司,,底价五折绝密\n\
    U3,H3,1,101,920,5.91,到期,精装,2026-06-30,,绝密乙承租公司,,\n\
    U4,H1,1,102,300,7.83,到期,精装,2026-08-31,,绝密丙承租公司,U1,\n";
const TENANTS: [&str; 3] = ["绝密甲承租公司", "绝密乙承租公司", "绝密丙承租公司"];
const RENTS: [&str; 3] = ["6.37", "5.91", "7.83"];
const NOTE: &str = "底价五折绝密";

#[test]
fn nothing_secret_is_in_any_form() {
    let folder = Folder::new("secret");
    let files = [folder.with("buildings.geojson", BUILDINGS), folder.with("spaces.csv", SPACES)];
    let question = ["800到1000平 2026年底前", "--date", "2026-05-01", &files[0], &files[1]];
    let closed = [&question[..], &["--confidential"]].concat();
    let secrets = || TENANTS.into_iter().chain(RENTS).chain([NOTE]);

    let (open_pdf, answer) = made(&question, &folder.at("open.pdf"));
    assert_eq!(answer["results"].as_array().unwrap().len(), 3, "{answer:#}");
    let (closed_pdf, closed_answer) = made(&closed, &folder.at("closed.pdf"));
    let [open_text, closed_text] = [&open_pdf, &closed_pdf].map(|bytes| Pdf::read(bytes).text());
    for shown in ["绝密甲承租公司", "绝密乙承租公司", "6.37", "5.91", NOTE] {
        assert!(open_text.contains(shown), "without the mode {shown} is shown: {open_text}");
    }
    assert!(closed_text.contains("4.02") && closed_text.contains("保密"), "{closed_text}");
    let pdf = Pdf::read(&closed_pdf);
    for secret in secrets() {
        assert!(!closed_text.contains(secret), "{secret} is in {closed_text}");
        // A rent may be a coordinate by chance: rents are looked for among the words and in the properties.
        assert!(RENTS.contains(&secret) || !pdf.holds(secret), "{secret} is in the bytes");
        assert!(!pdf.properties().contains(secret), "{secret} is in the properties");
    }
    assert_eq!(pdf.with("/URI") + pdf.with("/EmbeddedFile") + pdf.with("/JavaScript"), 0);
    let json = closed_answer.to_string();
    assert!(secrets().all(|secret| !json.contains(secret)), "{json}");

    let [open_book, closed_book] = [("open", &question[..]), ("closed", &closed[..])].map(|(name, arguments)| {
        let (bytes, _) = made(arguments, &folder.at(&format!("{name}.xlsx")));
        parts_of(&bytes)
    });
    for secret in secrets() {
        assert!(open_book.contains(secret), "without the mode {secret} is in the list");
        assert!(!closed_book.contains(secret), "{secret} is in the list");
    }
    assert!(closed_book.contains("4.02"));

    let [open_png, closed_png] = [("open", &question[..]), ("closed", &closed[..])]
        .map(|(name, arguments)| made(arguments, &folder.at(&format!("{name}.png"))).0);
    assert_ne!(open_png, closed_png);
    // Pixels alone: no chunk that could hold words.
    assert!(chunks_of(&closed_png).iter().all(|name| ["IHDR", "IDAT", "IEND"].contains(&name.as_str())));
}

/// All parts of a workbook, as one text.
fn parts_of(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        part.read_to_string(&mut text).unwrap();
    }
    text
}

fn chunks_of(png: &[u8]) -> Vec<String> {
    let (mut at, mut names) = (8, Vec::new());
    while at < png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        names.push(String::from_utf8_lossy(&png[at + 4..at + 8]).into_owned());
        at += 12 + length;
    }
    names
}

//! `yuantu render` as a user calls it: pictures of the embedded park and of a file, and what is refused.

use std::path::PathBuf;
use std::process::{Command, Output};

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("render");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn yuantu(arguments: &[&str]) -> Output {
    // No display and no graphics adapter are to be needed.
    let mut command = Command::new(env!("CARGO_BIN_EXE_yuantu"));
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").args(arguments).output().unwrap()
}

fn picture(name: &str, more: &[&str]) -> Vec<u8> {
    let path = folder().join(name);
    let out = path.to_string_lossy();
    let run = yuantu(&[&["render", "--out", &out, "--size", "900x600"], more].concat());
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::read(path).unwrap()
}

#[test]
fn the_park_as_vectors_says_what_it_is() {
    let svg = String::from_utf8(picture("park.svg", &[])).unwrap();
    let words =
        ["北部", "中部", "南部", "© OpenStreetMap contributors", "示意", "演示", "内部资料 未经审图 不得公开", "图例", "基准日"];
    for words in words {
        assert!(svg.contains(words), "{words}");
    }
    assert_eq!(picture("again.svg", &[]), svg.as_bytes(), "the same input gives the same bytes");
    let english = String::from_utf8(picture("english.svg", &["--lang", "en"])).unwrap();
    assert!(english.contains("Legend") && english.contains("Jing'an"));
}

#[test]
fn pixels_and_pages_have_the_size_and_the_date() {
    let png = picture("close.png", &["--center", "121.448,31.2754", "--scale", "5000", "--theme", "dark"]);
    // A PNG's width and height follow its first chunk's name.
    assert_eq!(&png[16..24], &[900u32.to_be_bytes(), 600u32.to_be_bytes()].concat());
    let wish = ["--date", "2026-03-04", "--bbox", "121.42,31.26,121.47,31.31", "--layers", "blocks,metro"];
    let pdf = picture("page.pdf", &wish);
    let has = |words: &str| pdf.windows(words.len()).any(|window| window == words.as_bytes());
    assert!(has("D:20260304") && has("FontFile2"));
    assert_eq!(picture("again.pdf", &wish), pdf, "the same input gives the same bytes");
}

#[test]
fn an_approval_number_takes_the_place_of_the_warning() {
    let number = ["--approval", "沪S(2026)045号", "--layers", "blocks"];
    let svg = String::from_utf8(picture("approved.svg", &number)).unwrap();
    assert!(svg.contains("审图号：沪S(2026)045号") && !svg.contains("未经审图"));
    let bare = ["--layers", "blocks"];
    // What is pixels or glyphs is another picture with the number than without, and is the same each time.
    for name in ["approved.png", "approved.pdf"] {
        let approved = picture(name, &number);
        assert_eq!(picture(name, &number), approved);
        assert_ne!(picture(name, &bare), approved, "{name}");
    }
    let english = String::from_utf8(picture("approved_en.svg", &[&number[..], &["--lang", "en"]].concat())).unwrap();
    assert!(english.contains("Map approval no.: 沪S(2026)045号") && !english.contains("not reviewed"));
}

#[test]
fn a_file_is_drawn_and_can_be_drawn_alone() {
    let path = folder().join("mine.geojson");
    let text =
        r#"{"type":"Feature","properties":{"tag":"x"},"geometry":{"type":"LineString","coordinates":[[10,50],[10.1,50.1]]}}"#;
    std::fs::write(&path, text).unwrap();
    let svg = String::from_utf8(picture("mine.svg", &["--layers", "own:mine", &path.to_string_lossy()])).unwrap();
    assert!(svg.contains("mine") && svg.contains("stroke-linejoin") && !svg.contains("演示"), "{svg}");
}

#[test]
fn what_cannot_be_done_is_said() {
    let code = |arguments: &[&str]| yuantu(&[&["render"], arguments].concat()).status.code();
    let out = folder().join("no.png");
    let out = out.to_string_lossy();
    assert_eq!(code(&["--size", "9x9"]), Some(2));
    assert_eq!(code(&["--out", &out]), Some(2));
    assert_eq!(code(&["--out", "a.gif", "--size", "900x600"]), Some(2));
    assert_eq!(code(&["--out", &out, "--size", "900x600", "--scale", "5000"]), Some(2));
    assert_eq!(code(&["--out", &out, "--size", "900x600", "--layers", "nonsense"]), Some(2));
    assert_eq!(code(&["--out", &out, "--size", "900x600", "--approval", " "]), Some(2));
    assert_eq!(code(&["--out", &out, "--size", "900x600", "missing.geojson"]), Some(1));
    assert_eq!(code(&["--out", "/no/such/folder/a.png", "--size", "900x600"]), Some(1));
}

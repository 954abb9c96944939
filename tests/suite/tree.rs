//! The shape of the source tree: which room may use which, how files open, where colours and words live. Reads the files as
//! text, so that a broken rule names file and line.

use std::path::{Path, PathBuf};

/// Rooms, bottom floor first. A room uses only rooms before it.
const ROOMS: [&str; 15] = [
    "domain",
    "geodesy",
    "i18n",
    "workspace",
    "index",
    "search",
    "io",
    "import",
    "analysis",
    "finder",
    "map",
    "report",
    "ui",
    "app",
    "cli",
];

/// A source file: its path from the root of the project, and its text without the unit tests at its end.
struct Source {
    path: String,
    whole: String,
    code: String,
}

fn sources(folder: &str) -> Vec<Source> {
    fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
        if !folder.is_dir() {
            return;
        }
        let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths);
    let read = |path: PathBuf| {
        let whole = std::fs::read_to_string(&path).unwrap();
        let code = if is_test_file(&path) { String::new() } else { without_unit_tests(&whole) };
        let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        Source { path, code, whole }
    };
    paths.into_iter().map(read).collect()
}

/// Files that a `mod` line under `#[cfg(test)]` brings in: by convention `tests.rs`, `…_tests.rs` and `handmade.rs`.
fn is_test_file(path: &Path) -> bool {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    name == "tests" || name.ends_with("_tests") || name == "handmade"
}

/// The text up to the unit tests at its end: the `#[cfg(test)]` that opens a module's body.
fn without_unit_tests(whole: &str) -> String {
    let lines: Vec<&str> = whole.lines().collect();
    let opens_tests = |at: usize| lines[at].trim() == "#[cfg(test)]" && lines.get(at + 1).is_some_and(|next| next.ends_with('{'));
    let end = (0..lines.len()).find(|&at| opens_tests(at)).unwrap_or(lines.len());
    lines[..end].join("\n")
}

fn room_of(path: &str) -> Option<usize> {
    let inside = path.strip_prefix("src/")?;
    let name = inside.split(['/', '.']).next()?;
    ROOMS.iter().position(|room| *room == name)
}

/// Lines of code, numbered from 1, with comments left out.
fn code_lines(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let without_comment = |line: &'_ str| line.trim_start().starts_with("//");
    code.lines().enumerate().filter(move |(_, line)| !without_comment(line)).map(|(at, line)| (at + 1, line))
}

fn assert_none(broken: Vec<String>, rule: &str) {
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    let mut broken = Vec::new();
    for source in sources("src") {
        let Some(own) = room_of(&source.path) else { continue };
        for (at, line) in code_lines(&source.code) {
            for used in line.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if ROOMS.iter().position(|room| *room == name).is_some_and(|used| used > own) {
                    broken.push(format!("{}:{at}: {}", source.path, line.trim()));
                }
            }
        }
    }
    assert_none(broken, "a room uses one above it");
}

#[test]
fn only_the_window_knows_egui_and_only_the_map_knows_wgpu() {
    let mut broken = Vec::new();
    for source in sources("src") {
        let may_egui = ["src/map/gpu", "src/ui/", "src/app/"].iter().any(|place| source.path.starts_with(place));
        let may_wgpu = source.path.starts_with("src/map/gpu") || source.path.starts_with("src/app/");
        for (at, line) in code_lines(&source.code) {
            if line.contains("egui::") && !may_egui || line.contains("wgpu::") && !may_wgpu {
                broken.push(format!("{}:{at}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(broken, "egui or wgpu outside their rooms");
}

#[test]
fn every_file_says_what_it_is_for_and_holds_one_thing() {
    let mut broken = Vec::new();
    for folder in ["src", "tests", "examples", "benches"] {
        for source in sources(folder) {
            if !source.whole.starts_with("//!") {
                broken.push(format!("{}: does not open with //!", source.path));
            }
            if source.whole.lines().count() > 450 {
                broken.push(format!("{}: over 450 lines", source.path));
            }
        }
    }
    assert_none(broken, "files");
}

#[test]
fn nothing_that_can_panic_stands_outside_tests() {
    let mut broken = Vec::new();
    for source in sources("src") {
        for (at, line) in code_lines(&source.code) {
            // A constant that is wrong stops the build, not the program.
            if line.trim_start().starts_with("None => panic!(")
                && source.code.lines().nth(at - 3).is_some_and(|line| line.starts_with("const "))
            {
                continue;
            }
            let panics = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
            if panics.iter().any(|word| line.contains(word)) || line.contains("TODO") || line.contains("allow(dead_code)") {
                broken.push(format!("{}:{at}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(broken, "code that can panic, or is not finished");
}

#[test]
fn colours_have_one_home() {
    let homes = ["src/ui/theme", "src/map/palette", "src/map/scene.rs"];
    let mut broken = Vec::new();
    for source in sources("src") {
        if homes.iter().any(|home| source.path.starts_with(home)) {
            continue;
        }
        for (at, line) in code_lines(&source.code) {
            if ["Color32::from_rgb(", "Color32::from_rgba", "Rgba::hex(", "Color32::from_hex"]
                .iter()
                .any(|word| line.contains(word))
            {
                broken.push(format!("{}:{at}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(broken, "a colour outside ui/theme and map/palette");
}

#[test]
fn visible_words_have_one_home() {
    let rooms = ["src/ui/", "src/app/", "src/map/", "src/analysis/", "src/report/", "src/index/"];
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // What stands between two quotation marks of a line: every second piece.
    let has_chinese_text = |line: &str| line.split('"').skip(1).step_by(2).any(|text| text.chars().any(is_chinese));
    let mut broken = Vec::new();
    for source in sources("src") {
        if !rooms.iter().any(|room| source.path.starts_with(room)) {
            continue;
        }
        for (at, line) in code_lines(&source.code) {
            if has_chinese_text(line.split("//").next().unwrap_or_default()) {
                broken.push(format!("{}:{at}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(broken, "a visible string outside i18n");
}

//! Killed a hundred times while it saves: the file on the disk is always a whole document, not older than the last save that was
//! over, and the work is offered again. The process that is killed is this test binary, started anew.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use yuantu::app::keep::rescue::{Rescue, left_behind};
use yuantu::app::keep::save::{Draft, save};
use yuantu::app::keep::stamps::Stamps;
use yuantu::workspace::file::{Document, Rescued, read};

/// Says to the child where to save.
const FOLDER: &str = "YUANTU_TEST_SAVES_IN";
const KILLS: u64 = 100;
/// The longest that a child lives after its first save, microseconds.
const LIFE_US: u64 = 12_000;

/// A document that says in two places how often it was saved, and is long enough to be cut.
fn draft(count: u64) -> Draft {
    let mut document = Document::default();
    document.workspace.notes = format!("{count} {}", "备注 ".repeat(4000));
    document.others.insert("count".to_owned(), count.into());
    Draft { document, ..Draft::default() }
}

fn count_of(document: &Document) -> u64 {
    let count = document.others.get("count").and_then(serde_json::Value::as_u64).unwrap();
    assert!(document.workspace.notes.starts_with(&format!("{count} ")), "two saves in one document");
    assert_eq!(document.workspace.notes.len(), draft(count).document.workspace.notes.len());
    count
}

/// The child: saves in a loop, to its file and by itself, and says each time that it has. Nothing when it is run as a test.
#[test]
fn a_child_that_saves_until_it_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let stamps = Arc::new(Mutex::new(Stamps::default()));
    let target = folder.join("work.yuantu");
    let rescue = Rescue::in_folder(&folder.join("autosave")).unwrap();
    let begin = std::fs::read(&target).map_or(0, |bytes| count_of(&read(&bytes).unwrap().document));
    for count in begin + 1.. {
        save(&draft(count), &target, &stamps).unwrap();
        let of = Rescued { of: Some(target.display().to_string()), ..Rescued::default() };
        rescue.write(rescue.number(), draft(count), of, &stamps).unwrap();
        let mut out = std::io::stderr().lock();
        writeln!(out, "saved {count}").unwrap();
    }
}

fn start(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["keep_kill::a_child_that_saves_until_it_is_killed", "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn said(line: &str) -> Option<u64> {
    line.strip_prefix("saved ")?.parse().ok()
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_and_the_work_is_offered() {
    let folder = std::env::temp_dir().join(format!("yuantu-kill-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("autosave")).unwrap();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let (mut before, mut saves) = (0, 0);
    for kill in 0..KILLS {
        let mut child = start(&folder);
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let first = lines.find_map(|line| said(&line)).unwrap();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros((random >> 33) % LIFE_US));
        child.kill().unwrap();
        child.wait().unwrap();
        let over = lines.filter_map(|line| said(&line)).last().unwrap_or(first);
        let bytes = std::fs::read(folder.join("work.yuantu")).unwrap();
        let document = read(&bytes).unwrap_or_else(|fault| panic!("kill {kill}: {fault:?}")).document;
        let there = count_of(&document);
        assert!(there >= over && there <= over + 1, "kill {kill}: save {over} was over, {there} is there");
        assert!(there > before);
        (before, saves) = (there, saves + there - before);

        let left = left_behind(&folder.join("autosave"));
        assert_eq!(left.len(), 1, "kill {kill}: what was left behind");
        let left = left.into_iter().next().unwrap();
        assert_eq!(left.rescued.of.as_deref(), folder.join("work.yuantu").to_str());
        let rescued = read(&std::fs::read(&left.path).unwrap()).unwrap().document;
        let count = count_of(&rescued);
        assert!(count >= over && count <= there, "kill {kill}: save {over} was over, {count} is offered");
        // Another copy that starts now does not offer the same.
        assert!(left_behind(&folder.join("autosave")).is_empty());
        left.discard();
    }
    println!("{KILLS} kills, {saves} saves");
    std::fs::remove_dir_all(&folder).unwrap();
}

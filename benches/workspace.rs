//! How long saving a workspace takes, from the state to the file on the disk, and opening it. Prints a table; run with
//! `cargo bench --bench workspace`. The bound is 50 ms for a save.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use yuantu::app::keep::load::load;
use yuantu::app::keep::save::{Draft, DraftSource, save};
use yuantu::app::keep::stamps::Stamps;
use yuantu::domain::{ColumnRule, DatasetKind, Meaning, Recipe};
use yuantu::workspace::file::Document;
use yuantu::workspace::{LayerKey, LayerState, RecordKey};

const RUNS: usize = 21;
/// The file of a source, bytes.
const SOURCE: usize = 4 << 20;

fn main() {
    let folder = std::env::temp_dir().join(format!("yuantu-bench-{}", std::process::id()));
    let Ok(()) = std::fs::create_dir_all(&folder) else { return };
    println!("{:<64}{:>10}{:>10}{:>10}", "", "median ms", "worst ms", "KiB");
    for (sources, records) in [(3, 20), (20, 20_000)] {
        measure(&folder, sources, records);
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn measure(folder: &Path, sources: usize, records: usize) {
    let draft = draft(folder, sources, records);
    let target = folder.join("park.yuantu");
    let stamps = Arc::new(Mutex::new(Stamps::default()));
    let began = Instant::now();
    let Ok(bytes) = save(&draft, &target, &stamps) else { return };
    let first_ms = began.elapsed().as_secs_f64() * 1e3;
    let what = format!("{sources} sources of 4 MiB, selections of {records} records");
    println!("{:<64}{first_ms:>10.2}{first_ms:>10.2}{:>10}", format!("first save (sources hashed): {what}"), bytes / 1024);
    let [median, worst] = times(|| save(&draft, &target, &stamps).is_ok());
    println!("{:<64}{median:>10.2}{worst:>10.2}{:>10}", format!("save: {what}"), bytes / 1024);
    let [median, worst] = times(|| load(&target, false, folder, None, &stamps).is_ok());
    println!("{:<64}{median:>10.2}{worst:>10.2}", "open, sources found by their hashes");
}

/// Median and worst of several runs, milliseconds.
fn times(work: impl Fn() -> bool) -> [f64; 2] {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    [times[RUNS / 2], times[RUNS - 1]]
}

fn draft(folder: &Path, sources: usize, records: usize) -> Draft {
    let rules = (0..24).map(|column| ColumnRule { header: format!("列{column}"), meaning: Meaning::Kept, unit: None });
    let recipe = Recipe { columns: rules.collect(), crs: "GCJ-02".into(), ..Recipe::default() };
    let mut draft = Draft { document: Document::default(), ..Draft::default() };
    for number in 0..sources {
        let path = folder.join(format!("source {number}.csv"));
        let content: Vec<u8> = (0..SOURCE).map(|at| (at * 31 + number) as u8).collect();
        if std::fs::write(&path, content).is_ok() {
            let name = format!("source {number}");
            draft.document.workspace.layers.push(LayerState::new(LayerKey::Own(name.clone())));
            draft.sources.push(DraftSource { name, kind: DatasetKind::Other, path, recipe: Some(recipe.clone()) });
        }
    }
    let keys = (0..records).map(|row| RecordKey { layer: LayerKey::Enterprises, id: format!("E-{row:06}") }).collect();
    draft.document.workspace.selection_sets.insert("看房".into(), keys);
    draft.document.workspace.recipes = vec![recipe; sources];
    draft
}

//! How fast GeoJSON becomes records, beside the `geojson` crate on the same bytes, and what the records weigh, alone and in the
//! running program. Reads the 220,744 buildings of the test data where they are; else makes a city of as many. Refuses
//! statistics: the best of a few runs.
//!
//! `cargo bench --bench reader`, or with `-- FILE` for another file.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write as _;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use yuantu::app::RunOptions;
use yuantu::app::session::Session;
use yuantu::app::settings::Settings;
use yuantu::io::{Outcome, ReadOptions, ReadSink, embedded, read_path};
use yuantu::map::mesh::LayerMesh;

/// Counts what is allocated, and the most there was.
struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let live = LIVE.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(live, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_sub(layout.size(), Ordering::Relaxed);
        let live = LIVE.fetch_add(size, Ordering::Relaxed) + size;
        PEAK.fetch_max(live, Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).map(PathBuf::from);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata/buildings");
    let packed = given.unwrap_or_else(|| folder.join("tokyo_plateau_7wards_wgs84.geojson.gz"));
    let text = if packed.is_file() { unpack(&packed) } else { city(220_744) };
    let unpacked = std::env::temp_dir().join(format!("yuantu-bench-{}.geojson", std::process::id()));
    std::fs::write(&unpacked, &text).expect("the folder for passing files can be written");
    println!("{:.1} MB of GeoJSON", text.len() as f64 / 1e6);

    let one = best("yuantu, 1 thread", || read(&unpacked, 1));
    best("yuantu, 2 threads", || read(&unpacked, 2));
    if packed.is_file() {
        best("yuantu, packed, 2 threads", || read(&packed, 2));
    }
    let theirs = best("geojson crate, from memory", || {
        let text = std::str::from_utf8(&text).expect("the file is UTF-8");
        text.parse::<geojson::GeoJson>().expect("the file is GeoJSON")
    });
    println!("geojson crate ÷ yuantu on 1 thread: {:.1}", theirs / one);

    let text_bytes = text.len();
    drop(text);
    let before = LIVE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let outcome = read(&unpacked, 2);
    let rows = outcome.dataset.as_ref().map_or(0, |dataset| dataset.len());
    let (after, peak) = (LIVE.load(Ordering::Relaxed), PEAK.load(Ordering::Relaxed));
    println!(
        "{rows} rows: {:.0} bytes a row held, {:.1} MB at the peak",
        (after - before) as f64 / rows as f64,
        (peak - before) as f64 / 1e6
    );
    drop(outcome);
    weigh_program(&unpacked, text_bytes);
    // A file that was made only for this run: whether it can be removed does not change what was measured.
    let _ = std::fs::remove_file(&unpacked);

    best("embedded data, all kinds, 2 threads", || embedded::load_all(2));
}

/// What the program, all but its window, holds of a file beside what it holds without one: records, joins, trees, figures,
/// scene. What would go to the graphics device is counted apart and let go, as the window does.
fn weigh_program(path: &Path, file_bytes: usize) {
    let mut session = Session::start(&egui::Context::default(), Vec::new(), &RunOptions::default());
    session.adopt(Settings::default());
    let mut device = Device::default();
    device.settle(&mut session);
    let before = LIVE.load(Ordering::Relaxed);
    let rows_before: usize = session.state.datasets.iter().map(|dataset| dataset.len()).sum();
    let on_device_before = device.bytes(&session);
    PEAK.store(before, Ordering::Relaxed);
    let start = Instant::now();
    session.open_files(vec![path.to_owned()]);
    device.settle(&mut session);
    let seconds = (start.elapsed() - SETTLED_FOR).as_secs_f64();
    let rows = session.state.datasets.iter().map(|dataset| dataset.len()).sum::<usize>() - rows_before;
    let (after, peak) = (LIVE.load(Ordering::Relaxed), PEAK.load(Ordering::Relaxed));
    println!(
        "the program with the file, at rest after {seconds:.2} s: {:.0} bytes a row held, {:.2} × the file at the peak; \
         for the graphics device {:.0} bytes a row",
        (after as f64 - before as f64) / rows as f64,
        (peak - before) as f64 / file_bytes as f64,
        (device.bytes(&session) as f64 - on_device_before as f64) / rows as f64,
    );
}

/// With nothing to do for so long the program is at rest.
const SETTLED_FOR: Duration = Duration::from_millis(400);

/// Stands in for the graphics device: takes the meshes of every scene.
#[derive(Default)]
struct Device {
    meshes: Vec<(Weak<LayerMesh>, usize)>,
}

impl Device {
    /// Runs the program until it has nothing more to do.
    fn settle(&mut self, session: &mut Session) {
        let mut since = Instant::now();
        while since.elapsed() < SETTLED_FOR {
            session.poll();
            if session.work.is_busy() {
                since = Instant::now();
            }
            for layer in &session.drawing.scene.layers {
                if let Some(streams) = layer.mesh.take_streams() {
                    let bytes = streams.iter().map(|streams| streams.bytes()).sum();
                    self.meshes.push((Arc::downgrade(&layer.mesh), bytes));
                }
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// What it would hold: the meshes of all scenes that are not gone, and the colours of this one.
    fn bytes(&self, session: &Session) -> usize {
        let colours = session.drawing.scene.layers.iter().map(|layer| (layer.paint.fill.len() + layer.paint.line.len()) * 4);
        let meshes = self.meshes.iter().filter(|(mesh, _)| mesh.strong_count() > 0).map(|(_, bytes)| bytes);
        meshes.sum::<usize>() + colours.sum::<usize>()
    }
}

fn read(path: &Path, threads: usize) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_path(path, &ReadOptions { threads, kind: None, ..ReadOptions::default() }, sink)
}

/// The best time of a few runs, in seconds, printed.
fn best<T>(name: &str, mut run: impl FnMut() -> T) -> f64 {
    let times = (0..4).map(|_| {
        let start = Instant::now();
        let result = run();
        let seconds = start.elapsed().as_secs_f64();
        drop(result);
        seconds
    });
    let least = times.fold(f64::INFINITY, f64::min);
    println!("{name:40} {:8.1} ms", least * 1e3);
    least
}

fn unpack(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).expect("the file can be read");
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return bytes;
    }
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_end(&mut text).expect("the file can be unpacked");
    text
}

/// Rectangles in rows, with four properties each.
fn city(buildings: usize) -> Vec<u8> {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for building in 0..buildings {
        let (west, south) = (121.3 + (building % 500) as f64 * 4e-4, 31.1 + (building / 500) as f64 * 3e-4);
        let (east, north) = (west + 2.5e-4, south + 1.75e-4);
        let comma = if building == 0 { "" } else { ",\n" };
        write!(
            text,
            "{comma}{{\"type\":\"Feature\",\"id\":{building},\"properties\":{{\"编号\":\"b-{building}\",\"用途\":\"办公\",\
             \"height_m\":{},\"floors_above\":{}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{west:.7},{south:.7}],\
             [{east:.7},{south:.7}],[{east:.7},{north:.7}],[{west:.7},{north:.7}],[{west:.7},{south:.7}]]]}}}}",
            building % 90 + 3,
            building % 30 + 1,
        )
        .expect("memory takes it");
    }
    text.push_str("\n]}\n");
    text.into_bytes()
}

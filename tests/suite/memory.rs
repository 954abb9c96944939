//! What a large file costs in memory, on its way from text to scene. A generated city, one thread, counted by an allocator of this
//! test binary: no clock, no process figures, the same number at every run.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;

use yuantu::analysis::reference::reference_date;
use yuantu::analysis::vacancy::{VacancyParams, vacancy};
use yuantu::domain::DatasetKind;
use yuantu::i18n::Lang;
use yuantu::index::{ActiveSets, ParkModel};
use yuantu::io::{ReadOptions, ReadSink, read_bytes};
use yuantu::map::mesh::LayerMesh;
use yuantu::map::palette::MapLook;
use yuantu::map::sheet::{SheetCache, SheetInput, build};
use yuantu::workspace::Workspace;

const BUILDINGS: usize = 20_000;
/// Private memory a building may take once everything is made of it, bytes; what goes to the graphics device not counted.
const HELD_A_BUILDING: isize = 600;
/// What reading may take at the most, the text included, in sizes of the text.
const PEAK_IN_TEXTS: isize = 3;

/// Counts what this thread has allocated and not freed, and the most there was.
struct Counting;

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: isize) {
    // A thread that is ending has no counters any more, and nobody asks for them.
    let _ = LIVE.try_with(|live| {
        live.set(live.get() + bytes);
        PEAK.try_with(|peak| peak.set(peak.get().max(live.get())))
    });
}

// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn live() -> isize {
    LIVE.get()
}

/// Buildings of eight corners in rows, each with a key, a use and two numbers: about what surveys deliver.
fn city() -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for at in 0..BUILDINGS {
        let (x, y) = (121.3 + (at % 200) as f64 * 4e-4, 31.1 + (at / 200) as f64 * 3e-4);
        let comma = if at == 0 { "" } else { ",\n" };
        write!(
            text,
            "{comma}{{\"type\":\"Feature\",\"id\":\"13101-bldg-{at}\",\"properties\":{{\"楼宇编号\":\"13101-bldg-{at}\",\
             \"用途\":\"办公\",\"height_m\":{}.5,\"gross_m2\":{}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[",
            at % 90 + 3,
            at % 9_000 + 100,
        )
        .unwrap();
        let corners = [[0, 0], [9, 0], [9, 3], [6, 3], [6, 6], [3, 6], [3, 9], [0, 9], [0, 0]];
        let corners =
            corners.map(|[east, north]| format!("[{:.7},{:.7}]", x + f64::from(east) * 2e-5, y + f64::from(north) * 2e-5));
        text.push_str(&corners.join(","));
        text.push_str("]]}}");
    }
    text.push_str("\n]}");
    text
}

#[test]
fn a_large_city_takes_little_memory() {
    let mut text = city();
    text.shrink_to_fit();
    let text_bytes = text.len() as isize;
    let empty = live() - text_bytes;
    PEAK.set(live());
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let dataset =
        read_bytes("city.geojson", text.into_bytes(), &ReadOptions { threads: 1, kind: None, ..ReadOptions::default() }, sink)
            .dataset
            .unwrap();
    let peak = PEAK.get() - empty;
    assert_eq!((dataset.kind, dataset.len()), (DatasetKind::Buildings, BUILDINGS));
    assert!(peak <= PEAK_IN_TEXTS * text_bytes, "{peak} bytes to read {text_bytes}");

    let dataset = Arc::new(dataset);
    let mut sets = ActiveSets::default();
    sets.set(DatasetKind::Buildings, Some(dataset.clone()));
    let model = Arc::new(ParkModel::join(sets, &|_, _| ControlFlow::Continue(())).unwrap());
    let table = Arc::new(vacancy(&model, VacancyParams { reference_date: reference_date(model.sets()) }));
    let held = live() - empty;

    // The mesh is made on all cores: its streams are weighed, not counted.
    let mesh = Arc::new(LayerMesh::of(&dataset.geometries));
    let on_device: usize = mesh.take_streams().unwrap().iter().map(|streams| streams.bytes()).sum();
    let (workspace, mut cache) = (Workspace::default(), SheetCache::default());
    let datasets = [(dataset, mesh)];
    let before_scene = live();
    let input = SheetInput {
        lang: Lang::Zh,
        look: MapLook::Light,
        workspace: &workspace,
        datasets: &datasets,
        model: Some(&model),
        vacancy: Some(&table),
        clusters: None,
        findings: None,
        fitting: None,
    };
    let scene = build(&input, &mut cache);
    let each = (held + live() - before_scene) / BUILDINGS as isize;
    println!(
        "{each} bytes a building held, {} on the device, {:.2} texts at the peak",
        on_device / BUILDINGS,
        peak as f64 / text_bytes as f64
    );
    assert!(each <= HELD_A_BUILDING, "{each} bytes a building");
    assert!(scene.layers.iter().any(|layer| layer.paint.fill.len() == BUILDINGS));
}

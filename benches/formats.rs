//! How fast spatial formats become records, beside GeoJSON of the same records and beside the `flatgeobuf` crate, and how soon a
//! preview is there. Reads the 220,744 buildings of the test data where they are; else says that it skipped. Refuses
//! statistics: the best of a few runs.
//!
//! `cargo bench --bench formats`

use std::io::{BufReader, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use flatgeobuf::geozero::{ColumnValue, GeomProcessor, PropertyProcessor, error::Result as GeoResult};
use flatgeobuf::{
    ColumnType, FallibleStreamingIterator, FeatureProperties, FgbCrs, FgbReader, FgbWriter, FgbWriterOptions, GeometryType,
    GeozeroGeometry,
};
use yuantu::domain::{Dataset, Value};
use yuantu::io::{Outcome, ReadOptions, ReadSink, read_path};

fn main() {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata/buildings/tokyo_plateau_7wards_wgs84.geojson.gz");
    if !packed.is_file() {
        println!("skipped: there is no test data at {}", packed.display());
        return;
    }
    let folder = std::env::temp_dir().join(format!("yuantu-formats-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for passing files can be written");
    let geojson = folder.join("tokyo.geojson");
    let mut text = Vec::new();
    let bytes = std::fs::read(&packed).expect("the file can be read");
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(bytes.as_slice()), &mut text).expect("it is gzip");
    std::fs::write(&geojson, text).expect("the folder can be written");
    let cities = read(&geojson, &ReadOptions::default()).dataset.expect("the file is GeoJSON");
    let flat = folder.join("tokyo.fgb");
    write_flatgeobuf(&cities, &flat);
    println!("{} buildings, {} corners", cities.len(), cities.geometries.positions.len());

    for threads in [1, 2] {
        let options = ReadOptions { threads, ..ReadOptions::default() };
        let slow = best(&format!("GeoJSON, {threads} thread(s)"), || read(&geojson, &options));
        let fast = best(&format!("FlatGeobuf, {threads} thread(s)"), || read(&flat, &options));
        println!("FlatGeobuf ÷ GeoJSON: {:.2}", fast / slow);
    }
    best("FlatGeobuf by the flatgeobuf crate, geometry and cells", || by_crate(&flat));
    let window = ReadOptions { window: Some([139.75, 35.68, 139.76, 35.69]), ..ReadOptions::default() };
    best("FlatGeobuf, a window of 1 km", || read(&flat, &window));
    let preview = ReadOptions { max_rows: Some(200), ..ReadOptions::default() };
    best("GeoJSON, preview of 200 rows", || read(&geojson, &preview));
    best("FlatGeobuf, preview of 200 rows", || read(&flat, &preview));
    let formats = packed.with_file_name("formats");
    for file in ["chiyoda.fgb", "chiyoda_utm54n.gpkg", "chiyoda_shp/chiyoda_epsg6677.shp"] {
        best(&format!("{file}, 11,581 buildings"), || read(&formats.join(file), &ReadOptions::default()));
        best(&format!("{file}, preview of 200 rows"), || read(&formats.join(file), &preview));
    }
    // Files that were made only for this run: whether they can be removed does not change what was measured.
    let _ = std::fs::remove_dir_all(&folder);
}

fn read(path: &Path, options: &ReadOptions) -> Outcome {
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    read_path(path, options, sink)
}

/// The best time of a few runs, in seconds, printed.
fn best<T>(name: &str, mut run: impl FnMut() -> T) -> f64 {
    let times = (0..5).map(|_| {
        let start = Instant::now();
        let result = run();
        let seconds = start.elapsed().as_secs_f64();
        drop(result);
        seconds
    });
    let least = times.fold(f64::INFINITY, f64::min);
    println!("{name:56} {:8.1} ms", least * 1e3);
    least
}

/// One row of a dataset, as the crate takes it.
struct Row<'a>(&'a Dataset, usize);

impl GeozeroGeometry for Row<'_> {
    fn process_geom<P: GeomProcessor>(&self, out: &mut P) -> GeoResult<()> {
        let Row(set, row) = *self;
        let parts = set.geometries.parts(row);
        out.multipolygon_begin(parts.len(), 0)?;
        for (index, part) in parts.enumerate() {
            let rings = set.geometries.rings(part);
            out.polygon_begin(false, rings.len(), index)?;
            for (index, ring) in rings.enumerate() {
                let positions = set.geometries.ring(ring);
                out.linestring_begin(false, positions.len(), index)?;
                for (index, &[x, y]) in positions.iter().enumerate() {
                    out.xy(x, y, index)?;
                }
                out.linestring_end(false, index)?;
            }
            out.polygon_end(false, index)?;
        }
        out.multipolygon_end(0)
    }
}

fn write_flatgeobuf(set: &Dataset, path: &PathBuf) {
    let crs = FgbCrs { code: 4326, ..FgbCrs::default() };
    let options = FgbWriterOptions { crs, ..FgbWriterOptions::default() };
    let mut writer = FgbWriter::create_with_options("tokyo", GeometryType::MultiPolygon, options).expect("the writer starts");
    for (column, name) in set.table.names.iter().enumerate() {
        let is_number = (0..set.len()).all(|row| !matches!(set.table.get(row, column), Value::Text(_)));
        writer.add_column(name, if is_number { ColumnType::Double } else { ColumnType::String }, |_, _| {});
    }
    for row in 0..set.len() {
        let written = writer.add_feature_geom(Row(set, row), |feature| {
            for (column, name) in set.table.names.iter().enumerate() {
                let value = match set.table.get(row, column) {
                    Value::Text(text) => ColumnValue::String(text),
                    Value::Number(number) => ColumnValue::Double(number),
                    _ => continue,
                };
                feature.property(column, name, &value).expect("memory takes it");
            }
        });
        written.expect("a building is a geometry");
    }
    let mut out = BufWriter::new(std::fs::File::create(path).expect("the folder can be written"));
    writer.write(&mut out).expect("the file can be written");
    out.flush().expect("the file can be written");
}

/// Takes what a reader of the crate gives.
#[derive(Default)]
struct Taken {
    positions: Vec<[f64; 2]>,
    cells: usize,
}

impl GeomProcessor for Taken {
    fn xy(&mut self, x: f64, y: f64, _: usize) -> GeoResult<()> {
        self.positions.push([x, y]);
        Ok(())
    }
}

impl PropertyProcessor for Taken {
    fn property(&mut self, _: usize, _: &str, value: &ColumnValue) -> GeoResult<bool> {
        self.cells += usize::from(!matches!(value, ColumnValue::Binary(_)));
        Ok(false)
    }
}

fn by_crate(path: &Path) -> (usize, usize) {
    let file = BufReader::new(std::fs::File::open(path).expect("the file is there"));
    let mut features = FgbReader::open(file).and_then(|reader| reader.select_all()).expect("the file is FlatGeobuf");
    let mut taken = Taken::default();
    while let Some(feature) = features.next().expect("the file is sound") {
        feature.process_geom(&mut taken).expect("it is a geometry");
        feature.process_properties(&mut taken).expect("they are cells");
    }
    (taken.positions.len(), taken.cells)
}

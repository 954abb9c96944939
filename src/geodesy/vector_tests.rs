//! The coordinate vectors of the test data, for the tests of GCJ-02 and BD-09. Refuses to fail where they do not lie there.

use std::path::PathBuf;

/// One line of the reference vectors.
pub(super) struct Vector {
    pub id: String,
    pub operation: String,
    pub input: [f64; 2],
    output: [f64; 2],
    tolerance_deg: f64,
}

/// The vectors of other libraries' tests; none where the test data is not there.
pub(super) fn reference() -> Vec<Vector> {
    let line = |cells: &csv::StringRecord| {
        let number = |at: usize| cells.get(at)?.parse::<f64>().ok();
        let tolerance_deg = number(6).or_else(|| number(7).map(|metres| metres / 111_000.0))?;
        Some(Vector {
            id: cells.get(0)?.to_owned(),
            operation: cells.get(1)?.to_owned(),
            input: [number(2)?, number(3)?],
            output: [number(4)?, number(5)?],
            tolerance_deg,
        })
    };
    lines("reference_vectors.csv").iter().map(|cells| line(cells).expect("a vector has its numbers")).collect()
}

/// Places in WGS84, GCJ-02 and BD-09, as three libraries agree on them to 1.3e-7 degree.
pub(super) fn grid() -> Vec<[[f64; 2]; 3]> {
    let number = |cells: &csv::StringRecord, at: usize| cells[at].parse::<f64>().expect("the grid is numbers");
    let lines = lines("grid_crosschecked_dev.csv");
    lines.iter().map(|cells| [1, 3, 5].map(|at| [number(cells, at), number(cells, at + 1)])).collect()
}

/// True where a result is within the vector's tolerance.
pub(super) fn agrees(found: [f64; 2], vector: &Vector) -> bool {
    (0..2).all(|axis| (found[axis] - vector.output[axis]).abs() <= vector.tolerance_deg)
}

fn lines(name: &str) -> Vec<csv::StringRecord> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata/coords").join(name);
    let Ok(mut reader) = csv::ReaderBuilder::new().flexible(true).from_path(&path) else {
        println!("skipped: no {}", path.display());
        return Vec::new();
    };
    reader.records().map(|record| record.expect("the vectors are CSV")).collect()
}

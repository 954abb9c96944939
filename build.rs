//! Packs the embedded data (`data/*.geojson`, `data/*.csv`) into one blob and writes a table of what is where in it, and the
//! register of coordinate systems into another. Refuses to look into the files.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=assets/crs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let register = fs::read("assets/crs/epsg.tsv").expect("the register is there");
    fs::write(out.join("epsg.bin"), packed(&register, Vec::new())).expect("OUT_DIR can be written");
    let mut blob = Vec::new();
    let mut table = String::from("[\n");
    for path in files(Path::new("data")) {
        println!("cargo::rerun-if-changed={}", path.display());
        let plain = fs::read(&path).expect("a file that was listed can be read");
        let start = blob.len();
        blob = packed(&plain, blob);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        writeln!(table, "    ({name:?}, {start}..{}, {}),", blob.len(), plain.len()).expect("memory takes it");
    }
    table.push(']');
    fs::write(out.join("embedded.bin"), blob).expect("OUT_DIR can be written");
    fs::write(out.join("embedded.rs"), table).expect("OUT_DIR can be written");
}

/// A blob with a file's deflated bytes after what it held before.
fn packed(plain: &[u8], blob: Vec<u8>) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(blob, Compression::best());
    packer.write_all(plain).and_then(|()| packer.finish()).expect("memory takes it")
}

/// The data files by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_data = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "geojson" || extension == "csv");
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(is_data).collect();
    files.sort();
    files
}

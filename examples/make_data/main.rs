//! Writes the data that ships with the program into `data/`, or into the folder named as the first argument. It reads the
//! committed base map from `data/` and nothing else: the same input gives the same bytes on every machine.

mod city;
mod named;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let target = env::args_os().nth(1).map_or_else(|| committed.clone(), PathBuf::from);
    fs::create_dir_all(&target)?;
    let blocks = fs::read_to_string(committed.join("blocks.geojson"))?;
    let base = city::BaseMap::read(|name| {
        let path = committed.join(name).with_extension("geojson");
        fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
    })?;
    let files = named::named_files(&blocks)?.into_iter().chain(city::make(&base));
    for (name, text) in files {
        fs::write(target.join(name), text)?;
    }
    Ok(())
}

//! The workspace file, `.yuantu`: one JSON document, described in `FORMAT.md` beside this folder. Here it is read from bytes and
//! written to bytes. Refuses the disk, and files of a later version.

mod hash;
mod migrate;
mod pack;
mod paths;
mod read;

pub use hash::ContentHash;
pub use pack::{MAX_PACKED, PackFault, pack, unpack};
pub use paths::{relative, resolve};
pub use read::{FileFault, Read, read};

use serde_json::{Map, Value};

use crate::domain::{DatasetKind, Recipe};

use super::{RecordKey, Workspace};

/// The ending of workspace files.
pub const ENDING: &str = "yuantu";
/// The version that is written.
pub const VERSION: u64 = 1;

/// What a workspace file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What the user has decided.
    pub workspace: Workspace,
    /// The files the data comes from, in the order in which they were opened.
    pub sources: Vec<Source>,
    /// Where the map looked.
    pub camera: Option<Gaze>,
    /// Whether the map was shown, or Home.
    pub on_map: bool,
    /// The records that were selected.
    pub selection: Vec<RecordKey>,
    /// Whether the data is packed in.
    pub packed: bool,
    /// Only in what the program saves by itself: what it stands for.
    pub rescued: Option<Rescued>,
    /// Members of which this version knows nothing: written again as they were read.
    pub others: Map<String, Value>,
}

/// Where the map looks.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Gaze {
    /// The middle, Web Mercator metres.
    pub centre_in_mercator: [f64; 2],
    /// Web Mercator metres a point of the screen.
    pub mercator_per_pt: f64,
}

/// A file of the user's.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// The name of its dataset.
    pub name: String,
    /// What its records are.
    #[serde(default = "other")]
    pub kind: DatasetKind,
    /// Where it is, from the folder of the workspace file, parts separated by `/`; absolute where there is no way from there.
    pub path: String,
    /// The file itself, then those that belong to it (a shapefile's table).
    #[serde(default)]
    pub files: Vec<FileNote>,
    /// What was decided about its columns and coordinates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe: Option<Recipe>,
    /// Rows (as numbered in the file) and the building's id that the user chose for each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<(u32, String)>,
}

fn other() -> DatasetKind {
    DatasetKind::Other
}

/// A file as it was when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileNote {
    /// Its name, without a folder.
    pub name: String,
    /// Its length, bytes.
    pub size: u64,
    /// The hash of its content, as [`ContentHash`] writes it.
    pub hash: String,
    /// The content itself, packed by [`pack`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packed: Option<String>,
}

impl FileNote {
    /// True when both note the same content.
    pub fn is_same_content(&self, other: &Self) -> bool {
        self.size == other.size && self.hash == other.hash
    }
}

/// What a document that the program saved by itself stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Rescued {
    /// The workspace file that was open; none where the work had no name yet.
    pub of: Option<String>,
    /// When it was saved, seconds since 1970.
    pub at_s: u64,
    /// The program was closed by the user, with this work unnamed.
    pub closed: bool,
}

impl Document {
    /// The document as the bytes of a file, the same for the same document.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut members = Map::new();
        members.insert(read::MARK.to_owned(), VERSION.into());
        members.insert("program".to_owned(), env!("CARGO_PKG_VERSION").into());
        members.insert("sources".to_owned(), serde_json::to_value(&self.sources)?);
        members.insert("workspace".to_owned(), serde_json::to_value(&self.workspace)?);
        members.insert("camera".to_owned(), serde_json::to_value(self.camera)?);
        members.insert("on_map".to_owned(), self.on_map.into());
        members.insert("selection".to_owned(), serde_json::to_value(&self.selection)?);
        members.insert("packed".to_owned(), self.packed.into());
        if let Some(rescued) = &self.rescued {
            members.insert("rescued".to_owned(), serde_json::to_value(rescued)?);
        }
        for (name, value) in &self.others {
            members.entry(name).or_insert_with(|| value.clone());
        }
        let mut bytes = serde_json::to_vec_pretty(&members)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests;

//! Bytes to a document. What is damaged in one place does not lose the rest: a layer, a source or a recipe that makes no sense is
//! left out and named. Refuses what is no workspace, is cut off, or comes from a later version.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::migrate::migrate;
use super::{Document, Source, VERSION};
use crate::domain::Recipe;
use crate::workspace::{LayerKey, LayerState, RecordKey, Workspace};

/// The member that marks a workspace file, and holds its version.
pub(super) const MARK: &str = "yuantu";
/// What this version knows, the mark aside.
const KNOWN: [&str; 9] = ["program", "sources", "workspace", "camera", "on_map", "selection", "packed", "rescued", MARK];

/// Why bytes are no document.
#[derive(Clone, Debug, PartialEq)]
pub enum FileFault {
    /// Broken JSON: line and column, counted from 1, and what the parser says.
    Broken {
        /// The line.
        line: usize,
        /// The column, bytes.
        column: usize,
        /// What is wrong there.
        why: String,
    },
    /// JSON, but no workspace.
    NoWorkspace,
    /// Written by a later version of the program.
    Later {
        /// The version of the file.
        version: u64,
        /// The version of the program that wrote it.
        program: String,
    },
}

/// A document, and what of it was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The document.
    pub document: Document,
    /// Where something made no sense and was left out: `workspace.layers[3]`.
    pub left_out: Vec<String>,
}

/// Reads a document.
///
/// ```
/// use yuantu::workspace::file::{Document, read};
///
/// let document = Document::default();
/// let bytes = document.to_bytes().unwrap_or_default();
/// assert_eq!(read(&bytes).map(|read| read.document), Ok(document));
/// ```
pub fn read(bytes: &[u8]) -> Result<Read, FileFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| FileFault::Broken {
        line: error.line(),
        column: error.column(),
        why: error.to_string().split(" at line ").next().unwrap_or_default().to_owned(),
    })?;
    let Value::Object(mut members) = value else { return Err(FileFault::NoWorkspace) };
    let version = members.get(MARK).and_then(Value::as_u64).ok_or(FileFault::NoWorkspace)?;
    if version > VERSION {
        let program = members.get("program").and_then(Value::as_str).unwrap_or_default().to_owned();
        return Err(FileFault::Later { version, program });
    }
    migrate(&mut members, version);
    let mut left_out = Vec::new();
    let document = Document {
        workspace: workspace(members.shift_remove("workspace"), &mut left_out),
        sources: list::<Source>(members.shift_remove("sources"), "sources", &mut left_out),
        camera: one(members.shift_remove("camera"), "camera", &mut left_out),
        on_map: one(members.shift_remove("on_map"), "on_map", &mut left_out).unwrap_or_default(),
        selection: list::<RecordKey>(members.shift_remove("selection"), "selection", &mut left_out),
        packed: one(members.shift_remove("packed"), "packed", &mut left_out).unwrap_or_default(),
        rescued: one(members.shift_remove("rescued"), "rescued", &mut left_out),
        others: members.into_iter().filter(|(name, _)| !KNOWN.contains(&name.as_str())).collect(),
    };
    Ok(Read { document, left_out })
}

/// One member; none where it is missing, null or senseless.
fn one<T: DeserializeOwned>(value: Option<Value>, place: &str, left_out: &mut Vec<String>) -> Option<T> {
    let value = value.filter(|value| !value.is_null())?;
    let made = serde_json::from_value(value).ok();
    if made.is_none() {
        left_out.push(place.to_owned());
    }
    made
}

/// The elements of a list that make sense.
fn list<T: DeserializeOwned>(value: Option<Value>, place: &str, left_out: &mut Vec<String>) -> Vec<T> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(elements)) => {
            let mut element = |(at, value)| one(Some(value), &format!("{place}[{at}]"), left_out);
            elements.into_iter().enumerate().filter_map(&mut element).collect()
        }
        Some(_) => {
            left_out.push(place.to_owned());
            Vec::new()
        }
    }
}

/// The workspace, member by member.
fn workspace(value: Option<Value>, left_out: &mut Vec<String>) -> Workspace {
    let mut made = Workspace::default();
    let Some(Value::Object(mut members)) = value else {
        if value.is_some() {
            left_out.push("workspace".to_owned());
        }
        return made;
    };
    fn take<T: DeserializeOwned>(members: &mut Map<String, Value>, name: &str, into: &mut T, left_out: &mut Vec<String>) {
        if let Some(value) = one(members.shift_remove(name), &format!("workspace.{name}"), left_out) {
            *into = value;
        }
    }
    if let Some(layers) = members.shift_remove("layers") {
        made.layers = list::<LayerState>(Some(layers), "workspace.layers", left_out);
    }
    made.recipes = list::<Recipe>(members.shift_remove("recipes"), "workspace.recipes", left_out);
    take(&mut members, "building_theme", &mut made.building_theme, left_out);
    take(&mut members, "cluster_eps_m", &mut made.cluster_eps_m, left_out);
    take(&mut members, "cluster_min_points", &mut made.cluster_min_points, left_out);
    take(&mut members, "selection_sets", &mut made.selection_sets, left_out);
    take(&mut members, "reference_date", &mut made.reference_date, left_out);
    take(&mut members, "grids", &mut made.grids, left_out);
    take(&mut members, "repairs", &mut made.repairs, left_out);
    take(&mut members, "deliveries", &mut made.deliveries, left_out);
    take(&mut members, "prospects", &mut made.prospects, left_out);
    take(&mut members, "notes", &mut made.notes, left_out);
    in_order(&mut made);
    made
}

/// What a hand has written may be out of every range: brought back into it, each layer once, those of the base map all there.
fn in_order(workspace: &mut Workspace) {
    let mut seen = std::collections::BTreeSet::new();
    workspace.layers.retain(|layer| seen.insert(layer.key.clone()));
    for layer in &mut workspace.layers {
        layer.opacity = if layer.opacity.is_finite() { layer.opacity.clamp(0.0, 1.0) } else { 1.0 };
    }
    for key in LayerKey::EMBEDDED {
        if workspace.layer(&key).is_none() {
            workspace.layers.push(LayerState::new(key));
        }
    }
    let plain = Workspace::default();
    if !(Workspace::CLUSTER_EPS_M[0]..=Workspace::CLUSTER_EPS_M[1]).contains(&workspace.cluster_eps_m) {
        workspace.cluster_eps_m = plain.cluster_eps_m;
    }
    if !(Workspace::CLUSTER_MIN_POINTS[0]..=Workspace::CLUSTER_MIN_POINTS[1]).contains(&workspace.cluster_min_points) {
        workspace.cluster_min_points = plain.cluster_min_points;
    }
}

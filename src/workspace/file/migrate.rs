//! Documents of earlier versions become documents of this one, a step a version. Refuses to guess: a step knows exactly what its
//! version wrote.

use serde_json::{Map, Value, json};

/// Steps by the version they start from.
const STEPS: [fn(&mut Map<String, Value>); super::VERSION as usize] = [from_0];

/// Brings a document's members from a version to the present one.
pub fn migrate(members: &mut Map<String, Value>, version: u64) {
    for step in STEPS.iter().skip(usize::try_from(version).unwrap_or(usize::MAX)) {
        step(members);
    }
}

/// Version 0 was the workspace as the settings kept it, its members not in a member of their own, and `files`, a list of paths.
fn from_0(members: &mut Map<String, Value>) {
    let mut workspace = Map::new();
    for name in ["layers", "building_theme", "cluster_eps_m", "cluster_min_points", "selection_sets", "reference_date"] {
        if let Some(value) = members.shift_remove(name) {
            workspace.insert(name.to_owned(), value);
        }
    }
    members.insert("workspace".to_owned(), workspace.into());
    let Some(Value::Array(files)) = members.shift_remove("files") else { return };
    let source = |path: &Value| {
        let path = path.as_str()?;
        let name = path.rsplit('/').next().unwrap_or(path);
        Some(json!({ "name": name.rsplit_once('.').map_or(name, |(stem, _)| stem), "path": path }))
    };
    members.insert("sources".to_owned(), files.iter().filter_map(source).collect());
}

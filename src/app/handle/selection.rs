//! Commands on the selection and on selections kept under a name. Refuses finding records on the map.

use std::collections::BTreeSet;

use crate::app::session::Session;
use crate::app::store::Store;
use crate::domain::feature_class::is_renewal_area;
use crate::domain::{Dataset, DatasetKind, Field, RecordRef, SetKey};
use crate::ui::command::SelectMode;
use crate::workspace::{LayerKey, RecordKey};

/// Changes the selection.
pub fn select(session: &mut Session, mode: SelectMode, records: Vec<RecordRef>) {
    let selected = combine(&session.state.selection, mode, records);
    session.state.set_selection(selected);
    session.selection_changed();
}

/// Selects every record of a class that is shown.
pub fn select_class(session: &mut Session, key: &LayerKey, class: u8) {
    let records = session.records_of_class(key, class);
    select(session, SelectMode::Replace, records);
}

/// Keeps the selection under a name, as a step of undo.
pub fn save(session: &mut Session, name: &str) {
    let name = name.trim().to_owned();
    let keys: BTreeSet<_> = session.state.selection.iter().filter_map(|record| key_of(&session.state.store, record)).collect();
    if !name.is_empty() && !keys.is_empty() {
        session.edit(None, |workspace| {
            workspace.selection_sets.insert(name, keys);
        });
    }
}

/// Selects what was kept under a name, as far as it is loaded.
pub fn load(session: &mut Session, name: &str) {
    let Some(keys) = session.state.workspace().selection_sets.get(name).cloned() else { return };
    select_keys(session, &keys);
}

/// Selects records by their keys, as far as they are loaded.
pub fn select_keys(session: &mut Session, keys: &BTreeSet<RecordKey>) {
    let records = session.state.datasets.iter().flat_map(|dataset| records_of(dataset, keys)).collect();
    select(session, SelectMode::Replace, records);
}

/// Forgets a kept selection, as a step of undo.
pub fn delete(session: &mut Session, name: &str) {
    session.edit(None, |workspace| {
        workspace.selection_sets.remove(name);
    });
}

/// Makes sure that a record someone goes to can be seen: its layer is shown.
pub fn reveal(session: &mut Session, record: &RecordRef) {
    let Some(key) = session.state.store.dataset_of(record).and_then(|dataset| layer_of(dataset, record.row)) else { return };
    if session.state.workspace().layer(&key).is_some_and(|layer| !layer.visible) {
        super::layers::set_visible(session, &key, true);
    }
}

/// The layer a record is drawn in; spaces and floors are seen in their building, and figures in none.
pub fn layer_of(dataset: &Dataset, row: u32) -> Option<LayerKey> {
    Some(match dataset.kind {
        DatasetKind::Blocks if is_renewal_area(dataset, row as usize) => LayerKey::Renewal,
        DatasetKind::Blocks => LayerKey::Blocks,
        DatasetKind::Parks => LayerKey::Parks,
        DatasetKind::Buildings | DatasetKind::Floors | DatasetKind::Spaces => LayerKey::Buildings,
        DatasetKind::Enterprises => LayerKey::Enterprises,
        DatasetKind::Projects => LayerKey::Projects,
        DatasetKind::Institutions => LayerKey::Institutions,
        DatasetKind::Stations => LayerKey::Metro,
        DatasetKind::Streets | DatasetKind::ElevatedRoads => LayerKey::Streets,
        DatasetKind::Railways => LayerKey::Railways,
        DatasetKind::Water | DatasetKind::Waterways => LayerKey::Water,
        DatasetKind::Green => LayerKey::Green,
        DatasetKind::Sites => LayerKey::Sites,
        DatasetKind::Other => LayerKey::Own(dataset.name.clone()),
        DatasetKind::Indicators | DatasetKind::Crossings | DatasetKind::Places => return None,
    })
}

fn combine(selected: &[RecordRef], mode: SelectMode, records: Vec<RecordRef>) -> Vec<RecordRef> {
    let new: BTreeSet<RecordRef> = records.into_iter().collect();
    let old: BTreeSet<RecordRef> = selected.iter().cloned().collect();
    match mode {
        SelectMode::Replace => new,
        SelectMode::Add => &old | &new,
        SelectMode::Remove => &old - &new,
        SelectMode::Toggle => &old ^ &new,
    }
    .into_iter()
    .collect()
}

/// A record's key, by which it is known in another run.
pub fn key_of(store: &Store, record: &RecordRef) -> Option<RecordKey> {
    let dataset = store.dataset_of(record)?;
    let layer = layer_of(dataset, record.row)?;
    Some(RecordKey { layer, id: id_of(dataset, record.row as usize) })
}

fn records_of<'a>(dataset: &'a Dataset, keys: &'a BTreeSet<RecordKey>) -> impl Iterator<Item = RecordRef> + 'a {
    let set: SetKey = dataset.set_key();
    let concerned = keys.iter().any(|key| match (&key.layer, dataset.kind) {
        (LayerKey::Own(name), DatasetKind::Other) => *name == dataset.name,
        (_, kind) => kind != DatasetKind::Other,
    });
    let rows = if concerned { dataset.len() } else { 0 };
    (0..rows).filter_map(move |row| {
        let layer = layer_of(dataset, row as u32)?;
        let key = RecordKey { layer, id: id_of(dataset, row) };
        keys.contains(&key).then(|| RecordRef { set: set.clone(), row: row as u32 })
    })
}

/// The record's own key: its id, or its row written out.
fn id_of(dataset: &Dataset, row: usize) -> String {
    dataset.text(row, Field::Id).map_or_else(|| format!("#{row}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_add_remove_and_toggle() {
        let records =
            |rows: &[u32]| -> Vec<_> { rows.iter().map(|&row| RecordRef::of_kind(DatasetKind::Buildings, row)).collect() };
        let old = records(&[1, 2, 3]);
        assert_eq!(combine(&old, SelectMode::Replace, records(&[9, 4])), records(&[4, 9]));
        assert_eq!(combine(&old, SelectMode::Add, records(&[3, 4])), records(&[1, 2, 3, 4]));
        assert_eq!(combine(&old, SelectMode::Remove, records(&[2, 7])), records(&[1, 3]));
        assert_eq!(combine(&old, SelectMode::Toggle, records(&[3, 4])), records(&[1, 2, 4]));
    }
}

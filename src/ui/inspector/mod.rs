//! The inspector: what is selected, in full. Refuses to change state: it sends commands. What it shows is worked out once
//! when the selection or the data changes, not each frame.

mod card;
mod chain;
mod cluster;
mod figures;
mod nearby;
mod record;
mod several;
mod value;

use std::sync::Arc;

use egui::{ScrollArea, Ui};

use crate::domain::{Dataset, DatasetKind, RecordRef, SetKey};
use crate::i18n::Lang;
use crate::i18n::inspector::InspectorText as T;
use crate::map::sheet::CLUSTERS_SET;

use super::icons;
use super::view::{Commands, View};
use super::widgets::Empty;

/// What the inspector keeps between frames: the card it shows, and what is unfolded in it.
#[derive(Default)]
pub struct InspectorState {
    shown: Option<(Key, Body)>,
    /// Whether the parts of the figures are shown.
    parts_open: bool,
    /// The name being typed for a selection set.
    set_name: String,
}

/// What a card depends on.
#[derive(PartialEq)]
struct Key {
    selection: Vec<RecordRef>,
    lang: Lang,
    /// Addresses of the shared values: a new one has come when they differ.
    park: [usize; 3],
    datasets: usize,
}

enum Body {
    Nothing,
    Record(Box<card::RecordCard>),
    Cluster(cluster::ClusterCard),
    Several(several::SeveralCard),
}

/// Draws the inspector over the room that is there.
pub fn show(ui: &mut Ui, view: &View, state: &mut InspectorState, commands: &mut Commands) {
    let key = Key::of(view);
    if state.shown.as_ref().is_none_or(|(shown, _)| *shown != key) {
        let body = body(view);
        state.shown = Some((key, body));
    }
    let Some((key, body)) = state.shown.take() else { return };
    match &body {
        Body::Nothing => {
            several::kept(ui, view, commands);
            Empty {
                icon: icons::BUILDING,
                title: T::Nothing.text(view.lang),
                sentence: T::NothingHint.text(view.lang),
                button: None,
                link: None,
            }
            .show(ui);
        }
        Body::Record(card) => record::show(ui, view, card, state, commands),
        Body::Cluster(card) => cluster::show(ui, view, card, commands),
        Body::Several(card) => several::show(ui, view, card, state, commands),
    }
    state.shown = Some((key, body));
}

impl Key {
    fn of(view: &View) -> Self {
        let address = |park: &super::view::ParkView| {
            [Arc::as_ptr(&park.model) as usize, Arc::as_ptr(&park.vacancy) as usize, Arc::as_ptr(&park.clusters) as usize]
        };
        Self {
            selection: view.selection.to_vec(),
            lang: view.lang,
            park: view.park.map(address).unwrap_or_default(),
            datasets: view.datasets.iter().fold(0, |sum, dataset| sum ^ (Arc::as_ptr(dataset) as usize)),
        }
    }
}

fn body(view: &View) -> Body {
    match view.selection {
        [] => Body::Nothing,
        [record] => match cluster_of(view, record) {
            Some(card) => Body::Cluster(card),
            None => dataset_of(view.datasets, record)
                .filter(|dataset| (record.row as usize) < dataset.len())
                .map_or(Body::Nothing, |dataset| Body::Record(Box::new(record_card(view, dataset, record)))),
        },
        several => view.park.map_or(Body::Nothing, |park| Body::Several(several::card(view, park, several))),
    }
}

fn cluster_of(view: &View, record: &RecordRef) -> Option<cluster::ClusterCard> {
    let is_cluster = matches!(&record.set, SetKey::Own(name) if &**name == CLUSTERS_SET);
    view.park.filter(|_| is_cluster).and_then(|park| cluster::card(park, record.row as usize, view.lang))
}

fn record_card(view: &View, dataset: &Dataset, record: &RecordRef) -> card::RecordCard {
    let vacancy = view.park.and_then(|park| {
        let table = match record.set {
            SetKey::Kind(DatasetKind::Buildings) => &park.vacancy.buildings,
            SetKey::Kind(DatasetKind::Parks) => &park.vacancy.parks,
            SetKey::Kind(DatasetKind::Blocks) => &park.vacancy.blocks,
            _ => return None,
        };
        table.get(record.row as usize)?.as_deref()
    });
    card::record_card(dataset, record, view.park.map(|park| &*park.model), vacancy, view.lang)
}

/// The dataset a record is in.
fn dataset_of<'a>(datasets: &'a [Arc<Dataset>], record: &RecordRef) -> Option<&'a Dataset> {
    let is_in = |dataset: &&Arc<Dataset>| match &record.set {
        SetKey::Kind(kind) => dataset.kind == *kind,
        SetKey::Own(name) => dataset.kind == DatasetKind::Other && dataset.name.as_str() == &**name,
    };
    datasets.iter().find(is_in).map(|dataset| &**dataset)
}

/// The part between head and foot, that scrolls.
fn scrolled(ui: &mut Ui, foot_height: f32, content: impl FnOnce(&mut Ui)) {
    let height = (ui.available_height() - foot_height).max(0.0);
    ScrollArea::vertical().id_salt("inspector").max_height(height).auto_shrink([false, false]).show(ui, content);
}

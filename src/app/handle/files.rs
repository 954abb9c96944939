//! Commands on files and datasets: open, close, say what one is, bring the embedded one back, go to an issue.
//! Refuses reading, which is background work.

use std::path::PathBuf;

use crate::app::session::{Goal, Session};
use crate::app::work::file_of;
use crate::domain::{DatasetKind, LonLatBounds, Origin, RecordRef, SetKey};
use crate::geodesy::local::LocalFrame;
use crate::i18n::app::AppText;
use crate::i18n::kinds::kind_name;
use crate::ui::command::{SelectMode, Target};

/// Opens files.
pub fn open(session: &mut Session, paths: Vec<PathBuf>) {
    session.state.sheet = None;
    session.open_files(paths);
}

/// Brings the embedded dataset of a kind back in the place of the user's.
pub fn restore_embedded(session: &mut Session, kind: DatasetKind) {
    let own = session.state.store.active(kind).map(|loaded| loaded.dataset.clone()).filter(|dataset| !dataset.is_embedded());
    if !session.state.store.restore_embedded(kind) {
        return;
    }
    if let Some(own) = own {
        session.state.set_issues(&file_of(&own), Vec::new());
    }
    session.state.forget_records(&SetKey::Kind(kind));
    session.state.notices.withdraw(kind);
    session.tell(false, AppText::Restored, &[kind_name(kind, session.state.settings.lang)]);
    session.data_changed();
    session.start_figures();
}

/// Takes a layer of the user's own away.
pub fn close_own_layer(session: &mut Session, name: &str) {
    let Some(loaded) = session.state.store.own_layers().iter().find(|layer| layer.dataset.name == name) else { return };
    let file = file_of(&loaded.dataset);
    session.state.store.close_own_layer(name);
    session.state.set_issues(&file, Vec::new());
    session.state.forget_records(&SetKey::Own(name.into()));
    session.tell(false, AppText::Closed, &[name]);
    session.data_changed();
    session.start_search_index();
}

/// Says what a dataset of the user's is: its file is read again as that.
pub fn set_kind(session: &mut Session, name: &str, kind: DatasetKind) {
    let Some(loaded) = session.state.store.take_own(name) else { return };
    session.state.forget_records(&loaded.dataset.set_key());
    session.data_changed();
    session.start_figures();
    if let Origin::File(path) = &loaded.dataset.origin {
        session.reread_as(path.clone(), kind);
    }
}

/// Flies to a feature of an issue and selects it.
pub fn go_to_issue(session: &mut Session, issue: usize, feature: usize) {
    let record = session.state.issues.get(issue).and_then(|issue| {
        let number = *issue.features.get(feature)?;
        session.state.datasets.iter().filter(|dataset| file_of(dataset) == *issue.file).find_map(|dataset| {
            let row = dataset.row_of_feature(number)?;
            Some(RecordRef { set: dataset.set_key(), row: row as u32 })
        })
    });
    let Some(record) = record else {
        session.tell(false, AppText::IssueGone, &[]);
        return;
    };
    let place = session.state.issues.get(issue).and_then(|issue| issue.places.get(feature)).copied();
    if let Some(place) = place {
        return session.show_finding(place, &LonLatBounds::EMPTY, vec![record]);
    }
    if session.place_of(&record).is_empty() {
        session.tell(false, AppText::NoPlace, &[]);
    } else {
        super::view::fly_to(session, &Target::Record(record.clone()));
    }
    super::selection::select(session, SelectMode::Replace, vec![record]);
}

/// Metres that are shown around a place.
const AROUND_M: f64 = 25.0;
/// A place is shown no closer than this, Web Mercator metres a point.
const CLOSEST_MERCATOR_PER_PT: f64 = 0.08;

impl Session {
    /// Flies to a place where something is wrong, or to the area that is, and selects the records.
    pub fn show_finding(&mut self, place: [f64; 2], area: &LonLatBounds, records: Vec<RecordRef>) {
        if let Some(record) = records.first() {
            super::selection::reveal(self, record);
        }
        let frame = LocalFrame::around(place);
        let around = LonLatBounds::of(&[[-AROUND_M, -AROUND_M], [AROUND_M, AROUND_M]].map(|corner| frame.to_lon_lat(corner)));
        if let Some(bounds) = super::in_mercator(&around.union(area)) {
            self.go_to(Goal { margin_share: 0.2, closest_mercator_per_pt: CLOSEST_MERCATOR_PER_PT, ..Goal::place(bounds) });
        }
        super::selection::select(self, SelectMode::Replace, records);
    }
}

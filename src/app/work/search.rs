//! The search: an index of every name made when the data changes, and an answer to each key stroke, both on threads.
//! Refuses ranking (`search`).

use std::sync::Arc;

use crate::app::session::Session;
use crate::app::task::TaskKind;
use crate::search::{Group, SearchIndex};

/// Hits of a kind that are listed.
const HITS: usize = 6;

/// The index, the answer, and the task of each.
pub struct Searching {
    indexing: TaskKind<SearchIndex>,
    answering: TaskKind<(String, Vec<Group>)>,
    index: Option<Arc<SearchIndex>>,
    /// The text the groups are for.
    pub answered: String,
    /// The hits.
    pub groups: Vec<Group>,
}

impl Searching {
    /// Nothing indexed.
    pub fn new(wake: &egui::Context) -> Self {
        Self {
            indexing: TaskKind::new("search-index", wake),
            answering: TaskKind::new("search", wake),
            index: None,
            answered: String::new(),
            groups: Vec::new(),
        }
    }
}

impl Session {
    /// Indexes every name of what is shown.
    pub fn start_search_index(&mut self) {
        let datasets = self.state.datasets.clone();
        self.work.search.indexing.start(move |line| {
            if let Some(index) = SearchIndex::build(&datasets, &|done, total| line.progress(done, total)) {
                line.send(index);
            }
        });
    }

    /// Searches for a text; an empty one clears.
    pub fn start_search(&mut self, text: String) {
        self.state.search_text = text;
        self.search_again();
    }

    /// Answers the present text anew: the index or the language has changed.
    pub fn search_again(&mut self) {
        let text = self.state.search_text.trim().to_owned();
        if text.is_empty() {
            self.work.search.answering.cancel();
            self.work.search.groups.clear();
            self.work.search.answered.clear();
            return;
        }
        let Some(index) = self.work.search.index.clone() else { return };
        let lang = self.state.settings.lang;
        self.work.search.answering.start(move |line| {
            let send = |groups| line.send((text.clone(), groups));
            send(index.search_in_steps(&text, lang, HITS, &mut |first| send(first)));
        });
    }

    pub(super) fn take_search(&mut self) {
        if let Some(index) = self.work.search.indexing.poll().pop() {
            self.work.search.index = Some(Arc::new(index));
            self.search_again();
        }
        if let Some((text, groups)) = self.work.search.answering.poll().pop() {
            self.work.search.answered = text;
            self.work.search.groups = groups;
        }
    }
}

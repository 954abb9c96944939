//! Reading the data that ships with the program: dataset by dataset, so that the map fills as they come. Refuses files.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::app::session::Session;
use crate::app::store::Loaded;
use crate::app::task::TaskLine;
use crate::io::embedded;

/// What the task says.
pub enum Message {
    /// A dataset is there.
    Loaded(Box<Loaded>),
    /// That was all.
    Finished,
}

impl Session {
    /// Starts reading the embedded data.
    pub fn start_embedded(&mut self) {
        self.work.embedded.start(read_all);
    }

    pub(super) fn take_embedded(&mut self) {
        let messages = self.work.embedded.poll();
        if messages.is_empty() {
            return;
        }
        for message in messages {
            match message {
                Message::Loaded(loaded) => {
                    let dataset = loaded.dataset.clone();
                    self.state.store.insert(*loaded);
                    self.state.set_issues(&dataset.name, dataset.issues.clone());
                }
                Message::Finished => self.start_figures(),
            }
        }
        self.data_changed();
    }
}

fn read_all(line: &TaskLine<Message>) {
    for dataset in embedded::load_all(0) {
        let Some(loaded) = Loaded::prepare(Arc::new(dataset), &|_, _| ControlFlow::Continue(())) else { continue };
        line.send(Message::Loaded(Box::new(loaded)));
    }
    line.send(Message::Finished);
}

//! What newly fits the prospects when the data is another: compared in the background, told by a message. Refuses changes of the
//! reference date alone: the records are the same then.

use std::sync::Arc;

use crate::app::session::Session;
use crate::finder::Market;
use crate::finder::kept::fitting_keys;
use crate::i18n::Lang;
use crate::i18n::find::FindText;
use crate::ui::command::Command;
use crate::ui::finding::FindChange;
use crate::ui::view::{Notice, Offer};
use crate::workspace::{Prospect, Workspace};

use super::finder::{Finding, query_of};

/// For whom new spaces fit.
pub struct NewlyFits {
    /// The prospect, by its place among all.
    at: usize,
    name: String,
    /// New spaces that fit.
    spaces: usize,
}

impl Finding {
    /// Compares what fits each prospect before and now.
    pub(super) fn tell_what_newly_fits(&mut self, before: Option<Arc<Market>>, now: &Arc<Market>, workspace: &Workspace) {
        let Some(before) = before.filter(|before| !Arc::ptr_eq(&before.model, &now.model)) else { return };
        let prospects = workspace.prospects.all.clone();
        if prospects.iter().all(|prospect| !asks(prospect)) {
            return;
        }
        let now = now.clone();
        self.comparing.start(move |line| {
            let mut newly = Vec::new();
            for (at, prospect) in prospects.iter().enumerate().filter(|(_, prospect)| asks(prospect)) {
                if line.progress(at as u64, prospects.len() as u64).is_break() {
                    return;
                }
                let known = fitting_keys(&before, &query_of(prospect, &before).0);
                let fitting = fitting_keys(&now, &query_of(prospect, &now).0);
                let spaces = fitting.difference(&known).count();
                if spaces > 0 {
                    newly.push(NewlyFits { at, name: prospect.name.clone(), spaces });
                }
            }
            line.send(newly);
        });
    }
}

impl Session {
    /// Tells what was found.
    pub(super) fn take_newly_fitting(&mut self) {
        let Some(newly) = self.work.finder.comparing.poll().pop().filter(|newly| !newly.is_empty()) else { return };
        let lang = self.state.settings.lang;
        let lines: Vec<String> = newly.iter().map(|one| line(one, lang)).collect();
        let text = FindText::NewlyFitsHead.fill(lang, &[&lines.join(FindText::Semicolon.text(lang))]);
        let offers = newly.iter().take(3).map(|one| Offer {
            words: FindText::NewlyFitsShow.fill(lang, &[&name(one, lang)]),
            command: Command::Find(FindChange::OpenProspect(one.at)),
        });
        let offers = offers.collect();
        self.state.notices.add(Notice { text, offers, ..Notice::default() });
    }
}

/// Whether something is wanted at all.
fn asks(prospect: &Prospect) -> bool {
    !prospect.text.trim().is_empty() || !prospect.beside.is_empty()
}

fn name(newly: &NewlyFits, lang: Lang) -> String {
    if newly.name.is_empty() { FindText::ProspectUnnamed.text(lang).to_owned() } else { newly.name.clone() }
}

fn line(newly: &NewlyFits, lang: Lang) -> String {
    FindText::NewlyFits.fill(lang, &[&name(newly, lang), &newly.spaces.to_string()])
}

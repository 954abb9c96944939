//! Commands on those who look for space: begin, open, name, forget; notes; the order of the shortlist. Each is a step of undo.
//! Refuses what they want (`finder`).

use crate::app::session::Session;
use crate::app::state::Slide;
use crate::i18n::find::FindText;
use crate::ui::command::Page;
use crate::workspace::{Prospect, Prospects};

/// Begins with someone else, who has a name at once: the present one is kept.
pub fn begin(session: &mut Session) {
    let lang = session.state.settings.lang;
    change(session, |prospects| {
        if prospects.all.is_empty() {
            prospects.all.push(Prospect::default());
        }
        let numbered = |number: usize| FindText::ProspectNumbered.fill(lang, &[&number.to_string()]);
        let is_free = |name: &String| !prospects.all.iter().any(|known| known.name == *name);
        // The one that was not named gets a name, too: else nobody could find it again.
        let names: Vec<String> = (1..=prospects.all.len() + 2).map(numbered).filter(is_free).take(2).collect();
        let mut names = names.into_iter();
        let opened = prospects.opened_mut();
        if opened.name.is_empty() {
            opened.name = names.next().unwrap_or_default();
        }
        prospects.all.push(Prospect { name: names.next().unwrap_or_default(), ..Prospect::default() });
        prospects.open = prospects.all.len() - 1;
    });
}

/// Goes on with someone.
pub fn open(session: &mut Session, at: usize) {
    if at < session.state.workspace().prospects.all.len() {
        change(session, |prospects| prospects.open = at);
        super::view::show_page(session, Page::Find);
    }
}

/// Calls the present one so.
pub fn rename(session: &mut Session, name: String) {
    slide(session, |prospects| prospects.opened_mut().name = name);
}

/// Changes the notes of the present one.
pub fn set_notes(session: &mut Session, notes: String) {
    slide(session, |prospects| prospects.opened_mut().notes = notes);
}

/// Forgets one; the next takes its place.
pub fn delete(session: &mut Session, at: usize) {
    change(session, |prospects| {
        if at < prospects.all.len() {
            prospects.all.remove(at);
            if prospects.open > at || prospects.open >= prospects.all.len() {
                prospects.open = prospects.open.saturating_sub(1);
            }
        }
    });
}

/// Changes the note of one of the shortlist.
pub fn set_candidate_note(session: &mut Session, at: usize, note: String) {
    slide(session, |prospects| {
        if let Some(kept) = prospects.opened_mut().shortlist.get_mut(at) {
            kept.note = note;
        }
    });
}

/// Puts one of the shortlist at another place.
pub fn move_candidate(session: &mut Session, from: usize, to: usize) {
    change(session, |prospects| {
        let shortlist = &mut prospects.opened_mut().shortlist;
        if from < shortlist.len() {
            let kept = shortlist.remove(from);
            shortlist.insert(to.min(shortlist.len()), kept);
        }
    });
}

/// Takes one from the shortlist.
pub fn remove_candidate(session: &mut Session, at: usize) {
    change(session, |prospects| {
        let shortlist = &mut prospects.opened_mut().shortlist;
        if at < shortlist.len() {
            shortlist.remove(at);
        }
    });
}

fn change(session: &mut Session, change: impl FnOnce(&mut Prospects)) {
    session.state.edit(None, |workspace| change(&mut workspace.prospects));
}

fn slide(session: &mut Session, change: impl FnOnce(&mut Prospects)) {
    session.state.edit(Some(Slide::FindNotes), |workspace| change(&mut workspace.prospects));
}

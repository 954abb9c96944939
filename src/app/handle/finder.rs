//! Commands on what is looked for: the line, criteria, weights, the list, the shortlist. What is wanted is part of the workspace, so
//! each change is a step of undo. Refuses to search (`work::finder`).

use crate::app::session::Session;
use crate::app::state::Slide;
use crate::finder::kept::keys_of;
use crate::finder::near::{Change, applied};
use crate::finder::parse::M2_EACH;
use crate::finder::rewrite::{Hand, Said};
use crate::finder::{Aspect, Criterion, Market, Place, Want, Weights};
use crate::ui::command::{Page, SelectMode, Tool};
use crate::ui::find;
use crate::ui::finding::{FindChange, is_same_way, record_of};
use crate::workspace::{Candidate, Prospect};

use super::prospects;

/// The largest weight that can be set.
const MOST_WEIGHT: f64 = 100.0;
/// The least and the most area a head that can be set, m².
const M2_A_HEAD: [f64; 2] = [1.0, 200.0];

/// Applies a command on what is looked for.
pub fn apply(session: &mut Session, change: FindChange, ctx: &egui::Context) {
    match change {
        FindChange::Text(text) => edit(session, true, |prospect| prospect.text = text),
        FindChange::FocusLine => {
            super::view::show_page(session, Page::Find);
            find::focus_line(ctx);
        }
        FindChange::Replace(at, criterion) => say(session, |hand, said| hand.replace(said, at, criterion)),
        FindChange::Add(criterion) => say(session, |hand, said| hand.add(said, criterion)),
        FindChange::M2Each(each) => {
            let [a, b] = each.map(|m2| if m2.is_finite() { m2.clamp(M2_A_HEAD[0], M2_A_HEAD[1]) } else { M2_EACH[0] });
            let each = [a.min(b), a.max(b)];
            edit(session, true, |prospect| prospect.m2_each = Some(each).filter(|each| *each != M2_EACH));
        }
        FindChange::Weight(part, weight) => {
            let weight = if weight.is_finite() { weight.clamp(0.0, MOST_WEIGHT) } else { 0.0 };
            edit(session, true, |prospect| {
                let weights = prospect.weights.get_or_insert(Weights::default().0);
                weights[part as usize] = weight;
                prospect.weights = prospect.weights.filter(|weights| *weights != Weights::default().0);
            });
        }
        FindChange::ResetWeights => edit(session, false, |prospect| prospect.weights = None),
        FindChange::Apply(changes) => take_step(session, &changes),
        FindChange::Choose(at) => choose(session, at),
        FindChange::ChooseWay(at) => {
            let way = session.work.find_view().asked.as_ref().and_then(|asked| asked.ways.get(at)).cloned();
            let record = session.state.selection.first().cloned();
            session.work.finder.way = record.zip(way).map(|(record, way)| (record, Box::new(way)));
        }
        FindChange::ShowCandidate(at) => show_candidate(session, at),
        FindChange::Within(want) => within(session, want),
        FindChange::Step(by) => step(session, by),
        FindChange::Star(place) => star(session, &place),
        FindChange::CandidateNote(at, note) => prospects::set_candidate_note(session, at, note),
        FindChange::MoveCandidate(from, to) => prospects::move_candidate(session, from, to),
        FindChange::RemoveCandidate(at) => prospects::remove_candidate(session, at),
        FindChange::NewProspect => prospects::begin(session),
        FindChange::OpenProspect(at) => prospects::open(session, at),
        FindChange::RenameProspect(name) => prospects::rename(session, name),
        FindChange::ProspectNotes(notes) => prospects::set_notes(session, notes),
        FindChange::DeleteProspect(at) => prospects::delete(session, at),
    }
}

/// Changes the prospect that is open, as a step of undo; `slides`: small steps that follow each other are one.
pub fn edit(session: &mut Session, slides: bool, change: impl FnOnce(&mut Prospect)) {
    let mut prospect = session.state.workspace().prospects.opened().clone();
    change(&mut prospect);
    if prospect != *session.state.workspace().prospects.opened() {
        // The map is drawn from other parts of the workspace: it need not be made anew.
        session.state.edit(slides.then_some(Slide::Find), |workspace| *workspace.prospects.opened_mut() = prospect);
    }
}

/// Changes what is said by a hand that knows the market.
fn say(session: &mut Session, change: impl FnOnce(Hand<'_>, &Said) -> Said) {
    let Some(market) = session.work.find_view().market.clone() else { return };
    let lang = session.state.settings.lang;
    let prospect = session.state.workspace().prospects.opened();
    let hand = Hand { market: &market, m2_each: prospect.m2_each.unwrap_or(M2_EACH), lang };
    let said = Said { text: prospect.text.clone(), beside: prospect.beside.clone() };
    let said = change(hand, &said);
    edit(session, false, |prospect| (prospect.text, prospect.beside) = (said.text, said.beside));
}

/// Moves bounds as a near miss says.
fn take_step(session: &mut Session, changes: &[Change]) {
    let Some(answer) = session.work.find_view().answer.clone().filter(|_| session.work.find_view().is_current) else { return };
    // One after the other, the last first: a criterion that is dropped moves those behind it.
    let mut changes = changes.to_vec();
    changes.sort_by_key(|change| std::cmp::Reverse(change.criterion));
    say(session, |hand, said| {
        let mut said = said.clone();
        for change in changes {
            let moved = applied(&answer.market, &answer.query, &[change]);
            let is_dropped = moved.criteria.len() < answer.query.criteria.len();
            let to = moved.criteria.get(change.criterion).filter(|_| !is_dropped).cloned();
            said = hand.replace(&said, change.criterion, to);
        }
        said
    });
}

/// Selects a place of the list and shows it on the map.
fn choose(session: &mut Session, at: usize) {
    let Some(answer) = session.work.find_view().answer.clone() else { return };
    let Some(place) = answer.found.places.get(at) else { return };
    show(session, &answer.market, place);
}

fn show(session: &mut Session, market: &Market, place: &Place) {
    let record = record_of(market, place);
    super::selection::reveal(session, &record);
    super::select(session, SelectMode::Replace, vec![record.clone()]);
    session.show_beside(&session.place_of(&record));
}

/// Selects one of the shortlist and shows it on the map.
fn show_candidate(session: &mut Session, at: usize) {
    let view = session.work.find_view();
    let Some(market) = view.answer.as_ref().map(|answer| answer.market.clone()) else { return };
    let Some(place) = view.shortlist.get(at).cloned().flatten() else { return };
    super::view::show_page(session, Page::Find);
    show(session, &market, &place);
    session.work.finder.way = Some((record_of(&market, &place), Box::new(place)));
}

/// An area or a circle takes the place of the one that was drawn before.
fn within(session: &mut Session, want: Want) {
    super::view::show_page(session, Page::Find);
    session.state.tool = Tool::Pointer;
    let is_circle = |want: &Want| matches!(want, Want::Circle { .. });
    edit(session, false, |prospect| {
        let same = prospect.beside.iter_mut().find(|c| c.aspect == Aspect::Within && is_circle(&c.want) == is_circle(&want));
        match same {
            Some(known) => known.want = want,
            None => prospect.beside.push(Criterion::must(Aspect::Within, want)),
        }
    });
}

/// Goes down the list, or up; from nowhere to its ends.
fn step(session: &mut Session, by: i32) {
    let view = session.work.find_view();
    let count = view.places().len() as i64;
    let from = view.chosen.map_or(if by > 0 { -1 } else { count }, |at| at as i64);
    if count > 0 {
        choose(session, (from + i64::from(by)).clamp(0, count - 1) as usize);
    }
}

/// Keeps hold of a way, or no longer.
fn star(session: &mut Session, place: &Place) {
    let view = session.work.find_view();
    let Some(answer) = view.answer.clone() else { return };
    let known = view.shortlist.iter().position(|kept| kept.as_ref().is_some_and(|kept| is_same_way(kept, place)));
    match known {
        Some(at) => prospects::remove_candidate(session, at),
        None => {
            let spaces = keys_of(&answer.market, place);
            let area_m2 = place.is_part.then_some(place.area_m2);
            let kept = Candidate { spaces, area_m2, note: String::new() };
            edit(session, false, |prospect| {
                if !prospect.shortlist.iter().any(|known| known.spaces == kept.spaces && known.area_m2 == kept.area_m2) {
                    prospect.shortlist.push(kept);
                }
            });
        }
    }
}

//! The stacking plan (租控图) of a building in a panel: floors to scale, what the colours tell, a slider through time, lease ends
//! by quarter. Refuses to work the plan out (`analysis::stacking`) and to change state: it sends commands.

mod cells;
mod ends;
mod floors;
mod key;
mod paint;
mod time;
pub mod wish;

use std::sync::{Arc, Weak};

use egui::{Align, Context, Id, Layout, Ui};

use crate::analysis::stacking::{Stacking, StackingParams, stacking};
use crate::domain::{DatasetKind, Date, RecordRef, SetKey};
use crate::i18n::stacking::StackText as T;
use crate::index::ParkModel;
use crate::report::stack::{ColourBy, Telling, legend};

use super::command::Command;
use super::icons;
use super::theme::{self, font, space, text};
use super::view::{Commands, ParkView, View};
use super::widgets::{Empty, IconButton, confidence_tag, label, secondary, tabs};
use wish::StackShown;

/// The width from which on title and colours stand on one line, points: in Chinese, in English.
const ONE_LINE: [f32; 2] = [330.0, 430.0];

/// Shows the plan over the width that is there and as high as it needs: whoever calls scrolls. `outlined` are the rows of the
/// spaces of a combination.
pub fn show(ui: &mut Ui, view: &View, building: &RecordRef, outlined: &[u32], commands: &mut Commands) {
    draw(ui, view, (building, outlined), false, commands);
}

/// Shows the plan over a wide room: let spaces are told of in their cells, and there is nothing to enlarge it with.
pub fn show_large(ui: &mut Ui, view: &View, building: &RecordRef, outlined: &[u32], commands: &mut Commands) {
    draw(ui, view, (building, outlined), true, commands);
}

/// What the colours tell now, and which month is looked at.
pub fn shown(ctx: &Context) -> StackShown {
    let kept: Kept = ctx.data(|data| data.get_temp(kept_id())).unwrap_or_default();
    StackShown { by: kept.by, months: kept.months }
}

/// The one building that is selected, or that the one selected space lies in.
pub fn building_of(view: &View) -> Option<RecordRef> {
    let [record] = view.selection else { return None };
    match record.set {
        SetKey::Kind(DatasetKind::Buildings) => Some(record.clone()),
        SetKey::Kind(DatasetKind::Spaces) => {
            let link = view.park?.model.up(DatasetKind::Spaces, record.row, DatasetKind::Buildings)?;
            Some(RecordRef::of_kind(DatasetKind::Buildings, link.row))
        }
        _ => None,
    }
}

fn draw(ui: &mut Ui, view: &View, (building, outlined): (&RecordRef, &[u32]), detailed: bool, commands: &mut Commands) {
    let (Some(park), SetKey::Kind(DatasetKind::Buildings)) = (view.park, &building.set) else { return };
    let mut kept: Kept = ui.data(|data| data.get_temp(kept_id())).unwrap_or_default();
    kept.look_at(building.row, view.selection, outlined);
    let plan = kept.plan(park, building.row);
    let telling = Telling { model: &park.model, lang: view.lang, confidential: view.confidential };
    let drawing = Drawing { view, plan: &plan, telling, by: kept.by, outlined, detailed };
    ui.push_id(("stacking", building.row), |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        if plan.storeys.is_empty() {
            let (title, sentence) = (T::NoFloors.text(view.lang), T::NoFloorsHint.text(view.lang));
            Empty { icon: icons::FLOOR, title, sentence, button: None, link: None }.show(ui);
            return;
        }
        if head(ui, &drawing, &mut kept) {
            commands.send(Command::ShowStack(building.clone(), outlined.to_vec()));
        }
        time::show(ui, &drawing, &mut kept);
        floors::show(ui, &drawing, &mut kept, commands);
        key::show(ui, &drawing, &legend(&plan, drawing.by, telling.confidential));
        ends::show(ui, &drawing);
        if !detailed && secondary(ui, Some(icons::UPLOAD), T::Export.text(view.lang)).clicked() {
            commands.send(Command::ShowStack(building.clone(), outlined.to_vec()));
        }
    });
    ui.data_mut(|data| data.insert_temp(kept_id(), kept));
}

/// What the parts of the panel draw from.
struct Drawing<'a> {
    view: &'a View<'a>,
    plan: &'a Stacking,
    telling: Telling<'a>,
    by: ColourBy,
    outlined: &'a [u32],
    /// Whether there is room to tell of let spaces in their cells.
    detailed: bool,
}

/// What the panel keeps between frames.
#[derive(Clone, Default)]
struct Kept {
    building: u32,
    by: ColourBy,
    /// Months after the reference date.
    months: i32,
    /// The space that the keyboard is at, by its row.
    cursor: Option<u32>,
    /// Whether the keyboard is on its way to that space.
    wants_focus: bool,
    /// The plan as it was worked out last.
    worked_out: Option<(PlanKey, Arc<Stacking>)>,
}

/// What a plan depends on. The model is held weakly: its address is not given to another while the plan is kept.
#[derive(Clone)]
struct PlanKey {
    model: Weak<ParkModel>,
    building: u32,
    reference_date: Date,
    day: Date,
}

fn kept_id() -> Id {
    Id::unique("stacking plan")
}

impl Kept {
    /// Puts the keyboard's place where the eye is: at what is selected, else at the combination.
    fn look_at(&mut self, building: u32, selection: &[RecordRef], outlined: &[u32]) {
        if self.building != building {
            (self.building, self.cursor) = (building, None);
        }
        if self.cursor.is_none() {
            let selected =
                selection.iter().find(|record| record.set == SetKey::Kind(DatasetKind::Spaces)).map(|record| record.row);
            self.cursor = selected.or_else(|| outlined.first().copied());
        }
    }

    fn plan(&mut self, park: &ParkView, building: u32) -> Arc<Stacking> {
        let reference_date = park.reference_date;
        let params = StackingParams { reference_date, day: reference_date.plus_months(self.months) };
        let is_it = |(key, _): &&(PlanKey, Arc<Stacking>)| {
            key.building == building
                && (key.reference_date, key.day) == (reference_date, params.day)
                && std::ptr::eq(key.model.as_ptr(), Arc::as_ptr(&park.model))
        };
        if let Some((_, plan)) = self.worked_out.as_ref().filter(is_it) {
            return plan.clone();
        }
        let plan = Arc::new(stacking(&park.model, building, params));
        let key = PlanKey { model: Arc::downgrade(&park.model), building, reference_date, day: params.day };
        self.worked_out = Some((key, plan.clone()));
        plan
    }
}

/// What it is, how many floors, how sure; and what the colours tell, beside it where there is room. True when it is to be enlarged.
fn head(ui: &mut Ui, drawing: &Drawing, kept: &mut Kept) -> bool {
    let (c, lang) = (theme::colours(ui.ctx()), drawing.view.lang);
    let is_wide = ui.available_width() >= ONE_LINE[lang as usize];
    let items = ColourBy::ALL.map(|by| (by, None, by.name(lang)));
    let mut enlarges = false;
    ui.horizontal(|ui| {
        label(
            ui,
            &format!("{} · {}", T::Title.text(lang), drawing.telling.floor_count(drawing.plan)),
            font(text::SMALL),
            c.text2,
        );
        for &mark in &drawing.plan.marks {
            confidence_tag(ui, mark, lang);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if is_wide && let Some(by) = tabs(ui, kept.by, &items, false) {
                kept.by = by;
            }
            if !drawing.detailed {
                enlarges = ui.add(IconButton::new(icons::FIT, T::Enlarge.text(lang)).small()).clicked();
            }
        });
    });
    if !is_wide && let Some(by) = tabs(ui, kept.by, &items, false) {
        kept.by = by;
    }
    enlarges
}

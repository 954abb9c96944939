//! The chosen buildings in section, small, the found spaces outlined. Refuses tenants, rents and dates.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::analysis::stacking::{StackingParams, stacking};
use crate::i18n::brief::BriefText as T;
use crate::map::palette::stacking::SUBLET_LINE;
use crate::map::palette::{MapLook, MapPalette};
use crate::report::stack::{Class, ColourBy, StackSheet, Telling, legend, mini};

use super::make::BriefInput;
use super::map_picture::hex;
use super::page::{LegendRow, Section, Sections};

/// Height of a section on the page, mm, where few places stand on it and where many do.
const HEIGHT_MM: [f64; 2] = [38.0, 33.0];
/// What a floor takes at most, and what stands above and below them, mm: where all are low, the picture is, too.
const FLOOR_MM: f64 = 3.4;
const AROUND_MM: f64 = 2.0;
/// The least height, mm.
const LEAST_MM: f64 = 14.0;
/// Width over height of a section.
const SHAPE: f64 = 0.98;
/// Points of a section's picture a mm: its numbers are set for this size.
const PT_A_MM: f64 = 4.2;
/// From so many places on they are many.
const MANY: usize = 5;

/// Draws them into `pictures`, one after the other; `None` when `progress` (how many are done) breaks it off.
pub(super) fn draw(
    input: &BriefInput<'_>,
    pictures: &mut Vec<(String, String)>,
    progress: &dyn Fn(u64) -> ControlFlow<()>,
) -> Option<Sections> {
    let BriefInput { market, lang, confidential, .. } = *input;
    let most_mm = HEIGHT_MM[usize::from(input.places.len() >= MANY)];
    let plan_of = |building| stacking(&market.model, building, StackingParams::on(market.reference_date));
    let plans: Vec<_> = input.places.iter().map(|place| market.building_of(place.group).map(plan_of)).collect();
    let storeys = plans.iter().flatten().map(|plan| plan.storeys.len()).max().unwrap_or(0);
    let height_mm = (storeys as f64 * FLOOR_MM + AROUND_MM).clamp(LEAST_MM, most_mm);
    let size_pt = [most_mm * SHAPE * PT_A_MM, height_mm * PT_A_MM];
    let telling = Telling { model: &market.model, lang, confidential };
    let mut sections = Sections { height_mm, ..Sections::default() };
    let mut classes: BTreeSet<Class> = BTreeSet::new();
    for (at, (place, plan)) in input.places.iter().zip(&plans).enumerate() {
        progress(at as u64).is_continue().then_some(())?;
        let Some(plan) = plan else { continue };
        let outlined: Vec<u32> = place.slots.iter().map(|&slot| market.row_of(slot)).collect();
        classes.extend(legend(plan, ColourBy::Status, confidential).iter().map(|entry| entry.class));
        let sheet = StackSheet { plan, telling, by: ColourBy::Status, outlined: &outlined };
        let picture = format!("section-{}.svg", at + 1);
        pictures.push((picture.clone(), mini(&sheet, size_pt)));
        sections.pictures.push(Section { number: at + 1, name: market.name_of(place.group, lang), picture });
    }
    let palette = MapPalette::of(MapLook::Light);
    let place =
        LegendRow { kind: "area", colours: [None, Some(hex(palette.selection))], text: T::SectionPlace.text(lang).to_owned() };
    let edge = |class: Class| match class.fill(palette) {
        None => Some(palette.no_data),
        Some(_) => class.has_line().then_some(SUBLET_LINE),
    };
    let row = |class: Class| LegendRow {
        kind: "area",
        colours: [class.fill(palette), edge(class)].map(|colour| colour.map(hex)),
        text: class.name(lang).to_owned(),
    };
    sections.legend = std::iter::once(place).chain(classes.into_iter().map(row)).collect();
    Some(sections)
}

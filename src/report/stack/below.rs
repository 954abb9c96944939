//! What stands below the floors of a sheet: what the colours mean, lease ends by quarter, where it is from. Refuses figures that
//! are not of the plan.

use crate::domain::{Field, SpaceStatus};
use crate::finder::confidential::may_show;
use crate::i18n::fields::field_name;
use crate::i18n::integer;
use crate::i18n::stacking::StackText as T;
use crate::i18n::vocabulary;
use crate::map::palette::stacking::status_fill;
use crate::map::scene::Rgba;
use crate::map::svg::write::{Anchor, path_of};

use super::StackSheet;
use super::colour::legend;
use super::pen::{Pen, Words};
use super::sheet::{MARGIN, SMALL, WIDTH, flow};

/// Height of the longest bar of the lease ends, points.
const BAR: f64 = 64.0;
/// Quarters of five years, with the one that has begun.
const QUARTERS: usize = 21;
/// Side of a swatch, with the room behind it, points.
const SWATCH: [f64; 2] = [12.0, 18.0];

/// Draws from a height on; returns where it ends.
pub(super) fn draw(pen: &mut Pen, sheet: &StackSheet<'_>, y: f64) -> f64 {
    let y = key(pen, sheet, y);
    let y = ends(pen, sheet, y + 12.0);
    foot(pen, sheet, y + 12.0)
}

/// The classes that occur, with their areas.
fn key(pen: &mut Pen, sheet: &StackSheet<'_>, mut y: f64) -> f64 {
    let lang = sheet.telling.lang;
    let row = Pen::height(SMALL) + 3.0;
    pen.svg.open_group("legend");
    let entries = legend(sheet.plan, sheet.by, sheet.telling.confidential);
    let named = entries.iter().map(|entry| {
        let area = T::AreaValue.fill(lang, &[&integer(entry.area_m2)]);
        (Some(entry.class), format!("{} {area}", entry.class.name(lang)))
    });
    let has_hatch = sheet.plan.floors().any(|floor| floor.cells.is_empty() || floor.remainder_m2() > 0.0);
    let hatched = has_hatch.then(|| (None, T::Hatched.text(lang).to_owned()));
    let mut x = MARGIN;
    for (class, words) in named.chain(hatched) {
        let width = SWATCH[1] + pen.width(&words, SMALL);
        if x > MARGIN && x + width > WIDTH - MARGIN {
            (x, y) = (MARGIN, y + row);
        }
        let place = [x, y + (Pen::height(SMALL) - SWATCH[0]) / 2.0];
        match class {
            Some(class) => pen.cell(place, [SWATCH[0]; 2], class),
            None => pen.hatch(place, [SWATCH[0]; 2]),
        }
        pen.line([x + SWATCH[1], y], &words, Words { colour: pen.ink(), ..pen.plain(SMALL) });
        x += width + 20.0;
    }
    pen.svg.close_group();
    y + row
}

/// Lease ends by quarter.
fn ends(pen: &mut Pen, sheet: &StackSheet<'_>, y: f64) -> f64 {
    let lang = sheet.telling.lang;
    // The end of a lease is one of the fields that may always be told; were it not, there would be no bars.
    if sheet.telling.confidential && !may_show(Field::LeaseEnd, true) {
        return y;
    }
    let ends = sheet.plan.lease_ends(QUARTERS);
    let most = ends.quarters.iter().map(|quarter| quarter.area_m2).fold(0.0, f64::max);
    pen.svg.open_group("lease ends");
    let head = Words { semi_bold: true, colour: pen.ink(), ..pen.plain(SMALL + 1.0) };
    pen.line([MARGIN, y], T::LeaseEnds.text(lang), head);
    pen.line([WIDTH - MARGIN, y], T::PerQuarter.text(lang), Words { anchor: Anchor::End, ..pen.plain(SMALL) });
    let mut y = y + Pen::height(SMALL + 1.0) + 4.0;
    if most > 0.0 {
        let base = y + Pen::height(SMALL) + BAR;
        let slot = (WIDTH - 2.0 * MARGIN) / ends.quarters.len().max(1) as f64;
        let words = |pen: &Pen, colour: Rgba| Words { anchor: Anchor::Middle, colour, ..pen.plain(SMALL - 1.0) };
        for (at, quarter) in ends.quarters.iter().enumerate() {
            let (left, height) = (MARGIN + slot * at as f64, quarter.area_m2 / most * BAR);
            if height > 0.0 {
                pen.svg.rect([left + 5.0, base - height], [slot - 10.0, height], status_fill(SpaceStatus::Expiring));
            }
            let middle = left + slot / 2.0;
            let over = base - height - Pen::height(SMALL - 1.0) - 1.0;
            pen.line([middle, over], &integer(quarter.area_m2), words(pen, pen.ink()));
            let year = quarter.year.to_string();
            let short = T::Quarter.fill(lang, &[year.get(2..).unwrap_or(&year), &quarter.quarter.to_string()]);
            pen.line([middle, base + 3.0], &short, words(pen, pen.pale()));
        }
        let line = path_of([[MARGIN, base], [WIDTH - MARGIN, base]], false);
        pen.svg.path(&line, Rgba::CLEAR, Some((pen.palette.no_data, 1.0)), "");
        y = base + Pen::height(SMALL) + 6.0;
    }
    let rest = [(T::LaterSum, ends.later_m2), (T::BeforeSum, ends.before_m2), (T::UnknownSum, ends.unknown_m2)];
    let mut words: Vec<String> = rest
        .into_iter()
        .filter(|(_, area_m2)| *area_m2 > 0.0)
        .map(|(words, area_m2)| words.fill(lang, &[&integer(area_m2)]))
        .collect();
    if most == 0.0 && words.is_empty() {
        words.push(T::NoEnds.text(lang).to_owned());
    }
    if !words.is_empty() {
        y = flow(pen, y, &words);
    }
    pen.svg.close_group();
    y
}

/// Where it is from, and what is left out.
fn foot(pen: &mut Pen, sheet: &StackSheet<'_>, y: f64) -> f64 {
    let lang = sheet.telling.lang;
    pen.svg.open_group("foot");
    let line = path_of([[MARGIN, y], [WIDTH - MARGIN, y]], false);
    pen.svg.path(&line, Rgba::CLEAR, Some((pen.palette.road_casing, 1.0)), "");
    let sources: Vec<&str> = sheet.plan.sources.iter().map(|source| vocabulary::word(source, lang)).collect();
    let sources = if sources.is_empty() { field_name(Field::Source, lang).to_owned() } else { sources.join("; ") };
    let told = match sheet.plan.as_of {
        Some(day) => T::Source.fill(lang, &[&sources, &day.to_string()]),
        None => T::SourceOnly.fill(lang, &[&sources]),
    };
    let confidential = if sheet.telling.confidential { T::Confidential.text(lang) } else { "" };
    let y = flow(pen, y + 6.0, &[told, confidential.to_owned()]);
    pen.svg.close_group();
    y
}

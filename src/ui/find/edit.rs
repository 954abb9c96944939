//! The editor of one criterion: its figures, places, terms, day; must or wish; turned round. Refuses to write the line: it gives the
//! criterion as it is to be.

use egui::{DragValue, RichText, TextEdit, Ui};

use crate::domain::criteria::{Aspect, Band, Criterion, Named, Want};
use crate::domain::{Date, Delivery, Industry, SpaceStatus};
use crate::finder::choices::terms;
use crate::finder::parse::ALONG_STREET_M;
use crate::finder::rank::NEAR_METRO_M;
use crate::finder::reasons::{aspect_name, industry_name, unit_of};
use crate::finder::{Market, NEIGHBOURS_M};
use crate::i18n::find::FindText as T;
use crate::i18n::finder::FinderText;
use crate::i18n::{Lang, vocabulary};
use crate::ui::finding::FindView;
use crate::ui::theme::{self, font, semibold, space, text};
use crate::ui::widgets::{label, link, tabs};

use super::picker;

/// Shows the editor; gives the criterion as it is to be once something was changed, none where it is to go.
pub fn show(ui: &mut Ui, lang: Lang, find: &FindView, criterion: &Criterion) -> Option<Option<Criterion>> {
    let c = theme::colours(ui.ctx());
    let mut own = criterion.clone();
    ui.spacing_mut().item_spacing.y = space::S;
    label(ui, aspect_name(own.aspect, lang), semibold(text::TITLE), c.text);
    want(ui, lang, find, &mut own);
    ui.separator();
    let can_be_wish = !own.aspect.is_of_the_whole() || matches!(own.aspect, Aspect::Area | Aspect::People | Aspect::Rent);
    ui.horizontal(|ui| {
        if can_be_wish
            && let Some(must) = tabs(ui, own.must, &[(true, None, T::Must.text(lang)), (false, None, T::Wish.text(lang))], false)
        {
            own.must = must;
        }
    });
    if !own.aspect.is_of_the_whole() || own.aspect == Aspect::WholeFloor {
        ui.checkbox(&mut own.except, T::Except.text(lang));
    }
    if link(ui, T::Remove.text(lang), false).clicked() {
        return Some(None);
    }
    (own != *criterion).then_some(Some(own))
}

/// What is wanted of the aspect, without must or wish.
pub fn want(ui: &mut Ui, lang: Lang, find: &FindView, own: &mut Criterion) {
    let c = theme::colours(ui.ctx());
    let aspect = own.aspect;
    match &mut own.want {
        Want::Range { least, most } => {
            let one_sided = matches!(aspect, Aspect::Metro | Aspect::Budget | Aspect::Pieces);
            if !one_sided {
                bound(ui, lang, aspect, T::AtLeast, least);
            }
            let words = if aspect == Aspect::Metro { T::Within } else { T::AtMost };
            bound(ui, lang, aspect, words, most);
            if least.zip(*most).is_some_and(|(least, most)| least > most) {
                std::mem::swap(least, most);
            }
            if aspect == Aspect::Metro {
                label(ui, T::StraightLine.text(lang), font(text::SMALL), c.text3);
            }
        }
        Want::People { least, most, m2_each } => {
            let mut both = [*least, *most];
            figures(ui, T::People.text(lang), "", [1.0, 20_000.0], 1.0, &mut both);
            [*least, *most] = both;
            figures(ui, T::M2EachTitle.text(lang), T::SquareMetres.text(lang), [1.0, 200.0], 0.5, m2_each);
        }
        Want::By(day) => by(ui, lang, find, day),
        Want::Places { places, within_m } => {
            if let Some(market) = &find.market {
                picker::pick(ui, lang, market, aspect, places);
            }
            if matches!(aspect, Aspect::Station | Aspect::Street) {
                metres(ui, lang, T::Within, within_m);
            }
        }
        Want::Terms(chosen) => {
            for &term in terms(aspect) {
                let mut on = chosen.iter().any(|known| known == term);
                if ui.checkbox(&mut on, term_name(aspect, term, lang)).changed() {
                    // In the order of the data; at least one stays.
                    let kept = |other: &&str| if *other == term { on } else { chosen.iter().any(|known| known == *other) };
                    let after: Vec<String> =
                        terms(aspect).iter().filter(|other| kept(other)).map(|term| (*term).to_owned()).collect();
                    if !after.is_empty() {
                        *chosen = after;
                    }
                }
            }
        }
        Want::Firms { industry, least, within_m } => {
            for one in Industry::ALL {
                ui.radio_value(industry, one, industry_name(one, lang));
            }
            ui.horizontal(|ui| {
                label(ui, T::LeastFirms.text(lang), font(text::BODY), c.text2);
                let field = ui.add(DragValue::new(least).range(1.0..=500.0).fixed_decimals(0));
                field.accessible_name(T::LeastFirms.text(lang));
            });
            metres(ui, lang, T::Within, within_m);
        }
        Want::Band(band) => {
            let names = [
                (Band::Low, FinderText::Low),
                (Band::Middle, FinderText::Middle),
                (Band::High, FinderText::High),
                (Band::Top, FinderText::Top),
            ];
            let items = names.map(|(band, words)| (band, None, words.text(lang)));
            if let Some(chosen) = tabs(ui, *band, &items, false) {
                *band = chosen;
            }
        }
        Want::Circle { radius_m, .. } => metres(ui, lang, T::Radius, radius_m),
        Want::Ring(_) | Want::Yes => {}
    }
}

/// A bound that may be there or not.
fn bound(ui: &mut Ui, lang: Lang, aspect: Aspect, words: T, bound: &mut Option<f64>) {
    let (unit, _) = unit_of(aspect, lang);
    let name = words.text(lang);
    ui.horizontal(|ui| {
        let mut on = bound.is_some();
        if ui.checkbox(&mut on, name).changed() {
            *bound = on.then(|| usual_bound(aspect, words));
        }
        if let Some(value) = bound {
            let (step, decimals) = step_of(aspect);
            let least = if aspect == Aspect::Level { -9.0 } else { 0.0 };
            let field = DragValue::new(value).range(least..=1e9).speed(step).max_decimals(decimals).suffix(format!(" {unit}"));
            ui.add(field).accessible_name(format!("{} {name}", aspect_name(aspect, lang)));
        }
    });
}

/// Two figures, from and to.
fn figures(ui: &mut Ui, name: &str, unit: &str, [least, most]: [f64; 2], step: f64, both: &mut [f64; 2]) {
    let c = theme::colours(ui.ctx());
    label(ui, name, font(text::BODY), c.text2);
    ui.horizontal(|ui| {
        for (at, value) in both.iter_mut().enumerate() {
            if at == 1 {
                label(ui, "–", font(text::BODY), c.text2);
            }
            let field = DragValue::new(value).range(least..=most).speed(step).max_decimals(1).suffix(format!(" {unit}"));
            ui.add(field).accessible_name(format!("{name} {}", at + 1));
        }
    });
    both[1] = both[1].max(both[0]);
}

/// The area a head.
pub fn m2_each(ui: &mut Ui, lang: Lang, each: [f64; 2], set: &mut dyn FnMut([f64; 2])) {
    let mut own = each;
    figures(ui, T::M2EachTitle.text(lang), T::SquareMetres.text(lang), [1.0, 200.0], 0.5, &mut own);
    if own != each {
        set(own);
    }
}

fn metres(ui: &mut Ui, lang: Lang, words: T, within_m: &mut f64) {
    let c = theme::colours(ui.ctx());
    ui.horizontal(|ui| {
        label(ui, words.text(lang), font(text::BODY), c.text2);
        let field = DragValue::new(within_m).range(50.0..=20_000.0).speed(10.0).fixed_decimals(0);
        ui.add(field.suffix(format!(" {}", T::Metres.text(lang)))).accessible_name(words.text(lang));
    });
    label(ui, T::StraightLine.text(lang), font(text::SMALL), c.text3);
}

/// A day: typed, or some months from the reference date.
fn by(ui: &mut Ui, lang: Lang, find: &FindView, day: &mut Date) {
    let c = theme::colours(ui.ctx());
    let id = ui.make_persistent_id("day typed");
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| day.to_string());
    ui.horizontal(|ui| {
        label(ui, T::By.text(lang), font(text::BODY), c.text2);
        let field = ui.add(TextEdit::singleline(&mut typed).desired_width(96.0)).accessible_name(T::By.text(lang));
        if field.changed() {
            ui.data_mut(|data| data.insert_temp(id, typed.clone()));
        } else if !field.has_focus() {
            ui.data_mut(|data| data.remove_temp::<String>(id));
        }
        match typed.trim().parse::<Date>() {
            Ok(named) if field.changed() => *day = named,
            Err(_) if field.has_focus() => {
                ui.label(RichText::new(T::BadDate.text(lang)).font(font(text::SMALL)).color(c.error));
            }
            _ => {}
        }
    });
    let Some(today) = find.market.as_ref().map(|market| market.reference_date) else { return };
    ui.horizontal_wrapped(|ui| {
        for (months, words) in [(0, T::ByNow), (3, T::ByQuarter), (6, T::ByHalf), (12, T::ByYear)] {
            if ui.button(words.text(lang)).clicked() {
                *day = today.plus_months(months);
            }
        }
    });
}

fn term_name(aspect: Aspect, term: &'static str, lang: Lang) -> &'static str {
    let english = match aspect {
        Aspect::Delivery => Delivery::parse(term).map(Delivery::term_en),
        Aspect::Offer => SpaceStatus::parse(term).map(SpaceStatus::term_en),
        _ => Some(vocabulary::word(term, Lang::En)),
    };
    english.filter(|_| lang == Lang::En).unwrap_or(term)
}

/// Step and decimals of a figure that is dragged.
fn step_of(aspect: Aspect) -> (f64, usize) {
    match aspect {
        Aspect::Rent => (0.05, 2),
        Aspect::Budget => (10_000.0, 0),
        Aspect::ClearHeight | Aspect::FloorHeight | Aspect::FloorLoad | Aspect::ServiceCharge => (0.1, 1),
        Aspect::Area | Aspect::Metro => (10.0, 1),
        _ => (1.0, 0),
    }
}

/// A bound to begin with.
fn usual_bound(aspect: Aspect, words: T) -> f64 {
    let most = words != T::AtLeast;
    match aspect {
        Aspect::Area => {
            if most {
                1200.0
            } else {
                800.0
            }
        }
        Aspect::Rent => {
            if most {
                5.0
            } else {
                2.0
            }
        }
        Aspect::Budget => 1_000_000.0,
        Aspect::Metro => NEAR_METRO_M,
        Aspect::Floors if most => 2.0,
        Aspect::Floors => 1.0,
        Aspect::Pieces => 2.0,
        Aspect::ClearHeight => {
            if most {
                4.0
            } else {
                2.8
            }
        }
        Aspect::FloorHeight => {
            if most {
                6.0
            } else {
                4.0
            }
        }
        Aspect::FloorLoad => {
            if most {
                10.0
            } else {
                3.0
            }
        }
        Aspect::Power => {
            if most {
                200.0
            } else {
                80.0
            }
        }
        Aspect::Parking => {
            if most {
                200.0
            } else {
                20.0
            }
        }
        Aspect::Level => {
            if most {
                20.0
            } else {
                2.0
            }
        }
        Aspect::Efficiency => {
            if most {
                90.0
            } else {
                70.0
            }
        }
        Aspect::ServiceCharge => {
            if most {
                25.0
            } else {
                5.0
            }
        }
        _ => 1.0,
    }
}

/// The criterion that names some places.
pub fn naming(aspect: Aspect, places: Vec<Named>) -> Criterion {
    let within_m = match aspect {
        Aspect::Station => NEAR_METRO_M,
        Aspect::Street => ALONG_STREET_M,
        _ => 0.0,
    };
    let criterion = Criterion::must(aspect, Want::Places { places, within_m });
    Criterion { must: aspect != Aspect::Like, ..criterion }
}

/// The criterion of an aspect to begin with; none where a place must be named first.
pub fn usual(aspect: Aspect, find: &FindView) -> Option<Criterion> {
    let at_most = |most| Want::Range { least: None, most: Some(most) };
    let at_least = |least| Want::Range { least: Some(least), most: None };
    let term = |at: usize| Want::Terms(terms(aspect).iter().skip(at).take(1).map(|term| (*term).to_owned()).collect());
    let want = match aspect {
        Aspect::Area => Want::Range { least: Some(usual_bound(aspect, T::AtLeast)), most: Some(usual_bound(aspect, T::AtMost)) },
        Aspect::People => Want::People { least: 50.0, most: 50.0, m2_each: find.m2_each },
        Aspect::Rent | Aspect::Budget | Aspect::Metro | Aspect::Pieces | Aspect::ServiceCharge => {
            at_most(usual_bound(aspect, T::AtMost))
        }
        Aspect::Floors => at_most(1.0),
        Aspect::ClearHeight
        | Aspect::FloorHeight
        | Aspect::FloorLoad
        | Aspect::Power
        | Aspect::Parking
        | Aspect::Level
        | Aspect::Efficiency => at_least(usual_bound(aspect, T::AtLeast)),
        Aspect::Available => Want::By(reference_date(find.market.as_deref())?.plus_months(6)),
        Aspect::WholeFloor | Aspect::Divisible => Want::Yes,
        Aspect::Delivery => term(2),
        Aspect::Grade => term(0),
        Aspect::Use => term(3),
        Aspect::Offer => term(0),
        Aspect::Band => Want::Band(Band::High),
        Aspect::Industry => {
            let want = Want::Firms { industry: Industry::DataIntelligence, least: 1.0, within_m: NEIGHBOURS_M };
            return Some(Criterion::wish(aspect, want));
        }
        Aspect::Block | Aspect::Park | Aspect::Street | Aspect::Building | Aspect::Station | Aspect::Like | Aspect::Within => {
            return None;
        }
    };
    Some(Criterion::must(aspect, want))
}

fn reference_date(market: Option<&Market>) -> Option<Date> {
    market.map(|market| market.reference_date)
}

//! Places to be named by a criterion, found by typing a part of their names. Refuses places that are not in the data.

use egui::{RichText, ScrollArea, TextEdit, Ui};

use crate::domain::criteria::{Aspect, Named};
use crate::finder::Market;
use crate::finder::choices;
use crate::i18n::Lang;
use crate::i18n::find::FindText as T;
use crate::ui::theme::{self, font, text};

/// Names that are listed at a time.
const LISTED: usize = 40;
/// The height of the list, points.
const HEIGHT: f32 = 220.0;

/// Ticks places on and off; at least one stays.
pub fn pick(ui: &mut Ui, lang: Lang, market: &Market, aspect: Aspect, places: &mut Vec<Named>) {
    let one_alone = aspect == Aspect::Like;
    for place in places.clone() {
        let mut on = true;
        if ui.checkbox(&mut on, name_of(&place, lang)).changed() && places.len() > 1 {
            places.retain(|known| *known != place);
        }
    }
    if let Some(named) = list(ui, lang, market, aspect, places) {
        if one_alone {
            *places = vec![named];
        } else {
            places.push(named);
        }
    }
}

/// One place, for a criterion that is to be made.
pub fn pick_one(ui: &mut Ui, lang: Lang, market: &Market, aspect: Aspect) -> Option<Named> {
    list(ui, lang, market, aspect, &[])
}

/// The list, without those that are chosen already; the one that was clicked.
fn list(ui: &mut Ui, lang: Lang, market: &Market, aspect: Aspect, without: &[Named]) -> Option<Named> {
    let c = theme::colours(ui.ctx());
    let id = ui.make_persistent_id(("names of", aspect.code()));
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    let hint = RichText::new(T::Filter.text(lang)).color(c.text3);
    let field = ui.add(TextEdit::singleline(&mut typed).desired_width(f32::INFINITY).hint_text(hint));
    if field.accessible_name(T::Filter.text(lang)).changed() {
        ui.data_mut(|data| data.insert_temp(id, typed.clone()));
    }
    let (named, count) = choices::places(market, aspect, &typed, LISTED + without.len());
    let mut chosen = None;
    ScrollArea::vertical().id_salt(id).max_height(HEIGHT).show(ui, |ui| {
        for place in named.iter().filter(|place| !without.contains(place)) {
            let mut on = false;
            if ui.checkbox(&mut on, name_of(place, lang)).changed() {
                chosen = Some(place.clone());
            }
        }
        let words = match count.saturating_sub(named.len()) {
            0 if named.is_empty() => T::NoSuchName.text(lang).to_owned(),
            0 => return,
            more => T::MorePlaces.fill(lang, &[&more.to_string()]),
        };
        ui.label(RichText::new(words).font(font(text::SMALL)).color(c.text3));
    });
    chosen
}

fn name_of(place: &Named, lang: Lang) -> &str {
    if lang == Lang::En && !place.name_en.is_empty() { &place.name_en } else { &place.name }
}

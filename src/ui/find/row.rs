//! One place of the list: number, name, floors, area, rent, metro, score, the bar of its parts, marks, the star. Refuses the list.

use egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::finder::called::{built_name, floors_name, short_marks};
use crate::finder::confidential::may_show_rent;
use crate::finder::{Market, Part, Place, Weights};
use crate::i18n::find::FindText as T;
use crate::i18n::finder::FinderText;
use crate::i18n::{decimal, integer};
use crate::map::scene::MarkShape;
use crate::ui::command::{Command, Sheet, Target};
use crate::ui::finding::{Answer, FindChange, FindView, record_of};
use crate::ui::icons;
use crate::ui::theme::{self, Look, font, icon_font, part_fill, radius, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{focus_ring, one_line, paint_mark, paint_tag, put, row_ground, tag_width};

/// The height of a row, points.
pub const HEIGHT: f32 = 72.0;

/// Shows a place of the list in its rectangle.
pub fn show(ui: &mut Ui, view: &View, find: &FindView, answer: &Answer, at: usize, rect: Rect, commands: &mut Commands) {
    let Some(place) = answer.found.places.get(at) else { return };
    let c = theme::colours(ui.ctx());
    let (lang, market) = (view.lang, &*answer.market);
    let ink = |colour: Color32| if find.is_current { colour } else { colour.gamma_multiply(0.55) };
    let name = market.name_of(place.group, lang);
    let built = built_name(market, place, lang);
    let floors = format!("{} {built}", floors_name(market, &place.slots, lang));
    let starred = find.starred(place).is_some();
    let area = T::Area.fill(lang, &[&integer(place.area_m2)]);
    let spoken = T::Row.fill(lang, &[&(at + 1).to_string(), &name, floors.trim(), &area]);
    let spoken = if starred { T::RowStarred.fill(lang, &[&spoken]) } else { spoken };
    let id = egui::Id::unique(("place", place.group));
    let response = ui.interact(rect, id, Sense::click());
    let selected = find.chosen == Some(at);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, &spoken));
    row_ground(ui, rect, &response, selected);
    if find.hovered == Some(at) && !selected && !response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), c.surface2);
    }

    let painter = ui.painter().clone();
    let disc = pos2(rect.left() + space::M + 12.0, rect.top() + 20.0);
    number(&painter, disc, at + 1, if selected { c.selection } else { c.accent }, c.on_accent);
    let left = rect.left() + 44.0;
    let right = rect.right() - space::M;
    // The first line: name, marks, star, score.
    let line = Rect::from_min_max(pos2(left, rect.top() + 8.0), pos2(right, rect.top() + 32.0));
    let score = one_line(&painter, &decimal(place.score, 0), semibold(text::SECTION), c.text, 40.0);
    let score = put(&painter, score, line, Align2::RIGHT_CENTER, ink(c.text));
    let star_rect = Rect::from_center_size(pos2(score.left().min(right - 26.0) - 18.0, line.center().y), vec2(24.0, 24.0));
    let mut end = star_rect.left() - space::XS;
    for mark in short_marks(market, place, lang).iter().rev() {
        let width = tag_width(&painter, mark);
        if end - width < left + 110.0 {
            continue;
        }
        let tag = Rect::from_center_size(pos2(end - width / 2.0, line.center().y), vec2(width, size::TAG));
        paint_tag(&painter, tag, mark, [c.text2, c.surface3]);
        end = tag.left() - space::XS;
    }
    let words = one_line(&painter, &name, semibold(text::BODY), c.text, end - left);
    let elided = words.elided;
    put(&painter, words, line.with_max_x(end), Align2::LEFT_CENTER, ink(c.text));
    // The second line: floors, area, rent, metro.
    figures(
        ui,
        view,
        answer,
        place,
        at,
        floors.trim(),
        Rect::from_min_max(pos2(left, rect.top() + 32.0), pos2(right, rect.top() + 52.0)),
    );
    let bar = Rect::from_min_max(pos2(left, rect.top() + 57.0), pos2(right, rect.top() + 62.0));
    parts_bar(&painter, bar, place, &answer.weights, view.look, if find.is_current { 1.0 } else { 0.5 });
    let hair = 1.0 / ui.pixels_per_point();
    painter.hline(rect.x_range(), rect.bottom() - hair, Stroke::new(hair, c.outline));
    focus_ring(ui, &response.clone().with_new_rect(rect.shrink(3.0)), radius::BUTTON);

    if star(ui, view, starred, &name, star_rect, id.with("star")).clicked() {
        commands.send(Command::Find(FindChange::Star(Box::new(place.clone()))));
    }
    if response.hovered() {
        let record = record_of(market, place);
        if view.hovered != Some(&record) {
            commands.send(Command::Hover(Some(record)));
        }
    }
    if response.double_clicked() {
        commands.send(Command::FlyTo(Target::Record(record_of(market, place))));
    } else if response.clicked() {
        commands.send(Command::Find(FindChange::Choose(at)));
    }
    let ways = answer.found.ways.get(at).copied().unwrap_or(1);
    if ways > 1 {
        let more = T::OtherWaysTip.fill(lang, &[&integer(f64::from(ways - 1))]);
        response.on_hover_text(format!("{name}\n{more}"));
    } else if elided {
        response.on_hover_text(&name);
    }
}

/// Floors, area, rent and metro, in columns; the other ways of the building behind the floors.
fn figures(ui: &Ui, view: &View, answer: &Answer, place: &Place, at: usize, floors: &str, line: Rect) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let painter = ui.painter();
    let metro = match answer.market.metro_of(place.group) {
        Some((distance_m, _)) => T::Metro.fill(lang, &[&integer(distance_m)]),
        None => T::NoMetro.text(lang).to_owned(),
    };
    let ways = answer.found.ways.get(at).copied().unwrap_or(1);
    let floors = match ways {
        0 | 1 => floors.to_owned(),
        ways => format!("{floors} {}", T::OtherWays.fill(lang, &[&integer(f64::from(ways - 1))])),
    };
    let (wide, share) = (line.width(), |share: f32| line.left() + line.width() * share);
    let columns = [
        (floors, Align2::LEFT_CENTER, share(0.0), wide * 0.36, c.text2),
        (T::Area.fill(lang, &[&integer(place.area_m2)]), Align2::RIGHT_CENTER, share(0.54), wide * 0.2, c.text),
        (rent_name(view, &answer.market, place), Align2::RIGHT_CENTER, share(0.74), wide * 0.2, c.text),
        (metro, Align2::RIGHT_CENTER, share(1.0), wide * 0.25, c.text2),
    ];
    for (words, align, x, most, ink) in columns {
        let galley = one_line(painter, &words, font(text::SMALL), ink, most);
        let room = if align == Align2::LEFT_CENTER { line.with_min_x(x) } else { line.with_max_x(x) };
        put(painter, galley, room, align, ink);
    }
}

/// A number in a disc.
pub fn number(painter: &Painter, centre: Pos2, number: usize, ground: Color32, ink: Color32) {
    painter.circle_filled(centre, 11.5, ground);
    let size = if number > 99 { 9.0 } else { text::SMALL };
    let galley = one_line(painter, &number.to_string(), semibold(size), ink, 30.0);
    put(painter, galley, Rect::from_center_size(centre, vec2(30.0, 24.0)), Align2::CENTER_CENTER, ink);
}

/// The parts of a score side by side, each as long as it counts; all of them together are the score.
pub fn parts_bar(painter: &Painter, track: Rect, place: &Place, weights: &Weights, look: Look, opacity: f32) {
    let c = look.colours();
    painter.rect_filled(track, CornerRadius::same(radius::BAR), c.surface3);
    let applies = |part: Part| !place.parts[part as usize].is_nan();
    let all: f64 = Part::ALL.into_iter().filter(|&part| applies(part)).map(|part| weights.0[part as usize]).sum();
    let mut x = track.left();
    for part in Part::ALL.into_iter().filter(|&part| applies(part) && all > 0.0) {
        let width = (place.parts[part as usize] * weights.0[part as usize] / all) as f32 * track.width();
        if width >= 0.5 {
            let piece = Rect::from_min_max(pos2(x, track.top()), pos2((x + width - 1.0).max(x + 0.5), track.bottom()));
            painter.rect_filled(piece, CornerRadius::same(1), part_fill(part, look).gamma_multiply(opacity));
            x += width;
        }
    }
}

/// The star that keeps hold of a place.
pub fn star(ui: &Ui, view: &View, starred: bool, name: &str, rect: Rect, id: egui::Id) -> Response {
    let c = theme::colours(ui.ctx());
    let response = ui.interact(rect, id, Sense::click());
    let words = if starred { T::UnstarOf } else { T::StarOf }.fill(view.lang, &[name]);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, starred, &words));
    if starred {
        paint_mark(ui.painter(), rect.center(), 6.5, MarkShape::Star, c.warn);
    } else {
        let ink = if response.hovered() { c.text } else { c.text3 };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icons::STAR, icon_font(text::ICON_SMALL), ink);
    }
    focus_ring(ui, &response, radius::TAG);
    response.on_hover_text(words)
}

/// "候选 2", which leads to the comparison.
pub fn shortlist_button(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let count = find.prospect.shortlist.len().to_string();
    let words = T::Shortlist.fill(view.lang, &[&count]);
    let galley = one_line(ui.painter(), &words, semibold(text::BODY), c.accent, 120.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 32.0, 28.0), Sense::click());
    let name = T::ShortlistName.fill(view.lang, &[&count]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), c.surface2);
    }
    paint_mark(ui.painter(), pos2(rect.left() + 13.0, rect.center().y), 5.5, MarkShape::Star, c.accent);
    put(ui.painter(), galley, rect.with_min_x(rect.left() + 25.0), Align2::LEFT_CENTER, c.accent);
    focus_ring(ui, &response, radius::BUTTON);
    if response.on_hover_text(name).clicked() {
        commands.send(Command::ShowSheet(Some(Sheet::Compare)));
    }
}

/// The rent of a way; in confidential mode not that of let space.
pub fn rent_name(view: &View, market: &Market, place: &Place) -> String {
    if view.confidential && !may_show_rent(market, &place.slots) {
        return FinderText::Withheld.text(view.lang).to_owned();
    }
    T::Rent.fill(view.lang, &[&decimal(place.rent_yuan_m2_day, 2)])
}

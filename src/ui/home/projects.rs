//! The key projects of the plan, each with its block. Refuses what the plan does not give: cost, area, date.

use egui::{Align2, CornerRadius, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::{Confidence, Dataset, DatasetKind, Field, RecordRef};
use crate::i18n::home::{HomeText, is_inferred, short_block_name};
use crate::i18n::kinds::confidence_name;
use crate::i18n::records::name_of;
use crate::i18n::{Lang, integer};
use crate::ui::command::{Command, Page, SelectMode, Target};
use crate::ui::theme::{self, font, radius, semibold, size, space, text};
use crate::ui::view::{Commands, ParkView, View};
use crate::ui::widgets::{confidence_tag, focus_ring, label, one_line, paint_tag, put, tag_width};

const HEAD: f32 = 44.0;
const CAPTION: f32 = 28.0;
/// The number of projects in the plan.
const OF_THE_PLAN: usize = 7;

/// The height of a card of so many projects, points.
pub fn height(projects: usize) -> f32 {
    HEAD + CAPTION + projects as f32 * size::TABLE_ROW + space::S
}

/// Draws the card over all the room there is.
pub fn show(ui: &mut Ui, view: &View, park: &ParkView, commands: &mut Commands) {
    let Some(projects) = park.model.set(DatasetKind::Projects) else { return };
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let card = ui.max_rect();
    let rows = &park.summary.project_rows;
    let head = Rect::from_min_size(card.min, vec2(card.width(), HEAD)).shrink2(vec2(space::L, 0.0));
    let mut title =
        ui.new_child(UiBuilder::new().id_salt("head").max_rect(head).layout(egui::Layout::left_to_right(egui::Align::Center)));
    title.spacing_mut().item_spacing.x = space::S;
    let words = if rows.len() == OF_THE_PLAN {
        HomeText::Projects.text(lang).to_owned()
    } else {
        HomeText::ProjectsOf.fill(lang, &[&integer(rows.len() as f64)])
    };
    label(&mut title, &words, semibold(text::SECTION), c.text);
    // The list is the plan's own; only where the projects are drawn is not, which each says for itself.
    if projects.is_embedded() {
        confidence_tag(&mut title, Confidence::Published, lang);
    }
    let caption = Rect::from_min_size(pos2(card.left(), card.top() + HEAD), vec2(card.width(), CAPTION));
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().rect_filled(caption.shrink2(vec2(hair, 0.0)), CornerRadius::ZERO, c.surface2);
    if projects.is_embedded() {
        let room = caption.shrink2(vec2(space::L, 0.0));
        let words = one_line(ui.painter(), HomeText::ProjectsCaption.text(lang), font(text::SMALL), c.text2, room.width());
        put(ui.painter(), words, room, Align2::LEFT_CENTER, c.text2);
    }
    for (number, &row) in rows.iter().enumerate() {
        let top = caption.bottom() + number as f32 * size::TABLE_ROW;
        let rect = Rect::from_min_size(pos2(card.left(), top), vec2(card.width(), size::TABLE_ROW));
        project(ui, view, park, (projects, row), number, rect, commands);
        if number + 1 < rows.len() {
            ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(hair, c.outline));
        }
    }
}

fn project(
    ui: &mut Ui,
    view: &View,
    park: &ParkView,
    (projects, row): (&Dataset, u32),
    number: usize,
    rect: Rect,
    commands: &mut Commands,
) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let at = row as usize;
    let name = name_of(projects, at, lang);
    let response = ui.interact(rect, ui.make_persistent_id(("project", row)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &*name));
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(1.0, 0.0)), CornerRadius::ZERO, c.surface2);
    }
    let inner = rect.shrink2(vec2(space::L, 0.0));

    let block = block_of(park, projects, at, lang);
    let note = projects.text(at, Field::Note).unwrap_or_default();
    let (words, pair) = match &block {
        Some((_, place, block_name)) => {
            let short = short_block_name(block_name, lang);
            let words = if is_inferred(note) { HomeText::Inferred.fill(lang, &[&short]) } else { short };
            (words, view.look.block_tag(*place))
        }
        None => (HomeText::BlockUnstated.text(lang).to_owned(), [c.text2, c.surface3]),
    };
    let tag_size = vec2(tag_width(ui.painter(), &words), size::TAG);
    let tag = Rect::from_min_size(pos2(inner.right() - tag_size.x, inner.center().y - tag_size.y / 2.0), tag_size);
    paint_tag(ui.painter(), tag, &words, pair);

    let mut name_end = tag.left() - space::S;
    if let Some(confidence) = confidence_of_place(projects, at) {
        let words = confidence_name(confidence, lang);
        let size = vec2(tag_width(ui.painter(), words), size::TAG);
        let of_place = Rect::from_min_size(pos2(tag.left() - space::XS - size.x, tag.top()), size);
        paint_tag(ui.painter(), of_place, words, c.of_confidence(confidence));
        name_end = of_place.left() - space::S;
    }

    let painter = ui.painter();
    let digit = one_line(painter, &integer((number + 1) as f64), font(text::SMALL), c.text3, 20.0);
    put(painter, digit, inner, Align2::LEFT_CENTER, c.text3);
    let room = Rect::from_min_max(pos2(inner.left() + 22.0, inner.top()), pos2(name_end, inner.bottom()));
    let galley = one_line(painter, &name, font(text::BODY), c.text, room.width());
    let elided = galley.elided;
    put(painter, galley, room, Align2::LEFT_CENTER, c.text);
    focus_ring(ui, &response.clone().with_new_rect(rect.shrink(4.0)), radius::BUTTON);

    let hint: Vec<&str> = [if elided { &*name } else { "" }, note].into_iter().filter(|words| !words.is_empty()).collect();
    let response = if hint.is_empty() { response } else { response.on_hover_text(hint.join("\n")) };
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        let record = RecordRef::of_kind(DatasetKind::Projects, row);
        commands.send(Command::Select(SelectMode::Replace, vec![record.clone()]));
        // A project the plan gives no place is shown with its block.
        let placed = !projects.geometries.bounds_of(at).is_empty();
        commands.send(match block {
            _ if placed => Command::FlyTo(Target::Record(record)),
            Some((block, ..)) => Command::FlyTo(Target::Record(RecordRef::of_kind(DatasetKind::Blocks, block))),
            None => Command::ShowPage(Page::Browse),
        });
    }
}

/// How sure a project's place is; `None` where it has no place, so that nothing about it is schematic.
fn confidence_of_place(projects: &Dataset, row: usize) -> Option<Confidence> {
    let has_place = !projects.geometries.bounds_of(row).is_empty();
    projects.confidence_of(row).filter(|&confidence| has_place && confidence != Confidence::Published)
}

/// The block of a project: its row, its place among the blocks, its name.
fn block_of(park: &ParkView, projects: &Dataset, row: usize, lang: Lang) -> Option<(u32, usize, String)> {
    let key = projects.text(row, Field::Block)?;
    let blocks = park.model.set(DatasetKind::Blocks)?;
    let (place, summary) =
        park.summary.blocks.iter().enumerate().find(|(_, block)| blocks.text(block.row as usize, Field::Id) == Some(key))?;
    let name = name_of(blocks, summary.row as usize, lang).into_owned();
    Some((summary.row, place, name))
}

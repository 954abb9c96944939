//! The pages as they will be, one under the other, pale while they are old. Refuses to set them.

use egui::{
    Color32, CornerRadius, Image, Rect, ScrollArea, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, WidgetInfo,
    vec2,
};

use crate::i18n::brief_sheet::BriefSheetText as T;
use crate::ui::briefing::{BriefPages, BriefView};
use crate::ui::theme::{self, font, radius, space, text};
use crate::ui::view::View;
use crate::ui::widgets::wrapped;

/// How much of its ink an old page keeps.
const PALE: f32 = 0.45;

/// The pages' textures, as long as they are of the same setting.
#[derive(Clone)]
struct Loaded {
    generation: u64,
    textures: Vec<TextureHandle>,
}

/// Shows them over the room that is left.
pub(super) fn show(ui: &mut Ui, view: &View, brief: &BriefView) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let Some(pages) = &brief.pages else {
        let words = if brief.is_setting { T::Setting } else { T::NoPreview };
        ui.add_space(space::XL);
        wrapped(ui, words.text(lang), font(text::BODY), c.text3);
        return;
    };
    let textures = textures(ui, pages);
    let ground = ui.available_rect_before_wrap();
    ui.painter().rect_filled(ground, CornerRadius::same(radius::FIELD), c.surface3);
    ScrollArea::vertical().id_salt("brief pages").auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space(space::M);
        let count = textures.len().to_string();
        for (at, texture) in textures.iter().enumerate() {
            let [width, height] = texture.size();
            // A page is seen whole where there is room for it.
            let most = vec2(ui.available_width() - 2.0 * space::L, ground.height() - 2.0 * space::M);
            let scale = (most.x / width as f32).min(most.y / height as f32).max(0.05);
            let (rect, response) = ui.allocate_exact_size(vec2(width as f32, height as f32) * scale, Sense::hover());
            paint(ui, texture, rect, brief.is_current, c.outline);
            let spoken = T::PageOf.fill(lang, &[&(at + 1).to_string(), &count]);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &spoken));
            ui.add_space(space::M);
        }
    });
}

fn paint(ui: &Ui, texture: &TextureHandle, rect: Rect, is_current: bool, edge: Color32) {
    let tint = if is_current { Color32::WHITE } else { Color32::WHITE.gamma_multiply(PALE) };
    Image::from_texture(texture).tint(tint).paint_at(ui, rect);
    ui.painter().rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.0, edge), StrokeKind::Outside);
}

fn textures(ui: &Ui, pages: &BriefPages) -> Vec<TextureHandle> {
    let id = egui::Id::unique("textures of the brief");
    if let Some(loaded) = ui.data(|data| data.get_temp::<Loaded>(id)).filter(|loaded| loaded.generation == pages.generation) {
        return loaded.textures;
    }
    let load = |(at, page): (usize, &std::sync::Arc<egui::ColorImage>)| {
        let options = TextureOptions { mipmap_mode: None, ..TextureOptions::LINEAR };
        ui.ctx().load_texture(format!("brief {at}"), page.clone(), options)
    };
    let textures: Vec<TextureHandle> = pages.pages.iter().enumerate().map(load).collect();
    let loaded = Loaded { generation: pages.generation, textures };
    ui.data_mut(|data| data.insert_temp(id, loaded.clone()));
    loaded.textures
}

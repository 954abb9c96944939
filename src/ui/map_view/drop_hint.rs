//! What the window shows while files are dragged over it. Where the system tells nothing of a drag (Wayland), nothing shows.
//! Refuses reading.

use egui::{Align2, Context, CornerRadius, Id, LayerId, Order, Stroke, StrokeKind, vec2};

use crate::i18n::Lang;
use crate::i18n::map_view::MapText;
use crate::ui::icons;
use crate::ui::theme::{self, radius, space, text};

/// True where the system tells the window of files that are dragged over it. On Wayland it does not, and the window is on
/// Wayland where one of the two variables is set that name its socket.
pub fn can_drop() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || !(is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET"))
}

/// Shows where files would go, while some are held over the window.
pub fn show(ctx: &Context, lang: Lang) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let c = theme::colours(ctx);
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop hint")));
    let window = ctx.content_rect();
    painter.rect_filled(window, CornerRadius::ZERO, c.backdrop);
    let frame = window.shrink(space::XL);
    let line = Stroke::new(2.0, c.selection);
    painter.rect(frame, CornerRadius::same(radius::SHEET), c.surface.gamma_multiply(0.94), line, StrokeKind::Inside);
    let middle = frame.center();
    let above = middle - vec2(0.0, text::HERO);
    painter.text(above, Align2::CENTER_CENTER, icons::UPLOAD, theme::icon_font(text::HERO), c.accent);
    painter.text(
        middle + vec2(0.0, space::M),
        Align2::CENTER_CENTER,
        MapText::DropHere.text(lang),
        theme::semibold(text::RECORD),
        c.text,
    );
    let below = middle + vec2(0.0, space::M + text::HERO);
    painter.text(below, Align2::CENTER_CENTER, MapText::DropKinds.text(lang), theme::font(text::BODY), c.text2);
}

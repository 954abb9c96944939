//! Every colour and size of the interface, in one home. Refuses the map's colours (`map/palette`).

mod colours;
mod fonts;
mod parts;
mod status;
mod style;

use crate::map::palette::{MapLook, MapPalette};

pub use colours::{Colours, of_map};
pub use fonts::{font, icon_font, semibold};
pub use parts::part_fill;
pub use status::status_fill;

/// The palette of the interface and the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Look {
    /// Paper.
    #[default]
    Light,
    /// Ink.
    Dark,
    /// For a projector.
    Projector,
}

impl Look {
    /// All, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];

    /// The next one of the switch.
    pub fn next(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Projector,
            Self::Projector => Self::Light,
        }
    }

    /// The palette of the map in this look.
    pub fn map_look(self) -> MapLook {
        match self {
            Self::Light => MapLook::Light,
            Self::Dark => MapLook::Dark,
            Self::Projector => MapLook::Projector,
        }
    }

    /// The map's colours for what panels draw themselves: a projector's panels are dark, its paper is white.
    pub fn panel_palette(self) -> &'static MapPalette {
        MapPalette::of(if self == Self::Light { MapLook::Light } else { MapLook::Dark })
    }

    /// Text and ground of the tag of a block, by its place among the blocks: its line, a little darker, on its tint.
    pub fn block_tag(self, place: usize) -> [egui::Color32; 2] {
        let palette = self.panel_palette();
        let [line, tint] = [palette.line_of_block(place), palette.tint_of_block(place)].map(colours::of_map);
        [line.lerp_to_gamma(self.colours().text, 0.12), tint]
    }

    /// The colours of the interface.
    pub fn colours(self) -> &'static Colours {
        match self {
            Self::Light => &colours::LIGHT,
            Self::Dark => &colours::DARK,
            Self::Projector => &colours::PROJECTOR,
        }
    }
}

/// Text sizes, points.
pub mod text {
    /// Tags.
    pub const TAG: f32 = 11.0;
    /// Small print and legends.
    pub const SMALL: f32 = 12.0;
    /// Body.
    pub const BODY: f32 = 13.0;
    /// Tabs and panel titles.
    pub const TITLE: f32 = 14.0;
    /// Titles of sections and cards.
    pub const SECTION: f32 = 15.0;
    /// The title of a record.
    pub const RECORD: f32 = 19.0;
    /// A key figure.
    pub const KPI: f32 = 21.0;
    /// The title of a page.
    pub const PAGE: f32 = 26.0;
    /// The one figure of a card.
    pub const HERO: f32 = 34.0;
    /// Icons.
    pub const ICON: f32 = 18.0;
    /// Icons in rows.
    pub const ICON_SMALL: f32 = 16.0;
}

/// Gaps, points.
pub mod space {
    /// Between what belongs together.
    pub const XS: f32 = 4.0;
    /// Between neighbours.
    pub const S: f32 = 8.0;
    /// Between groups.
    pub const M: f32 = 12.0;
    /// Margins of panels and cards.
    pub const L: f32 = 16.0;
    /// Margins of pages.
    pub const XL: f32 = 24.0;
}

/// Corner radii, points.
pub mod radius {
    /// Bars and swatches.
    pub const BAR: u8 = 2;
    /// Tags.
    pub const TAG: u8 = 4;
    /// Buttons and rows.
    pub const BUTTON: u8 = 6;
    /// Fields.
    pub const FIELD: u8 = 8;
    /// Cards.
    pub const CARD: u8 = 10;
    /// Sheets.
    pub const SHEET: u8 = 12;
    /// Chips.
    pub const CHIP: u8 = 14;
}

/// Sizes of parts, points.
pub mod size {
    /// The top bar's height.
    pub const TOP_BAR: f32 = 52.0;
    /// The status bar's height.
    pub const STATUS_BAR: f32 = 28.0;
    /// A panel's title.
    pub const PANEL_TITLE: f32 = 40.0;
    /// A row.
    pub const ROW: f32 = 30.0;
    /// A row of a legend.
    pub const LEGEND_ROW: f32 = 24.0;
    /// A row of a table or board.
    pub const TABLE_ROW: f32 = 44.0;
    /// A button's height.
    pub const BUTTON: f32 = 32.0;
    /// The height of a tag.
    pub const TAG: f32 = 18.0;
    /// A folded panel's width.
    pub const FOLDED: f32 = 44.0;
    /// The disc of an empty state.
    pub const EMPTY_DISC: f32 = 64.0;
    /// The loading bar.
    pub const LOADING_BAR: f32 = 3.0;
    /// The ring around what has the keyboard.
    pub const FOCUS_RING: f32 = 2.0;
}

/// The width of the left panel in a window so wide, points.
pub fn left_width(window: f32) -> f32 {
    if window < 1500.0 {
        248.0
    } else if window < 1800.0 {
        284.0
    } else {
        308.0
    }
}

/// The width of the right panel in a window so wide, points.
pub fn right_width(window: f32) -> f32 {
    if window < 1500.0 {
        316.0
    } else if window < 1800.0 {
        356.0
    } else {
        380.0
    }
}

/// The width of each panel beside the map of Find in a window so wide, points.
pub fn find_width(window: f32) -> f32 {
    if window < 1500.0 {
        328.0
    } else if window < 1800.0 {
        392.0
    } else {
        416.0
    }
}

/// The least height that a projected window keeps, points.
const PROJECTED_HEIGHT: f32 = 640.0;
/// Below this width the right panel folds to a strip, points.
pub const FOLD_BELOW: f32 = 1200.0;
/// At this width and below, panels lie over the map, one at a time, points.
pub const OVERLAY_BELOW: f32 = 1100.0;

/// Seconds that motions take; all 0 when motion is off.
pub mod motion {
    /// A hover.
    pub const HOVER: f32 = 0.08;
    /// A panel or a chip.
    pub const PANEL: f32 = 0.14;
    /// A sheet.
    pub const SHEET: f32 = 0.18;
}

/// Loads the fonts. Once, before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts::definitions());
    apply(ctx, Look::default(), true);
}

/// What [`apply`] has last put in place.
#[derive(Clone, Copy, PartialEq)]
struct Applied {
    look: Look,
    motion: bool,
}

fn applied_id() -> egui::Id {
    egui::Id::unique("theme")
}

/// Puts the style of a look in place; costs nothing when it is there already. True when it changed.
pub fn apply(ctx: &egui::Context, look: Look, motion: bool) -> bool {
    let wanted = Applied { look, motion };
    if ctx.data(|data| data.get_temp::<Applied>(applied_id())) == Some(wanted) {
        return false;
    }
    ctx.data_mut(|data| data.insert_temp(applied_id(), wanted));
    let theme = if look == Look::Light { egui::Theme::Light } else { egui::Theme::Dark };
    ctx.set_theme(theme);
    ctx.set_style_of(theme, style::style(look, motion));
    ctx.request_repaint();
    true
}

/// How much larger everything is than its tokens, for a window of so many points at 100 %. On a projector words of 12 points
/// are to be seen as 24 where the window is 1,000 high or more; a smaller window grows only as far as both panels keep their
/// room, in steps of a twentieth so that a dragged edge does not set every word anew.
pub fn zoom(look: Look, window: [f32; 2]) -> f32 {
    if look != Look::Projector {
        return 1.0;
    }
    let [width, height] = window;
    let most = (width / FOLD_BELOW).min(height / PROJECTED_HEIGHT).clamp(1.0, 2.0);
    // A window of whole pixels comes back from its points a little off: just under a step is on it.
    (most * 20.0 + 0.01).floor() / 20.0
}

/// The look in place.
pub fn look(ctx: &egui::Context) -> Look {
    ctx.data(|data| data.get_temp::<Applied>(applied_id())).map_or(Look::default(), |applied| applied.look)
}

fn cleared_id() -> egui::Id {
    egui::Id::unique("cleared")
}

/// Says that the window is cleared to the ground's colour before it is drawn. A picture that is drawn without a window is not.
pub fn set_cleared(ctx: &egui::Context) {
    ctx.data_mut(|data| data.insert_temp(cleared_id(), true));
}

/// Whether the window is cleared to the ground's colour.
pub fn is_cleared(ctx: &egui::Context) -> bool {
    ctx.data(|data| data.get_temp(cleared_id())).unwrap_or(false)
}

/// The colours of the look in place.
pub fn colours(ctx: &egui::Context) -> &'static Colours {
    look(ctx).colours()
}

/// How long a motion takes now, seconds: 0 when motion is off.
pub fn duration(ctx: &egui::Context, seconds: f32) -> f32 {
    let moves = ctx.data(|data| data.get_temp::<Applied>(applied_id())).is_none_or(|applied| applied.motion);
    if moves { seconds } else { 0.0 }
}

/// Lines over the map, points.
pub mod map_line {
    /// Around the hovered record.
    pub const HOVER: f32 = 1.5;
    /// Around selected records.
    pub const SELECTION: f32 = 3.0;
    /// … and under that line.
    pub const SELECTION_CASING: f32 = 6.0;
}

/// One pixel of the program's sign, RGBA: three blocks on a sheet with rounded corners, `side` pixels wide.
pub fn icon_pixel([x, y]: [usize; 2], side: usize) -> [u8; 4] {
    let c = Look::Light.colours();
    let at = |pixel: usize| (pixel as f32 + 0.5) / side as f32;
    let (x, y) = (at(x), at(y));
    let within = |[left, top, right, bottom]: [f32; 4], radius: f32| {
        let off = |value: f32, low: f32, high: f32| (low + radius - value).max(value - high + radius).max(0.0);
        off(x, left, right).hypot(off(y, top, bottom)) <= radius
    };
    let colour = if !within([0.03, 0.03, 0.97, 0.97], 0.2) {
        egui::Color32::TRANSPARENT
    } else if within([0.2, 0.18, 0.56, 0.4], 0.04)
        || within([0.26, 0.44, 0.62, 0.62], 0.04)
        || within([0.4, 0.66, 0.8, 0.82], 0.04)
    {
        c.on_accent
    } else {
        c.accent
    };
    colour.to_array()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projector_enlarges_as_far_as_the_panels_allow() {
        assert_eq!([Look::Light, Look::Dark].map(|look| zoom(look, [3840.0, 2160.0])), [1.0; 2]);
        // Small print of 12 points is 24 on a large screen, as the tokens ask.
        assert_eq!(zoom(Look::Projector, [3840.0, 2160.0]) * text::SMALL, 24.0);
        for (window, factor) in [([1920.0, 1080.0], 1.6), ([1366.0, 768.0], 1.1), ([1024.0, 600.0], 1.0)] {
            assert!((zoom(Look::Projector, window) - factor).abs() < 1e-3, "{window:?}");
        }
    }
}

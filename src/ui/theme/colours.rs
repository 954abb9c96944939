//! The colours of the interface, one table a look. Refuses the map's colours (`map/palette`).

use egui::Color32;

use crate::domain::Confidence;
use crate::map::scene::Rgba;

/// The colours of the interface in one look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colours {
    /// Behind the panels.
    pub background: Color32,
    /// Panels, cards and sheets.
    pub surface: Color32,
    /// Hovered rows, tiles, head rows.
    pub surface2: Color32,
    /// Tracks, tabs, what is pressed.
    pub surface3: Color32,
    /// Hairlines.
    pub outline: Color32,
    /// Edges of hollow things.
    pub strong_outline: Color32,
    /// Text.
    pub text: Color32,
    /// Text of the second rank.
    pub text2: Color32,
    /// Captions.
    pub text3: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// What is selected.
    pub accent_soft: Color32,
    /// Warnings, demonstration data.
    pub warn: Color32,
    /// … their ground.
    pub warn_soft: Color32,
    /// Errors.
    pub error: Color32,
    /// … their ground.
    pub error_soft: Color32,
    /// What is right, published data.
    pub ok: Color32,
    /// … their ground.
    pub ok_soft: Color32,
    /// Schematic data.
    pub schematic: Color32,
    /// … its ground.
    pub schematic_soft: Color32,
    /// The selection and the keyboard's ring.
    pub selection: Color32,
    /// Around the selection's line.
    pub casing: Color32,
    /// The line of what is hovered.
    pub hover: Color32,
    /// Shadow of floating things.
    pub shadow: Color32,
    /// Shadow of sheets.
    pub sheet_shadow: Color32,
    /// Laid over the window under a sheet.
    pub backdrop: Color32,
}

impl Colours {
    /// Text and ground of a confidence tag.
    pub fn of_confidence(&self, confidence: Confidence) -> [Color32; 2] {
        match confidence {
            Confidence::Published => [self.ok, self.ok_soft],
            Confidence::Estimate => [self.text2, self.surface3],
            Confidence::Schematic => [self.schematic, self.schematic_soft],
            Confidence::Demo => [self.warn, self.warn_soft],
        }
    }
}

/// A map colour as egui's.
pub fn of_map(Rgba([r, g, b, a]): Rgba) -> Color32 {
    Color32::from_rgba_unmultiplied(r, g, b, a)
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn black(share: f32) -> Color32 {
    Color32::from_black_alpha((255.0 * share) as u8)
}

/// Paper.
pub const LIGHT: Colours = Colours {
    background: hex(0xECEEE9),
    surface: hex(0xFBFBF8),
    surface2: hex(0xF2F3EE),
    surface3: hex(0xE7E9E3),
    outline: hex(0xD9DCD3),
    strong_outline: hex(0x8A948D),
    text: hex(0x1D2421),
    text2: hex(0x48524D),
    text3: hex(0x5C6660),
    accent: hex(0x17535F),
    on_accent: hex(0xFFFFFF),
    accent_soft: hex(0xDDEBEC),
    warn: hex(0x8F5A00),
    warn_soft: hex(0xFBEFD6),
    error: hex(0xB3261E),
    error_soft: hex(0xFBE6E3),
    ok: hex(0x24694A),
    ok_soft: hex(0xDFEFE5),
    schematic: hex(0x2F5F8F),
    schematic_soft: hex(0xE1EBF4),
    selection: hex(0x007C9E),
    casing: hex(0xFFFFFF),
    hover: hex(0x1D2421),
    shadow: black(0.14),
    sheet_shadow: black(0.22),
    backdrop: black(0.28),
};

/// Ink.
pub const DARK: Colours = Colours {
    background: hex(0x101416),
    surface: hex(0x1A2022),
    surface2: hex(0x22292C),
    surface3: hex(0x2C3437),
    outline: hex(0x333C3F),
    strong_outline: hex(0x74817F),
    text: hex(0xE9EEEC),
    text2: hex(0xBAC4C1),
    text3: hex(0x93A09C),
    accent: hex(0x6CC5CF),
    on_accent: hex(0x0C1F23),
    accent_soft: hex(0x20393E),
    warn: hex(0xF0BC5E),
    warn_soft: hex(0x3A2F1A),
    error: hex(0xFF9B91),
    error_soft: hex(0x43201D),
    ok: hex(0x79CFA0),
    ok_soft: hex(0x1B3327),
    schematic: hex(0x8FBDEB),
    schematic_soft: hex(0x1D2D3D),
    selection: hex(0x5BE1F2),
    casing: hex(0x0E1213),
    hover: hex(0xFFFFFF),
    shadow: black(0.5),
    sheet_shadow: black(0.6),
    backdrop: black(0.5),
};

/// For a projector: a deep ground, white words, gold for what is to be seen first.
pub const PROJECTOR: Colours = Colours {
    background: hex(0x0A242B),
    surface: hex(0x0F3039),
    surface2: hex(0x163A44),
    surface3: hex(0x1F4650),
    outline: hex(0x2F5761),
    strong_outline: hex(0x7FA2A8),
    text: hex(0xFFFFFF),
    text2: hex(0xDCE9EA),
    text3: hex(0xB9D3D6),
    accent: hex(0xF2B45C),
    on_accent: hex(0x1C1300),
    accent_soft: hex(0x36484A),
    warn: hex(0xF2C57E),
    warn_soft: hex(0x3D3A26),
    error: hex(0xFFB3AB),
    error_soft: hex(0x4A2A2C),
    ok: hex(0x8EDDB2),
    ok_soft: hex(0x17453D),
    schematic: hex(0xA6CEF5),
    schematic_soft: hex(0x1D3F58),
    selection: hex(0x5BE1F2),
    casing: hex(0x0A242B),
    hover: hex(0xFFFFFF),
    shadow: black(0.5),
    sheet_shadow: black(0.6),
    backdrop: black(0.5),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Look;

    /// Contrast ratio by WCAG 2.2, from relative luminances.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let luminance = |colour: Color32| {
            let linear = |byte: u8| {
                let share = f64::from(byte) / 255.0;
                if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn contrast_is_computed_as_wcag_does() {
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
        // A published example: #777777 on white is 4.48.
        assert!((contrast(hex(0x777777), Color32::WHITE) - 4.48).abs() < 0.005);
    }

    #[test]
    fn text_is_readable_on_every_ground() {
        for look in Look::ALL {
            let c = look.colours();
            let grounds = [c.background, c.surface, c.surface2, c.surface3, c.accent_soft];
            for ground in grounds {
                for (name, ink) in [("text", c.text), ("text2", c.text2), ("text3", c.text3), ("accent", c.accent)] {
                    let ratio = contrast(ink, ground);
                    assert!(ratio >= 4.5, "{look:?}: {name} on {ground:?} is {ratio:.2}");
                }
            }
            let pairs = [
                ("accent button", c.on_accent, c.accent),
                ("warning", c.warn, c.surface),
                ("error", c.error, c.surface),
                ("error strip", c.error, c.error_soft),
            ];
            let tags = Confidence::ALL.map(|confidence| c.of_confidence(confidence));
            for (name, ink, ground) in pairs.into_iter().chain(tags.into_iter().map(|[ink, ground]| ("tag", ink, ground))) {
                let ratio = contrast(ink, ground);
                assert!(ratio >= 4.5, "{look:?}: {name} {ink:?} on {ground:?} is {ratio:.2}");
            }
            for place in 0..3 {
                let [ink, tint] = look.block_tag(place);
                let name = of_map(look.panel_palette().line_of_block(place));
                let ratios = [contrast(ink, tint), contrast(name, c.surface)];
                assert!(ratios.iter().all(|&ratio| ratio >= 4.5), "{look:?}: block {place} is {ratios:?}");
            }
            for (name, line) in [("selection", c.selection), ("strong outline", c.strong_outline)] {
                let ratio = contrast(line, c.surface);
                assert!(ratio >= 3.0, "{look:?}: {name} is {ratio:.2}");
            }
        }
    }
}

//! The faces as egui's families. Refuses the bytes (`map/fonts`).

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

use crate::map::fonts;

const SEMIBOLD: &str = "semibold";
const ICONS: &str = "icons";

/// The text face in a size, points.
pub fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The face of titles and key figures in a size, points.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(SEMIBOLD.into()))
}

/// The face of the icons in a size, points.
pub fn icon_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(ICONS.into()))
}

/// All families. What SemiBold lacks is set in Regular; icons may stand within text.
pub fn definitions() -> FontDefinitions {
    let mut definitions = FontDefinitions::empty();
    for (name, bytes) in [("regular", fonts::REGULAR), (SEMIBOLD, fonts::SEMIBOLD), (ICONS, fonts::PHOSPHOR)] {
        // The faces are drawn without their hints: Chinese strokes keep their weight, and loading costs nothing.
        let tweak = egui::FontTweak { hinting: Some(false), ..Default::default() };
        definitions.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
    }
    let family = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    definitions.families.insert(FontFamily::Proportional, family(&["regular", ICONS]));
    definitions.families.insert(FontFamily::Monospace, family(&["regular", ICONS]));
    definitions.families.insert(FontFamily::Name(SEMIBOLD.into()), family(&[SEMIBOLD, "regular", ICONS]));
    definitions.families.insert(FontFamily::Name(ICONS.into()), family(&[ICONS]));
    definitions
}

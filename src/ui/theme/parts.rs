//! The colours of the parts of a score, in the order of the bar. Refuses text colours.

use egui::Color32;

use crate::finder::Part;

use super::Look;

/// The fill of a part.
pub fn part_fill(part: Part, look: Look) -> Color32 {
    let paper = look == Look::Light;
    let (on_paper, on_ink) = match part {
        Part::Area => (0x17535F, 0x6CC5CF),
        Part::Rent => (0x3F7C8D, 0x4593A8),
        Part::Metro => (0x8DB8A6, 0x9CCBB8),
        Part::Industry => (0xDDB052, 0xE3B75C),
        Part::Delivery => (0xB5BAB3, 0x8E9793),
        Part::Expansion => (0x9DB4D3, 0x8CA8D0),
        Part::Wishes => (0xC79BB0, 0xC98FAA),
    };
    let [_, r, g, b] = u32::to_be_bytes(if paper { on_paper } else { on_ink });
    Color32::from_rgb(r, g, b)
}

//! The colours of the states of a space, the same in every look, as in the stacking plan. Refuses text colours.

use egui::Color32;

use crate::domain::SpaceStatus;

/// The fill of a state. 转租 has that of 已租: an accent line tells it apart.
pub fn status_fill(status: SpaceStatus) -> Color32 {
    match status {
        SpaceStatus::Vacant => Color32::from_rgb(0xD6, 0x8F, 0x5C),
        SpaceStatus::Interest => Color32::from_rgb(0xF2, 0xD2, 0x7E),
        SpaceStatus::Reserved => Color32::from_rgb(0xBF, 0xA3, 0xE6),
        SpaceStatus::FitOut => Color32::from_rgb(0xB5, 0xD3, 0xDE),
        SpaceStatus::Let | SpaceStatus::Sublet => Color32::from_rgb(0xD9, 0xDE, 0xD6),
        SpaceStatus::Expiring => Color32::from_rgb(0x3F, 0x7C, 0x8D),
        SpaceStatus::Withheld => Color32::from_rgb(0x8A, 0x91, 0x8D),
    }
}

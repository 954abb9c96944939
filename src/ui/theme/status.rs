//! The colours of the states of a space, the same in every look, as in the stacking plan. Refuses text colours.

use egui::Color32;

use crate::domain::SpaceStatus;
use crate::map::palette::stacking;

use super::colours::of_map;

/// The fill of a state. 转租 has that of 已租: an accent line tells it apart.
pub fn status_fill(status: SpaceStatus) -> Color32 {
    of_map(stacking::status_fill(status))
}

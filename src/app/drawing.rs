//! What is on the map now: the scene and the legend. Refuses to make them (`work/drawing`).

use std::sync::Arc;

use crate::map::legend::LegendLayer;
use crate::map::scene::Scene;

/// The scene and the legend that are shown.
#[derive(Default)]
pub struct Drawing {
    /// What is drawn.
    pub scene: Arc<Scene>,
    /// Every layer with its classes and live counts.
    pub legend: Vec<LegendLayer>,
}

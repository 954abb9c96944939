//! Where the map looks: a centre and a scale in f64, and the way between the screen, Web Mercator and degrees.
//! Refuses animation (`app`) and drawing.

use crate::geodesy::mercator;

/// A view of the map. The screen's y points down, Web Mercator's up.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Camera {
    /// The middle of the view, Web Mercator metres (EPSG:3857).
    pub centre_in_mercator: [f64; 2],
    /// Web Mercator metres a point of the screen.
    pub mercator_per_pt: f64,
}

impl Camera {
    /// The closest scale, Web Mercator metres a point.
    pub const MIN_MERCATOR_PER_PT: f64 = 0.02;
    /// The farthest scale.
    pub const MAX_MERCATOR_PER_PT: f64 = 156_543.0;

    /// Metres on the ground a point of the screen, in the middle of the view. Web Mercator's metres are longer away from the
    /// equator.
    pub fn metres_per_pt(&self) -> f64 {
        let [_, lat] = mercator::to_lon_lat(self.centre_in_mercator);
        self.mercator_per_pt * mercator::ground_metres(lat)
    }

    /// The place on the screen, in points from the view's middle (x right, y down).
    pub fn screen_from_mercator(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [(x - self.centre_in_mercator[0]) / self.mercator_per_pt, (self.centre_in_mercator[1] - y) / self.mercator_per_pt]
    }

    /// The place on the map under a point of the screen, given in points from the view's middle.
    pub fn mercator_from_screen(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.centre_in_mercator[0] + x * self.mercator_per_pt, self.centre_in_mercator[1] - y * self.mercator_per_pt]
    }

    /// Scales by a factor (> 1 comes closer) so that the place under `at_screen` (points from the middle) stays there.
    pub fn zoom_about(&mut self, at_screen: [f64; 2], factor: f64) {
        let fixed = self.mercator_from_screen(at_screen);
        self.mercator_per_pt = (self.mercator_per_pt / factor).clamp(Self::MIN_MERCATOR_PER_PT, Self::MAX_MERCATOR_PER_PT);
        let now = self.mercator_from_screen(at_screen);
        self.centre_in_mercator[0] += fixed[0] - now[0];
        self.centre_in_mercator[1] += fixed[1] - now[1];
    }

    /// The view that shows a Web Mercator box `[west, south, east, north]` in a window of `size_pt`, with a margin of
    /// `margin_pt` on each side.
    pub fn fitting([west, south, east, north]: [f64; 4], size_pt: [f64; 2], margin_pt: f64) -> Self {
        let room = |size: f64| (size - 2.0 * margin_pt).max(16.0);
        let per_pt = ((east - west) / room(size_pt[0])).max((north - south) / room(size_pt[1]));
        Self {
            centre_in_mercator: [(west + east) / 2.0, (south + north) / 2.0],
            mercator_per_pt: per_pt.clamp(Self::MIN_MERCATOR_PER_PT, Self::MAX_MERCATOR_PER_PT),
        }
    }

    /// The Web Mercator box `[west, south, east, north]` that a window of `size_pt` shows.
    pub fn bounds_in_mercator(&self, size_pt: [f64; 2]) -> [f64; 4] {
        let [x, y] = self.centre_in_mercator;
        let (half_width, half_height) = (size_pt[0] / 2.0 * self.mercator_per_pt, size_pt[1] / 2.0 * self.mercator_per_pt);
        [x - half_width, y - half_height, x + half_width, y + half_height]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_under_the_cursor_stays_while_zooming() {
        let mut camera = Camera { centre_in_mercator: [13_519_000.0, 3_660_000.0], mercator_per_pt: 4.0 };
        let at = [123.0, -45.0];
        let before = camera.mercator_from_screen(at);
        camera.zoom_about(at, 3.7);
        let after = camera.mercator_from_screen(at);
        assert!((before[0] - after[0]).abs() < 1e-6 && (before[1] - after[1]).abs() < 1e-6);
        assert!(camera.mercator_per_pt < 4.0);
    }

    #[test]
    fn a_fitted_box_is_inside_the_window() {
        let wanted = [100.0, 200.0, 900.0, 500.0];
        let shown = Camera::fitting(wanted, [400.0, 400.0], 20.0).bounds_in_mercator([400.0, 400.0]);
        assert!(shown[0] <= wanted[0] && shown[1] <= wanted[1] && shown[2] >= wanted[2] && shown[3] >= wanted[3]);
    }
}

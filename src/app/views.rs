//! Where the map looks, how it flies and glides there, and the views back and forward. Refuses input and drawing.

use crate::map::camera::Camera;

use super::flight::Flight;

/// Points a second below which a glide has ended.
const GLIDE_END_PT_S: f64 = 12.0;
/// The share of a glide's speed that is left after a second.
const GLIDE_LEFT_AFTER_1_S: f64 = 0.004;
/// Views kept in the history.
const HISTORY: usize = 100;
/// Seconds of rest after which a view is worth going back to.
const REST_S: f64 = 0.6;

/// The camera with its motion and history. Times are seconds of the interface's clock.
pub struct Views {
    /// Where the map looks now.
    pub camera: Camera,
    flight: Option<Flight>,
    glide_pt_s: Option<[f64; 2]>,
    time_s: f64,
    moved_at_s: f64,
    rested: Option<Camera>,
    back: Vec<Camera>,
    forward: Vec<Camera>,
}

impl Views {
    /// Looks somewhere, with no history.
    pub fn new(camera: Camera) -> Self {
        Self {
            camera,
            flight: None,
            glide_pt_s: None,
            time_s: 0.0,
            moved_at_s: f64::NEG_INFINITY,
            rested: None,
            back: Vec::new(),
            forward: Vec::new(),
        }
    }

    /// Looks somewhere else from now on, with no way back.
    pub fn look_at(&mut self, camera: Camera) {
        *self = Self { time_s: self.time_s, ..Self::new(camera) };
    }

    /// Moves on to a time. True while something still moves.
    pub fn advance(&mut self, now_s: f64, size_pt: [f64; 2]) -> bool {
        let passed_s = (now_s - self.time_s).clamp(0.0, 0.1);
        self.time_s = now_s;
        if let Some(flight) = &mut self.flight {
            let (camera, arrived) = flight.at(now_s, size_pt);
            self.camera = camera;
            self.moved_at_s = now_s;
            if arrived {
                self.flight = None;
            }
        } else if let Some([x, y]) = self.glide_pt_s {
            self.camera = panned(self.camera, [x * passed_s, y * passed_s]);
            self.moved_at_s = now_s;
            let left = GLIDE_LEFT_AFTER_1_S.powf(passed_s);
            self.glide_pt_s = (x.hypot(y) * left > GLIDE_END_PT_S).then_some([x * left, y * left]);
        }
        if !self.is_moving() {
            self.remember_rest();
        }
        self.is_moving()
    }

    /// True during a flight or a glide.
    pub fn is_moving(&self) -> bool {
        self.flight.is_some() || self.glide_pt_s.is_some()
    }

    /// Seconds since the camera last moved.
    pub fn rest_s(&self) -> f64 {
        self.time_s - self.moved_at_s
    }

    /// Ends every motion where it is: the user has taken hold.
    pub fn stop(&mut self) {
        self.flight = None;
        self.glide_pt_s = None;
    }

    /// Moves the map by so many points (positive: the map goes right and down).
    pub fn pan(&mut self, by_pt: [f64; 2]) {
        self.stop();
        self.set(panned(self.camera, by_pt));
    }

    /// Lets the map run on at so many points a second.
    pub fn glide(&mut self, speed_pt_s: [f64; 2]) {
        self.stop();
        self.glide_pt_s = (speed_pt_s[0].hypot(speed_pt_s[1]) > GLIDE_END_PT_S).then_some(speed_pt_s);
    }

    /// Scales by a factor about a place on the screen, in points from the middle.
    pub fn zoom_at(&mut self, at_pt: [f64; 2], factor: f64) {
        self.stop();
        let mut camera = self.camera;
        camera.zoom_about(at_pt, factor);
        self.set(camera);
    }

    /// Flies somewhere, or jumps there when nothing may move. The view left behind can be gone back to.
    pub fn fly_to(&mut self, to: Camera, size_pt: [f64; 2], motion: bool) {
        if self.back.last() != Some(&self.camera) {
            push(&mut self.back, self.camera);
        }
        self.forward.clear();
        self.go(to, size_pt, motion);
    }

    /// Flies a little way without making it a view to go back to: a step of the zoom.
    pub fn ease_to(&mut self, to: Camera, size_pt: [f64; 2]) {
        self.stop();
        self.flight = Flight::new(self.camera, to, size_pt, self.time_s).map(Flight::short);
    }

    /// Where a flight under way ends, else where the camera is: what a further step starts from.
    pub fn goal(&self) -> Camera {
        self.flight.as_ref().map_or(self.camera, Flight::goal)
    }

    /// Goes back one view.
    pub fn back(&mut self, size_pt: [f64; 2], motion: bool) {
        // The view that is on the screen may itself be the newest of the history.
        while let Some(to) = self.back.pop() {
            if !same(&to, &self.camera) {
                push(&mut self.forward, self.camera);
                return self.go(to, size_pt, motion);
            }
        }
    }

    /// Goes forward one view.
    pub fn forward(&mut self, size_pt: [f64; 2], motion: bool) {
        while let Some(to) = self.forward.pop() {
            if !same(&to, &self.camera) {
                push(&mut self.back, self.camera);
                return self.go(to, size_pt, motion);
            }
        }
    }

    /// True when there is a view to go back to.
    pub fn can_back(&self) -> bool {
        self.back.iter().any(|view| !same(view, &self.camera))
    }

    /// True when there is a view to go forward to.
    pub fn can_forward(&self) -> bool {
        self.forward.iter().any(|view| !same(view, &self.camera))
    }

    fn go(&mut self, to: Camera, size_pt: [f64; 2], motion: bool) {
        self.stop();
        self.rested = Some(to);
        if motion {
            self.flight = Flight::new(self.camera, to, size_pt, self.time_s);
        }
        if self.flight.is_none() {
            self.set(to);
        }
    }

    fn set(&mut self, camera: Camera) {
        if camera != self.camera {
            self.camera = camera;
            self.moved_at_s = self.time_s;
        }
    }

    /// Keeps the view before the present one, once the user has moved the map by hand and let it rest.
    fn remember_rest(&mut self) {
        if self.rest_s() < REST_S {
            return;
        }
        match self.rested {
            Some(rested) if same(&rested, &self.camera) => {}
            Some(rested) => {
                push(&mut self.back, rested);
                self.forward.clear();
                self.rested = Some(self.camera);
            }
            None => self.rested = Some(self.camera),
        }
    }
}

fn panned(mut camera: Camera, [x, y]: [f64; 2]) -> Camera {
    camera.centre_in_mercator[0] -= x * camera.mercator_per_pt;
    camera.centre_in_mercator[1] += y * camera.mercator_per_pt;
    camera
}

/// The same view as far as an eye can tell.
fn same(a: &Camera, b: &Camera) -> bool {
    let apart_pt = (a.centre_in_mercator[0] - b.centre_in_mercator[0]).hypot(a.centre_in_mercator[1] - b.centre_in_mercator[1])
        / a.mercator_per_pt;
    apart_pt < 2.0 && (a.mercator_per_pt / b.mercator_per_pt).ln().abs() < 0.01
}

fn push(views: &mut Vec<Camera>, view: Camera) {
    if views.len() == HISTORY {
        views.remove(0);
    }
    views.push(view);
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: [f64; 2] = [1000.0, 800.0];

    fn camera(x: f64) -> Camera {
        Camera { centre_in_mercator: [x, 3_660_000.0], mercator_per_pt: 4.0 }
    }

    #[test]
    fn back_and_forward_lead_through_the_views() {
        let mut views = Views::new(camera(0.0));
        views.fly_to(camera(5000.0), SIZE, false);
        views.fly_to(camera(9000.0), SIZE, false);
        views.back(SIZE, false);
        assert_eq!(views.camera, camera(5000.0));
        views.back(SIZE, false);
        assert_eq!(views.camera, camera(0.0));
        assert!(!views.can_back());
        views.forward(SIZE, false);
        views.forward(SIZE, false);
        assert_eq!(views.camera, camera(9000.0));
        assert!(!views.can_forward());
    }

    #[test]
    fn a_view_reached_by_hand_can_be_left_and_returned_to() {
        let mut views = Views::new(camera(0.0));
        views.advance(1.0, SIZE);
        views.pan([-500.0, 0.0]);
        views.advance(1.1, SIZE);
        views.advance(3.0, SIZE);
        assert!(views.can_back());
        views.back(SIZE, false);
        assert_eq!(views.camera, camera(0.0));
    }

    #[test]
    fn a_flight_arrives_and_input_stops_it() {
        let mut views = Views::new(camera(0.0));
        views.advance(1.0, SIZE);
        views.fly_to(camera(20_000.0), SIZE, true);
        assert!(views.advance(1.2, SIZE));
        views.pan([1.0, 0.0]);
        assert!(!views.is_moving() && views.camera.centre_in_mercator[0] < 20_000.0);
        views.fly_to(camera(20_000.0), SIZE, true);
        for step in 0..60 {
            views.advance(1.3 + f64::from(step) * 0.05, SIZE);
        }
        assert_eq!(views.camera, camera(20_000.0));
    }

    #[test]
    fn a_glide_ends() {
        let mut views = Views::new(camera(0.0));
        views.glide([900.0, 0.0]);
        let frames = (1..400).take_while(|&frame| views.advance(f64::from(frame) / 60.0, SIZE)).count();
        assert!(frames > 10 && frames < 120, "{frames}");
        assert!(views.camera.centre_in_mercator[0] < -100.0);
    }
}

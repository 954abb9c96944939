//! When what happened since the start, for `--timings`: a line a frame on the standard error stream. Refuses to decide on it.

use std::time::{Duration, Instant};

/// A log of frames.
pub struct Timings {
    started: Instant,
    frame: u32,
    logic: Duration,
}

impl Timings {
    /// Counts from now.
    pub fn start() -> Self {
        Self { started: Instant::now(), frame: 0, logic: Duration::ZERO }
    }

    /// Says what has happened.
    pub fn say(&self, what: &str) {
        eprintln!("{:8.3} s  {what}", self.started.elapsed().as_secs_f64());
    }

    /// The frame's logic took so long.
    pub fn logic(&mut self, took: Duration) {
        self.logic = took;
    }

    /// A frame's interface is made and goes to the graphics device; the frame before it has been presented.
    pub fn frame(&mut self, ui: Duration, park_is_there: bool, layers: usize) {
        self.frame += 1;
        let (logic_ms, ui_ms) = (self.logic.as_secs_f64() * 1e3, ui.as_secs_f64() * 1e3);
        let park = if park_is_there { "park joined" } else { "park not joined" };
        self.say(&format!("frame {:4}  logic {logic_ms:6.2} ms  ui {ui_ms:6.2} ms  {layers:2} layers  {park}", self.frame));
    }
}

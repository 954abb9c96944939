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
    /// `on_device`: bytes lent by it, and set aside.
    pub fn frame(&mut self, ui: Duration, park_is_there: bool, layers: usize, on_device: Option<[u64; 2]>) {
        self.frame += 1;
        let (logic_ms, ui_ms) = (self.logic.as_secs_f64() * 1e3, ui.as_secs_f64() * 1e3);
        let park = if park_is_there { "park joined" } else { "park not joined" };
        let on_device = on_device.map_or(String::new(), |bytes| {
            let [lent, set_aside] = bytes.map(|bytes| bytes as f64 / 1e6);
            format!("  device {lent:.1} of {set_aside:.1} MB")
        });
        let frame = self.frame;
        self.say(&format!("frame {frame:4}  logic {logic_ms:6.2} ms  ui {ui_ms:6.2} ms  {layers:2} layers  {park}{on_device}"));
    }
}

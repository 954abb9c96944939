//! When what happened since the start, for `--timings`: a line a frame on the standard error stream. Refuses to decide on it.

use std::time::{Duration, Instant};

/// A log of frames.
pub struct Timings {
    started: Instant,
    frame: u32,
    logic: Duration,
    /// What the frame before shows for the first time, to be said when it is presented.
    shown: Option<&'static str>,
    park_was_there: bool,
}

impl Timings {
    /// Counts from now.
    pub fn start() -> Self {
        Self { started: Instant::now(), frame: 0, logic: Duration::ZERO, shown: None, park_was_there: false }
    }

    /// Says what has happened.
    pub fn say(&self, what: &str) {
        eprintln!("{:8.3} s  {what}", self.started.elapsed().as_secs_f64());
    }

    /// A frame begins: the one before it has been presented.
    pub fn begin(&mut self) {
        if let Some(what) = self.shown.take() {
            self.say(&format!("frame {:4}  presented: {what}", self.frame));
        }
    }

    /// The frame's logic took so much of its thread.
    pub fn logic(&mut self, took: Duration) {
        self.logic = took;
    }

    /// A frame's interface is made, took so much of its thread, and goes to the graphics device. `on_device`: bytes lent by
    /// it, and set aside. True when the next frame is to come at once, so that it tells when this one was presented.
    pub fn frame(&mut self, ui: Duration, park_is_there: bool, layers: usize, on_device: Option<[u64; 2]>) -> bool {
        self.frame += 1;
        let (logic_ms, ui_ms) = (self.logic.as_secs_f64() * 1e3, ui.as_secs_f64() * 1e3);
        let park = if park_is_there { "park joined" } else { "park not joined" };
        let on_device = on_device.map_or(String::new(), |bytes| {
            let [lent, set_aside] = bytes.map(|bytes| bytes as f64 / 1e6);
            format!("  device {lent:.1} of {set_aside:.1} MB")
        });
        let frame = self.frame;
        self.say(&format!("frame {frame:4}  logic {logic_ms:6.2} ms  ui {ui_ms:6.2} ms  {layers:2} layers  {park}{on_device}"));
        if self.frame == 1 {
            self.shown = Some("the window with its words");
        }
        if park_is_there && !self.park_was_there {
            self.park_was_there = true;
            self.shown = Some("the park with its labels");
        }
        self.shown.is_some()
    }
}

/// The time this thread has run, where the system tells it (Linux): other work on the machine does not count. Else the time
/// that has passed.
pub struct ThreadTime {
    began: Instant,
    ran: Option<Duration>,
}

impl ThreadTime {
    /// Counts from now.
    pub fn start() -> Self {
        Self { began: Instant::now(), ran: ran() }
    }

    /// How long since.
    pub fn elapsed(&self) -> Duration {
        match (self.ran, ran()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            _ => self.began.elapsed(),
        }
    }
}

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn ran() -> Option<Duration> {
    /// Of `time.h`.
    const CLOCK_THREAD_CPUTIME_ID: i32 = 3;

    #[repr(C)]
    struct Timespec {
        seconds: i64,
        nanoseconds: i64,
    }

    unsafe extern "C" {
        /// Writes a time into what it is lent, and nothing else.
        safe fn clock_gettime(clock: i32, time: &mut Timespec) -> i32;
    }

    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    let told = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &mut time) == 0;
    told.then(|| Duration::new(time.seconds.unsigned_abs(), time.nanoseconds.unsigned_abs() as u32))
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn ran() -> Option<Duration> {
    None
}

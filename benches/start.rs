//! From the start of the program to its first presented frames, as a user waits for them: the program itself in a window of
//! its own, told by `--timings`. Wanted: at most 0.3 s to the park with its Chinese labels. Refuses to run without a display
//! (`xvfb-run -a cargo bench --bench start` gives one) and leaves the user's settings alone.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

const RUNS: usize = 5;
/// What the log says of each moment, in the order in which they come.
const MOMENTS: [&str; 3] = ["window and graphics device", "presented: the window", "presented: the park"];

fn main() {
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if cfg!(target_os = "linux") && !has_display {
        println!("skipped: there is no display");
        return;
    }
    let settings = std::env::temp_dir().join(format!("yuantu-start-{}", std::process::id()));
    let mut runs: Vec<[f64; MOMENTS.len()]> = (0..=RUNS).filter_map(|_| run(&settings)).collect();
    let _ = std::fs::remove_dir_all(&settings);
    // The first run fills the file cache.
    if runs.len() < 2 {
        println!("the program did not show the park");
        return;
    }
    runs.remove(0);
    for (at, moment) in MOMENTS.iter().enumerate() {
        let mut times: Vec<f64> = runs.iter().map(|run| run[at]).collect();
        times.sort_by(f64::total_cmp);
        println!("{moment:<28}  {:.3} s  (median of {}; least {:.3} s)", times[times.len() / 2], times.len(), times[0]);
    }
}

/// Seconds to each moment; `None` when the program ended before.
fn run(settings: &std::path::Path) -> Option<[f64; MOMENTS.len()]> {
    let mut program = Command::new(env!("CARGO_BIN_EXE_yuantu"));
    program.arg("--timings").env("HOME", settings).env("XDG_DATA_HOME", settings);
    let mut program = program.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().ok()?;
    let mut times = [f64::NAN; MOMENTS.len()];
    for line in BufReader::new(program.stderr.take()?).lines().map_while(Result::ok) {
        let seconds = line.split_whitespace().next().and_then(|word| word.parse().ok());
        let moment = MOMENTS.iter().position(|moment| line.contains(moment));
        if let (Some(seconds), Some(moment)) = (seconds, moment) {
            times[moment] = seconds;
        }
        if !times[MOMENTS.len() - 1].is_nan() {
            break;
        }
    }
    let _ = program.kill();
    let _ = program.wait();
    times.iter().all(|time| !time.is_nan()).then_some(times)
}

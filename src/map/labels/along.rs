//! Names along roads and rivers: on a stretch that is straight enough, turned with it, or, where it is steep, one upright
//! character below the other. Refuses curved text.

use std::sync::Arc;

use super::{LabelStyle, Layout, TextRun, Wanted};

/// Names of a long course are so far apart, points.
const REPEAT_PT: f64 = 520.0;
/// The same words come no nearer to themselves, points.
const SAME_APART_PT: f64 = 300.0;
/// Steps in which a place is looked for, points.
const STEP_PT: f64 = 22.0;
/// A course is steep from this angle to the horizontal on, radians (52°).
const STEEP: f64 = 0.91;
/// How far a stretch may bend away from the text to either side, shares of the size.
const LARGEST_BEND: f64 = 0.3;
/// A character's room on a steep course, shares of the size.
const LINE_SHARE: f64 = 1.12;

impl<'s> Layout<'s> {
    /// A name along its course, again and again where the course is long. True when it stands at least once.
    pub(super) fn along_course(&mut self, want: &Wanted<'s>) -> bool {
        let style = LabelStyle::of(want.group.class, self.metres_per_pt);
        let size = self.widths.get(&want.wish.text, style, self.params.measure);
        let half = f64::from(size[0]) / 2.0;
        // Doubling with the scale and counted from the course's own start, so that names stand still while the map is moved.
        let per_pt = self.params.camera.mercator_per_pt;
        let apart = REPEAT_PT * per_pt.log2().round().exp2() / per_pt;
        let mut stands = false;
        for course in self.courses_in_view(want) {
            let (first, last) = (course.start() + half, course.end() - half);
            if first > last {
                continue;
            }
            let turns = ((first / apart - 0.5).ceil() as i64)..=((last / apart - 0.5).floor() as i64);
            let mut middles: Vec<f64> = turns.map(|turn| (turn as f64 + 0.5) * apart).collect();
            if middles.is_empty() {
                middles.push((first + last) / 2.0);
            }
            for middle in middles {
                let tries = (apart / 2.0 / STEP_PT) as i32;
                let offsets = (0..=tries).flat_map(|step| if step == 0 { vec![0] } else { vec![step, -step] });
                for along in offsets.map(|offset| middle + f64::from(offset) * STEP_PT) {
                    if !(first..=last).contains(&along) {
                        continue;
                    }
                    let runs = course.runs_at(along, &want.wish.text, style, size);
                    if runs.is_some_and(|runs| !self.stands_near(want, &runs) && self.place(want, runs, None)) {
                        stands = true;
                        break;
                    }
                }
            }
        }
        stands
    }

    /// True when the same words stand near.
    fn stands_near(&self, want: &Wanted<'s>, runs: &[TextRun]) -> bool {
        let Some(first) = runs.first() else { return false };
        let is_same = |placed: &&super::PlacedLabel| placed.key == want.group.key && placed.class == want.group.class;
        let words = |runs: &[TextRun]| runs.iter().map(|run| &*run.text).collect::<String>();
        let own = words(runs);
        self.placed.iter().filter(is_same).any(|placed| {
            placed.runs.first().is_some_and(|run| {
                let apart = (run.centre_pt[0] - first.centre_pt[0]).hypot(run.centre_pt[1] - first.centre_pt[1]);
                f64::from(apart) < SAME_APART_PT && without_blanks(&words(&placed.runs)) == without_blanks(&own)
            })
        })
    }

    /// The stretches of a course that are in view, in points.
    fn courses_in_view(&self, want: &Wanted<'s>) -> Vec<Course> {
        let [width, height] = self.params.size_pt;
        let inside = |a: [f64; 2], b: [f64; 2]| {
            a[0].max(b[0]) >= 0.0 && a[0].min(b[0]) <= width && a[1].max(b[1]) >= 0.0 && a[1].min(b[1]) <= height
        };
        let mut courses = Vec::new();
        let mut current: Vec<[f64; 2]> = Vec::new();
        let (mut walked, mut start) = (0.0, 0.0);
        for step in want.wish.course_in_mercator.windows(2) {
            let (a, b) = (self.screen(step[0]), self.screen(step[1]));
            match if inside(a, b) { clipped(a, b, [width, height]) } else { None } {
                Some((from, to)) => {
                    if current.last().is_none_or(|last| apart(*last, from) > 0.5) {
                        courses.extend(Course::new(std::mem::take(&mut current), start));
                        start = walked + apart(a, from);
                        current.push(from);
                    }
                    current.push(to);
                }
                None => courses.extend(Course::new(std::mem::take(&mut current), start)),
            }
            walked += apart(a, b);
        }
        courses.extend(Course::new(current, start));
        courses
    }
}

/// A stretch of a line on the screen, and how far along the whole line each of its corners is.
struct Course {
    corners: Vec<[f64; 2]>,
    along: Vec<f64>,
}

impl Course {
    fn new(corners: Vec<[f64; 2]>, start: f64) -> Option<Self> {
        let mut along = vec![start];
        for step in corners.windows(2) {
            let before = along.last().copied().unwrap_or(start);
            along.push(before + apart(step[0], step[1]));
        }
        (corners.len() > 1).then_some(Self { corners, along })
    }

    fn start(&self) -> f64 {
        self.along.first().copied().unwrap_or(0.0)
    }

    fn end(&self) -> f64 {
        self.along.last().copied().unwrap_or(0.0)
    }

    /// The place so far along.
    fn at(&self, along: f64) -> Option<[f64; 2]> {
        let next = self.along.partition_point(|&corner| corner < along).clamp(1, self.corners.len() - 1);
        let (from, to) = (self.along[next - 1], self.along[next]);
        let ([ax, ay], [bx, by]) = (self.corners[next - 1], self.corners[next]);
        let t = if to > from { (along - from) / (to - from) } else { 0.0 };
        (0.0..=1.0).contains(&t).then_some([ax + t * (bx - ax), ay + t * (by - ay)])
    }

    /// The runs of a text whose middle is so far along; `None` where the course is too short or bends too much.
    fn runs_at(&self, middle: f64, text: &Arc<str>, style: LabelStyle, size: [f32; 2]) -> Option<Vec<TextRun>> {
        let half = f64::from(size[0]) / 2.0;
        let (from, to) = (self.at(middle - half)?, self.at(middle + half)?);
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let steepness = dy.abs().atan2(dx.abs());
        if steepness > STEEP && text.chars().any(is_upright) {
            return self.stacked_at(middle, text, style);
        }
        let chord = dx.hypot(dy);
        if chord < 0.96 * f64::from(size[0]) {
            return None;
        }
        let bend = |along: f64| self.at(along).map(|[x, y]| ((x - from[0]) * dy - (y - from[1]) * dx) / chord);
        let bends: Vec<f64> = (1..8).filter_map(|part| bend(middle - half + half * f64::from(part) / 4.0)).collect();
        let (least, most) = bends.iter().fold((0.0f64, 0.0f64), |(least, most), &bend| (least.min(bend), most.max(bend)));
        if most - least > 2.0 * LARGEST_BEND * f64::from(style.size_pt) {
            return None;
        }
        let shift = (least + most) / 2.0;
        let centre = [(from[0] + to[0]) / 2.0 + shift * dy / chord, (from[1] + to[1]) / 2.0 - shift * dx / chord];
        let angle = if dx < 0.0 { (-dy).atan2(-dx) } else { dy.atan2(dx) };
        Some(vec![TextRun {
            text: text.clone(),
            centre_pt: centre.map(|at| at as f32),
            size_pt: size,
            style,
            angle: angle as f32,
        }])
    }

    /// One character below the other, top to bottom, each upright.
    fn stacked_at(&self, middle: f64, text: &str, style: LabelStyle) -> Option<Vec<TextRun>> {
        let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let room = f64::from(style.size_pt) * LINE_SHARE + f64::from(style.spacing_pt);
        let down = self.at(middle + room)?[1] > self.at(middle - room)?[1];
        let mut runs: Vec<TextRun> = Vec::with_capacity(characters.len());
        for (place, character) in characters.iter().enumerate() {
            let from_middle = (place as f64 - (characters.len() as f64 - 1.0) / 2.0) * room;
            let centre = self.at(if down { middle + from_middle } else { middle - from_middle })?.map(|at| at as f32);
            // On a bend the course may come back up or run flat: then the characters would touch or read sideways.
            if runs.last().is_some_and(|above| centre[1] - above.centre_pt[1] < style.size_pt * 0.9) {
                return None;
            }
            let size_pt = [style.size_pt, style.size_pt * 1.05];
            runs.push(TextRun { text: character.to_string().into(), centre_pt: centre, size_pt, style, angle: 0.0 });
        }
        (!runs.is_empty()).then_some(runs)
    }
}

fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    (b[0] - a[0]).hypot(b[1] - a[1])
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// True for the characters of scripts that are set upright from top to bottom: Han, kana, Hangul.
fn is_upright(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The part of a step inside the view (Liang–Barsky).
fn clipped(a: [f64; 2], b: [f64; 2], [width, height]: [f64; 2]) -> Option<([f64; 2], [f64; 2])> {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for (towards, room) in [(-dx, a[0]), (dx, width - a[0]), (-dy, a[1]), (dy, height - a[1])] {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            enter = enter.max(room / towards);
        } else {
            leave = leave.min(room / towards);
        }
    }
    (enter < leave).then(|| ([a[0] + enter * dx, a[1] + enter * dy], [a[0] + leave * dx, a[1] + leave * dy]))
}

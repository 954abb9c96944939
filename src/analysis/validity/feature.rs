//! One feature by itself: its rings, how they meet, which lies in which. Refuses what it has to do with other features.

use crate::domain::{Geometries, IssueKind, PartKind};
use crate::geodesy::local::LocalFrame;

use super::crossing::{Edge, How, meetings, place_in};
use super::ring::{Ring, distance};
use super::{Finding, Params};

/// Places of one kind that are told of one feature; more would say no more.
const TOLD: usize = 20;
/// A polygon of less is none, m².
const NO_AREA_M2: f64 = 1e-4;

/// What is kept from one feature to the next, so that nothing is allocated anew.
#[derive(Default)]
pub(super) struct Scratch {
    rings: Vec<Ring>,
    edges: Vec<Edge>,
}

/// Adds what is wrong with a feature.
pub(super) fn check(geometries: &Geometries, row: usize, params: &Params, scratch: &mut Scratch, findings: &mut Vec<Finding>) {
    let Some(&origin) = geometries.positions_of(row).first() else { return };
    let frame = LocalFrame::around(origin);
    let begun = findings.len();
    take_rings(geometries, row, &frame, scratch, findings);
    if !scratch.rings.is_empty() {
        let mut told = Telling { row, rings: &scratch.rings, frame: &frame, findings, met: false, nested: Vec::new() };
        meetings(&scratch.rings, &mut scratch.edges, |meeting| told.meeting(&meeting));
        let (met, nested) = (told.met, std::mem::take(&mut told.nested));
        nesting(row, &scratch.rings, &nested, findings);
        areas(row, &scratch.rings, &frame, params, met, findings);
    }
    few_of_each(findings, begun);
}

/// True where no outline of a feature meets itself or another one as it must not, and each hole and part is in its place.
pub(super) fn is_sound(geometries: &Geometries, row: usize) -> bool {
    let frame = LocalFrame::around([0.0, 0.0]);
    let (mut scratch, mut findings) = (Scratch::default(), Vec::new());
    take_rings(geometries, row, &frame, &mut scratch, &mut findings);
    findings.clear();
    let mut told = Telling { row, rings: &scratch.rings, frame: &frame, findings: &mut findings, met: false, nested: Vec::new() };
    meetings(&scratch.rings, &mut scratch.edges, |meeting| told.meeting(&meeting));
    let nested = std::mem::take(&mut told.nested);
    nesting(row, &scratch.rings, &nested, &mut findings);
    findings.is_empty()
}

/// The rings of a feature's polygons; what is wrong with each, and with its lines, is told.
fn take_rings(geometries: &Geometries, row: usize, frame: &LocalFrame, scratch: &mut Scratch, findings: &mut Vec<Finding>) {
    scratch.rings.clear();
    let mut repeated: Option<(u32, [f64; 2])> = None;
    for (number, part) in geometries.parts(row).enumerate() {
        let kind = geometries.part_kind(part);
        for (at, ring) in geometries.rings(part).enumerate() {
            let positions = geometries.ring(ring);
            if let Some(edge) = positions.windows(2).find(|edge| (edge[0][0] - edge[1][0]).abs() > 180.0) {
                findings.push(Finding::at(row, IssueKind::AntimeridianCut, edge[0]));
            }
            let twice = match kind {
                PartKind::Polygon => {
                    let ring = Ring::new(number, at > 0, positions, frame);
                    for &(tip, length_m) in &ring.spikes {
                        findings.push(Finding { length_m, ..Finding::at(row, IssueKind::Spike, tip) });
                    }
                    let twice = ring.repeated;
                    scratch.rings.push(ring);
                    twice
                }
                PartKind::Line => {
                    let mut pairs = positions.windows(2).filter(|edge| edge[0] == edge[1]);
                    pairs.next().map_or((0, [0.0; 2]), |first| (1 + pairs.count() as u32, first[0]))
                }
                PartKind::Point => (0, [0.0; 2]),
            };
            if twice.0 > 0 {
                let known = repeated.get_or_insert((0, twice.1));
                known.0 += twice.0;
            }
        }
    }
    if let Some((times, position)) = repeated {
        findings.push(Finding { times, ..Finding::at(row, IssueKind::DuplicateVertex, position) });
    }
}

/// Turns meetings of edges into findings.
struct Telling<'a> {
    row: usize,
    rings: &'a [Ring],
    frame: &'a LocalFrame,
    findings: &'a mut Vec<Finding>,
    /// An outline crosses itself: its area says nothing.
    met: bool,
    /// Pairs of rings that cross: which lies in which is no question there.
    nested: Vec<(usize, usize)>,
}

impl Telling<'_> {
    fn meeting(&mut self, meeting: &super::crossing::Meeting) {
        let [a, b] = [meeting.a, meeting.b].map(|edge| (edge.ring, &self.rings[edge.ring]));
        let shares = matches!(meeting.how, How::Shares(_));
        let kind = if a.0 == b.0 {
            match meeting.how {
                How::Touches => IssueKind::SelfTouching,
                How::Crosses | How::Shares(_) => IssueKind::SelfCrossing,
            }
        } else if meeting.how == How::Touches {
            return;
        } else if a.1.part == b.1.part {
            IssueKind::HoleOutside
        } else {
            IssueKind::PartsOverlap
        };
        self.met |= a.0 == b.0 && kind == IssueKind::SelfCrossing;
        if a.0 != b.0 && !shares {
            self.nested.push((a.0.min(b.0), a.0.max(b.0)));
        }
        let length_m = match meeting.how {
            How::Shares(end) => distance(self.frame.to_local(meeting.position), self.frame.to_local(end)),
            How::Crosses | How::Touches => 0.0,
        };
        self.findings.push(Finding { length_m, ..Finding::at(self.row, kind, meeting.position) });
    }
}

/// Holes outside their shell, holes in holes, parts in parts: where no outline crosses another.
fn nesting(row: usize, rings: &[Ring], crossing: &[(usize, usize)], findings: &mut Vec<Finding>) {
    if rings.len() < 2 {
        return;
    }
    let cross = |a: usize, b: usize| crossing.contains(&(a.min(b), a.max(b)));
    let shells: Vec<usize> = (0..rings.len()).filter(|&at| !rings[at].is_hole).collect();
    let holes_of = |part: usize| (0..rings.len()).filter(move |&at| rings[at].is_hole && rings[at].part == part);
    for &shell in &shells {
        let holes: Vec<usize> = holes_of(rings[shell].part).collect();
        for (number, &hole) in holes.iter().enumerate() {
            let Some(&position) = rings[hole].points.first() else { continue };
            let is_in_hole = || {
                let others = holes.iter().enumerate().filter(|&(other, _)| other != number);
                let within = |&(other, &ring): &(usize, &usize)| {
                    // Of two that are the same, the later one lies in the earlier.
                    let place = place_of(&rings[ring], &rings[hole]);
                    place > 0 || place == 0 && other < number
                };
                others.filter(|(_, ring)| !cross(hole, **ring)).any(|other| within(&other))
            };
            if !cross(shell, hole) && place_of(&rings[shell], &rings[hole]) <= 0 || is_in_hole() {
                findings.push(Finding::at(row, IssueKind::HoleOutside, position));
            }
        }
    }
    // Parts by their western end, so that of many parts only neighbours are held against each other.
    let mut boxes: Vec<([f64; 4], usize)> = shells.iter().map(|&shell| (box_of(&rings[shell]), shell)).collect();
    boxes.sort_by(|a, b| a.0[0].total_cmp(&b.0[0]).then(a.1.cmp(&b.1)));
    for (at, (outer, a)) in boxes.iter().enumerate() {
        let reached = boxes[at + 1..].iter().take_while(|(inner, _)| inner[0] <= outer[2]);
        for (inner, b) in reached.filter(|(inner, _)| inner[1] <= outer[3] && outer[1] <= inner[3]) {
            if cross(*a, *b) {
                continue;
            }
            let (small, great) = if inner[2] - inner[0] <= outer[2] - outer[0] { (*b, *a) } else { (*a, *b) };
            let is_in_hole = || holes_of(rings[great].part).any(|hole| place_of(&rings[hole], &rings[small]) >= 0);
            let place = place_of(&rings[great], &rings[small]);
            if place > 0 && !is_in_hole() || place == 0 {
                let position = rings[small].points.first().copied().unwrap_or_default();
                findings.push(Finding::at(row, IssueKind::PartsOverlap, position));
            }
        }
    }
}

/// Where a ring lies that does not cross another one: 1 inside, -1 outside, 0 where all of it is on the other.
fn place_of(other: &Ring, ring: &Ring) -> i8 {
    let count = ring.points.len();
    let middle = |at: usize| {
        let (a, b) = (ring.points[at], ring.points[(at + 1) % count]);
        [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0]
    };
    let positions = ring.points.iter().copied().chain((0..count).map(middle));
    positions.map(|position| place_in(&other.points, position)).find(|&place| place != 0).unwrap_or(0)
}

fn box_of(ring: &Ring) -> [f64; 4] {
    let bounds = crate::domain::LonLatBounds::of(&ring.points);
    [bounds.west, bounds.south, bounds.east, bounds.north]
}

/// Polygons without an area, slivers, and rings that run the wrong way.
fn areas(row: usize, rings: &[Ring], frame: &LocalFrame, params: &Params, met: bool, findings: &mut Vec<Finding>) {
    let mut wound = None;
    let mut shell_area_m2 = 0.0;
    for (at, ring) in rings.iter().enumerate() {
        let area_m2 = ring.area_m2(frame);
        let Some(&position) = ring.points.first() else { continue };
        let wrong = if ring.is_hole { area_m2 * shell_area_m2 > 0.0 } else { params.shells_run_left && area_m2 < 0.0 };
        if wrong && !met {
            wound.get_or_insert(position);
        }
        if area_m2.abs() < NO_AREA_M2 || ring.points.len() < 3 {
            if !met {
                findings.push(Finding::at(row, IssueKind::ZeroArea, position));
            }
            continue;
        }
        if ring.is_hole {
            continue;
        }
        shell_area_m2 = area_m2;
        let holes_m2: f64 = rings[at + 1..].iter().take_while(|ring| ring.is_hole).map(|hole| hole.area_m2(frame).abs()).sum();
        let left_m2 = area_m2.abs() - holes_m2;
        let width_m = 2.0 * left_m2 / ring.length_m(frame);
        if !met && left_m2 > 0.0 && width_m < params.sliver_m {
            findings.push(Finding { length_m: width_m, area_m2: left_m2, ..Finding::at(row, IssueKind::Sliver, position) });
        }
    }
    if let Some(position) = wound {
        findings.push(Finding::at(row, IssueKind::RingWinding, position));
    }
}

/// Sorts the findings of one feature and leaves out those that are there twice or too often.
fn few_of_each(findings: &mut Vec<Finding>, begun: usize) {
    if findings.len() - begun < 2 {
        return;
    }
    let mut own = findings.split_off(begun);
    own.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.kind, finding.position);
        let ((a, [ax, ay]), (b, [bx, by])) = (key(a), key(b));
        a.cmp(&b).then(ax.total_cmp(&bx)).then(ay.total_cmp(&by))
    });
    own.dedup_by(|later, kept| {
        let same = later.kind == kept.kind && later.position == kept.position;
        if same {
            kept.length_m = kept.length_m.max(later.length_m);
        }
        same
    });
    for same_kind in own.chunk_by(|a, b| a.kind == b.kind) {
        findings.extend(same_kind.iter().take(TOLD).cloned());
    }
}

//! Circular arcs to lines. Refuses curves of other sorts.

use std::f64::consts::TAU;

/// An arc is cut so that a chord spans at most so much of its circle: it then strays less than 0.07 % of the radius.
const STEP: f64 = TAU / 90.0;

/// Lines for the arcs through start, middle and end, each arc beginning where the last one ends; the first position is not
/// given out. A string of arcs has an odd number of positions; what is left over becomes straight.
pub(super) fn linearise(string: &[[f64; 2]], mut out: impl FnMut([f64; 2])) {
    let mut at = 0;
    while let Some(&[start, middle, end]) = string.get(at..).and_then(<[_]>::first_chunk) {
        arc(start, middle, end, &mut out);
        at += 2;
    }
    string.iter().skip(at + 1).for_each(|&position| out(position));
}

fn arc(start: [f64; 2], middle: [f64; 2], end: [f64; 2], out: &mut impl FnMut([f64; 2])) {
    // A whole circle is written as an arc that ends where it began, its middle being the point opposite.
    let whole = start == end;
    let centre =
        if whole { Some([(start[0] + middle[0]) / 2.0, (start[1] + middle[1]) / 2.0]) } else { centre(start, middle, end) };
    let Some([x, y]) = centre else {
        out(middle);
        out(end);
        return;
    };
    let angle = |[px, py]: [f64; 2]| (py - y).atan2(px - x);
    let (from, through, to) = (angle(start), angle(middle), angle(end));
    let turn = |angle: f64| (angle - from).rem_euclid(TAU);
    let sweep = match (whole, turn(through) <= turn(to)) {
        (true, _) => TAU,
        (false, true) => turn(to),
        (false, false) => turn(to) - TAU,
    };
    let radius = (start[0] - x).hypot(start[1] - y);
    let steps = (sweep.abs() / STEP).ceil().max(2.0) as usize;
    for step in 1..steps {
        let (sin, cos) = (from + sweep * step as f64 / steps as f64).sin_cos();
        out([x + radius * cos, y + radius * sin]);
    }
    out(end);
}

/// The centre of the circle through three points; none where they lie on a line.
fn centre([ax, ay]: [f64; 2], [bx, by]: [f64; 2], [cx, cy]: [f64; 2]) -> Option<[f64; 2]> {
    let ([bx, by], [cx, cy]) = ([bx - ax, by - ay], [cx - ax, cy - ay]);
    let twice = 2.0 * (bx * cy - by * cx);
    let (b, c) = (bx * bx + by * by, cx * cx + cy * cy);
    if twice.abs() <= 1e-12 * (b + c) {
        return None;
    }
    let centre = [ax + (cy * b - by * c) / twice, ay + (bx * c - cx * b) / twice];
    centre.iter().all(|value| value.is_finite()).then_some(centre)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arc_keeps_to_its_circle_and_a_straight_one_stays_straight() {
        let mut line = vec![[1.0, 0.0]];
        linearise(&[[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]], |position| line.push(position));
        assert_eq!((line[0], line[line.len() - 1]), ([1.0, 0.0], [-1.0, 0.0]));
        assert!(line.len() > 40 && line.iter().all(|[x, y]| (x.hypot(*y) - 1.0).abs() < 1e-12 && *y >= 0.0));
        let mut straight = Vec::new();
        linearise(&[[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [3.0, 3.0]], |position| straight.push(position));
        assert_eq!(straight, [[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]);
    }

    #[test]
    fn a_whole_circle_comes_back_to_its_start() {
        let mut circle = vec![[2.0, 0.0]];
        linearise(&[[2.0, 0.0], [0.0, 0.0], [2.0, 0.0]], |position| circle.push(position));
        let area: f64 = circle.windows(2).map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum::<f64>() / 2.0;
        assert!((area.abs() - std::f64::consts::PI).abs() < 0.01, "{area}");
    }
}

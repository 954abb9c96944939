//! The line around a combination of spaces: one around what hangs together over floors, one around each part that does not.
//! Refuses to draw.

/// A run of adjoining spaces of one row of the plan, from left to right and top to bottom, in points of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// The row of the plan, counted from the top.
    pub row: usize,
    /// Left, top, right, bottom.
    pub rect: [f32; 4],
}

/// Joins the rectangles of the spaces of a combination: those of a row that touch (with at most `gap` between) become one run.
pub fn runs(mut cells: Vec<Run>, gap: f32) -> Vec<Run> {
    cells.sort_by(|a, b| a.row.cmp(&b.row).then(a.rect[0].total_cmp(&b.rect[0])));
    let mut runs: Vec<Run> = Vec::new();
    for cell in cells {
        match runs.last_mut() {
            Some(run) if run.row == cell.row && cell.rect[0] - run.rect[2] <= gap => run.rect[2] = run.rect[2].max(cell.rect[2]),
            _ => runs.push(cell),
        }
    }
    runs
}

/// Closed lines around runs: runs of consecutive rows that overlap, each the only one of its row, share one.
pub fn outlines(runs: &[Run]) -> Vec<Vec<[f32; 2]>> {
    let alone = |run: &Run| runs.iter().filter(|other| other.row == run.row).count() == 1;
    let joins = |above: &Run, below: &Run| {
        let overlap = above.rect[2].min(below.rect[2]) - above.rect[0].max(below.rect[0]);
        below.row == above.row + 1 && overlap > 0.0 && alone(above) && alone(below)
    };
    let mut groups: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|above| joins(above, run)) => group.push(*run),
            _ => groups.push(vec![*run]),
        }
    }
    groups.iter().map(|group| around(group)).collect()
}

/// The corners around runs that hang together, clockwise from the top left.
fn around(group: &[Run]) -> Vec<[f32; 2]> {
    // Between two rows the line steps in the middle of the gap.
    let edge = |at: usize| match (at.checked_sub(1).and_then(|above| group.get(above)), group.get(at)) {
        (Some(above), Some(below)) => (above.rect[3] + below.rect[1]) / 2.0,
        (None, Some(first)) => first.rect[1],
        (Some(last), None) => last.rect[3],
        (None, None) => 0.0,
    };
    let mut corners = Vec::with_capacity(group.len() * 4);
    for (at, run) in group.iter().enumerate() {
        corners.extend([[run.rect[2], edge(at)], [run.rect[2], edge(at + 1)]]);
    }
    for (at, run) in group.iter().enumerate().rev() {
        corners.extend([[run.rect[0], edge(at + 1)], [run.rect[0], edge(at)]]);
    }
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_floors_that_overlap_share_a_line_with_a_step() {
        let cells = vec![
            Run { row: 4, rect: [0.0, 50.0, 30.0, 60.0] },
            Run { row: 3, rect: [0.0, 38.0, 20.0, 48.0] },
            Run { row: 3, rect: [21.0, 38.0, 40.0, 48.0] },
        ];
        let runs = runs(cells, 2.0);
        assert_eq!(runs.iter().map(|run| run.rect[2]).collect::<Vec<_>>(), [40.0, 30.0]);
        let lines = outlines(&runs);
        assert_eq!(
            lines,
            [vec![[40.0, 38.0], [40.0, 49.0], [30.0, 49.0], [30.0, 60.0], [0.0, 60.0], [0.0, 49.0], [0.0, 49.0], [0.0, 38.0]]]
        );
    }

    #[test]
    fn floors_apart_have_a_line_each() {
        let run = |row, left| Run { row, rect: [left, row as f32 * 12.0, left + 10.0, row as f32 * 12.0 + 10.0] };
        assert_eq!(outlines(&[run(1, 0.0), run(2, 50.0)]).len(), 2);
        assert_eq!(outlines(&[run(1, 0.0), run(3, 0.0)]).len(), 2);
        assert_eq!(outlines(&[run(1, 0.0), run(1, 50.0), run(2, 0.0)]).len(), 3);
    }
}

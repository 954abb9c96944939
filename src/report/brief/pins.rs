//! Where the numbers stand over their places: above them, and apart from each other. Refuses to move a place: a head that was
//! pushed away keeps its tip where the building is.

/// How far above its tip a head stands, mm.
const ABOVE_MM: f64 = 5.0;
/// Least distance between the middles of two heads, mm.
const APART_MM: f64 = 5.9;
/// Least distance of a head's middle from the edge of the map, mm.
const EDGE_MM: f64 = 3.2;
/// Rounds of pushing apart.
const ROUNDS: usize = 60;

/// The middles of the heads for tips on a map of a size, mm from the left top corner. The same tips give the same heads.
pub(super) fn heads_mm(tips_mm: &[[f64; 2]], size_mm: [f64; 2]) -> Vec<[f64; 2]> {
    let mut heads: Vec<[f64; 2]> = tips_mm.iter().map(|[x, y]| [*x, y - ABOVE_MM]).collect();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for a in 0..heads.len() {
            for b in a + 1..heads.len() {
                let [dx, dy] = [heads[b][0] - heads[a][0], heads[b][1] - heads[a][1]];
                let distance = dx.hypot(dy);
                if distance >= APART_MM {
                    continue;
                }
                // Two in one spot go apart sideways, the first to the left.
                let [ux, uy] = if distance > 1e-6 { [dx / distance, dy / distance] } else { [1.0, 0.0] };
                let push = (APART_MM - distance) / 2.0 + 0.01;
                heads[a] = [heads[a][0] - ux * push, heads[a][1] - uy * push];
                heads[b] = [heads[b][0] + ux * push, heads[b][1] + uy * push];
                moved = true;
            }
        }
        for head in &mut heads {
            for axis in 0..2 {
                head[axis] = head[axis].clamp(EDGE_MM, (size_mm[axis] - EDGE_MM).max(EDGE_MM));
            }
        }
        if !moved {
            break;
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_stand_above_their_places_and_apart() {
        let alone = heads_mm(&[[50.0, 50.0]], [118.0, 100.0]);
        assert_eq!(alone, [[50.0, 45.0]]);
        let near = [[50.0, 50.0], [50.0, 50.0], [52.0, 51.0], [1.0, 2.0], [51.0, 49.0], [50.5, 50.0]];
        let heads = heads_mm(&near, [118.0, 100.0]);
        for (a, one) in heads.iter().enumerate() {
            assert!(one[0] >= 3.0 && one[1] >= 3.0);
            for other in &heads[a + 1..] {
                assert!((one[0] - other[0]).hypot(one[1] - other[1]) > 5.0, "{heads:?}");
            }
        }
        assert_eq!(heads_mm(&near, [118.0, 100.0]), heads);
    }
}

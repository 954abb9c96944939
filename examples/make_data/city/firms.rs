//! The invented enterprises: how many in each building, of which industry, in which spaces. It refuses names of real firms:
//! every name begins with 示例.

use std::collections::{BTreeMap, BTreeSet};

use super::building::Building;
use super::grounds::Grounds;
use super::plane::{Point, bounds_of, contains, in_metres, length, point};
use super::rng::Rng;
use super::spaces::Space;

/// How many firms each block is to have.
const FIRMS: [(&str, usize); 3] = [("north", 640), ("central", 810), ("south", 925)];
/// The five industries in the order of the plan, with how often a firm of each is a high-tech enterprise.
const INDUSTRIES: [(&str, f64); 5] =
    [("数据智能", 0.34), ("文化创意", 0.08), ("商贸服务", 0.03), ("生命健康", 0.28), ("专业服务", 0.06)];

/// An invented enterprise.
pub struct Firm {
    /// Key, `E0001`.
    pub id: String,
    /// Chinese and English name.
    pub names: (String, String),
    /// Place of its building in the list.
    pub building: usize,
    /// Where its mark stands: within the building.
    pub at: Point,
    /// Industry.
    pub industry: &'static str,
    /// Employees.
    pub employees: i64,
    /// Year of foundation.
    pub founded: i64,
    /// Whether it is a certified high-tech enterprise.
    pub high_tech: bool,
}

/// Founds all firms and gives them the let spaces of their buildings.
pub fn found(buildings: &[Building], grounds: &[Grounds], spaces: &mut [Space], rng: &Rng) -> Vec<Firm> {
    let counts = counts(buildings, grounds, spaces, &mut rng.fork(1));
    let mut firms: Vec<Firm> = Vec::new();
    let mut strewn: BTreeMap<(i64, i64), [f64; 5]> = BTreeMap::new();
    let mut names = Names { taken: BTreeSet::new() };
    for (place, building) in buildings.iter().enumerate() {
        let mut rng = rng.fork(1_000 + place as u64);
        let mix = industries(building, grounds);
        // Outside the grounds an industry that the quarter has enough of waits, so that no cluster stands there by chance.
        let quarter = building.grounds.map_or_else(|| Some(quarter_of(building.middle())), |_| None);
        let mut marks: Vec<Point> = Vec::new();
        let first = firms.len();
        for _ in 0..counts[place] {
            let industry = match quarter {
                Some(quarter) => even(strewn.entry(quarter).or_default(), &mix, &mut rng),
                None => rng.weighted(&mix),
            };
            let at = mark(building, &marks, &mut rng);
            marks.push(at);
            let small = rng.unit();
            firms.push(Firm {
                id: format!("E{:04}", firms.len() + 1),
                names: names.next(industry, &mut rng),
                building: place,
                at,
                industry: INDUSTRIES[industry].0,
                employees: 4 + (small * small * small * 260.0) as i64 + rng.whole(0, 18),
                founded: 2026 - (rng.unit() * rng.unit() * 30.0) as i64 - 1,
                high_tech: rng.chance(INDUSTRIES[industry].1),
            });
        }
        let mut let_spaces: Vec<usize> =
            (0..spaces.len()).filter(|&s| spaces[s].building == place && spaces[s].is_let()).collect();
        let_spaces.sort_by_key(|&s| (spaces[s].level, spaces[s].unit));
        house(&let_spaces, first..firms.len(), spaces, &mut rng);
    }
    firms
}

/// A square of the plane, 260 m wide.
fn quarter_of(p: Point) -> (i64, i64) {
    ((p.x / 260.0).floor() as i64, (p.y / 260.0).floor() as i64)
}

/// The industry that lags its share most among those strewn in a quarter so far, with some chance; counts it there.
fn even(counts: &mut [f64; 5], shares: &[f64; 5], rng: &mut Rng) -> usize {
    let total: f64 = counts.iter().sum::<f64>() + 1.0;
    let lag = |i: usize, chance: f64| shares[i] * total - counts[i] + chance;
    let lags: Vec<f64> = (0..5).map(|i| lag(i, rng.range(0.0, 0.9))).collect();
    let industry = (0..5).max_by(|&a, &b| lags[a].total_cmp(&lags[b])).unwrap_or(0);
    counts[industry] += 1.0;
    industry
}

/// Gives a building's let spaces to its firms, in runs from below to above; what is left has no recorded tenant.
fn house(let_spaces: &[usize], firms: std::ops::Range<usize>, spaces: &mut [Space], rng: &mut Rng) {
    let mut next = let_spaces.iter();
    let count = firms.len();
    for (place, firm) in firms.enumerate() {
        let others = count - place - 1;
        let most = (next.len().saturating_sub(others)).min(if count == 1 { 6 } else { 4 });
        for _ in 0..rng.whole(1, most.max(1) as i64) {
            if let Some(&space) = next.next() {
                spaces[space].tenant = Some(firm);
            }
        }
    }
}

/// Firms a building: the blocks' totals shared out by what the grounds draw, at most one a let space.
fn counts(buildings: &[Building], grounds: &[Grounds], spaces: &[Space], rng: &mut Rng) -> Vec<usize> {
    let mut room = vec![0_usize; buildings.len()];
    for space in spaces.iter().filter(|space| space.is_let()) {
        room[space.building] += 1;
    }
    let draw: Vec<f64> = buildings
        .iter()
        .map(|building| {
            // Outside the grounds firms are strewn thinly; a tall building draws a few more.
            let strewn = if rng.chance(0.5) { 0.45 + building.floors_above() as f64 * 0.02 } else { 0.0 };
            building.grounds.map_or(strewn, |g| grounds[g].firms) * rng.range(0.6, 1.4)
        })
        .collect();
    let mut counts = vec![0; buildings.len()];
    for (block, total) in FIRMS {
        let here: Vec<usize> = (0..buildings.len()).filter(|&b| buildings[b].block == block).collect();
        let mut left = total;
        // One at a time to the building whose draw is least met, as seats are given to parties.
        while left > 0 {
            let open = here.iter().copied().filter(|&b| counts[b] < room[b]);
            let need = |b: usize| draw[b] / (counts[b] as f64 + 0.5);
            let Some(best) = open.max_by(|&a, &b| need(a).total_cmp(&need(b)).then(b.cmp(&a))) else { break };
            counts[best] += 1;
            left -= 1;
        }
    }
    counts
}

/// Shares of the industries in a building: the park's, else those of the quarter.
fn industries(building: &Building, grounds: &[Grounds]) -> [f64; 5] {
    if let Some(g) = building.grounds {
        return grounds[g].industries;
    }
    let at = building.middle();
    let near = |lon_lat: [f64; 2], reach_m: f64| length(at - in_metres(lon_lat)) < reach_m;
    match building.block.as_str() {
        "north" => [0.26, 0.13, 0.25, 0.13, 0.23],
        "central" if near([121.4365, 31.2833], 650.0) || near([121.453, 31.2777], 600.0) => [0.14, 0.34, 0.21, 0.09, 0.22],
        "central" if near([121.4481, 31.2754], 500.0) => [0.14, 0.22, 0.33, 0.09, 0.22],
        "central" => [0.18, 0.23, 0.27, 0.10, 0.22],
        _ if near([121.4385, 31.2345], 450.0) || near([121.434, 31.232], 350.0) => [0.12, 0.30, 0.24, 0.06, 0.28],
        _ if at.y > -2_270.0 => [0.15, 0.12, 0.20, 0.06, 0.47],
        _ if near([121.4487, 31.2285], 900.0) => [0.10, 0.13, 0.46, 0.05, 0.26],
        _ => [0.11, 0.14, 0.33, 0.06, 0.36],
    }
}

/// A place within the footprint, away from the other marks there.
fn mark(building: &Building, others: &[Point], rng: &mut Rng) -> Point {
    let local = building.frame.polygon_to_local(&building.shape);
    let sides = bounds_of(local.exterior().coords().copied());
    let mut best = (f64::MIN, building.middle());
    for _ in 0..24 {
        let p = point(rng.range(sides[0] + 3.0, sides[2] - 3.0), rng.range(sides[1] + 3.0, sides[3] - 3.0));
        // The four points about it lie inside, too: the mark keeps off the walls.
        let inside = [(0.0, 0.0), (2.0, 0.0), (-2.0, 0.0), (0.0, 2.0), (0.0, -2.0)];
        if !inside.iter().all(|&(x, y)| contains(&local, p + point(x, y))) {
            continue;
        }
        let p = building.frame.to_plane(p);
        let gap = others.iter().map(|&other| length(p - other)).fold(60.0, f64::min);
        if gap > best.0 {
            best = (gap, p);
        }
        if others.is_empty() {
            break;
        }
    }
    best.1
}

struct Names {
    taken: BTreeSet<String>,
}

/// First and second syllables of invented names, with their reading.
const FIRST: [(&str, &str); 24] = [
    ("云", "Yun"),
    ("晨", "Chen"),
    ("启", "Qi"),
    ("星", "Xing"),
    ("远", "Yuan"),
    ("禾", "He"),
    ("澄", "Cheng"),
    ("朗", "Lang"),
    ("卓", "Zhuo"),
    ("景", "Jing"),
    ("沐", "Mu"),
    ("岚", "Lan"),
    ("珩", "Heng"),
    ("屿", "Yu"),
    ("峻", "Jun"),
    ("棠", "Tang"),
    ("翎", "Ling"),
    ("砚", "Yan"),
    ("霁", "Ji"),
    ("衡", "Heng"),
    ("律", "Lü"),
    ("舟", "Zhou"),
    ("竹", "Zhu"),
    ("汀", "Ting"),
];
const SECOND: [(&str, &str); 24] = [
    ("岭", "ling"),
    ("川", "chuan"),
    ("和", "he"),
    ("帆", "fan"),
    ("野", "ye"),
    ("维", "wei"),
    ("森", "sen"),
    ("拓", "tuo"),
    ("宁", "ning"),
    ("野", "ye"),
    ("石", "shi"),
    ("林", "lin"),
    ("桥", "qiao"),
    ("湾", "wan"),
    ("坤", "kun"),
    ("言", "yan"),
    ("章", "zhang"),
    ("程", "cheng"),
    ("然", "ran"),
    ("希", "xi"),
    ("图", "tu"),
    ("诚", "cheng"),
    ("度", "du"),
    ("光", "guang"),
];
/// What firms of each industry call themselves, with an English word.
const TRADES: [&[(&str, &str)]; 5] = [
    &[
        ("数据", "Data"),
        ("智能", "Intelligence"),
        ("云计算", "Cloud"),
        ("软件", "Software"),
        ("区块链", "Blockchain"),
        ("算法", "Algorithms"),
    ],
    &[
        ("影视", "Film"),
        ("电竞", "Esports"),
        ("设计", "Design"),
        ("动漫", "Animation"),
        ("传媒", "Media"),
        ("数字内容", "Digital Content"),
    ],
    &[("贸易", "Trading"), ("商业", "Commerce"), ("供应链", "Supply Chain"), ("零售", "Retail"), ("电子商务", "E-commerce")],
    &[("医疗", "Medical"), ("生物", "Bio"), ("健康", "Health"), ("医药", "Pharma"), ("器械", "Devices")],
    &[
        ("咨询", "Consulting"),
        ("人力资源", "HR Services"),
        ("会计", "Accounting"),
        ("法务", "Legal"),
        ("检测", "Testing"),
        ("金融服务", "Finance"),
    ],
];

impl Names {
    /// A name that no other firm has.
    fn next(&mut self, industry: usize, rng: &mut Rng) -> (String, String) {
        loop {
            let (a, b, trade) = (rng.pick(&FIRST), rng.pick(&SECOND), rng.pick(TRADES[industry]));
            let name = format!("示例{}{}{}", a.0, b.0, trade.0);
            if self.taken.insert(name.clone()) {
                return (name, format!("Sample {}{} {}", a.1, b.1, trade.1));
            }
        }
    }
}

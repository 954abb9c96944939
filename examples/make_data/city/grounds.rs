//! Where the parks' grounds are wanted and how they are built up: the places the plan names, and twelve invented parks. It
//! refuses flags and figures for the former.

use super::super::named::{At, PLACES};
use super::layout::Pattern;
use super::parcels::Wanted;
use super::plane::in_metres;

/// A park with grounds.
pub struct Grounds {
    /// Key of the park.
    pub id: String,
    /// Chinese name, without what the plan's table says beside it.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Key of its block.
    pub block: &'static str,
    /// About where, degrees WGS84.
    pub at: [f64; 2],
    /// How far from there its grounds may lie, m.
    pub reach_m: f64,
    /// The most its grounds may measure, m².
    pub most_m2: f64,
    /// How it is built up.
    pub pattern: Pattern,
    /// How high its buildings stand: 0 low, 1 high.
    pub rise: f64,
    /// Shares of the industries of its firms, in the order of the plan.
    pub industries: [f64; 5],
    /// Firms a building.
    pub firms: f64,
    /// Mean vacancy, %.
    pub vacancy_pct: f64,
    /// What only an invented park has.
    pub invented: Option<Invented>,
}

/// Facts of an invented park.
pub struct Invented {
    /// Tax per mu, 万元/亩.
    pub tax_wan_yuan_mu: f64,
    /// Low-efficiency flags: positioning, land use, environment, output.
    pub flags: [bool; 4],
}

/// What the grounds of a place are like: the most they measure (m²), how they are built up, how high their buildings stand
/// (0 to 1), the industry that leads (its place in the plan's order) with its share, firms a building, mean vacancy (%).
struct Kind(f64, Pattern, f64, (usize, f64), f64, f64);

/// The named places that have grounds.
const NAMED: [(&str, Kind); 12] = [
    ("shibei-hq", Kind(62_000.0, Pattern::Campus, 0.75, (0, 0.92), 5.0, 14.0)),
    ("junengwan", Kind(58_000.0, Pattern::Campus, 0.4, (0, 0.92), 5.4, 13.0)),
    ("shibei-one", Kind(46_000.0, Pattern::Towers, 0.8, (0, 0.90), 5.2, 19.0)),
    ("health-park", Kind(52_000.0, Pattern::Campus, 0.3, (3, 0.90), 4.6, 18.0)),
    ("lingshi-esports", Kind(56_000.0, Pattern::Creative, 0.25, (1, 0.92), 4.2, 22.0)),
    ("multimedia-valley", Kind(56_000.0, Pattern::Campus, 0.35, (1, 0.90), 4.6, 20.0)),
    ("daning-circle", Kind(42_000.0, Pattern::Towers, 0.5, (2, 0.90), 4.6, 16.0)),
    ("shu-science-park", Kind(44_000.0, Pattern::Campus, 0.3, (1, 0.78), 5.0, 21.0)),
    ("hr-park", Kind(40_000.0, Pattern::Towers, 0.7, (4, 0.94), 5.6, 11.0)),
    ("show-800", Kind(36_000.0, Pattern::Creative, 0.2, (1, 0.90), 4.0, 13.0)),
    ("yuanchuang", Kind(36_000.0, Pattern::Creative, 0.25, (1, 0.90), 3.8, 19.0)),
    ("nanjing-west-back", Kind(40_000.0, Pattern::Creative, 0.35, (2, 0.84), 5.2, 12.0)),
];

/// Named places whose point lies on other grounds or close to another place, and where within their accuracy there is room.
const MOVED: [(&str, [f64; 2]); 2] = [("shibei-hq", [121.4400, 31.3011]), ("hr-park", [121.4549, 31.2450])];

/// No flags.
const NONE: [bool; 4] = [false; 4];

/// The invented parks: number in its block, place, kind, tax per mu (万元/亩), flags.
type Made = (&'static str, [f64; 2], Kind, f64, [bool; 4]);

const NORTH: [Made; 4] = [
    ("一", [121.4523, 31.2990], Kind(60_000.0, Pattern::Campus, 0.5, (0, 0.90), 4.8, 15.0), 268.0, NONE),
    ("二", [121.4478, 31.2972], Kind(52_000.0, Pattern::Factory, 0.2, (2, 0.36), 1.2, 31.0), 46.5, [false, true, false, true]),
    ("三", [121.4349, 31.2953], Kind(48_000.0, Pattern::Campus, 0.3, (3, 0.84), 3.2, 17.0), 152.0, NONE),
    ("四", [121.4566, 31.2986], Kind(46_000.0, Pattern::Factory, 0.15, (2, 0.40), 1.0, 36.0), 28.3, [true, true, false, false]),
];
const CENTRAL: [Made; 4] = [
    ("一", [121.4345, 31.2893], Kind(64_000.0, Pattern::Factory, 0.1, (1, 0.44), 1.0, 39.0), 22.8, [false, true, true, true]),
    ("二", [121.4520, 31.2898], Kind(56_000.0, Pattern::Campus, 0.35, (2, 0.84), 3.6, 22.0), 118.0, NONE),
    ("三", [121.4402, 31.2893], Kind(54_000.0, Pattern::Campus, 0.4, (1, 0.90), 4.2, 19.0), 176.0, NONE),
    ("四", [121.4612, 31.2738], Kind(52_000.0, Pattern::Campus, 0.35, (0, 0.86), 4.2, 24.0), 134.0, NONE),
];
const SOUTH: [Made; 4] = [
    ("一", [121.4718, 31.2462], Kind(46_000.0, Pattern::Towers, 0.85, (4, 0.92), 5.4, 15.0), 405.0, NONE),
    ("二", [121.4478, 31.2446], Kind(40_000.0, Pattern::Creative, 0.2, (4, 0.38), 1.2, 33.0), 61.0, [true, false, false, true]),
    ("三", [121.4575, 31.2292], Kind(44_000.0, Pattern::Towers, 0.8, (2, 0.86), 4.8, 12.0), 520.0, NONE),
    ("四", [121.4395, 31.2268], Kind(46_000.0, Pattern::Towers, 0.75, (4, 0.90), 4.8, 14.0), 448.0, NONE),
];

/// All grounds: the named places first, in the plan's order.
pub fn grounds() -> Vec<Grounds> {
    let mut all = Vec::new();
    for place in PLACES {
        let (At::Point(at), Some((_, kind))) = (&place.at, NAMED.iter().find(|row| row.0 == place.id)) else { continue };
        let moved = MOVED.iter().find(|moved| moved.0 == place.id).map(|moved| moved.1);
        let names = [place.id, place.name, place.name_en].map(str::to_owned);
        let reach_m = place.accuracy_m.map_or(0.0, f64::from).clamp(120.0, 260.0);
        all.push(Grounds::of(names, place.block, moved.unwrap_or(*at), reach_m, kind, None));
    }
    for (block, sign, english, list) in
        [("north", "北", "North", &NORTH), ("central", "中", "Central", &CENTRAL), ("south", "南", "South", &SOUTH)]
    {
        for (place, (number, at, kind, tax_wan_yuan_mu, flags)) in list.iter().enumerate() {
            let place = place + 1;
            let names =
                [format!("demo-{block}-{place}"), format!("演示园{sign}{number}"), format!("Demo Park {english} {place}")];
            let invented = Invented { tax_wan_yuan_mu: *tax_wan_yuan_mu, flags: *flags };
            all.push(Grounds::of(names, block, *at, 260.0, kind, Some(invented)));
        }
    }
    all
}

impl Grounds {
    fn of(names: [String; 3], block: &'static str, at: [f64; 2], reach_m: f64, kind: &Kind, invented: Option<Invented>) -> Self {
        let [id, name, name_en] = names;
        let &Kind(most_m2, pattern, rise, (lead, share), firms, vacancy_pct) = kind;
        // The others share the rest about as in the whole park.
        let mut industries = [0.22, 0.2, 0.24, 0.1, 0.24];
        industries[lead] = 0.0;
        let others: f64 = industries.iter().sum();
        industries = industries.map(|part| part / others * (1.0 - share));
        industries[lead] = share;
        Self { id, name, name_en, block, at, reach_m, most_m2, pattern, rise, industries, firms, vacancy_pct, invented }
    }
}

/// The parcels the grounds want.
pub fn wanted(grounds: &[Grounds]) -> Vec<Wanted> {
    grounds
        .iter()
        .map(|one| Wanted { at: in_metres(one.at), most_m2: one.most_m2, reach_m: one.reach_m, block: one.block })
        .collect()
}

//! Where the parks' grounds are wanted and how they are built up: the places the plan names, and twelve invented parks. It
//! refuses flags and figures for the former.

use super::super::named::{At, PLACES};
use super::layout::Pattern;
use super::parcels::Wanted;
use super::plane::in_metres;

/// A park with grounds.
pub struct Grounds {
    /// Key of the park.
    pub id: &'static str,
    /// Chinese name, without what the plan's table says beside it.
    pub name: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Key of its block.
    pub block: &'static str,
    /// About where, degrees WGS84.
    pub at: [f64; 2],
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

/// What a named place's grounds are like: key, most m², pattern, rise, industry shares, firms a building, vacancy.
type Named = (&'static str, f64, Pattern, f64, [f64; 5], f64, f64);
/// An invented park: key, name, block, place, most m², pattern, rise, industry shares, firms a building, vacancy, tax, flags.
type Made =
    (&'static str, &'static str, &'static str, &'static str, [f64; 2], f64, Pattern, f64, [f64; 5], f64, f64, f64, [bool; 4]);

const NAMED: [Named; 11] = [
    ("shibei-hq", 62_000.0, Pattern::Campus, 0.75, [0.86, 0.02, 0.04, 0.02, 0.06], 5.0, 14.0),
    ("junengwan", 58_000.0, Pattern::Campus, 0.4, [0.84, 0.03, 0.05, 0.03, 0.05], 5.4, 13.0),
    ("shibei-one", 46_000.0, Pattern::Towers, 0.8, [0.80, 0.04, 0.06, 0.02, 0.08], 5.2, 19.0),
    ("health-park", 52_000.0, Pattern::Campus, 0.3, [0.08, 0.01, 0.04, 0.84, 0.03], 4.6, 18.0),
    ("lingshi-esports", 56_000.0, Pattern::Creative, 0.25, [0.05, 0.86, 0.05, 0.01, 0.03], 4.2, 22.0),
    ("multimedia-valley", 56_000.0, Pattern::Campus, 0.35, [0.08, 0.82, 0.05, 0.01, 0.04], 4.6, 20.0),
    ("daning-circle", 42_000.0, Pattern::Towers, 0.5, [0.03, 0.08, 0.80, 0.02, 0.07], 4.6, 16.0),
    ("shu-science-park", 44_000.0, Pattern::Campus, 0.3, [0.22, 0.68, 0.03, 0.04, 0.03], 5.0, 21.0),
    ("hr-park", 40_000.0, Pattern::Towers, 0.7, [0.03, 0.01, 0.06, 0.01, 0.89], 5.6, 11.0),
    ("show-800", 34_000.0, Pattern::Creative, 0.2, [0.03, 0.84, 0.08, 0.01, 0.04], 4.0, 13.0),
    ("yuanchuang", 34_000.0, Pattern::Creative, 0.25, [0.04, 0.82, 0.07, 0.01, 0.06], 3.8, 19.0),
];

/// The back street's grounds are a place of shops, not a park of its own pattern.
const BACK_STREET: Named = ("nanjing-west-back", 30_000.0, Pattern::Creative, 0.35, [0.02, 0.16, 0.74, 0.01, 0.07], 4.0, 12.0);

const NONE: [bool; 4] = [false; 4];

const MADE: [Made; 12] = [
    (
        "demo-north-1",
        "演示园北一",
        "Demo Park North 1",
        "north",
        [121.4523, 31.2990],
        60_000.0,
        Pattern::Campus,
        0.5,
        [0.82, 0.03, 0.06, 0.03, 0.06],
        4.8,
        15.0,
        268.0,
        NONE,
    ),
    (
        "demo-north-2",
        "演示园北二",
        "Demo Park North 2",
        "north",
        [121.4478, 31.2972],
        52_000.0,
        Pattern::Factory,
        0.2,
        [0.24, 0.14, 0.36, 0.06, 0.20],
        1.6,
        31.0,
        46.5,
        [false, true, false, true],
    ),
    (
        "demo-north-3",
        "演示园北三",
        "Demo Park North 3",
        "north",
        [121.4349, 31.2953],
        48_000.0,
        Pattern::Campus,
        0.3,
        [0.16, 0.03, 0.07, 0.70, 0.04],
        3.2,
        17.0,
        152.0,
        NONE,
    ),
    (
        "demo-north-4",
        "演示园北四",
        "Demo Park North 4",
        "north",
        [121.4565, 31.2990],
        44_000.0,
        Pattern::Factory,
        0.15,
        [0.20, 0.10, 0.40, 0.10, 0.20],
        1.0,
        36.0,
        28.3,
        [true, true, false, false],
    ),
    (
        "demo-central-1",
        "演示园中一",
        "Demo Park Central 1",
        "central",
        [121.4345, 31.2893],
        64_000.0,
        Pattern::Factory,
        0.1,
        [0.06, 0.48, 0.26, 0.04, 0.16],
        1.3,
        39.0,
        22.8,
        [false, true, true, true],
    ),
    (
        "demo-central-2",
        "演示园中二",
        "Demo Park Central 2",
        "central",
        [121.4520, 31.2898],
        56_000.0,
        Pattern::Campus,
        0.35,
        [0.10, 0.12, 0.70, 0.02, 0.06],
        3.6,
        22.0,
        118.0,
        NONE,
    ),
    (
        "demo-central-3",
        "演示园中三",
        "Demo Park Central 3",
        "central",
        [121.4402, 31.2893],
        54_000.0,
        Pattern::Campus,
        0.4,
        [0.06, 0.80, 0.08, 0.01, 0.05],
        4.2,
        19.0,
        176.0,
        NONE,
    ),
    (
        "demo-central-4",
        "演示园中四",
        "Demo Park Central 4",
        "central",
        [121.4612, 31.2738],
        40_000.0,
        Pattern::Campus,
        0.35,
        [0.76, 0.10, 0.05, 0.04, 0.05],
        4.2,
        24.0,
        134.0,
        NONE,
    ),
    (
        "demo-south-1",
        "演示园南一",
        "Demo Park South 1",
        "south",
        [121.4718, 31.2462],
        38_000.0,
        Pattern::Towers,
        0.85,
        [0.06, 0.02, 0.08, 0.01, 0.83],
        5.4,
        15.0,
        405.0,
        NONE,
    ),
    (
        "demo-south-2",
        "演示园南二",
        "Demo Park South 2",
        "south",
        [121.4478, 31.2446],
        34_000.0,
        Pattern::Creative,
        0.2,
        [0.12, 0.30, 0.22, 0.04, 0.32],
        1.6,
        33.0,
        61.0,
        [true, false, false, true],
    ),
    (
        "demo-south-3",
        "演示园南三",
        "Demo Park South 3",
        "south",
        [121.4575, 31.2292],
        34_000.0,
        Pattern::Towers,
        0.8,
        [0.03, 0.05, 0.78, 0.02, 0.12],
        4.8,
        12.0,
        520.0,
        NONE,
    ),
    (
        "demo-south-4",
        "演示园南四",
        "Demo Park South 4",
        "south",
        [121.4395, 31.2268],
        34_000.0,
        Pattern::Towers,
        0.75,
        [0.04, 0.05, 0.12, 0.02, 0.77],
        4.8,
        14.0,
        448.0,
        NONE,
    ),
];

/// All grounds: the named places first, in the plan's order.
pub fn grounds() -> Vec<Grounds> {
    let named = PLACES.iter().filter_map(|place| {
        let At::Point(at) = place.at else { return None };
        let row = NAMED.iter().chain([&BACK_STREET]).find(|row| row.0 == place.id)?;
        let &(id, most_m2, pattern, rise, industries, firms, vacancy_pct) = row;
        let (name, name_en, block) = (place.name, place.name_en, place.block);
        Some(Grounds { id, name, name_en, block, at, most_m2, pattern, rise, industries, firms, vacancy_pct, invented: None })
    });
    let made = MADE.iter().map(|row| {
        let &(id, name, name_en, block, at, most_m2, pattern, rise, industries, firms, vacancy_pct, tax_wan_yuan_mu, flags) = row;
        let invented = Some(Invented { tax_wan_yuan_mu, flags });
        Grounds { id, name, name_en, block, at, most_m2, pattern, rise, industries, firms, vacancy_pct, invented }
    });
    named.chain(made).collect()
}

/// The parcels the grounds want.
pub fn wanted(grounds: &[Grounds]) -> Vec<Wanted> {
    grounds.iter().map(|one| Wanted { at: in_metres(one.at), most_m2: one.most_m2 }).collect()
}

//! How well a place suits, from six parts and the other wishes, by weights. Refuses to exclude: what fits is decided before.

use crate::domain::Delivery;

use super::criteria::{Aspect, Criterion, Query, Want};
use super::gates::Gate;
use super::market::Market;
use super::runs::Fit;

/// What is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum Part {
    /// How near the area is to what would suit best.
    Area,
    /// How far the rent is below the cap, or below what is asked in the park.
    Rent,
    /// How near the metro is.
    Metro,
    /// Firms of the industry nearby.
    Industry,
    /// The delivery standard.
    Delivery,
    /// Room to expand within two years.
    Expansion,
    /// The other wishes.
    Wishes,
}

impl Part {
    /// All parts, in the order of the bar.
    pub const ALL: [Self; 7] =
        [Self::Area, Self::Rent, Self::Metro, Self::Industry, Self::Delivery, Self::Expansion, Self::Wishes];

    /// The stable name in JSON and on the command line.
    pub fn code(self) -> &'static str {
        ["area", "rent", "metro", "industry", "delivery", "expansion", "wishes"][self as usize]
    }
}

/// How much each part counts, from 0; only their ratios matter.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Weights(pub [f64; 7]);

impl Default for Weights {
    fn default() -> Self {
        Self([30.0, 22.0, 16.0, 14.0, 8.0, 10.0, 10.0])
    }
}

impl Weights {
    /// Reads `area=30,rent=20`; what is not named keeps its weight. `None` where a name is unknown or a weight no number from 0.
    pub fn parse(text: &str) -> Option<Self> {
        let mut weights = Self::default();
        for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
            let (name, value) = pair.split_once('=')?;
            let part = Part::ALL.into_iter().find(|part| part.code() == name.trim())?;
            weights.0[part as usize] = value.trim().parse().ok().filter(|weight: &f64| weight.is_finite() && *weight >= 0.0)?;
        }
        Some(weights)
    }
}

/// The parts of one place, 0–1 each; NaN where a part does not apply.
pub type Parts = [f64; 7];

/// The score of some parts by weights, 0–100: their weighted mean over those that apply.
pub fn score(parts: &Parts, weights: &Weights) -> f64 {
    let (mut sum, mut all) = (0.0, 0.0);
    for (part, weight) in parts.iter().zip(weights.0).filter(|(part, _)| !part.is_nan()) {
        sum += part * weight;
        all += weight;
    }
    if all > 0.0 { 100.0 * sum / all } else { 0.0 }
}

/// Firms nearby that make half of the part: with so many more it rises ever more slowly.
const HALF_FIRMS: f64 = 20.0;
/// The distance to the metro that makes half of the part where none is asked for, m (近地铁).
pub const NEAR_METRO_M: f64 = 800.0;

/// Weighs places by what a query asks for.
pub(super) struct Scorer<'a> {
    market: &'a Market,
    target_m2: Option<f64>,
    /// Off the target by so much makes half of the part, m².
    half_off_m2: f64,
    rent_cap: Option<f64>,
    metro_m: f64,
    firms: Option<Vec<f64>>,
    delivery: Option<u8>,
    wishes: Vec<Gate<'a>>,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(market: &'a Market, query: &Query) -> Self {
        let positive = || query.criteria.iter().filter(|criterion| !criterion.except);
        let most = |aspect| {
            let bounds = positive().filter(move |c| c.aspect == aspect).filter_map(Criterion::bounds);
            bounds.map(|[_, most]| most).filter(|most| most.is_finite()).reduce(f64::min)
        };
        let target_m2 = query.target_m2();
        let firms = positive().find_map(|criterion| match criterion.want {
            Want::Firms { industry, within_m, .. } => {
                let free = Want::Firms { industry, within_m, least: 0.0 };
                let gate = Gate::of(market, &Criterion::wish(Aspect::Industry, free));
                Some(market.groups.iter().map(|group| gate.value(group.slots.start)).collect())
            }
            _ => None,
        });
        let delivery = positive().find(|criterion| criterion.aspect == Aspect::Delivery).map(|criterion| {
            let terms = if let Want::Terms(terms) = &criterion.want { terms.as_slice() } else { &[] };
            terms.iter().filter_map(|term| Delivery::parse(term)).fold(0, |bits, level| bits | 1 << level as u8)
        });
        let has_own_part = |aspect| {
            use Aspect::{Area, Budget, Delivery, Industry, Metro, People, Rent};
            matches!(aspect, Area | People | Rent | Budget | Metro | Industry | Delivery)
        };
        let wishes =
            query.criteria.iter().filter(|c| !c.must && (c.except || !has_own_part(c.aspect)) && !c.aspect.is_of_the_whole());
        Self {
            market,
            half_off_m2: half_off(query, target_m2),
            target_m2,
            rent_cap: most(Aspect::Rent).or(market.median_rent),
            metro_m: most(Aspect::Metro).filter(|&most| most > 0.0).unwrap_or(NEAR_METRO_M),
            firms,
            delivery,
            wishes: wishes.map(|criterion| Gate::of(market, criterion)).collect(),
        }
    }

    /// The parts of a fit.
    pub(super) fn parts(&self, fit: &Fit<'_>) -> Parts {
        let columns = &self.market.slots;
        let group = fit.slots.first().map_or(0, |&slot| columns.group[slot as usize]);
        let metro_m = self.market.groups.get(group as usize).map_or(f64::NAN, |group| group.metro_m);
        let area = self.target_m2.map_or(f64::NAN, |target| 1.0 - (fit.area_m2 - target).abs() / (2.0 * self.half_off_m2));
        let rent = self.rent_cap.map_or(f64::NAN, |cap| 1.5 - fit.yuan_day / fit.area_m2 / cap);
        let firms = self.firms.as_ref().map_or(f64::NAN, |counts| {
            let count = counts.get(group as usize).copied().unwrap_or(f64::NAN);
            count / (count + HALF_FIRMS)
        });
        let parts = [
            area,
            rent,
            1.0 - metro_m / (2.0 * self.metro_m),
            firms,
            self.delivery_part(fit),
            expansion_m2(self.market, fit.slots, fit.area_m2) / fit.area_m2,
            self.wishes_part(fit),
        ];
        parts.map(|part| part.clamp(0.0, 1.0))
    }

    /// 1 for the standard wished for, a third less a step away from it; without a wish the more is ready the better. What is
    /// not known is half. Weighted by area.
    fn delivery_part(&self, fit: &Fit<'_>) -> f64 {
        let of = |level: Delivery| match self.delivery {
            None | Some(0) => f64::from(level as u8) / 3.0,
            Some(bits) => {
                let steps = (0..4_u8).filter(|wanted| bits >> wanted & 1 == 1).map(|wanted| wanted.abs_diff(level as u8));
                1.0 - f64::from(steps.min().unwrap_or(0)) / 3.0
            }
        };
        self.by_area(fit, |slot| self.market.slots.delivery[slot as usize].map_or(0.5, of))
    }

    /// The mean over the other wishes of the share of the area that has them.
    fn wishes_part(&self, fit: &Fit<'_>) -> f64 {
        let shares = self
            .wishes
            .iter()
            .map(|gate| self.by_area(fit, |slot| gate.verdict(slot).map_or(0.0, |passes| f64::from(u8::from(passes)))));
        shares.sum::<f64>() / self.wishes.len() as f64
    }

    /// The mean of what is known of the spaces, weighted by their areas; NaN where nothing is.
    fn by_area(&self, fit: &Fit<'_>, value: impl Fn(u32) -> f64) -> f64 {
        let (mut sum, mut all) = (0.0, 0.0);
        for &slot in fit.slots {
            let (value, area) = (value(slot), self.market.slots.area_m2[slot as usize]);
            if !value.is_nan() {
                sum += value * area;
                all += area;
            }
        }
        sum / all
    }
}

/// Room to expand: area of spaces on its floors that hang together with the place, and of all on the floors right above and
/// below, free within two years and not part of it, m².
pub fn expansion_m2(market: &Market, slots: &[u32], area_m2: f64) -> f64 {
    let columns = &market.slots;
    let (Some(&first), Some(&last)) = (slots.first(), slots.last()) else { return 0.0 };
    let mut room = 0.0;
    // Spaces of one floor follow each other.
    let mut at = 0;
    while at < slots.len() {
        let floor = columns.floor[slots[at] as usize];
        let end = at + slots[at..].iter().take_while(|&&slot| columns.floor[slot as usize] == floor).count();
        let growing = slots[at..end].iter().copied().filter(|&slot| columns.growth_m2[slot as usize] > 0.0);
        let mut own = 0.0;
        // Spaces of one floor that do not hang together have a sum each.
        let mut counted: Vec<u32> = Vec::new();
        for slot in growing {
            own += columns.area_m2[slot as usize];
            let together = columns.growth_of[slot as usize];
            if !counted.contains(&together) {
                room += columns.growth_m2[slot as usize];
                counted.push(together);
            }
        }
        room -= own;
        at = end;
    }
    let beyond = |floor: Option<u32>, next_to: i64| {
        let row = market.floors.get(floor? as usize)?;
        let level = row.level?;
        let follows = (level - next_to).abs() == 1 || level * next_to == -1;
        follows.then_some(row.growth_m2)
    };
    let group = &market.groups[columns.group[first as usize] as usize];
    let (low, high) = (columns.floor[first as usize], columns.floor[last as usize]);
    let below = low.checked_sub(1).filter(|&floor| floor >= group.floors.start);
    let above = Some(high + 1).filter(|&floor| floor < group.floors.end);
    let levels = (market.level_of(first), market.level_of(last));
    room += levels.0.and_then(|level| beyond(below, level)).unwrap_or(0.0);
    room += levels.1.and_then(|level| beyond(above, level)).unwrap_or(0.0);
    // What is not taken of a divided space is room, too.
    let whole: f64 = slots.iter().map(|&slot| columns.area_m2[slot as usize]).sum();
    room + (whole - area_m2).max(0.0)
}

/// Off the target by so much makes half of the part: half the width of the range that is asked for, else half of the target.
fn half_off(query: &Query, target_m2: Option<f64>) -> f64 {
    let Some(target) = target_m2 else { return 1.0 };
    let areas = query.criteria.iter().filter(|c| !c.except && matches!(c.aspect, Aspect::Area | Aspect::People));
    let musts_first = |must: bool| {
        let bounds = areas.clone().filter(|c| c.must == must).filter_map(Criterion::bounds);
        bounds.reduce(|a, b| [a[0].max(b[0]), a[1].min(b[1])])
    };
    let width = musts_first(true).or_else(|| musts_first(false)).map_or(f64::NAN, |[least, most]| (most - least) / 2.0);
    if width.is_finite() && width > 0.0 { width } else { target / 2.0 }
}

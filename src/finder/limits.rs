//! What is asked of a place as a whole: area, rent, budget, floors. Refuses what is asked of each of its spaces (`gates`).

use super::criteria::{Aspect, Criterion, Want};

/// Most spaces of a combination that is not whole floors.
pub const MOST_PIECES: usize = 6;
/// Most floors of a combination that is not whole floors.
pub const MOST_FLOORS: usize = 3;
/// Days of a year, for budgets.
pub(super) const DAYS_A_YEAR: f64 = 365.0;

/// Bounds of a place as a whole, all included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    /// m².
    pub area: [f64; 2],
    /// Weighted by area, 元/㎡·天.
    pub rent: [f64; 2],
    /// Yuan a year.
    pub budget: f64,
    /// How many floors.
    pub floors: [usize; 2],
    /// The most spaces.
    pub pieces: usize,
    /// Whole floors alone, or none that is whole.
    pub whole: Option<bool>,
    /// The area that would suit best, m²: what is taken of a divisible space is as near to it as can be.
    pub target: Option<f64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            area: [0.0, f64::INFINITY],
            rent: [f64::NEG_INFINITY, f64::INFINITY],
            budget: f64::INFINITY,
            floors: [1, usize::MAX],
            pieces: usize::MAX,
            whole: None,
            target: None,
        }
    }
}

impl Limits {
    /// The bounds of all these criteria together; those of single spaces are passed over.
    pub(super) fn of<'a>(criteria: impl IntoIterator<Item = &'a Criterion>, target: Option<f64>) -> Self {
        let mut limits = Self { target, ..Self::default() };
        for criterion in criteria {
            limits.narrow(criterion);
        }
        limits
    }

    fn narrow(&mut self, criterion: &Criterion) {
        let both = |a: [f64; 2], b: [f64; 2]| [a[0].max(b[0]), a[1].min(b[1])];
        let bounds = criterion.bounds();
        match (criterion.aspect, bounds) {
            (Aspect::WholeFloor, _) => self.whole = Some(!criterion.except && self.whole != Some(false)),
            (Aspect::Area | Aspect::People, Some(bounds)) => self.area = both(self.area, bounds),
            (Aspect::Rent, Some(bounds)) => self.rent = both(self.rent, bounds),
            (Aspect::Budget, Some([_, most])) => self.budget = self.budget.min(most),
            (Aspect::Floors, Some([least, most])) => {
                self.floors[0] = self.floors[0].max(least.clamp(1.0, 1e6).ceil() as usize);
                self.floors[1] = self.floors[1].min(most.clamp(0.0, 1e6).floor() as usize);
            }
            (Aspect::Pieces, Some([_, most])) => self.pieces = self.pieces.min(most.clamp(0.0, 1e6).floor() as usize),
            _ => {}
        }
    }

    /// Whether an area at a rent (area × rent, yuan a day) is within the bounds.
    pub(super) fn holds(&self, area_m2: f64, yuan_day: f64) -> bool {
        self.area[0] <= area_m2
            && area_m2 <= self.area[1]
            && yuan_day * DAYS_A_YEAR <= self.budget
            // Divided once by the caller's rounding only: a rent just at the cap is within it.
            && self.rent[0] * area_m2 <= yuan_day * (1.0 + 1e-12)
            && yuan_day <= self.rent[1] * area_m2 * (1.0 + 1e-12)
    }

    /// What can be taken of a divisible space, m²: as near to the target as can be. Both the part and what is left are at least
    /// `least_part_m2`.
    pub(super) fn part(&self, area_m2: f64, least_part_m2: f64, rent: f64) -> Option<f64> {
        if !least_part_m2.is_finite() {
            return None;
        }
        let affordable = if rent > 0.0 { self.budget / DAYS_A_YEAR / rent } else { f64::INFINITY };
        let least = self.area[0].max(least_part_m2);
        let most = self.area[1].min(area_m2 - least_part_m2).min(affordable);
        // Whole square metres, where there is one within the bounds.
        let wanted = self.target.unwrap_or(most).clamp(least, most.max(least));
        let rounded = [wanted.round(), wanted].into_iter().find(|part| (least..=most).contains(part))?;
        self.holds(rounded, rounded * rent).then_some(rounded)
    }
}

/// True where the criterion bounds something of the whole that [`Limits`] knows how to keep.
pub(super) fn is_kept(criterion: &Criterion) -> bool {
    !criterion.except || criterion.aspect == Aspect::WholeFloor || !criterion.aspect.is_of_the_whole()
}

/// A criterion turned round, where that is one with a single bound: `not over 5` is `5 or less`.
pub(super) fn without_except(criterion: &mut Criterion) {
    let Want::Range { least, most } = &mut criterion.want else { return };
    if criterion.except && criterion.aspect.is_of_the_whole() && (least.is_none() || most.is_none()) {
        std::mem::swap(least, most);
        criterion.except = false;
    }
}

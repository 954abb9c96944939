//! A figure with its bounds and unit: 800到1200平, 不超过五块, at least 3 m, 50个车位. Refuses to know what it is about unless
//! its unit says so.

use super::super::criteria::Aspect;
use super::lex::{Kind, Token};
use super::numbers::Number;
use super::words::{Bound, Unit, Word};

/// Yuan a month by the square metre make so many a day.
const DAYS_A_MONTH: f64 = 365.0 / 12.0;
const DAYS_A_YEAR: f64 = 365.0;
const M2_A_SQ_FT: f64 = 0.092_903_04;
/// kN of a kilogram.
const KN_A_KG: f64 = 0.009_806_65;
/// About means so much more or less.
const ABOUT: f64 = 0.1;

/// A figure as it was said.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quantity {
    pub least: Option<f64>,
    pub most: Option<f64>,
    pub unit: Option<Unit>,
    /// Day, month or year, where money is by time.
    pub period: Option<Unit>,
    pub per_m2: bool,
    /// Said with 两, without a bound.
    pub is_count: bool,
    /// No bound was said.
    pub is_plain: bool,
    pub per_head: bool,
    /// The token after it.
    pub end: usize,
}

/// The quantity that begins with a token.
pub(super) fn quantity(tokens: &[Token], start: usize) -> Option<Quantity> {
    let word = |at: usize| match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Word(word)) => Some(*word),
        _ => None,
    };
    let number = |at: usize| match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Number(number)) => Some(*number),
        _ => None,
    };
    let (mut at, mut bound, mut period, mut unit, mut per_m2) = (start, None, None, None, false);
    // 每月20万, per month 20.
    while let Some(word) = word(at) {
        match word {
            Word::Pre(next) => bound = Some(if bound == Some(Bound::About) { Bound::About } else { next }),
            Word::Per if matches!(self::period(tokens, at + 1), Some((_, after)) if number(after).is_some() || is_pre(tokens, after)) =>
            {
                let (found, after) = self::period(tokens, at + 1)?;
                period = Some(found);
                at = after;
                continue;
            }
            // ¥5
            Word::Unit(Unit::Yuan) if number(at + 1).is_some() => unit = Some(Unit::Yuan),
            _ => break,
        }
        at += 1;
    }
    let mut low = number(at)?;
    at += 1;
    (at, unit) = fraction(tokens, at, &mut low, unit);
    let mut high = None;
    let mut first_unit = None;
    if unit.is_none()
        && let Some(Word::Unit(found)) = word(at)
        && is_to(tokens, at + 1, false)
        && number(at + 2).is_some()
    {
        (first_unit, at) = (Some(found), at + 1);
    }
    let money = unit == Some(Unit::Yuan);
    if is_to(tokens, at, first_unit.is_none() && !money)
        && let Some(mut other) = number(at + 1)
    {
        at += 2;
        let before = if money { None } else { unit };
        (at, unit) = fraction(tokens, at, &mut other, before);
        unit = unit.or(if money { Some(Unit::Yuan) } else { None });
        high = Some(other);
    }
    unit = unit.or(first_unit);
    let mut suffix = None;
    let mut per_head = false;
    loop {
        match word(at) {
            Some(Word::Post(found)) if suffix.is_none() || found != Bound::About => suffix = Some(found),
            Some(Word::Unit(found)) if unit.is_none() => unit = Some(found),
            // 800平到1200平; 20个以上.
            Some(Word::Unit(found)) if first_unit == Some(found) => first_unit = None,
            Some(Word::Measure) => {}
            Some(Word::Unit(Unit::Yuan)) if unit == Some(Unit::Yuan) => {}
            // 元/㎡·天, 块一平一天, yuan per sqm per day.
            Some(Word::Per) if money_follows(tokens, at + 1) => {}
            Some(Word::Unit(found @ (Unit::Day | Unit::Month | Unit::Year)))
                if unit == Some(Unit::Yuan) || unit.is_none() || bigger(&low) =>
            {
                period = Some(found);
            }
            Some(Word::Unit(Unit::M2)) if unit == Some(Unit::Yuan) || period.is_some() && unit.is_none() => per_m2 = true,
            Some(Word::Per) if word(at + 1) == Some(Word::Unit(Unit::People)) && unit == Some(Unit::M2) => {
                (per_head, at) = (true, at + 1);
            }
            Some(Word::PerHead) if unit == Some(Unit::M2) => per_head = true,
            _ if number(at).is_some_and(|one| one.least == 1.0 && one.most == 1.0)
                && unit == Some(Unit::Yuan)
                && matches!(word(at + 1), Some(Word::Unit(Unit::M2 | Unit::Day | Unit::Month | Unit::Year))) => {}
            _ => break,
        }
        at += 1;
    }
    let bound = bound.or(suffix);
    let (least, most) = bounds(low, high, bound);
    Some(Quantity {
        least,
        most,
        unit,
        period,
        per_m2,
        is_count: low.is_count && high.is_none(),
        is_plain: bound.is_none() && high.is_none() && low.least == low.most,
        per_head,
        end: at,
    })
}

fn bounds(low: Number, high: Option<Number>, bound: Option<Bound>) -> (Option<f64>, Option<f64>) {
    let (mut least, mut most) = (low.least, high.map_or(low.most, |high| high.most));
    // 8到12百 does not occur, 1200到800 does.
    if let Some(high) = high {
        // 一到两千 is 1,000 to 2,000; 8-12 hundred, too.
        if low.most < 10.0 && high.least >= 1000.0 && high.least % 1000.0 == 0.0 {
            least *= 1000.0;
        }
        (least, most) = (least.min(most), least.max(most));
        if bound != Some(Bound::About) {
            return (Some(least), Some(most));
        }
    }
    match bound {
        Some(Bound::Most) => (None, Some(most)),
        Some(Bound::Least) => (Some(least), None),
        Some(Bound::About) => (Some(least * (1.0 - ABOUT)), Some(most * (1.0 + ABOUT))),
        Some(Bound::Over) => (Some(least), Some(most * 1.2)),
        None => (Some(least), Some(most)),
    }
}

fn bigger(number: &Number) -> bool {
    number.least >= 10_000.0
}

/// 5块8, 五块八毛, 三毛, 4块半.
fn fraction(tokens: &[Token], mut at: usize, number: &mut Number, unit: Option<Unit>) -> (usize, Option<Unit>) {
    let word = |at: usize| if let Some(Kind::Word(word)) = tokens.get(at).map(|token| &token.kind) { Some(*word) } else { None };
    let digit = |at: usize| match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Number(found)) if found.least == found.most && found.least < 10.0 && found.least.fract() == 0.0 => {
            Some(found.least)
        }
        _ => None,
    };
    match word(at) {
        Some(Word::Unit(Unit::Yuan)) => {
            at += 1;
            let touches = tokens.get(at).is_some_and(|next| tokens[at - 1].chars.end == next.chars.start);
            let goes_on =
                matches!(word(at + 1), Some(Word::Unit(Unit::M2 | Unit::Day | Unit::Month | Unit::Year | Unit::People)));
            if let Some(jiao) = digit(at).filter(|_| touches && (!goes_on || word(at + 1) == Some(Word::Unit(Unit::Jiao)))) {
                (number.least, number.most, at) = (number.least + jiao / 10.0, number.most + jiao / 10.0, at + 1);
                if word(at) == Some(Word::Unit(Unit::Jiao)) {
                    at += 1;
                }
            }
            (at, Some(Unit::Yuan))
        }
        Some(Word::Unit(Unit::Jiao)) => {
            (number.least, number.most) = (number.least / 10.0, number.most / 10.0);
            (at + 1, Some(Unit::Yuan))
        }
        _ => (at, unit),
    }
}

fn is_pre(tokens: &[Token], at: usize) -> bool {
    matches!(tokens.get(at).map(|token| &token.kind), Some(Kind::Word(Word::Pre(_))))
}

fn is_to(tokens: &[Token], at: usize, or_and: bool) -> bool {
    match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Word(Word::To)) => true,
        // Between 800 and 1200.
        Some(Kind::Word(Word::Join)) => or_and && at > 0,
        _ => false,
    }
}

fn period(tokens: &[Token], at: usize) -> Option<(Unit, usize)> {
    match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Word(Word::Unit(unit @ (Unit::Day | Unit::Month | Unit::Year)))) => Some((*unit, at + 1)),
        _ => None,
    }
}

fn money_follows(tokens: &[Token], at: usize) -> bool {
    matches!(
        tokens.get(at).map(|token| &token.kind),
        Some(Kind::Word(Word::Unit(Unit::M2 | Unit::Day | Unit::Month | Unit::Year)))
    )
}

impl Quantity {
    /// What it is about, by its unit and size; `None` where only a word beside it can tell.
    pub(super) fn aspect(&self) -> Option<Aspect> {
        let size = self.most.or(self.least).unwrap_or(0.0);
        match self.unit {
            Some(Unit::M2 | Unit::SqFt) => Some(Aspect::Area),
            Some(Unit::Yuan) if size >= 5000.0 => Some(Aspect::Budget),
            Some(Unit::Yuan | Unit::Jiao) => Some(Aspect::Rent),
            None if self.period.is_some() => Some(if size >= 5000.0 { Aspect::Budget } else { Aspect::Rent }),
            Some(Unit::People) => Some(Aspect::People),
            Some(Unit::KnM2 | Unit::KgM2 | Unit::TonM2) => Some(Aspect::FloorLoad),
            Some(Unit::Watt) => Some(Aspect::Power),
            Some(Unit::Level) => Some(if self.is_count { Aspect::Floors } else { Aspect::Level }),
            Some(Unit::Floors) => Some(Aspect::Floors),
            Some(Unit::Parking) => Some(Aspect::Parking),
            Some(Unit::Pieces) => Some(Aspect::Pieces),
            Some(Unit::Percent) => Some(Aspect::Efficiency),
            // A bare pair of figures that can only be an area.
            None => match (self.least, self.most) {
                (Some(least), Some(most)) if least >= 100.0 && most <= 30_000.0 && least < most => Some(Aspect::Area),
                _ => None,
            },
            _ => None,
        }
    }

    /// Its bounds in the unit of an aspect.
    pub(super) fn bounds_of(&self, aspect: Aspect) -> [Option<f64>; 2] {
        let size = self.most.or(self.least).unwrap_or(0.0);
        let factor = match (aspect, self.unit) {
            (Aspect::Rent, _) => match self.period {
                Some(Unit::Month) => 1.0 / DAYS_A_MONTH,
                Some(Unit::Year) => 1.0 / DAYS_A_YEAR,
                Some(_) => 1.0,
                // No rent is 40 yuan a day: it is by the month.
                None if size > 30.0 => 1.0 / DAYS_A_MONTH,
                None => 1.0,
            },
            (Aspect::Budget, _) => match self.period {
                Some(Unit::Month) => 12.0,
                Some(Unit::Day) => DAYS_A_YEAR,
                _ => 1.0,
            },
            (Aspect::Area, Some(Unit::SqFt)) => M2_A_SQ_FT,
            (_, Some(Unit::Km)) => 1000.0,
            (Aspect::FloorLoad, Some(Unit::KgM2)) => KN_A_KG,
            (Aspect::FloorLoad, Some(Unit::TonM2)) => KN_A_KG * 1000.0,
            _ => 1.0,
        };
        let scaled = |value: Option<f64>| value.map(|value| if factor == 1.0 { value } else { rounded(value * factor) });
        let [least, most] = [scaled(self.least), scaled(self.most)];
        let about = |value: f64| [Some(rounded(value * (1.0 - ABOUT))), Some(rounded(value * (1.0 + ABOUT)))];
        match (aspect, least) {
            // 1000平 means about so much; 5块 and 500米 the most; 3米净高 and 50个车位 the least.
            (Aspect::Area, Some(value)) if self.is_plain => about(value),
            (
                Aspect::Rent
                | Aspect::Budget
                | Aspect::Metro
                | Aspect::Station
                | Aspect::Street
                | Aspect::ServiceCharge
                | Aspect::Pieces,
                Some(_),
            ) if self.is_plain => [None, most],
            (
                Aspect::ClearHeight
                | Aspect::FloorHeight
                | Aspect::FloorLoad
                | Aspect::Power
                | Aspect::Parking
                | Aspect::Efficiency,
                Some(_),
            ) if self.is_plain => [least, None],
            _ => [least.map(rounded), most.map(rounded)],
        }
    }
}

/// Without the noise of a conversion.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

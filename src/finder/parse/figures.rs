//! What a figure is about: the word before it, its unit, the word after it; metres belong to a place, so many firms to an
//! industry. Refuses figures that fit nowhere: they are not understood.

use std::ops::Range;

use super::super::criteria::{Aspect, Criterion, Want};
use super::super::limits::{is_kept, without_except};
use super::super::market::NEIGHBOURS_M;
use super::grammar::Reader;
use super::lex::Kind;
use super::quantity::Quantity;
use super::words::{Unit, Word};

impl Reader<'_> {
    /// A figure: what it is about is said by the word before it, by its unit, or by the word after it.
    pub(super) fn figure(&mut self, at: usize, figure: &Quantity) -> usize {
        let mut end = figure.end;
        let mut chars = self.chars(at, end);
        let before = self.state.key.take();
        if let Some((_, key)) = before {
            chars.start = self.tokens[key].chars.start.min(chars.start);
        }
        let is_per_head =
            figure.per_head || before.is_some_and(|(_, key)| matches!(self.tokens[key].kind, Kind::Word(Word::PerHead)));
        if is_per_head {
            self.set_m2_each(figure, chars);
            return end;
        }
        let mut aspect = before.map(|(aspect, _)| aspect).filter(|&aspect| agrees(aspect, figure));
        if aspect == Some(Aspect::Rent) {
            aspect = figure.aspect().or(aspect);
        }
        if aspect.is_none() {
            aspect = figure.aspect();
            let after = (end..self.tokens.len())
                .find(|&next| !matches!(self.tokens[next].kind, Kind::Word(Word::Filler | Word::Measure | Word::Per)));
            if let Some(next) = after
                && let Kind::Word(Word::Key(key)) = self.tokens[next].kind
                && agrees(key, figure)
                && (aspect.is_none() || aspect == Some(key))
            {
                (aspect, end) = (Some(key), next + 1);
                chars.end = self.tokens[next].chars.end;
            } else if aspect.is_none()
                && let Some(next) = after
                && let Kind::Word(Word::Parking) = self.tokens[next].kind
            {
                (aspect, end) = (Some(Aspect::Parking), next + 1);
                chars.end = self.tokens[next].chars.end;
            }
        }
        let aspect = aspect.or_else(|| self.goes_on(figure, &chars));
        let Some(aspect) = aspect else { return self.distance_or_count(figure, chars, end) };
        let mut figure = figure.clone();
        if let Some((Aspect::Budget, key)) = before
            && figure.period.is_none()
            && self.is_monthly(key)
        {
            figure.period = Some(Unit::Month);
        }
        let [least, most] = figure.bounds_of(aspect);
        let want = match aspect {
            Aspect::People => Want::People {
                least: figure.least.or(figure.most).unwrap_or(0.0),
                most: figure.most.or(figure.least).unwrap_or(0.0),
                m2_each: self.m2_each,
            },
            _ => Want::Range { least, most },
        };
        let mut criterion = Criterion::must(aspect, want);
        criterion.except = std::mem::take(&mut self.state.not);
        without_except(&mut criterion);
        if !is_kept(&criterion) {
            self.miss(chars);
            return end;
        }
        self.state.not = std::mem::take(&mut criterion.except);
        self.push(criterion, chars);
        end
    }

    /// 大于1000小于800: the other bound of the figure right before.
    fn goes_on(&self, figure: &Quantity, chars: &Range<usize>) -> Option<Aspect> {
        let (last, own) = self.criteria.last()?;
        let Want::Range { least, most } = last.want else { return None };
        let completes = least.is_none() != most.is_none()
            && figure.least.is_none() == least.is_some()
            && figure.most.is_none() == most.is_some();
        let touches = self.line.skip_blanks(own.end) == chars.start;
        (completes && touches && figure.unit.is_none()).then_some(last.aspect)
    }

    /// 月租, monthly rent.
    fn is_monthly(&self, key: usize) -> bool {
        let word: String = self.tokens[key].chars.clone().map(|at| self.line.char(at)).collect();
        word.starts_with('月') || word.starts_with("monthly")
    }

    /// Metres belong to a place, before or after them; so many firms to an industry.
    fn distance_or_count(&mut self, figure: &Quantity, chars: Range<usize>, end: usize) -> usize {
        let metres = figure.bounds_of(Aspect::Metro)[1].or(figure.least);
        match figure.unit {
            Some(Unit::Metre | Unit::Km) => {
                let Some(metres) = metres else { return end };
                let follows = self.tokens[end..]
                    .iter()
                    .find(|token| !matches!(token.kind, Kind::Word(Word::Filler | Word::Measure | Word::Per | Word::Post(_))));
                let to_come =
                    matches!(follows.map(|token| &token.kind), Some(Kind::Name(_) | Kind::Word(Word::Metro | Word::Industry(_))));
                let last = self
                    .criteria
                    .last_mut()
                    .filter(|(_, own)| self.line.skip_blanks(own.end) <= chars.start || own.end <= chars.start);
                let takes = |criterion: &Criterion| {
                    matches!(criterion.aspect, Aspect::Metro | Aspect::Station | Aspect::Street | Aspect::Industry)
                };
                match last {
                    Some((criterion, own)) if takes(criterion) && !to_come => {
                        set_metres(criterion, metres);
                        own.end = chars.end;
                    }
                    _ if to_come => self.state.metres = Some((metres, chars.start)),
                    _ => self.miss(chars),
                }
            }
            Some(Unit::Firms) => {
                let next = (end..self.tokens.len())
                    .find(|&next| !matches!(self.tokens[next].kind, Kind::Word(Word::Filler | Word::Measure)));
                if let Some(next) = next
                    && let Kind::Word(Word::Industry(industry)) = self.tokens[next].kind
                {
                    let within_m = self.state.metres.take().map_or(NEIGHBOURS_M, |(metres, _)| metres);
                    let least = figure.least.unwrap_or(1.0);
                    let chars = chars.start..self.tokens[next].chars.end;
                    self.push(Criterion::wish(Aspect::Industry, Want::Firms { industry, least, within_m }), chars);
                    return next + 1;
                }
                self.miss(chars);
            }
            _ => self.miss(chars),
        }
        end
    }

    fn set_m2_each(&mut self, figure: &Quantity, chars: Range<usize>) {
        let [least, most] = figure.bounds_of(Aspect::Area);
        let (Some(least), Some(most)) = (least.or(most), most.or(least)) else { return };
        self.m2_each = [least, most];
        let mut used = false;
        for (criterion, own) in &mut self.criteria {
            if let Want::People { m2_each, .. } = &mut criterion.want {
                *m2_each = [least, most];
                own.end = own.end.max(chars.end);
                used = true;
            }
        }
        if !used && !self.tokens.iter().any(|token| matches!(token.kind, Kind::Word(Word::Unit(Unit::People)))) {
            self.miss(chars);
        }
    }
}

/// Whether a figure may be about an aspect, by its unit.
fn agrees(aspect: Aspect, figure: &Quantity) -> bool {
    use Aspect as A;
    use Unit as U;
    match (aspect, figure.unit) {
        (_, None) => aspect != A::Industry,
        (A::Area, Some(unit)) => matches!(unit, U::M2 | U::SqFt),
        (A::Rent | A::Budget | A::ServiceCharge, Some(unit)) => matches!(unit, U::Yuan | U::Jiao | U::Day | U::Month | U::Year),
        (A::People, Some(unit)) => unit == U::People,
        (A::ClearHeight | A::FloorHeight, Some(unit)) => unit == U::Metre,
        (A::FloorLoad, Some(unit)) => matches!(unit, U::KnM2 | U::KgM2 | U::TonM2),
        (A::Power, Some(unit)) => unit == U::Watt,
        (A::Parking, Some(unit)) => matches!(unit, U::Parking | U::Pieces),
        (A::Efficiency, Some(unit)) => unit == U::Percent,
        (A::Level, Some(unit)) => matches!(unit, U::Level | U::Floors),
        _ => false,
    }
}

fn set_metres(criterion: &mut Criterion, metres: f64) {
    match &mut criterion.want {
        Want::Range { most, .. } => *most = Some(metres),
        Want::Places { within_m, .. } | Want::Firms { within_m, .. } => *within_m = metres,
        _ => {}
    }
}

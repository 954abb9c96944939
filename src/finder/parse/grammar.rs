//! Tokens to criteria: which figure is about what, what is turned round, what is a wish. Refuses to drop a word silently: what
//! makes no sense where it stands is reported as not understood.

use std::ops::Range;

use crate::domain::DatasetKind;

use super::super::criteria::{Aspect, Criterion, Want};
use super::super::market::{Market, NEIGHBOURS_M};
use super::super::rank::NEAR_METRO_M;
use super::lex::{Kind, Token};
use super::line::Line;
use super::names::{Hit, meant, named};
use super::quantity::quantity;
use super::words::{Bound, Unit, Word};

/// Along a street means within so many metres of it, straight line.
pub const ALONG_STREET_M: f64 = 150.0;

/// Near a university, a park or another named place means within so many metres of it, straight line.
pub const NEAR_PLACE_M: f64 = 1000.0;

/// Criteria as they are read, with their characters.
pub(super) struct Reader<'a> {
    pub market: &'a Market,
    pub line: &'a Line,
    pub tokens: &'a [Token],
    pub m2_each: [f64; 2],
    pub criteria: Vec<(Criterion, Range<usize>)>,
    pub not_understood: Vec<Range<usize>>,
    pub(super) state: State,
}

/// What was said about the next criterion.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) not: bool,
    wish: bool,
    must: bool,
    /// The words that said so begin here.
    from: Option<usize>,
    like: bool,
    /// Where the members of a list are joined: the last criterion.
    joins: bool,
    /// Metres that wait for what they are from.
    pub(super) metres: Option<(f64, usize)>,
    /// What a figure to come is about.
    pub(super) key: Option<(Aspect, usize)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(market: &'a Market, line: &'a Line, tokens: &'a [Token], m2_each: [f64; 2]) -> Self {
        Self { market, line, tokens, m2_each, criteria: Vec::new(), not_understood: Vec::new(), state: State::default() }
    }

    /// Reads all tokens.
    pub(super) fn read(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.step(at);
        }
        self.forget_figures();
    }

    /// Reads what begins with a token, and returns the next one.
    fn step(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        if self.is_walk(at) {
            return self.walk(at);
        }
        if let Some(figure) = quantity(tokens, at) {
            return self.figure(at, &figure);
        }
        let chars = tokens[at].chars.clone();
        match &tokens[at].kind {
            Kind::Unknown => self.miss(chars),
            Kind::Number(_) => self.miss(chars),
            Kind::Day(day) => self.push(Criterion::must(Aspect::Available, Want::By(*day)), chars),
            Kind::Name(hits) => return self.name(at, hits),
            Kind::Word(word) => return self.word(at, *word),
        }
        at + 1
    }

    fn word(&mut self, at: usize, word: Word) -> usize {
        let chars = self.tokens[at].chars.clone();
        let terms = |terms: &[&str]| Want::Terms(terms.iter().map(|term| (*term).to_owned()).collect());
        let level = |least, most| Want::Range { least, most };
        match word {
            Word::Filler
            | Word::Measure
            | Word::Per
            | Word::To
            | Word::Post(_)
            | Word::Pre(Bound::About)
            | Word::Unit(Unit::Firms) => {}
            Word::Stop => {
                self.forget_figures();
                self.state = State { metres: None, key: None, ..State::default() };
            }
            Word::Join => self.state.joins = true,
            Word::Not => (self.state.not, self.state.from) = (true, Some(chars.start)),
            Word::Must => (self.state.must, self.state.from) = (true, Some(chars.start)),
            Word::Wish => {
                let is_last = !matches!(self.next_kind(at + 1), Some(kind) if !matches!(kind, Kind::Word(Word::Stop)));
                if is_last && !self.criteria.is_empty() {
                    self.make_wish(chars.end);
                } else {
                    (self.state.wish, self.state.from) = (true, Some(chars.start));
                }
            }
            Word::WishBefore => self.make_wish(chars.end),
            Word::Any => self.state.key = None,
            Word::Like => (self.state.like, self.state.from) = (true, Some(chars.start)),
            Word::Key(aspect) => self.state.key = Some((aspect, at)),
            Word::PerHead => self.state.key = Some((Aspect::People, at)),
            Word::Metro => self.metro(chars),
            Word::Whole => self.push(Criterion::must(Aspect::WholeFloor, Want::Yes), chars),
            Word::Divisible => self.push(Criterion::must(Aspect::Divisible, Want::Yes), chars),
            Word::Undivided => self.push(Criterion::must(Aspect::Pieces, level(None, Some(1.0))), chars),
            Word::SameFloor => self.push(Criterion::must(Aspect::Floors, level(None, Some(1.0))), chars),
            Word::Delivery(of) => self.push(Criterion::must(Aspect::Delivery, terms(of)), chars),
            Word::Use(of) => self.push(Criterion::must(Aspect::Use, terms(of)), chars),
            Word::Grade(of) => self.push(Criterion::must(Aspect::Grade, terms(&[of])), chars),
            Word::Offer(of) => {
                // What may be is no wish: 可以转租.
                let may = self.tokens[..at].last().is_some_and(|before| {
                    let word: String = before.chars.clone().map(|at| self.line.char(at)).collect();
                    matches!(word.trim(), "可以" | "接受" | "can" | "could")
                });
                if !may {
                    self.push(Criterion::must(Aspect::Offer, terms(of)), chars);
                }
            }
            Word::Band(band) => self.push(Criterion::must(Aspect::Band, Want::Band(band)), chars),
            Word::Cheap => match self.market.median_rent {
                Some(rent) => {
                    let most = Some((rent * 100.0).floor() / 100.0);
                    self.push(Criterion::wish(Aspect::Rent, level(None, most)), chars);
                }
                None => self.miss(chars),
            },
            Word::Ground => self.push(Criterion::must(Aspect::Level, level(Some(1.0), Some(1.0))), chars),
            Word::Parking => self.push(Criterion::must(Aspect::Parking, level(Some(1.0), None)), chars),
            Word::Industry(industry) => {
                let within_m = self.state.metres.take().map_or(NEIGHBOURS_M, |(metres, _)| metres);
                self.push(Criterion::wish(Aspect::Industry, Want::Firms { industry, least: 1.0, within_m }), chars);
            }
            // "floor 10": what the figure is about comes first.
            Word::Unit(Unit::Level | Unit::Floors) => {
                if matches!(self.next_kind(at + 1), Some(Kind::Number(_) | Kind::Word(Word::Pre(_)))) {
                    self.state.key = Some((Aspect::Level, at));
                }
            }
            // 车位20个.
            Word::Unit(Unit::Parking) if matches!(self.next_kind(at + 1), Some(Kind::Number(_) | Kind::Word(Word::Pre(_)))) => {
                self.state.key = Some((Aspect::Parking, at));
            }
            Word::Unit(_) | Word::Walk | Word::Pre(_) => self.miss(chars),
        }
        at + 1
    }

    fn metro(&mut self, chars: Range<usize>) {
        let (metres, start) = self.state.metres.take().unwrap_or((NEAR_METRO_M, chars.start));
        let want = Want::Range { least: None, most: Some(metres) };
        self.push(Criterion::must(Aspect::Metro, want), start.min(chars.start)..chars.end);
    }

    /// A name: of a building that others are to be like, or of the place that is wanted.
    fn name(&mut self, at: usize, hits: &[Hit]) -> usize {
        let chars = self.tokens[at].chars.clone();
        let is_near_metro =
            matches!(self.next_kind(at + 1), Some(Kind::Word(Word::Metro))) && hits.iter().any(|h| h.aspect == Aspect::Station);
        let has_metres = self.state.metres.is_some() && hits.iter().any(|h| h.aspect == Aspect::Station);
        let like = std::mem::take(&mut self.state.like);
        let aspect = if like && hits.iter().any(|hit| hit.aspect == Aspect::Building) {
            Some(Aspect::Building)
        } else if is_near_metro || has_metres && meant(hits) != Some(Aspect::Block) {
            Some(Aspect::Station)
        } else {
            meant(hits)
        };
        let Some(aspect) = aspect else {
            self.miss(chars);
            return at + 1;
        };
        if aspect == Aspect::Within {
            return self.around(at, hits);
        }
        let places = hits.iter().filter(|hit| hit.aspect == aspect).filter_map(|&hit| named(self.market, hit)).collect();
        let (metres, start) = match self.state.metres.take() {
            Some((metres, start)) => (Some(metres), start.min(chars.start)),
            None => (None, chars.start),
        };
        let usual = match aspect {
            Aspect::Station => NEAR_METRO_M,
            Aspect::Street => ALONG_STREET_M,
            _ => 0.0,
        };
        let want = Want::Places { places, within_m: metres.unwrap_or(usual) };
        let end = if is_near_metro { at + 2 } else { at + 1 };
        let chars = start..self.tokens[end - 1].chars.end;
        if like && aspect == Aspect::Building {
            self.push(Criterion::wish(Aspect::Like, want), chars);
        } else {
            self.push(Criterion::must(aspect, want), chars);
        }
        end
    }

    /// Near a place that is no station and no street: so far around it, straight line.
    fn around(&mut self, at: usize, hits: &[Hit]) -> usize {
        let chars = self.tokens[at].chars.clone();
        let place = hits.iter().find(|hit| hit.aspect == Aspect::Within);
        let Some(centre) = place.and_then(|hit| self.market.model.place_of(hit.kind, hit.row)) else {
            self.miss(chars);
            return at + 1;
        };
        let (radius_m, start) = self.state.metres.take().unwrap_or((NEAR_PLACE_M, chars.start));
        let chars = start.min(chars.start)..chars.end;
        self.push(Criterion::must(Aspect::Within, Want::Circle { centre, radius_m }), chars);
        at + 1
    }

    /// Takes a criterion in, with what was said of it before; a member of a list joins the others.
    pub(super) fn push(&mut self, mut criterion: Criterion, mut chars: Range<usize>) {
        let state = std::mem::take(&mut self.state);
        criterion.except = state.not;
        if state.wish {
            criterion.must = false;
        } else if state.must || state.not && criterion.aspect != Aspect::Like {
            criterion.must = true;
        }
        chars.start = state.from.unwrap_or(chars.start).min(chars.start);
        // 不要毛坯和转租: what is turned round stays so within a list.
        if let Some((last, own)) = self.criteria.last_mut()
            && state.joins
            && state.from.is_none()
        {
            (criterion.except, criterion.must) =
                (criterion.except || last.except, if last.must { criterion.must || last.except } else { false });
            if last.aspect == criterion.aspect && last.except == criterion.except && join(&mut last.want, &criterion.want) {
                own.end = chars.end;
                return;
            }
        }
        // 北部 中部 is one or the other, too: no space is in two.
        let same = self.criteria.iter_mut().find(|(known, _)| {
            known.aspect == criterion.aspect
                && known.except == criterion.except
                && known.must == criterion.must
                && !criterion.except
        });
        if let Some((known, own)) = same
            && join(&mut known.want, &criterion.want)
        {
            own.end = own.end.max(chars.end);
            return;
        }
        self.criteria.push((criterion, chars));
    }

    /// The last criterion is a wish.
    fn make_wish(&mut self, end: usize) {
        if let Some((criterion, own)) = self.criteria.last_mut() {
            criterion.must = false;
            own.end = end;
        }
    }

    pub(super) fn chars(&self, from: usize, to: usize) -> Range<usize> {
        self.tokens[from].chars.start..self.tokens[to - 1].chars.end
    }

    pub(super) fn next_kind(&self, at: usize) -> Option<&'a Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    pub(super) fn miss(&mut self, chars: Range<usize>) {
        self.not_understood.push(chars);
    }

    /// Words that wait for a figure that does not come.
    fn forget_figures(&mut self) {
        if let Some((aspect, at)) = self.state.key.take()
            && aspect != Aspect::People
            && aspect != Aspect::Level
        {
            self.miss(self.tokens[at].chars.clone());
        }
        if let Some((_, start)) = self.state.metres.take() {
            self.miss(start..start + 1);
        }
    }

    /// Walking minutes are not made from straight lines: 步行10分钟, 10 min walk.
    fn is_walk(&self, at: usize) -> bool {
        let is_walk = |at: usize| matches!(self.next_kind(at), Some(Kind::Word(Word::Walk)));
        let is_figure = |at: usize| matches!(self.next_kind(at), Some(Kind::Number(_)));
        is_walk(at)
            || is_figure(at) && is_walk(at + 1)
            || is_figure(at) && matches!(self.next_kind(at + 1), Some(Kind::Word(Word::Pre(_) | Word::To))) && is_walk(at + 2)
    }

    fn walk(&mut self, at: usize) -> usize {
        let goes_on = |at: usize| {
            matches!(
                self.next_kind(at),
                Some(
                    Kind::Number(_) | Kind::Word(Word::Walk | Word::Pre(_) | Word::To | Word::Post(_) | Word::Unit(Unit::Metre))
                )
            )
        };
        let mut end = at + 1;
        while goes_on(end) {
            end += 1;
        }
        while matches!(self.next_kind(end - 1), Some(Kind::Word(Word::To))) {
            end -= 1;
        }
        self.miss(self.chars(at, end));
        end
    }
}

/// Joins what a list names; false where it cannot be.
fn join(own: &mut Want, other: &Want) -> bool {
    match (own, other) {
        (Want::Places { places, within_m }, Want::Places { places: more, within_m: other }) if within_m == other => {
            places.extend(more.iter().filter(|place| !places.contains(place)).cloned().collect::<Vec<_>>());
            true
        }
        (Want::Terms(terms), Want::Terms(more)) => {
            terms.extend(more.iter().filter(|term| !terms.contains(term)).cloned().collect::<Vec<_>>());
            true
        }
        (own, other) => own == other,
    }
}

/// The kind of records that an aspect names.
pub fn kind_of(aspect: Aspect) -> Option<DatasetKind> {
    match aspect {
        Aspect::Block => Some(DatasetKind::Blocks),
        Aspect::Park => Some(DatasetKind::Parks),
        Aspect::Building | Aspect::Like => Some(DatasetKind::Buildings),
        Aspect::Station => Some(DatasetKind::Stations),
        Aspect::Street => Some(DatasetKind::Streets),
        _ => None,
    }
}

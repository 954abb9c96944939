//! A query made ready: which spaces are on offer, and which musts each of them fails or leaves open. Refuses combinations.

use crate::domain::Date;

use super::criteria::{Aspect, Criterion, Query};
use super::gates::Gate;
use super::limits::Limits;
use super::market::Market;
use super::offers::Offer;

/// The bit of a space that is not on offer; musts have the bits below it, in the order of the query.
const OUT: u64 = 1 << 63;
/// The most musts that are looked at.
const MOST_MUSTS: usize = 63;

/// What a result needs beside the musts: its figures are numbers.
pub(super) const NEEDS: [Aspect; 4] = [Aspect::Area, Aspect::Rent, Aspect::Metro, Aspect::Available];

/// A query against a market.
pub(super) struct Plan<'a> {
    pub market: &'a Market,
    pub query: &'a Query,
    /// The musts with their places among the criteria.
    pub musts: Vec<(usize, &'a Criterion)>,
    /// A gate for each must of single spaces.
    pub gates: Vec<Option<Gate<'a>>>,
    /// The spaces on offer by the day that is asked for.
    pub offered: Vec<u32>,
    /// By slot: the musts that it fails.
    fails: Vec<u64>,
    /// By slot: the musts of which it is not known whether it fails them.
    open: Vec<u64>,
    /// By slot: which of [`NEEDS`] are not known, bits.
    lacks: Vec<u8>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(market: &'a Market, query: &'a Query) -> Self {
        Self::until(market, query, query.horizon().unwrap_or(market.reference_date))
    }

    /// The same where all that comes free by a day counts as on offer; whether it is free by the day that is asked for is
    /// looked at with the other musts.
    pub(super) fn until(market: &'a Market, query: &'a Query, horizon: Date) -> Self {
        let musts: Vec<_> = query.musts().take(MOST_MUSTS).collect();
        let gates: Vec<_> = musts.iter().map(|(_, c)| (!c.aspect.is_of_the_whole()).then(|| Gate::of(market, c))).collect();
        let columns = &market.slots;
        let (mut fails, mut open, mut lacks) = (vec![OUT; market.len()], vec![0; market.len()], vec![0; market.len()]);
        let has_stations = market.groups.iter().any(|group| group.metro_m.is_finite());
        let mut offered = Vec::new();
        for slot in 0..market.len() {
            if !columns.offer[slot].stands(columns.free_from[slot], horizon) {
                continue;
            }
            offered.push(slot as u32);
            let known = [
                columns.area_m2[slot].is_finite(),
                columns.rent[slot].is_finite(),
                !has_stations || market.groups[columns.group[slot] as usize].metro_m.is_finite(),
                columns.free_from[slot].is_some() && columns.offer[slot] != Offer::Unknown,
            ];
            lacks[slot] = known.iter().enumerate().fold(0, |bits, (at, known)| bits | u8::from(!known) << at);
            let (mut failed, mut left_open) = (0, 0);
            for (at, gate) in gates.iter().enumerate() {
                match gate.as_ref().map(|gate| gate.verdict(slot as u32)) {
                    Some(Some(false)) => failed |= 1 << at,
                    Some(None) => left_open |= 1 << at,
                    _ => {}
                }
            }
            (fails[slot], open[slot]) = (failed, left_open);
        }
        Self { market, query, musts, gates, offered, fails, open, lacks }
    }

    /// The bounds of the whole from the first `count` musts.
    pub(super) fn limits_of(&self, count: usize) -> Limits {
        Limits::of(self.musts.iter().take(count).map(|(_, criterion)| *criterion), self.query.target_m2())
    }

    /// The bounds of the whole from all musts.
    pub(super) fn limits(&self) -> Limits {
        self.limits_of(self.musts.len())
    }

    /// Whether a space is on offer, all its figures are known, and it passes all musts but those of these bits.
    pub(super) fn passes_but(&self, slot: u32, but: u64) -> bool {
        let at = slot as usize;
        (self.fails[at] | self.open[at]) & !but == 0 && self.lacks[at] == 0
    }

    /// Whether a space passes all musts.
    pub(super) fn passes(&self, slot: u32) -> bool {
        self.passes_but(slot, 0)
    }

    /// How many musts, from the first, a space passes; `None` where it is not on offer or a figure is not known.
    pub(super) fn reach(&self, slot: u32) -> Option<usize> {
        let at = slot as usize;
        let failed = self.fails[at] | self.open[at];
        (failed & OUT == 0 && self.lacks[at] == 0).then(|| (failed.trailing_zeros() as usize).min(self.musts.len()))
    }

    /// The musts that a space fails, bits; those of single spaces alone.
    pub(super) fn failed(&self, slot: u32) -> u64 {
        self.fails[slot as usize] & !OUT
    }

    /// The musts of which it is not known whether a space fails them, bits.
    pub(super) fn left_open(&self, slot: u32) -> u64 {
        self.open[slot as usize]
    }

    /// What a result needs and is not known of a space.
    pub(super) fn lacking(&self, slot: u32) -> impl Iterator<Item = Aspect> + use<> {
        let bits = self.lacks[slot as usize];
        NEEDS.into_iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, aspect)| aspect)
    }

    /// True when a space is on offer by the day that is asked for.
    pub(super) fn is_offered(&self, slot: u32) -> bool {
        self.fails[slot as usize] & OUT == 0
    }
}

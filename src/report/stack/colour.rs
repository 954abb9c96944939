//! What a space of a stacking plan is coloured by, its class, and the legend of the classes that occur. Refuses the colours
//! themselves (`map::palette`).

use std::collections::BTreeMap;

use crate::analysis::stacking::{Cell, Stacking};
use crate::domain::{Date, Field, Industry, SpaceStatus};
use crate::finder::confidential::may_show;
use crate::i18n::Lang;
use crate::i18n::kinds::{industry_name, status_name};
use crate::i18n::stacking::StackText as T;
use crate::map::palette::{MapPalette, stacking};
use crate::map::scene::Rgba;

/// What the colours of a plan tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ColourBy {
    /// State of the space.
    #[default]
    Status,
    /// How soon the lease ends.
    LeaseEnd,
    /// Industry of the tenant.
    Industry,
}

impl ColourBy {
    /// All, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Status, Self::LeaseEnd, Self::Industry];

    /// Its name in the switch.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Status => T::ByStatus,
            Self::LeaseEnd => T::ByEnd,
            Self::Industry => T::ByIndustry,
        }
        .text(lang)
    }
}

/// What the colour of a space says, in the order of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Its state.
    Status(SpaceStatus),
    /// No state on record.
    NoStatus,
    /// Let, and so far from its end: within 3, 12, 24, 36 months, later.
    Ends(u8),
    /// Let without an end on record.
    NoEnd,
    /// Let to a firm of an industry.
    Industry(Industry),
    /// Let to a firm whose industry is not known.
    NoIndustry,
    /// Let, and not for everybody's eyes to whom.
    Withheld,
    /// Not let.
    NotLet,
}

/// The steps of how soon a lease ends, months after the day that is shown.
const STEPS_MONTHS: [i32; 4] = [3, 12, 24, 36];

impl Class {
    /// The class of a space on a day.
    pub fn of(cell: &Cell, by: ColourBy, day: Date, confidential: bool) -> Self {
        let is_let = cell.status.is_some_and(SpaceStatus::is_let);
        match by {
            ColourBy::Status => cell.status.map_or(Self::NoStatus, Self::Status),
            _ if cell.status.is_none() => Self::NoStatus,
            _ if !is_let => Self::NotLet,
            ColourBy::LeaseEnd => cell.ends_on.map_or(Self::NoEnd, |ends_on| {
                let step = STEPS_MONTHS.iter().filter(|&&months| ends_on > day.plus_months(months)).count();
                Self::Ends(step as u8)
            }),
            ColourBy::Industry if confidential && !may_show(Field::Industry, is_let) => Self::Withheld,
            ColourBy::Industry => cell.industry.map_or(Self::NoIndustry, Self::Industry),
        }
    }

    /// The fill; `None` is hollow.
    pub fn fill(self, palette: &MapPalette) -> Option<Rgba> {
        match self {
            Self::Status(status) => Some(stacking::status_fill(status)),
            Self::NoStatus => None,
            Self::Ends(step) => stacking::LEASE_END.get(usize::from(step)).copied(),
            Self::NoEnd | Self::NoIndustry | Self::Withheld => Some(stacking::LET_UNTOLD),
            Self::Industry(industry) => Some(palette.of_industry(industry)),
            Self::NotLet => Some(stacking::NOT_LET),
        }
    }

    /// True for 转租, which has a line inside.
    pub fn has_line(self) -> bool {
        self == Self::Status(SpaceStatus::Sublet)
    }

    /// Its name in the legend.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Status(status) => status_name(status, lang),
            Self::NoStatus => T::StatusUnknown.text(lang),
            Self::Ends(step) => {
                let steps = [T::Within3, T::Within12, T::Within24, T::Within36];
                steps.get(usize::from(step)).copied().unwrap_or(T::After36).text(lang)
            }
            Self::NoEnd => T::EndUnknown.text(lang),
            Self::Industry(industry) => industry_name(industry, lang),
            Self::NoIndustry => T::IndustryUnknown.text(lang),
            Self::Withheld => T::Withheld.text(lang),
            Self::NotLet => T::NotLet.text(lang),
        }
    }
}

/// A class that occurs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LegendEntry {
    /// Which.
    pub class: Class,
    /// Area of its spaces, m².
    pub area_m2: f64,
    /// How many.
    pub spaces: u32,
}

/// The classes that occur in a plan, in the order of the legend.
pub fn legend(stacking: &Stacking, by: ColourBy, confidential: bool) -> Vec<LegendEntry> {
    let mut found: BTreeMap<Class, LegendEntry> = BTreeMap::new();
    for cell in stacking.cells() {
        let class = Class::of(cell, by, stacking.day, confidential);
        let entry = found.entry(class).or_insert(LegendEntry { class, area_m2: 0.0, spaces: 0 });
        entry.area_m2 += cell.area_m2.unwrap_or(0.0);
        entry.spaces += 1;
    }
    found.into_values().collect()
}

//! What a prospect wants: criteria, each must or wish, as one small value that can be kept in a file. Refuses to know the
//! records: places are known by their keys and names.

use std::ops::Range;

use super::{Date, Industry};

/// What a criterion is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum Aspect {
    /// Gross area that would be let, m².
    Area,
    /// People to be housed: an area by the head.
    People,
    /// Asking rent, weighted by area, 元/㎡·天.
    Rent,
    /// Rent of the whole place, yuan a year.
    Budget,
    /// Functional block.
    Block,
    /// Carrier park.
    Park,
    /// Along a street.
    Street,
    /// Building.
    Building,
    /// Near a named station.
    Station,
    /// Near any metro station, straight line, m.
    Metro,
    /// Within a drawn area or circle.
    Within,
    /// Free by a day.
    Available,
    /// Whole floors alone.
    WholeFloor,
    /// How many floors.
    Floors,
    /// How many spaces make the place.
    Pieces,
    /// Divisible.
    Divisible,
    /// Delivery standard.
    Delivery,
    /// Clear height, m.
    ClearHeight,
    /// Floor-to-floor height, m.
    FloorHeight,
    /// Floor load, kN/m².
    FloorLoad,
    /// Power supply, W/m².
    Power,
    /// Parking spaces of the building.
    Parking,
    /// Level.
    Level,
    /// The lower, middle or upper third of the building.
    Band,
    /// Near firms of an industry.
    Industry,
    /// Like a building.
    Like,
    /// Use of the building.
    Use,
    /// Quality class of the building.
    Grade,
    /// How it is offered: 空置, 意向, 转租, or let and coming free (到期).
    Offer,
    /// Efficiency (得房率), %.
    Efficiency,
    /// Service charge (物业费), 元/㎡·月.
    ServiceCharge,
}

impl Aspect {
    /// All aspects, in the order of the form.
    pub const ALL: [Self; 31] = [
        Self::Area,
        Self::People,
        Self::Rent,
        Self::Budget,
        Self::Block,
        Self::Park,
        Self::Street,
        Self::Building,
        Self::Station,
        Self::Metro,
        Self::Within,
        Self::Available,
        Self::WholeFloor,
        Self::Floors,
        Self::Pieces,
        Self::Divisible,
        Self::Delivery,
        Self::ClearHeight,
        Self::FloorHeight,
        Self::FloorLoad,
        Self::Power,
        Self::Parking,
        Self::Level,
        Self::Band,
        Self::Industry,
        Self::Like,
        Self::Use,
        Self::Grade,
        Self::Offer,
        Self::Efficiency,
        Self::ServiceCharge,
    ];

    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Area => "area_m2",
            Self::People => "people",
            Self::Rent => "rent_yuan_m2_day",
            Self::Budget => "budget_yuan_year",
            Self::Block => "block",
            Self::Park => "park",
            Self::Street => "street",
            Self::Building => "building",
            Self::Station => "station",
            Self::Metro => "metro_m",
            Self::Within => "within",
            Self::Available => "available_from",
            Self::WholeFloor => "whole_floor",
            Self::Floors => "floors",
            Self::Pieces => "pieces",
            Self::Divisible => "divisible",
            Self::Delivery => "delivery",
            Self::ClearHeight => "clear_height_m",
            Self::FloorHeight => "floor_height_m",
            Self::FloorLoad => "floor_load_kn_m2",
            Self::Power => "power_w_m2",
            Self::Parking => "parking_spaces",
            Self::Level => "level",
            Self::Band => "floor_band",
            Self::Industry => "industry",
            Self::Like => "like",
            Self::Use => "use",
            Self::Grade => "grade",
            Self::Offer => "status",
            Self::Efficiency => "efficiency_pct",
            Self::ServiceCharge => "service_charge_yuan_m2_month",
        }
    }

    /// True for what is asked of a place as a whole, not of each of its spaces.
    pub fn is_of_the_whole(self) -> bool {
        use Aspect::{Area, Budget, Floors, People, Pieces, Rent, WholeFloor};
        matches!(self, Area | People | Rent | Budget | WholeFloor | Floors | Pieces)
    }
}

/// A third of a building's floors above ground, or the topmost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Band {
    /// The lower third.
    Low,
    /// The middle third.
    Middle,
    /// The upper third.
    High,
    /// The top floor.
    Top,
}

/// A place that a criterion names.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Named {
    /// Its key, or its name where it has none.
    pub key: String,
    /// Its name, Chinese.
    pub name: String,
    /// Its name, English; may be empty.
    pub name_en: String,
}

/// What is wanted of an aspect.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Want {
    /// A figure in the aspect's unit, bounds included.
    Range {
        /// Not less.
        least: Option<f64>,
        /// Not more.
        most: Option<f64>,
    },
    /// So many people, and how much area each has.
    People {
        /// The fewest.
        least: f64,
        /// The most.
        most: f64,
        /// Gross area a head, m², from and to.
        m2_each: [f64; 2],
    },
    /// Free on this day or before.
    By(Date),
    /// One of these; for streets and stations, so near to one of them (straight line).
    Places {
        /// The places.
        places: Vec<Named>,
        /// How near, metres.
        within_m: f64,
    },
    /// One of these words of the data (Chinese terms).
    Terms(Vec<String>),
    /// So many firms of an industry within a distance.
    Firms {
        /// The industry.
        industry: Industry,
        /// Not fewer.
        least: f64,
        /// Straight line, metres.
        within_m: f64,
    },
    /// A third of the building.
    Band(Band),
    /// A circle.
    Circle {
        /// `[lon, lat]`.
        centre: [f64; 2],
        /// Metres.
        radius_m: f64,
    },
    /// A drawn area: its corners `[lon, lat]`.
    Ring(Vec<[f64; 2]>),
    /// It is so.
    Yes,
}

/// One criterion.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Criterion {
    /// What it is about.
    pub aspect: Aspect,
    /// What is wanted.
    pub want: Want,
    /// Turned round: everything but what is wanted.
    #[serde(default)]
    pub except: bool,
    /// A must; else a wish, which ranks and excludes nothing.
    pub must: bool,
    /// The words it was read from; empty where it came from the form.
    #[serde(default)]
    pub text: String,
    /// Where they stand in the line, bytes.
    #[serde(default)]
    pub span: Range<usize>,
}

impl Criterion {
    /// A must.
    pub fn must(aspect: Aspect, want: Want) -> Self {
        Self { aspect, want, except: false, must: true, text: String::new(), span: 0..0 }
    }

    /// A wish.
    pub fn wish(aspect: Aspect, want: Want) -> Self {
        Self { must: false, ..Self::must(aspect, want) }
    }

    /// The bounds of a figure; of people, those of the area that they need.
    pub fn bounds(&self) -> Option<[f64; 2]> {
        match &self.want {
            Want::Range { least, most } => Some([least.unwrap_or(f64::NEG_INFINITY), most.unwrap_or(f64::INFINITY)]),
            Want::People { least, most, m2_each } => Some([least * m2_each[0], most * m2_each[1]]),
            _ => None,
        }
    }

    /// How it is compared, in JSON.
    pub fn op(&self) -> &'static str {
        match (&self.want, self.except) {
            (Want::Range { least: Some(least), most: Some(most) }, false) if least == most => "=",
            (Want::Range { least: Some(least), most: Some(most) }, true) if least == most => "!=",
            (Want::Range { least: Some(_), most: Some(_) } | Want::People { .. }, false) => "between",
            (Want::Range { least: Some(_), most: Some(_) } | Want::People { .. }, true) => "not between",
            (Want::Range { most: Some(_), .. } | Want::By(_), false) => "<=",
            (Want::Range { most: Some(_), .. } | Want::By(_), true) => ">",
            (Want::Range { .. }, false) => ">=",
            (Want::Range { .. }, true) => "<",
            (Want::Places { .. } | Want::Terms(_), false) => "in",
            (Want::Places { .. } | Want::Terms(_), true) => "not in",
            (Want::Firms { .. } | Want::Circle { .. } | Want::Ring(_), false) => "within",
            (Want::Firms { .. } | Want::Circle { .. } | Want::Ring(_), true) => "not within",
            (Want::Band(_) | Want::Yes, false) => "=",
            (Want::Band(_) | Want::Yes, true) => "!=",
        }
    }
}

/// All that a prospect wants.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Query {
    /// The line as it was typed.
    pub text: String,
    /// The criteria, in the order of the line.
    pub criteria: Vec<Criterion>,
    /// Where words stand that were not understood, bytes of the line.
    pub not_understood: Vec<Range<usize>>,
}

impl Query {
    /// The musts, in order, with their places among the criteria. More than 64 are not looked at.
    pub fn musts(&self) -> impl Iterator<Item = (usize, &Criterion)> {
        self.criteria.iter().enumerate().filter(|(_, criterion)| criterion.must).take(64)
    }

    /// The latest day by which the place shall be free, wish or must: leases that end by then are on offer, too.
    pub fn horizon(&self) -> Option<Date> {
        let days = self.criteria.iter().filter_map(|criterion| if let Want::By(day) = criterion.want { Some(day) } else { None });
        days.max()
    }

    /// The area that would suit best, m², from the musts, else from the wishes.
    pub fn target_m2(&self) -> Option<f64> {
        let of = |must: bool| {
            let areas = self.criteria.iter().filter(|c| c.must == must && !c.except);
            let areas = areas.filter(|c| matches!(c.aspect, Aspect::Area | Aspect::People)).filter_map(Criterion::bounds);
            areas.reduce(|a, b| [a[0].max(b[0]), a[1].min(b[1])])
        };
        let [least, most] = of(true).or_else(|| of(false))?;
        match (least.is_finite() && least > 0.0, most.is_finite()) {
            (true, true) => Some((least + most) / 2.0),
            (true, false) => Some(least),
            (false, true) => Some(most),
            (false, false) => None,
        }
    }
}

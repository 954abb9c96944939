//! The invented city: streets, parcels, parks, buildings, floors, spaces, enterprises, from the base map and the named tables
//! alone. It refuses facts about real things: whatever it makes says that it is for demonstration.

mod base;
mod building;
mod firms;
mod footprint;
mod ground;
mod grounds;
mod layout;
mod parcels;
mod plane;
mod rng;
mod spaces;
mod uses;
mod write;

pub use base::BaseMap;

use geo::Polygon;

use super::named::{At, NAMED_STREETS, PLACES};
use ground::{Ground, Street};
use layout::Pattern;
use rng::Rng;
use write::Other;

/// The seed of the whole city.
const SEED: u64 = 20_261_031;

/// Makes all files: name in `data/` and text.
pub fn make(base: &BaseMap) -> Vec<(&'static str, String)> {
    let rng = Rng::new(SEED);
    let ground = Ground::new(base, named_streets());
    let grounds = grounds::grounds();
    let network = parcels::lay_out(&ground, base, &grounds::wanted(&grounds), &rng.fork(1));
    let built = uses::build_all(&network.parcels, &network.streets, &grounds, base, &rng.fork(2));
    let buildings = building::describe(&built, &network.parcels, &grounds, base, &rng.fork(3));
    let mut spaces = spaces::cut(&buildings, &grounds, &rng.fork(4));
    let firms = firms::found(&buildings, &grounds, &mut spaces, &rng.fork(5));
    let others: Vec<Other> = built.iter().filter(|one| !one.to_let).flat_map(|one| others(one, &rng)).collect();
    let shapes: Vec<Option<Polygon>> = (0..grounds.len())
        .map(|g| network.parcels.iter().find(|parcel| parcel.wanted == Some(g)).map(|parcel| parcel.outline.clone()))
        .collect();
    vec![
        ("streets.geojson", write::streets(&network.streets)),
        ("parks.geojson", write::parks(&grounds, &shapes)),
        ("buildings.geojson", write::buildings(&buildings, &others, &grounds, &spaces)),
        ("floors.csv", write::floors(&buildings)),
        ("spaces.csv", write::spaces(&spaces, &buildings, &firms)),
        ("enterprises.csv", write::enterprises(&firms, &buildings)),
    ]
}

/// The streets with a name, and the axis along which a named street of shops runs.
fn named_streets() -> Vec<Street> {
    let course = |course: &[[f64; 2]]| course.iter().map(|&p| plane::in_metres(p)).collect();
    let streets = NAMED_STREETS.iter().map(|street| Street { line: course(street.course), main: true, named: true });
    let axes = PLACES.iter().filter_map(|place| match &place.at {
        At::Line(line) => Some(Street { line: course(line), main: true, named: true }),
        _ => None,
    });
    streets.chain(axes).collect()
}

/// The buildings of a parcel without space to let.
fn others(one: &uses::Built, rng: &Rng) -> Vec<Other> {
    let mut rng = rng.fork(7_000 + one.parcel as u64);
    let (use_name, low, high) = match one.placed.first().map(|placed| placed.pattern) {
        Some(Pattern::Points) => ("住宅", 14, 30),
        Some(Pattern::Lanes) => ("里弄住宅", 2, 3),
        _ => ("住宅", 5, 7),
    };
    let storeys = rng.whole(low, high);
    one.placed.iter().map(|placed| Other { shape: placed.shape.clone(), use_name, floors_above: storeys }).collect()
}

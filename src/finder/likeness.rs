//! How like two buildings are. Refuses taste: it compares what is on record.

use crate::domain::Field;

use super::market::Market;
use super::offers::Offer;

/// The share (0–1) of what is known of both buildings that is alike: block, use, grade; rent within 15 %, distance to the
/// metro within 300 m, the largest floor within 30 %. NaN where nothing can be compared.
pub(super) fn likeness(market: &Market, one: u32, other: u32) -> f64 {
    let (Some(a), Some(b)) = (market.groups.get(one as usize), market.groups.get(other as usize)) else { return f64::NAN };
    let texts = |field| Some(market.building_text(one, field)? == market.building_text(other, field)?);
    let near = |a: f64, b: f64, share: f64| (a.is_finite() && b.is_finite()).then(|| (a - b).abs() <= share * a.max(b));
    let checks = [
        a.block.zip(b.block).map(|(a, b)| a == b),
        texts(Field::Use),
        texts(Field::Grade),
        near(mean_rent(market, one), mean_rent(market, other), 0.15),
        (a.metro_m.is_finite() && b.metro_m.is_finite()).then(|| (a.metro_m - b.metro_m).abs() <= 300.0),
        near(largest_floor_m2(market, one), largest_floor_m2(market, other), 0.3),
    ];
    let known = checks.iter().flatten().count();
    let alike = checks.iter().flatten().filter(|&&alike| alike).count();
    if known == 0 { f64::NAN } else { alike as f64 / known as f64 }
}

/// Mean asking rent of what is offered, 元/㎡·天; NaN where nothing is.
fn mean_rent(market: &Market, group: u32) -> f64 {
    let slots = market.groups[group as usize].slots.clone();
    let offered = slots.filter(|&slot| matches!(market.offer_of(slot), Offer::Vacant | Offer::Interest | Offer::Sublet));
    let rents = offered.map(|slot| market.slots.rent[slot as usize]).filter(|rent| rent.is_finite());
    let (count, sum) = rents.fold((0.0, 0.0), |(count, sum), rent| (count + 1.0, sum + rent));
    sum / count
}

fn largest_floor_m2(market: &Market, group: u32) -> f64 {
    let floors =
        &market.floors[market.groups[group as usize].floors.start as usize..market.groups[group as usize].floors.end as usize];
    let areas = floors.iter().map(|floor| {
        let slots = floor.slots.clone().map(|slot| market.slots.area_m2[slot as usize]);
        slots.filter(|area| area.is_finite()).sum::<f64>()
    });
    areas.fold(f64::NAN, f64::max)
}

//! What a prospect would have around a place: firms within reach by industry, up- and downstream of its own, and the clusters
//! that it would join. Refuses names of firms, and ways along streets: distances are straight lines.

use crate::analysis::chain::{Chain, Link};
use crate::analysis::clusters::Clusters;
use crate::domain::criteria::{Query, Want};
use crate::domain::{DatasetKind, Industry};
use crate::geodesy::local::LocalFrame;

use super::market::Market;

/// An industry around a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AroundRow {
    /// The industry.
    pub industry: Industry,
    /// Its firms within [`super::NEIGHBOURS_M`].
    pub firms: u32,
    /// Where it stands to the prospect's industry; none where that is not known or has nothing to do with it.
    pub link: Option<Link>,
    /// What flows between them, as the table of the chain has it.
    pub what: String,
}

/// What is around a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// The prospect's industry, where the query tells one.
    pub industry: Option<Industry>,
    /// The industries, in the order of the plan.
    pub rows: Vec<AroundRow>,
    /// The clusters of the prospect's industry that a firm at this place would belong to: their numbers, and how many firms each has.
    pub joins: Vec<(usize, usize)>,
}

/// The industry that a query asks for firms of.
pub fn industry_of(query: &Query) -> Option<Industry> {
    query.criteria.iter().find_map(|criterion| match criterion.want {
        Want::Firms { industry, .. } if !criterion.except => Some(industry),
        _ => None,
    })
}

/// What is around a building, as the market counts them. `clusters` are those that the map shows; their members are rows of the
/// market's enterprises.
pub fn around(market: &Market, query: &Query, clusters: &Clusters, chain: &Chain, group: u32) -> Around {
    let industry = industry_of(query);
    let firms = market.firms_near(group);
    let row = |of: Industry| {
        let row = industry.and_then(|own| chain.rows.iter().find(|row| row.industry == own && row.other == of));
        AroundRow {
            industry: of,
            firms: firms[of as usize],
            link: industry.and_then(|own| chain.link(own, of)),
            what: row.map(|row| row.what.clone()).unwrap_or_default(),
        }
    };
    let joins = industry.map_or_else(Vec::new, |industry| joins(market, industry, clusters, group));
    Around { industry, rows: Industry::ALL.into_iter().map(row).collect(), joins }
}

/// A firm belongs to a cluster when it is within reach of a member; the clusters in their order.
fn joins(market: &Market, industry: Industry, clusters: &Clusters, group: u32) -> Vec<(usize, usize)> {
    let Some(place) = market.place_of(group) else { return Vec::new() };
    let frame = LocalFrame::around(place);
    let is_near = |&row: &u32| {
        let at = market.model.place_of(DatasetKind::Enterprises, row).map(|at| frame.to_local(at));
        at.is_some_and(|[x, y]| x.hypot(y) <= clusters.params.eps_m)
    };
    let of_industry = clusters.clusters.iter().enumerate().filter(|(_, cluster)| cluster.industry == industry);
    let joined = of_industry.filter(|(_, cluster)| cluster.members.iter().any(is_near));
    joined.map(|(number, cluster)| (number, cluster.members.len())).collect()
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::sync::Arc;

    use super::*;
    use crate::analysis::clusters::{ClusterParams, cluster};
    use crate::domain::criteria::{Aspect, Criterion};
    use crate::finder::NEIGHBOURS_M;
    use crate::geodesy::geodesic;
    use crate::index::{ActiveSets, ParkModel};
    use crate::io::embedded;

    /// Counts and clusters of the embedded park by a plain look at every firm.
    #[test]
    fn every_building_has_what_a_plain_look_at_all_firms_finds() {
        let go_on = |_, _| ControlFlow::Continue(());
        let mut sets = ActiveSets::default();
        embedded::load_all(0).into_iter().for_each(|set| sets.set(set.kind, Some(Arc::new(set))));
        let model = Arc::new(ParkModel::join(sets, &go_on).unwrap());
        let clusters = cluster(&model, ClusterParams { eps_m: 150.0, min_points: 8 }, &go_on).unwrap();
        let market = Market::build(model.clone(), crate::domain::Date::new(2026, 10, 31).unwrap());
        let want = Want::Firms { industry: Industry::DataIntelligence, least: 1.0, within_m: 500.0 };
        let query = Query { criteria: vec![Criterion::wish(Aspect::Industry, want)], ..Query::default() };
        let firms = model.set(DatasetKind::Enterprises).unwrap();
        let (mut joined, mut counted) = (0, 0);
        for group in (0..market.group_count() as u32).step_by(29) {
            let Some(place) = market.place_of(group) else { continue };
            let found = around(&market, &query, &clusters, &Chain::embedded(), group);
            let away_m = |row: u32| {
                let at = model.place_of(DatasetKind::Enterprises, row)?;
                Some(geodesic::length_m(&[place, at]))
            };
            for row in &found.rows {
                let of = |firm: &u32| {
                    firms.text(*firm as usize, crate::domain::Field::Industry).and_then(Industry::parse) == Some(row.industry)
                };
                // Flat distances are exact to 1 in 1,000: what stands on the edge may count or not.
                let within =
                    |m: f64| (0..firms.len() as u32).filter(of).filter(|&firm| away_m(firm).is_some_and(|d| d <= m)).count();
                let (least, most) = (within(NEIGHBOURS_M * 0.998), within(NEIGHBOURS_M * 1.002));
                assert!((least..=most).contains(&(row.firms as usize)), "{group} {:?}", row.industry);
                counted += row.firms;
            }
            let near = clusters.clusters.iter().enumerate().filter(|(_, cluster)| cluster.industry == Industry::DataIntelligence);
            let near = near.filter(|(_, cluster)| cluster.members.iter().any(|&row| away_m(row).is_some_and(|d| d <= 150.0)));
            assert_eq!(found.joins.iter().map(|join| join.0).collect::<Vec<_>>(), near.map(|(at, _)| at).collect::<Vec<_>>());
            joined += found.joins.len();
        }
        assert!(joined > 0 && counted > 100, "{joined} {counted}");
        let links: Vec<_> = around(&market, &query, &clusters, &Chain::embedded(), 0).rows.iter().map(|row| row.link).collect();
        assert_eq!(links[Industry::DataIntelligence as usize], Some(Link::Same));
        assert_eq!(links[Industry::ProfessionalServices as usize], Some(Link::Upstream));
    }
}

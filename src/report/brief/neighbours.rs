//! Firms around each place by industry, and those up- and downstream of the prospect's. Refuses names of firms.

use crate::analysis::chain::Link;
use crate::domain::Industry;
use crate::i18n::brief::BriefText as T;
use crate::i18n::integer;
use crate::map::palette::{MapLook, MapPalette, shape_of_industry};
use crate::map::scene::MarkShape;

use super::figures::Figures;
use super::make::{BriefInput, industry_of, number_of};
use super::map_picture::hex;
use super::page::{Count, FirmRow, IndustryColumn, Neighbours};

/// The table; `None` without a place.
pub(super) fn neighbours(input: &BriefInput<'_>, figures: &[Figures]) -> Option<Neighbours> {
    let lang = input.lang;
    if figures.is_empty() {
        return None;
    }
    let palette = MapPalette::of(MapLook::Light);
    let own = industry_of(input.query);
    let link_to = |industry: Industry| own.and_then(|own| input.chain.link(own, industry));
    let short = [T::ShortData, T::ShortCulture, T::ShortTrade, T::ShortHealth, T::ShortProfessional];
    let column = |industry: Industry| IndustryColumn {
        name: short[industry as usize].text(lang),
        shape: shape_name(shape_of_industry(industry)),
        colour: hex(palette.of_industry(industry)),
        link: match link_to(industry) {
            None => "",
            Some(Link::Same) => T::LinkSame.text(lang),
            Some(Link::Upstream) => T::LinkUp.text(lang),
            Some(Link::Downstream) => T::LinkDown.text(lang),
        },
    };
    let mut columns: Vec<IndustryColumn> = Industry::ALL.into_iter().map(column).collect();
    let linked = |figures: &Figures| {
        let of_chain = |industry: &Industry| matches!(link_to(*industry), Some(Link::Upstream | Link::Downstream));
        Industry::ALL.iter().filter(|industry| of_chain(industry)).map(|&industry| figures.firms[industry as usize]).sum::<u32>()
    };
    if own.is_some() {
        let chain = T::Chain.text(lang);
        columns.push(IndustryColumn { name: chain, shape: "", colour: "#000000".to_owned(), link: "" });
    }
    let counts_of = |figures: &Figures| {
        let mut counts = figures.firms.to_vec();
        counts.extend(own.map(|_| linked(figures)));
        counts
    };
    let counts: Vec<Vec<u32>> = figures.iter().map(counts_of).collect();
    let tops: Vec<u32> = (0..columns.len()).map(|column| counts.iter().map(|row| row[column]).max().unwrap_or(0)).collect();
    let rows = counts.iter().enumerate().map(|(at, row)| FirmRow {
        number: at + 1,
        name: number_of(at, lang),
        counts: row
            .iter()
            .zip(&tops)
            .map(|(&count, &top)| Count { text: integer(f64::from(count)), best: figures.len() > 1 && count == top && top > 0 })
            .collect(),
    });
    let note = if own.is_some() { T::ChainNote } else { T::NearbyNote };
    let title = T::Neighbours.text(lang).to_owned();
    Some(Neighbours { title, columns, rows: rows.collect(), note: note.text(lang).to_owned() })
}

fn shape_name(shape: MarkShape) -> &'static str {
    match shape {
        MarkShape::Diamond => "diamond",
        MarkShape::Square => "square",
        MarkShape::Cross => "cross",
        MarkShape::Triangle => "triangle",
        MarkShape::Circle | MarkShape::Ring | MarkShape::Star => "circle",
    }
}

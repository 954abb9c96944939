//! The park at a glance: what Home shows of blocks, indicators and projects. Refuses wording.

use crate::domain::feature_class::functional_blocks;
use crate::domain::{Dataset, DatasetKind, Field, IndicatorKind};
use crate::index::ParkModel;
use crate::index::checks::park_area_rows;

use super::nearby::industry_of;
use super::vacancy::{Vacancy, VacancyTable, step_of};

/// One functional block in figures.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockSummary {
    /// Its row.
    pub row: u32,
    /// Its vacant space; `None` without data.
    pub vacancy: Option<Vacancy>,
    /// Lettable area by vacancy step of its buildings (<5, –15, –25, –40, ≥40 %), m².
    pub lettable_m2_by_step: [f64; 5],
    /// Carrier parks in it.
    pub parks: u32,
    /// Buildings with space to let or let in it.
    pub buildings: u32,
    /// Enterprises in it.
    pub enterprises: u32,
    /// Enterprises by industry, in the order of the plan.
    pub enterprises_by_industry: [u32; 5],
}

/// The park at a glance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The blocks, in the order of the data; renewal areas left out.
    pub blocks: Vec<BlockSummary>,
    /// Rows of the status figures, in order.
    pub status_rows: Vec<u32>,
    /// Rows of the targets, by number.
    pub target_rows: Vec<u32>,
    /// Rows of the published park areas: the approved one first.
    pub area_rows: Vec<u32>,
    /// Rows of the key projects, by number.
    pub project_rows: Vec<u32>,
    /// All spaces; `None` without data.
    pub vacancy: Option<Vacancy>,
}

/// The park at a glance, from the joined records and their vacancy.
pub fn summarise(model: &ParkModel, table: &VacancyTable) -> Summary {
    let blocks = model.set(DatasetKind::Blocks).map_or_else(Vec::new, |blocks| functional_blocks(blocks));
    let indicators = model.set(DatasetKind::Indicators);
    let of_kind = |kind| indicators.map_or_else(Vec::new, |set| rows_of_kind(set, kind));
    Summary {
        blocks: blocks.into_iter().map(|row| block_summary(model, table, row as u32)).collect(),
        status_rows: of_kind(IndicatorKind::Status),
        target_rows: of_kind(IndicatorKind::Target),
        area_rows: indicators.map_or_else(Vec::new, |set| park_area_rows(set)),
        project_rows: model.set(DatasetKind::Projects).map_or_else(Vec::new, |set| by_number(set, |_| true)),
        vacancy: table.total.clone(),
    }
}

fn block_summary(model: &ParkModel, table: &VacancyTable, row: u32) -> BlockSummary {
    let mut lettable_m2_by_step = [0.0; 5];
    let mut buildings = 0;
    for &building in model.down(DatasetKind::Blocks, row, DatasetKind::Buildings) {
        let Some(vacancy) = table.buildings.get(building as usize).and_then(Option::as_ref) else { continue };
        buildings += 1;
        if let Some(rate) = vacancy.vacancy_rate() {
            lettable_m2_by_step[step_of(rate)] += vacancy.lettable_m2;
        }
    }
    let enterprises = model.down(DatasetKind::Blocks, row, DatasetKind::Enterprises);
    let mut enterprises_by_industry = [0; 5];
    for industry in enterprises.iter().filter_map(|&firm| industry_of(model, firm)) {
        enterprises_by_industry[industry as usize] += 1;
    }
    BlockSummary {
        row,
        vacancy: table.blocks.get(row as usize).and_then(Option::as_deref).cloned(),
        lettable_m2_by_step,
        parks: model.down(DatasetKind::Blocks, row, DatasetKind::Parks).len() as u32,
        buildings,
        enterprises: enterprises.len() as u32,
        enterprises_by_industry,
    }
}

fn rows_of_kind(indicators: &Dataset, kind: IndicatorKind) -> Vec<u32> {
    by_number(indicators, |row| indicators.text(row, Field::Kind).and_then(IndicatorKind::parse) == Some(kind))
}

/// The rows that are wanted, by number; those without one last, in their order.
fn by_number(dataset: &Dataset, is_wanted: impl Fn(usize) -> bool) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..dataset.len()).filter(|&row| is_wanted(row)).map(|row| row as u32).collect();
    let number = |row: u32| dataset.number(row as usize, Field::Number).unwrap_or(f64::INFINITY);
    rows.sort_by(|&a, &b| number(a).total_cmp(&number(b)));
    rows
}

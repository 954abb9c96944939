//! Which class of its theme a building is in. Refuses colours and to take a missing figure for 0.
//!
//! The breaks are fixed, so that a colour means the same in every place and on every day: for both rates the 5, 15, 25 and
//! 40 % of the plan's look; for vacant area 500, 1,500, 3,000 and 6,000 m² (a floor plate here is 600–2,500 m²); for rent 3.5,
//! 5, 6.5 and 8.5 yuan, which part the levels that are usual in the north, the centre, 苏河湾 and 南京西路.

use crate::analysis::vacancy::{Vacancy, VacancyTable};
use crate::domain::feature_class::is_let_to_firms;
use crate::domain::{Dataset, Field};
use crate::i18n::map::MapText;
use crate::i18n::{Lang, decimal, integer};
use crate::workspace::BuildingTheme;

/// The steps of a theme; class 0 is the highest, `STEPS - 1` the lowest.
pub const STEPS: u8 = 5;
/// The class of a building that has or may have space to let, but no figure for the theme.
pub const NO_DATA: u8 = 5;
/// The class of a building with nothing to let.
pub const OTHER: u8 = 6;
/// The number of classes.
pub const CLASSES: usize = 7;

/// The breaks between the steps, ascending, in the theme's own unit (shares 0–1, m², 元/㎡·天). A value on a break is above it.
pub fn breaks(theme: BuildingTheme) -> [f64; 4] {
    match theme {
        BuildingTheme::VacancyRate | BuildingTheme::AvailabilityRate => [0.05, 0.15, 0.25, 0.40],
        BuildingTheme::VacantArea => [500.0, 1_500.0, 3_000.0, 6_000.0],
        BuildingTheme::AskingRent => [3.5, 5.0, 6.5, 8.5],
    }
}

/// The lower and upper end of a step; `None` is open.
pub fn ends_of_step(theme: BuildingTheme, class: u8) -> (Option<f64>, Option<f64>) {
    let breaks = breaks(theme);
    let step_from_low = usize::from(STEPS - 1 - class.min(STEPS - 1));
    (step_from_low.checked_sub(1).and_then(|at| breaks.get(at).copied()), breaks.get(step_from_low).copied())
}

/// The step of a figure.
pub fn step_of(theme: BuildingTheme, value: f64) -> u8 {
    STEPS - 1 - breaks(theme).iter().filter(|&&end| value >= end).count() as u8
}

/// The figure a theme takes from the spaces of a building.
pub fn figure_of(vacancy: &Vacancy, theme: BuildingTheme) -> Option<f64> {
    match theme {
        BuildingTheme::VacancyRate => vacancy.vacancy_rate(),
        BuildingTheme::AvailabilityRate => vacancy.availability_rate(),
        BuildingTheme::VacantArea => (vacancy.lettable_m2 > 0.0).then_some(vacancy.vacant_m2),
        BuildingTheme::AskingRent => vacancy.rent_yuan_m2_day,
    }
}

/// The class of every building, by row. A building without spaces on record has [`NO_DATA`] where it is of a kind that is let
/// to firms, else it is [`OTHER`]. The rent of a building's own record stands in where no vacant space has one.
pub fn classes_of_buildings(buildings: &Dataset, vacancy: Option<&VacancyTable>, theme: BuildingTheme) -> Vec<u8> {
    let spaces = vacancy.map_or(&[][..], |table| &table.buildings);
    let class_of = |row: usize| {
        let known = spaces.get(row).and_then(Option::as_deref);
        let own_rent = || (theme == BuildingTheme::AskingRent).then(|| buildings.number(row, Field::RentYuanM2Day)).flatten();
        match known.and_then(|vacancy| figure_of(vacancy, theme)).or_else(own_rent) {
            Some(figure) => step_of(theme, figure),
            None if known.is_some() || is_let_to_firms(buildings, row) => NO_DATA,
            None => OTHER,
        }
    };
    (0..buildings.len()).map(class_of).collect()
}

/// What a theme colours the buildings by.
pub fn theme_name(theme: BuildingTheme, lang: Lang) -> &'static str {
    match theme {
        BuildingTheme::VacancyRate => MapText::VacancyRate,
        BuildingTheme::AvailabilityRate => MapText::AvailabilityRate,
        BuildingTheme::VacantArea => MapText::VacantArea,
        BuildingTheme::AskingRent => MapText::AskingRent,
    }
    .text(lang)
}

/// The unit of a theme's steps, where their names do not carry it; empty for shares.
pub fn theme_unit(theme: BuildingTheme, lang: Lang) -> &'static str {
    match theme {
        BuildingTheme::VacancyRate | BuildingTheme::AvailabilityRate => "",
        BuildingTheme::VacantArea => MapText::AreaUnit.text(lang),
        BuildingTheme::AskingRent => MapText::RentUnit.text(lang),
    }
}

/// The name of a class: `15–25 %`, 无数据 …
pub fn class_name(theme: BuildingTheme, class: u8, lang: Lang) -> String {
    match class {
        NO_DATA => return MapText::NoData.text(lang).to_owned(),
        OTHER => return MapText::OtherBuildings.text(lang).to_owned(),
        _ => {}
    }
    let is_share = matches!(theme, BuildingTheme::VacancyRate | BuildingTheme::AvailabilityRate);
    let unit = if is_share { "\u{2009}%" } else { "" };
    let figure = |value: f64| match theme {
        BuildingTheme::AskingRent => decimal(value, 1),
        _ if is_share => decimal(value * 100.0, 0),
        _ => integer(value),
    };
    match ends_of_step(theme, class) {
        (Some(low), Some(high)) => format!("{}–{}{unit}", figure(low), figure(high)),
        (Some(low), None) => MapText::AtLeast.fill(lang, &[&format!("{}{unit}", figure(low))]),
        (None, Some(high)) => MapText::Below.fill(lang, &[&format!("{}{unit}", figure(high))]),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_named_as_people_read_them() {
        let name = |class| class_name(BuildingTheme::VacancyRate, class, Lang::Zh);
        assert_eq!([0, 2, 4, 5].map(name), ["≥ 40\u{2009}%", "15–25\u{2009}%", "< 5\u{2009}%", "无数据"]);
        assert_eq!(class_name(BuildingTheme::VacantArea, 2, Lang::En), "1,500–3,000");
    }

    #[test]
    fn figures_fall_into_the_steps_that_the_look_names() {
        let class = |share| step_of(BuildingTheme::VacancyRate, share);
        assert_eq!([0.0, 0.0499, 0.05, 0.1499, 0.15, 0.25, 0.3999, 0.40, 1.0].map(class), [4, 4, 3, 3, 2, 1, 1, 0, 0]);
    }

    #[test]
    fn steps_lie_end_to_end() {
        for theme in BuildingTheme::ALL {
            assert_eq!(ends_of_step(theme, 0).1, None);
            assert_eq!(ends_of_step(theme, STEPS - 1).0, None);
            for class in 1..STEPS {
                assert_eq!(ends_of_step(theme, class).1, ends_of_step(theme, class - 1).0);
                assert!(ends_of_step(theme, class).1.is_some());
            }
        }
    }
}

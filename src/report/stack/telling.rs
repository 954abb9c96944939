//! What a stacking plan says of a space: the name read aloud, the words in the cell, the lines of its card. Refuses to tell in
//! confidential mode what the allow-list does not name.

use crate::analysis::stacking::{Cell, Floor, Stacking, Sums, Tenant, level_label};
use crate::domain::{DatasetKind, Date, Field, SpaceStatus};
use crate::finder::confidential::may_show;
use crate::i18n::fields::field_name;
use crate::i18n::kinds::{industry_name, status_name};
use crate::i18n::records::name_of;
use crate::i18n::stacking::StackText as T;
use crate::i18n::{Lang, decimal, integer};
use crate::index::ParkModel;

use super::colour::ColourBy;

/// In which language, of which records, and to whom.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    /// The joined records.
    pub model: &'a ParkModel,
    /// Language.
    pub lang: Lang,
    /// Whether only what the allow-list names may be told.
    pub confidential: bool,
}

impl Telling<'_> {
    /// The name of a building.
    pub fn building(&self, row: u32) -> String {
        let set = self.model.set(DatasetKind::Buildings).filter(|set| (row as usize) < set.len());
        set.map(|set| name_of(set, row as usize, self.lang).into_owned()).unwrap_or_default()
    }

    /// Its park and block, as far as they are known.
    pub fn whereabouts(&self, row: u32) -> Vec<String> {
        let above = |kind| {
            let link = self.model.up(DatasetKind::Buildings, row, kind)?;
            Some(name_of(self.model.set(kind)?, link.row as usize, self.lang).into_owned())
        };
        [DatasetKind::Parks, DatasetKind::Blocks].into_iter().filter_map(above).collect()
    }

    /// A floor as it is called in a sentence.
    pub fn floor(&self, floor: &Floor) -> String {
        match floor.level {
            Some(_) => T::Floor.fill(self.lang, &[&floor.label()]),
            None => T::UnknownFloor.text(self.lang).to_owned(),
        }
    }

    /// How many floors are told of.
    pub fn floor_count(&self, plan: &Stacking) -> String {
        match plan.floors().filter(|floor| floor.level.is_some()).count() {
            1 => T::OneFloor.text(self.lang).to_owned(),
            count => T::FloorCount.fill(self.lang, &[&integer(count as f64)]),
        }
    }

    /// The areas of a plan: let and free always, the rest where there is some.
    pub fn sums(&self, sums: &Sums) -> Vec<String> {
        let parts = [
            (T::LetSum, sums.let_m2),
            (T::FreeSum, sums.free_m2),
            (T::EndingSum, sums.ending_m2),
            (T::FreedSum, sums.freed_m2),
            (T::CommittedSum, sums.committed_m2),
            (T::WithheldSum, sums.withheld_m2),
        ];
        let said = parts.into_iter().enumerate().filter(|(at, (_, area_m2))| *at < 2 || *area_m2 > 0.0);
        said.map(|(_, (words, area_m2))| words.fill(self.lang, &[&integer(area_m2)])).collect()
    }

    /// What is said of levels of which nothing is on record.
    pub fn gap(&self, lowest: i64, highest: i64) -> String {
        if lowest == highest {
            return T::GapOne.fill(self.lang, &[&level_label(lowest)]);
        }
        T::GapMany.fill(self.lang, &[&level_label(lowest), &level_label(highest)])
    }

    /// Who lets a space, where that may be told.
    pub fn tenant(&self, cell: &Cell) -> Option<String> {
        if !self.may(Field::Tenant, cell) {
            return None;
        }
        match cell.tenant.as_ref()? {
            Tenant::Firm(row) => {
                let firms = self.model.set(DatasetKind::Enterprises)?;
                Some(name_of(firms, *row as usize, self.lang).into_owned())
            }
            Tenant::Named(name) => Some(name.to_string()),
        }
    }

    /// Rent of a space, 元/㎡·天, where that may be told.
    pub fn rent(&self, cell: &Cell) -> Option<f64> {
        cell.rent_yuan_m2_day.filter(|_| self.may(Field::RentYuanM2Day, cell))
    }

    /// Whether a field of a space may be told. One that is promised to someone, or of which nobody knows whether someone has it,
    /// is no different from one that is let.
    fn may(&self, field: Field, cell: &Cell) -> bool {
        let is_let = cell.is_let_now || matches!(cell.status, None | Some(SpaceStatus::Reserved));
        !self.confidential || may_show(field, is_let)
    }

    fn status(&self, cell: &Cell) -> &'static str {
        cell.status.map_or(T::StatusUnknown.text(self.lang), |status| status_name(status, self.lang))
    }

    /// The area of a space.
    pub fn area(&self, cell: &Cell) -> String {
        match cell.area_m2 {
            Some(area_m2) => T::AreaValue.fill(self.lang, &[&integer(area_m2)]),
            None => T::AreaUnknown.text(self.lang).to_owned(),
        }
    }

    /// The name of a space, as it is read aloud: “12 层 1201 486 ㎡ 空置”.
    pub fn name(&self, floor: &Floor, cell: &Cell) -> String {
        format!("{} {} {} {}", self.floor(floor), cell.name, self.area(cell), self.status(cell))
    }

    /// What may stand in a cell, the longest first: the first that fits is taken. With `detailed` a let space is told of, too.
    pub fn labels(&self, cell: &Cell, by: ColourBy, detailed: bool) -> Vec<String> {
        let is_let = cell.status.is_some_and(SpaceStatus::is_let);
        let until = cell.ends_on.map(|day| T::Until.fill(self.lang, &[&month(day)]));
        let name_and_area = format!("{} {}", cell.name, self.area(cell));
        let tenant = if is_let && detailed { self.tenant(cell) } else { None };
        let mut labels: Vec<String> = Vec::new();
        match (cell.status, by) {
            (Some(SpaceStatus::Let), ColourBy::Status) if !detailed => {}
            (Some(_), _) if is_let => {
                let soon = cell.status == Some(SpaceStatus::Expiring) || by == ColourBy::LeaseEnd;
                let until = until.filter(|_| detailed || by != ColourBy::Industry);
                if let (Some(tenant), Some(until)) = (&tenant, &until) {
                    labels.push(format!("{} {tenant} {until}", cell.name));
                    labels.push(format!("{tenant} {until}"));
                }
                match (&tenant, until) {
                    (Some(tenant), until) => {
                        labels.extend(until.filter(|_| soon));
                        labels.push(format!("{} {tenant}", cell.name));
                        labels.push(tenant.clone());
                    }
                    (None, Some(until)) if soon => labels.push(until),
                    (None, _) if detailed => labels.push(name_and_area.clone()),
                    (None, _) => {}
                }
                if cell.status == Some(SpaceStatus::Sublet) && by == ColourBy::Status {
                    labels.insert(0, format!("{name_and_area} {}", self.status(cell)));
                    labels.push(self.status(cell).to_owned());
                }
            }
            (Some(SpaceStatus::Vacant), _) => labels.push(name_and_area),
            (Some(_), _) | (None, _) => {
                labels.push(format!("{name_and_area} {}", self.status(cell)));
                labels.push(self.status(cell).to_owned());
            }
        }
        if detailed || !is_let {
            labels.push(cell.name.clone());
        }
        labels
    }

    /// What the card of a space tells, by name and value.
    pub fn lines(&self, cell: &Cell) -> Vec<(&'static str, String)> {
        let lang = self.lang;
        let mut lines = vec![
            (field_name(Field::Status, lang), self.status(cell).to_owned()),
            (field_name(Field::AreaM2, lang), self.area(cell)),
        ];
        if let Some(tenant) = self.tenant(cell) {
            lines.push((field_name(Field::Tenant, lang), tenant));
        }
        if let Some(industry) = cell.industry.filter(|_| self.may(Field::Industry, cell)) {
            lines.push((field_name(Field::Industry, lang), industry_name(industry, lang).to_owned()));
        }
        if let Some(rent) = self.rent(cell) {
            lines.push((field_name(Field::RentYuanM2Day, lang), T::RentValue.fill(lang, &[&decimal(rent, 2)])));
        }
        let dates = [(Field::LeaseEnd, cell.lease_end), (Field::AvailableFrom, cell.available_from)];
        lines.extend(dates.into_iter().filter_map(|(field, day)| Some((field_name(field, lang), day?.to_string()))));
        lines
    }

    /// What is said of a space that has come free since the reference date.
    pub fn freed(&self, cell: &Cell) -> Option<String> {
        let day = cell.ends_on.filter(|_| cell.is_freed())?;
        Some(T::FreedAfter.fill(self.lang, &[&day.to_string()]))
    }
}

/// A month as it stands in a cell: `2027-06`.
pub fn month(day: Date) -> String {
    let (year, month, _) = day.ymd();
    format!("{year:04}-{month:02}")
}

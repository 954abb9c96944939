//! What a column can mean among records of a kind, in the order of the choice. Refuses to propose.

use crate::domain::{DatasetKind, Field, Meaning, SourceUnit};
use crate::i18n::Lang;
use crate::i18n::fields::{field_name, unit_name};
use crate::i18n::import::{ImportText, source_unit_name};
use crate::import::cells::units;

/// What every kind has.
const COMMON: [Field; 16] = [
    Field::Name,
    Field::Id,
    Field::Address,
    Field::Lon,
    Field::Lat,
    Field::Building,
    Field::Park,
    Field::Block,
    Field::Alias,
    Field::NameEn,
    Field::Class,
    Field::Note,
    Field::Source,
    Field::AsOf,
    Field::Confidence,
    Field::AccuracyM,
];

const OF_ENTERPRISES: [Field; 11] = [
    Field::CreditCode,
    Field::Industry,
    Field::Floor,
    Field::Unit,
    Field::Space,
    Field::AreaM2,
    Field::RentYuanM2Day,
    Field::LeaseEnd,
    Field::Employees,
    Field::Founded,
    Field::HighTech,
];

const OF_SPACES: [Field; 19] = [
    Field::Floor,
    Field::Level,
    Field::Unit,
    Field::AreaM2,
    Field::RentYuanM2Day,
    Field::ServiceChargeYuanM2Month,
    Field::Status,
    Field::Tenant,
    Field::LeaseEnd,
    Field::AvailableFrom,
    Field::Delivery,
    Field::EfficiencyPct,
    Field::Divisible,
    Field::DivideMinM2,
    Field::FloorHeightM,
    Field::ClearHeightM,
    Field::FloorLoadKnM2,
    Field::PowerWM2,
    Field::Neighbours,
];

const OF_BUILDINGS: [Field; 12] = [
    Field::Use,
    Field::Grade,
    Field::YearBuilt,
    Field::HeightM,
    Field::FloorsAbove,
    Field::FloorsBelow,
    Field::GrossM2,
    Field::LettableM2,
    Field::PlateM2,
    Field::RentYuanM2Day,
    Field::ServiceChargeYuanM2Month,
    Field::ParkingSpaces,
];

const OF_PARKS: [Field; 10] = [
    Field::Industry,
    Field::Themes,
    Field::AreaHa,
    Field::GrossM2,
    Field::TaxWanYuanMu,
    Field::FlagPositioning,
    Field::FlagLandUse,
    Field::FlagEnvironment,
    Field::FlagOutput,
    Field::Edges,
];

const OF_INDICATORS: [Field; 9] = [
    Field::Kind,
    Field::Value,
    Field::ValueText,
    Field::UnitName,
    Field::Baseline,
    Field::BaselineYear,
    Field::Year,
    Field::Nature,
    Field::PlanVersion,
];

/// All units a column may come in.
const UNITS: [SourceUnit; 15] = [
    SourceUnit::YuanPerM2Day,
    SourceUnit::YuanPerM2Month,
    SourceUnit::YuanPerM2Year,
    SourceUnit::YuanPerMonth,
    SourceUnit::YuanPerYear,
    SourceUnit::WanYuanPerYear,
    SourceUnit::WanYuanPerMonth,
    SourceUnit::SquareMetre,
    SourceUnit::TenThousandM2,
    SourceUnit::Mu,
    SourceUnit::Hectare,
    SourceUnit::SquareKilometre,
    SourceUnit::Metre,
    SourceUnit::Share,
    SourceUnit::Percent,
];

/// One line of the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the column would mean.
    pub meaning: Meaning,
    /// The unit it would come in; `None` is the field's own.
    pub unit: Option<SourceUnit>,
}

impl Choice {
    /// The line in words: the field, and the unit in which its numbers come.
    pub fn words(self, lang: Lang) -> String {
        let Meaning::Field(field) = self.meaning else { return other(self.meaning, lang).to_owned() };
        let name = field_name(field, lang);
        let own = unit_name(field.unit(), lang);
        match self.unit.map(|unit| source_unit_name(unit, lang)) {
            Some(unit) if unit != own => ImportText::FieldInUnit.fill(lang, &[name, unit]),
            _ if has_units(field) => ImportText::FieldInUnit.fill(lang, &[name, own]),
            _ => name.to_owned(),
        }
    }

    /// The chosen line, short: a field whose numbers are converted with the unit they are brought into.
    pub fn short(self, lang: Lang) -> String {
        let Meaning::Field(field) = self.meaning else { return other(self.meaning, lang).to_owned() };
        let name = field_name(field, lang);
        let own = unit_name(field.unit(), lang);
        match self.unit.map(|unit| source_unit_name(unit, lang)) {
            Some(unit) if unit != own => ImportText::FieldFromUnit.fill(lang, &[name, own]),
            _ if has_units(field) => format!("{name} {own}"),
            _ => name.to_owned(),
        }
    }
}

/// All lines for a kind.
pub fn choices(kind: DatasetKind) -> Vec<Choice> {
    let plain = |meaning| Choice { meaning, unit: None };
    let mut choices = vec![plain(Meaning::Kept), plain(Meaning::Dropped), plain(Meaning::Position), plain(Meaning::Geometry)];
    for field in fields_of(kind) {
        let units = UNITS.into_iter().filter(|unit| units::fits(*unit, field.unit()));
        let own = units::own_unit(field.unit());
        choices.push(Choice { meaning: Meaning::Field(field), unit: None });
        choices.extend(
            units.filter(|unit| Some(*unit) != own).map(|unit| Choice { meaning: Meaning::Field(field), unit: Some(unit) }),
        );
    }
    choices
}

/// The fields of a kind, those that all have first.
fn fields_of(kind: DatasetKind) -> Vec<Field> {
    let own: &[Field] = match kind {
        DatasetKind::Enterprises | DatasetKind::Institutions => &OF_ENTERPRISES,
        DatasetKind::Spaces | DatasetKind::Floors => &OF_SPACES,
        DatasetKind::Buildings => &OF_BUILDINGS,
        DatasetKind::Parks | DatasetKind::Blocks => &OF_PARKS,
        DatasetKind::Indicators => &OF_INDICATORS,
        DatasetKind::Projects => &[Field::Number, Field::Lead, Field::Industry],
        _ => &[Field::Industry, Field::GrossM2, Field::AreaM2, Field::RentYuanM2Day, Field::Status, Field::YearBuilt],
    };
    COMMON.iter().chain(own).copied().collect()
}

fn has_units(field: Field) -> bool {
    UNITS.into_iter().filter(|unit| units::fits(*unit, field.unit())).nth(1).is_some()
}

fn other(meaning: Meaning, lang: Lang) -> &'static str {
    match meaning {
        Meaning::Dropped => ImportText::Dropped,
        Meaning::Position => ImportText::Position,
        Meaning::Geometry => ImportText::Geometry,
        _ => ImportText::Kept,
    }
    .text(lang)
}

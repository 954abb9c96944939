//! The list as an Excel workbook: places with figures and reasons, what was asked for, what comes free beside, what it is from.
//! Refuses formulas, and whatever confidential mode leaves out.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::domain::{Date, Field, Industry};
use crate::finder::EXPANSION_MONTHS;
use crate::finder::confidential::may_show_rent;
use crate::finder::contiguity::{Beside, neighbours};
use crate::finder::reasons::{aspect_name, criterion_name, delivery_of, reasons};
use crate::i18n::Lang;
use crate::i18n::brief::BriefText as T;

use super::figures::{Figures, tenants};
use super::make::BriefInput;
use super::provenance;

/// What a cell holds, characters.
const MAX_TEXT: usize = 32_767;

/// A cell.
enum Cell {
    Empty,
    Text(String),
    /// With the format of its figures.
    Number(f64, &'static str),
    Day(Date),
}

/// The workbook. `left` holds the spaces left after each criterion.
pub fn workbook(input: &BriefInput<'_>, left: &[usize]) -> Result<Vec<u8>, XlsxError> {
    let lang = input.lang;
    let mut book = Workbook::new();
    let mut properties = DocProperties::new();
    if let Some(day) = excel_day(input.day) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    fill(book.add_worksheet(), T::SheetPlaces.text(lang), &places(input))?;
    fill(book.add_worksheet(), T::SheetQuery.text(lang), &query(input, left))?;
    fill(book.add_worksheet(), T::SheetNeighbours.text(lang), &beside(input))?;
    fill(book.add_worksheet(), T::SheetAbout.text(lang), &about(input))?;
    book.save_to_buffer()
}

/// A sheet: the first row is the heading, held in view.
fn fill(sheet: &mut Worksheet, name: &str, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let heading = Format::new().set_bold();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    let text: String = text.chars().take(MAX_TEXT).collect();
                    if row == 0 {
                        sheet.write_string_with_format(row, column, &text, &heading)?;
                    } else {
                        sheet.write_string(row, column, &text)?;
                    }
                }
                Cell::Number(value, format) => {
                    sheet.write_number_with_format(row, column, *value, &Format::new().set_num_format(*format))?;
                }
                Cell::Day(day) => {
                    let format = Format::new().set_num_format("yyyy-mm-dd");
                    match excel_day(*day) {
                        Some(day) => sheet.write_datetime_with_format(row, column, &day, &format)?,
                        None => sheet.write_string(row, column, day.to_string())?,
                    };
                }
            }
        }
    }
    sheet.autofit();
    Ok(())
}

fn heads(texts: &[T], lang: Lang) -> Vec<Cell> {
    texts.iter().map(|text| Cell::Text(text.text(lang).to_owned())).collect()
}

fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

fn number(value: Option<f64>, format: &'static str) -> Cell {
    value.filter(|value| value.is_finite()).map_or(Cell::Empty, |value| Cell::Number(value, format))
}

fn places(input: &BriefInput<'_>) -> Vec<Vec<Cell>> {
    let BriefInput { market, query, lang, confidential, .. } = *input;
    let mut head = heads(
        &[
            T::Rank,
            T::Score,
            T::Building,
            T::Park,
            T::Block,
            T::FloorsHead,
            T::Spaces,
            T::Area,
            T::Rent,
            T::Delivery,
            T::FreeFrom,
            T::MetroM,
            T::Station,
            T::RoomM2,
        ],
        lang,
    );
    head.extend(Industry::ALL.map(|industry| text(T::FirmsNear.fill(lang, &[lang.pick(industry.term(), industry.term_en())]))));
    head.extend(heads(&[T::ReasonsHead, T::ConfidenceHead], lang));
    if !confidential {
        head.extend(heads(&[T::TenantHead, T::NoteHead], lang));
    }
    let mut rows = vec![head];
    let no_note = String::new();
    for (at, place) in input.places.iter().enumerate() {
        let figures = Figures::of(market, place, input.notes.get(at).unwrap_or(&no_note), lang, confidential);
        let station = market.metro_of(place.group).and_then(|(_, row)| market.station_name(row, lang));
        let ids: Vec<String> = place.slots.iter().map(|&slot| market.id_of(slot)).collect();
        // A score that counts a rent that is withheld would give it away.
        let score = figures.rent_yuan_m2_day.map(|_| place.score);
        let mut row = vec![
            Cell::Number((at + 1) as f64, "0"),
            number(score, "0.0"),
            text(market.name_of(place.group, lang)),
            text(market.park_name(place.group, lang).unwrap_or_default()),
            text(market.block_name(place.group, lang).unwrap_or_default()),
            text(floors_text(&figures.floors)),
            text(ids.join(" ")),
            number(Some(figures.area_m2), "#,##0.##"),
            number(figures.rent_yuan_m2_day, "0.00"),
            text(delivery_of(market, place, lang)),
            Cell::Day(figures.free_from),
            number(figures.metro_m, "#,##0"),
            text(station.unwrap_or_default()),
            number(Some(figures.room_m2), "#,##0"),
        ];
        row.extend(figures.firms.map(|count| Cell::Number(f64::from(count), "0")));
        row.push(text(reasons(market, query, place, lang, confidential).join(T::Semicolon.text(lang))));
        row.push(text(market.confidence_of(&place.slots).map_or("", |level| lang.pick(level.term(), level.term_en()))));
        if !confidential {
            row.push(text(figures.tenants.join(T::List.text(lang))));
            row.push(text(figures.notes.join(T::Semicolon.text(lang))));
        }
        rows.push(row);
    }
    rows
}

fn query(input: &BriefInput<'_>, left: &[usize]) -> Vec<Vec<Cell>> {
    let lang = input.lang;
    let mut rows = vec![heads(&[T::Criterion, T::Value, T::MustOrWish, T::LeftHead], lang)];
    for (at, criterion) in input.query.criteria.iter().enumerate() {
        rows.push(vec![
            text(aspect_name(criterion.aspect, lang)),
            text(criterion_name(criterion, lang)),
            text(if criterion.must { T::Must } else { T::Wish }.text(lang)),
            number(left.get(at).map(|&left| left as f64), "#,##0"),
        ]);
    }
    rows
}

/// What comes free beside each place within two years, earliest first.
fn beside(input: &BriefInput<'_>) -> Vec<Vec<Cell>> {
    let BriefInput { market, lang, confidential, .. } = *input;
    let mut head = heads(&[T::Rank, T::Space, T::Where, T::FreeFrom, T::Area, T::Together, T::Rent], lang);
    if !confidential {
        head.extend(heads(&[T::TenantHead], lang));
    }
    let mut rows = vec![head];
    let until = market.reference_date.plus_months(EXPANSION_MONTHS);
    for (at, place) in input.places.iter().enumerate() {
        for neighbour in neighbours(market, &place.slots, place.area_m2, until) {
            let place = match neighbour.beside {
                Beside::SameFloor => T::SameFloor,
                Beside::Above => T::Above,
                Beside::Below => T::Below,
            };
            let slot = [neighbour.slot];
            let shows_rent = !confidential || may_show_rent(market, &slot);
            let rent =
                market.spaces().and_then(|spaces| spaces.number(market.row_of(neighbour.slot) as usize, Field::RentYuanM2Day));
            let mut row = vec![
                Cell::Number((at + 1) as f64, "0"),
                text(market.id_of(neighbour.slot)),
                text(place.text(lang)),
                Cell::Day(neighbour.free_from),
                number(Some(neighbour.area_m2), "#,##0.##"),
                number(Some(neighbour.together_m2), "#,##0.##"),
                number(rent.filter(|_| shows_rent), "0.00"),
            ];
            if !confidential {
                row.push(text(tenants(market, &slot, lang, confidential).join(T::List.text(lang))));
            }
            rows.push(row);
        }
    }
    rows
}

fn about(input: &BriefInput<'_>) -> Vec<Vec<Cell>> {
    let BriefInput { market, lang, .. } = *input;
    let mut rows = vec![
        vec![text(T::Kicker.text(lang)), text(input.prospect)],
        vec![text(T::ReferenceDate.text(lang)), Cell::Day(market.reference_date)],
        vec![text(T::SourceHead.text(lang)), text(provenance::sources(market, lang))],
        vec![text(T::AsOf.text(lang)), provenance::as_of(market).map_or(Cell::Empty, Cell::Day)],
    ];
    rows.extend(provenance::tags(market, lang).into_iter().map(|tag| vec![text(tag.tag), text(tag.text)]));
    if input.confidential {
        rows.push(vec![text(T::Confidential.text(lang))]);
    }
    rows
}

fn excel_day(date: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(&date.to_string()).ok()
}

/// `7`, `12–13`, `3+5`.
fn floors_text(floors: &[i64]) -> String {
    let follow = |pair: &[i64]| pair[1] == pair[0] + 1 || pair == [-1, 1];
    match floors {
        [] => String::new(),
        [one] => one.to_string(),
        [first, .., last] if floors.windows(2).all(follow) => format!("{first}–{last}"),
        _ => floors.iter().map(i64::to_string).collect::<Vec<_>>().join("+"),
    }
}

//! A cell of the workbook library as a cell of ours: dates and times as text. Refuses formats of numbers.

use calamine::{Data, DataRef, ExcelDateTime};

use super::sheet::Cell;

/// The cell; none where it is empty.
pub(super) fn cell<'a>(value: &'a DataRef<'_>) -> Option<Cell<'a>> {
    Some(match value {
        DataRef::Int(value) => Cell::Number(*value as f64),
        DataRef::Float(value) => Cell::Number(*value),
        DataRef::String(text) => Cell::Text(text),
        DataRef::SharedString(text) => Cell::Text(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(time) => Cell::Date(time_text(*time)),
        DataRef::DateTimeIso(text) => Cell::Date(iso_text(text)),
        DataRef::DurationIso(text) => Cell::Date(duration_text(text)),
        DataRef::Error(error) => Cell::Error(error_text(error)),
        DataRef::Empty => return None,
    })
}

/// The cell; none where it is empty.
pub(super) fn owned_cell(value: &Data) -> Option<Cell<'_>> {
    Some(match value {
        Data::Int(value) => Cell::Number(*value as f64),
        Data::Float(value) => Cell::Number(*value),
        Data::String(text) => Cell::Text(text),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(time) => Cell::Date(time_text(*time)),
        Data::DateTimeIso(text) => Cell::Date(iso_text(text)),
        Data::DurationIso(text) => Cell::Date(duration_text(text)),
        Data::Error(error) => Cell::Error(error_text(error)),
        Data::Empty => return None,
    })
}

fn error_text(error: &calamine::CellErrorType) -> &'static str {
    use calamine::CellErrorType::{Div0, GettingData, NA, Name, Null, Num, Ref, Value};
    match error {
        Div0 => "#DIV/0!",
        NA => "#N/A",
        Name => "#NAME?",
        Null => "#NULL!",
        Num => "#NUM!",
        Ref => "#REF!",
        Value => "#VALUE!",
        GettingData => "#GETTING_DATA",
    }
}

/// A day as YYYY-MM-DD, with its time where it has one; a time without a day as HH:MM:SS, a span of time as H:MM:SS.
fn time_text(time: ExcelDateTime) -> String {
    if time.is_duration() {
        let seconds = (time.as_f64() * 86_400.0).round();
        let sign = if seconds < 0.0 { "-" } else { "" };
        let seconds = seconds.abs() as u64;
        return format!("{sign}{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hours, minutes, seconds, _) = time.to_ymd_hms_milli();
    let clock = format!("{hours:02}:{minutes:02}:{seconds:02}");
    if (0.0..1.0).contains(&time.as_f64()) {
        return clock;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if clock == "00:00:00" { date } else { format!("{date} {clock}") }
}

/// A span of time as ISO 8601 has it (`PT36H00M00S`), as H:MM:SS; as it stands where it is another.
pub(super) fn duration_text(text: &str) -> String {
    let parts = || {
        let rest = text.strip_prefix("PT")?;
        let (hours, rest) = rest.split_once('H').unwrap_or(("0", rest));
        let (minutes, rest) = rest.split_once('M').unwrap_or(("0", rest));
        let seconds = rest.strip_suffix('S').unwrap_or("0").split('.').next()?;
        Some((hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?, seconds.parse::<u32>().ok()?))
    };
    parts().map_or_else(|| text.to_owned(), |(hours, minutes, seconds)| format!("{hours:02}:{minutes:02}:{seconds:02}"))
}

/// A day or time as ISO 8601 has it, the day alone where the time is midnight.
pub(super) fn iso_text(text: &str) -> String {
    let text = text.strip_suffix('Z').unwrap_or(text);
    match text.split_once('T') {
        Some((date, clock))
            if clock.trim_end_matches('0').trim_end_matches('.').chars().all(|c| matches!(c, '0' | ':' | '.')) =>
        {
            date.to_owned()
        }
        Some((date, clock)) => format!("{date} {}", clock.split('.').next().unwrap_or(clock)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn days_and_times_are_text() {
        let text = |value, is_1904| time_text(ExcelDateTime::new(value, DateTime, is_1904));
        assert_eq!(text(44_197.0, false), "2021-01-01");
        assert_eq!(text(44_197.5, false), "2021-01-01 12:00:00");
        assert_eq!(text(42_735.0, true), "2021-01-01");
        assert_eq!(text(0.375, false), "09:00:00");
        assert_eq!(time_text(ExcelDateTime::new(1.5, TimeDelta, false)), "36:00:00");
        assert_eq!(iso_text("2021-01-01T00:00:00.000Z"), "2021-01-01");
        assert_eq!(iso_text("2021-01-01T10:30:00"), "2021-01-01 10:30:00");
        assert_eq!(iso_text("2021-01-01"), "2021-01-01");
        assert_eq!((duration_text("PT09H30M00S"), duration_text("P1D")), ("09:30:00".to_owned(), "P1D".to_owned()));
    }
}

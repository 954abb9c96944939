//! A calendar date without a time zone, for lease arithmetic from the reference date. Refuses to know today: no clock.

use std::fmt;
use std::str::FromStr;

/// A day of the proleptic Gregorian calendar. Ordered by time. Kept in files as its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    days: i32,
}

impl Date {
    /// The date of a year, month (1–12) and day (1–31), if there is such a day and the year is 1–9999.
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < 1 || year > 9999 || month < 1 || month > 12 || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        // Days since 0000-03-01, so that the leap day is the last of its year.
        let (y, m) = if month > 2 { (year, month as i32 - 3) } else { (year - 1, month as i32 + 9) };
        let days = 365 * y + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + (153 * m + 2) / 5 + day as i32 - 1;
        Some(Self { days })
    }

    /// Year, month (1–12), day (1–31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let era = self.days.div_euclid(146_097);
        let day_of_era = self.days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let m = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * m + 2) / 5 + 1) as u32;
        let month = if m < 10 { m + 3 } else { m - 9 } as u32;
        (era * 400 + year_of_era + i32::from(month <= 2), month, day)
    }

    /// The same day of the month `months` later (or earlier); the last day of that month where it is shorter.
    /// Stays within the years 1–9999.
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.ymd();
        let index = (year * 12 + month as i32 - 1).saturating_add(months).clamp(12, 9999 * 12 + 11);
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) as u32 + 1);
        Self::new(year, month, day.min(days_in_month(year, month))).unwrap_or(self)
    }

    /// The day so many days later (or earlier). Stays within the years 1–9999.
    pub fn plus_days(self, days: i32) -> Self {
        let (Some(first), Some(last)) = (Self::new(1, 1, 1), Self::new(9999, 12, 31)) else { return self };
        Self { days: self.days.saturating_add(days).clamp(first.days, last.days) }
    }

    /// Days from `self` to `later`; negative when `later` is earlier.
    pub fn days_until(self, later: Self) -> i32 {
        later.days - self.days
    }
}

const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text was not a date of the form YYYY-MM-DD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date of the form YYYY-MM-DD")
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for Date {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl FromStr for Date {
    type Err = NotADate;

    /// Reads `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.splitn(3, '-');
        let mut next = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|part| part.parse::<u32>().ok()).ok_or(NotADate)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        Date::new(year as i32, month, day).ok_or(NotADate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_apart() {
        let days = |a: &str, b: &str| a.parse::<Date>().unwrap().days_until(b.parse().unwrap());
        // Counted with a calendar.
        assert_eq!(days("2026-10-31", "2027-10-31"), 365);
        assert_eq!(days("2024-02-28", "2024-03-01"), 2);
        assert_eq!(days("1900-02-28", "1900-03-01"), 1);
        assert_eq!(days("2000-01-01", "2026-11-24"), 9824);
    }

    #[test]
    fn months_end_where_the_month_ends() {
        let date: Date = "2026-10-31".parse().unwrap();
        assert_eq!(date.plus_months(1).to_string(), "2026-11-30");
        assert_eq!(date.plus_months(4).to_string(), "2027-02-28");
        assert_eq!(date.plus_months(-8).to_string(), "2026-02-28");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026/01/01", ""] {
            assert_eq!(text.parse::<Date>(), Err(NotADate), "{text}");
        }
    }
}

//! Days as they are typed and spoken, counted from the reference date: 3月前, 2027Q1, 年底, 立即, by mid-March. Refuses the clock.

use crate::domain::Date;

use super::line::Line;
use super::numbers::number;

/// The day by which a place shall be free that is named here, and where the words end.
pub(super) fn day(line: &Line, at: usize, today: Date) -> Option<(Date, usize)> {
    let ways = [
        now(line, at, today),
        written(line, at, today),
        span(line, at, today),
        spoken(line, at, today),
        english(line, at, today),
    ];
    ways.into_iter().flatten().max_by_key(|&(_, end)| end)
}

/// Which part of a month or year.
#[derive(Clone, Copy)]
enum Piece {
    Start,
    Middle,
    End,
}

const PIECES: [(&str, Piece); 8] = [
    ("月初", Piece::Start),
    ("月上旬", Piece::Start),
    ("月中旬", Piece::Middle),
    ("月中", Piece::Middle),
    ("月下旬", Piece::End),
    ("月底", Piece::End),
    ("月末", Piece::End),
    ("月份", Piece::End),
];

fn now(line: &Line, at: usize, today: Date) -> Option<(Date, usize)> {
    let words = [
        "立即",
        "立刻",
        "马上",
        "即刻",
        "即时",
        "现在",
        "随时",
        "尽快",
        "尽早",
        "现房",
        "今天",
        "immediately",
        "immediate",
        "now",
        "asap",
        "rightaway",
        "rightnow",
        "straightaway",
        "atonce",
        "today",
        "assoonaspossible",
    ];
    let ends = words.iter().filter_map(|word| line.word(at, word));
    ends.max().map(|end| (today, end))
}

/// 2027-03-01, 2027/3/1, 2027年3月1日, 2027年3月底, 2027年, 2027Q1.
fn written(line: &Line, start: usize, today: Date) -> Option<(Date, usize)> {
    let (year, mut at) = plain(line, start)?;
    if (1990..=2199).contains(&year) {
        let sign = line.char(at);
        if matches!(sign, '-' | '/' | '.')
            && let Some((month, end)) = plain(line, at + 1).filter(|&(_, end)| end - at <= 3)
        {
            if line.char(end) == sign
                && let Some((day, end)) = plain(line, end + 1).filter(|&(_, after)| after - end <= 3)
            {
                return Some((Date::new(year, month as u32, day as u32)?, end));
            }
            return end_of_month(year, month).filter(|_| sign != '.').map(|day| (day, end));
        }
        if let Some((quarter, end)) = quarter(line, line.skip_blanks(at)) {
            return Some((end_of_quarter(year, quarter)?, end));
        }
        at = line.word(at, "年")?;
        return Some(in_year(line, at, year).unwrap_or((Date::new(year, 12, 31)?, at)));
    }
    in_month(line, start, None, today)
}

/// A whole number in digits, or a month in Chinese numerals.
fn plain(line: &Line, at: usize) -> Option<(i32, usize)> {
    let mut end = at;
    while line.char(end).is_ascii_digit() && end - at < 4 {
        end += 1;
    }
    if end > at {
        let text: String = (at..end).map(|at| line.char(at)).collect();
        return Some((text.parse().ok()?, end));
    }
    let (number, end) = number(line, at)?;
    let is_chinese = !line.char(at).is_ascii();
    (is_chinese && number.least == number.most && number.least.fract() == 0.0 && number.least < 1e4)
        .then_some((number.least as i32, end))
}

/// What of a year is named: 底, 3月, Q1, 上半年.
fn in_year(line: &Line, at: usize, year: i32) -> Option<(Date, usize)> {
    let at = line.skip_blanks(at);
    let whole = [
        ("年底", (12, 31)),
        ("年末", (12, 31)),
        ("年中", (6, 30)),
        ("年初", (1, 31)),
        ("底", (12, 31)),
        ("末", (12, 31)),
        ("内", (12, 31)),
        ("初", (1, 31)),
        ("中", (6, 30)),
        ("上半年", (6, 30)),
        ("下半年", (12, 31)),
        ("春节", (2, 28)),
    ];
    if let Some(((month, day), end)) = line.any(at, &whole) {
        return Some((Date::new(year, month, day)?, end));
    }
    if let Some((quarter, end)) = quarter(line, at) {
        return Some((end_of_quarter(year, quarter)?, end));
    }
    let first = Date::new(year, 1, 1)?;
    in_month(line, at, Some(year), first)
}

/// A month, with a day or a part of it; without a year the next one from the reference date on.
fn in_month(line: &Line, at: usize, year: Option<i32>, today: Date) -> Option<(Date, usize)> {
    let (month, end) = plain(line, at).filter(|(month, _)| (1..=12).contains(month))?;
    let (this_year, this_month, _) = today.ymd();
    let year = year.unwrap_or(if month < this_month as i32 { this_year + 1 } else { this_year });
    if let Some((piece, end)) = line.any(end, &PIECES) {
        return Some((piece_of_month(year, month, piece)?, end));
    }
    let end = line.word(end, "月")?;
    if let Some((day, after)) = plain(line, line.skip_blanks(end)).filter(|(day, _)| (1..=31).contains(day))
        && let Some(after) = line.word(after, "日").or_else(|| line.word(after, "号"))
    {
        let named = Date::new(year, month as u32, day as u32)?;
        return Some((if named < today { Date::new(year + 1, month as u32, day as u32)? } else { named }, after));
    }
    Some((end_of_month(year, month)?, end))
}

/// So many days, weeks, months, years from the reference date; 半年内, within 3 months.
fn span(line: &Line, start: usize, today: Date) -> Option<(Date, usize)> {
    let fixed = [
        ("半个月", 0),
        ("半年", 6),
        ("一年半", 18),
        ("两年半", 30),
        ("sixmonths", 6),
        ("halfayear", 6),
        ("ayear", 12),
        ("amonth", 1),
    ];
    let lead = ["within", "in", "inthenext", "thenext", "未来", "最近", "近"];
    let begins = lead.iter().filter_map(|word| line.word(start, word)).max();
    let at = begins.map_or(start, |end| line.skip_blanks(end));
    let closes = |end: usize| {
        let words =
            ["之内", "以内", "内", "之后", "以后", "后", "time", "fromnow", "'time", "左右", "里", "可入住", "入住", "到位"];
        let from = line.skip_blanks(end);
        words.iter().filter_map(|word| line.word(from, word)).max()
    };
    let close = |day: Date, end: usize| match (closes(end), begins) {
        (Some(end), _) => Some((day, end)),
        (None, Some(_)) => Some((day, end)),
        _ => None,
    };
    if let Some((months, end)) = line.any(at, &fixed) {
        let day = if months == 0 { today.plus_days(15) } else { today.plus_months(months) };
        return close(day, end);
    }
    let (count, end) = number(line, at).filter(|(count, _)| count.most <= 1200.0)?;
    let units = [
        ("个月", 1_i32),
        ("月", 1),
        ("months", 1),
        ("month", 1),
        ("年", 12),
        ("years", 12),
        ("year", 12),
        ("天", -1),
        ("日", -1),
        ("days", -1),
        ("周", -7),
        ("个星期", -7),
        ("星期", -7),
        ("个礼拜", -7),
        ("weeks", -7),
        ("week", -7),
    ];
    let (unit, end) = line.any(line.skip_blanks(end), &units)?;
    // A month without 个 is a month of the year: 3月内 is by the end of March.
    if unit == 1 && line.char(end - 1) == '月' && line.char(end - 2) != '个' {
        return None;
    }
    let count = count.most as i32;
    close(if unit > 0 { today.plus_months(unit * count) } else { today.plus_days(-unit * count) }, end)
}

/// 年底, 明年3月, 下个月, 下半年, 一季度, Q1.
fn spoken(line: &Line, at: usize, today: Date) -> Option<(Date, usize)> {
    let (year, month, _) = today.ymd();
    let years = [("今年", 0), ("本年", 0), ("明年", 1), ("后年", 2), ("来年", 1), ("thisyear", 0), ("nextyear", 1)];
    if let Some((later, end)) = line.any(at, &years) {
        return Some(in_year(line, end, year + later).unwrap_or((Date::new(year + later, 12, 31)?, end)));
    }
    let months = [("这个月", 0), ("本月", 0), ("当月", 0), ("下个月", 1), ("下月", 1), ("thismonth", 0), ("nextmonth", 1)];
    if let Some((later, end)) = line.any(at, &months) {
        let day = today.plus_months(later);
        let (year, month, _) = day.ymd();
        let pieces =
            [("初", Piece::Start), ("中旬", Piece::Middle), ("中", Piece::Middle), ("底", Piece::End), ("末", Piece::End)];
        let piece = line.any(end, &pieces);
        let (piece, end) = piece.unwrap_or((Piece::End, end));
        return Some((piece_of_month(year, month as i32, piece)?, end));
    }
    let whole = [
        ("年底", (12, 31)),
        ("年末", (12, 31)),
        ("年内", (12, 31)),
        ("年终", (12, 31)),
        ("endofyear", (12, 31)),
        ("endoftheyear", (12, 31)),
        ("yearend", (12, 31)),
        ("上半年", (6, 30)),
        ("下半年", (12, 31)),
        ("年中", (6, 30)),
    ];
    if let Some(((last_month, day), end)) = line.any(at, &whole) {
        let year = if last_month < month { year + 1 } else { year };
        return Some((Date::new(year, last_month, day)?, end));
    }
    let (quarter, end) = quarter(line, at)?;
    let of_year = line.any(line.skip_blanks(end), &[("of", ()), ("'", ())]).map_or(end, |(_, end)| end);
    if let Some((named, end)) = plain(line, line.skip_blanks(of_year)).filter(|(named, _)| (1990..=2199).contains(named)) {
        return Some((end_of_quarter(named, quarter)?, end));
    }
    let year = if quarter * 3 < month as i32 { year + 1 } else { year };
    Some((end_of_quarter(year, quarter)?, end))
}

const MONTHS: [(&str, i32); 23] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// by March, before March 2027, mid-March, 1 March 2027, March 1st.
fn english(line: &Line, start: usize, today: Date) -> Option<(Date, usize)> {
    let leads = [
        ("before", true),
        ("by", false),
        ("until", false),
        ("in", false),
        ("from", false),
        ("during", false),
        ("bytheendof", false),
        ("endof", false),
        ("theendof", false),
        ("beforetheendof", false),
        ("late", false),
    ];
    let lead = line.any(start, &leads);
    let is_before = lead.is_some_and(|(before, _)| before);
    let at = lead.map_or(start, |(_, end)| line.skip_blanks(end));
    let parts =
        [("mid-", Piece::Middle), ("mid", Piece::Middle), ("early", Piece::Start), ("end", Piece::End), ("late", Piece::End)];
    let (piece, at) = line.any(at, &parts).map_or((None, at), |(piece, end)| (Some(piece), line.skip_blanks(end)));
    let before = plain(line, at).filter(|(day, _)| (1..=31).contains(day));
    let after_day =
        before.map(|(_, end)| line.any(end, &[("st", ()), ("nd", ()), ("rd", ()), ("th", ())]).map_or(end, |(_, end)| end));
    let month_at = line.skip_blanks(after_day.unwrap_or(at));
    let (month, mut end) = line.any(month_at, &MONTHS)?;
    let mut day = before.map(|(day, _)| day);
    let next = line.skip_blanks(end);
    if day.is_none()
        && let Some((named, after)) = plain(line, next).filter(|(named, _)| (1..=31).contains(named))
    {
        day = Some(named);
        end = line.any(after, &[("st", ()), ("nd", ()), ("rd", ()), ("th", ())]).map_or(after, |(_, end)| end);
    }
    let comma = if line.char(end) == ',' { end + 1 } else { end };
    let named = plain(line, line.skip_blanks(comma)).filter(|(year, _)| (1990..=2199).contains(year));
    end = named.map_or(end, |(_, end)| end);
    // "May" alone is a verb.
    if line.word(month_at, "may").is_some() && lead.is_none() && day.is_none() && named.is_none() && piece.is_none() {
        return None;
    }
    let (this_year, this_month, _) = today.ymd();
    let year = named.map_or(if month < this_month as i32 { this_year + 1 } else { this_year }, |(year, _)| year);
    let meant = match (day, piece) {
        (Some(day), _) => Date::new(year, month as u32, day as u32)?,
        (None, Some(piece)) => piece_of_month(year, month, piece)?,
        // Before March is before its first day.
        (None, None) if is_before => Date::new(year, month as u32, 1)?.plus_days(-1),
        (None, None) => end_of_month(year, month)?,
    };
    Some((meant, end))
}

/// A quarter (1–4): Q1, 1Q, 第一季度, 一季度.
fn quarter(line: &Line, at: usize) -> Option<(i32, usize)> {
    if line.char(at) == 'q'
        && let Some(quarter) = line.char(at + 1).to_digit(10).filter(|q| (1..=4).contains(q))
    {
        return line.may_begin(at, 'q').then_some((quarter as i32, at + 2));
    }
    let at = line.word(at, "第").unwrap_or(at);
    let (quarter, end) = plain(line, at).filter(|(quarter, _)| (1..=4).contains(quarter))?;
    let units = [("季度", ()), ("季", ()), ("q", ()), ("个季度", ())];
    line.any(end, &units).map(|(_, end)| (quarter, end))
}

fn end_of_quarter(year: i32, quarter: i32) -> Option<Date> {
    end_of_month(year, quarter * 3)
}

fn end_of_month(year: i32, month: i32) -> Option<Date> {
    Some(Date::new(year, month as u32, 1)?.plus_months(1).plus_days(-1))
}

fn piece_of_month(year: i32, month: i32, piece: Piece) -> Option<Date> {
    match piece {
        Piece::Start => Date::new(year, month as u32, 10),
        Piece::Middle => Date::new(year, month as u32, 20),
        Piece::End => end_of_month(year, month),
    }
}

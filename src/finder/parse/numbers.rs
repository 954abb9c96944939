//! Numbers as they are typed and spoken: 1,200, 1.2k, 一千二, 八九百, twelve hundred. Refuses units.

use super::line::Line;

/// A number, or two where it is spoken vaguely (八九百).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub least: f64,
    pub most: f64,
    /// Said with 两: a count, not a name.
    pub is_count: bool,
}

impl Number {
    fn of(value: f64) -> Self {
        Self { least: value, most: value, is_count: false }
    }
}

/// The number that begins at a place, and where it ends.
pub(super) fn number(line: &Line, at: usize) -> Option<(Number, usize)> {
    arabic(line, at).or_else(|| chinese(line, at)).or_else(|| english(line, at))
}

fn arabic(line: &Line, start: usize) -> Option<(Number, usize)> {
    let is_digit = |at: usize| line.char(at).is_ascii_digit();
    let mut at = start;
    if !is_digit(at) || start > 0 && (line.char(start - 1).is_ascii_alphabetic() && line.char(start - 1) != 'q') {
        return None;
    }
    let mut text = String::new();
    loop {
        let c = line.char(at);
        let groups = c == ',' && (1..=3).all(|ahead| is_digit(at + ahead)) && !is_digit(at + 4) && !text.contains('.');
        let point = c == '.' && is_digit(at + 1) && !text.contains('.');
        if is_digit(at) || point {
            text.push(c);
        } else if !groups {
            break;
        }
        at += 1;
    }
    let mut value: f64 = text.parse().ok()?;
    let next = line.char(at);
    let multiplied = match next {
        'k' if !line.char(at + 1).is_ascii_alphabetic() => Some(1e3),
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1e3),
        '万' => Some(1e4),
        '亿' => Some(1e8),
        _ => None,
    };
    if let Some(unit) = multiplied {
        value *= unit;
        at += 1;
        // 1千2 is 1,200.
        if next != 'k' && is_digit(at) && !is_digit(at + 1) {
            value += f64::from(line.char(at).to_digit(10)?) * unit / 10.0;
            at += 1;
        }
        if matches!(next, '百' | '千' | '十') && line.char(at) == '万' {
            value *= 1e4;
            at += 1;
        }
    } else if let Some((_, end)) = line.any(at, &[("st", ()), ("nd", ()), ("rd", ()), ("th", ())]) {
        // 10th; the ending is no word of its own.
        at = end;
    }
    Some((Number::of(value), at))
}

fn digit(c: char) -> Option<f64> {
    let at = "零一二三四五六七八九".chars().position(|digit| digit == c);
    at.map(|at| at as f64).or(match c {
        '〇' => Some(0.0),
        '两' | '俩' => Some(2.0),
        _ => None,
    })
}

fn unit(c: char) -> Option<f64> {
    match c {
        '十' => Some(10.0),
        '百' => Some(100.0),
        '千' => Some(1e3),
        '万' => Some(1e4),
        _ => None,
    }
}

fn chinese(line: &Line, start: usize) -> Option<(Number, usize)> {
    let mut at = start;
    // What was summed under 万, what was summed since, the digit that waits for its unit, and the last unit.
    let (mut high, mut sum, mut waiting, mut last_unit) = (0.0, 0.0, None::<(f64, f64)>, f64::INFINITY);
    let (mut is_count, mut any) = (false, false);
    loop {
        let c = line.char(at);
        if let Some(value) = digit(c) {
            is_count |= c == '两' || c == '俩';
            match waiting {
                None => waiting = Some((value, value)),
                // Two digits that follow each other are a vague number.
                Some((one, other)) if one == other && value == one + 1.0 && value > 1.0 => waiting = Some((one, value)),
                Some(_) => break,
            }
            if value == 0.0 {
                (waiting, last_unit) = (None, f64::INFINITY);
            }
        } else if let Some(value) = unit(c) {
            // A unit alone is one of it, where something is counted: 千平, 十人.
            let counts = any || waiting.is_some() || value == 10.0 || stands_before_a_unit(line, at + 1);
            if !counts {
                break;
            }
            let before = waiting.take();
            let (least, most) = before.unwrap_or((1.0, 1.0));
            if least != most {
                return Some((Number { least: least * value, most: most * value, is_count }, at + 1));
            }
            if value == 1e4 {
                let ten_thousands = sum + before.map_or(0.0, |(digit, _)| digit);
                (high, sum) = (high + ten_thousands.max(1.0) * value, 0.0);
            } else {
                sum += least * value;
            }
            last_unit = value;
        } else {
            break;
        }
        any = true;
        at += 1;
    }
    if !any {
        return None;
    }
    if let Some((least, most)) = waiting {
        if least != most {
            return Some((Number { least: high + sum + least, most: high + sum + most, is_count }, at));
        }
        // 一千二 is 1,200; 一百二 is 120.
        let scale = if last_unit.is_finite() && last_unit > 10.0 { last_unit / 10.0 } else { 1.0 };
        sum += least * scale;
        if line.char(at) == '点' && digit(line.char(at + 1)).is_some() {
            at += 1;
            let mut place = 0.1;
            while let Some(value) = digit(line.char(at)) {
                (sum, place, at) = (sum + value * place, place / 10.0, at + 1);
            }
        }
    }
    Some((Number { is_count, ..Number::of(high + sum) }, at))
}

/// Whether a place begins a word that things are counted by.
fn stands_before_a_unit(line: &Line, at: usize) -> bool {
    let next = line.char(line.skip_blanks(at));
    matches!(next, '平' | '人' | '㎡' | '来' | '多' | '方' | '把' | '个' | '十' | '百' | '千' | '万')
}

const ENGLISH: [(&str, f64); 31] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
    ("thousand", 1000.0),
    ("ahundred", 100.0),
    ("athousand", 1000.0),
];

fn english(line: &Line, start: usize) -> Option<(Number, usize)> {
    let (mut at, mut sum, mut part, mut any) = (start, 0.0, 0.0, false);
    loop {
        let from = line.skip_blanks(at);
        let from = if any && line.char(from) == '-' { from + 1 } else { from };
        let joined = line.word(from, "and").map(|end| line.skip_blanks(end)).filter(|_| any && part + sum >= 100.0);
        let Some((value, end)) = line.any(joined.unwrap_or(from), &ENGLISH) else { break };
        match value {
            100.0 => part = if part > 0.0 { part * 100.0 } else { 100.0 },
            1000.0 => (sum, part) = (sum + if part > 0.0 { part * 1e3 } else { 1e3 }, 0.0),
            // "five six" are two numbers.
            value if part % 100.0 > 0.0 && !(part % 10.0 == 0.0 && value < 10.0) => break,
            value => part += value,
        }
        (at, any) = (end, true);
    }
    any.then(|| (Number::of(sum + part), at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_say_them() {
        let of = |text: &str| number(&Line::of(text), 0).map(|(n, end)| (n.least, n.most, end));
        let one = |value: f64, text: &str| assert_eq!(of(text).map(|n| (n.0, n.1)), Some((value, value)), "{text}");
        for (value, text) in [
            (1200.0, "1,200"),
            (1200.0, "1.2k"),
            (1200.0, "一千二"),
            (1200.0, "一千二百"),
            (1205.0, "一千二百零五"),
            (1005.0, "一千零五"),
            (120.0, "一百二"),
            (350.0, "三百五"),
            (2500.0, "两千五"),
            (1000.0, "千平"),
            (15.0, "十五"),
            (20.0, "二十"),
            (60.0, "六十人"),
            (12000.0, "一万二"),
            (20000.0, "两万"),
            (200_000.0, "20万"),
            (1200.0, "1千2"),
            (4.5, "四点五"),
            (10.0, "10th"),
            (60.0, "sixty"),
            (1200.0, "twelve hundred"),
            (1200.0, "one thousand two hundred"),
            (1000.0, "a thousand"),
            (65.0, "sixty-five"),
            (350.0, "three hundred and fifty"),
            (2027.0, "2027"),
            (150_000.0, "十五万"),
        ] {
            one(value, text);
        }
        assert_eq!(of("八九百").map(|n| (n.0, n.1)), Some((800.0, 900.0)));
        assert_eq!(of("五六十人").map(|n| (n.0, n.1)), Some((50.0, 60.0)));
        assert_eq!(of("七八个").map(|n| (n.0, n.1)), Some((7.0, 8.0)));
        assert_eq!(of("百货"), None);
        assert_eq!(of("abc"), None);
    }
}

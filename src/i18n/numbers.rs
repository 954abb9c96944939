//! Numbers as people read them: thousands separators, a thin space before the per cent sign. Refuses units' names.

/// A thin space, before units that follow a figure closely.
const THIN_SPACE: char = '\u{2009}';

/// A whole number with thousands separators: `12,345`.
pub fn integer(value: f64) -> String {
    decimal(value, 0)
}

/// A number with thousands separators and so many decimals: `12,345.6`. Not a number is a dash.
pub fn decimal(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    let plain = format!("{:.*}", decimals, value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let negative = value < 0.0 && plain.bytes().any(|b| matches!(b, b'1'..=b'9'));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    if negative {
        text.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A share (0–1) as per cent with one decimal and a thin space: `18.4 %`.
pub fn percent(share: f64) -> String {
    format!("{}{THIN_SPACE}%", decimal(share * 100.0, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(integer(1234567.0), "1,234,567");
        assert_eq!(integer(999.6), "1,000");
        assert_eq!(decimal(-0.04, 1), "0.0");
        assert_eq!(decimal(-1234.5, 1), "−1,234.5");
        assert_eq!(decimal(f64::NAN, 1), "—");
        assert_eq!(percent(0.1838), "18.4\u{2009}%");
    }
}

//! Whole numbers in Chinese numerals: 十二, 一百零五, 二〇二六. Refuses fractions.

/// The number at the start of a text and how many bytes it takes; `None` when the text starts with no numeral.
pub fn leading(text: &str) -> Option<(u32, usize)> {
    let length: usize = text.chars().take_while(|&c| is_numeral(c)).map(char::len_utf8).sum();
    whole(&text[..length]).map(|number| (number, length))
}

/// The number that a text of numerals is: by place (一百零五), or digit by digit (二〇二六). `None` for anything else.
pub fn whole(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        return text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
    }
    let (mut sum, mut section, mut last) = (0_u32, 0_u32, None);
    for c in text.chars() {
        match (digit(c), place(c)) {
            (Some(0), _) => last = None,
            (Some(digit), _) if last.is_none() => last = Some(digit),
            (_, Some(10_000)) => {
                section += last.take().unwrap_or(0);
                sum += section.checked_mul(10_000)?;
                section = 0;
            }
            (_, Some(place)) => section += last.take().unwrap_or(1) * place,
            _ => return None,
        }
    }
    Some(sum + section + last.unwrap_or(0))
}

fn is_numeral(c: char) -> bool {
    digit(c).is_some() || place(c).is_some()
}

fn digit(c: char) -> Option<u32> {
    let digits = "〇一二三四五六七八九";
    match c {
        '零' | '○' => Some(0),
        '两' => Some(2),
        _ => digits.chars().position(|known| known == c).map(|at| at as u32),
    }
}

fn place(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_by_place_and_digit_by_digit() {
        let cases =
            [("十二", 12), ("二十", 20), ("一百零五", 105), ("二〇二六", 2026), ("三千五百", 3500), ("两万", 20_000), ("九", 9)];
        for (text, number) in cases {
            assert_eq!(whole(text), Some(number), "{text}");
        }
        assert_eq!(leading("十二层"), Some((12, 6)));
        assert_eq!(whole("一二十"), None);
        assert_eq!(leading("层"), None);
    }
}

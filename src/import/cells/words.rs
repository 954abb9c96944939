//! Words that say that a cell has no value. Refuses to guess at others.

/// Words for a rent that is not told: the word says something, so it stays in the cell.
const UNTOLD: [&str; 9] = ["面议", "议价", "电议", "详谈", "另议", "协商", "保密", "不公开", "negotiable"];

/// Words for nothing at all.
const NOTHING: [&str; 35] = [
    "暂无",
    "暂无数据",
    "暂无资料",
    "暂无信息",
    "无",
    "无数据",
    "没有",
    "空",
    "未知",
    "不详",
    "未定",
    "待定",
    "待补",
    "待补充",
    "待核",
    "待确认",
    "未填",
    "未填写",
    "长期",
    "不适用",
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "\\",
    "?",
    "n/a",
    "na",
    "null",
    "none",
    "nil",
    "tbd",
    "unknown",
];

/// Why a cell has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoValue {
    /// It is negotiable or not told; the word is worth keeping.
    Untold,
    /// There is none, or nobody knows.
    Nothing,
}

/// What a word says that stands for no value; `None` for any other text. The text is in half width, without blanks around it.
pub fn no_value(text: &str) -> Option<NoValue> {
    // The longest of the words has twelve bytes: a quick way out for nearly every cell.
    if text.len() > 12 || text.bytes().next().is_some_and(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(&NOTHING) {
        return Some(NoValue::Nothing);
    }
    is(&UNTOLD).then_some(NoValue::Untold)
}

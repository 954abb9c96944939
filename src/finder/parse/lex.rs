//! A line cut into words, numbers, days and names: at each place the longest. Refuses grammar.

use std::ops::Range;

use crate::domain::Date;

use super::dates;
use super::line::Line;
use super::names::{Hit, Names};
use super::numbers::{self, Number};
use super::words::{Bound, Word, by_first};

/// What stands in a piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Word(Word),
    Number(Number),
    Day(Date),
    Name(Vec<Hit>),
    Unknown,
}

/// A piece of a line.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    /// Its characters.
    pub chars: Range<usize>,
}

/// Cuts a line.
pub(super) fn lex(line: &Line, names: &Names, today: Date) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = line.skip_blanks(0);
    while at < line.len() {
        let name = names.at(line, at).map(|(hits, end)| (Kind::Name(hits.to_vec()), end));
        let day = dates::day(line, at, today).map(|(day, end)| (Kind::Day(day), end));
        let number = numbers::number(line, at).map(|(number, end)| (Kind::Number(number), end));
        let word = line.any(at, by_first(line.char(at))).map(|(word, end)| (Kind::Word(word), end));
        // 上千: at least a thousand.
        let upward = (line.char(at) == '上' && matches!(line.char(at + 1), '千' | '百' | '万')).then_some(at + 1);
        let word = upward.map(|end| (Kind::Word(Word::Pre(Bound::Least)), end)).or(word);
        // Of equals the first: a name before a day before a number before a word.
        let found = [name, day, number, word].into_iter().flatten().reduce(|a, b| if b.1 > a.1 { b } else { a });
        let (kind, end) = found.unwrap_or_else(|| (Kind::Unknown, end_of_unknown(line, at)));
        match tokens.last_mut() {
            Some(last) if kind == Kind::Unknown && last.kind == Kind::Unknown => last.chars.end = end,
            _ => tokens.push(Token { kind, chars: at..end }),
        }
        at = line.skip_blanks(end);
    }
    tokens
}

/// An unknown word goes on to the end of its letters; of Chinese it is one character.
fn end_of_unknown(line: &Line, at: usize) -> usize {
    let mut end = at + 1;
    if line.char(at).is_ascii_alphanumeric() {
        while line.char(end).is_ascii_alphanumeric() {
            end += 1;
        }
    }
    end
}

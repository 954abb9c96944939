//! What is found, told by hand, and a plain slow search over random names to compare with.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;

use pinyin::ToPinyinMulti;

use super::SearchIndex;
use crate::domain::{Dataset, DatasetKind, Field, Origin, Value};
use crate::i18n::Lang;

fn dataset(kind: DatasetKind, rows: &[[&str; 3]]) -> Arc<Dataset> {
    let mut set = Dataset::new(kind.code(), Origin::Embedded);
    set.kind = kind;
    for (column, field) in [Field::Name, Field::NameEn, Field::Alias].into_iter().enumerate() {
        set.table.column_or_new(field.key());
        set.fields.set(field, column);
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            set.table.columns[column].set(row, Value::Text(cell));
        }
        set.geometries.end_feature(crate::domain::GeometryKind::None);
    }
    Arc::new(set)
}

fn index_of(sets: &[Arc<Dataset>]) -> SearchIndex {
    SearchIndex::build(sets, &|_, _| ControlFlow::Continue(())).unwrap()
}

fn park() -> SearchIndex {
    let parks = [
        ["市北高新园区", "Shibei Hi-Tech Park", "市北高新区;市北"],
        ["聚能湾创新社区", "Junengwan Innovation Community", ""],
        ["800秀", "800 Show Creative Park", "八百秀"],
        ["大宁商圈", "Daning Commercial Area", ""],
    ];
    let stations = [["汶水路", "Wenshui Road", ""], ["静安寺", "Jing'an Temple", ""], ["延长路", "Yanchang Road", ""]];
    let streets = [["汶水路", "Wenshui Road", ""], ["汶水路", "Wenshui Road", ""], ["绿地路", "", ""]];
    let blocks = [["北部", "North block", "北部地区"]];
    index_of(&[
        dataset(DatasetKind::Streets, &streets),
        dataset(DatasetKind::Stations, &stations),
        dataset(DatasetKind::Parks, &parks),
        dataset(DatasetKind::Blocks, &blocks),
    ])
}

fn first(index: &SearchIndex, text: &str) -> (DatasetKind, String, usize) {
    let groups = index.search(text, Lang::Zh, 5);
    let group = groups.first().unwrap_or_else(|| panic!("nothing found for {text}"));
    (group.kind, group.hits[0].name.clone(), group.total)
}

#[test]
fn one_name_is_found_in_many_ways() {
    let index = park();
    for text in [
        "市北",
        "市北高新",
        "shibei",
        "ShiBei",
        "shi bei gao xin",
        "sb",
        "sbgxyq",
        "shibeigx",
        "shbei",
        "Shibei Hi",
        "Hi-Tech",
        "市bei",
    ] {
        assert_eq!(first(&index, text), (DatasetKind::Parks, "市北高新园区".into(), 1), "{text}");
    }
    for text in ["800秀", "８００", "800xiu", "baibaixiu", "show"] {
        assert_eq!(first(&index, text).1, "800秀", "{text}");
    }
    assert_eq!(first(&index, "jingan").1, "静安寺");
    assert_eq!(first(&index, "jing'an tmeple").1, "静安寺");
}

#[test]
fn all_readings_of_a_character_count() {
    let index = park();
    assert_eq!(first(&index, "yanchang").1, "延长路");
    assert_eq!(first(&index, "yanzhang").1, "延长路");
    assert_eq!(first(&index, "lvdi").1, "绿地路");
    assert_eq!(first(&index, "ludi").1, "绿地路");
}

#[test]
fn a_street_in_pieces_is_one_hit_in_its_own_group() {
    let groups = park().search("wenshui", Lang::Zh, 5);
    let found: Vec<_> = groups.iter().map(|group| (group.kind, group.total)).collect();
    assert_eq!(found, [(DatasetKind::Stations, 1), (DatasetKind::Streets, 1)]);
    assert_eq!(groups[1].hits[0].record.row, 0);
}

#[test]
fn what_matches_is_marked_in_the_shown_name() {
    let index = park();
    let marked = |text: &str, lang| {
        let groups = index.search(text, lang, 1);
        let hit = &groups[0].hits[0];
        hit.matched.iter().map(|range| hit.name[range.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(marked("高新", Lang::Zh), ["高新"]);
    assert_eq!(marked("gaox", Lang::Zh), ["高新"]);
    assert_eq!(marked("hitech", Lang::En), ["Hi", "Tech"]);
    assert_eq!(marked("sbgx", Lang::Zh), ["市北高新"]);
    assert_eq!(index.search("八百", Lang::Zh, 1)[0].hits[0].other_name, "八百秀");
}

#[test]
fn nothing_and_nonsense_find_nothing() {
    let index = park();
    for text in ["", "  ", "'·'", "qqqqqqqqqq", "\u{0}", &"长".repeat(500), &"a".repeat(5000)] {
        assert_eq!(index.search(text, Lang::Zh, 5), [], "{text:?}");
    }
}

/// A generator of numbers that look random (xorshift, G. Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn word(&mut self, letters: &[char], longest: usize) -> String {
        (0..1 + self.below(longest)).map(|_| letters[self.below(letters.len())]).collect()
    }
}

/// Every spelling of a run of characters: in full, by initials, as they are; the last syllable may be cut short.
fn spells(query: &str, chars: &[char], whole: &mut bool) -> bool {
    if query.is_empty() {
        *whole |= chars.is_empty();
        return true;
    }
    let Some((&c, rest)) = chars.split_first() else { return false };
    let mut ways = vec![c.to_string()];
    if let Some(readings) = c.to_pinyin_multi() {
        for reading in readings {
            let plain = reading.plain().replace('ü', "v");
            if plain.starts_with(query) && plain != query {
                return true;
            }
            ways.push(plain[..1].to_owned());
            ways.extend(plain.get(..2).filter(|two| two.ends_with('h')).map(str::to_owned));
            ways.push(plain.clone());
            ways.push(plain.replace('v', "u"));
        }
    }
    ways.iter().any(|way| query.strip_prefix(way.as_str()).is_some_and(|left| spells(left, rest, whole)))
}

#[test]
fn as_many_are_found_as_by_a_plain_slow_search() {
    let han: Vec<char> = "市北高新园区长安石厦绿女行乐大".chars().collect();
    let latin: Vec<char> = "abeghinsu ".chars().collect();
    let mut dice = Dice(0x1234_5678_9abc_def1);
    let names: Vec<[String; 2]> = (0..300).map(|_| [dice.word(&han, 5), dice.word(&latin, 9)]).collect();
    let rows: Vec<[&str; 3]> = names.iter().map(|[name, english]| [name.as_str(), english.as_str(), ""]).collect();
    let index = index_of(&[dataset(DatasetKind::Buildings, &rows)]);
    let typed: Vec<char> = "shibeigaoxnyuqlvdzctw".chars().collect();
    for round in 0..300 {
        let query = if round % 3 == 0 { dice.word(&han, 2) } else { dice.word(&typed, 3 + round % 4) };
        let compact = |text: &str| text.replace(' ', "");
        let wanted = names.iter().filter(|[name, english]| {
            let chars: Vec<char> = name.chars().collect();
            let spoken = (0..chars.len()).any(|start| spells(&query, &chars[start..], &mut false));
            spoken || compact(english).contains(&query)
        });
        let (wanted, found) = (wanted.count(), index.search(&query, Lang::Zh, 3));
        let total = found.first().map_or(0, |group| group.total);
        // With few hits typing errors are allowed, too, and more may be found.
        let is_right = if wanted > 5 { total == wanted } else { total >= wanted };
        assert!(is_right, "{query}: {total} found, {wanted} wanted");
    }
}

#[test]
fn what_is_spelled_right_comes_before_what_is_nearly_so() {
    let rows = [["汶水路", "Wenshui Road", ""], ["文水苑", "", ""], ["长宁路", "Changning Road", ""]];
    let index = index_of(&[dataset(DatasetKind::Streets, &rows)]);
    let totals = |text: &str| {
        let mut firsts = Vec::new();
        let all = index.search_in_steps(text, Lang::Zh, 3, &mut |groups| firsts.push(groups[0].total));
        (firsts, all.first().map_or(0, |group| group.total))
    };
    assert_eq!(totals("wenshuir"), (vec![1], 2));
    assert_eq!(totals("chagning"), (vec![], 1), "nothing first: nothing is said yet");
    assert_eq!(totals("路"), (vec![2], 2));
}

/// Edit distance by its definition.
fn distance(a: &[u8], b: &[u8], known: &mut BTreeMap<(usize, usize), usize>) -> usize {
    let (Some((&x, a_rest)), Some((&y, b_rest))) = (a.split_first(), b.split_first()) else { return a.len().max(b.len()) };
    if let Some(&distance) = known.get(&(a.len(), b.len())) {
        return distance;
    }
    let replaced = distance(a_rest, b_rest, known) + usize::from(x != y);
    let least = replaced.min(distance(a_rest, b, known) + 1).min(distance(a, b_rest, known) + 1);
    known.insert((a.len(), b.len()), least);
    least
}

#[test]
fn typing_errors_are_found_as_by_the_definition_of_edit_distance() {
    let letters: Vec<char> = "abcdef".chars().collect();
    let mut dice = Dice(77);
    let names: Vec<String> = (0..200).map(|_| format!("{} {}", dice.word(&letters, 9), dice.word(&letters, 9))).collect();
    let rows: Vec<[&str; 3]> = names.iter().map(|name| [name.as_str(), "", ""]).collect();
    let index = index_of(&[dataset(DatasetKind::Buildings, &rows)]);
    let mut with_errors = 0;
    for _ in 0..150 {
        let query = format!("{}{}", dice.word(&letters, 6), "abc");
        let allowed = [0, 1, 2][usize::from(query.len() >= 4) + usize::from(query.len() >= 8)];
        let near = |name: &&String| {
            let words: Vec<&str> = name.split(' ').collect();
            [words.concat(), words[1].to_owned()].iter().any(|text| {
                (0..=text.len()).any(|end| distance(query.as_bytes(), &text.as_bytes()[..end], &mut BTreeMap::new()) <= allowed)
            })
        };
        let exact = names.iter().filter(|name| name.replace(' ', "").contains(&query)).count();
        let total = index.search(&query, Lang::Zh, 3).first().map_or(0, |group| group.total);
        if exact > 5 {
            assert_eq!(total, exact, "{query}");
            continue;
        }
        let inside = |name: &&String| name.replace(' ', "").contains(&query);
        let wanted = names.iter().filter(|name| near(name) || inside(name)).count();
        assert_eq!(total, wanted, "{query}");
        with_errors += usize::from(wanted > exact);
    }
    assert!(with_errors > 25, "{with_errors}");
}

/// Every way of writing Chinese in Latin letters.
fn writings(chars: &[char]) -> Vec<String> {
    let Some((&c, rest)) = chars.split_first() else { return vec![String::new()] };
    let mut ways: Vec<String> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        ways.extend([reading.plain().replace('ü', "v"), reading.plain().replace('ü', "u")]);
    }
    if ways.is_empty() {
        ways.push(c.to_string());
    }
    let rest = writings(rest);
    ways.iter().flat_map(|way| rest.iter().map(move |rest| format!("{way}{rest}"))).collect()
}

/// The least edit distance of a beginning of `text`, by the whole table (Wagner and Fischer, 1974).
fn nearest_beginning(query: &[u8], text: &[u8]) -> usize {
    let mut table = vec![vec![0; text.len() + 1]; query.len() + 1];
    for i in 0..=query.len() {
        for j in 0..=text.len() {
            table[i][j] = match (i, j) {
                (0, j) => j,
                (i, 0) => i,
                _ => {
                    let replaced = table[i - 1][j - 1] + usize::from(query[i - 1] != text[j - 1]);
                    replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1)
                }
            };
        }
    }
    table[query.len()].iter().copied().min().unwrap_or(0)
}

#[test]
fn chinese_is_found_with_typing_errors_in_every_reading() {
    let han: Vec<char> = "市北高新长安石厦绿8".chars().collect();
    let mut dice = Dice(4242);
    let names: Vec<String> = (0..150).map(|_| format!("{}路", dice.word(&han, 4))).collect();
    let rows: Vec<[&str; 3]> = names.iter().map(|name| [name.as_str(), "", ""]).collect();
    let index = index_of(&[dataset(DatasetKind::Buildings, &rows)]);
    let spoken: Vec<Vec<String>> = names
        .iter()
        .map(|name| {
            let chars: Vec<char> = name.chars().collect();
            let all: BTreeSet<String> = (0..chars.len()).flat_map(|start| writings(&chars[start..])).collect();
            all.into_iter().collect()
        })
        .collect();
    let letters: Vec<char> = "shibegaoxnl".chars().collect();
    let mut with_errors = 0;
    for _ in 0..120 {
        // A name as it is said, with some letters typed wrong.
        let all = &spoken[dice.below(spoken.len())];
        let mut query: Vec<char> = all[dice.below(all.len())].chars().collect();
        for _ in 0..1 + dice.below(2) {
            let at = dice.below(query.len());
            match dice.below(3) {
                0 => query[at] = letters[dice.below(letters.len())],
                1 => query.insert(at, letters[dice.below(letters.len())]),
                _ => _ = query.remove(at),
            }
        }
        let query: String = query.into_iter().collect();
        let allowed = [0, 1, 2][usize::from(query.len() >= 4) + usize::from(query.len() >= 8)];
        let exact = |name: &str| {
            let chars: Vec<char> = name.chars().collect();
            (0..chars.len()).any(|start| spells(&query, &chars[start..], &mut false)) || name.contains(&query)
        };
        let near = |text: &String| nearest_beginning(query.as_bytes(), text.as_bytes()) <= allowed;
        let found_exactly = names.iter().filter(|name| exact(name)).count();
        let wanted = names
            .iter()
            .zip(&spoken)
            .filter(|(name, spoken)| exact(name) || found_exactly <= 5 && allowed > 0 && spoken.iter().any(near));
        let (wanted, found) = (wanted.count(), index.search(&query, Lang::Zh, 3));
        assert_eq!(found.first().map_or(0, |group| group.total), wanted, "{query}");
        with_errors += usize::from(wanted > found_exactly);
    }
    assert!(with_errors > 60, "{with_errors}");
}

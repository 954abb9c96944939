//! What a file's records are and which member is which field, told from names (Chinese or English) and geometry.
//! Refuses to look at cells beyond what tells a unit, and to rename anything.

mod names;
mod signs;

use crate::domain::{Dataset, DatasetKind, Field, FieldMap, GeometryKind};

use DatasetKind::{Blocks, Buildings, Enterprises, Floors, Indicators, Other, Parks, Projects, Spaces, Stations};
use names::NAMES;
use signs::{OF_A_FLOOR, PART_OF_A_FLOOR, SIGNS};

/// What was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// What the records are.
    pub kind: DatasetKind,
    /// Which column is which field.
    pub fields: FieldMap,
    /// True when two kinds were equally likely.
    pub ambiguous: bool,
    /// Points that speak for the kind: 3 are enough, 6 leave little doubt; 0 when the user said so.
    pub points: u32,
}

/// Tells what a dataset is, unless the user said so.
pub fn recognise(dataset: &Dataset, said: Option<DatasetKind>) -> Recognition {
    let names: Vec<String> = dataset.table.names.iter().map(|name| plain(name)).collect();
    let (kind, ambiguous, points) = said.map_or_else(|| likely_kind(dataset, &names), |kind| (kind, false, 0));
    Recognition { kind, fields: field_map(kind, &dataset.table.names, &names), ambiguous, points }
}

/// Points that make a kind. A file that is called as our own of a kind has them.
const ENOUGH: u32 = 3;
/// Words in a file's name that say stations: such files often hold nothing but names.
const STATION_FILES: [&str; 2] = ["metrostation", "地铁站"];

/// The likeliest kind, whether another one is as likely, and what speaks for it.
fn likely_kind(dataset: &Dataset, names: &[String]) -> (DatasetKind, bool, u32) {
    let shapes = Shapes::of(dataset);
    // A table has its places in columns, if it has any.
    let is_table = dataset.about.format.is_table();
    let is_of_a_floor = names.iter().any(|name| OF_A_FLOOR.contains(&name.as_str()));
    let is_of_a_part = names.iter().any(|name| PART_OF_A_FLOOR.contains(&name.as_str()));
    let file = plain(&dataset.name);
    let score = |kind: DatasetKind| {
        let named = file == plain(kind.code()) || kind == Stations && STATION_FILES.iter().any(|word| file.contains(word));
        let signs: u32 = SIGNS
            .iter()
            .filter(|(of, ..)| *of == kind)
            .map(|(_, weight, signs)| weight * names.iter().filter(|name| signs.contains(&name.as_str())).count() as u32)
            .sum();
        let points = signs + if named { ENOUGH } else { 0 };
        // A place of one's own decides between a thing and what is in it; names alone cannot.
        match kind {
            Buildings if is_table && !is_of_a_floor => points,
            Blocks | Buildings if !shapes.polygons => 0,
            Floors if !is_of_a_floor || is_of_a_part => 0,
            Enterprises if shapes.polygons => points / 2,
            Stations if !shapes.points && !is_table => 0,
            Indicators if shapes.points || shapes.lines || shapes.polygons => 0,
            _ if shapes.lines && !shapes.points && !shapes.polygons => 0,
            _ => points,
        }
    };
    let mut best = (Other, 0);
    let mut tie = false;
    for kind in [Blocks, Parks, Buildings, Floors, Spaces, Enterprises, Projects, Stations, Indicators] {
        let points = score(kind);
        if points > best.1 {
            (best, tie) = ((kind, points), false);
        } else if points == best.1 && points >= ENOUGH {
            // A table of firms names buildings and parks, and may tell what each firm rents; not the other way about.
            tie = !(is_table && kind == Enterprises && matches!(best.0, Parks | Buildings | Spaces));
            best = if tie { best } else { (kind, points) };
        }
    }
    if best.1 >= ENOUGH && !tie { (best.0, false, best.1) } else { (Other, tie && best.1 >= ENOUGH, 0) }
}

/// Which sorts of geometry a dataset has.
struct Shapes {
    points: bool,
    lines: bool,
    polygons: bool,
}

impl Shapes {
    fn of(dataset: &Dataset) -> Self {
        let mut shapes = Self { points: false, lines: false, polygons: false };
        for row in 0..dataset.len() {
            match dataset.geometries.kind(row) {
                GeometryKind::Point | GeometryKind::MultiPoint => shapes.points = true,
                GeometryKind::LineString | GeometryKind::MultiLineString => shapes.lines = true,
                GeometryKind::Polygon | GeometryKind::MultiPolygon => shapes.polygons = true,
                GeometryKind::None | GeometryKind::Collection => {}
            }
        }
        shapes
    }
}

/// Which column is which field: by its key, else by a name of this kind of record, else by one of any. The first column of
/// a name counts.
fn field_map(kind: DatasetKind, names: &[String], plain_names: &[String]) -> FieldMap {
    let mut fields = FieldMap::default();
    for (column, name) in names.iter().enumerate() {
        if let Some(&field) = Field::ALL.iter().find(|field| field.key() == name)
            && fields.column(field).is_none()
        {
            fields.set(field, column);
        }
    }
    for of_kind in [true, false] {
        for (column, name) in plain_names.iter().enumerate() {
            if fields.field_of(column).is_some() {
                continue;
            }
            let known = NAMES.iter().find(|(field, kinds, others)| {
                (if of_kind { *kinds == Some(kind) } else { kinds.is_none() })
                    && (others.contains(&name.as_str()) || !of_kind && plain(field.key()) == *name)
                    && fields.column(*field).is_none()
            });
            if let Some(&(field, ..)) = known {
                fields.set(field, column);
            }
        }
    }
    if let (None, Some(code)) = (fields.column(Field::Id), fields.column(Field::CreditCode)) {
        // Firms that have no other key are known by their code.
        fields.set(Field::Id, code);
    }
    fields
}

/// A name of a column in lower case and simplified characters, without blanks, `_`, `-`, `:` and a unit in brackets or behind it.
pub fn plain(name: &str) -> String {
    let name = name_and_unit(name).0;
    let dropped = |c: &char| !(c.is_whitespace() || matches!(c, '_' | '-' | ':' | '：' | '.'));
    name.chars().filter(dropped).map(simplified).flat_map(char::to_lowercase).collect()
}

/// The simplified form of a traditional character of columns' names; others as they are.
fn simplified(character: char) -> char {
    const TRADITIONAL: &str =
        "稱經緯號樓層區園積態業產編碼聯繫電話類價單數備註廈總間釋開設幢歸屬權備標準裝況車員註冊術當圍約報賃戶";
    const SIMPLIFIED: &str =
        "称经纬号楼层区园积态业产编码联系电话类价单数备注厦总间释开设幢归属权备标准装况车员注册术当围约报赁户";
    let at = TRADITIONAL.chars().position(|known| known == character);
    at.and_then(|at| SIMPLIFIED.chars().nth(at)).unwrap_or(character)
}

/// A name of a column before its unit, and the unit, in brackets or behind the name; the unit is empty where there is none.
pub fn name_and_unit(header: &str) -> (&str, &str) {
    if let Some((name, unit)) = header.split_once(['(', '（', '[', '［']).filter(|(name, _)| !name.is_empty()) {
        return (name, unit.trim_end_matches([')', '）', ']', '］', ':', '：', ' ']));
    }
    let at = ["元/", "元／", "万元", "㎡", "平方米", "m²"].iter().filter_map(|unit| header.find(unit)).min();
    let at = at.map(|at| if header[..at].ends_with('万') { at - '万'.len_utf8() } else { at });
    at.filter(|at| *at > 0).map_or((header, ""), |at| header.split_at(at))
}

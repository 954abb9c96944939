//! What a row and a building have to be compared by: keys, folded names, the address taken apart. Refuses to compare.

use crate::domain::{Dataset, DatasetKind, Field, Value};
use crate::import::names::folded;
use crate::import::values::written;

use super::address::{Address, parse};

/// Letters of a name that it takes to be found within an address: shorter ones are found by chance.
pub const LEAST_WITHIN: usize = 4;

/// What a row without a place tells about where it is.
#[derive(Clone, Debug, Default)]
pub struct RowKeys {
    /// What stands in its building column.
    pub building: String,
    /// Names that may be a building's: of its building column, its own, what its address names. With what stands in the file.
    pub names: Vec<(String, String)>,
    /// Its address.
    pub address: Option<Address>,
    /// Everything in which the name of a building may stand, folded.
    pub text: String,
    /// Its park, as in the file.
    pub park: String,
    /// Building of a compound that its name or address names.
    pub part: String,
}

/// What a building is known by.
#[derive(Clone, Debug, Default)]
pub struct BuildingKeys {
    /// Its id.
    pub id: String,
    /// Its names, the first of which is its own, the others aliases.
    pub names: Vec<String>,
    /// Its name as in the file.
    pub name: String,
    /// Its own name without the part of a compound; empty where that is all.
    pub core: String,
    /// The part of a compound that its name or address names: 3 of 3号楼.
    pub part: String,
    /// Its address.
    pub address: Option<Address>,
}

impl RowKeys {
    /// Reads a row.
    pub fn of(dataset: &Dataset, row: usize) -> Self {
        let text = |field: Field| word(dataset.value(row, field));
        let (building, address) = (text(Field::Building), parse(&text(Field::Address)));
        let own = if dataset.kind == DatasetKind::Spaces { String::new() } else { text(Field::Name) };
        let rest = address.as_ref().map(|address| address.rest.clone()).unwrap_or_default();
        let written = [building.clone(), own.clone(), rest];
        let names: Vec<(String, String)> =
            written.into_iter().map(|name| (folded(&name), name)).filter(|(plain, _)| plain.chars().count() > 1).collect();
        let parts = names.iter().map(|(plain, _)| split(plain).1).find(|part| !part.is_empty());
        let part = address.as_ref().map(|address| address.building.clone()).filter(|part| !part.is_empty()).or(parts);
        let whole = [building.as_str(), own.as_str(), &text(Field::Address)].map(folded).join(" ");
        Self { building, names, address, text: whole, park: text(Field::Park), part: part.unwrap_or_default() }
    }

    /// True when there is nothing to be matched by.
    pub fn is_empty(&self) -> bool {
        self.building.is_empty() && self.names.is_empty() && self.park.is_empty() && self.text.trim().is_empty()
    }
}

impl BuildingKeys {
    /// Reads a building.
    pub fn of(buildings: &Dataset, row: usize) -> Self {
        let text = |field: Field| word(buildings.value(row, field));
        let name = text(Field::Name);
        let alias = text(Field::Alias);
        let all = [name.clone(), text(Field::NameEn)].into_iter().chain(alias.split([';', '；', '、']).map(str::to_owned));
        let mut names: Vec<String> = Vec::new();
        for plain in all.map(|name| folded(&name)).filter(|plain| !plain.is_empty()) {
            if !names.contains(&plain) {
                names.push(plain);
            }
        }
        // A building may be called by its address.
        let address = parse(&text(Field::Address)).or_else(|| parse(&name).filter(Address::finds_a_house));
        let (core, own_part) = names.first().map(|plain| split(plain)).unwrap_or_default();
        let part = address.as_ref().map(|address| address.building.clone()).filter(|part| !part.is_empty()).unwrap_or(own_part);
        let id = match word(buildings.value(row, Field::Id)) {
            id if id.is_empty() => word(buildings.feature_ids.get(row)),
            id => id,
        };
        Self { id, names, name, core, part, address }
    }
}

/// A cell as a word.
fn word(value: Value<'_>) -> String {
    match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::Number(number) => written(number),
        Value::Null | Value::Bool(_) => String::new(),
    }
}

/// A folded name without the part of a compound at its end, and that part: 总部经济园3号楼 is 总部经济园 and 3, 市北壹中心a座
/// is 市北壹中心 and a. The first is empty where there is no part.
pub fn split(plain: &str) -> (String, String) {
    let Some(stem) = ["号楼", "栋", "幢", "座", "楼"].iter().find_map(|word| plain.strip_suffix(word)) else {
        return (String::new(), String::new());
    };
    let part: String = {
        let mut letters: Vec<char> = stem.chars().rev().take_while(char::is_ascii_alphanumeric).collect();
        letters.reverse();
        letters.into_iter().collect()
    };
    let core = &stem[..stem.len() - part.len()];
    if part.is_empty() || part.len() > 3 || core.chars().count() < 2 {
        return (String::new(), String::new());
    }
    (core.to_owned(), part)
}

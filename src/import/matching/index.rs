//! The buildings that may be meant, found without comparing a row with every one of them. Refuses to weigh them (`score`).

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::domain::{Confidence, Dataset};
use crate::index::place::position_of;

use super::address::Address;
use super::keys::{BuildingKeys, LEAST_WITHIN, RowKeys, split};
use super::score::deletions;

/// Buildings by everything they can be found by.
pub struct BuildingIndex {
    /// What each building is known by.
    pub keys: Vec<BuildingKeys>,
    /// The row of each in its dataset, and where it is.
    pub places: Vec<(u32, [f64; 2])>,
    by_id: HashMap<String, Vec<u32>>,
    by_name: HashMap<String, Vec<u32>>,
    by_deletion: HashMap<u64, Vec<u32>>,
    by_start: HashMap<[char; LEAST_WITHIN], Vec<u32>>,
    by_house: HashMap<(String, u32), HashMap<u32, Vec<u32>>>,
    hasher: RandomState,
}

impl BuildingIndex {
    /// Indexes the user's own buildings that have a place; invented ones are left out.
    pub fn new(buildings: &Dataset) -> Self {
        let mut index = Self {
            keys: Vec::new(),
            places: Vec::new(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            by_deletion: HashMap::new(),
            by_start: HashMap::new(),
            by_house: HashMap::new(),
            hasher: RandomState::new(),
        };
        for row in 0..if buildings.is_embedded() { 0 } else { buildings.len() } {
            let Some(place) = position_of(buildings, row).filter(|_| buildings.confidence_of(row) != Some(Confidence::Demo))
            else {
                continue;
            };
            index.places.push((row as u32, place));
            index.add(BuildingKeys::of(buildings, row));
        }
        index
    }

    fn add(&mut self, keys: BuildingKeys) {
        let at = self.keys.len() as u32;
        if !keys.id.is_empty() {
            self.by_id.entry(keys.id.clone()).or_default().push(at);
        }
        for name in &keys.names {
            self.by_name.entry(name.clone()).or_default().push(at);
            for less in deletions(name).chain(std::iter::once(name.clone())) {
                self.by_deletion.entry(self.hasher.hash_one(&less)).or_default().push(at);
            }
            if let Some(start) = first_letters(name) {
                self.by_start.entry(start).or_default().push(at);
            }
        }
        if !keys.core.is_empty() {
            self.by_name.entry(keys.core.clone()).or_default().push(at);
        }
        if let Some(address) = keys.address.as_ref().filter(|address| address.finds_a_house()) {
            let lane = self.by_house.entry((address.road.clone(), address.lane)).or_default();
            for number in numbers(address) {
                lane.entry(number).or_default().push(at);
            }
        }
        self.keys.push(keys);
    }

    /// The buildings that a row may mean, each once, ascending.
    pub fn candidates(&self, row: &RowKeys) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let mut take = |list: Option<&Vec<u32>>| found.extend(list.into_iter().flatten());
        take(self.by_id.get(&row.building));
        for (plain, _) in &row.names {
            take(self.by_name.get(plain));
            let core = split(plain).0;
            if !core.is_empty() {
                take(self.by_name.get(&core));
            }
            for less in deletions(plain).chain(std::iter::once(plain.clone())) {
                take(self.by_deletion.get(&self.hasher.hash_one(&less)));
            }
        }
        if !self.by_start.is_empty() {
            self.within(&row.text, &mut take);
        }
        if let Some(address) = row.address.as_ref().filter(|address| address.finds_a_house())
            && let Some(lane) = self.by_house.get(&(address.road.clone(), address.lane))
        {
            if address.number == 0 {
                let mut lists: Vec<_> = lane.iter().collect();
                lists.sort_unstable_by_key(|(number, _)| **number);
                lists.into_iter().for_each(|(_, list)| take(Some(list)));
            } else {
                numbers(address).for_each(|number| take(lane.get(&number)));
                // Buildings of the lane that have no number.
                take(lane.get(&0));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Buildings whose name stands in a text.
    fn within(&self, text: &str, take: &mut impl FnMut(Option<&Vec<u32>>)) {
        let letters: Vec<char> = text.chars().collect();
        for start in letters.windows(LEAST_WITHIN) {
            if let Ok(start) = <[char; LEAST_WITHIN]>::try_from(start) {
                take(self.by_start.get(&start));
            }
        }
    }
}

fn first_letters(name: &str) -> Option<[char; LEAST_WITHIN]> {
    let mut letters = name.chars();
    let mut start = ['\0'; LEAST_WITHIN];
    for slot in &mut start {
        *slot = letters.next()?;
    }
    Some(start)
}

/// The numbers of an address one by one; 0 where there is none.
fn numbers(address: &Address) -> impl Iterator<Item = u32> + use<> {
    address.number..=address.number_to.max(address.number)
}

//! Those who look for space: what each wants, as it was said, and what is kept for them. Refuses records: spaces are known by
//! their keys.

use crate::domain::criteria::Criterion;

/// A way to house a prospect that is kept hold of.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Candidate {
    /// The keys of its spaces, floor by floor from below.
    pub spaces: Vec<String>,
    /// What would be let, m², where that is part of a divisible space.
    pub area_m2: Option<f64>,
    /// The user's note.
    pub note: String,
}

/// Someone who looks for space.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Prospect {
    /// What the user calls it; empty until it has a name.
    pub name: String,
    /// What is wanted, as one line.
    pub text: String,
    /// What is wanted, too, but cannot be said in a line: drawn areas, circles.
    pub beside: Vec<Criterion>,
    /// Gross area a head, m², from and to; `None` for what is usual.
    pub m2_each: Option<[f64; 2]>,
    /// How much each part of the score counts; `None` for what is usual.
    pub weights: Option<[f64; 7]>,
    /// What is kept hold of, in the user's order.
    pub shortlist: Vec<Candidate>,
    /// The user's notes.
    pub notes: String,
}

/// Nobody: what is wanted before anything was said.
static NOBODY: Prospect = Prospect {
    name: String::new(),
    text: String::new(),
    beside: Vec::new(),
    m2_each: None,
    weights: None,
    shortlist: Vec::new(),
    notes: String::new(),
};

/// All prospects, one of them open.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Prospects {
    /// Each with what is kept for it.
    pub all: Vec<Prospect>,
    /// Which one is open.
    pub open: usize,
}

impl Prospects {
    /// The one that is open.
    pub fn opened(&self) -> &Prospect {
        self.all.get(self.open).or(self.all.first()).unwrap_or(&NOBODY)
    }

    /// The one that is open, to be changed; makes the first.
    pub fn opened_mut(&mut self) -> &mut Prospect {
        if self.all.is_empty() {
            self.all.push(Prospect::default());
        }
        self.open = self.open.min(self.all.len() - 1);
        &mut self.all[self.open]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_says_of_prospects_never_leads_nowhere() {
        let text = r#"{"all":[{"name":"甲","text":"北区","weights":null}],"open":7}"#;
        let mut prospects: Prospects = serde_json::from_str(text).unwrap();
        assert_eq!(prospects.opened().name, "甲");
        prospects.opened_mut().notes = "周四回电".into();
        assert_eq!((prospects.all.len(), prospects.opened().notes.as_str()), (1, "周四回电"));
        assert_eq!(Prospects::default().opened(), &Prospect::default());
    }
}

//! Messages at the window's edge. Refuses wording.

use crate::domain::DatasetKind;
use crate::ui::command::Command;
use crate::ui::view::Notice;

/// Messages shown at once; older ones make room.
const SHOWN: usize = 4;
/// Seconds after which a message that tells of nothing wrong, and offers nothing to do, goes by itself.
const STAYS_S: f64 = 8.0;

/// The messages, oldest first.
#[derive(Default)]
pub struct Notices {
    shown: Vec<Notice>,
    since_s: Vec<Option<f64>>,
    last_id: u64,
}

impl Notices {
    /// The messages, oldest first.
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }

    /// Adds a message. One that says the same goes.
    pub fn add(&mut self, notice: Notice) {
        // Files of two folders may have one name: what leads elsewhere is no repetition.
        let same = self.shown.iter().position(|known| known.text == notice.text && known.offers == notice.offers);
        // What asks for a decision stays as long as anything else can make room.
        let room =
            || (self.shown.len() >= SHOWN).then(|| self.shown.iter().position(|known| known.offers.is_empty()).unwrap_or(0));
        if let Some(at) = same.or_else(room) {
            self.remove(at);
        }
        self.last_id += 1;
        self.shown.push(Notice { id: self.last_id, ..notice });
        self.since_s.push(None);
    }

    /// Closes a message.
    pub fn dismiss(&mut self, id: u64) {
        if let Some(at) = self.shown.iter().position(|notice| notice.id == id) {
            self.remove(at);
        }
    }

    /// Closes what offers to bring the embedded dataset of a kind back: it is back.
    pub fn withdraw(&mut self, kind: DatasetKind) {
        while let Some(at) = self.shown.iter().position(|notice| notice.restores == Some(kind)) {
            self.remove(at);
        }
    }

    /// Closes what offers this: it was done, or is not there to be done any more.
    pub fn withdraw_offer(&mut self, command: &Command) {
        let offers = |notice: &Notice| notice.offers.iter().any(|offer| offer.command == *command);
        while let Some(at) = self.shown.iter().position(offers) {
            self.remove(at);
        }
    }

    /// Lets old messages go. Returns the seconds until the next one will, if one will.
    pub fn advance(&mut self, now_s: f64) -> Option<f64> {
        let mut next: Option<f64> = None;
        for at in (0..self.shown.len()).rev() {
            let since = *self.since_s[at].get_or_insert(now_s);
            let notice = &self.shown[at];
            if notice.is_error || notice.has_issues || notice.restores.is_some() || !notice.offers.is_empty() {
                continue;
            }
            let left = since + STAYS_S - now_s;
            if left <= 0.0 {
                self.remove(at);
            } else {
                next = Some(next.map_or(left, |other| other.min(left)));
            }
        }
        next
    }

    fn remove(&mut self, at: usize) {
        self.shown.remove(at);
        self.since_s.remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(text: &str, is_error: bool) -> Notice {
        Notice { is_error, text: text.to_owned(), ..Notice::default() }
    }

    #[test]
    fn good_news_goes_by_itself_and_bad_news_stays() {
        let mut notices = Notices::default();
        notices.add(notice("good", false));
        notices.add(notice("bad", true));
        assert!(notices.advance(10.0).is_some_and(|left| left > 1.0));
        notices.advance(30.0);
        let texts: Vec<_> = notices.shown().iter().map(|notice| notice.text.as_str()).collect();
        assert_eq!(texts, ["bad"]);
        let id = notices.shown()[0].id;
        notices.dismiss(id);
        assert!(notices.shown().is_empty());
    }
}

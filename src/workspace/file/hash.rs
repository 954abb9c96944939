//! The hash of a file's content, by which it is found again under another name. Refuses to prove anything against a forger.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

/// The hash of bytes that come in pieces: SipHash-1-3 of 128 bits with a key of zeros. Written as `sip128:` and 32
/// hexadecimal digits.
///
/// ```
/// use yuantu::workspace::file::ContentHash;
///
/// let mut pieces = ContentHash::default();
/// pieces.add(b"one");
/// pieces.add(b"two");
/// assert_eq!(pieces.text(), ContentHash::of(b"onetwo"));
/// ```
#[derive(Default)]
pub struct ContentHash {
    state: SipHasher13,
}

impl ContentHash {
    /// The hash of bytes that are all there.
    pub fn of(bytes: &[u8]) -> String {
        let mut hash = Self::default();
        hash.add(bytes);
        hash.text()
    }

    /// Adds the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.state.write(bytes);
    }

    /// The hash of what was added so far.
    pub fn text(&self) -> String {
        let hash = self.state.finish128();
        format!("sip128:{:016x}{:016x}", hash.h1, hash.h2)
    }
}

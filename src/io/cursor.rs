//! Numbers out of bytes that may end anywhere. Refuses to panic, and to believe a count that the bytes cannot hold.

/// Reads from a slice; every read past the end is none.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    /// The next byte.
    pub at: usize,
}

/// Declares reads of numbers in one byte order.
macro_rules! reads {
    ($($name:ident $type:ty, $from:ident, $doc:literal;)*) => {
        $(
            #[doc = $doc]
            #[inline]
            pub fn $name(&mut self) -> Option<$type> {
                let bytes = self.bytes.get(self.at..)?.first_chunk()?;
                self.at += bytes.len();
                Some(<$type>::$from(*bytes))
            }
        )*
    };
}

impl<'a> Cursor<'a> {
    /// At a byte of a slice.
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    reads! {
        u16 u16, from_le_bytes, "Two bytes, little end first.";
        i32 i32, from_le_bytes, "Four bytes, little end first.";
        u32 u32, from_le_bytes, "Four bytes, little end first.";
        u32_be u32, from_be_bytes, "Four bytes, big end first.";
        f64 f64, from_le_bytes, "Eight bytes, little end first.";
        f64_be f64, from_be_bytes, "Eight bytes, big end first.";
    }

    /// One byte.
    #[inline]
    pub fn u8(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// So many bytes.
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    /// What is left.
    pub fn left(&self) -> usize {
        self.bytes.len().saturating_sub(self.at)
    }
}

/// Pairs of little-endian numbers, x and y, out of bytes: 16 a position, a rest that makes none left out.
pub(super) fn positions(bytes: &[u8]) -> impl ExactSizeIterator<Item = [f64; 2]> + '_ {
    let ordinate = |bytes: &[u8]| bytes.first_chunk().map_or(f64::NAN, |bytes| f64::from_le_bytes(*bytes));
    bytes.chunks_exact(16).map(move |pair| [ordinate(&pair[..8]), ordinate(&pair[8..])])
}

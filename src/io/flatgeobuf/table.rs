//! FlatBuffers tables out of bytes that may be anything: every offset is held against the end. Refuses to know what a table means.

/// A table in a buffer.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where each field is, from `at`: the vtable's entries.
    fields: &'a [u8],
}

impl<'a> Table<'a> {
    /// The table at the root of a buffer.
    #[inline]
    pub fn root(bytes: &'a [u8]) -> Option<Self> {
        Self::at(bytes, u32_at(bytes, 0)? as usize)
    }

    #[inline]
    fn at(bytes: &'a [u8], at: usize) -> Option<Self> {
        let back = i32::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
        let vtable = usize::try_from((at as i64).checked_sub(i64::from(back))?).ok()?;
        let size = usize::from(u16_at(bytes, vtable)?);
        Some(Self { bytes, at, fields: bytes.get(vtable.checked_add(4)?..vtable.checked_add(size)?)? })
    }

    /// Where a field's value is; none where the table has no such field.
    #[inline]
    fn field(&self, field: usize) -> Option<usize> {
        let offset = u16_at(self.fields, field * 2)?;
        (offset != 0).then(|| self.at + usize::from(offset))
    }

    /// What an offset field points to.
    #[inline]
    fn target(&self, field: usize) -> Option<usize> {
        let at = self.field(field)?;
        at.checked_add(u32_at(self.bytes, at)? as usize)
    }

    /// A byte, 0 where there is none.
    #[inline]
    pub fn u8(&self, field: usize) -> u8 {
        self.field(field).and_then(|at| self.bytes.get(at).copied()).unwrap_or(0)
    }

    /// A number of two bytes.
    pub fn u16(&self, field: usize) -> Option<u16> {
        u16_at(self.bytes, self.field(field)?)
    }

    /// A number of four bytes.
    pub fn i32(&self, field: usize) -> Option<i32> {
        u32_at(self.bytes, self.field(field)?).map(u32::cast_signed)
    }

    /// A number of eight bytes.
    pub fn u64(&self, field: usize) -> Option<u64> {
        let at = self.field(field)?;
        Some(u64::from_le_bytes(*self.bytes.get(at..)?.first_chunk()?))
    }

    /// The bytes of a vector whose elements have so many; empty where there is none, or where it goes on beyond the end.
    #[inline]
    pub fn vector(&self, field: usize, element: usize) -> &'a [u8] {
        self.vector_at(field, element).unwrap_or_default()
    }

    fn vector_at(&self, field: usize, element: usize) -> Option<&'a [u8]> {
        let at = self.target(field)?;
        let length = (u32_at(self.bytes, at)? as usize).checked_mul(element)?;
        let start = at.checked_add(4)?;
        self.bytes.get(start..start.checked_add(length)?)
    }

    /// True where a vector is declared that the buffer does not hold.
    pub fn is_broken(&self, field: usize, element: usize) -> bool {
        self.field(field).is_some() && self.vector_at(field, element).is_none()
    }

    /// A text, as well as it can be shown.
    pub fn text(&self, field: usize) -> Option<String> {
        let bytes = self.vector_at(field, 1)?;
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    /// A table within.
    #[inline]
    pub fn table(&self, field: usize) -> Option<Self> {
        Self::at(self.bytes, self.target(field)?)
    }

    /// The tables of a vector; those that are broken are left out.
    pub fn tables(&self, field: usize) -> impl Iterator<Item = Self> + use<'a> {
        let bytes = self.bytes;
        let start = self.target(field).map_or(0, |at| at + 4);
        let offsets = self.vector(field, 4).chunks_exact(4).enumerate();
        offsets.filter_map(move |(index, offset)| {
            let offset = u32::from_le_bytes(*offset.first_chunk()?) as usize;
            Self::at(bytes, (start + index * 4).checked_add(offset)?)
        })
    }
}

#[inline]
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[inline]
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

//! How far the sheets of an XLS workbook reach, before the library that reads them makes room for every cell in between: a few
//! bytes can name a cell in the last row of the last column. Refuses cells.
//!
//! The container is [MS-CFB], the records are [MS-XLS]: a kind and a length of two bytes each, then the record.

use crate::io::bytes::Refusal;

use super::broken;

/// The cells of all sheets, those between the first and the last included, that are made room for.
pub(super) const MAX_CELLS: u64 = 24_000_000;
/// Sector numbers from here on are no sectors.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// The kinds of records that are a cell: row and column come first in all of them.
const CELLS: [u16; 10] = [0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205];
const MORE_CELLS: [u16; 5] = [0x00BD, 0x00BE, 0x00FD, 0x027E, 0x0406];
/// Records that begin and end a sheet.
const BEGIN: [u16; 4] = [0x0009, 0x0209, 0x0409, 0x0809];
const END: u16 = 0x000A;

/// The cells that the sheets of a workbook take room for.
pub(super) fn cells(bytes: &[u8]) -> Result<u64, Refusal> {
    let stream = Container::of(bytes)?.workbook()?;
    Ok(cells_of(&stream))
}

fn cells_of(mut stream: &[u8]) -> u64 {
    let mut all = 0_u64;
    let mut area: Option<[u16; 4]> = None;
    while let [kind, kind_high, length, length_high, rest @ ..] = stream {
        let kind = u16::from_le_bytes([*kind, *kind_high]);
        let length = usize::from(u16::from_le_bytes([*length, *length_high])).min(rest.len());
        let (record, after) = rest.split_at(length);
        stream = after;
        if BEGIN.contains(&kind) || kind == END {
            all = all.saturating_add(area.take().map_or(0, size));
        }
        if let [row, row_high, column, column_high, ..] = record
            && (CELLS.contains(&kind) || MORE_CELLS.contains(&kind))
        {
            let row = u16::from_le_bytes([*row, *row_high]);
            let first = u16::from_le_bytes([*column, *column_high]);
            // Records of many cells end with the number of their last column.
            let last = match record {
                [.., last, last_high] if matches!(kind, 0x00BD | 0x00BE) => u16::from_le_bytes([*last, *last_high]).max(first),
                _ => first,
            };
            let [top, bottom, left, right] = area.unwrap_or([row, row, first, last]);
            area = Some([top.min(row), bottom.max(row), left.min(first), right.max(last)]);
        }
    }
    all.saturating_add(area.map_or(0, size))
}

fn size([top, bottom, left, right]: [u16; 4]) -> u64 {
    (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
}

/// A compound file.
struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
}

impl<'a> Container<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let short = || broken("CFB");
        let number = |at: usize| number(bytes, at).ok_or_else(short);
        let sector = match number(30)? & 0xFFFF {
            9 => 512,
            12 => 4096,
            _ => return Err(short()),
        };
        let mut container = Self { bytes, sector, next: Vec::new() };
        let most = bytes.len() / sector + 1;
        let mut tables: Vec<u32> = (76..512).step_by(4).filter_map(|at| self::number(bytes, at)).collect();
        let mut more = number(68)?;
        for _ in 0..most {
            if more >= NO_SECTOR {
                break;
            }
            let mut numbers = numbers(container.at(more).ok_or_else(short)?);
            more = numbers.pop().unwrap_or(NO_SECTOR);
            tables.append(&mut numbers);
        }
        for table in tables.into_iter().filter(|&table| table < NO_SECTOR).take(most) {
            let numbers = numbers(container.at(table).ok_or_else(short)?);
            container.next.extend(numbers);
        }
        Ok(container)
    }

    fn at(&self, sector: u32) -> Option<&'a [u8]> {
        let start = (sector as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..)?.get(..self.sector.min(self.bytes.len() - start))
    }

    /// The bytes of a chain of sectors, whole or as far as they are there.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut sector = first;
        while sector < NO_SECTOR && bytes.len() <= self.bytes.len() {
            let Some(part) = self.at(sector) else { break };
            bytes.extend_from_slice(part);
            sector = self.next.get(sector as usize).copied().unwrap_or(NO_SECTOR);
        }
        bytes
    }

    /// The stream with the sheets. One so short that it lies among the small ones cannot hold much, and is not looked at.
    fn workbook(&self) -> Result<Vec<u8>, Refusal> {
        let directory = self.chain(number(self.bytes, 48).unwrap_or(NO_SECTOR));
        for entry in directory.chunks_exact(128) {
            let name: String = entry.get(..64).unwrap_or_default().chunks_exact(2).map(|unit| char::from(unit[0])).collect();
            let name = name.trim_end_matches('\0');
            if name.eq_ignore_ascii_case("Workbook") || name.eq_ignore_ascii_case("Book") {
                let length = number(entry, 120).unwrap_or(0) as usize;
                if length < 4096 {
                    return self.small(directory.get(..128).unwrap_or_default(), entry);
                }
                let mut stream = self.chain(number(entry, 116).unwrap_or(NO_SECTOR));
                stream.truncate(length);
                return Ok(stream);
            }
        }
        Err(broken("Workbook"))
    }

    /// A stream among the small ones, which are sectors of 64 bytes in the stream of the root.
    fn small(&self, root: &[u8], entry: &[u8]) -> Result<Vec<u8>, Refusal> {
        let all = self.chain(number(root, 116).unwrap_or(NO_SECTOR));
        let next = numbers(&self.chain(number(self.bytes, 60).unwrap_or(NO_SECTOR)));
        let mut bytes = Vec::new();
        let mut sector = number(entry, 116).unwrap_or(NO_SECTOR);
        while sector < NO_SECTOR && bytes.len() < 4096 {
            let Some(part) = all.get(sector as usize * 64..).map(|rest| rest.get(..64).unwrap_or(rest)) else { break };
            bytes.extend_from_slice(part);
            sector = next.get(sector as usize).copied().unwrap_or(NO_SECTOR);
        }
        Ok(bytes)
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|number| number.try_into().ok().map(u32::from_le_bytes)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u16]) -> Vec<u8> {
        let body: Vec<u8> = body.iter().flat_map(|number| number.to_le_bytes()).collect();
        [kind.to_le_bytes().to_vec(), (body.len() as u16).to_le_bytes().to_vec(), body].concat()
    }

    #[test]
    fn the_room_of_each_sheet_counts() {
        let stream = [
            record(0x0809, &[0x0600, 5]),
            record(0x000A, &[]),
            record(0x0809, &[0x0600, 16]),
            record(0x0203, &[2, 1, 0, 0, 0, 0, 0]),
            record(0x00BD, &[11, 3, 0, 0, 0, 9]),
            record(0x000A, &[]),
            record(0x0809, &[0x0600, 16]),
            record(0x00FD, &[65_535, 65_535, 0, 0, 0]),
            record(0x00FD, &[0, 0, 0, 0, 0]),
        ]
        .concat();
        assert_eq!(cells_of(&stream), 10 * 9 + 65_536 * 65_536);
        assert_eq!(cells_of(&stream[..7]), 0);
    }
}

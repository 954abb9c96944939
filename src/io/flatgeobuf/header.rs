//! What a FlatGeobuf file says of itself: columns, coordinate system, how many features, how large its index. Refuses numbers
//! that the file cannot hold.

use crate::domain::IssueKind;
use crate::io::bytes::Refusal;
use crate::io::cursor::Cursor;
use crate::io::input::Source;

use super::table::Table;

/// Bytes before the header: magic, and its length.
const START: u64 = 12;
/// Headers are so long at most: a thousand columns take 100 kB.
const MAX_HEADER: u64 = 16 << 20;
/// Bytes of a node of the index.
pub(super) const NODE: u64 = 40;

/// The type of a column's values, as the format numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnType {
    Byte,
    UByte,
    Bool,
    Short,
    UShort,
    Int,
    UInt,
    Long,
    ULong,
    Float,
    Double,
    /// Text, JSON or a moment.
    Text,
    Binary,
}

/// The header of a file.
pub(super) struct Header {
    /// The layer's name.
    pub name: Option<String>,
    /// The type of all geometries; 0 where each has its own.
    pub geometry: u8,
    /// Names and types of the columns.
    pub columns: Vec<(String, ColumnType)>,
    /// Features; 0 where it is not known.
    pub count: u64,
    /// The coordinate system, in the file's words.
    pub crs: Option<String>,
    /// Children of a node of the index; 0 where there is none.
    pub node_size: u16,
    /// Where the index begins, bytes.
    pub index: u64,
    /// Where the features begin, bytes.
    pub features: u64,
}

impl Header {
    /// Reads the header.
    pub fn read(source: &Source<'_>) -> Result<Self, Refusal> {
        let broken = |detail: &str| Refusal::Issue(IssueKind::BrokenFile, format!("FlatGeobuf: {detail}"));
        let start = source.range(0, START)?;
        let mut cursor = Cursor::new(&start, 8);
        let length = u64::from(cursor.u32().ok_or_else(|| Refusal::Issue(IssueKind::Truncated, "FlatGeobuf".to_owned()))?);
        if start.get(..7) != Some(b"fgb\x03fgb") {
            return Err(broken("magic"));
        }
        if length > MAX_HEADER {
            return Err(broken(&format!("header {length}")));
        }
        let index = START + length;
        if index > source.len() {
            return Err(Refusal::Issue(IssueKind::Truncated, format!("FlatGeobuf: header {length}")));
        }
        let bytes = source.range(START, length)?;
        let table = Table::root(&bytes).ok_or_else(|| broken("header"))?;
        if table.is_broken(7, 4) {
            return Err(broken("columns"));
        }
        let columns = table.tables(7).map(|column| {
            let kind = column_type(column.u8(1)).ok_or_else(|| broken(&format!("column type {}", column.u8(1))))?;
            Ok((column.text(0).unwrap_or_default(), kind))
        });
        let columns = columns.collect::<Result<Vec<_>, Refusal>>()?;
        let (count, node_size) = (table.u64(8).unwrap_or(0), table.u16(9).unwrap_or(16));
        let index_length = match (count, node_size) {
            (0, _) | (_, 0) => 0,
            (_, 1) => return Err(broken("index node size 1")),
            _ => index_length(count, u64::from(node_size)).filter(|length| index + length <= source.len()).ok_or_else(|| {
                Refusal::Issue(IssueKind::Truncated, format!("FlatGeobuf: {count} features > {} bytes", source.len()))
            })?,
        };
        Ok(Self {
            name: table.text(0).filter(|name| !name.is_empty()),
            geometry: table.u8(2),
            columns,
            count,
            crs: table.table(10).and_then(|crs| crs_words(&crs)),
            node_size: if index_length > 0 { node_size } else { 0 },
            index,
            features: index + index_length,
        })
    }
}

/// The nodes of each level of an index, leaves first. One leaf has a root above it, too.
pub(super) fn levels(count: u64, node_size: u64) -> Vec<u64> {
    let mut levels = vec![count];
    let mut nodes = count;
    loop {
        nodes = nodes.div_ceil(node_size);
        levels.push(nodes);
        if nodes <= 1 {
            return levels;
        }
    }
}

fn index_length(count: u64, node_size: u64) -> Option<u64> {
    levels(count, node_size).iter().try_fold(0_u64, |sum, nodes| sum.checked_add(nodes.checked_mul(NODE)?))
}

fn crs_words(crs: &Table<'_>) -> Option<String> {
    let organisation = crs.text(0).filter(|name| !name.is_empty()).unwrap_or_else(|| "EPSG".to_owned());
    let code =
        crs.i32(1).filter(|&code| code > 0).map(|code| code.to_string()).or_else(|| crs.text(5).filter(|code| !code.is_empty()));
    let coded = code.map(|code| format!("{organisation}:{code}"));
    coded.or_else(|| crs.text(4)).or_else(|| crs.text(2)).filter(|words| !words.is_empty())
}

fn column_type(code: u8) -> Option<ColumnType> {
    Some(match code {
        0 => ColumnType::Byte,
        1 => ColumnType::UByte,
        2 => ColumnType::Bool,
        3 => ColumnType::Short,
        4 => ColumnType::UShort,
        5 => ColumnType::Int,
        6 => ColumnType::UInt,
        7 => ColumnType::Long,
        8 => ColumnType::ULong,
        9 => ColumnType::Float,
        10 => ColumnType::Double,
        11..=13 => ColumnType::Text,
        14 => ColumnType::Binary,
        _ => return None,
    })
}

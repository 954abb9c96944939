//! One feature: its members, its properties, and what is refused or doubtful about it. Refuses to know what surrounds it.

use std::borrow::Cow;

use crate::domain::{GeometryKind, IssueKind, Value};
use crate::io::records::Records;
use crate::io::scan::{Fault, Scan, Scanner};

use super::document::is_bbox;

/// Integers up to here are exact in `f64`; longer ones are kept as text, for they are likely ids.
const EXACT_INTEGERS: f64 = 9_007_199_254_740_992.0;

/// Reads features of one text, or of a part of it, into records.
pub(super) struct Reader<'a> {
    /// Where it is.
    pub scan: Scanner<'a>,
    /// What it has read.
    pub records: Records,
    /// Where rings (by positions) and polygons (by rings) end in the geometry being read.
    pub ring_ends: Vec<usize>,
    /// See `ring_ends`.
    pub polygon_ends: Vec<usize>,
    /// Line of `line_at`, counted from 1 where the reader began.
    line: u64,
    line_at: usize,
    /// The members that the last feature had at each place: raw text up to the value, and column.
    keys: Vec<(&'a [u8], usize)>,
    /// Foreign members of the feature being read: name and where the value begins.
    foreign: Vec<(Cow<'a, str>, usize)>,
}

impl<'a> Reader<'a> {
    /// A reader at a byte of a text.
    pub fn new(scan: Scanner<'a>, records: Records) -> Self {
        let line_at = scan.at;
        let (ring_ends, polygon_ends, keys, foreign) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { scan, records, ring_ends, polygon_ends, line: 1, line_at, keys, foreign }
    }

    /// The line of a byte at or after the last one asked for, counted from 1 where the reader began.
    pub fn line_of(&mut self, at: usize) -> u64 {
        let passed = self.scan.bytes().get(self.line_at..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.line_at = self.line_at.max(at);
        self.line
    }

    /// Moves over a part that another reader has read and that has `lines` line ends.
    pub fn jump(&mut self, at: usize, lines: u64) {
        self.scan.at = at;
        self.line += lines;
        self.line_at = at;
    }

    /// The feature here becomes a row or an issue. An error: the file is broken.
    pub fn feature(&mut self) -> Scan<()> {
        self.row(Self::feature_members)
    }

    /// The bare geometry here becomes a row or an issue. An error: the file is broken.
    pub fn bare_geometry(&mut self) -> Scan<()> {
        self.row(|reader| reader.geometry(0))
    }

    /// The value here becomes an issue.
    pub fn refuse_value(&mut self, fault: Box<Fault>) -> Scan<()> {
        self.row(|_| Err(fault))
    }

    fn row(&mut self, read: impl FnOnce(&mut Self) -> Scan<GeometryKind>) -> Scan<()> {
        self.scan.space();
        let start = self.scan.at;
        let line = self.line_of(start);
        self.records.start_feature();
        let fault = match read(self) {
            Ok(kind) => {
                self.records.accept(kind, line);
                return Ok(());
            }
            Err(fault) => fault,
        };
        // One bad feature: forget it, hold its text to the grammar, and go on after it.
        self.records.take_back();
        self.keys.clear();
        self.scan.at = start;
        self.scan.skip_value()?;
        let Fault { at, mut kind, member, detail } = *fault;
        if matches!(kind, IssueKind::JsonSyntax | IssueKind::Truncated) {
            // The text is JSON after all: another sort of value was expected there.
            kind = IssueKind::WrongMember;
        }
        let within = self.scan.bytes().get(start..at).unwrap_or_default();
        let line = line + memchr::memchr_iter(b'\n', within).count() as u64;
        self.records.refuse(kind, member, detail, line);
        Ok(())
    }

    fn feature_members(&mut self) -> Scan<GeometryKind> {
        if self.scan.peek() != b'{' {
            return Err(Fault::new(self.scan.at, IssueKind::WrongMember).of("features").with("{"));
        }
        let start = self.scan.at;
        self.scan.at += 1;
        self.foreign.clear();
        let (mut typed, mut properties, mut geometry) = (false, false, None);
        self.scan.space();
        let mut more = self.scan.peek() != b'}';
        while more {
            self.scan.space();
            let key = self.scan.string()?;
            self.scan.pass(b':')?;
            self.scan.space();
            match &*key {
                "type" if !typed => {
                    self.feature_type()?;
                    typed = true;
                }
                "properties" if !properties => {
                    self.properties()?;
                    properties = true;
                }
                "geometry" if geometry.is_none() => geometry = Some(self.geometry(0)?),
                "type" | "properties" | "geometry" => {
                    self.scan.skip_value()?;
                    self.doubt(IssueKind::DuplicateMember, key.into_owned(), None);
                }
                "id" => self.id()?,
                "bbox" => self.bbox()?,
                "crs" => self.crs()?,
                "coordinates" | "geometries" | "features" => {
                    self.scan.skip_value()?;
                    self.doubt(IssueKind::ForeignSemantics, key.into_owned(), None);
                }
                _ => {
                    let at = self.scan.at;
                    self.scan.skip_value()?;
                    self.foreign.push((key, at));
                }
            }
            more = self.scan.comma_or(b'}')?;
        }
        if !typed {
            return Err(Fault::new(start, IssueKind::MissingMember).of("type"));
        }
        if !properties {
            self.doubt(IssueKind::MissingTreatedAsNull, "properties", None);
        }
        if geometry.is_none() {
            self.doubt(IssueKind::MissingTreatedAsNull, "geometry", None);
        }
        self.foreign_members()?;
        Ok(geometry.unwrap_or(GeometryKind::None))
    }

    fn feature_type(&mut self) -> Scan<()> {
        let at = self.scan.at;
        if self.scan.peek() != b'"' {
            return Err(Fault::new(at, IssueKind::WrongMember).of("type").with("\"Feature\""));
        }
        let name = self.scan.string()?;
        if name != "Feature" {
            return Err(Fault::new(at, IssueKind::UnknownType).of("type").with(name.chars().take(40).collect::<String>()));
        }
        Ok(())
    }

    fn properties(&mut self) -> Scan<()> {
        match self.scan.peek() {
            b'n' => return self.scan.word("null"),
            b'{' => self.scan.at += 1,
            _ => return Err(Fault::new(self.scan.at, IssueKind::WrongMember).of("properties").with("{ null")),
        }
        self.scan.space();
        if self.scan.peek() == b'}' {
            self.scan.at += 1;
            return Ok(());
        }
        let mut place = 0;
        loop {
            self.scan.space();
            let column = self.predicted_key(place).map_or_else(|| self.new_key(place), Ok)?;
            place += 1;
            self.cell(column)?;
            if !self.scan.comma_or(b'}')? {
                return Ok(());
            }
        }
    }

    /// The column of the member here, when it is written just as the last feature's at this place.
    #[inline(always)]
    fn predicted_key(&mut self, place: usize) -> Option<usize> {
        let &(raw, column) = self.keys.get(place)?;
        let here = self.scan.bytes().get(self.scan.at..self.scan.at + raw.len())?;
        if here != raw {
            return None;
        }
        self.scan.at += raw.len();
        Some(column)
    }

    fn new_key(&mut self, place: usize) -> Scan<usize> {
        let start = self.scan.at;
        let name = self.scan.string()?;
        self.scan.pass(b':')?;
        self.scan.space();
        let column = self.records.column(&name);
        let raw = self.scan.bytes().get(start..self.scan.at).unwrap_or_default();
        match self.keys.get_mut(place) {
            Some(key) => *key = (raw, column),
            None => self.keys.push((raw, column)),
        }
        Ok(column)
    }

    /// Writes the value here into a column.
    #[inline(always)]
    fn cell(&mut self, column: usize) -> Scan<()> {
        let start = self.scan.at;
        let written = match self.scan.peek() {
            b'"' => {
                let text = self.scan.string()?;
                self.records.set(column, Value::Text(&text))
            }
            b'n' => {
                self.scan.word("null")?;
                self.records.set(column, Value::Null)
            }
            b't' => {
                self.scan.word("true")?;
                self.records.set(column, Value::Bool(true))
            }
            b'f' => {
                self.scan.word("false")?;
                self.records.set(column, Value::Bool(false))
            }
            b'{' | b'[' => {
                self.scan.skip_value()?;
                self.records.set(column, Value::Text(self.scan.slice(start, self.scan.at)))
            }
            _ => {
                let number = self.scan.number().map_err(|fault| fault.of(self.records.name(column).to_owned()))?;
                let literal = self.scan.slice(start, self.scan.at);
                if number.abs() >= EXACT_INTEGERS && !literal.contains(['.', 'e', 'E']) {
                    self.records.set(column, Value::Text(literal))
                } else {
                    self.records.set(column, Value::Number(number))
                }
            }
        };
        if !written {
            let name = self.records.name(column).to_owned();
            self.doubt(IssueKind::DuplicateMember, name, None);
        }
        Ok(())
    }

    /// Members that GeoJSON does not know become cells, unless a property has the name.
    fn foreign_members(&mut self) -> Scan<()> {
        if self.foreign.is_empty() {
            return Ok(());
        }
        let end = self.scan.at;
        for (name, at) in std::mem::take(&mut self.foreign) {
            let column = self.records.column(&name);
            if !self.records.has_cell(column) {
                self.scan.at = at;
                self.cell(column)?;
            }
        }
        self.scan.at = end;
        Ok(())
    }

    fn id(&mut self) -> Scan<()> {
        let start = self.scan.at;
        match self.scan.peek() {
            b'"' => {
                let id = self.scan.string()?;
                self.records.set_id(Value::Text(&id));
            }
            b'-' | b'0'..=b'9' => {
                let number = self.scan.number()?;
                let literal = self.scan.slice(start, self.scan.at);
                self.records.set_id(if number.abs() < EXACT_INTEGERS { Value::Number(number) } else { Value::Text(literal) });
            }
            b'n' => self.scan.word("null")?,
            _ => {
                self.scan.skip_value()?;
                let literal: String = self.scan.slice(start, self.scan.at).chars().take(40).collect();
                self.doubt(IssueKind::BadId, "id", Some(literal));
            }
        }
        Ok(())
    }

    /// Skips a `bbox`, which must be four or six numbers.
    pub fn bbox(&mut self) -> Scan<()> {
        let start = self.scan.at;
        self.scan.skip_value()?;
        let text = self.scan.slice(start, self.scan.at);
        if !is_bbox(text) {
            self.doubt(IssueKind::BadBbox, "bbox", Some(text.chars().take(60).collect()));
        }
        Ok(())
    }

    /// Skips a `crs`, naming it.
    pub fn crs(&mut self) -> Scan<()> {
        let start = self.scan.at;
        self.scan.skip_value()?;
        let text = self.scan.slice(start, self.scan.at);
        if text != "null" {
            self.doubt(IssueKind::CrsMember, "crs", Some(crs_name(text)));
        }
        Ok(())
    }

    /// Notes a doubt about the feature being read.
    #[cold]
    pub fn doubt(&mut self, kind: IssueKind, member: impl Into<Cow<'static, str>>, detail: Option<String>) {
        self.records.doubt(kind, member.into(), self.line, detail);
    }
}

/// The name in a `crs` member (`{"type":"name","properties":{"name":…}}`), else its text.
pub(super) fn crs_name(text: &str) -> String {
    let member: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let name = member.as_ref().and_then(|member| member.pointer("/properties/name")).and_then(serde_json::Value::as_str);
    name.unwrap_or(text).chars().take(80).collect()
}

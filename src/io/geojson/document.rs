//! What surrounds the features: a collection, a single feature or geometry, a bare array, a sequence of texts; and what is
//! said of a text that is none of these. Refuses to look into features.

use crate::domain::{IssueKind, Severity};
use crate::io::records::Records;
use crate::io::scan::{Fault, Scan, Scanner};

use super::feature::{Reader, crs_name};
use super::parts::{Control, Frame, Halt};
use super::shape::geometry_kind;

/// The record separator of RFC 8142.
pub(super) const RECORD_SEPARATOR: u8 = 0x1E;

/// What a collection says of all its features.
#[derive(Debug, Default)]
pub(in crate::io) struct Meta {
    /// Credit.
    pub source: String,
    /// As-of, YYYY-MM-DD.
    pub as_of: String,
    /// Confidence term.
    pub confidence: String,
}

/// Reads a whole text that begins at `start` bytes.
pub(in crate::io) fn read(
    text: &str,
    start: usize,
    records: Records,
    control: &mut Control<'_, '_>,
) -> Result<(Records, Meta), Halt> {
    let mut reader = Reader::new(Scanner::new(text, start), records);
    let mut meta = Meta::default();
    if reader.scan.peek() == RECORD_SEPARATOR {
        reader.parts(Frame::Sequence, control)?;
        return Ok((reader.records, meta));
    }
    reader.scan.space();
    if reader.scan.at_end() {
        return Err(Fault::new(start, IssueKind::NoFeatures).into());
    }
    match reader.scan.peek() {
        b'{' => reader.object(&mut meta, control)?,
        b'[' => reader.array(control)?,
        _ => {
            let at = reader.scan.at;
            reader.scan.skip_value()?;
            let literal: String = reader.scan.slice(at, reader.scan.at).chars().take(40).collect();
            reader.end()?;
            return Err(Fault::new(at, IssueKind::NotGeoJson).with(literal).into());
        }
    }
    Ok((reader.records, meta))
}

/// What a GeoJSON text is, by its `type`.
enum TextType {
    Collection,
    Feature,
    Geometry,
}

impl Reader<'_> {
    /// One text of a sequence: a broken type refuses it alone.
    pub(super) fn sequence_text(&mut self) -> Scan<()> {
        match self.text_type() {
            Ok(TextType::Feature) => self.feature(),
            Ok(TextType::Geometry) => self.bare_geometry(),
            Ok(TextType::Collection) => {
                self.collection(&mut Meta::default(), |reader| reader.run(Frame::Array, usize::MAX).map(drop))
            }
            Err(fault) => self.refuse_value(fault),
        }
    }

    fn object(&mut self, meta: &mut Meta, control: &mut Control<'_, '_>) -> Result<(), Halt> {
        let start = self.scan.at;
        match self.text_type() {
            Ok(TextType::Collection) => self.collection(meta, |reader| reader.parts(Frame::Array, control))?,
            Ok(TextType::Feature) => self.feature()?,
            Ok(TextType::Geometry) => self.bare_geometry()?,
            Err(fault) => {
                self.scan.skip_value()?;
                if !self.text_follows() {
                    self.end()?;
                    return Err(fault.into());
                }
                self.scan.at = start;
                self.refuse_value(fault)?;
            }
        }
        self.sequence_or_end(control)
    }

    /// After the first text: another one on a new line makes the file a sequence.
    fn sequence_or_end(&mut self, control: &mut Control<'_, '_>) -> Result<(), Halt> {
        if self.text_follows() { self.parts(Frame::Sequence, control) } else { Ok(self.end()?) }
    }

    /// True when another text comes after the one just read: on a new line, or after a record separator.
    fn text_follows(&self) -> bool {
        let mut scan = self.scan.clone();
        scan.space();
        let between = scan.bytes().get(self.scan.at..scan.at).unwrap_or_default();
        scan.peek() == RECORD_SEPARATOR || scan.peek() == b'{' && between.contains(&b'\n')
    }

    fn end(&mut self) -> Scan<()> {
        self.scan.space();
        if self.scan.at_end() { Ok(()) } else { self.scan.syntax("EOF") }
    }

    /// A bare array: features without a collection round them, or something else.
    fn array(&mut self, control: &mut Control<'_, '_>) -> Result<(), Halt> {
        let start = self.scan.at;
        self.scan.at += 1;
        self.scan.space();
        let feature_first = self.scan.peek() == b'{' && matches!(self.text_type(), Ok(TextType::Feature));
        if feature_first {
            self.parts(Frame::Array, control)?;
        } else {
            self.scan.at = start;
            self.scan.skip_value()?;
        }
        self.end()?;
        if self.records.len() == 0 && !self.records.log.has_error() {
            return Err(Fault::new(start, IssueKind::NotGeoJson).with("[").into());
        }
        let line = line_at(self.scan.bytes(), start);
        let issue = self.records.log.issue(Severity::Warning, IssueKind::BareArray).at_line(line);
        self.records.log.add(issue);
        Ok(())
    }

    /// Tells what the object here is, and stays before it. A syntax fault before the type is known is one of the file.
    fn text_type(&mut self) -> Scan<TextType> {
        let mut scan = self.scan.clone();
        let start = scan.at;
        scan.pass(b'{')?;
        scan.space();
        let (mut geojson, mut esri) = (false, false);
        let mut more = scan.peek() != b'}';
        while more {
            scan.space();
            let key = scan.string()?;
            scan.pass(b':')?;
            scan.space();
            if key == "type" && scan.peek() == b'"' {
                let at = scan.at;
                let name = scan.string()?;
                return known_type(&name).ok_or_else(|| unknown_type(&name, at));
            }
            geojson |= matches!(&*key, "features" | "geometry" | "coordinates" | "geometries");
            esri |=
                matches!(&*key, "geometryType" | "spatialReference" | "rings" | "paths" | "objectIdFieldName" | "fieldAliases");
            scan.skip_value()?;
            more = scan.comma_or(b'}')?;
        }
        Err(match (esri, geojson) {
            (true, _) => Fault::new(start, IssueKind::NotGeoJson).with("Esri JSON"),
            (_, true) => Fault::new(start, IssueKind::MissingMember).of("type"),
            _ => Fault::new(start, IssueKind::NotGeoJson).with("{"),
        })
    }

    /// The collection here; `array` reads the elements, the scanner being at the first.
    fn collection<E: From<Box<Fault>>>(
        &mut self,
        meta: &mut Meta,
        mut array: impl FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let start = self.scan.at;
        self.scan.at += 1;
        let mut seen = false;
        let mut more = true;
        while more {
            self.scan.space();
            let key = self.scan.string()?;
            self.scan.pass(b':')?;
            self.scan.space();
            let at = self.scan.at;
            if key == "features" && !seen {
                seen = true;
                if self.scan.peek() != b'[' {
                    self.scan.skip_value()?;
                    return Err(Fault::new(at, IssueKind::WrongMember).of("features").with("[").into());
                }
                self.scan.at += 1;
                self.scan.space();
                if self.scan.peek() == b']' { self.scan.at += 1 } else { array(self)? }
            } else {
                self.collection_member(&key, meta)?;
            }
            more = self.scan.comma_or(b'}')?;
        }
        if !seen {
            return Err(Fault::new(start, IssueKind::MissingMember).of("features").into());
        }
        Ok(())
    }

    fn collection_member(&mut self, key: &str, meta: &mut Meta) -> Scan<()> {
        let at = self.scan.at;
        self.scan.skip_value()?;
        let text = self.scan.slice(at, self.scan.at);
        let string = || serde_json::from_str::<String>(text).unwrap_or_default();
        let (kind, detail) = match key {
            "source" => {
                meta.source = string();
                return Ok(());
            }
            "as_of" => {
                meta.as_of = string();
                return Ok(());
            }
            "confidence" => {
                meta.confidence = string();
                return Ok(());
            }
            "crs" if text != "null" => (IssueKind::CrsMember, Some(crs_name(text))),
            "bbox" if !is_bbox(text) => (IssueKind::BadBbox, Some(text.chars().take(60).collect())),
            "features" => (IssueKind::DuplicateMember, None),
            "coordinates" | "geometries" | "geometry" | "properties" => (IssueKind::ForeignSemantics, None),
            _ => return Ok(()),
        };
        let line = self.line_of(at);
        let mut issue = self.records.log.issue(Severity::Warning, kind).at_line(line).of_member(key);
        issue.detail = detail;
        self.records.log.add(issue);
        Ok(())
    }
}

/// True for four or six numbers, or null.
pub(super) fn is_bbox(text: &str) -> bool {
    text == "null" || matches!(serde_json::from_str::<Vec<serde_json::Number>>(text).map(|numbers| numbers.len()), Ok(4 | 6))
}

/// The line of a byte, counted from 1.
pub(in crate::io) fn line_at(bytes: &[u8], at: usize) -> u64 {
    memchr::memchr_iter(b'\n', bytes.get(..at).unwrap_or(bytes)).count() as u64 + 1
}

fn known_type(name: &str) -> Option<TextType> {
    match name {
        "FeatureCollection" => Some(TextType::Collection),
        "Feature" => Some(TextType::Feature),
        _ => geometry_kind(name).map(|_| TextType::Geometry),
    }
}

fn unknown_type(name: &str, at: usize) -> Box<Fault> {
    match name {
        "Topology" => Fault::new(at, IssueKind::NotGeoJson).with("TopoJSON"),
        _ => Fault::new(at, IssueKind::UnknownType).of("type").with(name.chars().take(40).collect::<String>()),
    }
}

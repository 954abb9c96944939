//! KML to records: one row a placemark, its data as columns, the folders it is in as one more. Entities are those of XML alone:
//! what a document type declares is never looked up, so that no text grows by reading it. Refuses links to other files.

mod geometry;
mod text;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader as XmlReader;

use crate::domain::{Format, GeometryKind, IssueKind, Severity, SourceNote, Value};

use super::bytes::Refusal;
use super::guard::guard;
use super::input::{Job, Raw, Source};
use super::records::Records;
use super::shape::Parts;
use super::threads;

/// The column with the names of the folders round a placemark.
const FOLDER: &str = "folder";
/// Elements within elements, so deep.
const MAX_DEPTH: usize = 200;
/// Placemarks between two words of progress.
const STEP: u32 = 512;

/// Reads a document.
pub(super) fn read(source: Source<'_>, job: &mut Job<'_, '_>) -> Result<Raw, Refusal> {
    let bytes = source.whole(threads(job.options.threads))?;
    let (document, encoding, encoding_is_declared) = text::decoded(&bytes)?;
    let records = guard("XML", || {
        let mut xml = XmlReader::from_str(&document);
        xml.config_mut().expand_empty_elements = true;
        let mut reader = Reader { xml, document: &document, records: Records::new(job.file), line: 1, line_at: 0, links: 0 };
        reader.document(job)?;
        Ok(reader.records)
    })?;
    let about = SourceNote { format: Format::Kml, encoding: Some(encoding), encoding_is_declared, ..SourceNote::default() };
    Ok(Raw { records, about })
}

/// What stopped the reader.
enum Stop {
    Refused(Refusal),
    /// The document is broken here.
    Broken(String),
    /// It ends in the middle.
    Ended,
}

impl From<quick_xml::Error> for Stop {
    fn from(error: quick_xml::Error) -> Self {
        match error {
            quick_xml::Error::Syntax(quick_xml::errors::SyntaxError::UnclosedTag) => Self::Ended,
            error => Self::Broken(error.to_string()),
        }
    }
}

type Step<T> = Result<T, Stop>;

struct Reader<'a> {
    xml: XmlReader<&'a [u8]>,
    document: &'a str,
    records: Records,
    /// Line of `line_at`, counted from 1.
    line: u64,
    line_at: usize,
    /// Elements that point to other files.
    links: u64,
}

impl<'a> Reader<'a> {
    /// All placemarks. What was read before the document breaks is kept, and the place told.
    fn document(&mut self, job: &mut Job<'_, '_>) -> Result<(), Refusal> {
        let mut folders = Vec::new();
        let mut depth = 0;
        let stopped = loop {
            if job.is_full(&self.records) {
                break None;
            }
            match self.element(&mut folders, &mut depth, job) {
                Ok(true) => {}
                Ok(false) if depth > 0 => break Some(Stop::Ended),
                Ok(false) => break None,
                Err(stop) => break Some(stop),
            }
        };
        let line = self.line_here();
        let (kind, detail) = match stopped {
            None => (None, String::new()),
            Some(Stop::Refused(refusal)) => return Err(refusal),
            Some(Stop::Broken(detail)) => (Some(IssueKind::BrokenFile), format!("XML: {detail}")),
            Some(Stop::Ended) => (Some(IssueKind::Truncated), "XML".to_owned()),
        };
        if let Some(kind) = kind {
            let issue = self.records.log.issue(Severity::Error, kind).at_line(line).with_detail(detail);
            self.records.log.add(issue);
        }
        if self.links > 0 {
            let mut issue = self.records.log.issue(Severity::Warning, IssueKind::LinkNotFollowed);
            issue.count = self.links;
            self.records.log.add(issue);
        }
        Ok(())
    }

    /// The next element outside placemarks; false at the end.
    fn element(&mut self, folders: &mut Vec<Option<String>>, depth: &mut usize, job: &mut Job<'_, '_>) -> Step<bool> {
        match self.xml.read_event()? {
            Event::Start(start) => match start.local_name().into_inner() {
                "Placemark" => {
                    if self.records.features.is_multiple_of(STEP) {
                        job.step(self.xml.buffer_position(), self.document.len() as u64).map_err(Stop::Refused)?;
                    }
                    self.placemark(&start, folders)?;
                }
                "name" if !folders.is_empty() => {
                    let name = self.text(&start)?;
                    if let Some(folder) = folders.last_mut() {
                        *folder = Some(name.trim().to_owned());
                    }
                }
                "Folder" | "Document" if *depth < MAX_DEPTH => {
                    // The document's own name is the file's.
                    folders.push(None);
                    *depth += 1;
                }
                "kml" => *depth += 1,
                "NetworkLink" | "GroundOverlay" | "PhotoOverlay" => {
                    self.links += 1;
                    self.skip(&start)?;
                }
                _ => self.skip(&start)?,
            },
            Event::End(end) => {
                *depth = depth.saturating_sub(1);
                if matches!(end.local_name().into_inner(), "Folder" | "Document") {
                    folders.pop();
                }
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn placemark(&mut self, start: &BytesStart<'a>, folders: &[Option<String>]) -> Step<()> {
        let line = self.line_here();
        self.records.start_feature();
        if let Some(id) = self.attribute(start, "id") {
            self.records.set_id(Value::Text(&id));
        }
        let geometry = self.placemark_members(line);
        let kind = match geometry {
            Ok(kind) => kind,
            Err(stop) => {
                self.records.take_back();
                return Err(stop);
            }
        };
        // The outermost folder is the document, whose name is the file's.
        let names: Vec<&str> = folders.iter().skip(1).filter_map(Option::as_deref).filter(|name| !name.is_empty()).collect();
        if !names.is_empty() {
            let column = self.records.column(FOLDER);
            self.records.set(column, Value::Text(&names.join(" / ")));
        }
        self.records.accept(kind, line);
        Ok(())
    }

    fn placemark_members(&mut self, line: u64) -> Step<GeometryKind> {
        let mut geometry = None;
        loop {
            match self.xml.read_event()? {
                Event::Start(start) => match start.local_name().into_inner() {
                    name @ ("name" | "description" | "address" | "phoneNumber") => {
                        let text = self.text(&start)?;
                        self.cell(name, &text);
                    }
                    "ExtendedData" => self.extended_data()?,
                    "when" | "begin" | "end" => {
                        let name = start.local_name().into_inner().to_owned();
                        let text = self.text(&start)?;
                        self.cell(&name, &text);
                    }
                    "TimeStamp" | "TimeSpan" => {}
                    "Point" | "LineString" | "LinearRing" | "Polygon" | "MultiGeometry" | "Track" | "MultiTrack"
                        if geometry.is_none() =>
                    {
                        geometry = Some(self.geometry(&start, line)?);
                    }
                    "Model" => {
                        self.links += 1;
                        self.skip(&start)?;
                    }
                    _ => self.skip(&start)?,
                },
                Event::End(end) if end.local_name().into_inner() == "Placemark" => {
                    return Ok(geometry.unwrap_or(GeometryKind::None));
                }
                Event::Eof => return Err(Stop::Ended),
                _ => {}
            }
        }
    }

    fn geometry(&mut self, start: &BytesStart<'a>, line: u64) -> Step<GeometryKind> {
        let mut places = geometry::Places::default();
        self.places(start, &mut places, 0)?;
        let mut parts = Parts::new(&mut self.records.geometries);
        let shape = places.add_to(&mut parts).and_then(|kind| parts.finish(kind));
        match shape {
            Ok(shape) => {
                shape.doubts.iter().for_each(|&doubt| self.records.doubt(doubt, "geometry".into(), line, None));
                Ok(shape.kind)
            }
            Err(fault) => {
                self.records.geometries.roll_back();
                self.records.doubt(IssueKind::CorruptGeometry, "geometry".into(), line, Some(fault.what));
                Ok(GeometryKind::None)
            }
        }
    }

    /// Collects a geometry's positions up to its end.
    fn places(&mut self, start: &BytesStart<'a>, places: &mut geometry::Places, depth: usize) -> Step<()> {
        let name = start.local_name().into_inner().to_owned();
        places.begin(&name);
        loop {
            match self.xml.read_event()? {
                Event::Start(inner) => match inner.local_name().into_inner() {
                    "coordinates" => {
                        let text = self.text(&inner)?;
                        places.coordinates(&text);
                    }
                    "coord" => {
                        let text = self.text(&inner)?;
                        places.coord(&text);
                    }
                    "Point" | "LineString" | "LinearRing" | "Polygon" | "MultiGeometry" | "Track" | "outerBoundaryIs"
                    | "innerBoundaryIs"
                        if depth < MAX_DEPTH =>
                    {
                        self.places(&inner, places, depth + 1)?;
                    }
                    _ => self.skip(&inner)?,
                },
                Event::End(end) if end.local_name().into_inner() == name => {
                    places.end(&name);
                    return Ok(());
                }
                Event::Eof => return Err(Stop::Ended),
                _ => {}
            }
        }
    }

    fn extended_data(&mut self) -> Step<()> {
        let mut data_name = String::new();
        loop {
            match self.xml.read_event()? {
                Event::Start(start) => match start.local_name().into_inner() {
                    "Data" => data_name = self.attribute(&start, "name").unwrap_or_default(),
                    "value" => {
                        let text = self.text(&start)?;
                        self.cell(&data_name, &text);
                    }
                    "SimpleData" => {
                        let name = self.attribute(&start, "name").unwrap_or_default();
                        let text = self.text(&start)?;
                        self.cell(&name, &text);
                    }
                    "SchemaData" => {}
                    _ => self.skip(&start)?,
                },
                Event::End(end) if end.local_name().into_inner() == "ExtendedData" => return Ok(()),
                Event::Eof => return Err(Stop::Ended),
                _ => {}
            }
        }
    }

    fn cell(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if !name.is_empty() {
            let column = self.records.column(name);
            self.records.set(column, if text.is_empty() { Value::Null } else { Value::Text(text) });
        }
    }

    /// The text of the element that just began, up to its end; elements in it are passed over, their text kept.
    fn text(&mut self, start: &BytesStart<'a>) -> Step<String> {
        let name = start.local_name().into_inner().to_owned();
        let mut text = String::new();
        let mut depth = 0;
        loop {
            match self.xml.read_event()? {
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(reference) => match (reference.resolve_char_ref(), &*reference) {
                    (Ok(Some(letter)), _) => text.push(letter),
                    (_, "amp") => text.push('&'),
                    (_, "lt") => text.push('<'),
                    (_, "gt") => text.push('>'),
                    (_, "quot") => text.push('"'),
                    (_, "apos") => text.push('\''),
                    (_, other) => {
                        text.push_str(&format!("&{other};"));
                        let line = self.line_here();
                        let shown = other.chars().take(40).collect();
                        self.records.doubt(IssueKind::XmlEntity, "&".into(), line, Some(shown));
                    }
                },
                Event::Start(_) => depth += 1,
                Event::End(end) if depth == 0 && end.local_name().into_inner() == name => return Ok(text),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(Stop::Ended),
                _ => {}
            }
        }
    }

    fn skip(&mut self, start: &BytesStart<'a>) -> Step<()> {
        match self.xml.read_to_end(start.name()) {
            Ok(_) => Ok(()),
            Err(quick_xml::Error::IllFormed(quick_xml::errors::IllFormedError::MissingEndTag(_))) => Err(Stop::Ended),
            Err(error) => Err(error.into()),
        }
    }

    fn attribute(&self, start: &BytesStart<'_>, name: &str) -> Option<String> {
        let attribute = start.try_get_attribute(name).ok().flatten()?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned))
    }

    /// The line that was read to, counted from 1.
    fn line_here(&mut self) -> u64 {
        let at = usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX).min(self.document.len());
        let passed = self.document.as_bytes().get(self.line_at..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.line_at = self.line_at.max(at);
        self.line
    }
}

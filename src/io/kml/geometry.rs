//! The places of a placemark: coordinate texts to parts. Refuses to know XML.

use crate::domain::GeometryKind;
use crate::io::shape::{GeometryFault, Parts};

/// A part of a geometry as the elements say it.
enum Part {
    Point(Vec<[f64; 2]>),
    Line(Vec<[f64; 2]>),
    /// Rings, shells marked.
    Polygon(Vec<(bool, Vec<[f64; 2]>)>),
}

/// Parts as they are met.
#[derive(Default)]
pub(super) struct Places {
    parts: Vec<Part>,
    /// Within a boundary that is a hole.
    in_hole: bool,
    polygons_open: usize,
    fault: Option<String>,
    is_collection: bool,
}

impl Places {
    /// A geometry's element begins.
    pub fn begin(&mut self, name: &str) {
        match name {
            "Point" => self.parts.push(Part::Point(Vec::new())),
            "Polygon" => {
                self.parts.push(Part::Polygon(Vec::new()));
                self.polygons_open += 1;
            }
            "LineString" | "Track" => self.parts.push(Part::Line(Vec::new())),
            "LinearRing" if self.polygons_open == 0 => self.parts.push(Part::Line(Vec::new())),
            "LinearRing" => {
                let is_shell = !self.in_hole;
                if let Some(Part::Polygon(rings)) = self.parts.last_mut() {
                    rings.push((is_shell, Vec::new()));
                }
            }
            "innerBoundaryIs" => self.in_hole = true,
            "MultiGeometry" | "MultiTrack" => self.is_collection = true,
            _ => {}
        }
    }

    /// It ends.
    pub fn end(&mut self, name: &str) {
        match name {
            "Polygon" => self.polygons_open = self.polygons_open.saturating_sub(1),
            "innerBoundaryIs" => self.in_hole = false,
            _ => {}
        }
    }

    /// The positions of the element that is open: longitude, latitude and maybe height, commas within and white space between.
    pub fn coordinates(&mut self, text: &str) {
        let mut fault = None;
        let positions = match parse(text) {
            Ok(positions) => positions,
            Err(what) => {
                fault = Some(what);
                Vec::new()
            }
        };
        self.fault = self.fault.take().or(fault);
        if let Some(open) = self.open() {
            open.extend(positions);
        }
    }

    /// One position of a track, white space within.
    pub fn coord(&mut self, text: &str) {
        let mut ordinates = text.split_whitespace().map(|ordinate| fast_float2::parse::<f64, _>(ordinate).ok());
        match (ordinates.next().flatten(), ordinates.next().flatten()) {
            (Some(lon), Some(lat)) => {
                if let Some(open) = self.open() {
                    open.push([lon, lat]);
                }
            }
            _ => self.fault = self.fault.take().or_else(|| Some(shown(text))),
        }
    }

    /// Adds all parts to the feature being read; what the whole is called.
    pub fn add_to(self, out: &mut Parts<'_>) -> Result<GeometryKind, GeometryFault> {
        if let Some(what) = self.fault {
            return Err(GeometryFault::new(0, what));
        }
        let first = match self.parts.first() {
            None => return Ok(GeometryKind::None),
            Some(Part::Point(_)) => (GeometryKind::Point, GeometryKind::MultiPoint),
            Some(Part::Line(_)) => (GeometryKind::LineString, GeometryKind::MultiLineString),
            Some(Part::Polygon(_)) => (GeometryKind::Polygon, GeometryKind::MultiPolygon),
        };
        for part in self.parts {
            match part {
                Part::Point(positions) => positions.into_iter().take(1).for_each(|position| out.point(position)),
                Part::Line(positions) => {
                    positions.into_iter().for_each(|position| out.push(position));
                    out.end_line();
                }
                Part::Polygon(mut rings) => {
                    // Some writers put the holes before their shell.
                    rings.sort_by_key(|(is_shell, _)| !is_shell);
                    for (_, ring) in rings {
                        ring.into_iter().for_each(|position| out.push(position));
                        out.end_ring();
                    }
                    out.end_polygon();
                }
            }
        }
        Ok(if self.is_collection { first.1 } else { first.0 })
    }

    fn open(&mut self) -> Option<&mut Vec<[f64; 2]>> {
        match self.parts.last_mut()? {
            Part::Point(positions) | Part::Line(positions) => Some(positions),
            Part::Polygon(rings) => rings.last_mut().map(|(_, positions)| positions),
        }
    }
}

/// Positions of a text. White space beside a comma does not end a position: writers are careless there.
fn parse(text: &str) -> Result<Vec<[f64; 2]>, String> {
    let mut positions = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let mut ordinates = [0.0; 2];
        let mut count = 0;
        loop {
            let (value, length) = fast_float2::parse_partial::<f64, _>(rest).map_err(|_| shown(rest))?;
            if let Some(ordinate) = ordinates.get_mut(count) {
                *ordinate = value;
            }
            count += 1;
            let after = rest.get(length..).unwrap_or_default();
            let trimmed = after.trim_start();
            match trimmed.strip_prefix(',') {
                // A comma at the end of a position says nothing.
                Some(next) if !next.trim_start().is_empty() => rest = next.trim_start(),
                Some(_) => {
                    rest = "";
                    break;
                }
                None if after.len() == trimmed.len() && !trimmed.is_empty() => return Err(shown(trimmed)),
                None => {
                    rest = trimmed;
                    break;
                }
            }
        }
        if count < 2 {
            return Err(shown(text));
        }
        positions.push(ordinates);
    }
    Ok(positions)
}

fn shown(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_read_as_writers_write_them() {
        assert_eq!(parse("\n 121.4,31.2,0\n121.5,31.3,0 ").unwrap(), [[121.4, 31.2], [121.5, 31.3]]);
        assert_eq!(parse("121.4, 31.2 121.5 ,31.3,").unwrap(), [[121.4, 31.2], [121.5, 31.3]]);
        assert_eq!(parse("  ").unwrap(), [[0.0; 2]; 0]);
        assert!(parse("121.4 31.2").is_err() && parse("121.4,x").is_err() && parse("121.4;31.2").is_err());
    }
}

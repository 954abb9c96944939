//! Sizes and weights of names, from the look's tokens, and what was measured of them. Refuses fonts.

use std::collections::HashMap;
use std::sync::Arc;

use crate::map::scene::LabelClass;

/// Size, weight and spacing of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelStyle {
    /// Size, points.
    pub size_pt: f32,
    /// 600 instead of 400.
    pub semi_bold: bool,
    /// Extra room after each character, points.
    pub spacing_pt: f32,
}

impl LabelStyle {
    /// The style of a class of names where a point is so many metres.
    pub fn of(class: LabelClass, metres_per_pt: f64) -> Self {
        let (size_pt, semi_bold, spacing_pt) = match class {
            LabelClass::Selected => (12.5, true, 0.0),
            LabelClass::Block => (20.0, true, 3.0),
            LabelClass::Park if metres_per_pt >= super::OVERVIEW_M => (11.0, true, 0.0),
            LabelClass::Park => (13.0, true, 0.0),
            LabelClass::Cluster => (11.5, false, 0.0),
            LabelClass::Project => (11.5, true, 0.0),
            LabelClass::Station => (11.5, false, 0.0),
            LabelClass::Water => (12.5, false, 2.0),
            LabelClass::Expressway => (11.0, false, 0.0),
            LabelClass::District => (12.0, false, 3.0),
            LabelClass::MainRoad | LabelClass::Place | LabelClass::Ground => (10.5, false, 0.0),
            LabelClass::Building | LabelClass::Own => (11.0, false, 0.0),
        };
        Self { size_pt, semi_bold, spacing_pt }
    }

    /// The style of the lines below a block's name.
    pub const fn sub_line() -> Self {
        Self { size_pt: 12.0, semi_bold: false, spacing_pt: 0.0 }
    }

    fn key(self) -> [u32; 3] {
        [self.size_pt.to_bits(), u32::from(self.semi_bold), self.spacing_pt.to_bits()]
    }
}

/// The sizes of texts that were measured. Forgets all when it has grown large.
#[derive(Default)]
pub struct Widths {
    known: HashMap<[u32; 3], HashMap<Arc<str>, [f32; 2]>>,
    count: usize,
}

impl Widths {
    const MOST: usize = 50_000;

    /// Width and height of a text, points; measured when it is new.
    pub fn get(&mut self, text: &Arc<str>, style: LabelStyle, measure: &dyn Fn(&str, LabelStyle) -> [f32; 2]) -> [f32; 2] {
        if let Some(size) = self.known.get(&style.key()).and_then(|of_style| of_style.get(text)) {
            return *size;
        }
        if self.count >= Self::MOST {
            self.known.clear();
            self.count = 0;
        }
        let size = measure(text, style);
        self.known.entry(style.key()).or_default().insert(text.clone(), size);
        self.count += 1;
        size
    }
}

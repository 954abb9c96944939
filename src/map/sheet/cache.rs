//! What one sheet shares with the next. Everything in it can be made again; it refuses to keep what was not asked for lately.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Dataset;
use crate::map::mesh::LayerMesh;
use crate::map::scene::{FeaturePaint, LabelWish, Mark, Rgba};

/// Something shared, known again by where it is held; keeping it makes sure that nothing else comes to the same place.
pub(super) type Ident = Arc<dyn Any + Send + Sync>;

/// Sheets for which a value is kept without being asked for.
const KEPT_FOR: u64 = 16;

/// What the last sheets were made of. One for the window's life, or a new one for a single sheet.
#[derive(Default)]
pub struct SheetCache {
    sheet: u64,
    generation: u64,
    paints: BTreeMap<Arc<str>, (u64, Arc<FeaturePaint>)>,
    /// A class for every row.
    pub(super) classes: Memo<Arc<Vec<u8>>>,
    /// Marks of a layer.
    pub(super) marks: Memo<Arc<Vec<Mark>>>,
    /// Names of a layer.
    pub(super) names: Memo<Arc<Vec<LabelWish>>>,
    /// Geometry made from records.
    pub(super) derived: Memo<(Arc<Dataset>, Arc<LayerMesh>)>,
}

impl SheetCache {
    /// The paint of a layer: the one before where the colours are the same, else a new generation.
    pub(super) fn paint(&mut self, key: &Arc<str>, fill: Vec<Rgba>, line: Vec<Rgba>) -> Arc<FeaturePaint> {
        if let Some((seen, paint)) = self.paints.get_mut(key)
            && paint.fill == fill
            && paint.line == line
        {
            *seen = self.sheet;
            return paint.clone();
        }
        let paint = Arc::new(FeaturePaint { generation: self.next_generation(), fill, line });
        self.paints.insert(key.clone(), (self.sheet, paint.clone()));
        paint
    }

    /// A number greater than all before.
    pub(super) fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    /// Begins a sheet of some datasets, forgetting what the last ones did not ask for, and at once what was made of records
    /// that are gone: it would keep them in memory.
    pub(super) fn begin_sheet(&mut self, datasets: &[(Arc<Dataset>, Arc<LayerMesh>)]) {
        let last = self.sheet;
        self.sheet += 1;
        self.paints.retain(|_, (seen, _)| *seen >= last);
        let is_there = |source: &Ident| match source.downcast_ref::<Dataset>() {
            Some(dataset) => datasets.iter().any(|(there, _)| std::ptr::eq(Arc::as_ptr(there), dataset)),
            None => true,
        };
        self.classes.begin_sheet(is_there);
        self.marks.begin_sheet(is_there);
        self.names.begin_sheet(is_there);
        self.derived.begin_sheet(is_there);
    }
}

/// Values by name, each remembered with what it was made of.
pub(super) struct Memo<V> {
    sheet: u64,
    entries: BTreeMap<String, Entry<V>>,
}

struct Entry<V> {
    sources: Vec<Ident>,
    settings: String,
    seen: u64,
    value: V,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { sheet: 0, entries: BTreeMap::new() }
    }
}

impl<V: Clone> Memo<V> {
    /// The value of a name, made anew when its sources or settings are others than before.
    pub(super) fn get(&mut self, name: &str, sources: Vec<Ident>, settings: String, make: impl FnOnce() -> V) -> V {
        if let Some(entry) = self.entries.get_mut(name)
            && entry.settings == settings
            && entry.sources.len() == sources.len()
            && entry.sources.iter().zip(&sources).all(|(a, b)| Arc::as_ptr(a).cast::<()>() == Arc::as_ptr(b).cast::<()>())
        {
            entry.seen = self.sheet;
            return entry.value.clone();
        }
        let value = make();
        self.entries.insert(name.to_owned(), Entry { sources, settings, seen: self.sheet, value: value.clone() });
        value
    }

    fn begin_sheet(&mut self, is_there: impl Fn(&Ident) -> bool) {
        self.sheet += 1;
        let oldest = self.sheet.saturating_sub(KEPT_FOR);
        self.entries.retain(|_, entry| entry.seen >= oldest && entry.sources.iter().all(&is_there));
    }
}

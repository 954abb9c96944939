//! All a panel may look at while it draws a frame. Borrowed and immutable; panels answer with commands.

use std::path::Path;
use std::sync::Arc;

use crate::analysis::clusters::Clusters;
use crate::analysis::summary::Summary;
use crate::analysis::vacancy::VacancyTable;
use crate::domain::{Confidence, Dataset, DatasetKind, Date, Issue, RecordRef};
use crate::i18n::Lang;
use crate::index::ParkModel;
use crate::map::camera::Camera;
use crate::map::legend::LegendLayer;
use crate::search::Group;
use crate::workspace::Workspace;

use super::briefing::BriefView;
use super::checking::CheckView;
use super::command::{Command, Page, Sheet, Tool};
use super::delivering::DeliveryView;
use super::exporting::ExportView;
use super::finding::FindView;
use super::importing::ImportView;
use super::stacking::wish::StackView;
use super::theme::Look;

/// What was computed from the active datasets; made in the background, replaced as a whole.
pub struct ParkView {
    /// The joined records.
    pub model: Arc<ParkModel>,
    /// The day all lease arithmetic counts from.
    pub reference_date: Date,
    /// Vacancy of every building, park and block.
    pub vacancy: Arc<VacancyTable>,
    /// The park at a glance.
    pub summary: Arc<Summary>,
    /// Industry clusters under the present settings, with the name of each by its place (Chinese, English).
    pub clusters: Arc<Clusters>,
    /// One name a cluster, in both languages.
    pub cluster_names: Arc<Vec<[String; 2]>>,
}

/// A task that runs in the background.
pub struct TaskView {
    /// Its number, for cancelling.
    pub id: u64,
    /// What it does, in the language of the interface.
    pub title: String,
    /// Share done, 0–1, where it is known.
    pub share: Option<f32>,
}

/// A message at the window's edge.
#[derive(Default)]
pub struct Notice {
    /// Its number, for closing.
    pub id: u64,
    /// Whether it tells of something that failed.
    pub is_error: bool,
    /// The sentence.
    pub text: String,
    /// Offers to open the issue list.
    pub has_issues: bool,
    /// Offers to bring the embedded dataset of a kind back.
    pub restores: Option<DatasetKind>,
    /// What else can be done; each closes the message.
    pub offers: Vec<Offer>,
}

/// Something that a message offers to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What it is called, in the language of the interface.
    pub words: String,
    /// What it is.
    pub command: Command,
}

/// How a file of the user's stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// Open, as it was when the workspace was saved.
    Here,
    /// Open, with another content than when the workspace was saved.
    Changed,
    /// Open as it was read; the file holds something else by now.
    Newer,
    /// Not found.
    Missing,
}

/// A file of the user's.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceView {
    /// The name of its dataset.
    pub name: String,
    /// Where it is, or was.
    pub path: String,
    /// How it stands.
    pub state: SourceState,
}

/// The workspace file.
#[derive(Default)]
pub struct KeepView<'a> {
    /// Its name; a word for none.
    pub name: String,
    /// Where it is; none while the work has no file.
    pub file: Option<&'a Path>,
    /// Whether there is more than the file holds.
    pub is_dirty: bool,
    /// Whether the data is packed in.
    pub packed: bool,
    /// The user's files, those not found last.
    pub sources: &'a [SourceView],
    /// Workspace files of before, newest first.
    pub recent: &'a [String],
}

/// What a search has found so far.
pub struct SearchView<'a> {
    /// The text the hits are for.
    pub text: &'a str,
    /// The hits, by kind.
    pub groups: &'a [Group],
}

/// The state of the program, for one frame.
pub struct View<'a> {
    /// Language.
    pub lang: Lang,
    /// Palette.
    pub look: Look,
    /// Whether things may move.
    pub motion: bool,
    /// The page in the middle.
    pub page: Page,
    /// The open sheet.
    pub sheet: Option<Sheet>,
    /// The map tool.
    pub tool: Tool,
    /// What the user has decided.
    pub workspace: &'a Workspace,
    /// Whether there is something to take back.
    pub can_undo: bool,
    /// Whether there is something to make again.
    pub can_redo: bool,
    /// Whether there is a view to go back to.
    pub can_view_back: bool,
    /// Whether there is a view to go forward to.
    pub can_view_forward: bool,
    /// The park; `None` while it is first computed.
    pub park: Option<&'a ParkView>,
    /// The legend with live counts, in the order of the workspace's layers.
    pub legend: &'a [LegendLayer],
    /// Every loaded dataset, base map and the user's own included.
    pub datasets: &'a [Arc<Dataset>],
    /// The marks of confidence that a map of all of them must carry.
    pub confidence_marks: &'a [Confidence],
    /// The selected records, in order.
    pub selection: &'a [RecordRef],
    /// The record under the cursor.
    pub hovered: Option<&'a RecordRef>,
    /// Where the map looks.
    pub camera: &'a Camera,
    /// The place under the cursor, degrees WGS84.
    pub cursor_lon_lat: Option<[f64; 2]>,
    /// Whether coordinates are shown as CGCS2000 Gauss-Krüger.
    pub gauss_krueger: bool,
    /// Whether tenants' names, rents of let space and notes are left out of what is shown and exported. Panels that show
    /// records get them without; what shows cells of files is not shown at all.
    pub confidential: bool,
    /// Everything refused or doubtful, of all files.
    pub issues: &'a [Issue],
    /// What runs in the background.
    pub tasks: &'a [TaskView],
    /// Messages.
    pub notices: &'a [Notice],
    /// What the search has found.
    pub search: SearchView<'a>,
    /// The file that waits for the user's decision.
    pub import: Option<&'a ImportView>,
    /// The delivery that waits for the user's decision.
    pub delivery: Option<&'a DeliveryView>,
    /// What the geometry check found.
    pub check: CheckView<'a>,
    /// What is to be exported, and how that stands.
    pub export: Option<&'a ExportView>,
    /// What the page for a prospect shall be, and how that stands.
    pub brief: Option<&'a BriefView>,
    /// What is looked for, and what was found; none in a window without data.
    pub find: Option<&'a FindView>,
    /// The stacking plan that is shown large, and how its export stands.
    pub stack: Option<&'a StackView>,
    /// Files opened before, newest first.
    pub recent_files: &'a [String],
    /// The workspace file.
    pub keep: KeepView<'a>,
    /// Whether the layers panel is wanted.
    pub left_panel: bool,
    /// Whether the inspector is wanted.
    pub right_panel: bool,
}

/// What a frame's panels ask for, in order.
#[derive(Default)]
pub struct Commands {
    queue: Vec<Command>,
}

impl Commands {
    /// Asks for something.
    pub fn send(&mut self, command: Command) {
        self.queue.push(command);
    }

    /// Asks for what another has asked for, too, behind what was asked before.
    pub fn append(&mut self, other: Self) {
        self.queue.extend(other.queue);
    }

    /// Takes what was asked for, leaving nothing.
    pub fn take(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.queue)
    }
}

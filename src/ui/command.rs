//! What a panel can ask for. Panels send commands and never change state; `app` alone applies them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::domain::{DatasetKind, Date, Mend, RecordRef};
use crate::i18n::Lang;
use crate::workspace::{BuildingTheme, LayerKey};

use super::briefing::BriefChange;
use super::delivering::{DeliveryAs, DeliveryChange};
use super::exporting::{ExportChange, ExportWhat};
use super::finding::FindChange;
use super::importing::ImportChange;
use super::stacking::wish::{StackChange, StackShown};
use super::theme::Look;

/// How a selection changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectMode {
    /// Only the new records.
    Replace,
    /// The new ones, too.
    Add,
    /// The new ones no longer; those not yet selected stay out.
    Remove,
    /// Each new one changes sides.
    Toggle,
}

/// The page in the middle of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The park at a glance.
    #[default]
    Home,
    /// The map with its panels.
    Browse,
    /// Space for a prospect: the line, what fits, the map.
    Find,
}

impl Page {
    /// Whether the map is on it.
    pub fn has_map(self) -> bool {
        self != Self::Home
    }
}

/// What a click or drag on the map does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Select and move the map.
    #[default]
    Pointer,
    /// Select by a box.
    Box,
    /// Select by a line drawn around.
    Lasso,
    /// Draw the area within which space is looked for.
    DrawArea,
    /// Measure lengths.
    MeasureLength,
    /// Measure an area.
    MeasureArea,
}

/// A sheet over the window; at most one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Open a file: path field, dialog, recent files.
    Open,
    /// The command palette.
    Palette,
    /// The shortcut sheet.
    Shortcuts,
    /// About, with credits and licences.
    About,
    /// The issue list.
    Issues,
    /// The loaded datasets: kind, source, replace, bring back.
    Datasets,
    /// The workspace file: where it is, its sources, notes.
    Workspace,
    /// What is to become of unsaved changes.
    Unsaved,
    /// What a file means that waits for the user; there only while one does.
    Import,
    /// The geometry check: what was found, its repair.
    Geometry,
    /// What a new delivery of a dataset changes; there only while one waits.
    Delivery,
    /// Rows to a file.
    Export,
    /// A building's stacking plan, large, and its export.
    Stacking,
    /// The shortlist side by side.
    Compare,
    /// The page for a prospect.
    Brief,
}

/// Where the map is to fly.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The three blocks.
    Park,
    /// A layer.
    Layer(LayerKey),
    /// What is selected.
    Selection,
    /// One record.
    Record(RecordRef),
}

/// One wish of the user's.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Go to a page.
    ShowPage(Page),
    /// Open a sheet, or close the one that is open.
    ShowSheet(Option<Sheet>),
    /// Put the cursor into the search field.
    FocusSearch,
    /// Search for a text; empty clears.
    Search(String),
    /// Choose what the mouse does on the map.
    SetTool(Tool),
    /// Show the layers panel, or not (narrow windows).
    ToggleLeftPanel,
    /// Show the inspector, or not.
    ToggleRightPanel,

    /// Fly there (and show the map).
    FlyTo(Target),
    /// Scale by a factor about the middle.
    Zoom(f64),
    /// Move by so many points.
    Pan([f64; 2]),
    /// Back through the views.
    ViewBack,
    /// Forward through the views.
    ViewForward,

    /// Change the selection.
    Select(SelectMode, Vec<RecordRef>),
    /// Select every record of a class that is shown.
    SelectClass(LayerKey, u8),
    /// Hover a record from a list, or none.
    Hover(Option<RecordRef>),
    /// Keep the selection under a name.
    SaveSelection(String),
    /// Select what was kept under a name.
    LoadSelection(String),
    /// Forget a kept selection.
    DeleteSelection(String),

    /// Show or hide a layer.
    SetLayerVisible(LayerKey, bool),
    /// Set a layer's opacity, 0–1.
    SetLayerOpacity(LayerKey, f32),
    /// Show this layer and hide all others but the base map; once more brings them back by undo.
    IsolateLayer(LayerKey),
    /// Put a layer at a place in the list (0 is the top).
    MoveLayer(LayerKey, usize),
    /// List a layer's classes, or not.
    ExpandLayer(LayerKey, bool),
    /// Show or hide a class.
    SetClassVisible(LayerKey, u8, bool),
    /// Show this class of the layer alone; when it is alone already, show all.
    IsolateClass(LayerKey, u8),
    /// Colour the buildings by something else.
    SetBuildingTheme(BuildingTheme),
    /// Set reach (metres) and least number of the clusters.
    SetClusterParams(f64, usize),
    /// Take back the last change.
    Undo,
    /// Make it again.
    Redo,

    /// Ask the system for files to open.
    BrowseFiles,
    /// Open files.
    OpenFiles(Vec<PathBuf>),
    /// Open a file again that was written anew while it was open.
    OpenNewVersion(PathBuf),
    /// Open cells that a spreadsheet has put on the clipboard.
    PasteCells(String),
    /// Decide something about the file that waits.
    ChangeImport(ImportChange),
    /// Take the file that waits in, as it was decided.
    TakeImport,
    /// Leave the file that waits.
    CancelImport,
    /// Ask what of these records is to be exported, and where to; without a word which, of the selection or the topmost layer.
    ShowExport(Option<ExportWhat>),
    /// Change what is to be exported, or how.
    ChangeExport(ExportChange),
    /// Ask the system where to export to.
    BrowseExport,
    /// Export; whether files that are there may be replaced.
    StartExport(bool),
    /// Stop the export.
    CancelExport,
    /// Change what the page for a prospect shall be, save it, open it.
    Brief(BriefChange),
    /// Change what is looked for, or look at something of what was found.
    Find(FindChange),
    /// Show a building's stacking plan large, with these rows of the spaces outlined.
    ShowStack(RecordRef, Vec<u32>),
    /// Change how the plan is to be exported.
    ChangeStack(StackChange),
    /// Ask the system where the plan is to go.
    BrowseStack,
    /// Export the plan as it is shown; whether a file that is there may be replaced.
    StartStack(StackShown, bool),
    /// Stop the export of the plan.
    CancelStack,
    /// Decide something about the delivery that waits.
    ChangeDelivery(DeliveryChange),
    /// Go to the place of a change, by its number.
    GoToChange(u32),
    /// Take the delivery that waits in.
    TakeDelivery(DeliveryAs),
    /// Leave the delivery that waits.
    CancelDelivery,
    /// Stop a running task, by its number.
    CancelTask(u64),
    /// Bring the embedded dataset of a kind back in the place of the user's.
    RestoreEmbedded(DatasetKind),
    /// Take a layer of the user's own away.
    CloseOwnLayer(String),
    /// Say what a dataset of the user's is: its name, and the kind.
    SetKind(String, DatasetKind),
    /// Save the workspace to its file; ask where to when it has none.
    SaveWorkspace,
    /// Save the workspace to another file; whether it may replace one that is there.
    SaveWorkspaceAs(PathBuf, bool),
    /// Ask the system where to save the workspace.
    BrowseSave,
    /// Pack the data into the workspace file, or not.
    SetPacked(bool),
    /// Begin a new workspace.
    NewWorkspace,
    /// What is to become of unsaved changes: save them, or not.
    AnswerUnsaved(bool),
    /// Go on with work that was left behind, by its number.
    RestoreWork(u64),
    /// Take work that was left behind away.
    DiscardWork(u64),
    /// A file that was not found is there: its number among those, and the path.
    FindSource(usize, PathBuf),
    /// A file that was not found is not needed any more.
    ForgetSource(usize),
    /// Change the notes of the workspace.
    SetNotes(String),
    /// Go to the feature of an issue: the number of the issue in the list, and which of its features.
    GoToIssue(usize, usize),
    /// Write issues, by their numbers in the list, to a file; whether it may replace one that is there.
    ExportIssues(PathBuf, Vec<usize>, bool),
    /// Ask the system where to write issues.
    BrowseIssueExport(Vec<usize>),

    /// Check the geometry of a layer; of all that the user has opened where none is named.
    CheckGeometry(Option<LayerKey>),
    /// Go to a finding: which of the checked datasets, and which of its findings.
    GoToFinding(usize, usize),
    /// Mark what was found on the map, or not.
    MarkFindings(bool),
    /// Repair more of some datasets, by their names.
    RepairGeometry(Vec<(String, BTreeSet<Mend>)>),
    /// Take all repairs of a dataset back.
    TakeBackRepairs(String),

    /// Change the language.
    SetLang(Lang),
    /// Change the palette.
    SetLook(Look),
    /// Switch motion on or off.
    SetMotion(bool),
    /// Set the reference date; `None` counts from the data's newest as-of.
    SetReferenceDate(Option<Date>),
    /// Show coordinates as CGCS2000 Gauss-Krüger, or as WGS84 degrees.
    ShowGaussKrueger(bool),
    /// Leave tenants' names, rents of let space and notes out of what is shown and exported, or not.
    SetConfidential(bool),
    /// Copy a text to the clipboard.
    Copy(String),
    /// Close a message.
    DismissNotice(u64),
    /// Close the window.
    Quit,
}

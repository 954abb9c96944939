//! Everything the menus, the palette, the shortcut sheet and the keyboard can do, in one table. Refuses to do it: an action
//! is a command.

use egui::{Context, Key, KeyboardShortcut, Modifiers};

use crate::i18n::shortcuts::ActionText;
use crate::workspace::BuildingTheme;

use super::command::{Command, Page, SelectMode, Sheet, Target, Tool};
use super::exporting::ExportWhat;
use super::finding::FindChange;
use super::search_popup;
use super::stacking;
use super::view::{Commands, View};

/// Zoom of one step of the keyboard.
const ZOOM_STEP: f64 = 1.5;
/// Pan of one step of the keyboard, points.
const PAN_STEP: f64 = 96.0;

/// Where a shortcut counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everywhere.
    Window,
    /// Not while a text is typed.
    NotTyping,
    /// On the map page, with no sheet open; keys that controls use, only while none holds the keyboard.
    Map,
}

/// One thing that can be done.
pub struct Action {
    /// Its stable name.
    pub id: &'static str,
    /// The group in menus and the shortcut sheet.
    pub group: ActionText,
    /// What it is called.
    pub name: ActionText,
    /// The keys for it, the one that is shown first.
    pub keys: &'static [KeyboardShortcut],
    /// Where the keys count.
    pub reach: Reach,
    /// The command; `None` when there is nothing to do now.
    pub command: fn(&View) -> Option<Command>,
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

macro_rules! actions {
    ($($id:literal $group:ident $name:ident [$($modifiers:ident $key:ident),*] $reach:ident $command:expr;)*) => {
        /// All actions, in the order in which menus and sheets list them.
        pub const ACTIONS: &[Action] = &[$(Action {
            id: $id,
            group: ActionText::$group,
            name: ActionText::$name,
            keys: &[$(key($modifiers, Key::$key)),*],
            reach: Reach::$reach,
            command: $command,
        },)*];
    };
}

const ALT: Modifiers = Modifiers::ALT;
const SHIFT: Modifiers = Modifiers::SHIFT;

actions! {
    "open" GroupFile OpenFiles [CTRL O] Window |_| sheet(Sheet::Open);
    "new" GroupFile NewWorkspace [CTRL N] Window |_| Some(Command::NewWorkspace);
    "save" GroupFile SaveWorkspace [CTRL S] Window |_| Some(Command::SaveWorkspace);
    "save_as" GroupFile SaveWorkspaceAs [CTRL_SHIFT S] Window |_| sheet(Sheet::Workspace);
    "workspace" GroupFile Workspace [] Window |_| sheet(Sheet::Workspace);
    "datasets" GroupFile Datasets [CTRL D] Window |_| sheet(Sheet::Datasets);
    "delivery" GroupFile Delivery [] Window |view| view.delivery.and_then(|_| sheet(Sheet::Delivery));
    "issues" GroupFile Issues [CTRL_SHIFT M] Window |_| sheet(Sheet::Issues);
    "check_geometry" GroupFile CheckGeometry [CTRL_SHIFT K] Window |_| Some(Command::CheckGeometry(None));
    "export" GroupFile Export [CTRL E] Window |_| Some(Command::ShowExport(None));
    "quit" GroupFile Quit [CTRL Q] Window |_| Some(Command::Quit);
    "undo" GroupEdit Undo [CTRL Z] NotTyping |view| view.can_undo.then_some(Command::Undo);
    "redo" GroupEdit Redo [CTRL_SHIFT Z, CTRL Y] NotTyping |view| view.can_redo.then_some(Command::Redo);
    "search" GroupView Search [CTRL F] Window |_| Some(Command::FocusSearch);
    "palette" GroupView Palette [CTRL K, CTRL_SHIFT P] Window |_| sheet(Sheet::Palette);
    "home" GroupView Home [CTRL Num1] Window |_| Some(Command::ShowPage(Page::Home));
    "browse" GroupView Browse [CTRL Num2] Window |_| Some(Command::ShowPage(Page::Browse));
    "find" GroupView Find [CTRL Num3] Window |_| Some(Command::ShowPage(Page::Find));
    "left_panel" GroupView LeftPanel [CTRL B] Window |_| Some(Command::ToggleLeftPanel);
    "right_panel" GroupView RightPanel [CTRL I] Window |_| Some(Command::ToggleRightPanel);
    "zoom_in" GroupMap ZoomIn [NONE Plus, NONE Equals] Map |_| Some(Command::Zoom(ZOOM_STEP));
    "zoom_out" GroupMap ZoomOut [NONE Minus] Map |_| Some(Command::Zoom(1.0 / ZOOM_STEP));
    "fit_park" GroupMap FitPark [NONE Home] Map |_| Some(Command::FlyTo(Target::Park));
    "fly_to_selection" GroupMap FlyToSelection [NONE F] Map |view| has_selection(view, Command::FlyTo(Target::Selection));
    "view_back" GroupMap ViewBack [ALT ArrowLeft] Map |view| view.can_view_back.then_some(Command::ViewBack);
    "view_forward" GroupMap ViewForward [ALT ArrowRight] Map |view| view.can_view_forward.then_some(Command::ViewForward);
    "pan_left" GroupMap PanLeft [NONE ArrowLeft] Map |_| Some(Command::Pan([-PAN_STEP, 0.0]));
    "pan_right" GroupMap PanRight [NONE ArrowRight] Map |_| Some(Command::Pan([PAN_STEP, 0.0]));
    "pan_up" GroupMap PanUp [NONE ArrowUp] Map |view| up_or_down(view, -1);
    "pan_down" GroupMap PanDown [NONE ArrowDown] Map |view| up_or_down(view, 1);
    "find_line" GroupFind FindLine [CTRL L] Window |_| Some(Command::Find(FindChange::FocusLine));
    "find_weights" GroupFind FindWeights [] Window |_| Some(Command::Find(FindChange::ResetWeights));
    "find_star" GroupFind FindStar [NONE S] Map |view| star(view);
    "find_open" GroupFind FindOpen [NONE Enter] Map |view| {
        has_selection(view, Command::FlyTo(Target::Selection)).filter(|_| view.page == Page::Find)
    };
    "stacking" GroupFind Stacking [NONE T] Map |view| stacking::building_of(view).map(|building| Command::ShowStack(building, Vec::new()));
    "find_draw" GroupFind FindDraw [NONE D] Map |_| Some(Command::SetTool(Tool::DrawArea));
    "find_compare" GroupFind FindCompare [NONE C] Map |_| sheet(Sheet::Compare);
    "find_brief" GroupFind FindBrief [CTRL_SHIFT B] Window |_| sheet(Sheet::Brief);
    "find_new" GroupFind FindNew [] Window |_| Some(Command::Find(FindChange::NewProspect));
    "tool_pointer" GroupSelect Pointer [NONE V] Map |_| Some(Command::SetTool(Tool::Pointer));
    "tool_box" GroupSelect Box [NONE B] Map |_| Some(Command::SetTool(Tool::Box));
    "tool_lasso" GroupSelect Lasso [NONE L] Map |_| Some(Command::SetTool(Tool::Lasso));
    "measure_length" GroupSelect MeasureLength [NONE M] Map |_| Some(Command::SetTool(Tool::MeasureLength));
    "measure_area" GroupSelect MeasureArea [SHIFT M] Map |_| Some(Command::SetTool(Tool::MeasureArea));
    "clear_selection" GroupSelect ClearSelection [NONE Escape] Map |view| {
        has_selection(view, Command::Select(SelectMode::Replace, Vec::new())).filter(|_| view.tool == Tool::Pointer)
    };
    "export_selection" GroupSelect ExportSelection [CTRL_SHIFT E] NotTyping |view| {
        has_selection(view, Command::ShowExport(Some(ExportWhat::Selection)))
    };
    "theme_vacancy" GroupMap ThemeVacancy [] Map |_| theme(BuildingTheme::VacancyRate);
    "theme_availability" GroupMap ThemeAvailability [] Map |_| theme(BuildingTheme::AvailabilityRate);
    "theme_vacant_area" GroupMap ThemeVacantArea [] Map |_| theme(BuildingTheme::VacantArea);
    "theme_rent" GroupMap ThemeRent [] Map |_| theme(BuildingTheme::AskingRent);
    "language" GroupSettings Language [CTRL_SHIFT L] Window |view| Some(Command::SetLang(view.lang.other()));
    "look" GroupSettings Look [CTRL_SHIFT D] Window |view| Some(Command::SetLook(view.look.next()));
    "motion" GroupSettings Motion [] Window |view| Some(Command::SetMotion(!view.motion));
    "gauss_krueger" GroupSettings GaussKrueger [CTRL_SHIFT G] Window |view| Some(Command::ShowGaussKrueger(!view.gauss_krueger));
    "confidential" GroupSettings Confidential [CTRL_SHIFT H] Window |view| Some(Command::SetConfidential(!view.confidential));
    "shortcuts" GroupHelp Shortcuts [NONE F1] Window |_| sheet(Sheet::Shortcuts);
    "about" GroupHelp About [] Window |_| sheet(Sheet::About);
}

impl Action {
    /// The action of a name.
    pub fn find(id: &str) -> Option<&'static Self> {
        ACTIONS.iter().find(|action| action.id == id)
    }

    /// Whether menus list it now: what waits for a decision is there only while it waits, all else is greyed out at most.
    pub fn is_listed(&self, view: &View) -> bool {
        self.id != "delivery" || (self.command)(view).is_some()
    }

    /// The shortcut as it is shown, in the manner of the system.
    pub fn shortcut_text(&self, ctx: &Context) -> Option<String> {
        self.keys.first().map(|shortcut| shown(ctx, shortcut))
    }

    /// All shortcuts as they are shown.
    pub fn all_shortcuts(&self, ctx: &Context) -> Vec<String> {
        self.keys.iter().map(|shortcut| shown(ctx, shortcut)).collect()
    }
}

/// A shortcut as it is shown: modifiers in the manner of the system, keys by the sign on them.
fn shown(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    let key = match shortcut.logical_key {
        Key::Plus => "+",
        Key::Equals => "=",
        Key::Minus => "−",
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::Escape => "Esc",
        key => key.name(),
    };
    match ctx.format_modifiers(shortcut.modifiers) {
        modifiers if modifiers.is_empty() => key.to_owned(),
        modifiers => format!("{modifiers}+{key}"),
    }
}

/// The shortcut of an action as it is shown.
pub fn shortcut_of(ctx: &Context, id: &str) -> Option<String> {
    Action::find(id).and_then(|action| action.shortcut_text(ctx))
}

/// Sends the commands of the keys that were pressed.
pub fn from_keyboard(ctx: &Context, view: &View, commands: &mut Commands) {
    let typing = ctx.text_edit_focused();
    let focused = ctx.memory(|memory| memory.focused()).is_some();
    // Escape takes the keyboard from a control before this runs: it has done its work, and shall not clear the selection, too.
    let before = egui::Id::unique("a control held the keyboard");
    let was_focused = ctx.data(|data| data.get_temp::<bool>(before)).unwrap_or_default();
    ctx.data_mut(|data| data.insert_temp(before, focused));
    let held = focused || was_focused || egui::Popup::is_any_open(ctx);
    let mut wanted: Vec<(&KeyboardShortcut, &Action)> = ACTIONS
        .iter()
        .filter(|action| match action.reach {
            Reach::Window => true,
            Reach::NotTyping => !typing,
            Reach::Map => !typing && view.page.has_map() && view.sheet.is_none(),
        })
        .flat_map(|action| action.keys.iter().map(move |shortcut| (shortcut, action)))
        .filter(|(shortcut, action)| action.reach != Reach::Map || !held || !moves_focus(shortcut.logical_key))
        .collect();
    // Ctrl+Shift+Z must not be taken for Ctrl+Z: the more modifiers, the earlier it is asked.
    wanted.sort_by_key(|(shortcut, _)| std::cmp::Reverse(modifier_count(shortcut.modifiers)));
    let mut searches = false;
    for (shortcut, action) in wanted {
        // What comes with the keys that start a search is typed into its field.
        if searches && action.reach != Reach::Window {
            continue;
        }
        let command = (action.command)(view);
        // A plain key that has nothing to do here is left to others (Escape); a combination is taken all the same, so that
        // Ctrl+Shift+Z never becomes Ctrl+Z.
        if command.is_none() && shortcut.modifiers.is_none() {
            continue;
        }
        if ctx.input_mut(|input| input.consume_shortcut(shortcut)) {
            if command == Some(Command::FocusSearch) {
                // At once: on a slow frame the first letters come in the same frame.
                search_popup::focus(ctx);
                searches = true;
            }
            command.into_iter().for_each(|command| commands.send(command));
        }
    }
}

/// Keys that a control which holds the keyboard has a use for.
fn moves_focus(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Home
            | Key::Escape
            | Key::Enter
            | Key::Plus
            | Key::Equals
            | Key::Minus
    )
}

fn modifier_count(modifiers: Modifiers) -> usize {
    [modifiers.alt, modifiers.ctrl || modifiers.command, modifiers.shift].into_iter().filter(|&held| held).count()
}

fn sheet(sheet: Sheet) -> Option<Command> {
    Some(Command::ShowSheet(Some(sheet)))
}

fn theme(theme: BuildingTheme) -> Option<Command> {
    Some(Command::SetBuildingTheme(theme))
}

/// On the page of Find the list is gone through, else the map moves.
fn up_or_down(view: &View, down: i32) -> Option<Command> {
    Some(match view.page {
        Page::Find => Command::Find(FindChange::Step(down)),
        _ => Command::Pan([0.0, PAN_STEP * f64::from(down)]),
    })
}

/// Keeps hold of the place that is looked at.
fn star(view: &View) -> Option<Command> {
    let place = view.find.filter(|_| view.page == Page::Find)?.place()?;
    Some(Command::Find(FindChange::Star(Box::new(place.clone()))))
}

fn has_selection(view: &View, command: Command) -> Option<Command> {
    (!view.selection.is_empty()).then_some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_name_or_a_key() {
        let mut ids: Vec<&str> = ACTIONS.iter().map(|action| action.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        let keys: Vec<&KeyboardShortcut> = ACTIONS.iter().flat_map(|action| action.keys).collect();
        for (i, a) in keys.iter().enumerate() {
            assert!(keys[i + 1..].iter().all(|b| a != b), "{a:?} is there twice");
        }
    }
}

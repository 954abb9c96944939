//! The one place where commands are applied: a table of contents; the work is done in one file a topic. Refuses drawing.

mod files;
mod finder;
mod goals;
mod layers;
mod prospects;
mod selection;
mod settings;
mod view;

pub use goals::{bounds_of_park, in_mercator};
pub use selection::{key_of, layer_of, select, select_keys};
pub use view::zoom_at;

use crate::ui::command::{Command, Sheet};

use super::keep::Pending;
use super::session::Session;

/// Applies a command. What needs the window itself (clipboard, closing) is asked of `ctx`.
pub fn apply(session: &mut Session, command: Command, ctx: &egui::Context) {
    match command {
        Command::ShowPage(page) => view::show_page(session, page),
        Command::ShowSheet(Some(Sheet::Export)) => session.show_export(None),
        Command::ShowSheet(Some(Sheet::Brief)) => session.show_brief(),
        Command::ShowSheet(sheet) => {
            session.forget_pending();
            match (session.state.sheet, sheet) {
                (_, Some(Sheet::Delivery)) => session.delivery_shown(),
                (Some(Sheet::Delivery), _) => session.set_delivery_aside(),
                _ => {}
            }
            session.state.sheet = sheet;
        }
        Command::FocusSearch => view::focus_search(session),
        Command::Search(text) => session.start_search(text),
        Command::SetTool(tool) => view::set_tool(session, tool),
        Command::ToggleLeftPanel => session.state.left_panel = !session.state.left_panel,
        Command::ToggleRightPanel => session.state.right_panel = !session.state.right_panel,

        Command::FlyTo(target) => view::fly_to(session, &target),
        Command::Zoom(factor) => view::zoom(session, factor),
        Command::Pan(by_pt) => view::pan(session, by_pt),
        Command::ViewBack => view::back(session),
        Command::ViewForward => view::forward(session),

        Command::Select(mode, records) => selection::select(session, mode, records),
        Command::SelectClass(key, class) => selection::select_class(session, &key, class),
        Command::Hover(record) => session.state.hovered = record,
        Command::SaveSelection(name) => selection::save(session, &name),
        Command::LoadSelection(name) => selection::load(session, &name),
        Command::DeleteSelection(name) => selection::delete(session, &name),

        Command::SetLayerVisible(key, visible) => layers::set_visible(session, &key, visible),
        Command::SetLayerOpacity(key, opacity) => layers::set_opacity(session, &key, opacity),
        Command::IsolateLayer(key) => layers::isolate(session, &key),
        Command::MoveLayer(key, place) => layers::move_to(session, &key, place),
        Command::ExpandLayer(key, expanded) => layers::expand(session, &key, expanded),
        Command::SetClassVisible(key, class, visible) => layers::set_class_visible(session, &key, class, visible),
        Command::IsolateClass(key, class) => layers::isolate_class(session, &key, class),
        Command::SetBuildingTheme(theme) => layers::set_building_theme(session, theme),
        Command::SetClusterParams(eps_m, min_points) => layers::set_cluster_params(session, eps_m, min_points),
        Command::Undo => layers::step(session, false),
        Command::Redo => layers::step(session, true),

        Command::BrowseFiles => session.start_dialog(),
        Command::OpenFiles(paths) => files::open(session, paths),
        Command::OpenNewVersion(path) => session.open_new_version(path),
        Command::PasteCells(text) => session.paste_cells(text),
        Command::ChangeImport(change) => session.change_import(change),
        Command::TakeImport => session.take_import(),
        Command::CancelImport => session.cancel_import(),
        Command::ShowExport(what) => session.show_export(what),
        Command::ChangeExport(change) => session.change_export(change),
        Command::BrowseExport => session.start_export_dialog(),
        Command::StartExport(replaces) => session.start_export(replaces),
        Command::CancelExport => session.cancel_export(),
        Command::Brief(change) => session.change_brief(change),
        Command::Find(change) => finder::apply(session, change, ctx),
        Command::ShowStack(building, outlined) => session.show_stack(building, outlined),
        Command::ChangeStack(change) => session.change_stack(change),
        Command::BrowseStack => session.start_stack_dialog(),
        Command::StartStack(shown, replaces) => session.start_stack(shown, replaces),
        Command::CancelStack => session.cancel_stack(),
        Command::ChangeDelivery(change) => session.change_delivery(change),
        Command::GoToChange(number) => session.go_to_change(number),
        Command::TakeDelivery(as_what) => session.take_delivery(as_what),
        Command::CancelDelivery => session.cancel_delivery(),
        Command::CancelTask(id) => session.cancel_task(id),
        Command::RestoreEmbedded(kind) => files::restore_embedded(session, kind),
        Command::CloseOwnLayer(name) => files::close_own_layer(session, &name),
        Command::SetKind(name, kind) => files::set_kind(session, &name, kind),
        Command::SaveWorkspace => session.save_workspace(),
        Command::SaveWorkspaceAs(path, replaces) => session.save_workspace_as(path, replaces),
        Command::BrowseSave => session.start_save_dialog(),
        Command::SetPacked(packed) => session.set_packed(packed),
        Command::NewWorkspace => session.unless_unsaved(Pending::New),
        Command::AnswerUnsaved(saves) => session.unsaved_answered(saves),
        Command::RestoreWork(number) => session.restore_work(number),
        Command::DiscardWork(number) => session.discard_work(number),
        Command::FindSource(number, path) => session.find_source(number, path),
        Command::ForgetSource(number) => session.forget_source(number),
        Command::SetNotes(notes) => layers::set_notes(session, notes),
        Command::GoToIssue(issue, feature) => files::go_to_issue(session, issue, feature),
        Command::ExportIssues(path, issues, replaces) => session.export_issues(path, issues, replaces),
        Command::BrowseIssueExport(issues) => session.start_issue_dialog(issues),

        Command::CheckGeometry(layer) => session.check_geometry(layer.as_ref()),
        Command::GoToFinding(checked, finding) => session.go_to_finding(checked, finding),
        Command::MarkFindings(marked) => session.mark_findings(marked),
        Command::RepairGeometry(wanted) => session.repair_geometry(wanted),
        Command::TakeBackRepairs(name) => session.take_back_repairs(&name),

        Command::SetLang(lang) => settings::set_lang(session, lang),
        Command::SetLook(look) => settings::set_look(session, look),
        Command::SetMotion(motion) => session.state.settings.motion = motion,
        Command::SetReferenceDate(date) => settings::set_reference_date(session, date),
        Command::ShowGaussKrueger(on) => session.state.settings.gauss_krueger = on,
        Command::SetConfidential(on) => session.set_confidential(on),
        Command::Copy(text) => ctx.copy_text(text),
        Command::DismissNotice(id) => session.state.notices.dismiss(id),
        Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
    }
}

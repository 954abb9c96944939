//! Commands on layers, classes, themes and clusters: all of them steps of undo. Refuses anything outside the workspace.

use crate::app::session::Session;
use crate::app::state::Slide;
use crate::workspace::{BuildingTheme, LayerKey, Workspace};

/// Shows or hides a layer.
pub fn set_visible(session: &mut Session, key: &LayerKey, visible: bool) {
    session.edit(None, |workspace| with_layer(workspace, key, |layer| layer.visible = visible));
}

/// Sets a layer's opacity, 0–1.
pub fn set_opacity(session: &mut Session, key: &LayerKey, opacity: f32) {
    let opacity = if opacity.is_finite() { opacity.clamp(0.0, 1.0) } else { 1.0 };
    session.edit(Some(Slide::Opacity(key.clone())), |workspace| with_layer(workspace, key, |layer| layer.opacity = opacity));
}

/// Shows this layer and hides all others but the base map.
pub fn isolate(session: &mut Session, key: &LayerKey) {
    session.edit(None, |workspace| {
        for layer in &mut workspace.layers {
            if layer.key == *key {
                layer.visible = true;
            } else if !is_base_map(&layer.key) {
                layer.visible = false;
            }
        }
    });
}

/// Puts a layer at a place in the list.
pub fn move_to(session: &mut Session, key: &LayerKey, place: usize) {
    session.edit(None, |workspace| {
        let Some(from) = workspace.layers.iter().position(|layer| layer.key == *key) else { return };
        let layer = workspace.layers.remove(from);
        let place = place.min(workspace.layers.len());
        workspace.layers.insert(place, layer);
    });
}

/// Lists a layer's classes, or not. No step of undo: it changes nothing on the map.
pub fn expand(session: &mut Session, key: &LayerKey, expanded: bool) {
    with_layer(&mut session.state.settings.workspace, key, |layer| layer.expanded = expanded);
}

/// Shows or hides a class; showing one shows its layer, too.
pub fn set_class_visible(session: &mut Session, key: &LayerKey, class: u8, visible: bool) {
    session.edit(None, |workspace| {
        with_layer(workspace, key, |layer| {
            if visible {
                layer.hidden_classes.remove(&class);
                layer.visible = true;
            } else {
                layer.hidden_classes.insert(class);
            }
        });
    });
}

/// Shows this class of the layer alone; when it is alone already, shows all.
pub fn isolate_class(session: &mut Session, key: &LayerKey, class: u8) {
    let classes: Vec<u8> = session.classes_of(key);
    session.edit(None, |workspace| {
        with_layer(workspace, key, |layer| {
            let others = classes.iter().copied().filter(|&other| other != class).collect();
            let alone = layer.visible && layer.hidden_classes == others;
            layer.hidden_classes = if alone { Default::default() } else { others };
            layer.visible = true;
        });
    });
}

/// Colours the buildings by something else.
pub fn set_building_theme(session: &mut Session, theme: BuildingTheme) {
    session.edit(None, |workspace| {
        if workspace.building_theme != theme {
            workspace.building_theme = theme;
            // Classes are the steps of the theme: what was hidden meant something else.
            with_layer(workspace, &LayerKey::Buildings, |layer| layer.hidden_classes.clear());
        }
    });
}

/// Sets reach and least number of the clusters.
pub fn set_cluster_params(session: &mut Session, eps_m: f64, min_points: usize) {
    let [least_m, most_m] = Workspace::CLUSTER_EPS_M;
    let [fewest, greatest] = Workspace::CLUSTER_MIN_POINTS;
    let eps_m = if eps_m.is_finite() { eps_m.clamp(least_m, most_m) } else { least_m };
    let min_points = min_points.clamp(fewest, greatest);
    let changed = session.edit(Some(Slide::Clusters), |workspace| {
        workspace.cluster_eps_m = eps_m;
        workspace.cluster_min_points = min_points;
    });
    if changed {
        session.start_clusters();
    }
}

/// Changes the notes. What is typed without a pause is one step back.
pub fn set_notes(session: &mut Session, notes: String) {
    session.edit(Some(Slide::Notes), |workspace| workspace.notes = notes);
}

/// Takes the last change back, or makes it again.
pub fn step(session: &mut Session, redo: bool) {
    let date_before = session.state.chosen_date();
    let clusters_before = cluster_params(session.state.workspace());
    let deliveries_before = session.state.workspace().deliveries.clone();
    let repairs_before = session.state.workspace().repairs.clone();
    if !session.state.step(redo) {
        return;
    }
    session.workspace_changed();
    if session.state.workspace().deliveries != deliveries_before {
        session.follow_deliveries();
    }
    if session.state.workspace().repairs != repairs_before {
        session.follow_repairs();
    }
    if session.state.chosen_date() != date_before {
        session.start_figures();
    } else if cluster_params(session.state.workspace()) != clusters_before {
        session.start_clusters();
    }
}

fn cluster_params(workspace: &Workspace) -> (f64, usize) {
    (workspace.cluster_eps_m, workspace.cluster_min_points)
}

fn with_layer(workspace: &mut Workspace, key: &LayerKey, change: impl FnOnce(&mut crate::workspace::LayerState)) {
    if let Some(layer) = workspace.layer_mut(key) {
        change(layer);
    }
}

/// The layers that stay when one is isolated.
fn is_base_map(key: &LayerKey) -> bool {
    use LayerKey::{Green, Metro, Railways, Sites, Streets, Water};
    matches!(key, Metro | Streets | Railways | Water | Green | Sites)
}

//! Every colour and size of the interface, in one home. Refuses the map's colours (`map/palette`).

/// The palette of the interface and the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Look {
    /// Paper.
    #[default]
    Light,
    /// Ink.
    Dark,
    /// For a projector.
    Projector,
}

//! The bundled faces, as bytes: the window and the exports set the same words in the same faces. Refuses layout.

/// Noto Sans SC Regular, whole: the text face.
pub static REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");

/// Noto Sans SC SemiBold, a subset: titles and names. What it lacks is set in [`REGULAR`].
pub static SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-SemiBold.ttf");

/// The icons of the interface.
pub static PHOSPHOR: &[u8] = include_bytes!("../../assets/fonts/Phosphor-subset.ttf");

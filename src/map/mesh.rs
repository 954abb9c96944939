//! Geometry ready for the GPU: triangles, outline segments, in chunks by place. Refuses colours.

/// The triangles, segments and points of one dataset.
#[derive(Debug, Default)]
pub struct LayerMesh {}

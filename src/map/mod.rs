//! The map as values: camera, meshes, scene, labels, picking, vector export. Refuses panels; `gpu` alone knows wgpu and egui.

pub mod camera;
pub mod fonts;
pub mod export;
pub mod furniture;
pub mod gpu;
pub mod labels;
pub mod legend;
pub mod marks;
pub mod mesh;
pub mod palette;
pub mod pick;
pub mod scene;
pub mod sheet;
pub mod svg;
pub mod theme_classes;

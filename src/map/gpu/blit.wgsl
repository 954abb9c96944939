// Copies the finished map into egui's pass, pixel by pixel.

@vertex
fn blit_vertex(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
    return vec4f(corner_of(index) * 2.0 - 1.0, 0.0, 1.0);
}

@fragment
fn blit_fragment(@builtin(position) pos: vec4f) -> @location(0) vec4f {
    return for_target(textureLoad(colours, vec2i(floor(pos.xy - draw.offset)), 0));
}

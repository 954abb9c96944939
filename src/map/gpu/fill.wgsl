// Polygons, and cells that stand for polygons of less than a pixel.

struct FillVertex {
    @builtin(position) clip: vec4f,
    @location(0) @interpolate(flat) colour: vec4f,
}

@vertex
fn fill_vertex(@location(0) pos: vec2f, @location(1) row: u32) -> FillVertex {
    let colour = colour_of_row(row);
    if colour.a == 0.0 {
        return FillVertex(NOWHERE, vec4f());
    }
    return FillVertex(clip_from_px(px_from_local(pos)), premultiplied(colour, draw.opacity));
}

@vertex
fn cell_vertex(
    @builtin(vertex_index) index: u32,
    @location(0) pos: vec2f,
    @location(1) row: u32,
    @location(2) coverage: f32,
) -> FillVertex {
    let colour = colour_of_row(row);
    if colour.a == 0.0 {
        return FillVertex(NOWHERE, vec4f());
    }
    let corner = pos + (strip_corner(index) - 0.5) * draw.width;
    return FillVertex(clip_from_px(px_from_local(corner)), premultiplied(colour, draw.opacity * coverage));
}

@fragment
fn fill_fragment(in: FillVertex) -> @location(0) vec4f {
    return for_target(in.colour);
}

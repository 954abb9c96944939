// Polygons, and cells that stand for polygons of less than a pixel.

struct FillVertex {
    @builtin(position) clip: vec4f,
    @location(0) @interpolate(flat) colour: vec4f,
}

@vertex
fn fill_vertex(@builtin(vertex_index) index: u32) -> FillVertex {
    let entry = stream_entry(index);
    let colour = colour_of_row(entry.z);
    if colour.a == 0.0 {
        return FillVertex(NOWHERE, vec4f());
    }
    return FillVertex(clip_from_px(px_from_local(pos_of(entry))), premultiplied(colour, draw.opacity));
}

@vertex
fn cell_vertex(@builtin(vertex_index) index: u32) -> FillVertex {
    let entry = stream_entry(index >> 2u);
    let colour = colour_of_row(entry.z);
    if colour.a == 0.0 {
        return FillVertex(NOWHERE, vec4f());
    }
    let corner = pos_of(entry) + (corner_of(index) - 0.5) * draw.width;
    let coverage = bitcast<f32>(entry.w);
    return FillVertex(clip_from_px(px_from_local(corner)), premultiplied(colour, draw.opacity * coverage));
}

@fragment
fn fill_fragment(in: FillVertex) -> @location(0) vec4f {
    return for_target(in.colour);
}

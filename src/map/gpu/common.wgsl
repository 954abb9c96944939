// Shared by all passes: one draw's uniforms, colours by row, and the way from Web Mercator metres to the target.
// Pixels here are physical, from the view's middle, y upwards.
//
// No branch depends on uniforms alone: a software adapter puts their values into the shader and compiles it again, for tens of
// milliseconds, whenever they are bound anew. `select` costs nothing, and `&`, unlike `&&`, is no branch. LINEAR_TARGET, true
// where the target encodes sRGB by itself, is written before this text.

struct Draw {
    // Chunk origin minus camera, Web Mercator metres; for the blit, the view's left top corner in the window, pixels.
    offset: vec2f,
    half_view_px: vec2f,
    px_per_m: f32,
    depth: f32,
    opacity: f32,
    flags: u32,
    // Straight alpha.
    colour: vec4f,
    dash_px: vec2f,
    // Width of a stroke or of a mark's ring, pixels; edge of a cell, metres.
    width: f32,
    padding: f32,
}

const FIXED_COLOUR: u32 = 1u;
const INSIDE_ONLY: u32 = 2u;
const ROW_BITS: u32 = 0x3fffffffu;
const SEGMENT: u32 = 0x80000000u;
const EDGE: u32 = 0x40000000u;
// Out of sight: a triangle whose corners all are here is not drawn.
const NOWHERE: vec4f = vec4f(2.0, 2.0, 2.0, 1.0);

@group(0) @binding(0) var<uniform> draw: Draw;
@group(1) @binding(0) var colours: texture_2d<f32>;
// Vertices or cells, four words each, this many side by side. Read from a texture and not as instances: a software adapter
// takes longer to start an instance than to draw its four corners.
@group(2) @binding(0) var stream: texture_2d<u32>;
const STREAM_WIDE_BITS: u32 = 11u;

fn stream_entry(at: u32) -> vec4u {
    return textureLoad(stream, vec2u(at & ((1u << STREAM_WIDE_BITS) - 1u), at >> STREAM_WIDE_BITS), 0);
}

fn pos_of(entry: vec4u) -> vec2f {
    return bitcast<vec2f>(entry.xy);
}

fn px_from_local(pos_from_origin: vec2f) -> vec2f {
    return (pos_from_origin + draw.offset) * draw.px_per_m;
}

fn clip_from_px(px: vec2f) -> vec4f {
    return vec4f(px / draw.half_view_px, draw.depth, 1.0);
}

fn colour_of_row(row_and_flags: u32) -> vec4f {
    let row = row_and_flags & ROW_BITS;
    let width = textureDimensions(colours).x;
    return textureLoad(colours, vec2u(row % width, row / width), 0);
}

fn premultiplied(colour: vec4f, coverage: f32) -> vec4f {
    let alpha = colour.a * coverage;
    return vec4f(colour.rgb * alpha, alpha);
}

// Blending is done on sRGB values, as egui does; only a target that encodes by itself wants linear ones.
fn for_target(colour: vec4f) -> vec4f {
    if !LINEAR_TARGET {
        return colour;
    }
    let low = colour.rgb / 12.92;
    let high = pow((colour.rgb + 0.055) / 1.055, vec3f(2.4));
    return vec4f(select(high, low, colour.rgb < vec3f(0.04045)), colour.a);
}

// The corner of a unit square; each four vertices are one.
fn corner_of(index: u32) -> vec2f {
    return vec2f(f32(index & 1u), f32((index >> 1u) & 1u));
}

// Outline segments: four vertices around each, which read it and its neighbours from the stream, and the distance to it in the fragment. Where two segments
// meet at less than a right turn, each draws its side of the bisector, so that nothing is blended twice; elsewhere both
// draw their round ends.

struct StrokeVertex {
    @builtin(position) clip: vec4f,
    // Along and to the left of the segment, pixels from its start.
    @location(0) local: vec2f,
    @location(1) @interpolate(flat) colour: vec4f,
    // Length, half width, phase of the dash, pixels.
    @location(2) @interpolate(flat) shape: vec3f,
    // Normals of the bisectors at start and end, in the segment's frame; zero where there is none.
    @location(3) @interpolate(flat) bisectors: vec4f,
}

fn left_of(v: vec2f) -> vec2f {
    return vec2f(-v.y, v.x);
}

// The bisector's normal at a joint between two directions, in the frame of `along`; zero where both ends are drawn round.
fn bisector(first: vec2f, second: vec2f, along: vec2f) -> vec2f {
    let turn = first.x * second.y - first.y * second.x;
    let straight = dot(first, second);
    let inside_corner = ((draw.flags & INSIDE_ONLY) != 0u) & (turn > 0.0);
    if ((straight <= 0.0) & !inside_corner) | (straight < -0.999) {
        return vec2f();
    }
    let normal = normalize(first + second);
    return vec2f(dot(normal, along), dot(normal, left_of(along)));
}

fn direction(a: vec2f, b: vec2f) -> vec2f {
    let d = b - a;
    let size = length(d);
    return select(vec2f(), d / size, size > 0.0);
}

@vertex
fn stroke_vertex(@builtin(vertex_index) index: u32) -> StrokeVertex {
    var out = StrokeVertex(NOWHERE, vec2f(), vec4f(), vec3f(), vec4f());
    let first = index >> 2u;
    let start = stream_entry(first + 1u);
    let row = start.z;
    let inside = (draw.flags & INSIDE_ONLY) != 0u;
    if ((row & SEGMENT) == 0u) | (inside & ((row & EDGE) == 0u)) {
        return out;
    }
    let colour_here = colour_of_row(row);
    if colour_here.a == 0.0 {
        return out;
    }
    let colour = select(colour_here, draw.colour, (draw.flags & FIXED_COLOUR) != 0u);
    let start_pos = pos_of(start);
    let end_pos = pos_of(stream_entry(first + 2u));
    // Directions from differences of local positions: nothing is lost to the distance from the camera.
    let along = direction(start_pos, end_pos);
    let size = length(end_pos - start_pos) * draw.px_per_m;
    let before = direction(pos_of(stream_entry(first)), start_pos);
    let after = direction(end_pos, pos_of(stream_entry(first + 3u)));
    let half = select(draw.width / 2.0, draw.width, inside);
    // Half a pixel more than the stroke: there a pixel's middle is out of it, its edge still in it.
    let reach = half + 0.5;
    out.shape = vec3f(size, half, bitcast<f32>(start.w) * draw.px_per_m);
    if dot(before, before) > 0.0 {
        let normal = bisector(before, along, along);
        out.bisectors.x = normal.x;
        out.bisectors.y = normal.y;
    }
    if dot(after, after) > 0.0 {
        let normal = bisector(along, after, along);
        out.bisectors.z = normal.x;
        out.bisectors.w = normal.y;
    }
    // Where a bisector cuts the end off, the square needs to reach no farther than that.
    let before_start = select(reach, min(reach, reach * abs(out.bisectors.y / out.bisectors.x) + 0.5), out.bisectors.x > 0.0);
    let behind_end = select(reach, min(reach, reach * abs(out.bisectors.w / out.bisectors.z) + 0.5), out.bisectors.z > 0.0);
    let corner = corner_of(index);
    out.local = vec2f(mix(-before_start, size + behind_end, corner.x), mix(select(-reach, 0.0, inside), reach, corner.y));
    out.colour = vec4f(colour.rgb, colour.a * draw.opacity);
    out.clip = clip_from_px(px_from_local(start_pos) + out.local.x * along + out.local.y * left_of(along));
    return out;
}

// How much of a pixel lies in a dash. Dashes start with the line; their ends are as soft as its sides.
fn dash_coverage(at: f32) -> f32 {
    let dashed = min(draw.dash_px.x, draw.dash_px.y) > 0.0;
    let period = select(1.0, draw.dash_px.x + draw.dash_px.y, dashed);
    let from_middle = at - draw.dash_px.x / 2.0;
    let nearest = abs(from_middle - period * round(from_middle / period));
    return select(1.0, clamp(draw.dash_px.x / 2.0 + 0.5 - nearest, 0.0, 1.0), dashed);
}

@fragment
fn stroke_fragment(in: StrokeVertex) -> @location(0) vec4f {
    let size = in.shape.x;
    let half = in.shape.y;
    let from_end = in.local - vec2f(size, 0.0);
    if dot(in.local, in.bisectors.xy) < 0.0 || (dot(from_end, in.bisectors.zw) >= 0.0 && any(in.bisectors.zw != vec2f())) {
        discard;
    }
    let nearest = vec2f(clamp(in.local.x, 0.0, size), 0.0);
    let away = distance(in.local, nearest);
    var coverage = clamp(min(away + 0.5, half) - max(away - 0.5, -half), 0.0, 1.0);
    coverage *= dash_coverage(in.shape.z + in.local.x);
    if coverage <= 0.002 {
        discard;
    }
    return for_target(premultiplied(in.colour, coverage));
}

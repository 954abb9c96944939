// Outline segments: an instance each, four vertices around it, and the distance to it in the fragment. Where two segments
// meet at less than a right turn, each draws its side of the bisector, so that nothing is blended twice; elsewhere both
// draw their round ends.

struct StrokeVertex {
    @builtin(position) clip: vec4f,
    // Along and to the left of the segment, pixels from its start.
    @location(0) local: vec2f,
    @location(1) @interpolate(flat) colour: vec4f,
    // Length, half width, phase of the dash (pixels), how much of a pixel a hairline covers.
    @location(2) @interpolate(flat) shape: vec4f,
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
    let inside_corner = (draw.flags & INSIDE_ONLY) != 0u && turn > 0.0;
    if straight <= 0.0 && !inside_corner || straight < -0.999 {
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
fn stroke_vertex(
    @builtin(vertex_index) index: u32,
    @location(0) before_pos: vec2f,
    @location(1) start_pos: vec2f,
    @location(2) row: u32,
    @location(3) along_m: f32,
    @location(4) end_pos: vec2f,
    @location(5) after_pos: vec2f,
) -> StrokeVertex {
    var out = StrokeVertex(NOWHERE, vec2f(), vec4f(), vec4f(), vec4f());
    if (row >> 31u) == 0u {
        return out;
    }
    var colour = draw.colour;
    if (draw.flags & FIXED_COLOUR) == 0u {
        colour = colour_of_row(row);
    } else if colour_of_row(row).a == 0.0 {
        return out;
    }
    // Directions from differences of local positions: nothing is lost to the distance from the camera.
    let along = direction(start_pos, end_pos);
    let size = length(end_pos - start_pos) * draw.px_per_m;
    let before = direction(before_pos, start_pos);
    let after = direction(end_pos, after_pos);
    let inside = (draw.flags & INSIDE_ONLY) != 0u;

    let half = select(draw.width / 2.0, draw.width, inside);
    let reach = half + 1.0;
    let corner = strip_corner(index);
    out.local = vec2f(mix(-reach, size + reach, corner.x), mix(select(-reach, 0.0, inside), reach, corner.y));
    out.shape = vec4f(size, half, along_m * draw.px_per_m, 0.0);
    if dot(before, before) > 0.0 {
        out.bisectors.x = bisector(before, along, along).x;
        out.bisectors.y = bisector(before, along, along).y;
    }
    if dot(after, after) > 0.0 {
        out.bisectors.z = bisector(along, after, along).x;
        out.bisectors.w = bisector(along, after, along).y;
    }
    out.colour = vec4f(colour.rgb, colour.a * draw.opacity);
    out.clip = clip_from_px(px_from_local(start_pos) + out.local.x * along + out.local.y * left_of(along));
    return out;
}

// How much of a pixel lies in a dash. Dashes start with the line; their ends are as soft as its sides.
fn dash_coverage(at: f32) -> f32 {
    let period = draw.dash_px.x + draw.dash_px.y;
    if draw.dash_px.x <= 0.0 || draw.dash_px.y <= 0.0 {
        return 1.0;
    }
    let from_middle = at - draw.dash_px.x / 2.0;
    let nearest = abs(from_middle - period * round(from_middle / period));
    return clamp(draw.dash_px.x / 2.0 + 0.5 - nearest, 0.0, 1.0);
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

// Marks: a square each, the shape by its signed distance in the fragment. The shapes cover about the same area, so
// that none looks greater than another of the same radius.

struct MarkVertex {
    @builtin(position) clip: vec4f,
    @location(0) local: vec2f,
    @location(1) @interpolate(flat) fill: vec4f,
    @location(2) @interpolate(flat) ring: vec4f,
    // Radius (pixels), shape.
    @location(3) @interpolate(flat) kind: vec2f,
}

@vertex
fn mark_vertex(
    @builtin(vertex_index) index: u32,
    @location(0) pos: vec2f,
    @location(1) radius_px: f32,
    @location(2) shape: u32,
    @location(3) fill: vec4f,
    @location(4) ring: vec4f,
) -> MarkVertex {
    // The farthest tip of any shape is 1.6 radii away.
    let reach = radius_px * 1.6 + draw.width + 1.0;
    let local = (corner_of(index) * 2.0 - 1.0) * reach;
    return MarkVertex(clip_from_px(px_from_local(pos) + local), local, fill, ring, vec2f(radius_px, f32(shape)));
}

fn box_distance(p: vec2f, half: vec2f) -> f32 {
    let q = abs(p) - half;
    return length(max(q, vec2f())) + min(max(q.x, q.y), 0.0);
}

// An equilateral triangle that points up, by its circumradius.
fn triangle_distance(p: vec2f, circumradius: f32) -> f32 {
    let side = vec2f(0.8660254, 0.5);
    let inradius = circumradius / 2.0;
    let q = vec2f(abs(p.x), p.y);
    let to_side = dot(q, side) - inradius;
    let to_base = -q.y - inradius;
    return max(to_side, to_base);
}

// A five-pointed star (Inigo Quilez, "2D distance functions").
fn star_distance(point: vec2f, tip: f32) -> f32 {
    let k1 = vec2f(0.809016994, -0.587785252);
    let k2 = vec2f(-k1.x, k1.y);
    var p = vec2f(abs(point.x), point.y);
    p -= 2.0 * max(dot(k1, p), 0.0) * k1;
    p -= 2.0 * max(dot(k2, p), 0.0) * k2;
    p = vec2f(abs(p.x), p.y - tip);
    let ba = 0.45 * vec2f(-k1.y, k1.x) - vec2f(0.0, 1.0);
    let h = clamp(dot(p, ba) / dot(ba, ba), 0.0, tip);
    return length(p - ba * h) * sign(p.y * ba.x - p.x * ba.y);
}

fn shape_distance(p: vec2f, r: f32, shape: u32) -> f32 {
    switch shape {
        case 1u: {
            return (abs(p.x) + abs(p.y) - r * 1.25) * 0.70710678;
        }
        case 2u: {
            return box_distance(p, vec2f(r * 0.89));
        }
        case 3u: {
            return min(box_distance(p, vec2f(r * 1.13, r * 0.43)), box_distance(p, vec2f(r * 0.43, r * 1.13)));
        }
        case 4u: {
            return triangle_distance(p, r * 1.5);
        }
        case 6u: {
            return star_distance(p, r * 1.5);
        }
        default: {
            return length(p) - r;
        }
    }
}

@fragment
fn mark_fragment(in: MarkVertex) -> @location(0) vec4f {
    let shape = u32(in.kind.y + 0.5);
    let d = shape_distance(in.local, in.kind.x, shape);
    let whole = clamp(draw.width + 0.5 - d, 0.0, 1.0);
    if whole <= 0.0 {
        discard;
    }
    let filled = clamp(0.5 - d, 0.0, 1.0);
    let colour = mix(premultiplied(in.ring, 1.0), premultiplied(in.fill, 1.0), filled);
    return for_target(colour * whole * draw.opacity);
}

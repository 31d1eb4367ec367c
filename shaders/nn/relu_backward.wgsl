// g ← gain · g where h > 0, else 0. This turns the gradient after a ReLU, whose output is h, into the
// gradient before it. h, g: count elements, the batch included, in vec4s. Tensors are padded to whole vec4s.
struct Params {
  count: u32,
  gain: f32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> h: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> g: array<vec4f>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let i = id.y * workgroups.x * WORKGROUP + id.x;
  if (4 * i >= params.count) {
    return;
  }
  g[i] = select(vec4f(), params.gain * g[i], h[i] > vec4f());
}

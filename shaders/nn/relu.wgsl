// x ← max(0, x), over `count` elements, the batch included, in vec4s. Tensors are padded to whole vec4s.
struct Params {
  count: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> x: array<vec4f>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let i = id.y * workgroups.x * WORKGROUP + id.x;
  if (4 * i >= params.count) {
    return;
  }
  // A NaN stays NaN, so that divergence remains visible.
  x[i] = select(x[i], vec4f(), x[i] < vec4f());
}

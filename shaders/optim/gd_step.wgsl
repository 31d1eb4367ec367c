// Gradient descent with decoupled weight decay: w ← w − eta · rate_scale · g − eta · weight_decay · w. w, g:
// count elements, the batch included, in vec4s. Tensors are padded to whole vec4s.
struct Params {
  count: u32,
  rate_scale: f32,
}

// Number of pairs (eta, weight_decay) in rates, one per step.
override RATES: u32 = 1;
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> w: array<vec4f>;
@group(0) @binding(2) var<storage, read> g: array<vec4f>;
@group(0) @binding(3) var<storage, read> rates: array<vec2f>;
@group(0) @binding(4) var<storage, read> step: array<u32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let i = id.y * workgroups.x * WORKGROUP + id.x;
  if (4 * i >= params.count) {
    return;
  }
  // The step counter is one ahead of the current update.
  let rate = rates[(step[0] - 1) % RATES];
  w[i] -= rate.x * (params.rate_scale * g[i] + rate.y * w[i]);
}

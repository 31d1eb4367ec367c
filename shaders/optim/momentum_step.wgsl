// Heavy-ball momentum with decoupled weight decay: v ← g + beta1 · v; w ← w − eta · rate_scale · v − eta ·
// weight_decay · w. w, g, v: count elements, the batch included, in vec4s. Tensors are padded to whole vec4s.
struct Params {
  count: u32,
  rate_scale: f32,
}

struct Hyper {
  beta1: f32,
  beta2: f32,
  one_minus_beta1: f32,
  one_minus_beta2: f32,
  log_beta1: f32,
  log_beta2: f32,
  epsilon: f32,
}

// Number of pairs (eta, weight_decay) in rates, one per step.
override RATES: u32 = 1;
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<uniform> hyper: Hyper;
@group(0) @binding(2) var<storage, read_write> w: array<vec4f>;
@group(0) @binding(3) var<storage, read> g: array<vec4f>;
@group(0) @binding(4) var<storage, read> rates: array<vec2f>;
@group(0) @binding(5) var<storage, read> step: array<u32>;
@group(0) @binding(6) var<storage, read_write> v: array<vec4f>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let i = id.y * workgroups.x * WORKGROUP + id.x;
  if (4 * i >= params.count) {
    return;
  }
  let velocity = g[i] + hyper.beta1 * v[i];
  v[i] = velocity;
  // The step counter is one ahead of the current update.
  let rate = rates[(step[0] - 1) % RATES];
  w[i] -= rate.x * (params.rate_scale * velocity + rate.y * w[i]);
}

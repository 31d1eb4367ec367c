// Gradient descent with decoupled weight decay: w ← w − eta · rate_scale · g − eta · weight_decay · w.
// w, g: count elements, the batch included, in vec4s: tensors are padded to whole ones.
struct Params {
  count: u32,
  rate_scale: f32,
}

struct Hyper {
  eta: f32,
  weight_decay: f32,
  beta1: f32,
  beta2: f32,
  one_minus_beta1: f32,
  one_minus_beta2: f32,
  log_beta1: f32,
  log_beta2: f32,
  epsilon: f32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<uniform> hyper: Hyper;
@group(0) @binding(2) var<storage, read_write> w: array<vec4f>;
@group(0) @binding(3) var<storage, read> g: array<vec4f>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (workgroup.y * workgroups.x + workgroup.x) * WORKGROUP + lane;
  if (4 * i >= params.count) {
    return;
  }
  w[i] -= hyper.eta * (params.rate_scale * g[i] + hyper.weight_decay * w[i]);
}

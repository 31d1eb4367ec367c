// Adam with decoupled weight decay, epsilon outside the root, at update t = step[0] ≥ 1: first ← beta1 · first + (1 −
// beta1) g; second ← beta2 · second + (1 − beta2) g²; w ← w − eta · rate_scale · (first / (1 − beta1ᵗ)) / (√(second /
// (1 − beta2ᵗ)) + epsilon) − eta · weight_decay · w. w, g, first, second: count elements, the batch included, in vec4s;
// tensors are padded to whole vec4s.
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
@group(0) @binding(6) var<storage, read_write> first: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> second: array<vec4f>;

// 1 − eˣ for x ≤ 0, accurate near 0, where computing 1 − beta^t directly would lose most digits.
fn one_minus_exp(x: f32) -> f32 {
  if (x < -0.5) {
    return 1.0 - exp(x);
  }
  var sum = 1.0;
  for (var n = 9.0; n > 1.0; n -= 1.0) {
    sum = 1.0 + sum * x / n;
  }
  return -x * sum;
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let i = id.y * workgroups.x * WORKGROUP + id.x;
  if (4 * i >= params.count) {
    return;
  }
  let t = f32(step[0]);
  let m = hyper.beta1 * first[i] + hyper.one_minus_beta1 * g[i];
  let v = hyper.beta2 * second[i] + hyper.one_minus_beta2 * g[i] * g[i];
  first[i] = m;
  second[i] = v;
  let mean = m / one_minus_exp(t * hyper.log_beta1);
  let deviation = sqrt(v / one_minus_exp(t * hyper.log_beta2));
  let update = mean / (deviation + hyper.epsilon);
  // The step counter is one ahead of the current update.
  let rate = rates[(step[0] - 1) % RATES];
  w[i] -= rate.x * (params.rate_scale * update + rate.y * w[i]);
}

// For each row z of the logits, with its label y and p = softmax(z): gradient = scale · (p − onehot(y)), and
// partials = (−log p_y, 1 if y is the first class with the largest logit, else 0). The kernel subtracts the
// largest logit before exp. logits, gradient: B × rows × classes; labels: B × rows, or `rows` labels shared
// by all runs if label_stride = 0; partials: B × rows pairs, summed by `loss_history`. One invocation for
// each row.
struct Params {
  rows: u32,
  classes: u32,
  batch: u32,
  label_stride: u32,
  scale: f32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> partials: array<vec2f>;

// log(1 + x) for x ≥ 0. WGSL's log may be off by 2⁻²¹ near 1, so for small x this sums the series of 2
// atanh(t) with t = x / (2 + x).
fn log_one_plus(x: f32) -> f32 {
  if (x > 0.5) {
    return log(1 + x);
  }
  let t = x / (2 + x);
  let s = t * t;
  return 2 * t * (1 + s * (1.0 / 3 + s * (0.2 + s * (1.0 / 7 + s * (1.0 / 9 + s / 11)))));
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let row = id.y * workgroups.x * WORKGROUP + id.x;
  let entry = row / params.rows;
  if (entry >= params.batch) {
    return;
  }
  let label = labels[entry * params.label_stride + row % params.rows];
  let first = row * params.classes;
  var largest = logits[first];
  var predicted = 0u;
  for (var k = 1u; k < params.classes; k++) {
    if (logits[first + k] > largest) {
      largest = logits[first + k];
      predicted = k;
    }
  }
  // Sums exp over all logits but the largest, whose exp is 1.
  var others = 0.0;
  for (var k = 0u; k < params.classes; k++) {
    others += select(exp(logits[first + k] - largest), 0.0, k == predicted);
  }
  for (var k = 0u; k < params.classes; k++) {
    let p = exp(logits[first + k] - largest) / (1 + others);
    gradient[first + k] = params.scale * (p - select(0.0, 1.0, k == label));
  }
  let loss = log_one_plus(others) + (largest - logits[first + label]);
  partials[row] = vec2f(loss, select(0.0, 1.0, predicted == label));
}

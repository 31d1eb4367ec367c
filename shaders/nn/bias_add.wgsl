// x ← gain · x + bias, with the bias added to every row. With RELU, max(0, ·) is then applied. x: B × rows ×
// cols; bias: B × cols. One invocation for each element.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
  gain: f32,
}

override RELU: bool = false;
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> bias: array<f32>;
@group(0) @binding(2) var<storage, read_write> x: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  let row = at / params.cols;
  let entry = row / params.rows;
  if (entry >= params.batch) {
    return;
  }
  let sum = params.gain * x[at] + bias[entry * params.cols + at % params.cols];
  // A NaN stays NaN, so that divergence remains visible.
  x[at] = select(sum, 0.0, RELU && sum < 0);
}

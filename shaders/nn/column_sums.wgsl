// sums[b][j] = scale · Σ_i g[b][i][j]. This turns the gradients of all rows into the gradient of a bias. g: B
// × rows × cols; sums: B × cols. One invocation per sum fixes the order of summation.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
  scale: f32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> g: array<f32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  let entry = at / params.cols;
  if (entry >= params.batch) {
    return;
  }
  var i = entry * params.rows * params.cols + at % params.cols;
  var sum = 0.0;
  for (var row = 0u; row < params.rows; row++) {
    sum += g[i];
    i += params.cols;
  }
  sums[at] = params.scale * sum;
}

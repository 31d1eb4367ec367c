// out = diag(scale) x. x, out: B × rows × cols; scale: B × rows. One invocation for each element.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  if (at >= params.batch * params.rows * params.cols) {
    return;
  }
  out[at] = scale[at / params.cols] * x[at];
}

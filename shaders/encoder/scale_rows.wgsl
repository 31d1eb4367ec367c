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
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let at = (workgroup.y * workgroups.x + workgroup.x) * WORKGROUP + lane;
  if (at >= params.batch * params.rows * params.cols) {
    return;
  }
  out[at] = scale[at / params.cols] * x[at];
}

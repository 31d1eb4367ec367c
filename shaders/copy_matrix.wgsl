// out[b] = source[b], or its transpose with TRANSPOSE. source: B × rows × cols, row-major.
// One invocation for each element of out, in the order of out.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
}

override TRANSPOSE: bool = false;
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let at = (workgroup.y * workgroups.x + workgroup.x) * WORKGROUP + lane;
  let size = params.rows * params.cols;
  if (at >= params.batch * size) {
    return;
  }
  var origin = at;
  if (TRANSPOSE) {
    // out[b] is cols × rows: element (column, row) comes from (row, column).
    let element = at % size;
    let row = element % params.rows;
    let column = element / params.rows;
    origin = at - element + row * params.cols + column;
  }
  out[at] = source[origin];
}

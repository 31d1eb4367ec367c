// dx = (g − z (z·g)) / norm · (1 − t²), row by row, with t = z · norm: the backward pass of `tanh_unit`.
// g, z, dx: B × rows × cols; norms: B × rows. One workgroup for each row.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
}

// Number of invocations in a workgroup, a power of two.
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> g: array<f32>;
@group(0) @binding(2) var<storage, read> z: array<f32>;
@group(0) @binding(3) var<storage, read> norms: array<f32>;
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;

var<workgroup> sums: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = workgroup.y * workgroups.x + workgroup.x;
  // The condition is uniform across the workgroup, as the barriers require.
  if (row >= params.batch * params.rows) {
    return;
  }
  let first = row * params.cols;
  let norm = norms[row];
  var along = 0.0;
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    along += z[first + j] * g[first + j];
  }
  sums[lane] = along;
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  // Separates the last write from all reads.
  workgroupBarrier();
  along = sums[0];
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    let unit = z[first + j];
    let t = unit * norm;
    dx[first + j] = (g[first + j] - unit * along) / norm * (1 - t * t);
  }
}

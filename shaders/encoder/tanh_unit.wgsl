// z = tanh(x) / ‖tanh(x)‖, row by row; a norm below 10⁻⁶ counts as 10⁻⁶. norms = ‖tanh(x)‖ for the backward pass.
// x, z: B × rows × cols; norms: B × rows. One workgroup for each row.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
}

// Number of invocations in a workgroup, a power of two.
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> z: array<f32>;
@group(0) @binding(3) var<storage, read_write> norms: array<f32>;

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
  var squares = 0.0;
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    // Computes tanh from exp, because WGSL's own tanh may be off by 10⁻⁵.
    let power = exp(-2 * abs(x[first + j]));
    let t = sign(x[first + j]) * (1 - power) / (1 + power);
    z[first + j] = t;
    squares += t * t;
  }
  sums[lane] = squares;
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  // Separates the last write from all reads.
  workgroupBarrier();
  let norm = sqrt(max(sums[0], 1e-12));
  // Each invocation reads only values that it wrote itself, so no barrier is needed.
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    z[first + j] /= norm;
  }
  if (lane == 0) {
    norms[row] = norm;
  }
}

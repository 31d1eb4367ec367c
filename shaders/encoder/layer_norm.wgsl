// y = (x − mean) / √(variance + 10⁻⁶) · scale + bias, row by row; moments = (mean, 1/√(variance + 10⁻⁶)) for the backward pass.
// x, y: B × rows × cols; scale, bias: cols; moments: B × rows pairs. One workgroup for each row.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
}

// Number of invocations in a workgroup, a power of two.
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> scale: array<f32>;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> y: array<f32>;
@group(0) @binding(5) var<storage, read_write> moments: array<vec2f>;

var<workgroup> sums: array<f32, WORKGROUP>;

// Sums `value` over the workgroup and returns the sum in each invocation.
fn total(lane: u32, value: f32) -> f32 {
  // Separates the reads of the previous call from these writes.
  workgroupBarrier();
  sums[lane] = value;
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  // Separates the last write from all reads.
  workgroupBarrier();
  return sums[0];
}

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
  var sum = 0.0;
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    sum += x[first + j];
  }
  let mean = total(lane, sum) / f32(params.cols);
  var squares = 0.0;
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    let difference = x[first + j] - mean;
    squares += difference * difference;
  }
  let inverse = inverseSqrt(total(lane, squares) / f32(params.cols) + 1e-6);
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    y[first + j] = (x[first + j] - mean) * inverse * scale[j] + bias[j];
  }
  if (lane == 0) {
    moments[row] = vec2f(mean, inverse);
  }
}

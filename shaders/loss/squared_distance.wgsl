// gradient = 2 scale (z − target) and partials = (‖z − target‖², z·target), row by row; `loss_history` sums the partials.
// z, targets, gradient: B × rows × cols; partials: B × rows pairs. One workgroup for each row.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
  scale: f32,
}

// Number of invocations in a workgroup, a power of two.
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<f32>;
@group(0) @binding(2) var<storage, read> targets: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> partials: array<vec2f>;

var<workgroup> sums: array<vec2f, WORKGROUP>;

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
  var sum = vec2f();
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    let difference = z[first + j] - targets[first + j];
    gradient[first + j] = 2 * params.scale * difference;
    sum += vec2f(difference * difference, z[first + j] * targets[first + j]);
  }
  sums[lane] = sum;
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  // Invocation 0 wrote the last sum itself, so it needs no barrier before reading it.
  if (lane == 0) {
    partials[row] = sums[0];
  }
}

// dx ← dx + r (d − mean(d) − x̂ mean(d x̂)), row by row, with d = g · scale, x̂ = (x − mean) r and moments = (mean, r).
// g, x, dx: B × rows × cols; scale: cols; moments: B × rows pairs. One workgroup for each row.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
}

// Number of invocations in a workgroup, a power of two.
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> g: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> scale: array<f32>;
@group(0) @binding(4) var<storage, read> moments: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;

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
  let moment = moments[row];
  // The sums of d and of d x̂.
  var sum = vec2f();
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    let d = g[first + j] * scale[j];
    sum += vec2f(d, d * (x[first + j] - moment.x) * moment.y);
  }
  sums[lane] = sum;
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  // Separates the last write from all reads.
  workgroupBarrier();
  let mean = sums[0] / f32(params.cols);
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    let normal = (x[first + j] - moment.x) * moment.y;
    dx[first + j] += moment.y * (g[first + j] * scale[j] - mean.x - normal * mean.y);
  }
}

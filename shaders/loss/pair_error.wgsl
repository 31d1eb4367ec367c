// The score a cos(u, v) + b of each pair of unit vectors, its squared error, and the gradients. Rows 2i and 2i + 1 of z are u and v.
// z, dz: B × 2 pairs × cols; targets, cosines, dscores: B × pairs; a, b: B; partials: B × pairs of (squared error, score).
// One workgroup for each pair.
struct Params {
  pairs: u32,
  cols: u32,
  batch: u32,
  scale: f32,
}

// Number of invocations in a workgroup, a power of two.
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<f32>;
@group(0) @binding(2) var<storage, read> targets: array<f32>;
@group(0) @binding(3) var<storage, read> a: array<f32>;
@group(0) @binding(4) var<storage, read> b: array<f32>;
@group(0) @binding(5) var<storage, read_write> dz: array<f32>;
@group(0) @binding(6) var<storage, read_write> dscores: array<f32>;
@group(0) @binding(7) var<storage, read_write> cosines: array<f32>;
@group(0) @binding(8) var<storage, read_write> partials: array<vec2f>;

var<workgroup> sums: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let pair = workgroup.y * workgroups.x + workgroup.x;
  // The condition is uniform across the workgroup, as the barriers require.
  if (pair >= params.batch * params.pairs) {
    return;
  }
  let u = 2 * pair * params.cols;
  let v = u + params.cols;
  var product = 0.0;
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    product += z[u + j] * z[v + j];
  }
  sums[lane] = product;
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  // Separates the last write from all reads.
  workgroupBarrier();
  let cosine = sums[0];
  let run = pair / params.pairs;
  let score = a[run] * cosine + b[run];
  let error = score - targets[pair];
  let dscore = 2 * params.scale * error;
  let dcosine = a[run] * dscore;
  for (var j = lane; j < params.cols; j += WORKGROUP) {
    dz[u + j] = dcosine * z[v + j];
    dz[v + j] = dcosine * z[u + j];
  }
  if (lane == 0) {
    dscores[pair] = dscore;
    cosines[pair] = cosine;
    partials[pair] = vec2f(error * error, score);
  }
}

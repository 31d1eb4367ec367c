// One sweep of one-sided Jacobi (Hestenes): every pair of columns of matrix[b] is rotated until orthogonal, in place; when a
// sweep rotates nothing, the columns' norms are the singular values. matrix: B × rows × cols, row-major, rows ≥ cols.
// Round-robin order: each round pairs every column once, so that pairs are independent and neighbours are mostly adjacent.
// converged[b] is set by a sweep without rotations, and makes the next ones return at once; FIRST ignores it.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
}

override FIRST: bool = false;
// Two columns count as orthogonal when |aᵖ·a^q| ≤ TOLERANCE ‖aᵖ‖ ‖a^q‖; well above the rounding of a sum over rows.
override TOLERANCE: f32 = 4e-6;
// Invocations of a workgroup, a power of two. There is one workgroup per batch entry.
override WORKGROUP: u32 = 128;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> matrix: array<f32>;
@group(0) @binding(2) var<storage, read_write> converged: array<u32>;

var<workgroup> is_converged: u32;
var<workgroup> rotated: atomic<u32>;
var<workgroup> largest: array<f32, WORKGROUP>;

// Largest |entry| of this invocation's share of the matrix.
fn largest_of_share(start: u32, lane: u32) -> f32 {
  var result = 0.0;
  for (var i = lane; i < params.rows * params.cols; i += WORKGROUP) {
    result = max(result, abs(matrix[start + i]));
  }
  return result;
}

// Makes columns p and q orthogonal; false when they are already. Products are of entries times `scale`.
fn rotate(start: u32, p: u32, q: u32, scale: f32) -> bool {
  let end = start + params.rows * params.cols;
  var pp = 0.0;
  var qq = 0.0;
  var pq = 0.0;
  for (var row = start; row < end; row += params.cols) {
    let x = matrix[row + p] * scale;
    let y = matrix[row + q] * scale;
    pp += x * x;
    qq += y * y;
    pq += x * y;
  }
  if (!(abs(pq) > TOLERANCE * sqrt(pp) * sqrt(qq))) {
    return false;
  }
  // The smaller of the two angles; beyond 1e18 the square would overflow and the angle is nothing.
  let zeta = clamp((qq - pp) / (2.0 * pq), -1e18, 1e18);
  let tangent = select(-1.0, 1.0, zeta >= 0.0) / (abs(zeta) + sqrt(1.0 + zeta * zeta));
  let cosine = 1.0 / sqrt(1.0 + tangent * tangent);
  let sine = cosine * tangent;
  // With the tangent of half the angle a rounded cosine does not scale the columns, thousands of times over.
  let half = sine / (1.0 + cosine);
  for (var row = start; row < end; row += params.cols) {
    let x = matrix[row + p];
    let y = matrix[row + q];
    matrix[row + p] = x - sine * (y + half * x);
    matrix[row + q] = y + sine * (x - half * y);
  }
  return true;
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let entry = workgroup.x;
  let start = entry * params.rows * params.cols;
  if (lane == 0 && !FIRST) {
    is_converged = converged[entry];
  }
  // Its barriers stand between that write and all reads.
  if (workgroupUniformLoad(&is_converged) != 0) {
    return;
  }
  largest[lane] = largest_of_share(start, lane);
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Between the writes of the last turn and the reads of this one.
    workgroupBarrier();
    if (lane < half) {
      largest[lane] = max(largest[lane], largest[lane + half]);
    }
  }
  // Between the last maximum, by invocation 0, and its readers.
  workgroupBarrier();
  let scale = select(1.0, 1.0 / largest[0], largest[0] > 0.0);
  // One player stands still and the others move by one seat a round; with an odd number of columns that player is nobody.
  let moving = params.cols - 1 + params.cols % 2;
  for (var round = 0u; round < moving; round++) {
    for (var pair = lane; 2 * pair < moving; pair += WORKGROUP) {
      let p = select((round + pair) % moving, moving, pair == 0);
      let q = (round + moving - pair) % moving;
      if (p < params.cols && rotate(start, p, q, scale)) {
        atomicStore(&rotated, 1);
      }
    }
    // Between the rotations of this round and those of the next, which pair the same columns otherwise.
    storageBarrier();
  }
  // Between the marks of all invocations and their reader.
  workgroupBarrier();
  if (lane == 0) {
    converged[entry] = 1 - atomicLoad(&rotated);
  }
}

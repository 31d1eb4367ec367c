// Like `adam_direction`, but stores both moments as 8-bit codes: moment = map[code] · (largest magnitude in
// its block of 256). g, out: count elements; maps: 256 values for the first moment, ascending, then 256 for
// the second; codes1, codes2: four codes in a word, the first in its lowest byte; maxima: a pair per block.
// One workgroup per block.
struct Params {
  count: u32,
}

struct Hyper {
  beta1: f32,
  beta2: f32,
  one_minus_beta1: f32,
  one_minus_beta2: f32,
  log_beta1: f32,
  log_beta2: f32,
  epsilon: f32,
}

// Number of invocations in a workgroup, a power of two.
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<uniform> hyper: Hyper;
@group(0) @binding(2) var<storage, read> g: array<f32>;
@group(0) @binding(3) var<storage, read> step: array<u32>;
@group(0) @binding(4) var<storage, read> maps: array<f32>;
@group(0) @binding(5) var<storage, read_write> codes1: array<u32>;
@group(0) @binding(6) var<storage, read_write> codes2: array<u32>;
@group(0) @binding(7) var<storage, read_write> maxima: array<vec2f>;
@group(0) @binding(8) var<storage, read_write> out: array<f32>;

var<workgroup> sizes: array<vec2f, WORKGROUP>;

// 1 − eˣ for x ≤ 0, accurate near 0, where computing 1 − beta^t directly would lose most digits.
fn one_minus_exp(x: f32) -> f32 {
  if (x < -0.5) {
    return 1.0 - exp(x);
  }
  var sum = 1.0;
  for (var n = 9.0; n > 1.0; n -= 1.0) {
    sum = 1.0 + sum * x / n;
  }
  return -x * sum;
}

// Both moments of element i, updated with its gradient. Reads the element's old codes, so call it before they
// are overwritten.
fn fresh(i: u32, largest: vec2f) -> vec2f {
  let shift = 8 * (i % 4);
  let first = maps[(codes1[i / 4] >> shift) & 255] * largest.x;
  let second = maps[256 + ((codes2[i / 4] >> shift) & 255)] * largest.y;
  return vec2f(hyper.beta1 * first + hyper.one_minus_beta1 * g[i], hyper.beta2 * second + hyper.one_minus_beta2 * g[i] * g[i]);
}

// The code of the nearest value of a map. Ties go to the lower code.
fn nearest(map: u32, value: f32) -> u32 {
  var low = 0u;
  var high = 255u;
  while (low < high) {
    let middle = (low + high) / 2;
    if (maps[map + middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low > 0 && value - maps[map + low - 1] <= maps[map + low] - value) {
    return low - 1;
  }
  return low;
}

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let block = workgroup.y * workgroups.x + workgroup.x;
  // The condition is uniform across the workgroup, as the barriers require.
  if (256 * block >= params.count) {
    return;
  }
  let t = f32(step[0]);
  let correction = sqrt(one_minus_exp(t * hyper.log_beta2)) / one_minus_exp(t * hyper.log_beta1);
  let old = maxima[block];
  var largest = vec2f();
  // The new moments are computed twice: first for out and the largest values, then for the codes.
  for (var word = 64 * block + lane; word < 64 * (block + 1); word += WORKGROUP) {
    for (var i = 4 * word; i < min(4 * word + 4, params.count); i++) {
      let moment = fresh(i, old);
      largest = max(largest, abs(moment));
      out[i] = correction * moment.x / (sqrt(moment.y) + hyper.epsilon);
    }
  }
  sizes[lane] = largest;
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Separates the writes of sizes (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sizes[lane] = max(sizes[lane], sizes[lane + half]);
    }
  }
  // Separates the last write from all reads, and the reads of maxima from their update.
  workgroupBarrier();
  let next = sizes[0];
  for (var word = 64 * block + lane; word < 64 * (block + 1); word += WORKGROUP) {
    var packed = vec2u();
    for (var i = 4 * word; i < min(4 * word + 4, params.count); i++) {
      let moment = select(vec2f(), fresh(i, old) / next, next > vec2f());
      // Code 0 would be a second moment of 0, and the next step would then be huge.
      let code = vec2u(nearest(0, moment.x), max(1, nearest(256, moment.y)));
      packed |= code << vec2u(8 * (i % 4));
    }
    if (4 * word < params.count) {
      codes1[word] = packed.x;
      codes2[word] = packed.y;
    }
  }
  if (lane == 0) {
    maxima[block] = next;
  }
}

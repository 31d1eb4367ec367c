// out[i] = op(a[i]) · op(b[i]) for few outputs and a long k; op transposes if TRANSPOSE_A / TRANSPOSE_B is
// set. op(a) is m × k, op(b) is k × n, out is m × n, row-major; k, n and, with TRANSPOSE_A, m are multiples
// of 4. A workgroup computes WORKGROUP_X blocks of out, 4 × 4 each, side by side. SLICES invocations share
// one block: each sums every SLICES-th group of four terms. A tree in workgroup memory adds their sums.
// Strides are in elements.
struct Params {
  m: u32,
  n: u32,
  k: u32,
  batch: u32,
  stride_a: u32,
  stride_b: u32,
  stride_out: u32,
  alpha: f32,
  beta: f32,
}

override TRANSPOSE_A: bool = false;
override TRANSPOSE_B: bool = false;
// out = alpha · product + beta · out. With beta = 0, out is overwritten even if it holds a NaN.
override ACCUMULATE: bool = false;
// Number of pairs in rates; the step's pair replaces alpha and beta. If it is 0, rates and step are not read.
override RATES: u32 = 0;
override WORKGROUP_X: u32 = 4;
// SLICES is a power of two.
override SLICES: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> out: array<vec4f>;
@group(0) @binding(4) var<storage, read> rates: array<vec2f>;
@group(0) @binding(5) var<storage, read> step: array<u32>;

// alpha and beta. The step counter is one ahead of the current update.
fn scales() -> vec2f {
  if (RATES > 0) {
    return rates[(step[0] - 1) % max(RATES, 1u)];
  }
  return vec2f(params.alpha, params.beta);
}

var<workgroup> sums: array<mat4x4f, WORKGROUP_X * SLICES>;

// A block of op(a) from four stored rows of `length` vec4s. Row r of the block is column r of the WGSL
// matrix.
fn load_a(at: u32, length: u32) -> mat4x4f {
  let block = mat4x4f(a[at], a[at + length], a[at + 2 * length], a[at + 3 * length]);
  if (TRANSPOSE_A) {
    return transpose(block);
  }
  return block;
}

// A block of op(b), in the same way.
fn load_b(at: u32, length: u32) -> mat4x4f {
  let block = mat4x4f(b[at], b[at + length], b[at + 2 * length], b[at + 3 * length]);
  if (TRANSPOSE_B) {
    return transpose(block);
  }
  return block;
}

@compute @workgroup_size(WORKGROUP_X, SLICES)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) id: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = workgroup.y * 4;
  let j = (workgroup.x * WORKGROUP_X + id.x) * 4;
  let batch = workgroup.z;
  // Offsets in vec4s. Past the last row or column, an invocation reads arbitrary values, which it never
  // stores.
  let length_a = select(params.k, params.m, TRANSPOSE_A) / 4;
  let length_b = select(params.n, params.k, TRANSPOSE_B) / 4;
  let base_a = batch * params.stride_a / 4 + select(i * length_a, i / 4, TRANSPOSE_A);
  let base_b = batch * params.stride_b / 4 + select(j / 4, j * length_b, TRANSPOSE_B);
  let step_a = select(1, 4 * length_a, TRANSPOSE_A);
  let step_b = select(4 * length_b, 1, TRANSPOSE_B);
  var sum = mat4x4f();
  for (var turn = id.y; 4 * turn < params.k; turn += SLICES) {
    sum += load_b(base_b + turn * step_b, length_b) * load_a(base_a + turn * step_a, length_a);
  }
  sums[lane] = sum;
  for (var half = SLICES / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (id.y < half) {
      sums[lane] += sums[lane + half * WORKGROUP_X];
    }
  }
  let scale = scales();
  // Slice 0 wrote these sums itself, so it needs no barrier before it reads them.
  for (var r = 0u; r < 4; r++) {
    if (id.y == 0 && i + r < params.m && j < params.n) {
      let at = (batch * params.stride_out + (i + r) * params.n + j) / 4;
      let row = sums[lane][r];
      let kept = select(scale.y * out[at], vec4f(), scale.y == 0.0);
      out[at] = select(row, scale.x * row + kept, ACCUMULATE);
    }
  }
}

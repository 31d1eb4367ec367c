// out[i] = op(a[i]) · b[i]: matmul with n = 1. op transposes if TRANSPOSE_A is set. op(a) is m × k, b is k ×
// 1, out is m × 1. The rows of the stored matrix a have k elements (m with TRANSPOSE_A), a multiple of 4.
// Each invocation sums one row, four products at a time. With TRANSPOSE_A, it sums four rows, one product of
// each at a time.
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
// Every matmul kernel has this constant. Here it has no effect, because b is a vector.
override TRANSPOSE_B: bool = false;
// out = alpha · product + beta · out. With beta = 0, out is overwritten even if it holds a NaN.
override ACCUMULATE: bool = false;
// Number of pairs in rates; the step's pair replaces alpha and beta. If it is 0, rates and step are not read.
override RATES: u32 = 0;
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<storage, read> rates: array<vec2f>;
@group(0) @binding(5) var<storage, read> step: array<u32>;

// alpha and beta. The step counter is one ahead of the current update.
fn scales() -> vec2f {
  if (RATES > 0) {
    return rates[(step[0] - 1) % max(RATES, 1u)];
  }
  return vec2f(params.alpha, params.beta);
}

fn store(i: u32, batch: u32, value: f32, scale: vec2f) {
  let at = batch * params.stride_out + i;
  let kept = select(scale.y * out[at], 0.0, scale.y == 0.0);
  out[at] = select(value, scale.x * value + kept, ACCUMULATE);
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x * select(1u, 4u, TRANSPOSE_A);
  if (i >= params.m) {
    return;
  }
  // Offsets in vec4s.
  var at_a = (id.y * params.stride_a + i * select(params.k, 1, TRANSPOSE_A)) / 4;
  var at_b = id.y * params.stride_b;
  let end_b = at_b + params.k;
  var sum = vec4f();
  let scale = scales();
  if (TRANSPOSE_A) {
    for (; at_b < end_b; at_b++) {
      sum += a[at_a] * b[at_b];
      at_a += params.m / 4;
    }
    store(i, id.y, sum.x, scale);
    store(i + 1, id.y, sum.y, scale);
    store(i + 2, id.y, sum.z, scale);
    store(i + 3, id.y, sum.w, scale);
  } else {
    for (; at_b < end_b; at_b += 4) {
      sum += a[at_a] * vec4f(b[at_b], b[at_b + 1], b[at_b + 2], b[at_b + 3]);
      at_a++;
    }
    store(i, id.y, sum.x + sum.y + sum.z + sum.w, scale);
  }
}

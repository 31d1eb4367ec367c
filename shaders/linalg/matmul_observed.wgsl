// A matmul with one operand, D, that is 0 except at the observed entries: out[i] = D[i] · b[i]ᵀ or, with
// TRANSPOSE_A, a[i]ᵀ · D[i]. D is then the operand b, otherwise the operand a. It is stored like any matrix,
// but the kernel reads only its observed entries. Strides and offsets are in elements; any shape, any
// alignment. starts: batch × lines + 1 offsets into entries. entries: the observed columns of each row of D
// or, with TRANSPOSE_A, the observed rows of each column. A line of D belongs to a line of out; each
// invocation sums 4 · GROUPS numbers of such a line.
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
// Always the opposite of TRANSPOSE_A.
override TRANSPOSE_B: bool = true;
// out = alpha · product + beta · out. With beta = 0, out is overwritten even if it holds a NaN.
override ACCUMULATE: bool = false;
// Number of pairs in rates; the step's pair replaces alpha and beta. If it is 0, rates and step are not read.
override RATES: u32 = 0;
// GROUPS is 1 to 5.
override GROUPS: u32 = 5;
override WORKGROUP: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<storage, read> starts: array<u32>;
@group(0) @binding(5) var<storage, read> entries: array<u32>;
@group(0) @binding(6) var<storage, read> rates: array<vec2f>;
@group(0) @binding(7) var<storage, read> step: array<u32>;

// alpha and beta. The step counter is one ahead of the current update.
fn scales() -> vec2f {
  if (RATES > 0) {
    return rates[(step[0] - 1) % max(RATES, 1u)];
  }
  return vec2f(params.alpha, params.beta);
}

fn load_observed(at: u32) -> f32 {
  return select(a[at], b[at], TRANSPOSE_A);
}

fn load_other(at: u32) -> f32 {
  return select(b[at], a[at], TRANSPOSE_A);
}

fn load_vector(at: u32, step: u32) -> vec4f {
  return vec4f(load_other(at), load_other(at + step), load_other(at + 2 * step), load_other(at + 3 * step));
}

fn store(at: u32, value: f32, is_inside: bool, scale: vec2f) {
  if (is_inside) {
    let kept = select(scale.y * out[at], 0.0, scale.y == 0.0);
    out[at] = select(value, scale.x * value + kept, ACCUMULATE);
  }
}

// Stores the first `left` of four numbers, which lie inside out.
fn store_vector(at: u32, step: u32, value: vec4f, left: i32, scale: vec2f) {
  store(at, value.x, left > 0, scale);
  store(at + step, value.y, left > 1, scale);
  store(at + 2 * step, value.z, left > 2, scale);
  store(at + 3 * step, value.w, left > 3, scale);
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let lines = select(params.m, params.n, TRANSPOSE_A);
  let width = select(params.n, params.m, TRANSPOSE_A);
  if (id.x >= lines) {
    return;
  }
  // Strides: in the other operand, between numbers of a line of out and between positions in a line of D; in D,
  // between positions in a line; in out, between numbers of a line.
  let step_other = select(params.k, 1, TRANSPOSE_A);
  let step_entry = select(1, params.m, TRANSPOSE_A);
  let step_observed = select(1, params.n, TRANSPOSE_A);
  let step_out = select(1, params.n, TRANSPOSE_A);
  let first = id.y * 4 * GROUPS;
  let observed = id.z * select(params.stride_a, params.stride_b, TRANSPOSE_A) + id.x * select(params.k, 1, TRANSPOSE_A);
  // An invocation may run past the end of its line. It then reads arbitrary values (WebGPU keeps such reads
  // inside the buffer), which it never stores.
  let other = id.z * select(params.stride_b, params.stride_a, TRANSPOSE_A) + first * step_other;
  let line = id.z * lines + id.x;
  let end = starts[line + 1];
  var c0 = vec4f();
  var c1 = vec4f();
  var c2 = vec4f();
  var c3 = vec4f();
  var c4 = vec4f();
  for (var next = starts[line]; next < end; next++) {
    let entry = entries[next];
    let value = load_observed(observed + entry * step_observed);
    let at = other + entry * step_entry;
    c0 += value * load_vector(at, step_other);
    if (GROUPS > 1) {
      c1 += value * load_vector(at + 4 * step_other, step_other);
    }
    if (GROUPS > 2) {
      c2 += value * load_vector(at + 8 * step_other, step_other);
    }
    if (GROUPS > 3) {
      c3 += value * load_vector(at + 12 * step_other, step_other);
    }
    if (GROUPS > 4) {
      c4 += value * load_vector(at + 16 * step_other, step_other);
    }
  }
  let left = i32(width) - i32(first);
  let to = id.z * params.stride_out + id.x * select(params.n, 1, TRANSPOSE_A) + first * step_out;
  let scale = scales();
  store_vector(to, step_out, c0, left, scale);
  if (GROUPS > 1) {
    store_vector(to + 4 * step_out, step_out, c1, left - 4, scale);
  }
  if (GROUPS > 2) {
    store_vector(to + 8 * step_out, step_out, c2, left - 8, scale);
  }
  if (GROUPS > 3) {
    store_vector(to + 12 * step_out, step_out, c3, left - 12, scale);
  }
  if (GROUPS > 4) {
    store_vector(to + 16 * step_out, step_out, c4, left - 16, scale);
  }
}

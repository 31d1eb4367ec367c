// out[i] = op(a[i]) · op(b[i]); op transposes if TRANSPOSE_A / TRANSPOSE_B is set. op(a) is m × k, op(b) is k
// × n, out is m × n, row-major: any shape, any alignment. Strides are in elements; with stride 0, all batch
// entries share an operand. Each invocation keeps a 4 × 4 tile of out in registers.
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
// Numbers of invocations in a workgroup along the columns and the rows of out.
override WORKGROUP_X: u32 = 8;
override WORKGROUP_Y: u32 = 8;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
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

// Writes one row of the tile, up to the end of out's row.
fn store_row(i: u32, j: u32, batch: u32, value: vec4f, scale: vec2f) {
  if (i >= params.m) {
    return;
  }
  let start = batch * params.stride_out + i * params.n;
  for (var lane = 0u; lane < min(4u, params.n - j); lane++) {
    let at = start + j + lane;
    if (ACCUMULATE) {
      let kept = select(scale.y * out[at], 0.0, scale.y == 0.0);
      out[at] = scale.x * value[lane] + kept;
    } else {
      out[at] = value[lane];
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y * 4;
  let j = id.x * 4;
  if (i >= params.m || j >= params.n) {
    return;
  }
  // Four elements of op(a) in one column and four of op(b) in one row; both advance by one k per turn. At the
  // edge of out, an invocation also reads past the last row or column. It gets arbitrary values (WebGPU keeps
  // such reads inside the buffer), which it never stores.
  let offsets = vec4u(0, 1, 2, 3);
  var at_a = id.z * params.stride_a + (i + offsets) * select(params.k, 1, TRANSPOSE_A);
  var at_b = id.z * params.stride_b + (j + offsets) * select(1, params.k, TRANSPOSE_B);
  let step_a = select(1, params.m, TRANSPOSE_A);
  let step_b = select(params.n, 1, TRANSPOSE_B);
  var c0 = vec4f();
  var c1 = vec4f();
  var c2 = vec4f();
  var c3 = vec4f();
  for (var turn = 0u; turn < params.k; turn++) {
    let column = vec4f(a[at_a.x], a[at_a.y], a[at_a.z], a[at_a.w]);
    let row = vec4f(b[at_b.x], b[at_b.y], b[at_b.z], b[at_b.w]);
    c0 += column.x * row;
    c1 += column.y * row;
    c2 += column.z * row;
    c3 += column.w * row;
    at_a += step_a;
    at_b += step_b;
  }
  let scale = scales();
  store_row(i, j, id.z, c0, scale);
  store_row(i + 1, j, id.z, c1, scale);
  store_row(i + 2, j, id.z, c2, scale);
  store_row(i + 3, j, id.z, c3, scale);
}

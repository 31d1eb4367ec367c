// out[i] = op(a[i]) · op(b[i]); op transposes if TRANSPOSE_A / TRANSPOSE_B is set. op(a) is m × k, op(b) is k
// × n, out is m × n, row-major; k, n and, with TRANSPOSE_A, m are multiples of 4. Each invocation keeps an 8
// × 8 tile of out in registers as four 4 × 4 blocks and reads both operands in 4 × 4 blocks of four vec4
// loads. A transposed operand is transposed in registers, which costs nothing. Strides are in elements.
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
override WORKGROUP_Y: u32 = 4;

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

// A block of op(a) from four stored rows. Row r of the block is column r of the WGSL matrix.
fn load_a(at: vec4u) -> mat4x4f {
  let block = mat4x4f(a[at.x], a[at.y], a[at.z], a[at.w]);
  if (TRANSPOSE_A) {
    return transpose(block);
  }
  return block;
}

// A block of op(b), in the same way.
fn load_b(at: vec4u) -> mat4x4f {
  let block = mat4x4f(b[at.x], b[at.y], b[at.z], b[at.w]);
  if (TRANSPOSE_B) {
    return transpose(block);
  }
  return block;
}

// One row of c + a b. A matrix product would first sum four products and then add c: one more operation.
fn add_row(c: vec4f, a_row: vec4f, b_block: mat4x4f) -> vec4f {
  return c + a_row.x * b_block[0] + a_row.y * b_block[1] + a_row.z * b_block[2] + a_row.w * b_block[3];
}

fn add_block(c: mat4x4f, a_block: mat4x4f, b_block: mat4x4f) -> mat4x4f {
  return mat4x4f(
    add_row(c[0], a_block[0], b_block),
    add_row(c[1], a_block[1], b_block),
    add_row(c[2], a_block[2], b_block),
    add_row(c[3], a_block[3], b_block),
  );
}

// Indices, in vec4s, of four stored rows: first … first + 3, each `length` elements long, at `column`.
fn block_at(first: u32, length: u32, column: u32) -> vec4u {
  return (first + vec4u(0, 1, 2, 3)) * (length / 4) + column / 4;
}

// The constant number of turns lets compilers unroll the loop and keep the blocks in registers.
fn store_block(i: u32, j: u32, batch: u32, block: mat4x4f, scale: vec2f) {
  for (var r = 0u; r < 4; r++) {
    if (i + r < params.m && j < params.n) {
      let at = (batch * params.stride_out + (i + r) * params.n + j) / 4;
      let kept = select(scale.y * out[at], vec4f(), scale.y == 0.0);
      out[at] = select(block[r], scale.x * block[r] + kept, ACCUMULATE);
    }
  }
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y * 8;
  let j = id.x * 8;
  if (i >= params.m || j >= params.n) {
    return;
  }
  let m = params.m;
  let n = params.n;
  let k = params.k;
  let base_a = id.z * params.stride_a / 4;
  let base_b = id.z * params.stride_b / 4;
  // A block moves along k: to the next vec4 if the stored rows run along k, else four stored rows down. At the
  // edge of out, a block reaches past the last row or column and gets arbitrary values (WebGPU keeps such reads
  // inside the buffer), which are never stored.
  var a0 = base_a + select(block_at(i, k, 0), block_at(0, m, i), TRANSPOSE_A);
  var a1 = base_a + select(block_at(i + 4, k, 0), block_at(0, m, i + 4), TRANSPOSE_A);
  var b0 = base_b + select(block_at(0, n, j), block_at(j, k, 0), TRANSPOSE_B);
  var b1 = base_b + select(block_at(0, n, j + 4), block_at(j + 4, k, 0), TRANSPOSE_B);
  let step_a = select(1, m, TRANSPOSE_A);
  let step_b = select(n, 1, TRANSPOSE_B);
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var turn = 0u; turn < k; turn += 4) {
    let a_low = load_a(a0);
    let a_high = load_a(a1);
    let b_low = load_b(b0);
    let b_high = load_b(b1);
    c00 = add_block(c00, a_low, b_low);
    c01 = add_block(c01, a_low, b_high);
    c10 = add_block(c10, a_high, b_low);
    c11 = add_block(c11, a_high, b_high);
    a0 += step_a;
    a1 += step_a;
    b0 += step_b;
    b1 += step_b;
  }
  let scale = scales();
  store_block(i, j, id.z, c00, scale);
  store_block(i, j + 4, id.z, c01, scale);
  store_block(i + 4, j, id.z, c10, scale);
  store_block(i + 4, j + 4, id.z, c11, scale);
}

// out[i] = op(a[i]) · op(b[i]); op transposes if TRANSPOSE_A / TRANSPOSE_B is set. op(a) is m × k, op(b) is k
// × n, out is m × n, row-major; k, n and, with TRANSPOSE_A, m are multiples of 4. A workgroup of 8 × 8
// invocations computes 64 × 64 outputs. Workgroup memory holds 64 × 16 elements of op(a) and 16 × 64 of op(b)
// at a time; each invocation loads one 4 × 4 block of each. Each invocation keeps an 8 × 8 tile of out in
// registers. Strides are in elements.
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

const DEPTH = 16u;

override TRANSPOSE_A: bool = false;
override TRANSPOSE_B: bool = false;
// out = alpha · product + beta · out. With beta = 0, out is overwritten even if it holds a NaN.
override ACCUMULATE: bool = false;
// Number of pairs in rates; the step's pair replaces alpha and beta. If it is 0, rates and step are not read.
override RATES: u32 = 0;

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

// Columns of op(a) and rows of op(b), 64 elements each.
var<workgroup> columns: array<array<vec4f, 16>, DEPTH>;
var<workgroup> rows: array<array<vec4f, 16>, DEPTH>;

// Columns turn … turn + 3 of op(a), rows i … i + 3, as columns of the WGSL matrix. Zeros beyond k.
fn load_a(batch: u32, i: u32, turn: u32) -> mat4x4f {
  if (turn >= params.k) {
    return mat4x4f();
  }
  let length = select(params.k, params.m, TRANSPOSE_A) / 4;
  let at = batch * params.stride_a / 4 + select(i * length + turn / 4, turn * length + i / 4, TRANSPOSE_A);
  let block = mat4x4f(a[at], a[at + length], a[at + 2 * length], a[at + 3 * length]);
  if (TRANSPOSE_A) {
    return block;
  }
  return transpose(block);
}

// Rows turn … turn + 3 of op(b), columns j … j + 3, each row as a column of the WGSL matrix. Zeros beyond k.
fn load_b(batch: u32, j: u32, turn: u32) -> mat4x4f {
  if (turn >= params.k) {
    return mat4x4f();
  }
  let length = select(params.n, params.k, TRANSPOSE_B) / 4;
  let at = batch * params.stride_b / 4 + select(turn * length + j / 4, j * length + turn / 4, TRANSPOSE_B);
  let block = mat4x4f(b[at], b[at + length], b[at + 2 * length], b[at + 3 * length]);
  if (TRANSPOSE_B) {
    return transpose(block);
  }
  return block;
}

fn add_outer(c: mat4x4f, column: vec4f, row: vec4f) -> mat4x4f {
  return mat4x4f(c[0] + column.x * row, c[1] + column.y * row, c[2] + column.z * row, c[3] + column.w * row);
}

fn store_block(i: u32, j: u32, batch: u32, block: mat4x4f, scale: vec2f) {
  for (var r = 0u; r < 4; r++) {
    if (i + r < params.m && j < params.n) {
      let at = (batch * params.stride_out + (i + r) * params.n + j) / 4;
      let kept = select(scale.y * out[at], vec4f(), scale.y == 0.0);
      out[at] = select(block[r], scale.x * block[r] + kept, ACCUMULATE);
    }
  }
}

@compute @workgroup_size(8, 8)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_id) id: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = workgroup.y * 64;
  let j = workgroup.x * 64;
  // Neighbouring invocations load neighbouring memory: blocks lie along k where k is contiguous, else along
  // the other side.
  let a_block = select(vec2u(lane / 4, lane % 4), vec2u(lane % 16, lane / 16), TRANSPOSE_A);
  let b_block = select(vec2u(lane % 16, lane / 16), vec2u(lane / 4, lane % 4), TRANSPOSE_B);
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var first = 0u; first < params.k; first += DEPTH) {
    let from_a = load_a(workgroup.z, i + 4 * a_block.x, first + 4 * a_block.y);
    let from_b = load_b(workgroup.z, j + 4 * b_block.x, first + 4 * b_block.y);
    // Separates the reads of the last turn from the writes of this one.
    workgroupBarrier();
    for (var r = 0u; r < 4; r++) {
      columns[4 * a_block.y + r][a_block.x] = from_a[r];
      rows[4 * b_block.y + r][b_block.x] = from_b[r];
    }
    // Separates the writes of this turn from its reads.
    workgroupBarrier();
    for (var k = 0u; k < DEPTH; k++) {
      let left = rows[k][id.x];
      let right = rows[k][id.x + 8];
      let low = columns[k][2 * id.y];
      let high = columns[k][2 * id.y + 1];
      c00 = add_outer(c00, low, left);
      c01 = add_outer(c01, low, right);
      c10 = add_outer(c10, high, left);
      c11 = add_outer(c11, high, right);
    }
  }
  let scale = scales();
  store_block(i + 8 * id.y, j + 4 * id.x, workgroup.z, c00, scale);
  store_block(i + 8 * id.y, j + 4 * id.x + 32, workgroup.z, c01, scale);
  store_block(i + 8 * id.y + 4, j + 4 * id.x, workgroup.z, c10, scale);
  store_block(i + 8 * id.y + 4, j + 4 * id.x + 32, workgroup.z, c11, scale);
}

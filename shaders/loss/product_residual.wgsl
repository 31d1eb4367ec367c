// Computes f = a b for a short k and, from each tile of f, the results of `residual`: residual = scales[entry]
// · mask ⊙ (f − wanted) and the sums of squares (Σ mask (f − wanted)², Σ w (f − wanted)²), where w is 1, or 1 −
// mask with HELD_OUT. Without MASKED, every mask value counts as 1, and the tensor is not read. a: m × k, b:
// k × n, the other matrices m × n, row-major; k and n are multiples of 4. Each invocation keeps a tile of f in
// registers. partials: one pair of sums per workgroup.
struct Params {
  m: u32,
  n: u32,
  k: u32,
  batch: u32,
}

override MASKED: bool = false;
override HELD_OUT: bool = false;
// With LARGE, a tile has 8 × 8 elements instead of 4 × 4.
override LARGE: bool = false;
// Numbers of invocations in a workgroup along the columns and the rows of f. Their product is a power of two.
override WORKGROUP_X: u32 = 8;
override WORKGROUP_Y: u32 = 8;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;
@group(0) @binding(3) var<storage, read> wanted: array<vec4f>;
@group(0) @binding(4) var<storage, read> mask: array<vec4f>;
@group(0) @binding(5) var<storage, read> scales: array<f32>;
@group(0) @binding(6) var<storage, read_write> f: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> residual: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> partials: array<vec2f>;

var<workgroup> sums: array<vec2f, WORKGROUP_X * WORKGROUP_Y>;

// Blocks of a (four rows, at four k) and of b (four k, at four columns).
fn load_a(at: vec4u) -> mat4x4f {
  return mat4x4f(a[at.x], a[at.y], a[at.z], a[at.w]);
}

fn load_b(at: u32) -> mat4x4f {
  let step = params.n / 4;
  return mat4x4f(b[at], b[at + step], b[at + 2 * step], b[at + 3 * step]);
}

// One row of c + a b, term by term in the order of k.
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

// Writes four rows of four elements. Returns their sums of squares.
fn finish(i: u32, j: u32, entry: u32, block: mat4x4f) -> vec2f {
  var sum = vec2f();
  for (var r = 0u; r < 4; r++) {
    if (i + r < params.m && j < params.n) {
      let at = ((entry * params.m + i + r) * params.n + j) / 4;
      var observed = vec4f(1);
      if (MASKED) {
        observed = mask[at];
      }
      let difference = block[r] - wanted[at];
      let seen = observed * difference;
      f[at] = block[r];
      residual[at] = scales[entry] * seen;
      sum += vec2f(dot(seen, difference), dot(select(difference, difference - seen, HELD_OUT), difference));
    }
  }
  return sum;
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let side = select(4u, 8u, LARGE);
  let i = id.y * side;
  let j = id.x * side;
  // Past the edge of f, an invocation reads the last row again, or arbitrary values of b, and does not store
  // the result.
  let step = params.k / 4;
  let start_a = id.z * params.m * step;
  var rows = start_a + min(i + vec4u(0, 1, 2, 3), vec4u(params.m - 1)) * step;
  var lower = start_a + min(i + vec4u(4, 5, 6, 7), vec4u(params.m - 1)) * step;
  var at_b = (id.z * params.k * params.n + j) / 4;
  var c00 = mat4x4f();
  var c01 = mat4x4f();
  var c10 = mat4x4f();
  var c11 = mat4x4f();
  for (var turn = 0u; turn < params.k; turn += 4) {
    let high = load_a(rows);
    let left = load_b(at_b);
    c00 = add_block(c00, high, left);
    if (LARGE) {
      let low = load_a(lower);
      let right = load_b(at_b + 1);
      c01 = add_block(c01, high, right);
      c10 = add_block(c10, low, left);
      c11 = add_block(c11, low, right);
    }
    rows += 1;
    lower += 1;
    at_b += params.n;
  }
  var sum = finish(i, j, id.z, c00);
  if (LARGE) {
    sum += finish(i, j + 4, id.z, c01) + finish(i + 4, j, id.z, c10) + finish(i + 4, j + 4, id.z, c11);
  }
  sums[lane] = sum;
  for (var half = WORKGROUP_X * WORKGROUP_Y / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  if (lane == 0) {
    partials[(workgroup.z * workgroups.y + workgroup.y) * workgroups.x + workgroup.x] = sums[0];
  }
}

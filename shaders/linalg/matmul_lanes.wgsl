// out[i] = op(a[i]) · op(b[i]); op transposes if TRANSPOSE_A / TRANSPOSE_B is set. op(a) is m × k, op(b) is k
// × n, out is m × n, row-major: any shape, any alignment. Strides are in elements. Each invocation keeps 4 ·
// GROUPS lines of 16 elements of out in registers. Lines are rows of out, or columns if TALL. The invocations
// of a workgroup share their lines, so they need the same elements of one operand. The first four invocations
// of a subgroup, whatever its size, read one element each and broadcast it. k advances by one, because a
// longer loop body would not fit into instruction caches.
enable subgroups;

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
override TALL: bool = false;
// GROUPS is 3, 4 or 5. The number of invocations in a workgroup is a multiple of 4.
override GROUPS: u32 = 4;
override WORKGROUP_X: u32 = 8;

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

// Four lines: elements 4 v … 4 v + 3 of line r are at 4 r + v.
alias Group = array<vec4f, 16>;

fn load_shared(at: u32) -> f32 {
  return select(a[at], b[at], TALL);
}

fn load_own(at: u32) -> f32 {
  return select(b[at], a[at], TALL);
}

fn load_vector(at: u32, step: u32) -> vec4f {
  return vec4f(load_own(at), load_own(at + step), load_own(at + 2 * step), load_own(at + 3 * step));
}

// In each of the first four invocations of a subgroup, `value` holds the element of one of the four lines.
fn add_lines(c: ptr<function, Group>, value: f32, own: array<vec4f, 4>) {
  let x = vec4f(subgroupBroadcast(value, 0), subgroupBroadcast(value, 1), subgroupBroadcast(value, 2), subgroupBroadcast(value, 3));
  let before = *c;
  *c = Group(
    before[0] + x.x * own[0], before[1] + x.x * own[1], before[2] + x.x * own[2], before[3] + x.x * own[3],
    before[4] + x.y * own[0], before[5] + x.y * own[1], before[6] + x.y * own[2], before[7] + x.y * own[3],
    before[8] + x.z * own[0], before[9] + x.z * own[1], before[10] + x.z * own[2], before[11] + x.z * own[3],
    before[12] + x.w * own[0], before[13] + x.w * own[1], before[14] + x.w * own[2], before[15] + x.w * own[3],
  );
}

fn store(at: u32, value: f32, is_inside: bool, scale: vec2f) {
  if (is_inside) {
    let kept = select(scale.y * out[at], 0.0, scale.y == 0.0);
    out[at] = select(value, scale.x * value + kept, ACCUMULATE);
  }
}

@compute @workgroup_size(WORKGROUP_X)
fn main(
  @builtin(global_invocation_id) id: vec3u,
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  // Strides in op(a) to the next row and the next k, and in op(b) to the next column and the next k.
  let steps_a = select(vec2u(params.k, 1), vec2u(1, params.m), TRANSPOSE_A);
  let steps_b = select(vec2u(1, params.n), vec2u(params.k, 1), TRANSPOSE_B);
  let step_shared = select(steps_a, steps_b, TALL);
  let step_own = select(steps_b, steps_a, TALL);
  let first_line = workgroup.y * 4 * GROUPS;
  let first = id.x * 16;
  // Past the last row or column, loads give arbitrary values from the buffer, which are never stored.
  var shared_at = id.z * select(params.stride_a, params.stride_b, TALL) + (first_line + lane % 4) * step_shared.x;
  var own_at = id.z * select(params.stride_b, params.stride_a, TALL) + first * step_own.x;
  var c0: Group;
  var c1: Group;
  var c2: Group;
  var c3: Group;
  var c4: Group;
  for (var turn = 0u; turn < params.k; turn++) {
    var own: array<vec4f, 4>;
    own[0] = load_vector(own_at, step_own.x);
    own[1] = load_vector(own_at + 4 * step_own.x, step_own.x);
    own[2] = load_vector(own_at + 8 * step_own.x, step_own.x);
    own[3] = load_vector(own_at + 12 * step_own.x, step_own.x);
    add_lines(&c0, load_shared(shared_at), own);
    add_lines(&c1, load_shared(shared_at + 4 * step_shared.x), own);
    add_lines(&c2, load_shared(shared_at + 8 * step_shared.x), own);
    if (GROUPS > 3) {
      add_lines(&c3, load_shared(shared_at + 12 * step_shared.x), own);
    }
    if (GROUPS > 4) {
      add_lines(&c4, load_shared(shared_at + 16 * step_shared.x), own);
    }
    shared_at += step_shared.y;
    own_at += step_own.y;
  }
  let size = select(vec2u(params.m, params.n), vec2u(params.n, params.m), TALL);
  let step_out = select(vec2u(params.n, 1), vec2u(1, params.n), TALL);
  let scale = scales();
  var tile = array<Group, 5>(c0, c1, c2, c3, c4);
  for (var i = 0u; i < 16 * GROUPS; i++) {
    let line = first_line + i / 4;
    let vector = tile[i / 16][i % 16];
    let inside = select(0, size.y, line < size.x);
    let element = first + 4 * (i % 4);
    let at = id.z * params.stride_out + line * step_out.x + element * step_out.y;
    store(at, vector.x, element < inside, scale);
    store(at + step_out.y, vector.y, element + 1 < inside, scale);
    store(at + 2 * step_out.y, vector.z, element + 2 < inside, scale);
    store(at + 3 * step_out.y, vector.w, element + 3 < inside, scale);
  }
}

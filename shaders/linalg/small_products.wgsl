// Products of small matrices, one after the other, in one workgroup per batch entry; a barrier separates
// them. A product is out = op(a) op(b); with DESCENT, out = beta · out + alpha · op(a) op(b); or, with
// UPDATE, a step of gradient descent, out = out − eta (a + weight_decay · out), where a is the gradient. All
// matrices, row-major, and the pairs of rates lie in `block`, at the offsets that `products` gives. Each sum
// adds its terms in the order of k, as in `matmul_4x4`.
struct Params {
  count: u32,
  batch: u32,
}

struct Product {
  a: u32,
  b: u32,
  out: u32,
  // op(a) is m × k, op(b) is k × n.
  m: u32,
  n: u32,
  k: u32,
  // Distances between batch entries, in elements.
  stride_a: u32,
  stride_b: u32,
  stride_out: u32,
  form: u32,
  // Offset and number of the pairs of rates, one pair per step.
  rates: u32,
  rate_count: u32,
}

// Bits of `form`.
const TRANSPOSE_A = 1u;
const TRANSPOSE_B = 2u;
const DESCENT = 4u;
const UPDATE = 8u;

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> products: array<Product>;
@group(0) @binding(2) var<storage, read_write> block: array<f32>;
@group(0) @binding(3) var<storage, read> step: array<u32>;

// The current update's pair. The step counter is one ahead of the update.
fn rates_of(product: Product) -> vec2f {
  let at = product.rates + 2 * ((step[0] - 1) % product.rate_count);
  return vec2f(block[at], block[at + 1]);
}

fn load(at: vec4u) -> vec4f {
  return vec4f(block[at.x], block[at.y], block[at.z], block[at.w]);
}

// Writes one row of a tile, up to the end of out's row.
fn store_row(product: Product, start: u32, i: u32, j: u32, value: vec4f, scale: vec2f) {
  if (i >= product.m) {
    return;
  }
  for (var lane = 0u; lane < min(4u, product.n - j); lane++) {
    let at = start + i * product.n + j + lane;
    if ((product.form & DESCENT) != 0) {
      let kept = select(scale.y * block[at], 0.0, scale.y == 0.0);
      block[at] = scale.x * value[lane] + kept;
    } else {
      block[at] = value[lane];
    }
  }
}

// Each invocation keeps a 4 × 4 tile of out in registers.
fn multiply(product: Product, entry: u32, lane: u32) {
  let start_a = product.a + entry * product.stride_a;
  let start_b = product.b + entry * product.stride_b;
  let start_out = product.out + entry * product.stride_out;
  // Steps to the next row of op(a) or column of op(b), and to the next k.
  let step_a = select(vec2u(product.k, 1), vec2u(1, product.m), (product.form & TRANSPOSE_A) != 0);
  let step_b = select(vec2u(1, product.n), vec2u(product.k, 1), (product.form & TRANSPOSE_B) != 0);
  var scale = vec2f(1, 0);
  if ((product.form & DESCENT) != 0) {
    scale = rates_of(product);
  }
  let across = (product.n + 3) / 4;
  for (var tile = lane; tile < across * ((product.m + 3) / 4); tile += WORKGROUP) {
    let i = 4 * (tile / across);
    let j = 4 * (tile % across);
    // Past the edge of out, an invocation reads the last row or column again and does not store the result.
    var at_a = start_a + min(i + vec4u(0, 1, 2, 3), vec4u(product.m - 1)) * step_a.x;
    var at_b = start_b + min(j + vec4u(0, 1, 2, 3), vec4u(product.n - 1)) * step_b.x;
    var c0 = vec4f();
    var c1 = vec4f();
    var c2 = vec4f();
    var c3 = vec4f();
    for (var turn = 0u; turn < product.k; turn++) {
      let column = load(at_a);
      let row = load(at_b);
      c0 += column.x * row;
      c1 += column.y * row;
      c2 += column.z * row;
      c3 += column.w * row;
      at_a += step_a.y;
      at_b += step_b.y;
    }
    store_row(product, start_out, i, j, c0, scale);
    store_row(product, start_out, i + 1, j, c1, scale);
    store_row(product, start_out, i + 2, j, c2, scale);
    store_row(product, start_out, i + 3, j, c3, scale);
  }
}

fn descend(product: Product, entry: u32, lane: u32) {
  let rate = rates_of(product);
  for (var i = lane; i < product.m * product.n; i += WORKGROUP) {
    let at = product.out + entry * product.stride_out + i;
    let gradient = block[product.a + entry * product.stride_a + i];
    block[at] -= rate.x * (gradient + rate.y * block[at]);
  }
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  for (var i = 0u; i < params.count; i++) {
    let product = products[i];
    if ((product.form & UPDATE) != 0) {
      descend(product, workgroup.x, lane);
    } else {
      multiply(product, workgroup.x, lane);
    }
    // A product may read what an earlier product wrote, and overwrite what an earlier product read.
    storageBarrier();
  }
}

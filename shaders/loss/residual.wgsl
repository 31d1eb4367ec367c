// residual = s_b · mask ⊙ (value − wanted), with the sums of squares for the losses: partials[b][t] = (Σ mask
// (value − wanted)², Σ w (value − wanted)²), unscaled. Pair t sums over the quads t, t + P, t + 2P … of batch
// entry b, with four elements per quad and P = partial_count. w is 1, or 1 − mask with HELD_OUT. Without
// MASKED, every mask value counts as 1, and the tensor is not read. value, wanted, mask, residual: B × count,
// where count is a multiple of 4 if B > 1. scales: s_1 … s_B. partials: B × P pairs. One invocation per pair
// fixes the order of summation.
struct Params {
  count: u32,
  batch: u32,
  partial_count: u32,
}

override MASKED: bool = false;
override HELD_OUT: bool = false;
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> value: array<vec4f>;
@group(0) @binding(2) var<storage, read> wanted: array<vec4f>;
@group(0) @binding(3) var<storage, read> mask: array<vec4f>;
@group(0) @binding(4) var<storage, read> scales: array<f32>;
@group(0) @binding(5) var<storage, read_write> residual: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> partials: array<vec2f>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= params.partial_count) {
    return;
  }
  let start = id.y * params.count / 4;
  let end = start + (params.count + 3) / 4;
  let scale = scales[id.y];
  var train = vec4f();
  var recovery = vec4f();
  for (var at = start + id.x; at < end; at += params.partial_count) {
    var observed = vec4f(1);
    if (MASKED) {
      observed = mask[at];
    }
    let difference = value[at] - wanted[at];
    let seen = observed * difference;
    residual[at] = scale * seen;
    train += seen * difference;
    recovery += select(difference, difference - seen, HELD_OUT) * difference;
  }
  // If count is not a multiple of 4, the tensors' padding holds zeros.
  partials[id.y * params.partial_count + id.x] = vec2f(dot(train, vec4f(1)), dot(recovery, vec4f(1)));
}

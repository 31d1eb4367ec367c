// pixels[i] = the colour of x, where x = value[i], or value[i] − reference[i] with DIFFERENCE. The colour is
// packed RGBA8 from a table, lut[round((x − low) / (high − low) · (lut_size − 1))], with the index clamped to
// the table. A NaN gets the colour `hidden`; with MASKED, so does an entry with mask 0. value, reference,
// mask, pixels: count elements (the first batch entry).
struct Params {
  count: u32,
  lut_size: u32,
  low: f32,
  high: f32,
  hidden: u32,
}

override DIFFERENCE: bool = false;
override MASKED: bool = false;
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> value: array<f32>;
@group(0) @binding(2) var<storage, read> reference: array<f32>;
@group(0) @binding(3) var<storage, read> mask: array<f32>;
@group(0) @binding(4) var<storage, read> lut: array<u32>;
@group(0) @binding(5) var<storage, read_write> pixels: array<u32>;

// Tests the bits, because compilers may assume that no NaN occurs and drop a comparison that fails only for
// NaN.
fn is_nan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffff) > 0x7f800000;
}

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let i = id.y * workgroups.x * WORKGROUP + id.x;
  if (i >= params.count) {
    return;
  }
  var x = value[i];
  if (DIFFERENCE) {
    x -= reference[i];
  }
  if (is_nan(x) || (MASKED && mask[i] == 0.0)) {
    pixels[i] = params.hidden;
    return;
  }
  let last = f32(params.lut_size - 1);
  let place = clamp((x - params.low) / (params.high - params.low) * last, 0.0, last);
  pixels[i] = lut[u32(floor(place + 0.5))];
}

// out[i] += scale · Σⱼ (g[i]·g[j]) (u[i]·u[j]) over the rows j of the span of row i. The sum over the rows of
// a span is scale · ‖Σⱼ g[j] u[j]ᵀ‖²: the squared norm of one sentence's gradient of a weight. g: B × rows ×
// g_cols; u: B × rows × u_cols; spans: B × rows pairs (first row, row after the last), counted within the
// run; out: B × rows. One invocation per row.
struct Params {
  rows: u32,
  g_cols: u32,
  u_cols: u32,
  batch: u32,
  scale: f32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> g: array<f32>;
@group(0) @binding(2) var<storage, read> u: array<f32>;
@group(0) @binding(3) var<storage, read> spans: array<vec2u>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let row = id.y * workgroups.x * WORKGROUP + id.x;
  if (row >= params.batch * params.rows) {
    return;
  }
  let base = row / params.rows * params.rows;
  let span = spans[row];
  var sum = 0.0;
  for (var j = base + span.x; j < base + span.y; j++) {
    var of_g = 0.0;
    for (var c = 0u; c < params.g_cols; c++) {
      of_g += g[row * params.g_cols + c] * g[j * params.g_cols + c];
    }
    var of_u = 0.0;
    for (var c = 0u; c < params.u_cols; c++) {
      of_u += u[row * params.u_cols + c] * u[j * params.u_cols + c];
    }
    sum += of_g * of_u;
  }
  out[row] += params.scale * sum;
}

// dscores[i][h][j] = w[j] (d[j] − Σ d w), with w = weights[i][h] and d[j] = da[i]·v[j] over the columns of
// head h; 0 after the end of the span. da, v: B × rows × width; spans: B × rows pairs (first row, row after
// the last), counted within the run; weights, dscores: B × rows × heads × max_span. One invocation per row
// and head.
struct Params {
  rows: u32,
  width: u32,
  heads: u32,
  max_span: u32,
  batch: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> da: array<f32>;
@group(0) @binding(2) var<storage, read> v: array<f32>;
@group(0) @binding(3) var<storage, read> spans: array<vec2u>;
@group(0) @binding(4) var<storage, read> weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> dscores: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  let row = at / params.heads;
  if (row >= params.batch * params.rows) {
    return;
  }
  let size = params.width / params.heads;
  let own = row * params.width + (at % params.heads) * size;
  let first = spans[row].x;
  let count = spans[row].y - first;
  // Place of the head's columns in the first row of the span.
  let others = (row / params.rows * params.rows + first) * params.width + (at % params.heads) * size;
  let out = at * params.max_span;
  var mean = 0.0;
  for (var j = 0u; j < count; j++) {
    var sum = 0.0;
    for (var c = 0u; c < size; c++) {
      sum += da[own + c] * v[others + j * params.width + c];
    }
    dscores[out + j] = sum;
    mean += sum * weights[out + j];
  }
  for (var j = 0u; j < params.max_span; j++) {
    dscores[out + j] = select(0.0, weights[out + j] * (dscores[out + j] - mean), j < count);
  }
}

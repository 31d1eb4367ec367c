// out[i] = scale · Σ_j m[i][h][j] x[j] over the span of row i, for the columns of head h; TRANSPOSE uses
// m[j][h][i] instead of m[i][h][j]. weights: the values m, B × rows × heads × max_span, with j counted from
// the start of the span; x, out: B × rows × width; spans: B × rows pairs (first row, row after the last),
// counted within the run. One invocation per element of out.
struct Params {
  rows: u32,
  width: u32,
  heads: u32,
  max_span: u32,
  batch: u32,
  scale: f32,
}

override TRANSPOSE: bool = false;
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> spans: array<vec2u>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  let row = at / params.width;
  if (row >= params.batch * params.rows) {
    return;
  }
  let entry = row / params.rows * params.rows;
  let column = at % params.width;
  let head = column * params.heads / params.width;
  let first = spans[row].x;
  // Stride between successive j in weights.
  let stride = select(1u, params.heads * params.max_span, TRANSPOSE);
  let of_row = select(row, entry + first, TRANSPOSE);
  var from_weights = (of_row * params.heads + head) * params.max_span + select(0, row - entry - first, TRANSPOSE);
  var from_x = (entry + first) * params.width + column;
  var sum = 0.0;
  for (var j = first; j < spans[row].y; j++) {
    sum += weights[from_weights] * x[from_x];
    from_weights += stride;
    from_x += params.width;
  }
  out[at] = params.scale * sum;
}

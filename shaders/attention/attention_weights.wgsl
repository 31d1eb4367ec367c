// weights[i][h][j] = softmax over j of scale · q[i]·k[j], for the rows j in the span of row i and the columns
// of head h; 0 after the end of the span. q, k: B × rows × width; spans: B × rows pairs (first row, row after
// the last), counted within the run; weights: B × rows × heads × max_span. One invocation per row and head.
struct Params {
  rows: u32,
  width: u32,
  heads: u32,
  max_span: u32,
  batch: u32,
  scale: f32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> q: array<f32>;
@group(0) @binding(2) var<storage, read> k: array<f32>;
@group(0) @binding(3) var<storage, read> spans: array<vec2u>;
@group(0) @binding(4) var<storage, read_write> weights: array<f32>;

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
  var largest = -3.0e38;
  for (var j = 0u; j < count; j++) {
    var sum = 0.0;
    for (var c = 0u; c < size; c++) {
      sum += q[own + c] * k[others + j * params.width + c];
    }
    weights[out + j] = params.scale * sum;
    largest = max(largest, params.scale * sum);
  }
  var sum = 0.0;
  for (var j = 0u; j < count; j++) {
    let power = exp(weights[out + j] - largest);
    weights[out + j] = power;
    sum += power;
  }
  for (var j = 0u; j < params.max_span; j++) {
    weights[out + j] = select(0.0, weights[out + j] / sum, j < count);
  }
}

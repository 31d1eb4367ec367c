// dx[row] = g[s] / (length of span s), where span s contains the row; 0 in rows after the last span. Spans
// ascend without gaps from row 0. g: B × spans × cols; spans: B × spans pairs (first row, row after the
// last); dx: B × rows × cols. One invocation per element of g; the invocations of a run's last span also
// clear the rows after it.
struct Params {
  rows: u32,
  spans: u32,
  cols: u32,
  batch: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> g: array<f32>;
@group(0) @binding(2) var<storage, read> spans: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> dx: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  let span = at / params.cols;
  if (span >= params.batch * params.spans) {
    return;
  }
  let pair = spans[span];
  let value = g[at] / f32(pair.y - pair.x);
  let end = select(pair.y, params.rows, span % params.spans == params.spans - 1);
  var i = (span / params.spans * params.rows + pair.x) * params.cols + at % params.cols;
  for (var row = pair.x; row < end; row++) {
    dx[i] = select(0.0, value, row < pair.y);
    i += params.cols;
  }
}

// mean[s] = the mean of the rows of x in span s. x: B × rows × cols; spans: B × spans pairs (first row, row
// after the last), none empty; mean: B × spans × cols. One invocation for each element of mean.
struct Params {
  rows: u32,
  spans: u32,
  cols: u32,
  batch: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> spans: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> mean: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  let span = at / params.cols;
  if (span >= params.batch * params.spans) {
    return;
  }
  let pair = spans[span];
  var i = (span / params.spans * params.rows + pair.x) * params.cols + at % params.cols;
  var sum = 0.0;
  for (var row = pair.x; row < pair.y; row++) {
    sum += x[i];
    i += params.cols;
  }
  mean[at] = sum / f32(pair.y - pair.x);
}

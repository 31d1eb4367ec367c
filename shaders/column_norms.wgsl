// sigma[b][j] = ‖column j of matrix[b]‖, scaled by the column's largest entry so that squares neither overflow nor vanish.
// matrix: B × rows × cols, row-major; sigma: B × cols, not sorted. One invocation for each column.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> matrix: array<f32>;
@group(0) @binding(2) var<storage, read_write> sigma: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  if (column >= params.cols) {
    return;
  }
  let start = id.y * params.rows * params.cols + column;
  let end = start + params.rows * params.cols;
  var largest = 0.0;
  for (var at = start; at < end; at += params.cols) {
    largest = max(largest, abs(matrix[at]));
  }
  var sum = 0.0;
  // A column of zeros is not divided by its largest entry.
  if (largest > 0.0) {
    for (var at = start; at < end; at += params.cols) {
      let scaled = matrix[at] / largest;
      sum += scaled * scaled;
    }
  }
  sigma[id.y * params.cols + column] = largest * sqrt(sum);
}

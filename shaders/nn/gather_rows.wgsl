// out[b][r] = source[index[(step[b] mod capacity) × batch + b][r]]. Copies the rows of a mini-batch, which
// the step counter selects. source: any number of rows of `cols` elements, shared by all batch entries;
// index: capacity × batch × rows; out: batch × rows × cols.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
  capacity: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read> index: array<u32>;
@group(0) @binding(3) var<storage, read> step: array<u32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let i = id.y * workgroups.x * WORKGROUP + id.x;
  if (i >= params.batch * params.rows * params.cols) {
    return;
  }
  let line = i / params.cols;
  let entry = line / params.rows;
  let at = ((step[entry] % params.capacity) * params.batch + entry) * params.rows + line % params.rows;
  out[i] = source[index[at] * params.cols + i % params.cols];
}

// Copies the rows of a run's current mini-batch, with their labels, from a pool shared by all runs: out[b][i]
// = source[p], out_labels[b][i] = labels[p], with p = order[step[b] % batches][b][i]. source: pool × cols;
// labels: pool; order: batches × B × rows; step: B; out: B × rows × cols; out_labels: B × rows. One
// invocation per element of out.
struct Params {
  rows: u32,
  cols: u32,
  batch: u32,
  batches: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read> step: array<u32>;
@group(0) @binding(5) var<storage, read_write> out: array<f32>;
@group(0) @binding(6) var<storage, read_write> out_labels: array<u32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  let row = at / params.cols;
  let entry = row / params.rows;
  if (entry >= params.batch) {
    return;
  }
  let slot = (step[entry] % params.batches) * params.batch + entry;
  let picked = order[slot * params.rows + row % params.rows];
  let col = at % params.cols;
  out[at] = source[picked * params.cols + col];
  if (col == 0) {
    out_labels[row] = labels[picked];
  }
}

// out[e] = Σ_c a[i, c] · b[columns[e], c] for each listed cell e of row i: the product a · bᵀ at these cells only.
// a: rows × k, b: any number of rows × k, both row-major. starts: rows + 1 offsets into columns and out. A workgroup
// computes a row's cells; its invocations share them.
struct Params {
  rows: u32,
  k: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read> starts: array<u32>;
@group(0) @binding(4) var<storage, read> columns: array<u32>;
@group(0) @binding(5) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.y * groups.x + group.x;
  if (row >= params.rows) {
    return;
  }
  let own = row * params.k;
  let end = starts[row + 1];
  for (var at = starts[row] + lane; at < end; at += WORKGROUP) {
    let other = columns[at] * params.k;
    var sum = 0.0;
    for (var c = 0u; c < params.k; c++) {
      sum += a[own + c] * b[other + c];
    }
    out[at] = sum;
  }
}

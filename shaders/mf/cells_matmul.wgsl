// out[i] = Σ_e values[e] · b[columns[e]] over the listed cells e of row i: a matrix that is 0 outside its cells, times b.
// With PLACES, the value of cell e is values[places[e]]; the transposed matrix then needs no copy of its values. b: any
// number of rows × k, out: rows × k, row-major. starts: rows + 1 offsets into columns and places. With RATES, out is a
// weight and the product is its gradient: out = alpha · product + beta · out, with the current step's pair of rates.
// A workgroup computes COLUMNS numbers of a row of out. WORKGROUP / COLUMNS invocations share the row's cells for each of
// these numbers.
struct Params {
  rows: u32,
  k: u32,
}

override PLACES: bool = false;
// Number of pairs in rates. If it is 0, rates and step are not read.
override RATES: u32 = 0;
override WORKGROUP: u32 = 64;
override COLUMNS: u32 = 16;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read> starts: array<u32>;
@group(0) @binding(4) var<storage, read> columns: array<u32>;
@group(0) @binding(5) var<storage, read> places: array<u32>;
@group(0) @binding(6) var<storage, read_write> out: array<f32>;
@group(0) @binding(7) var<storage, read> rates: array<vec2f>;
@group(0) @binding(8) var<storage, read> step: array<u32>;

var<workgroup> sums: array<f32, WORKGROUP>;

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
  let c = group.z * COLUMNS + lane % COLUMNS;
  let end = starts[row + 1];
  var sum = 0.0;
  if (c < params.k) {
    for (var at = starts[row] + lane / COLUMNS; at < end; at += WORKGROUP / COLUMNS) {
      var place = at;
      if (PLACES) {
        place = places[at];
      }
      sum += values[place] * b[columns[at] * params.k + c];
    }
  }
  sums[lane] = sum;
  // The first COLUMNS invocations read the sums of the others.
  workgroupBarrier();
  if (lane >= COLUMNS || c >= params.k) {
    return;
  }
  for (var other = lane + COLUMNS; other < WORKGROUP; other += COLUMNS) {
    sum += sums[other];
  }
  let to = row * params.k + c;
  if (RATES > 0) {
    // The step counter is one ahead of the current update.
    let scale = rates[(step[0] - 1) % max(RATES, 1u)];
    sum = scale.x * sum + scale.y * out[to];
  }
  out[to] = sum;
}

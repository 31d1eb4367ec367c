// out[b] = source[step[b] % slots][b]. Copies one step's data from a tensor that holds the data of many
// steps. source: slots × B × count; step: B; out: B × count. One invocation per element of out.
struct Params {
  count: u32,
  batch: u32,
  slots: u32,
}

override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<u32>;
@group(0) @binding(2) var<storage, read> step: array<u32>;
@group(0) @binding(3) var<storage, read_write> out: array<u32>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) workgroups: vec3u) {
  let at = id.y * workgroups.x * WORKGROUP + id.x;
  let entry = at / params.count;
  if (entry >= params.batch) {
    return;
  }
  let slot = (step[entry] % params.slots) * params.batch + entry;
  out[at] = source[slot * params.count + at % params.count];
}

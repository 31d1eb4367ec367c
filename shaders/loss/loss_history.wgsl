// history[step[b] % capacity][b] = (Σ of component 0 of train_partials[b], Σ of component 1 of
// recovery_partials[b]); with ADVANCE, step[b] is then incremented. train_partials: B × train_count pairs,
// recovery_partials: B × recovery_count pairs, both written by a loss kernel; they may be the same buffer;
// history: capacity × B pairs. One workgroup per batch entry.
struct Params {
  train_count: u32,
  recovery_count: u32,
  capacity: u32,
  batch: u32,
}

override ADVANCE: bool = false;
// Number of invocations in a workgroup, a power of two.
override WORKGROUP: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> train_partials: array<vec2f>;
@group(0) @binding(2) var<storage, read> recovery_partials: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> step: array<u32>;
@group(0) @binding(4) var<storage, read_write> history: array<vec2f>;

var<workgroup> sums: array<vec2f, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let entry = workgroup.x;
  var sum = vec2f();
  for (var i = lane; i < params.train_count; i += WORKGROUP) {
    sum.x += train_partials[entry * params.train_count + i].x;
  }
  for (var i = lane; i < params.recovery_count; i += WORKGROUP) {
    sum.y += recovery_partials[entry * params.recovery_count + i].y;
  }
  sums[lane] = sum;
  for (var half = WORKGROUP / 2; half > 0; half /= 2) {
    // Separates the writes of sums (above, or in the last turn) from the reads in this turn.
    workgroupBarrier();
    if (lane < half) {
      sums[lane] += sums[lane + half];
    }
  }
  // Invocation 0 wrote the last sum itself, so it needs no barrier before reading it.
  if (lane == 0) {
    history[(step[entry] % params.capacity) * params.batch + entry] = sums[0];
    if (ADVANCE) {
      step[entry] += 1;
    }
  }
}

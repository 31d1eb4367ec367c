/**
 * The limits of a WebGPU adapter, each measured by a kernel that does one thing only: arithmetic in registers,
 * reads from a cache, stores, and an update that does nearly nothing. The bandwidth comes from the page's benchmark.
 */
import { DEFAULT_BENCHMARK } from "../../../src/jobs/benchmark/benchmark.ts";
import { timeInTurn, type TimingSetting } from "../../../src/jobs/benchmark/timing.ts";
import { streamProgram } from "../../../src/jobs/benchmark/work.ts";
import type { Kernel } from "../../../src/kernels/kernel.ts";
import type { Dispatch, Executor, Program } from "../../../src/kernels/program.ts";
import type { Access, OwnEngine } from "../engine.ts";

export interface Limit {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const WORKGROUP = 64;
const WORKGROUPS = 1024;
const INVOCATIONS = WORKGROUP * WORKGROUPS;
const TURNS = 256;
/** Repetitions of the body within a turn, so that the loop itself costs little. */
const UNROLLED = 4;
/** Numbers that each invocation stores. */
const STORED = 16;
const ACCESSES = ["f32", "vec4f"] as const;
const WIDTH: Readonly<Record<Access, number>> = { f32: 1, vec4f: 4 };

interface Probe {
  readonly name: string;
  readonly unit: string;
  /** Operations or numbers of one dispatch. */
  readonly amount: number;
  readonly type: Access;
  readonly body: string;
}

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** Numbers of vectors that fit into the registers of most adapters. */
const FEW_SUMS = [1, 2, 3, 4, 8];
/** The numbers of vectors in matmul_8x8, and in matmul_lanes with three, four and five groups. */
const MANY_SUMS = [16, 48, 64, 80];

/** The name of the limit on arithmetic with this many vectors of sums. */
export const arithmeticLimit = (sums: number): string =>
  MANY_SUMS.includes(sums) ? `arithmetic with ${sums} sums` : "arithmetic";

/**
 * Multiplications with additions, on this many vectors in turn. Few vectors fit into registers; many are copied
 * to memory.
 */
function arithmetic(vectors: number): Probe {
  const once = lines(vectors, (i) => `c${i} = c${i} * x + y;`);
  // A long body would not fit into instruction caches.
  const repeats = MANY_SUMS.includes(vectors) ? 1 : UNROLLED;
  return {
    name: arithmeticLimit(vectors),
    unit: "GFLOP/s",
    amount: INVOCATIONS * TURNS * repeats * vectors * 4 * 2,
    type: "vec4f",
    body: `
      let x = values[0];
      let y = values[1];
      ${lines(vectors, (i) => `var c${i} = values[${i + 2}] + f32(id.x);`)}
      for (var turn = 0u; turn < params.turns; turn++) {
        ${lines(repeats, () => once)}
      }
      out[id.x] = ${Array.from({ length: vectors }, (_, i) => `c${i}`).join(" + ")};`,
  };
}

/** Each number that is read is added to one of this many sums, in turn. */
const reads = (type: Access, sums: number): Probe => ({
  name: `reads ${type}`,
  unit: "10⁹ numbers/s",
  amount: INVOCATIONS * TURNS * UNROLLED * WIDTH[type],
  type,
  body: `
    var at = id.x % ${WORKGROUP};
    ${lines(sums, (i) => `var c${i} = ${type}();`)}
    for (var turn = 0u; turn < params.turns; turn++) {
      ${lines(UNROLLED, (i) => `c${i % sums} += values[at + ${i}];`)}
      at += ${UNROLLED};
    }
    out[id.x] = ${Array.from({ length: sums }, (_, i) => `c${i}`).join(" + ")};`,
});

/** As in a product, neighbouring invocations store into rows that lie apart. */
const stores = (type: Access): Probe => ({
  name: `stores ${type}`,
  unit: "10⁹ numbers/s",
  amount: INVOCATIONS * STORED,
  type,
  body: `
    let x = values[0] + f32(id.x);
    let at = ${STORED / WIDTH[type]} * id.x;
    ${lines(STORED / WIDTH[type], (i) => `out[at + ${i}] = x + ${i}.0;`)}`,
});

const PROBES: readonly Probe[] = [
  ...[...FEW_SUMS, ...MANY_SUMS].map(arithmetic),
  ...ACCESSES.flatMap((type) => [1, 2, 4].map((sums) => reads(type, sums))),
  ...ACCESSES.map(stores),
];

function kernelOf({ type, body }: Probe, i: number): Kernel {
  return {
    name: `limit_${i}`,
    wgsl: `
      struct Params { turns: u32 }
      @group(0) @binding(0) var<uniform> params: Params;
      @group(0) @binding(1) var<storage, read> values: array<${type}>;
      @group(0) @binding(2) var<storage, read_write> out: array<${type}>;
      @compute @workgroup_size(${WORKGROUP})
      fn main(@builtin(global_invocation_id) id: vec3u) {${body}
      }`,
    params: [{ name: "turns", type: "u32" }],
    bindings: [
      { name: "values", access: "read" },
      { name: "out", access: "read_write" },
    ],
    constants: {},
    grid: () => [WORKGROUPS, 1, 1],
    reference: () => {
      throw new Error("a limit is measured on WebGPU only");
    },
  };
}

function probeProgram(): Program {
  const dispatchOf = (probe: Probe, i: number): Dispatch => ({
    kernel: kernelOf(probe, i),
    label: probe.name,
    params: { turns: TURNS },
    constants: {},
    tensors: ["values", "out"],
    flops: probe.amount,
  });
  // With these values, each sum is multiplied by a half and increased by 1 in turn, so it approaches 2, from whichever
  // number it starts.
  const initial = Float32Array.from({ length: 4 * (WORKGROUP + UNROLLED * TURNS) }, (_, i) =>
    i < 4 ? 0.5 : 1,
  );
  return {
    tensors: [
      { name: "values", type: "f32", role: "storage", length: initial.length, initial },
      { name: "out", type: "f32", role: "storage", length: INVOCATIONS * STORED },
    ],
    lists: Object.fromEntries(PROBES.map((probe, i) => [i, [dispatchOf(probe, i)]])),
  };
}

/** The best rate of each kind, and the milliseconds of a dispatch that updates four numbers. */
export async function measureLimits({ openExecutor }: OwnEngine, timing: TimingSetting): Promise<Limit[]> {
  const opened: Executor[] = [];
  const open = async (program: Program): Promise<Executor> => {
    const executor = await openExecutor(program);
    opened.push(executor);
    return executor;
  };
  try {
    const probes = await open(probeProgram());
    const streams: Executor[] = [];
    for (const length of [4, ...DEFAULT_BENCHMARK.lengths]) streams.push(await open(streamProgram(length)));
    const works = [
      ...PROBES.map((_, i) => (count: number) => probes.run(String(i), count)),
      ...streams.map((stream) => (count: number) => stream.run("work", count)),
    ];
    const times = (await timeInTurn(works, timing)).map(({ median }) => median);
    const [empty = Number.NaN, ...ofStreams] = times.slice(PROBES.length);
    const best = new Map<string, Limit>();
    for (const [i, { name, unit, amount }] of PROBES.entries()) {
      const value = amount / (times[i] as number) / 1e6;
      if (value > (best.get(name)?.value ?? 0)) best.set(name, { name, value, unit });
    }
    const bandwidth = ofStreams.map((ms, i) => (12 * (DEFAULT_BENCHMARK.lengths[i] as number)) / ms / 1e6);
    return [
      ...best.values(),
      { name: "bandwidth", value: Math.max(...bandwidth), unit: "GB/s" },
      { name: "dispatch", value: empty, unit: "ms" },
    ];
  } finally {
    for (const executor of opened) executor.destroy();
  }
}

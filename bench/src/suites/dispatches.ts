/**
 * Measures where the time of a training step goes on WebGPU: it times each dispatch alone, many times over, and
 * measures the adapter's limits. The report shows both beside each target that is missed.
 */
import { timeInTurn } from "../../../src/jobs/benchmark/timing.ts";
import { completionTraining, costOfDispatch, INDEXED, lengthsOf } from "../../../src/jobs/benchmark/work.ts";
import type { Binding } from "../../../src/kernels/kernel.ts";
import { tileOf } from "../../../src/kernels/loss/product_residual.ts";
import { resolveDispatch, type Dispatch, type Program } from "../../../src/kernels/program.ts";
import { planTraining } from "../../../src/workloads/mf/plan/plan.ts";
import type { Access, DispatchFacts, OwnEngine, Row, Suite, SuiteContext } from "../engine.ts";
import { arithmeticLimit, measureLimits } from "./limits.ts";

const DIMS = [128, 192, 256, 384, 512];
const QUICK = 1;

export const dispatches: Suite = async function* ({ own, setting }) {
  const engine = own.find(({ on }) => on === "WebGPU");
  if (!engine) return;
  const { sizes = setting.quick ? DIMS.slice(0, QUICK) : DIMS } = setting;
  const by = { engine: engine.name, on: engine.on };
  for (const { name, value, unit } of await measureLimits(engine, setting))
    yield { ...by, what: "limit", shape: name, value, unit };
  for (const network of ["original", "compressed"] as const)
    for (const d of sizes) yield* ofStep(engine, setting, network, d);
};

async function* ofStep(
  engine: OwnEngine,
  timing: SuiteContext["setting"],
  network: "original" | "compressed",
  d: number,
): AsyncGenerator<Row, void, undefined> {
  const program = await engine.tune(planTraining(completionTraining({ d, network })).program);
  const step = program.lists[`${network}/step`] ?? [];
  const kinds = kindsOf(program, step);
  const executor = await engine.openExecutor({
    tensors: program.tensors,
    lists: { step, ...Object.fromEntries(kinds.map(({ dispatch }, i) => [i, [dispatch]])) },
  });
  try {
    const works = ["step", ...kinds.keys()].map(
      (list) => (count: number) => executor.run(String(list), count),
    );
    const [whole, ...parts] = (await timeInTurn(works, timing)).map(({ median }) => median);
    const row = { shape: String(d), engine: engine.name, on: engine.on, unit: "ms" };
    yield { ...row, what: `step ${network}`, value: whole as number };
    for (const [i, { facts }] of kinds.entries())
      yield { ...row, what: `dispatch ${network}`, value: parts[i] as number, dispatch: facts };
  } finally {
    executor.destroy();
  }
}

/** Equal dispatches of a list are one kind. They bind different tensors of the same sizes. */
export function kindsOf(
  program: Program,
  list: readonly Dispatch[],
): { readonly dispatch: Dispatch; readonly facts: DispatchFacts }[] {
  const lengths = lengthsOf(program);
  const kinds = new Map<string, { dispatch: Dispatch; calls: number }>();
  for (const dispatch of list) {
    const { kernel, params, constants } = resolveDispatch(dispatch);
    const key = JSON.stringify([kernel.name, params, constants]);
    kinds.set(key, { dispatch, calls: (kinds.get(key)?.calls ?? 0) + 1 });
  }
  return [...kinds.values()].map(({ dispatch, calls }) => ({
    dispatch,
    facts: {
      kernel: dispatch.kernel.name,
      size: sizeOf(dispatch),
      calls,
      ...costOfDispatch(dispatch, lengths),
      arithmetic: arithmeticLimit(sumsOf(dispatch)),
      ...accessesOf(dispatch, lengths),
    },
  }));
}

function sizeOf(dispatch: Dispatch): string {
  const { params, constants } = resolveDispatch(dispatch);
  const { m, n, k, count, train_count: pairs } = params;
  const transposed = (name: string): string => (constants[name] === 1 ? "ᵀ" : "");
  return m === undefined
    ? String(count ?? pairs ?? "")
    : `(${m} × ${k})${transposed("TRANSPOSE_A")} · (${k} × ${n})${transposed("TRANSPOSE_B")}`;
}

/** How many vectors of four sums each invocation of a product keeps. */
function sumsOf(dispatch: Dispatch): number {
  const { kernel, constants } = resolveDispatch(dispatch);
  switch (kernel.name) {
    case "matmul_8x8":
      return 16;
    case "matmul_lanes":
      return 16 * (constants["GROUPS"] ?? 0);
    case "product_residual":
      return tileOf(constants) ** 2 / 4;
    default:
      return 4;
  }
}

/**
 * Numbers that all invocations read and store, as their WGSL says. Tiles beyond the edge of a result count, because
 * they are computed. All other kernels read and store each number of their tensors once, or share what they read
 * through workgroup memory.
 */
function accessesOf(
  dispatch: Dispatch,
  lengths: ReadonlyMap<string, number>,
): { reads: number; stores: number; access: Access } {
  const { kernel, params, constants, tensors } = resolveDispatch(dispatch);
  const { m = 0, n = 0, k = 0, batch = 0 } = params;
  const { GROUPS = 0, WORKGROUP_X = 0, ACCUMULATE = 0 } = constants;
  const stores = m * n * batch;
  const before = ACCUMULATE * stores;
  const [x, y, z] = kernel.grid(params, constants);
  const tiles = (side: number): number => Math.ceil(m / side) * Math.ceil(n / side) * batch;
  switch (kernel.name) {
    case "matmul_4x4":
      return { reads: tiles(4) * k * 8 + before, stores, access: "f32" };
    case "matmul_8x8":
      return { reads: tiles(8) * k * 16 + before, stores, access: "vec4f" };
    case "matmul_lanes":
      // For each k, an invocation reads sixteen numbers of its own, and one for each group of four shared lines.
      return { reads: x * WORKGROUP_X * y * z * k * (16 + GROUPS) + before, stores, access: "f32" };
    case "matmul_observed": {
      // For each observed entry, an invocation reads its place, its value, and the numbers that the value multiplies.
      const entries = lengths.get(tensors[4] as string) ?? 0;
      return { reads: entries * y * (2 + 4 * GROUPS) + before, stores, access: "f32" };
    }
    case "product_residual": {
      // Reads as a product does, then the wanted values and the mask once. Stores f and the residual.
      const side = tileOf(constants);
      const weights = (1 + (constants["MASKED"] ?? 0)) * stores;
      return { reads: tiles(side) * k * 2 * side + weights, stores: 2 * stores, access: "vec4f" };
    }
    case "small_products":
      // A tile of 4 × 4 reads 8 numbers for 16 multiplications and additions.
      return { reads: dispatch.flops / 4, stores: lengths.get(tensors[1] as string) ?? 0, access: "f32" };
    default: {
      const numbersIn = (access: Binding["access"]): number =>
        kernel.bindings.reduce((sum, binding, i) => {
          const counts = binding.access === access && !INDEXED.has(binding.name);
          return sum + (counts ? (lengths.get(dispatch.tensors[i] ?? "") ?? 0) : 0);
        }, 0);
      const written = numbersIn("read_write");
      const inPlace = kernel.name.endsWith("_step") ? written : 0;
      return { reads: numbersIn("read") + inPlace, stores: written, access: "vec4f" };
    }
  }
}

/**
 * Training steps per second: deep completion, L = 3, p = .3, with the original and the compressed network (r̂
 * = 10).
 */
import { completionTraining, openSession } from "../../../src/jobs/benchmark/work.ts";
import type { Training } from "../../../src/workloads/mf/training.ts";
import { createCpuExecutor } from "../../../src/kernels/cpu-executor.ts";
import { errorNorms, type Problem } from "../../../src/workloads/mf/data/problem.ts";
import type { Suite } from "../engine.ts";
import { compare } from "./ready.ts";

/** Nobody tuned a kernel for 160, 224, 320, 448 and 640. */
const DIMS = [96, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024];
/** On a software adapter, a peer takes half a minute for a step of a larger original. */
const LARGEST_ON_GPU = 512;
/** Number of steps before errors are compared. It is smaller if a float64 step takes seconds. */
const checkedSteps = (d: number): number => (d > 512 ? 2 : d > 256 ? 3 : 10);
const TOLERANCE = 1e-3;

export const training: Suite = async function* (context) {
  const { sizes = context.setting.quick ? DIMS.slice(0, 2) : DIMS } = context.setting;
  for (const network of ["original", "compressed"] as const)
    for (const d of sizes) {
      const trained = completionTraining({ d, network });
      const steps = checkedSteps(d);
      const expected = await squaredErrorInFloat64(trained, steps);
      yield* compare(context, {
        what: `training ${network}`,
        shape: String(d),
        unit: "steps/s",
        start: (engine) =>
          engine.on === "WebGPU" && d > LARGEST_ON_GPU ? undefined : engine.trainer?.(trained),
        check: async (candidate) => {
          await candidate.run(steps);
          const error = Math.abs((await candidate.squaredError()) / expected - 1);
          return error < TOLERANCE
            ? undefined
            : `wrong: the loss has a relative error of ${error.toExponential(1)}`;
        },
        value: (ms) => 1e3 / ms,
      });
    }
};

/** ‖M ⊙ (f − Φ)‖² before the last of `steps` steps. */
async function squaredErrorInFloat64(trained: Training, steps: number): Promise<number> {
  const session = await openSession(trained, (program) => Promise.resolve(createCpuExecutor(program)));
  const { columns } = await session.advance(0, steps);
  session.destroy();
  return (columns["train"]?.at(-1) ?? Number.NaN) ** 2 * errorNorms(trained.problems[0] as Problem).train;
}

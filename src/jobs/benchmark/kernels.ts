/** Measures each kernel of a training step on its own, to show where the time goes on this device. */
import type { Program } from "../../kernels/program.ts";
import { invariant } from "../../core/errors.ts";
import { timeInTurn, type TimingSetting } from "./timing.ts";
import type { OpenExecutor } from "./work.ts";

interface KernelTime {
  /** The kernel's name, which is the stem of its WGSL file. */
  readonly kernel: string;
  /** Number of dispatches in one step. */
  readonly dispatches: number;
  readonly msPerDispatch: number;
  /** Fraction of the sum over all kernels, from 0 to 1. */
  readonly fraction: number;
}

export interface StepTimes {
  /** A whole step, measured in one piece. Neighbouring kernels overlap, so their sum may be larger. */
  readonly msPerStep: number;
  /** Kernels, longest time first. */
  readonly kernels: readonly KernelTime[];
}

const KERNEL_TIMING: TimingSetting = { rounds: 5, roundMs: 30 };

/**
 * Milliseconds are medians over turns. Each turn runs every kernel of the list and the whole list. Afterwards the
 * tensors hold no valid training state, so the function opens an executor of its own.
 */
export async function timeKernels(
  program: Program,
  list: string,
  open: OpenExecutor,
  setting: TimingSetting = KERNEL_TIMING,
): Promise<StepTimes> {
  const dispatches = program.lists[list];
  invariant(dispatches, `the program has a list ${list}`);
  const names = [...new Set(dispatches.map(({ kernel }) => kernel.name))];
  const lists = names.map((name) => [name, dispatches.filter(({ kernel }) => kernel.name === name)] as const);
  const executor = await open({
    tensors: program.tensors,
    lists: { ...Object.fromEntries(lists), [list]: dispatches },
  });
  try {
    const works = [list, ...names].map((name) => (count: number) => executor.run(name, count));
    const [step, ...parts] = (await timeInTurn(works, setting)).map((timing) => timing.median);
    const sum = parts.reduce((total, ms) => total + ms, 0);
    const kernels = lists.map(([kernel, { length }], i) => {
      const ms = parts[i] as number;
      return { kernel, dispatches: length, msPerDispatch: ms / length, fraction: ms / sum };
    });
    return { msPerStep: step as number, kernels: kernels.toSorted((a, b) => b.fraction - a.fraction) };
  } finally {
    executor.destroy();
  }
}

/** All kernels by name, and the check of a dispatch against its kernel that every executor makes. */
import { invariant } from "../core/errors.ts";
import { adam_step } from "./optim/adam_step.ts";
import { gather_rows } from "./nn/gather_rows.ts";
import { gd_step } from "./optim/gd_step.ts";
import type { Kernel } from "./kernel.ts";
import { loss_history } from "./loss/loss_history.ts";
import { matmul_4x4 } from "./linalg/matmul_4x4.ts";
import { matmul_8x8 } from "./linalg/matmul_8x8.ts";
import { matmul_lanes } from "./linalg/matmul_lanes.ts";
import { matmul_observed } from "./linalg/matmul_observed.ts";
import { matmul_split } from "./linalg/matmul_split.ts";
import { matmul_tiled } from "./linalg/matmul_tiled.ts";
import { matvec } from "./linalg/matvec.ts";
import { momentum_step } from "./optim/momentum_step.ts";
import { picture } from "./mf/picture.ts";
import type { Dispatch, Numbers } from "./program.ts";
import { residual, residual_any } from "./loss/residual.ts";
import { rmsprop_step } from "./optim/rmsprop_step.ts";

const all: readonly Kernel[] = [
  adam_step,
  gather_rows,
  gd_step,
  loss_history,
  matmul_4x4,
  matmul_8x8,
  matmul_lanes,
  matmul_observed,
  matmul_split,
  matmul_tiled,
  matvec,
  momentum_step,
  picture,
  residual,
  residual_any,
  rmsprop_step,
];

export const KERNELS: ReadonlyMap<string, Kernel> = new Map(all.map((kernel) => [kernel.name, kernel]));

export interface ResolvedDispatch {
  readonly kernel: Kernel;
  readonly params: Numbers;
  /** The kernel's defaults, overridden by the dispatch. */
  readonly constants: Numbers;
  readonly tensors: readonly string[];
}

/** Fills in defaults; a dispatch that does not fit its kernel is a bug. */
export function resolveDispatch({
  kernel: name,
  label,
  params,
  constants,
  tensors,
}: Dispatch): ResolvedDispatch {
  const kernel = KERNELS.get(name);
  invariant(kernel, `${label} names a kernel, not ${name}`);
  const wanted = kernel.params.map((field) => field.name);
  invariant(
    sameNames(Object.keys(params), wanted),
    `${label} has the parameters ${wanted.join(", ")} of ${name}`,
  );
  for (const constant of Object.keys(constants))
    invariant(constant in kernel.constants, `${label} sets a constant of ${name}, not ${constant}`);
  const missing = kernel.bindings.length - tensors.length;
  invariant(missing === 0 || missing === kernel.optional, `${label} binds ${kernel.bindings.length} tensors`);
  const unread = Array.from({ length: missing }, () => tensors[0] as string);
  return {
    kernel,
    params,
    constants: { ...kernel.constants, ...constants },
    tensors: [...tensors, ...unread],
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

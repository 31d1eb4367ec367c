/** All kernels by name, and the check of a dispatch against its kernel that every executor makes. */
import { invariant } from "../math/errors.ts";
import { adam_direction } from "./adam_direction.ts";
import { adam_direction_8bit } from "./adam_direction_8bit.ts";
import { adam_step } from "./adam_step.ts";
import { add } from "./add.ts";
import { attention_mix } from "./attention_mix.ts";
import { attention_weights } from "./attention_weights.ts";
import { attention_weights_backward } from "./attention_weights_backward.ts";
import { bias_add } from "./bias_add.ts";
import { column_sums } from "./column_sums.ts";
import { gather_rows } from "./gather_rows.ts";
import { gather_samples } from "./gather_samples.ts";
import { gd_step } from "./gd_step.ts";
import type { Kernel } from "./kernel.ts";
import { layer_norm } from "./layer_norm.ts";
import { layer_norm_backward } from "./layer_norm_backward.ts";
import { loss_history } from "./loss_history.ts";
import { matmul_4x4 } from "./matmul_4x4.ts";
import { matmul_8x8 } from "./matmul_8x8.ts";
import { matmul_lanes } from "./matmul_lanes.ts";
import { matmul_observed } from "./matmul_observed.ts";
import { matmul_split } from "./matmul_split.ts";
import { matmul_tiled } from "./matmul_tiled.ts";
import { matvec } from "./matvec.ts";
import { momentum_step } from "./momentum_step.ts";
import { picture } from "./picture.ts";
import type { Dispatch, Numbers } from "./program.ts";
import { relu } from "./relu.ts";
import { relu_backward } from "./relu_backward.ts";
import { residual, residual_any } from "./residual.ts";
import { rmsprop_step } from "./rmsprop_step.ts";
import { softmax_cross_entropy } from "./softmax_cross_entropy.ts";
import { span_mean } from "./span_mean.ts";
import { span_mean_backward } from "./span_mean_backward.ts";
import { squared_distance } from "./squared_distance.ts";
import { take_slot } from "./take_slot.ts";
import { tanh_unit } from "./tanh_unit.ts";
import { tanh_unit_backward } from "./tanh_unit_backward.ts";

const all: readonly Kernel[] = [
  adam_direction,
  adam_direction_8bit,
  adam_step,
  add,
  attention_mix,
  attention_weights,
  attention_weights_backward,
  bias_add,
  column_sums,
  gather_rows,
  gather_samples,
  gd_step,
  layer_norm,
  layer_norm_backward,
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
  relu,
  relu_backward,
  residual,
  residual_any,
  rmsprop_step,
  softmax_cross_entropy,
  span_mean,
  span_mean_backward,
  squared_distance,
  take_slot,
  tanh_unit,
  tanh_unit_backward,
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

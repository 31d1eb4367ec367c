/** Checks dispatches against their kernels, for every executor. */
import { invariant } from "../core/errors.ts";
import type { Kernel, Numbers } from "./kernel.ts";
import type { Dispatch } from "./program.ts";

export interface ResolvedDispatch {
  readonly kernel: Kernel;
  readonly params: Numbers;
  /** The kernel's defaults, overridden by the dispatch. */
  readonly constants: Numbers;
  readonly tensors: readonly string[];
}

/** Fills in the kernel's defaults. A dispatch that does not fit its kernel is a bug and throws. */
export function resolveDispatch({ kernel, label, params, constants, tensors }: Dispatch): ResolvedDispatch {
  const { name } = kernel;
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

/** Turns a program into GPU objects: buffers, pipelines and bind groups. All are created here, once. */
import { invariant, EngineError } from "../core/errors.ts";
import { type Dispatch, type Program, resolveDispatch, type ResolvedDispatch } from "../kernels/program.ts";
import type { Grid } from "../kernels/kernel.ts";
import { inErrorScopes } from "./errors.ts";
import { ParamsPool, type ParamsSlot, Pipelines } from "./pipelines.ts";
import { byteLengthOf, Tensors } from "./tensors.ts";
import { formatCount } from "../core/format.ts";
import { stagingSize } from "./staging.ts";

export interface CompiledDispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly grid: Grid;
  readonly flops: number;
}

export interface CompiledProgram {
  readonly tensors: Tensors;
  readonly lists: ReadonlyMap<string, readonly CompiledDispatch[]>;
  /** May be called more than once. */
  destroy(): void;
}

interface Prepared {
  readonly label: string;
  readonly flops: number;
  readonly resolved: ResolvedDispatch;
  readonly slot: ParamsSlot;
  readonly pipeline: Promise<GPUComputePipeline>;
}

interface Buffers {
  readonly tensors: Tensors;
  readonly params: GPUBuffer;
}

/** Compiles a program for the device. Also rejects if `signal` is aborted before the last compilation begins. */
export async function compileProgram(
  device: GPUDevice,
  program: Program,
  signal?: AbortSignal,
): Promise<CompiledProgram> {
  const owned: { destroy(): void }[] = [];
  const destroy = (): void => owned.forEach((resource) => resource.destroy());
  try {
    return { ...(await compileOwned(device, program, owned, new Pipelines(device, signal))), destroy };
  } catch (error) {
    destroy();
    throw error;
  }
}

/** Adds each resource to `owned` as soon as the resource exists, so that `destroy` can free it. */
async function compileOwned(
  device: GPUDevice,
  program: Program,
  owned: { destroy(): void }[],
  pipelines: Pipelines,
): Promise<Omit<CompiledProgram, "destroy">> {
  const pool = new ParamsPool(device.limits.minUniformBufferOffsetAlignment);
  const { buffers, lists } = await inErrorScopes(
    device,
    `the ${megabytes(byteLengthOf(program.tensors))} of this run`,
    () => {
      const tensors = new Tensors(device, program.tensors);
      owned.push(tensors);
      const prepared = Object.entries(program.lists).map(
        ([name, list]) => [name, list.map((dispatch) => prepare(dispatch, pool, pipelines))] as const,
      );
      const params = pool.createBuffer(device);
      owned.push(params);
      return { buffers: { tensors, params }, lists: prepared };
    },
  );
  const bindGroups = new Map<string, GPUBindGroup>();
  const bound = await inErrorScopes(device, "the bind groups of this run", () =>
    lists.map(([, list]) => list.map((prepared) => bind(device, prepared, pipelines, buffers, bindGroups))),
  );
  const compiled = lists.map(async ([name, list], i) => {
    const ready = await Promise.all(list.map(({ pipeline }) => pipeline));
    return [name, list.map((prepared, j) => join(prepared, ready[j], bound[i]?.[j]))] as const;
  });
  return { tensors: buffers.tensors, lists: new Map(await Promise.all(compiled)) };
}

function prepare(dispatch: Dispatch, pool: ParamsPool, pipelines: Pipelines): Prepared {
  const resolved = resolveDispatch(dispatch);
  const { kernel, params, constants } = resolved;
  return {
    label: dispatch.label,
    flops: dispatch.flops,
    resolved,
    slot: pool.add(kernel.params, params),
    pipeline: pipelines.pipeline(kernel, constants),
  };
}

/** Dispatches of a kernel with the same bindings share a bind group, with the label of the first dispatch. */
function bind(
  device: GPUDevice,
  { label, resolved: { kernel, tensors }, slot }: Prepared,
  pipelines: Pipelines,
  buffers: Buffers,
  bindGroups: Map<string, GPUBindGroup>,
): GPUBindGroup {
  const key = [kernel.name, slot.offset, ...tensors].join("\n");
  const known = bindGroups.get(key);
  if (known) return known;
  const entries: GPUBindGroupEntry[] = [{ binding: 0, resource: { buffer: buffers.params, ...slot } }];
  tensors.forEach((name, i) => {
    const { buffer, offset, size } = buffers.tensors.get(name);
    entries.push({ binding: i + 1, resource: { buffer, offset, size } });
  });
  const bindGroup = device.createBindGroup({ label, layout: pipelines.bindGroupLayout(kernel), entries });
  bindGroups.set(key, bindGroup);
  return bindGroup;
}

function join(
  { label, flops, resolved: { kernel, params, constants } }: Prepared,
  pipeline: GPUComputePipeline | undefined,
  bindGroup: GPUBindGroup | undefined,
): CompiledDispatch {
  invariant(pipeline && bindGroup, `${label} was compiled`);
  return { pipeline, bindGroup, grid: kernel.grid(params, constants), flops };
}

// Computes how much memory a program takes on a device, before anything is allocated.

/** The largest alignment that a device may demand. A device with a smaller alignment needs less memory. */
const UNIFORM_ALIGNMENT = 256;

/** Bytes of all tensors, of all dispatches' uniforms, and of a staging buffer for reading `largestRead` elements. */
export function footprintOf({ tensors, lists }: Program, largestRead: number): number {
  const pool = new ParamsPool(UNIFORM_ALIGNMENT);
  for (const dispatch of Object.values(lists).flat()) {
    const { kernel, params } = resolveDispatch(dispatch);
    pool.add(kernel.params, params);
  }
  return byteLengthOf(tensors) + pool.byteLength + stagingSize(4 * largestRead);
}

/** The limits that a plan must respect. */
type PlanLimits = Pick<GPUSupportedLimits, "maxBufferSize" | "maxStorageBufferBindingSize">;

/** Bytes of the largest tensor, which a device must allow in one buffer. */
export function largestTensor(program: Program): number {
  return Math.max(...program.tensors.map(({ length }) => 4 * length));
}

/** Throws EngineError "over-limit" when a tensor is larger than the device allows. */
export function refuseOversized(program: Program, limits: PlanLimits): void {
  const limit = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const needed = largestTensor(program);
  if (needed <= limit) return;
  const name = program.tensors.find(({ length }) => 4 * length === needed)?.name ?? "";
  throw new EngineError(
    "over-limit",
    `${name} needs ${megabytes(needed)} in one buffer, but this device allows ${megabytes(limit)}. Choose a smaller size, fewer measurements or fewer seeds.`,
    { needed, allowed: limit },
  );
}

function megabytes(bytes: number): string {
  return `${formatCount(Math.ceil(bytes / 2 ** 20))} MiB`;
}

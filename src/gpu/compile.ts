/** Turns a program into GPU objects: buffers, pipelines and bind groups. All are created here, once. */
import { invariant } from "../core/errors.ts";
import { type Dispatch, type Program, resolveDispatch, type ResolvedDispatch } from "../kernels/program.ts";
import type { Grid } from "../kernels/kernel.ts";
import { inErrorScopes } from "./errors.ts";
import { ParamsPool, type ParamsSlot } from "./params.ts";
import { Pipelines } from "./pipelines.ts";
import { byteLengthOf, Tensors } from "./tensors.ts";
import { formatCount } from "../core/format.ts";

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
  const megabytes = Math.ceil(byteLengthOf(program.tensors) / 2 ** 20);
  const pool = new ParamsPool(device.limits.minUniformBufferOffsetAlignment);
  const { buffers, lists } = await inErrorScopes(
    device,
    `the ${formatCount(megabytes)} MiB of this run`,
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

/**
 * Runs a program in float64 with the kernels' references: the engine where there is no WebGPU, and the truth that GPU results are
 * held against. It gives way to the event loop every few milliseconds, so that a pause or a load is heard.
 */
import { EngineError, invariant } from "../math/errors.ts";
import type { Dispatch, Executor, Numbers, Program, ReadRequest, RunResult, TensorSpec } from "./program.ts";
import type { Reference, ReferenceTensor } from "./kernel.ts";
import { macrotask } from "./macrotask.ts";
import { resolveDispatch } from "./registry.ts";

/** Longest time between two turns of the event loop, if no single dispatch takes longer. */
const SLICE_MS = 8;

interface Call {
  readonly reference: Reference;
  readonly params: Numbers;
  readonly constants: Numbers;
  readonly tensors: readonly ReferenceTensor[];
}

export function createCpuExecutor(program: Program): Executor {
  return new CpuExecutor(program);
}

class CpuExecutor implements Executor {
  readonly backend = "cpu";
  readonly byteLength: number;
  readonly #tensors: ReadonlyMap<string, ReferenceTensor>;
  readonly #lists: ReadonlyMap<string, readonly Call[]>;
  /** Runs and writes, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  /** When this turn of the event loop began, as far as we know; it outlasts a run, since many short ones make one turn. */
  #turnStart = 0;
  #destroyed = false;

  constructor(program: Program) {
    this.#tensors = new Map(program.tensors.map((spec) => [spec.name, createTensor(spec)]));
    this.byteLength = [...this.#tensors.values()].reduce((sum, tensor) => sum + tensor.byteLength, 0);
    const lists = Object.entries(program.lists).map(
      ([name, dispatches]) => [name, dispatches.map((dispatch) => this.#compile(dispatch))] as const,
    );
    this.#lists = new Map(lists);
  }

  run(list: string, times: number, reads: readonly ReadRequest[] = []): Promise<RunResult> {
    const calls = this.#lists.get(list);
    return this.#enqueue(async () => {
      invariant(calls, `the program has a list ${list}`);
      const elapsedMs = await this.#replay(calls, times);
      return { elapsedMs, reads: reads.map((request) => this.#read(request)) };
    });
  }

  write(tensor: string, values: ArrayLike<number>, offset = 0): void {
    const target = this.#tensor(tensor);
    invariant(offset + values.length <= target.length, `the values fit into ${tensor}`);
    const copy = Float64Array.from(values);
    this.#enqueue(() => Promise.resolve(target.set(copy, offset))).catch(() => undefined);
  }

  destroy(): void {
    this.#destroyed = true;
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => {
      this.#refuseDestroyed();
      return work();
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Returns the milliseconds spent in the references. */
  async #replay(calls: readonly Call[], times: number): Promise<number> {
    let elapsedMs = 0;
    let resumedAt = performance.now();
    for (let time = 0; time < times; time++) {
      for (const { reference, params, constants, tensors } of calls) {
        reference(params, constants, tensors);
        const now = performance.now();
        if (now - this.#turnStart < SLICE_MS) continue;
        elapsedMs += now - resumedAt;
        await macrotask();
        this.#refuseDestroyed();
        this.#turnStart = resumedAt = performance.now();
      }
    }
    return elapsedMs + performance.now() - resumedAt;
  }

  #refuseDestroyed(): void {
    if (this.#destroyed)
      throw new EngineError("cancelled", "The run was cancelled: its executor was destroyed.");
  }

  #read({ tensor, offset = 0, length }: ReadRequest): ReferenceTensor {
    const source = this.#tensor(tensor);
    const end = offset + (length ?? source.length - offset);
    invariant(offset >= 0 && end <= source.length, `elements ${offset} to ${end} are in ${tensor}`);
    return source.slice(offset, end);
  }

  #tensor(name: string): ReferenceTensor {
    const tensor = this.#tensors.get(name);
    invariant(tensor, `the program has a tensor ${name}`);
    return tensor;
  }

  #compile(dispatch: Dispatch): Call {
    const { kernel, params, constants, tensors } = resolveDispatch(dispatch);
    return {
      reference: kernel.reference,
      params,
      constants,
      tensors: tensors.map((name) => this.#tensor(name)),
    };
  }
}

function createTensor({ type, length, initial }: TensorSpec): ReferenceTensor {
  const tensor = type === "u32" ? new Uint32Array(length) : new Float64Array(length);
  if (initial) tensor.set(initial);
  return tensor;
}

/**
 * The common part of the CPU executors. It queues runs and writes, reads tensors, and frees them. It replays
 * lists in slices and lets the event loop turn between two slices, so that the engine can receive a message
 * such as a pause. The executors differ in how they store tensors and compute kernels.
 */
import { EngineError, invariant } from "../core/errors.ts";
import { macrotask } from "../core/macrotask.ts";
import {
  type Dispatch,
  type Executor,
  type Program,
  type ReadRequest,
  type ListResult,
  type Values,
  resolveDispatch,
  type ResolvedDispatch,
} from "./program.ts";

/** Longest time between two turns of the event loop, if no single dispatch takes longer. */
const SLICE_MS = 8;
/** Time between two clock checks. A check after every call would cost as much as a small kernel. */
const CHECK_MS = 0.25;

/** A dispatch, ready for repetition. */
export type Call = () => void;

export class HostExecutor implements Executor {
  readonly backend = "cpu";
  readonly byteLength: number;
  readonly threads: number;
  #tensors: ReadonlyMap<string, Values>;
  #lists: ReadonlyMap<string, readonly Call[]>;
  /** Resolves after all runs and writes that were requested so far. */
  #queue: Promise<unknown> = Promise.resolve();
  /**
   * When the current turn of the event loop began, as far as known. The value outlasts a run, because many
   * short runs share a turn.
   */
  #turnStart = 0;
  #destroyed = false;

  /** Takes the program's tensors by name. Calls `compile` once for each dispatch, with its tensors. */
  constructor(
    program: Program,
    tensors: ReadonlyMap<string, Values>,
    compile: (dispatch: ResolvedDispatch, tensors: readonly Values[]) => Call,
    threads = 1,
  ) {
    this.threads = threads;
    this.#tensors = tensors;
    this.byteLength = [...tensors.values()].reduce((sum, tensor) => sum + tensor.byteLength, 0);
    const prepare = (dispatch: Dispatch): Call => {
      const resolved = resolveDispatch(dispatch);
      return compile(
        resolved,
        resolved.tensors.map((name) => this.#tensor(name)),
      );
    };
    const lists = Object.entries(program.lists);
    this.#lists = new Map(lists.map(([name, dispatches]) => [name, dispatches.map(prepare)]));
  }

  run(list: string, times: number, reads: readonly ReadRequest[] = []): Promise<ListResult> {
    const calls = this.#lists.get(list);
    return this.#enqueue(async () => {
      invariant(calls, `the program has a list ${list}`);
      const elapsedMs = await this.#replay(calls, times);
      return { elapsedMs, reads: reads.map((request) => this.#read(request)) };
    });
  }

  write(tensor: string, values: ArrayLike<number>, offset = 0): void {
    if (this.#destroyed) return;
    const target = this.#tensor(tensor);
    invariant(offset + values.length <= target.length, `the values fit into ${tensor}`);
    const copy = isValues(values) ? values.slice() : new Float64Array(values);
    this.#enqueue(() => Promise.resolve(target.set(copy, offset))).catch(() => undefined);
  }

  destroy(): void {
    this.#destroyed = true;
    this.#tensors = new Map();
    this.#lists = new Map();
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => {
      this.#refuseDestroyed();
      return work();
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Makes the calls `times` times. Returns the milliseconds spent in them. */
  async #replay(calls: readonly Call[], times: number): Promise<number> {
    const startedAt = performance.now();
    let elapsedMs = 0;
    let resumedAt = startedAt;
    // Calls between two clock checks, and calls since the last check. The first pass checks the clock after
    // each call, because the duration of a call is still unknown.
    let between = 1;
    let unseen = 0;
    for (let time = 0; time < times; time++) {
      for (const call of calls) {
        call();
        if (++unseen < between) continue;
        unseen = 0;
        const now = performance.now();
        if (now - this.#turnStart < SLICE_MS) continue;
        elapsedMs += now - resumedAt;
        await macrotask();
        this.#refuseDestroyed();
        this.#turnStart = resumedAt = performance.now();
      }
      if (time === 0) between = callsBetweenChecks(calls.length, performance.now() - startedAt);
    }
    return elapsedMs + performance.now() - resumedAt;
  }

  #refuseDestroyed(): void {
    if (this.#destroyed)
      throw new EngineError("cancelled", "The run was cancelled: its executor was destroyed.");
  }

  #read({ tensor, offset = 0, length }: ReadRequest): Values {
    const source = this.#tensor(tensor);
    const end = offset + (length ?? source.length - offset);
    invariant(offset >= 0 && end <= source.length, `elements ${offset} to ${end} are in ${tensor}`);
    return source.slice(offset, end);
  }

  #tensor(name: string): Values {
    const tensor = this.#tensors.get(name);
    invariant(tensor, `the program has a tensor ${name}`);
    return tensor;
  }
}

/** Typed arrays keep their type when they are copied, because converting costs more than copying. */
const isValues = (values: ArrayLike<number>): values is Values =>
  values instanceof Float32Array || values instanceof Float64Array || values instanceof Uint32Array;

/** Number of calls to make between two clock checks, if `count` calls take `elapsedMs`. */
function callsBetweenChecks(count: number, elapsedMs: number): number {
  return Math.max(1, Math.floor((CHECK_MS * count) / Math.max(elapsedMs, CHECK_MS / 16)));
}

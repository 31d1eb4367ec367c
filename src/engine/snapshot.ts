/** Everything that training needs to go on, on any engine: on another device, in another worker, or from a step of the past. */
import { EngineError } from "../math/errors.ts";
import type { TensorSpec, Values } from "../kernels/program.ts";
import type { Progress } from "./progress.ts";

/** Of a session. Rates are not in it: they are settings, not state. */
export interface SessionSnapshot {
  /** Updates made, for each network. */
  readonly steps: readonly number[];
  /** Values of every tensor that training carries from one step to the next, by name. */
  readonly tensors: Readonly<Record<string, Values>>;
}

/** Of a run; plain data, as a message or a file may carry it. */
export interface RunSnapshot extends SessionSnapshot {
  readonly step: number;
  /** For each network, for each seed. */
  readonly progress: readonly (readonly Progress[])[];
}

export function byteLengthOf({ tensors }: SessionSnapshot): number {
  return Object.values(tensors).reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** Throws EngineError "bad-input" unless the snapshot has the tensors `specs`, and of `networks` networks. */
export function refuseForeign(
  snapshot: SessionSnapshot,
  specs: readonly TensorSpec[],
  networks: number,
): void {
  const foreign = specs.find(({ name, length }) => snapshot.tensors[name]?.length !== length);
  if (!foreign && snapshot.steps.length === networks) return;
  throw new EngineError(
    "bad-input",
    `This state belongs to another experiment${foreign ? ` (${foreign.name} differs)` : ""}: ` +
      "keep its sizes, networks, optimiser and number of seeds.",
  );
}

/** Memory for the snapshots of one run; the last one is kept in any case. */
const BUDGET_BYTES = 64 * 2 ** 20;
const MOST = 512;

/** The snapshots of one run, evenly over its steps when there is no room for all. */
export class SnapshotLog {
  readonly #budget: number;
  #kept: { readonly snapshot: RunSnapshot; readonly bytes: number }[] = [];

  constructor(budget = BUDGET_BYTES) {
    this.#budget = budget;
  }

  get last(): RunSnapshot | undefined {
    return this.#kept.at(-1)?.snapshot;
  }

  /** Ascending. */
  get steps(): number[] {
    return this.#kept.map(({ snapshot }) => snapshot.step);
  }

  get byteLength(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** It ends what is kept: what was known of its own and of later steps is forgotten. */
  add(snapshot: RunSnapshot): void {
    this.cut(snapshot.step - 1);
    this.#kept.push({ snapshot, bytes: byteLengthOf(snapshot) });
    while (this.#kept.length > 1 && (this.byteLength > this.#budget || this.#kept.length > MOST))
      this.#kept.splice(this.#leastMissed(), 1);
  }

  /** The last one up to a step. */
  upTo(step: number): RunSnapshot | undefined {
    return this.#kept.findLast(({ snapshot }) => snapshot.step <= step)?.snapshot;
  }

  /** Forgets what is later than a step. */
  cut(step: number): void {
    this.#kept = this.#kept.filter(({ snapshot }) => snapshot.step <= step);
  }

  clear(): void {
    this.#kept = [];
  }

  /** The one whose neighbours are closest to each other; the first where there are only two. */
  #leastMissed(): number {
    const { steps } = this;
    let least = 0;
    let gap = Infinity;
    for (let i = 1; i < steps.length - 1; i++) {
      const between = (steps[i + 1] as number) - (steps[i - 1] as number);
      if (between < gap) [least, gap] = [i, between];
    }
    return least;
  }
}

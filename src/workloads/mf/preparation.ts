/**
 * Reports how far the preparation of a run has come, part by part, and estimates the remaining time from the
 * parts done so far.
 */
import type { Experiment, NetworkName } from "../../experiment/experiment.ts";
import { NETWORKS } from "../../network/networks.ts";
import type { RunInputs } from "../../training/plan.ts";

type Tell = RunInputs<Experiment>["tell"];

/** Operations per second assumed until enough work has been measured. */
const USUAL = 3e9;
const KNOWN_SHARE = 0.2;

export class Preparation {
  readonly #tell: Tell;
  readonly #seeds: number;
  /** Approximate number of operations of each part. */
  readonly #work: readonly number[];
  readonly #startedAt = performance.now();
  #done = -1;

  /** The parts: data, each seed's problem, each seed's networks, and the engine. */
  constructor(experiment: Experiment, tell: Tell) {
    const { networks, seeds } = experiment;
    this.#tell = tell;
    this.#seeds = seeds;
    const bySeed = <T>(parts: readonly T[]): T[] => Array.from({ length: seeds }, () => parts).flat();
    const { entries } = sizeOf(experiment);
    this.#work = [
      entries,
      ...bySeed([300 * entries]),
      ...bySeed(networks.map((id, i) => workOf(experiment, id, i === 0))),
      100 * experiment.depth * entries,
    ];
  }

  readonly data = (): void => this.#begin("reading the data");

  readonly problem = (b: number): void =>
    this.#begin(
      this.#seeds > 1 ? `making the problem of seed ${b + 1} of ${this.#seeds}` : "making the problem",
    );

  readonly network = (id: NetworkName, b: number): void => {
    const network = NETWORKS[id].label;
    this.#begin(
      this.#seeds > 1
        ? `initializing ${network}, seed ${b + 1} of ${this.#seeds}`
        : `initializing ${network}`,
    );
  };

  readonly engine = (): void => this.#begin("compiling the kernels");

  #begin(what: string): void {
    this.#done++;
    const sum = (work: readonly number[]): number =>
      work.reduce((total, operations) => total + operations, 0);
    const [done, all] = [sum(this.#work.slice(0, this.#done)), sum(this.#work)];
    const rate = done > KNOWN_SHARE * all ? (1e3 * done) / (performance.now() - this.#startedAt) : USUAL;
    const seconds = (this.#work[this.#done] ?? 0) / rate;
    const secondsLeft = (all - done) / rate;
    this.#tell(what, this.#done, this.#work.length, { seconds, secondsLeft });
  }
}

function sizeOf({ rows, cols, width }: Experiment): { readonly entries: number; readonly cube: number } {
  const side = Math.max(rows, cols);
  return { entries: side * Math.max(side, width), cube: side * Math.max(side, width) * width };
}

/**
 * Approximate number of operations for a network's initialization. The first network's part includes the
 * shared layers. Some networks also need the first gradient and its leading directions.
 */
function workOf(experiment: Experiment, id: NetworkName, isFirst: boolean): number {
  const { entries, cube } = sizeOf(experiment);
  const layers = isFirst ? 3 * experiment.depth * cube : 0;
  return layers + (NETWORKS[id].needsDirections ? 2 * cube + 2000 * entries : 100 * entries);
}

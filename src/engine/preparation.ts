/** How far a run is prepared, told part by part: counted, not timed, since a part may take much longer than another. */
import type { Experiment, NetworkName } from "../experiment/experiment.ts";
import { NETWORKS } from "../network/networks.ts";

export interface Preparing {
  /** What is being done. */
  readonly what: string;
  /** Parts done before it. */
  readonly done: number;
  readonly total: number;
}

export class Preparation {
  readonly #tell: (preparing: Preparing) => void;
  readonly #seeds: number;
  readonly #total: number;
  #done = -1;

  /** Data, for each seed its problem and each network, and the engine. */
  constructor({ networks, seeds }: Experiment, tell: (preparing: Preparing) => void) {
    this.#tell = tell;
    this.#seeds = seeds;
    this.#total = 2 + seeds * (1 + networks.length);
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
        ? `making the start of ${network}, seed ${b + 1} of ${this.#seeds}`
        : `making the start of ${network}`,
    );
  };

  readonly engine = (): void => this.#begin("compiling the kernels");

  #begin(what: string): void {
    this.#done++;
    this.#tell({ what, done: this.#done, total: this.#total });
  }
}

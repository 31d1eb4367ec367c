/** How far a run is prepared, told part by part: counted, not timed, since a part may take much longer than another. */
import { sentence, type Sentence } from "../math/sentence.ts";
import type { Experiment, NetworkName } from "../experiment/experiment.ts";
import { NETWORKS } from "../network/networks.ts";

export interface Preparing {
  /** What is being done. */
  readonly what: Sentence;
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

  readonly data = (): void => this.#begin(sentence("reading the data"));

  readonly problem = (b: number): void =>
    this.#begin(
      this.#seeds > 1
        ? sentence("making the problem of seed {b} of {seeds}", { b: b + 1, seeds: this.#seeds })
        : sentence("making the problem"),
    );

  readonly network = (id: NetworkName, b: number): void => {
    const network = NETWORKS[id].label;
    this.#begin(
      this.#seeds > 1
        ? sentence("making the start of {network}, seed {b} of {seeds}", {
            network,
            b: b + 1,
            seeds: this.#seeds,
          })
        : sentence("making the start of {network}", { network }),
    );
  };

  readonly engine = (): void => this.#begin(sentence("compiling the kernels"));

  #begin(what: Sentence): void {
    this.#done++;
    this.#tell({ what, done: this.#done, total: this.#total });
  }
}

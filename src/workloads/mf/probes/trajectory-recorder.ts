/** Records a run's trajectory within a fraction of the training time, and reports it now and then. */
import type { Experiment } from "../../../experiment/experiment.ts";
import { TimeBudget } from "../../../training/time-budget.ts";
import { TrajectoryPca, type Path } from "./trajectory-pca.ts";
import type { Session } from "../session.ts";
import type { Training } from "../training.ts";

/** Records at most one point per round. */
const RECORDING = { fraction: 0.02, intervalMs: 40 };
const TELLING = { fraction: 0.01, intervalMs: 250 };

export class TrajectoryRecorder {
  readonly #log: TrajectoryPca;
  readonly #recording = new TimeBudget(RECORDING);
  readonly #telling = new TimeBudget(TELLING);

  /**
   * Uses the principal components of the original's trajectory, or of the first network's if there is no
   * original.
   */
  constructor({ networks }: Experiment, { problems }: Training) {
    const [problem] = problems as [Training["problems"][number]];
    this.#log = new TrajectoryPca(Math.max(0, networks.indexOf("original")), problem.target);
  }

  get isDue(): boolean {
    return this.#recording.isDue;
  }

  /** Makes a record due again, whatever the last one cost. */
  restart(): void {
    this.#recording.restart();
  }

  /**
   * Records f of the last forward pass for the first seed. Returns the trajectory if it is due or `must` is true.
   */
  async record(session: Session, step: number, must: boolean): Promise<Path | undefined> {
    const started = performance.now();
    const f = await session.allEndToEnd();
    this.#log.add(
      step,
      f.map(({ data }) => Float32Array.from(data)),
    );
    this.#recording.done(started);
    if (!must && !this.#telling.isDue) return undefined;
    const begun = performance.now();
    const path = this.#log.path();
    this.#telling.done(begun);
    return path;
  }
}

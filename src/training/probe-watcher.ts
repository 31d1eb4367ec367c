/**
 * Runs a workload's probes. During training each gets its fraction of the time; on a pause all of them run.
 * In an unseen run they run only when `probe` is called.
 */
import { TimeBudget } from "./time-budget.ts";
import type { Watcher } from "./runner.ts";
import type { ModelSession } from "./session.ts";
import type { Probe } from "./workload.ts";

/** Reports a probe's payload, under the probe's id. */
type Tell = (step: number, model: number, payload: Readonly<Record<string, unknown>>) => void;

export class ProbeWatcher implements Watcher {
  /** Not used here, because every probe is always wanted. */
  wantsFactors = false;
  readonly #session: ModelSession;
  readonly #tell: Tell;
  readonly #probes: () => readonly Probe[];
  readonly #scheduled: readonly { readonly probe: Probe; readonly budget: TimeBudget; next: number }[];

  constructor(session: ModelSession, probes: () => readonly Probe[], isUnseen: boolean, tell: Tell) {
    this.#session = session;
    this.#tell = tell;
    this.#probes = probes;
    this.#scheduled = isUnseen
      ? []
      : probes().map((probe) => ({ probe, budget: new TimeBudget(probe.budget), next: 0 }));
  }

  restart(): void {
    for (const { probe, budget } of this.#scheduled) budget.restart(probe.budget.intervalMs);
  }

  async probeDue(step: number): Promise<void> {
    const all = [...this.#session.plan.models.keys()];
    for (const entry of this.#scheduled) {
      if (!entry.budget.isDue) continue;
      const started = performance.now();
      for (const model of entry.probe.inTurn ? [entry.next] : all)
        await this.#measure(entry.probe, model, step);
      entry.next = (entry.next + 1) % all.length;
      entry.budget.done(started);
    }
  }

  useIdleTime(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async show(step: number): Promise<void> {
    for (const { probe, budget } of this.#scheduled) {
      const started = performance.now();
      for (const model of this.#session.plan.models.keys()) await this.#measure(probe, model, step);
      budget.done(started);
    }
  }

  async probe(step: number): Promise<void> {
    for (const probe of this.#probes())
      for (const model of this.#session.plan.models.keys()) await this.#measure(probe, model, step);
  }

  end(): void {
    // Probes leave no work for idle time.
  }

  /** There is nothing else to show. */
  showFactors(): Promise<void> {
    return Promise.resolve();
  }

  showSpectra(): Promise<void> {
    return Promise.resolve();
  }

  async #measure(probe: Probe, model: number, step: number): Promise<void> {
    const probed = { step, run: this.#session.read.bind(this.#session) };
    const payload = await probe.measure(probed, model);
    if (payload !== undefined) this.#tell(step, model, { [probe.id]: payload });
  }
}

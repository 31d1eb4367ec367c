/**
 * Runs a workload's probes. During training, each probe gets its fraction of the time. During a pause, all of them run
 * until training continues; the remaining ones then run in idle time. In an unseen run, probes run only when `probe` is
 * called.
 */
import { macrotask } from "../core/macrotask.ts";
import { TimeBudget } from "./time-budget.ts";
import type { ViewEvents, Watcher } from "./runner.ts";
import type { ModelSession } from "./session.ts";
import type { Probe } from "./plan.ts";

export class ProbeWatcher implements Watcher {
  /** Has no effect here, because every probe is always wanted. */
  wanted: ReadonlySet<string> = new Set();
  readonly #session: ModelSession;
  readonly #events: ViewEvents;
  readonly #probes: () => readonly Probe[];
  readonly #scheduled: readonly { readonly probe: Probe; readonly budget: TimeBudget; next: number }[];
  /** The measurements that the last pause has left to do. */
  #owed: { readonly probe: Probe; readonly models: readonly number[] }[] = [];
  /** The step of the first test; 0 if nothing is tested. */
  readonly #firstTest: number;

  constructor(session: ModelSession, probes: () => readonly Probe[], isUnseen: boolean, events: ViewEvents) {
    this.#session = session;
    this.#events = events;
    this.#probes = probes;
    const gaps = session.plan.models.flatMap(({ evaluations }) => evaluations.map(({ every }) => every));
    this.#firstTest = gaps.length > 0 ? Math.min(...gaps) : 0;
    this.#scheduled = isUnseen
      ? []
      : probes().map((probe) => ({ probe, budget: new TimeBudget(probe.budget), next: 0 }));
  }

  restart(): void {
    for (const { probe, budget } of this.#scheduled) budget.restart(probe.budget.intervalMs);
  }

  isDue(): boolean {
    return this.#scheduled.some(({ budget }) => budget.isDue);
  }

  async probeDue(step: number): Promise<void> {
    const all = [...this.#session.plan.models.keys()];
    for (const entry of this.#scheduled) {
      if (!entry.budget.isDue) continue;
      const started = performance.now();
      await this.#measure(entry.probe, entry.probe.inTurn ? [entry.next] : all, step);
      entry.next = (entry.next + 1) % all.length;
      entry.budget.done(started);
    }
  }

  /** Does nothing before the first test after step 0, because the curve, which begins with this test, comes first. */
  async useIdleTime(step: number): Promise<boolean> {
    return step >= this.#firstTest && (await this.#makeNext(step));
  }

  /** Makes the next remaining measurement. Returns false if there is none. */
  async #makeNext(step: number): Promise<boolean> {
    const [first] = this.#owed;
    if (!first) return false;
    this.#owed = this.#owed.slice(1);
    await this.#measure(first.probe, first.models, step);
    // Lets the engine receive messages from the page.
    await macrotask();
    return true;
  }

  /** Does nothing, because every probe may take a while. `showSlow` runs them. */
  show(): Promise<void> {
    return Promise.resolve();
  }

  async probe(step: number): Promise<void> {
    for (const { probe, models } of this.#portions(this.#probes())) await this.#measure(probe, models, step);
  }

  end(): void {
    this.#owed = [];
  }

  /** Does nothing, because there is nothing to show besides the probes. */
  showWanted(): Promise<void> {
    return Promise.resolve();
  }

  /** Runs every probe. If they are no longer wanted, the rest runs in idle time. */
  async showSlow(step: number, isWanted: () => boolean): Promise<void> {
    this.#owed = this.#portions(this.#scheduled.map(({ probe }) => probe));
    await macrotask();
    while (isWanted() && (await this.#makeNext(step)));
  }

  /** The measurements to make one by one: of all models together unless they take turns. */
  #portions(probes: readonly Probe[]): { readonly probe: Probe; readonly models: readonly number[] }[] {
    const all = [...this.#session.plan.models.keys()];
    return probes.flatMap((probe) =>
      (probe.inTurn ? all.map((model) => [model]) : [all]).map((models) => ({ probe, models })),
    );
  }

  /** Reports the models together, so that the page never compares views of different steps. */
  async #measure(probe: Probe, models: readonly number[], step: number): Promise<void> {
    const probed = { step, run: this.#session.read.bind(this.#session) };
    const views = [];
    for (const network of models) {
      const measured = await probe.measure(probed, network);
      if (measured) views.push({ network, ...measured });
    }
    if (views.length > 0) this.#events.views(step, views);
  }
}

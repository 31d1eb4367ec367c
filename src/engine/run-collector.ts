/** Collects the events of one run for its report, in the package and in a sweep on the page. */
import type { EngineEvent, EngineStatus, NetworkSteps, NetworkView } from "./engine.ts";
import type { Stopped } from "../training/early-stopping.ts";
import { reportOf, type RunReport, type StopReason } from "../training/report.ts";
import type { RunSummary } from "../training/run-summary.ts";

type Failure = Pick<Extract<EngineEvent, { readonly kind: "error" }>, "code" | "message">;
type RatesEvent = Extract<EngineEvent, { readonly kind: "rates" }>;

const withRates = (summary: RunSummary, { experiment, networks }: RatesEvent): RunSummary => ({
  ...summary,
  experiment,
  networks: summary.networks.map((facts, i) => ({ ...facts, ...networks[i] })),
});

export class RunCollector {
  summary: RunSummary | undefined;
  failure: Failure | undefined;
  readonly networks = new Map<string, NetworkSteps>();
  readonly views = new Map<string, NetworkView>();
  status: EngineStatus = "loading";
  #stopped: Stopped | undefined;

  take(event: EngineEvent): void {
    if (event.kind === "loaded" || event.kind === "resumed") this.summary = event.summary;
    else if (event.kind === "rates") this.summary &&= withRates(this.summary, event);
    else if (event.kind === "status") ({ status: this.status, stopped: this.#stopped } = event);
    else if (event.kind === "error") this.failure = event;
    else if (event.kind === "steps") for (const steps of event.networks) this.networks.set(steps.id, steps);
    else if (event.kind === "views")
      for (const view of event.networks) this.views.set(view.id, { ...this.views.get(view.id), ...view });
  }

  /** Number of steps that all networks have completed. */
  get step(): number {
    const steps = [...this.networks.values()].map(({ progress }) => progress.step);
    return steps.length > 0 ? Math.min(...steps) : 0;
  }

  /** Why the run stopped: it ended by itself, or it was told to stop. */
  get stopReason(): StopReason {
    if (this.status === "diverged") return "diverged";
    if (this.status === "stopped") return "rule";
    return this.status === "finished" ? "steps" : "interrupted";
  }

  /** The report of the run so far. Undefined until the run has been prepared. */
  report(): RunReport | undefined {
    const { summary, networks, views, stopReason } = this;
    const stopped = this.#stopped;
    return summary && reportOf({ summary, networks, views, stopReason, ...(stopped ? { stopped } : {}) });
  }
}

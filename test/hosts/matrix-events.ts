/** The engine's events for matrix factorization, with the facts and views that this workload adds to them. */
import type { EngineEvent, NetworkSteps } from "../../src/library/api.ts";
import type { Experiment, NetworkName } from "../../src/workloads/mf/config/fields.ts";
import type { Path } from "../../src/workloads/mf/probes/trajectory.ts";
import type { Expected, MatrixSummary, MatrixView, NetworkRate } from "../../src/workloads/mf/summary.ts";

export interface MatrixSteps extends NetworkSteps {
  readonly id: NetworkName;
}

interface Added {
  readonly loaded: { readonly summary: MatrixSummary };
  readonly resumed: { readonly summary: MatrixSummary };
  readonly rates: {
    readonly experiment: Experiment;
    readonly networks: readonly NetworkRate[];
    readonly expected?: Expected;
  };
  readonly steps: { readonly networks: readonly MatrixSteps[] };
  readonly views: { readonly networks: readonly MatrixView[] };
  readonly path: { readonly path: Path };
}

type With<E extends EngineEvent> = E["kind"] extends keyof Added
  ? Omit<E, keyof Added[E["kind"]]> & Added[E["kind"]]
  : E;

/** Applies `With` to each kind of event. */
type Each<E> = E extends EngineEvent ? With<E> : never;

export type MatrixEvent = Each<EngineEvent>;

/** The cast is safe for an engine that trains only matrix factorization, as the engine of this page does. */
export const asMatrixEvent = (event: EngineEvent): MatrixEvent => event as MatrixEvent;

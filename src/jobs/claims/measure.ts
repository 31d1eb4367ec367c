/** Trains one run of a claim and takes the figures that its criterion needs. */
import { prepareRun } from "../../engine/prepared-run.ts";
import { WORKLOADS, workloadOf } from "../../engine/workloads.ts";
import { configOf, type Claim, type ClaimRun, type RunResult } from "../../experiment/claims/claim.ts";
import { invariant } from "../../core/errors.ts";
import { isRunCheckpoint, type RunCheckpoint } from "../../training/checkpoint.ts";
import { EarlyStopping } from "../../training/early-stopping.ts";
import { addSteps, emptyLog, lengthOf, type ModelLog } from "../../training/model-log.ts";
import type { RunConfig } from "../../training/plan.ts";
import { figuresOf } from "../../training/report.ts";
import { ProbeWatcher } from "../../training/probe-watcher.ts";
import { Runner, type ViewEvents } from "../../training/runner.ts";
import type { NetworkSteps } from "../../training/seeds.ts";
import type { Columns } from "../../workloads/workload.ts";
import type { SessionOpener } from "./open-session.ts";

/** Metrics of one model at some steps. */
export interface RecordedCurve {
  readonly label: string;
  readonly seed: number;
  readonly id: string;
  readonly name: string;
  readonly step: readonly number[];
  readonly columns: Columns;
}

export interface Measured {
  readonly result: RunResult;
  readonly curves: readonly RecordedCurve[];
}

/** A run's state. It is enough for another process to continue the run. */
export interface MeasureState {
  /** Step of the next probe. */
  readonly step: number;
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly models: readonly ModelLog[];
  readonly checkpoint: RunCheckpoint;
}

/** Whether a value from a file has the form of a MeasureState. May throw on other values. */
export const isMeasureState = ({ step, values, models, checkpoint }: MeasureState): boolean =>
  step >= 0 &&
  Object.values(values).every(Array.isArray) &&
  isRunCheckpoint(checkpoint, { last: Infinity, networks: models.length, seeds: 1 }) &&
  models.every(({ columns }, i) =>
    // The metrics of the checkpoint's own step are there if it was evaluated.
    Object.values(columns).every(({ length }) => [0, 1].includes(length - (checkpoint.steps[i] ?? NaN))),
  );

interface Watch {
  /** Called after each round of training. The run ends as soon as it returns false. */
  readonly onStep: (step: number, ofSteps: number) => boolean;
  /** Called from time to time, and at the end of a run that ended early. */
  readonly onState?: (state: MeasureState) => void;
  /** The state in which an earlier process stopped. */
  readonly from?: MeasureState | undefined;
}

const PROBES = 60;
const CURVE_POINTS = 400;

/** Nobody looks at the run: all views are skipped. */
const UNSEEN: ViewEvents = { views: () => undefined, path: () => undefined };

/** Undefined if `onStep` ended the run. */
export async function measureRun(
  claim: Pick<Claim, "codec">,
  run: ClaimRun,
  seed: number,
  opener: SessionOpener,
  { onStep, onState, from }: Watch,
  file?: unknown,
): Promise<Measured | undefined> {
  const config = configOf(claim, run, seed) as RunConfig;
  const workload = await workloadOf(config, WORKLOADS);
  const prepared = await prepareRun(workload, { config, load: opener.load, file, tell: () => undefined });
  const session = await opener.open(prepared);
  try {
    const planned = session.plan.models;
    const measuring = workload.measure?.(run, config, prepared.built, session);
    const models: ModelLog[] = from ? structuredClone([...from.models]) : planned.map(emptyLog);
    const last = new Map<string, NetworkSteps>();
    const values: Record<string, number[]> = structuredClone(from?.values as Record<string, number[]>) ?? {};
    let step = from?.step ?? 0;
    let isEnded = false;

    const take = (steps: NetworkSteps): void => {
      const log = models[planned.findIndex(({ id }) => id === steps.id)];
      invariant(log, `${steps.id} is a model of the run`);
      last.set(steps.id, steps);
      addSteps(log, steps, (metrics) => measuring?.isEnough?.(metrics) ?? false);
    };
    const runner: Runner = new Runner(
      session,
      {
        steps: (round) => {
          round.forEach(take);
          isEnded ||= !onStep(runner.step, config.steps);
          if (isEnded) runner.stop();
        },
        checkpoint: (checkpoint) => onState?.({ step, values, models, checkpoint }),
      },
      new EarlyStopping(config, planned),
      new ProbeWatcher(session, () => [], true, UNSEEN),
      (model) => models[model]?.isDone ?? false,
    );
    if (from) runner.restore(from.checkpoint);
    const every = measuring?.probe ? Math.max(1, Math.ceil(config.steps / PROBES)) : config.steps;
    for (; ; step = Math.min(step + every, config.steps)) {
      await runner.run(step);
      if (isEnded) {
        await runner.keep();
        return undefined;
      }
      invariant(!runner.stopped, "a claim's run has no stopping rule of its own");
      const isOver = step === config.steps || runner.done;
      if (measuring?.probe || isOver) await runner.show();
      const columns = models.map((model) => model.columns);
      const probed = (await measuring?.probe?.(step, columns)) ?? {};
      for (const [name, value] of Object.entries(probed)) (values[name] ??= []).push(value);
      if (isOver) break;
    }
    return {
      result: {
        label: run.label,
        seed,
        models: planned.map(({ id, cost, headline }, i) => {
          const { columns = {}, msPerStep = NaN } = models[i] ?? {};
          const own =
            measuring?.figures?.(columns, last.get(id)?.progress) ?? lastFigures(last.get(id), headline);
          return { id, metrics: { ...own, flopsPerStep: cost.flopsPerStep, msPerStep } };
        }),
        facts: measuring?.facts ?? {},
        values,
      },
      curves: planned.map(({ id, label: name }, i) => ({
        label: run.label,
        seed,
        id,
        name,
        ...thinned(models[i]?.columns ?? {}),
      })),
    };
  } finally {
    session.destroy();
  }
}

/** The metrics after the last step, and the best value of the headline metric. */
function lastFigures(last: NetworkSteps | undefined, headline: string): Record<string, number | null> {
  const figures = Object.entries(last ? figuresOf(last, headline, {}) : {});
  return Object.fromEntries(figures.map(([name, [value = null]]) => [name, value]));
}

/** Some of the points, with the last one. */
function thinned(columns: Columns): Pick<RecordedCurve, "step" | "columns"> {
  const end = lengthOf(columns) - 1;
  const every = Math.max(1, Math.ceil(end / CURVE_POINTS));
  const step = Array.from({ length: end + 1 }, (_, t) => t).filter((t) => t % every === 0 || t === end);
  const kept = Object.entries(columns).map(([id, column]) => [id, step.map((t) => column[t] ?? NaN)]);
  return { step, columns: Object.fromEntries(kept) as Columns };
}

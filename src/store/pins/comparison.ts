/**
 * Runs a claim's comparison in the page's own engine. Each arm is loaded, trained to its stop, and measured
 * as in `dmf reproduce`. Then it is pinned, and the next arm starts. After the last arm the claim's own
 * criterion judges the results.
 */
import type { StoreApi } from "zustand/vanilla";
import type { Engine } from "../../library/api.ts";
import { measureErrors } from "../../workloads/mf/claims/measure.ts";
import { addSteps, emptyLog, type ModelLog } from "../../training/model-log.ts";
import type { MatrixSummary } from "../../workloads/mf/summary.ts";
import { verdictWord, type ModelResult, type RunResult } from "../../experiment/claims/claim.ts";
import type { Arm, Comparison } from "../../experiment/claims/comparison.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { encodeLink } from "../../workloads/mf/config/link.ts";
import type { Actions } from "../actions.ts";
import { formatCount } from "../format.ts";
import { asMatrixEvent, type MatrixSteps } from "../matrix-events.ts";
import { type PinActions, isArmPin, MAX_PINS } from "./pins.ts";
import type { Matrix, PlaygroundState } from "../kinds/matrix-state.ts";

export interface ComparisonActions {
  /** Trains all arms. Pinned arms of an earlier comparison are removed to make room. */
  readonly runComparison: (comparison: Comparison) => Promise<void>;
  /** Ends the comparison and pauses. The arms trained so far stay pinned. */
  readonly stopComparison: () => void;
}

/** The measurement of the arm that is training. */
interface Measuring extends ReturnType<typeof measureErrors> {
  readonly summary: MatrixSummary;
  readonly logs: ReadonlyMap<string, ModelLog>;
}

interface Active {
  readonly comparison: Comparison;
  readonly results: RunResult[];
  at: number;
  measuring?: Measuring | undefined;
  /** Whether every network has met the arm's stop, and the page has asked for a pause. */
  isStopping: boolean;
  isDone: boolean;
}

/** Experiments that agree in these settings learn the same matrix, or matrices of the same kind. */
const PROBLEM = ["task", "data", "file", "rows", "cols"] as const;

export function createComparisons(
  store: StoreApi<PlaygroundState>,
  engine: Pick<Engine, "subscribe">,
  { open, pause }: Pick<Actions<Matrix>, "open" | "pause">,
  { pinArm, unpinArms }: Pick<PinActions, "pinArm" | "unpinArms">,
  announce: (text: string) => void,
): ComparisonActions {
  let active: Active | undefined;

  const armNow = ({ comparison, at }: Active): Arm => comparison.arms[at] as Arm;
  const configNow = (now: Active): Experiment => armNow(now).config as Experiment;
  const isOf = (experiment: PlaygroundState["config"], now: Active): boolean =>
    encodeLink(experiment) === encodeLink(configNow(now));
  const end = (): void => {
    active = undefined;
    store.setState({ comparison: undefined });
  };

  // If the user opens or changes an experiment, the comparison ends. If the problem changes, the arms cannot be
  // compared with the new run and are unpinned.
  store.subscribe(({ config }, before) => {
    if (!active || config === before.config || isOf(config, active)) return;
    end();
    if (PROBLEM.some((name) => config[name] !== before.config[name])) void unpinArms();
  });

  const startArm = (now: Active): void => {
    now.measuring = undefined;
    now.isStopping = false;
    open(configNow(now), "play", now.at === 0 ? "push" : "replace");
    store.setState({ comparison: { ...now.comparison, at: now.at } });
  };

  const endArm = (now: Active, measuring: Measuring): void => {
    const { comparison, results, at } = now;
    const { run } = armNow(now);
    results.push(resultOf(armNow(now), measuring));
    if (at < comparison.arms.length - 1) {
      pinArm(comparison.claim.id, at, run.label);
      now.at++;
      startArm(now);
      return;
    }
    now.isDone = true;
    const judgement = comparison.claim.judge(results);
    store.setState({ comparison: { ...comparison, at, judgement } });
    announce(`The comparison has finished. Its verdict: ${verdictWord(judgement)}.`);
  };

  const takeSteps = (now: Active, measuring: Measuring, networks: readonly MatrixSteps[]): void => {
    const { logs } = measuring;
    for (const steps of networks) {
      const log = logs.get(steps.id);
      if (log) addSteps(log, steps, (metrics) => measuring.isEnough(metrics));
    }
    if (now.isStopping || ![...logs.values()].every(({ isDone }) => isDone)) return;
    now.isStopping = true;
    pause();
  };

  engine.subscribe((reported) => {
    const event = asMatrixEvent(reported);
    if (!active || active.isDone) return;
    if (event.kind === "loaded") {
      const { summary } = event;
      if (!isOf(summary.experiment, active)) return;
      const measured = measureErrors(armNow(active).run, summary.norms);
      const logs = new Map(summary.networks.map(({ id }) => [id, emptyLog()]));
      active.measuring = { summary, ...measured, logs };
      return;
    }
    if (event.kind === "status" && event.status === "failed") end();
    const measuring = active?.measuring;
    if (!active || !measuring) return;
    if (event.kind === "steps") takeSteps(active, measuring, event.networks);
    else if (event.kind === "status") {
      const { status } = event;
      if (status === "finished" || status === "stopped" || status === "diverged") endArm(active, measuring);
      else if (status === "paused" && active.isStopping) endArm(active, measuring);
    }
  });

  return {
    async runComparison(comparison) {
      await unpinArms();
      const { length } = store.getState().pins.filter((pin) => !isArmPin(pin));
      const needed = comparison.arms.length - 1;
      if (length + needed > MAX_PINS) {
        store.setState({
          notice: {
            message: `The comparison was not started: it pins ${formatCount(needed)} ${needed === 1 ? "run" : "runs"}, but there is room for only ${formatCount(MAX_PINS - length)}. Unpin some runs first.`,
          },
        });
        return;
      }
      active = { comparison, results: [], at: 0, isStopping: false, isDone: false };
      startArm(active);
    },
    stopComparison() {
      if (active && !active.isDone) pause();
      end();
    },
  };
}

function resultOf({ run, seed }: Arm, { summary, logs, figures }: Measuring): RunResult {
  return {
    label: run.label,
    seed,
    models: summary.networks.flatMap(({ id, flopsPerStep }): ModelResult[] => {
      const log = logs.get(id);
      if (!log) return [];
      return [{ id, metrics: { ...figures(log.columns), flopsPerStep, msPerStep: log.msPerStep } }];
    }),
    facts: { ...summary.norms },
  };
}

/**
 * Turns engine events into state: facts and errors at once; values that change every step, at most ten times
 * a second.
 */
import type { StoreApi } from "zustand/vanilla";
import type { EngineEvent, NetworkSteps } from "../library/api.ts";
import { isOscillating, MILESTONES } from "../training/progress.ts";
import type { RunSummary } from "../training/run-summary.ts";
import type { TimeBudgetSetting } from "../training/time-budget.ts";
import { changedNames } from "./config.ts";
import { formatCount } from "./format.ts";
import type { WorkloadKind } from "./kind.ts";
import type { RunData } from "./run-data.ts";
import { RoundTimes } from "./run/round-times.ts";
import {
  hasRun,
  noticeBut,
  type Config,
  type Failure,
  type NoticeNow,
  type Run,
  type State,
} from "./state.ts";
import { createThrottle } from "./timing.ts";

type EventOf<Kind> = Extract<EngineEvent, { readonly kind: Kind }>;

export function createListener(
  kind: WorkloadKind,
  store: StoreApi<State>,
  data: RunData,
  announce: (text: string) => void,
  publishing: TimeBudgetSetting,
): (event: EngineEvent) => void {
  const latest = new Map<string, NetworkSteps>();
  const times = new Map<string, RoundTimes>();
  /** Models whose oscillation has already been announced. */
  const oscillating = new Set<string>();
  let step = 0;
  let viewsVersion = 0;
  /**
   * The models at the step of the last frame, while training. The page shows this step, so that errors and views belong
   * to the same one.
   */
  let framed: { readonly step: number; readonly latest: typeof latest } | undefined;
  /** Whether the run has had the same settings at every step. */
  let isUniform = true;

  const publish = createThrottle(() => {
    const shown = framed ?? { step, latest };
    data.publish();
    store.setState(({ run, version, measured }) => {
      const models = (run?.models ?? []).map((facts) => {
        const last = shown.latest.get(facts.id);
        return {
          ...facts,
          progress: last?.progress,
          progressBySeed: last?.progressBySeed ?? [],
          msPerStep: last && isWarm(last) ? last.msPerStep : NaN,
          msSpread: times.get(facts.id)?.spread ?? NaN,
        };
      });
      return {
        version: version + 1,
        viewsVersion,
        step: shown.step,
        models,
        measured: measuredStep({ run, models }) ?? measured,
      };
    });
  }, publishing);
  const isTraining = (): boolean => store.getState().status === "running";
  const publishNow = (): void => {
    publish.request();
    publish.flush();
  };

  const nameOf = (id: string): string =>
    kind.nameOf?.(id) ?? store.getState().run?.models.find((model) => model.id === id)?.label ?? id;

  const show = (run: Run): void => {
    store.setState({ run, failure: undefined });
    publishNow();
  };

  const start = (summary: RunSummary): void => {
    data.start(summary);
    viewsVersion++;
    latest.clear();
    times.clear();
    oscillating.clear();
    step = 0;
    store.setState({ lookingAt: undefined, modelsThen: undefined });
    beginAnew();
    show(runOf(kind, summary));
  };

  /** The run is at step 0, so earlier settings no longer matter. */
  const beginAnew = (): void => {
    isUniform = true;
    store.setState((state) => ({ returnableFrom: 0, retuned: undefined, ...noticeBut(state, "branch") }));
  };

  /** Continues the run from a step and keeps its earlier results. */
  const resume = (summary: RunSummary, atStep: number): void => {
    const before = store.getState().run;
    if (before === undefined) start(summary);
    data.resume(summary);
    step = atStep;
    const run = runOf(kind, summary);
    isUniform &&= !before || continues(kind, before.config, run.config);
    // The engine has forgotten earlier settings, and would repeat the earlier steps with the current ones.
    if (!isUniform) store.setState({ returnableFrom: atStep });
    show(atStep > 0 && !isUniform ? (kind.unpredicted?.(run) ?? run) : run);
  };

  /** Settings that only views read do not affect training, so their changes are left out. */
  const retune = ({ kind: _kind, experiment, networks, ...facts }: EventOf<"rates">): void => {
    const { run, retuned } = store.getState();
    if (step > 0) isUniform = false;
    if (!run) return;
    const config = experiment as Config;
    const isTrained = !changedNames(run.config, config).every((name) => kind.viewed?.includes(name));
    const { models, ...others } = kind.unpredicted?.(run) ?? run;
    store.setState({
      ...(step > 0 &&
        isTrained && {
          retuned: {
            firstStep: retuned?.firstStep ?? step,
            lastStep: step,
            before: retuned?.before ?? run.config,
          },
        }),
      run: {
        ...others,
        ...facts,
        config,
        models: models.map((model, i) => ({ ...model, ...networks[i] })),
      },
    });
    publishNow();
  };

  const takeSteps = (steps: NetworkSteps): void => {
    const before = latest.get(steps.id)?.progress;
    const { progress, id } = steps;
    data.append(steps);
    latest.set(id, steps);
    if (!steps.isRetraced) {
      const own = times.get(id) ?? new RoundTimes();
      times.set(id, own);
      own.take(progress.step, steps.msPerStep);
    }
    if (!progress.diverged) step = progress.step;
    if (!before || steps.isRetraced) return;
    if (progress.diverged && !before.diverged)
      announce(`${nameOf(id)} diverged at ${kind.stepName} ${formatCount(progress.step)}.`);
    if (!kind.spoken) return;
    if (isOscillating(progress) && !oscillating.has(id)) {
      oscillating.add(id);
      announce(`${nameOf(id)} oscillates: its error goes up and down.`);
    }
    for (const milestone of MILESTONES) {
      const at = progress.iterationsTo[milestone];
      if (at !== null && before.iterationsTo[milestone] === null)
        announce(`${nameOf(id)} reached ${kind.spoken.error} ${milestone} at step ${formatCount(at)}.`);
    }
  };

  const takeStatus = ({ status, step: atStep, stopped }: EventOf<"status">): void => {
    if (hasRun({ status })) {
      step = atStep;
      data.cut(step);
      viewsVersion++;
    }
    framed = undefined;
    if (status === "ready" && atStep === 0) beginAnew();
    publishNow();
    store.setState({ status, stopped });
    if (status === "ready" || !hasRun({ status })) store.setState({ isRestarting: false });
    // An offer to replace one experiment does not apply to another.
    if (status === "loading")
      store.setState(({ notice }) => ({
        preparing: undefined,
        failure: undefined,
        notice: notice?.smaller ? undefined : notice,
      }));
    const { run } = store.getState();
    if (status === "finished")
      announce(
        kind.spoken
          ? `Finished. ${kind.spoken.result(store.getState())}`
          : `Finished at ${kind.stepName} ${formatCount(step)}.`,
      );
    else if (run && stopped)
      announce(
        kind.spoken?.stopped(run.config, stopped) ?? `Stopped at ${kind.stepName} ${formatCount(step)}.`,
      );
    else if (status === "paused") announce(`Paused at ${kind.stepName} ${formatCount(step)}.`);
    else if (status === "running") announce("Training.");
  };

  return (event) => {
    switch (event.kind) {
      case "loaded":
        start(event.summary);
        break;
      case "status":
        takeStatus(event);
        break;
      case "resumed":
        resume(event.summary, event.step);
        break;
      case "rates":
        retune(event);
        break;
      case "steps": {
        const hadCurve = data.hasCurve();
        event.networks.forEach(takeSteps);
        if (!framed) publish.request();
        // The first curve is shown at once, although drawing the new run has just taken long.
        if (!hadCurve && data.hasCurve()) publish.flush();
        break;
      }
      case "views":
        if (data.take(event.step, event.networks) && event.step === step && isTraining())
          framed = { step, latest: new Map(latest) };
        viewsVersion++;
        publish.request();
        break;
      case "path":
        data.path = event.path;
        viewsVersion++;
        publish.request();
        break;
      case "checkpoint":
        break;
      case "preparing":
        store.setState({ preparing: event.preparing });
        break;
      case "notice":
        store.setState(({ config, notice }) => ({
          notice: withEarlier(notice, noticeOf(kind, event, config)),
        }));
        break;
      case "error":
        store.setState(({ config }) => ({ failure: failureOf(kind, event, config) }));
        break;
    }
  };
}

export function runOf(
  kind: WorkloadKind,
  { experiment, networks, workload: _workload, facts: _facts, ...rest }: RunSummary,
): Run {
  const run = { ...rest, config: experiment as Config, models: networks };
  return kind.runOf?.(run) ?? run;
}

/** Whether the run keeps all of its settings except the last step. */
const continues = (kind: WorkloadKind, before: Config, after: Config): boolean =>
  kind.encode({ ...before, steps: after.steps }) === kind.encode(after);

/** Undefined until the time per step of every model is known. */
export function measuredStep<C>({
  run,
  models,
}: {
  readonly run: (Pick<Run, "backend"> & { readonly config: C & { readonly seeds: number } }) | undefined;
  readonly models: readonly Pick<State["models"][number], "msPerStep" | "progress">[];
}) {
  const ms = models.reduce((sum, { msPerStep }) => sum + msPerStep, 0) * (run?.config.seeds ?? 1);
  const isWhole = models.every(({ progress }) => !progress?.diverged);
  return run && isWhole && ms > 0 ? { config: run.config, backend: run.backend, ms } : undefined;
}

/**
 * The first steps compile code and fill caches, so the time per step counts only after this many steps or this
 * much time.
 */
const WARM = { steps: 10, ms: 200 };
const isWarm = ({ progress: { step }, msPerStep }: NetworkSteps): boolean =>
  step >= WARM.steps || step * msPerStep >= WARM.ms;

function noticeOf(
  kind: WorkloadKind,
  { code, message: said, room }: EventOf<"notice">,
  config: Config,
): NoticeNow {
  const smaller = room && kind.smaller?.(config, room.allowed / room.needed);
  const message = code === "software-adapter" ? `${said} The “Engine” setting changes this.` : said;
  return { message, about: "engine", ...(smaller && { smaller }) };
}

/**
 * Notices that the user has not dismissed stay readable: first the engine's restart, then why this engine was
 * chosen.
 */
function withEarlier(earlier: NoticeNow | undefined, notice: NoticeNow): NoticeNow {
  if (!earlier || earlier.message.includes(notice.message)) return earlier ?? notice;
  return { ...earlier, ...notice, message: `${earlier.message} ${notice.message}` };
}

/** If the available memory is unknown, the offer is half of what was requested. */
const PERHAPS = 0.5;

function failureOf(kind: WorkloadKind, { code, message, room }: EventOf<"error">, config: Config): Failure {
  if (code !== "over-limit" && code !== "out-of-memory") return { code, message };
  const smaller = kind.smaller?.(config, room ? room.allowed / room.needed : PERHAPS);
  if (!smaller) return { code, message };
  return { code, message, smaller, ...(room ? {} : { isGuess: true }) };
}

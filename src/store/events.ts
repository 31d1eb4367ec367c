/**
 * Turns engine events into state: facts and errors at once; values that change every step, at most ten times
 * a second.
 */
import type { EngineEvent } from "../library/api.ts";
import { isOscillating, MILESTONES } from "../training/progress.ts";
import type { Experiment, NetworkName } from "../experiment/experiment.ts";
import { encodeLink } from "../experiment/link.ts";
import { smallerToFit } from "../experiment/smaller.ts";
import type { StoreApi } from "zustand/vanilla";
import { formatCount } from "./format.ts";
import { asMatrixEvent, type MatrixEvent, type MatrixSteps } from "./matrix-events.ts";
import { headline, shortName } from "./run/headline.ts";
import { measuredStep } from "./run/pace.ts";
import { RoundTimes } from "./run/round-times.ts";
import type { RunData } from "./run/run-data.ts";
import {
  hasRun,
  loadedRun,
  noticeBut,
  type Failure,
  type NetworkNow,
  type NoticeNow,
  type PlaygroundState,
  type LoadedRun,
} from "./state.ts";
import { stoppedText } from "./run/stopped.ts";
import { createThrottle } from "./throttle.ts";
import type { MatrixSummary } from "../workloads/mf/summary.ts";
import type { TimeBudgetSetting } from "../training/time-budget.ts";

type ErrorEvent = Extract<MatrixEvent, { readonly kind: "error" }>;
type NoticeEvent = Extract<MatrixEvent, { readonly kind: "notice" }>;
type RatesEvent = Extract<MatrixEvent, { readonly kind: "rates" }>;
type StatusEvent = Extract<MatrixEvent, { readonly kind: "status" }>;

export function createListener(
  store: StoreApi<PlaygroundState>,
  data: RunData,
  announce: (text: string) => void,
  publishing: TimeBudgetSetting,
): (event: EngineEvent) => void {
  const latest = new Map<NetworkName, MatrixSteps>();
  const times = new Map<NetworkName, RoundTimes>();
  /** Networks whose oscillation has already been announced. */
  const oscillating = new Set<NetworkName>();
  let step = 0;
  let viewsVersion = 0;
  /** Whether the run has had the same settings at every step. */
  let isUniform = true;

  const publish = createThrottle(() => {
    store.setState(({ run, version, measured }) => {
      const networks = (run?.models ?? []).map((facts): NetworkNow => {
        const last = latest.get(facts.id);
        return {
          ...facts,
          progress: last?.progress,
          msPerStep: last && isWarm(last) ? last.msPerStep : NaN,
          msSpread: times.get(facts.id)?.spread ?? NaN,
          recentFall: data.recentFall(facts.id),
        };
      });
      return {
        version: version + 1,
        viewsVersion,
        step,
        models: networks,
        measured: measuredStep({ run, models: networks }) ?? measured,
      };
    });
  }, publishing);

  const showFacts = (summary: MatrixSummary): void => {
    store.setState({ run: loadedRun(summary), failure: undefined });
    publish.request();
    publish.flush();
  };

  const start = (summary: MatrixSummary): void => {
    data.start(summary);
    viewsVersion++;
    latest.clear();
    times.clear();
    oscillating.clear();
    step = 0;
    store.setState({ lookingAt: undefined, modelsThen: undefined, entry: undefined });
    beginAnew();
    showFacts(summary);
  };

  /** The run is at step 0, so earlier settings no longer matter. */
  const beginAnew = (): void => {
    isUniform = true;
    store.setState((state) => ({ returnableFrom: 0, ...noticeBut(state, "branch") }));
  };

  /** Continues the run from a step and keeps its earlier results. */
  const resume = (summary: MatrixSummary, atStep: number): void => {
    const before = store.getState().run;
    if (before === undefined) start(summary);
    data.takeProblem(summary);
    step = atStep;
    isUniform &&= !before || continues(before, summary);
    // The engine has forgotten earlier settings, and would repeat the earlier steps with the current ones.
    if (!isUniform) store.setState({ returnableFrom: atStep });
    showFacts(before && atStep > 0 && !isPredictedWith(before, summary) ? unpredicted(summary) : summary);
  };

  const timesOf = (id: NetworkName): RoundTimes => {
    const own = times.get(id) ?? new RoundTimes();
    times.set(id, own);
    return own;
  };

  const takeSteps = (steps: MatrixSteps): void => {
    const before = latest.get(steps.id)?.progress;
    const { progress, id } = steps;
    data.append(steps);
    latest.set(id, steps);
    if (!steps.isRetraced) timesOf(id).take(progress.step, steps.msPerStep);
    if (!progress.diverged) step = progress.step;
    if (!before || steps.isRetraced) return;
    if (progress.diverged && !before.diverged)
      announce(`${shortName(id)} diverged at step ${formatCount(progress.step)}.`);
    if (isOscillating(progress) && !oscillating.has(id)) {
      oscillating.add(id);
      announce(`${shortName(id)} oscillates: its error goes up and down.`);
    }
    for (const milestone of MILESTONES) {
      const at = progress.iterationsTo[milestone];
      if (at !== null && before.iterationsTo[milestone] === null)
        announce(`${shortName(id)} reached recovery error ${milestone} at step ${formatCount(at)}.`);
    }
  };

  const takeStatus = ({ status, step: atStep, stopped }: StatusEvent): void => {
    if (hasRun({ status })) step = atStep;
    if (status === "ready" && atStep === 0) beginAnew();
    publish.request();
    publish.flush();
    store.setState({ status, stopped });
    // An offer to replace one experiment does not apply to another.
    if (status === "loading")
      store.setState(({ notice }) => ({
        preparing: undefined,
        failure: undefined,
        notice: notice?.smaller ? undefined : notice,
      }));
    const { run, models } = store.getState();
    if (status === "finished") announce(`Finished. ${headline(run, models, step).result}`);
    else if (run && stopped) announce(stoppedText(run.config, stopped));
    else if (status === "paused") announce(`Paused at step ${formatCount(step)}.`);
    else if (status === "running") announce("Training.");
  };

  return (reported) => {
    const event = asMatrixEvent(reported);
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
        if (step > 0) isUniform = false;
        store.setState(({ run }) => (run ? { run: withRates(run, event) } : {}));
        publish.request();
        publish.flush();
        break;
      case "steps": {
        const hadCurve = step > 0;
        event.networks.forEach(takeSteps);
        publish.request();
        // The first curve is shown at once, although drawing the new run has just taken long.
        if (!hadCurve && step > 0) publish.flush();
        break;
      }
      case "views":
        data.show(event.step, event.networks);
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
          notice: withEarlier(notice, noticeOf(event, config)),
        }));
        break;
      case "error":
        store.setState(({ config }) => ({ failure: failureOf(event, config) }));
        break;
    }
  };
}

/** Whether the run keeps all of its settings except the last step. */
const continues = (before: LoadedRun, { experiment }: MatrixSummary): boolean =>
  encodeLink({ ...before.config, steps: experiment.steps }) === encodeLink(experiment);

/**
 * Whether the theory's predictions still hold when the run continues with the summary's settings. They assume
 * that no setting except the last step has changed since step 0.
 */
const isPredictedWith = (before: LoadedRun, summary: MatrixSummary): boolean =>
  (before.expected !== undefined || before.models.some(({ aligned }) => aligned)) &&
  continues(before, summary);

function unpredicted({ expected: _expected, ...summary }: MatrixSummary): MatrixSummary {
  return { ...summary, networks: summary.networks.map(({ aligned: _aligned, ...facts }) => facts) };
}

/** Takes the new rates. Replaces the theory's predictions, or removes them if there are none for these rates. */
function withRates(
  { expected: _expected, ...run }: LoadedRun,
  { experiment, networks, expected }: RatesEvent,
): LoadedRun {
  return {
    ...run,
    config: experiment,
    models: run.models.map(({ aligned: _aligned, ...facts }, i) => ({ ...facts, ...networks[i] })),
    ...(expected ? { expected } : {}),
  };
}

/**
 * The first steps compile code and fill caches, so the time per step counts only after this many steps or this
 * much time.
 */
const WARM = { steps: 10, ms: 200 };
const isWarm = ({ progress: { step }, msPerStep }: MatrixSteps): boolean =>
  step >= WARM.steps || step * msPerStep >= WARM.ms;

function noticeOf({ message, room }: NoticeEvent, experiment: Experiment): NoticeNow {
  const smaller = room && smallerToFit(experiment, room.allowed / room.needed);
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

function failureOf({ code, message, room }: ErrorEvent, experiment: Experiment): Failure {
  if (code !== "over-limit" && code !== "out-of-memory") return { code, message };
  const smaller = smallerToFit(experiment, room ? room.allowed / room.needed : PERHAPS);
  if (!smaller) return { code, message };
  return { code, message, smaller, ...(room ? {} : { isGuess: true }) };
}

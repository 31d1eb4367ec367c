/** A workload without its page: state, the run's data, and the user's actions. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RepairedConfig } from "../../experiment/codec.ts";
import type { LessonPlace } from "../../experiment/lessons/course.ts";
import type { Settings } from "../../experiment/lessons/lesson.ts";
import { startEngine as startWorker } from "../../worker/supervisor.ts";
import type { BackendChoice, Engine, EngineEvent, NetworkSteps } from "../../library/api.ts";
import type { RunSummary } from "../../training/run-summary.ts";
import type { PageAddress } from "../address.ts";
import { createAnnouncer } from "../announce.ts";
import { formatCount } from "../format.ts";
import { CANCELLED, cancelledAt, createLoader } from "../loader.ts";
import { keepPins, NO_PIN_STORAGE, type KeptPins, type PinStorage } from "../pins/kept-pins.ts";
import { stepsPerSecond, type Speed } from "../run/speed.ts";
import { hasRun } from "../state.ts";
import type { TimeBudgetSetting } from "../../training/time-budget.ts";
import { ADDRESS_MS, createDebounce, createThrottle, DRAG_MS, publishing } from "../throttle.ts";
import {
  changeConfig,
  decodeAddress,
  encodeAddress,
  encodeConfig,
  isLiveChange,
  presetConfig,
  settingsConfig,
  type WorkloadAddress,
} from "./config.ts";
import type { Config, WorkloadKind, WorkloadPreset } from "./kind.ts";
import { recordOutcomes } from "./outcomes.ts";
import { workloadPinOf } from "./pins.ts";
import type { WorkloadPin, WorkloadRun, WorkloadState } from "./state.ts";
import { WorkloadData } from "./run-data.ts";

export interface WorkloadActions extends Pick<
  KeptPins<WorkloadPin>,
  "pin" | "unpin" | "namePin" | "runFile"
> {
  readonly play: () => void;
  readonly pause: () => void;
  readonly step: (n: number) => void;
  readonly reset: () => void;
  /**
   * Changes some settings. With `dragging`, the run is rebuilt when the control rests. Live settings change
   * the current run; with `anew`, it starts over.
   */
  readonly change: (changes: Readonly<Record<string, unknown>>, how?: "dragging" | "anew") => void;
  readonly choosePreset: (preset: WorkloadPreset) => void;
  /** Opens another config, with a new history entry. */
  readonly open: (config: Config) => void;
  readonly newSeed: () => void;
  readonly chooseSpeed: (speed: Speed) => void;
  readonly chooseBackend: (backend: BackendChoice) => void;
  /** Gives the engine a user file, applies the changes and reloads the run. */
  readonly provide: (file: unknown, changes: Readonly<Record<string, unknown>>) => void;
  /** After a failure, continues the run from its last checkpoint, if there is one, on the given engine. */
  readonly goOn: (backend: BackendChoice) => Promise<void>;
  /** Cancels loading. The previous run comes back, if there is one. */
  readonly cancelLoading: () => void;
  readonly dismiss: () => void;
  readonly link: () => string;
  /** Opens a screen of a lesson beside the page, or closes the lesson. */
  readonly showLesson: (place: LessonPlace | undefined) => void;
  /** Trains with these settings from step 0. */
  readonly run: (settings: Settings) => void;
  /**
   * Pins a saved run and loads its settings without starting to train. Returns an error message if the file
   * cannot be opened.
   */
  readonly openRunFile: (file: Pick<File, "name" | "size" | "text">) => Promise<string | undefined>;
  /** Called when the page shows another workload. Training pauses until this one is shown again. */
  readonly leave: () => void;
  readonly enter: () => void;
}

export interface WorkloadStore {
  readonly kind: WorkloadKind;
  readonly store: StoreApi<WorkloadState>;
  readonly data: WorkloadData;
  readonly actions: WorkloadActions;
}

interface WorkloadHost {
  /** By default an engine in a worker. Tests may replace it. */
  readonly startEngine?: () => Engine;
  readonly address: PageAddress;
  /** Whether the user prefers little motion. If so, nothing moves by itself, and all motion is slow. */
  readonly reducedMotion: boolean;
  /** Keeps the pins between visits. Without it, they are lost when the page closes. */
  readonly pinStorage?: PinStorage;
}

/** The hash of the first preset, which an address without settings opens. */
export const firstHash = (kind: WorkloadKind): string =>
  `#${encodeConfig(kind, presetConfig(kind, kind.presets[0]))}`;

export function createWorkloadStore(
  kind: WorkloadKind,
  { startEngine = startWorker, address, reducedMotion, pinStorage = NO_PIN_STORAGE }: WorkloadHost,
): WorkloadStore {
  const read = (): WorkloadAddress => {
    const { hash } = address;
    return decodeAddress(kind, hash === `#id=${kind.id}` ? firstHash(kind) : hash);
  };
  const encode = (config: Config): string => encodeConfig(kind, config);
  const { config, repairs, lesson } = read();
  const store = createStore<WorkloadState>(() => ({
    config,
    backend: address.backend,
    speed: "watch",
    status: "loading",
    preparing: undefined,
    step: 0,
    isRestarting: false,
    stopped: undefined,
    run: undefined,
    retuned: undefined,
    models: [],
    version: 0,
    viewsVersion: 0,
    pins: [],
    repairs,
    notice: undefined,
    failure: undefined,
    lesson,
    outcomes: new Map(),
    announcement: "",
  }));
  const data = new WorkloadData();
  recordOutcomes(kind, store, data);
  // Beside a lesson, training does not start by itself, because the lesson asks for a prediction first.
  let wantsToPlay = !reducedMotion && !lesson;
  const engine = startEngine();
  const announce = createAnnouncer((announcement) => store.setState({ announcement }));
  engine.subscribe(createListener(kind, store, data, announce, publishing(reducedMotion)));
  const { pin, unpin, namePin, runFile, openRunFile } = keepPins<WorkloadPin>({
    pins: () => store.getState().pins,
    show: (pins) => store.setState({ pins }),
    present(name) {
      const { run } = store.getState();
      return run && workloadPinOf(run, data, name);
    },
    complain: (notice) => store.setState({ notice }),
    announce,
    storage: pinStorage,
    files: async () => (await import("./run-file.ts")).runFiles(kind),
  });

  const loader = createLoader(engine);
  const load = createDebounce(() => loader.request(store.getState()));
  const hash = (): string => {
    const state = store.getState();
    return encodeAddress(kind, state.config, state.lesson);
  };
  const writeAddress = createDebounce(() => address.write(hash(), "replace"));
  let dragging: { readonly from: Config; changes: Readonly<Record<string, unknown>> } | undefined;

  engine.subscribe((event) => {
    if (event.kind !== "loaded" && event.kind !== "resumed") return;
    dragging = undefined;
    const { run, config: wanted } = store.getState();
    if (!isSeen || !run || encode(run.config) !== encode(wanted)) return;
    if (wantsToPlay) void engine.play();
  });

  const take = (repaired: RepairedConfig<Config>, delayMs = 0): void => {
    store.setState(repaired);
    load.request(delayMs);
  };

  const goesOnWith = (next: Config): boolean => {
    const { run, status } = store.getState();
    if (!run || !hasRun({ status }) || load.isPending || loader.busy) return false;
    return isLiveChange(kind, run.config, next);
  };

  /** Testing the model at the start may take seconds. */
  const restart = (): void => {
    store.setState({ isRestarting: true });
    void engine.reset();
  };

  /**
   * Continues the run with other live settings. A run that has ended or diverged starts over, unless only views
   * read the changed setting. With `isAnew`, a run in progress does, too.
   */
  const retune = (repaired: RepairedConfig<Config>, isAnew = false): void => {
    const { run, status, step, models } = store.getState();
    store.setState(repaired);
    void engine.setRates(repaired.config);
    const changed = changedNames(run?.config, repaired.config);
    if (changed.length > 0 && changed.every((name) => kind.viewed?.includes(name))) return;
    const hasEnded = status === "finished" || status === "stopped" || status === "diverged";
    if (!(isAnew && step > 0) && !hasEnded && !models.some(({ progress }) => progress?.diverged)) return;
    restart();
    if (wantsToPlay) void engine.play();
  };

  const open = (next: Config): void => {
    dragging = undefined;
    const repaired = { config: next, repairs: [] };
    if (goesOnWith(next)) retune(repaired);
    else take(repaired);
    address.write(hash(), "push");
  };

  address.onChange(() => {
    const decoded = read();
    store.setState({ repairs: decoded.repairs, lesson: decoded.lesson });
    if (decoded.lesson) wantsToPlay = false;
    if (encode(decoded.config) === encode(store.getState().config)) return;
    dragging = undefined;
    take({ config: decoded.config, repairs: decoded.repairs });
  });

  /**
   * Whether the workload's page is shown. A run that trained when its page was left continues when the page is
   * shown again.
   */
  let isSeen = true;
  let wasTraining = false;
  const actions: WorkloadActions = {
    play() {
      wantsToPlay = true;
      void engine.play();
    },
    pause() {
      wantsToPlay = false;
      void engine.pause();
    },
    step(n) {
      wantsToPlay = false;
      void engine.step(n);
    },
    reset() {
      wantsToPlay = false;
      restart();
    },
    change(changes, how) {
      // Each change of a drag applies to the config before the drag, so that settings that were corrected during
      // the drag come back.
      const from = dragging?.from ?? store.getState().config;
      const all = { ...dragging?.changes, ...changes };
      dragging = how === "dragging" ? { from, changes: all } : undefined;
      const changed = changeConfig(kind, from, all);
      if (goesOnWith(changed.config)) retune(changed, how === "anew");
      else take(changed, how === "dragging" ? DRAG_MS : 0);
      writeAddress.request(ADDRESS_MS);
    },
    choosePreset(preset) {
      open(presetConfig(kind, preset));
    },
    open,
    pin,
    unpin,
    namePin,
    runFile,
    async openRunFile(file) {
      const opened = await openRunFile(file);
      if (typeof opened === "string") return opened;
      actions.pause();
      open(opened.config);
      return undefined;
    },
    newSeed() {
      actions.change({ seed: Math.floor(Math.random() * 1e6) });
    },
    chooseSpeed(speed) {
      store.setState({ speed });
      void engine.setSpeed(stepsPerSecond(speed, store.getState().config.steps));
    },
    chooseBackend(backend) {
      store.setState({ backend, notice: undefined });
      address.writeBackend(backend);
      load.request(0);
    },
    provide(file, changes) {
      void engine.provide(file);
      open(changeConfig(kind, store.getState().config, changes).config);
      load.request(0);
    },
    async goOn(backend) {
      store.setState({ backend, notice: undefined });
      address.writeBackend(backend);
      const { run, config: wanted } = store.getState();
      const isSame = run && encode(run.config) === encode(wanted);
      const from = isSame ? await engine.checkpointAt(Infinity) : undefined;
      loader.request({ ...store.getState(), from });
    },
    cancelLoading() {
      wantsToPlay = false;
      dragging = undefined;
      const { run, step } = store.getState();
      engine.abandonLoad();
      if (!run) {
        store.setState({ status: "failed", failure: { code: "cancelled", message: CANCELLED } });
        return;
      }
      store.setState({ config: run.config, repairs: [], notice: cancelledAt(step) });
      address.write(hash(), "push");
      loader.request({ ...store.getState(), from: engine.checkpointAt(Infinity) });
    },
    dismiss() {
      store.setState({ repairs: [], notice: undefined });
    },
    link: () => address.linkTo(hash()),
    showLesson(place) {
      store.setState({ lesson: place });
      address.write(hash(), "push");
    },
    run(settings) {
      const next = settingsConfig(kind, settings);
      const { run, status, step } = store.getState();
      const isReady = run && hasRun({ status }) && !load.isPending && !loader.busy;
      wantsToPlay = true;
      if (!isReady || encode(run.config) !== encode(next)) {
        dragging = undefined;
        take({ config: next, repairs: [] });
        address.write(hash(), "push");
        return;
      }
      if (step > 0) restart();
      void engine.play();
    },
    leave() {
      const { status } = store.getState();
      isSeen = false;
      wasTraining = status === "running" || (status === "loading" && wantsToPlay);
      writeAddress.flush();
      if (status === "running") void engine.pause();
    },
    enter() {
      isSeen = true;
      if (wasTraining && store.getState().status !== "loading") void engine.play();
      wasTraining = false;
    },
  };
  load.request(0);
  return { kind, store, data, actions };
}

const changedNames = (from: Config | undefined, to: Config): string[] =>
  Object.keys(to).filter((name) => String(from?.[name]) !== String(to[name]));

/**
 * Turns engine events into state: facts and errors at once; values that change every step, at most ten times
 * a second.
 */
function createListener(
  kind: WorkloadKind,
  store: StoreApi<WorkloadState>,
  data: WorkloadData,
  announce: (text: string) => void,
  setting: TimeBudgetSetting,
): (event: EngineEvent) => void {
  const latest = new Map<string, NetworkSteps>();
  let step = 0;
  let viewsVersion = 0;
  const publish = createThrottle(
    () =>
      store.setState(({ run, version }) => ({
        version: version + 1,
        viewsVersion,
        step,
        models: (run?.models ?? []).map((facts) => {
          const last = latest.get(facts.id);
          return {
            ...facts,
            progress: last?.progress,
            progressBySeed: last?.progressBySeed ?? [],
            msPerStep: last?.msPerStep ?? NaN,
          };
        }),
      })),
    setting,
  );
  const publishNow = (): void => {
    publish.request();
    publish.flush();
  };
  /** Settings that only views read do not affect training, so their changes are left out. */
  const retunedBy = (config: Config): Pick<WorkloadState, "retuned"> | undefined => {
    const { run, retuned } = store.getState();
    if (!run || step === 0) return undefined;
    if (changedNames(run.config, config).every((name) => kind.viewed?.includes(name))) return undefined;
    return {
      retuned: {
        firstStep: retuned?.firstStep ?? step,
        lastStep: step,
        before: retuned?.before ?? run.config,
      },
    };
  };
  const show = (summary: RunSummary): void => {
    store.setState({ run: runOf(summary), failure: undefined });
    publishNow();
  };
  /**
   * Whether a curve of the headline metric has two points. A metric that is measured only in tests has few
   * points.
   */
  const hasCurve = (): boolean =>
    (store.getState().run?.models ?? []).some(
      ({ id, headline }) => data.curveOf(id, headline).steps.length > 1,
    );
  const takeSteps = (steps: NetworkSteps): void => {
    const before = latest.get(steps.id);
    data.append(steps);
    latest.set(steps.id, steps);
    const { progress } = steps;
    if (!progress.diverged) step = progress.step;
    else if (before && !before.progress.diverged)
      announce(`${labelOf(store.getState().run, steps.id)} diverged at step ${formatCount(progress.step)}.`);
  };
  return (event) => {
    switch (event.kind) {
      case "loaded":
        latest.clear();
        step = 0;
        store.setState({ retuned: undefined });
        data.start(event.summary.networks.map(({ id }) => id));
        show(event.summary);
        break;
      case "resumed":
        if (!store.getState().run) data.start(event.summary.networks.map(({ id }) => id));
        step = event.step;
        show(event.summary);
        break;
      case "rates": {
        const config = event.experiment as Config;
        store.setState(({ run }) =>
          run
            ? {
                ...retunedBy(config),
                run: {
                  ...run,
                  config,
                  models: run.models.map((model, i) => ({ ...model, eta: event.networks[i]?.eta ?? NaN })),
                },
              }
            : {},
        );
        publishNow();
        break;
      }
      case "steps": {
        const hadCurve = hasCurve();
        event.networks.forEach(takeSteps);
        publish.request();
        // The first curve is shown at once, although drawing the new run has just taken long.
        if (!hadCurve && hasCurve()) publish.flush();
        break;
      }
      case "views":
        for (const { id, ...views } of event.networks) data.show(event.step, id, views);
        viewsVersion++;
        publish.request();
        break;
      case "status":
        if (hasRun(event)) step = event.step;
        store.setState({ status: event.status, stopped: event.stopped });
        if (event.status === "ready" || !hasRun(event)) store.setState({ isRestarting: false });
        if (event.status === "ready") store.setState({ retuned: undefined });
        if (event.status === "loading") store.setState({ preparing: undefined, failure: undefined });
        publishNow();
        if (event.status === "running") announce("Training.");
        else if (event.status === "finished") announce(`Finished at step ${formatCount(event.step)}.`);
        else if (event.status === "paused") announce(`Paused at step ${formatCount(event.step)}.`);
        break;
      case "preparing":
        store.setState({ preparing: event.preparing });
        break;
      case "notice":
        store.setState({ notice: event.message });
        break;
      case "error":
        store.setState({ failure: { code: event.code, message: event.message } });
        break;
      case "checkpoint":
      case "path":
        break;
    }
  };
}

function runOf(summary: RunSummary): WorkloadRun {
  const { experiment, backend, threads, adapter, byteLength, networks } = summary;
  return {
    config: experiment as Config,
    backend,
    ...(threads === undefined ? {} : { threads }),
    adapter,
    byteLength,
    models: networks,
    facts: summary,
  };
}

const labelOf = (run: WorkloadRun | undefined, id: string): string =>
  run?.models.find((model) => model.id === id)?.label ?? id;

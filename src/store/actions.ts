/**
 * The user's actions. Every change of the config updates the state and the address. A change starts a new run,
 * unless the current run can continue with the new settings.
 */
import type { StoreApi } from "zustand/vanilla";
import { isLiveChange, type RepairedConfig } from "../experiment/codec.ts";
import type { LessonPlace } from "../experiment/lessons/course.ts";
import type { Settings } from "../experiment/lessons/lesson.ts";
import type { BackendChoice, Engine } from "../library/api.ts";
import type { RunCheckpoint } from "../training/checkpoint.ts";
import type { PageAddress } from "./address.ts";
import { changeConfig, changedNames, decodeAddress, encodeAddress, trainsOn } from "./config.ts";
import type { WorkloadKind, WorkloadPreset } from "./kind.ts";
import { formatCount } from "./format.ts";
import type { LookBackActions } from "./look-back.ts";
import { stepsPerSecond, type Speed } from "./run/speed.ts";
import {
  hasEnded,
  hasRun,
  noticeBut,
  type AnyWorkload,
  type Config,
  type State,
  type WorkloadTypes,
} from "./state.ts";
import { ADDRESS_MS, createDebounce, DRAG_MS } from "./timing.ts";

export interface Actions<W extends WorkloadTypes = AnyWorkload> {
  readonly play: () => void;
  readonly pause: () => void;
  readonly step: (n: number) => void;
  readonly reset: () => void;
  /**
   * Changes some settings. With `dragging`, the run is rebuilt when the control rests. Live settings change
   * the current run; with `anew`, it starts over. With `play`, it trains, although the user may have paused before.
   */
  readonly change: (changes: Partial<W["config"]>, how?: "dragging" | "anew" | "play") => void;
  readonly choosePreset: (preset: WorkloadPreset) => void;
  /**
   * Opens a config. With `play`, trains it from its start; with `wait`, pauses at its start. Without either,
   * training continues if it was running or about to start. `entry` says whether to add a history entry or to
   * replace the current one.
   */
  readonly open: (config: W["config"], how?: "play" | "wait", entry?: "push" | "replace") => void;
  /** Trains a claim’s config. `message` describes it and replaces advice about its settings. */
  readonly openClaim: (config: W["config"], message: string) => void;
  /** Trains with these settings from step 0. A run that has them already is not rebuilt. */
  readonly run: (settings: Settings) => void;
  /** Opens a screen of a lesson beside the playground, or closes the lesson. */
  readonly showLesson: (place: LessonPlace | undefined) => void;
  readonly newSeed: () => void;
  readonly chooseSpeed: (speed: Speed) => void;
  readonly chooseBackend: (backend: BackendChoice) => void;
  /** Keeps a user file for the engine, applies the changes and loads the run. */
  readonly provide: (
    file: GivenFile,
    changes: Partial<W["config"]>,
    content?: (config: W["config"]) => string,
  ) => void;
  /** The file that the current config names, if it was given. */
  readonly givenFile: () => GivenFile | undefined;
  /** Cancels loading. The previous run comes back, if there is one. */
  readonly cancelLoading: () => void;
  /** Loads the current config again. */
  readonly reload: () => void;
  /** After a failure, continues the run from its last checkpoint, if there is one, on the given engine. */
  readonly goOn: (backend: BackendChoice) => Promise<void>;
  readonly dismissRepairs: () => void;
  readonly dismissNotice: () => void;
  readonly link: () => string;
  readonly linkTo: (config: W["config"]) => string;
  /** Called when the page shows another workload. Training pauses until this one is shown again. */
  readonly leave: () => void;
  readonly enter: () => void;
}

/** A user file as its workload has read it. */
export interface GivenFile {
  readonly name: string;
  /** Configs name the file by its checksum. */
  readonly checksum: string;
}

/** For this long after a run has ended, a click on Play counts as a late click on Pause and is ignored. */
const LATE_CLICK_MS = 300;

export function createActions(
  kind: WorkloadKind,
  store: StoreApi<State>,
  engine: Engine,
  address: PageAddress,
  autoplay: boolean,
  branch: LookBackActions["branch"],
): Actions {
  const encode = (config: Config): string => kind.encode(config);
  let loads = 0;
  /** The user's files by their checksums, so that an earlier experiment finds its own file again. */
  const given = new Map<unknown, GivenFile>();
  const givenFile = (): GivenFile | undefined => given.get(store.getState().config["file"]);
  /** Asks the engine for a run with the current settings, from a checkpoint if there is one. */
  const startLoad = (from?: RunCheckpoint | Promise<RunCheckpoint | undefined>): void => {
    const { config, backend, speed } = store.getState();
    void engine.setSpeed(stepsPerSecond(speed, config.steps), speed === "watch");
    loads++;
    if (given.size > 0) void engine.provide(givenFile());
    void engine.load(config, backend, from).finally(() => loads--);
  };
  /** Whether the next load follows a changed setting, so that it continues from the step looked back at. */
  let mayBranch = false;
  const load = createDebounce(() => {
    const isBranch = mayBranch && store.getState().lookingAt !== undefined;
    mayBranch = false;
    if (isBranch) void branch(store.getState().config).then(startLoad);
    else startLoad(trainsOn(kind, store.getState()) ? engine.checkpointAt(Infinity) : undefined);
  });
  const hash = (): string => {
    const { config, lesson } = store.getState();
    return encodeAddress(kind, config, lesson);
  };
  const writeAddress = createDebounce(() => address.write(hash(), "replace"));
  const setPlaying = (wantsToPlay: boolean): void => store.setState({ wantsToPlay });
  setPlaying(autoplay);
  let finishedAt = -Infinity;
  let dragging: { readonly from: Config; changes: Partial<Config> } | undefined;
  /** Whether the workload's page is shown, and whether the run trained when it was left, to go on later. */
  let isSeen = true;
  let wasTraining = false;

  const take = ({ config, repairs }: RepairedConfig<Config>, delayMs = 0): void => {
    store.setState((state) => ({ config, repairs, ...noticeBut(state, "claim", "branch") }));
    load.request(delayMs);
  };

  /** Whether the displayed run is the engine's, and nothing else is in progress. */
  const isSettled = (): boolean => {
    const { run, status } = store.getState();
    return run !== undefined && hasRun({ status }) && !load.isPending && loads === 0;
  };

  /** Whether the displayed run can continue with another config. */
  const goesOnWith = (next: Config): boolean => {
    const { run, config, lookingAt } = store.getState();
    if (!run || lookingAt !== undefined || !isSettled()) return false;
    return encode(config) !== encode(next) && isLiveChange(kind.fields, run.config, next);
  };

  /** Testing the models at the start may take seconds. */
  const restart = (): void => {
    store.setState({ isRestarting: true });
    void engine.reset();
  };

  /**
   * Continues the run with other live settings. A run that has ended would not train further, and a diverged model
   * could not recover, so such a run starts over, unless only views read the changed setting. With `isAnew`, a run
   * in progress does, too.
   */
  const retune = ({ config, repairs }: RepairedConfig<Config>, isAnew: boolean): void => {
    const { run, step, models, wantsToPlay } = store.getState();
    store.setState({ config, repairs });
    void engine.setRates(config);
    if (changedNames(run?.config, config).every((name) => kind.viewed?.includes(name))) return;
    const isOver = hasEnded(store.getState()) || models.some(({ progress }) => progress?.diverged);
    if (!isOver && !(isAnew && step > 0)) return;
    restart();
    if (wantsToPlay) void engine.play();
  };

  const change: Actions["change"] = (changes, how) => {
    if (how === "play") setPlaying(true);
    // Each change of a drag applies to the config before the drag, so that settings that were corrected during the
    // drag come back.
    const from = dragging?.from ?? store.getState().config;
    const all = { ...dragging?.changes, ...changes };
    dragging = how === "dragging" ? { from, changes: all } : undefined;
    store.setState(({ byHand }) => ({ byHand: [...new Set([...byHand, ...Object.keys(all)])] }));
    // Choosing other data adds a history entry, so that the user can go back to the earlier data.
    const isOther = kind.data?.some((name) => name in all && all[name] !== from[name]) ?? false;
    if (isOther) writeAddress.flush();
    const changed = changeConfig(kind, from, all);
    if (goesOnWith(changed.config)) retune(changed, how === "anew");
    else {
      mayBranch = true;
      take(changed, how === "dragging" ? DRAG_MS : 0);
    }
    if (isOther) address.write(hash(), "push");
    else writeAddress.request(ADDRESS_MS);
  };

  const open = (config: Config, entry: "push" | "replace" = "push"): void => {
    dragging = undefined;
    mayBranch = false;
    store.setState({ byHand: [] });
    take({ config, repairs: [] });
    address.write(hash(), entry);
  };

  address.onChange(() => {
    const { config, lesson, repairs, results } = decodeAddress(kind, address.hash);
    // Corrections are announced even if the config does not change.
    store.setState({ lesson, repairs, claimed: results && { config, results } });
    if (lesson) setPlaying(false);
    if (encode(config) === encode(store.getState().config)) return;
    dragging = undefined;
    mayBranch = false;
    take({ config, repairs });
  });

  engine.subscribe((event) => {
    if (event.kind === "status" && event.status === "loading") dragging = undefined;
    if (event.kind === "status" && (event.status === "finished" || event.status === "stopped"))
      finishedAt = performance.now();
    // Asks the engine to train as soon as a run exists, because drawing it for the first time keeps the page
    // busy.
    if (event.kind !== "loaded" && event.kind !== "resumed") return;
    const { config, run, status, wantsToPlay } = store.getState();
    if (status !== "loading" || !isSeen || !wantsToPlay) return;
    if (run && encode(run.config) === encode(config)) void engine.play();
  });

  const chooseEngine = (backend: BackendChoice): void => {
    store.setState({ backend, measured: undefined, notice: undefined });
    address.writeBackend(backend);
  };

  return {
    play() {
      if (performance.now() - finishedAt < LATE_CLICK_MS) return;
      setPlaying(true);
      if (hasEnded(store.getState())) store.setState((state) => noticeBut(state, "branch"));
      void engine.play();
    },
    pause() {
      setPlaying(false);
      void engine.pause();
    },
    step(n) {
      setPlaying(false);
      void engine.step(n);
    },
    reset() {
      setPlaying(false);
      restart();
    },
    change,
    choosePreset: (preset) => open(kind.repair(preset.fields).config),
    open(config, how, entry) {
      if (how) setPlaying(how === "play");
      open(config, entry);
    },
    openClaim(config, message) {
      setPlaying(true);
      open(config);
      store.setState({ notice: { message, about: "claim" } });
    },
    run(settings) {
      const next = kind.repair(settings).config;
      const { run, step } = store.getState();
      setPlaying(true);
      if (!run || !isSettled() || encode(run.config) !== encode(next)) {
        open(next);
        return;
      }
      if (step > 0) restart();
      void engine.play();
    },
    showLesson(lesson) {
      store.setState({ lesson });
      address.write(hash(), "push");
    },
    newSeed: () => change({ seed: Math.floor(Math.random() * 1e6) }),
    chooseSpeed(speed) {
      store.setState({ speed });
      void engine.setSpeed(stepsPerSecond(speed, store.getState().config.steps), speed === "watch");
    },
    chooseBackend(backend) {
      chooseEngine(backend);
      load.request(0);
    },
    givenFile,
    provide(file, changes, content) {
      given.set(file.checksum, file);
      const { config } = changeConfig(kind, store.getState().config, changes);
      open(config);
      if (content) store.setState({ notice: { message: content(config) } });
    },
    cancelLoading() {
      setPlaying(false);
      dragging = undefined;
      const { run, step } = store.getState();
      engine.abandonLoad();
      if (!run) {
        const message = "Loading cancelled. Your settings are unchanged.";
        store.setState({ status: "failed", failure: { code: "cancelled", message } });
        return;
      }
      const message = `Loading cancelled. The previous run is back at ${kind.stepName} ${formatCount(step)}. The browser’s Back button restores the other settings.`;
      store.setState({ config: run.config, repairs: [], notice: { message } });
      address.write(hash(), "push");
      startLoad(engine.checkpointAt(Infinity));
    },
    reload: () => load.request(0),
    async goOn(backend) {
      chooseEngine(backend);
      const { run, config } = store.getState();
      const isSame = run && encode(run.config) === encode(config);
      startLoad(isSame ? await engine.checkpointAt(Infinity) : undefined);
    },
    dismissRepairs: () => store.setState({ repairs: [] }),
    dismissNotice: () => store.setState({ notice: undefined }),
    link: () => address.linkTo(hash()),
    linkTo: (config) => address.linkTo(encode(config)),
    leave() {
      const { status, wantsToPlay } = store.getState();
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
}

/**
 * The user's actions. Every change of the experiment updates the state and the address. A change starts a new
 * run, unless the current run can continue with the new settings.
 */
import type { StoreApi } from "zustand/vanilla";
import type { BackendChoice, Engine } from "../library/api.ts";
import { isLiveChange, type Repaired } from "../experiment/changes.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { encodeLink } from "../experiment/link.ts";
import { presetExperiment, type Preset } from "../experiment/presets.ts";
import type { LessonPlace } from "../experiment/lessons/course.ts";
import { decodePage, encodePage } from "../experiment/page-link.ts";
import type { PageAddress } from "./address.ts";
import { changeExperiment, choosesOtherData, comparedAgain, trainsOn } from "./change.ts";
import { CANCELLED, cancelledAt, createLoader } from "./loader.ts";
import type { LookBackActions } from "./run/look-back.ts";
import { stepsPerSecond, type Speed } from "./run/speed.ts";
import { hasEnded, hasRun, noticeBut, type PlaygroundState } from "./state.ts";
import { ADDRESS_MS, createDebounce, DRAG_MS } from "./throttle.ts";
import { calmed } from "./advice/advice.ts";

export interface Actions {
  readonly play: () => void;
  readonly pause: () => void;
  readonly step: (n: number) => void;
  readonly reset: () => void;
  /** Changes some fields. With `dragging`, the run is rebuilt when the control rests. */
  readonly change: (changes: Partial<Experiment>, how?: "dragging") => void;
  readonly choosePreset: (preset: Preset) => void;
  /**
   * Opens an experiment. With `play`, trains it from its start; with `wait`, pauses at its start. Without either,
   * training continues if it was running or about to start. `entry` says whether to add a history entry or to
   * replace the current one.
   */
  readonly open: (experiment: Experiment, how?: "play" | "wait", entry?: "push" | "replace") => void;
  /** Trains a claim’s experiment. `message` describes the experiment and replaces advice about its settings. */
  readonly openClaim: (experiment: Experiment, message: string) => void;
  /** Opens a screen of a lesson beside the playground, or closes the lesson. */
  readonly showLesson: (place: LessonPlace | undefined) => void;
  readonly newSeed: () => void;
  /** Makes the change that should stabilize a diverged run: a smaller rate or a smaller initialization. */
  readonly calmDown: () => void;
  readonly chooseSpeed: (speed: Speed) => void;
  readonly chooseBackend: (backend: BackendChoice) => void;
  /** Cancels loading. The previous run comes back, if there is one. */
  readonly cancelLoading: () => void;
  /** Loads the current experiment again. */
  readonly reload: () => void;
  /** After a failure, continues the run from its last checkpoint, if there is one, on the given engine. */
  readonly goOn: (backend: BackendChoice) => Promise<void>;
  readonly dismissRepairs: () => void;
  readonly dismissNotice: () => void;
  /** The link to the current experiment. */
  readonly link: () => string;
  /** The link to any experiment. */
  readonly linkTo: (experiment: Experiment) => string;
}

/** For this long after a run has ended, a click on Play counts as a late click on Pause and is ignored. */
const LATE_CLICK_MS = 300;

export function createActions(
  store: StoreApi<PlaygroundState>,
  engine: Engine,
  address: PageAddress,
  autoplay: boolean,
  branch: LookBackActions["branch"],
): Actions {
  const loader = createLoader(engine);
  /**
   * Whether the next load follows a changed setting. If the user is looking back, training then continues from
   * the displayed step.
   */
  let mayBranch = false;
  const load = createDebounce(() => {
    const isBranch = mayBranch && store.getState().lookingAt !== undefined;
    mayBranch = false;
    if (isBranch)
      void branch(store.getState().config).then((from) => loader.request({ ...store.getState(), from }));
    else
      loader.request({
        ...store.getState(),
        from: trainsOn(store.getState()) ? engine.checkpointAt(Infinity) : undefined,
      });
  });
  const hash = (): string => {
    const { config, lesson } = store.getState();
    return encodePage(config, lesson);
  };
  const writeAddress = createDebounce(() => address.write(hash(), "replace"));
  const setPlaying = (wantsToPlay: boolean): void => store.setState({ wantsToPlay });
  setPlaying(autoplay);
  let finishedAt = -Infinity;
  let dragging: { readonly from: Experiment; changes: Partial<Experiment> } | undefined;

  const take = ({ config, repairs }: Repaired, delayMs = 0): void => {
    store.setState((state) => ({ config, repairs, ...noticeBut(state, "claim", "branch") }));
    load.request(delayMs);
  };

  /** Whether the displayed run can continue with the changed experiment and nothing else is in progress. */
  const goesOnWith = (experiment: Experiment): boolean => {
    const { run, status, config: present, lookingAt } = store.getState();
    if (!run || !hasRun({ status }) || lookingAt !== undefined || load.isPending || loader.busy) return false;
    return encodeLink(present) !== encodeLink(experiment) && isLiveChange(run.config, experiment);
  };

  /**
   * Continues the run with other rates. A run that has ended would not train further, and a diverged network
   * could not recover, so such a run starts over.
   */
  const retune = (repaired: Repaired): void => {
    const { status, models } = store.getState();
    const { config, repairs } = repaired;
    store.setState({ config, repairs });
    void engine.setRates(config);
    if (status !== "finished" && status !== "stopped" && !models.some(({ progress }) => progress?.diverged))
      return;
    void engine.reset();
    if (store.getState().wantsToPlay) void engine.play();
  };

  const change = (changes: Partial<Experiment>, how?: "dragging"): void => {
    // Each change of a drag applies to the experiment before the drag, so that settings that were corrected
    // during the drag come back.
    const from = dragging?.from ?? store.getState().config;
    const all = { ...dragging?.changes, ...changes };
    dragging = how ? { from, changes: all } : undefined;
    // Choosing other data adds a history entry, so that the user can go back to the earlier data.
    const isOther = choosesOtherData(from, all);
    if (isOther) writeAddress.flush();
    const changed = changeExperiment(from, all);
    if (goesOnWith(changed.config)) retune(changed);
    else {
      mayBranch = true;
      const { lookingAt } = store.getState();
      const networks = lookingAt === undefined ? comparedAgain(store.getState()) : {};
      take(changeExperiment(from, { ...networks, ...all }), how ? DRAG_MS : 0);
    }
    if (isOther) address.write(hash(), "push");
    else writeAddress.request(ADDRESS_MS);
  };

  const open = (experiment: Experiment, entry: "push" | "replace" = "push"): void => {
    dragging = undefined;
    mayBranch = false;
    take({ config: experiment, repairs: [] });
    address.write(hash(), entry);
  };

  address.onChange(() => {
    const decoded = decodePage(address.hash);
    const { config, lesson, repairs, results } = decoded;
    // Corrections are announced even if the experiment does not change.
    store.setState({ lesson, repairs, claimed: results && { config, results } });
    if (lesson) setPlaying(false);
    if (encodeLink(config) === encodeLink(store.getState().config)) return;
    dragging = undefined;
    mayBranch = false;
    take(decoded);
  });

  engine.subscribe((event) => {
    if (event.kind === "status" && event.status === "loading") dragging = undefined;
    if (event.kind === "status" && (event.status === "finished" || event.status === "stopped"))
      finishedAt = performance.now();
    // Asks the engine to train as soon as a run exists, because drawing it for the first time keeps the page
    // busy.
    const { config, run, status, wantsToPlay } = store.getState();
    if ((event.kind !== "loaded" && event.kind !== "resumed") || status !== "loading") return;
    if (wantsToPlay && run && encodeLink(run.config) === encodeLink(config)) void engine.play();
  });

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
      void engine.reset();
    },
    change,
    choosePreset(preset) {
      open(presetExperiment(preset));
    },
    open(experiment, how, entry) {
      if (how) setPlaying(how === "play");
      open(experiment, entry);
    },
    openClaim(experiment, message) {
      setPlaying(true);
      open(experiment);
      store.setState({ notice: { message, about: "claim" } });
    },
    showLesson(lesson) {
      store.setState({ lesson });
      address.write(hash(), "push");
    },
    newSeed() {
      change({ seed: Math.floor(Math.random() * 1e6) });
    },
    calmDown() {
      const { config, models } = store.getState();
      change(calmed(config, models).changes);
    },
    chooseSpeed(speed) {
      store.setState({ speed });
      void engine.setSpeed(stepsPerSecond(speed, store.getState().config.steps));
    },
    chooseBackend(backend) {
      store.setState({ backend, measured: undefined, notice: undefined });
      address.writeBackend(backend);
      load.request(0);
    },
    cancelLoading() {
      setPlaying(false);
      dragging = undefined;
      const { run, step } = store.getState();
      engine.abandonLoad();
      if (!run) {
        store.setState({ status: "failed", failure: { code: "cancelled", message: CANCELLED } });
        return;
      }
      store.setState({ config: run.config, repairs: [], notice: { message: cancelledAt(step) } });
      address.write(hash(), "push");
      loader.request({ ...store.getState(), from: engine.checkpointAt(Infinity) });
    },
    reload() {
      load.request(0);
    },
    async goOn(backend) {
      store.setState({ backend, measured: undefined, notice: undefined });
      address.writeBackend(backend);
      const { run, config } = store.getState();
      const isSame = run && encodeLink(run.config) === encodeLink(config);
      const from = isSame ? await engine.checkpointAt(Infinity) : undefined;
      loader.request({ ...store.getState(), from });
    },
    dismissRepairs() {
      store.setState({ repairs: [] });
    },
    dismissNotice() {
      store.setState({ notice: undefined });
    },
    link() {
      return address.linkTo(hash());
    },
    linkTo(experiment) {
      return address.linkTo(encodeLink(experiment));
    },
  };
}

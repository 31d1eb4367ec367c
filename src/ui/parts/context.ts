/** Gives components the open page: its workload and its playground. Each component selects the state that it needs. */
import {
  createContext,
  createElement,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { isOutdated, presetOfSeeds } from "../../store/config.ts";
import type { Playground, PlaygroundActions } from "../../store/playground.ts";
import type { RunData } from "../../store/run-data.ts";
import { followInTurns, inTurn, type Published } from "../../store/timing.ts";
import { shownModels, shownStep, type ModelNow, type State } from "../../store/state.ts";
import type { RunNow, WorkloadPage } from "./workload-page.ts";

/** A playground whose workload is described for the page. */
export interface OpenPage extends Playground {
  readonly kind: WorkloadPage;
}

export const PlaygroundContext = createContext<OpenPage | undefined>(undefined);

export function useOpenPage(): OpenPage {
  const open = useContext(PlaygroundContext);
  if (!open) throw new Error("Bug: a component outside of PlaygroundContext");
  return open;
}

/** A part of the page that is drawn in turn with the other parts, both the first time and later. */
export function InTurn({
  isSeen = true,
  children,
}: {
  readonly isSeen?: boolean;
  readonly children: ReactNode;
}) {
  const whole = useOpenPage();
  const store = useTurn(whole.store, isSeen);
  const own = useMemo(() => ({ ...whole, store }), [whole, store]);
  return useFirstTurn() ? createElement(PlaygroundContext, { value: own }, children) : null;
}

/**
 * A copy of the store for one part of the page. The engine's updates reach it in its turn, all other changes at
 * once. While nobody sees the part, a running run does not redraw it.
 */
function useTurn<S extends Published>(store: StoreApi<S>, isSeen: boolean): StoreApi<S> {
  const own = useMemo(() => createStore<S>(() => store.getState()), [store]);
  useEffect(() => followInTurns(store, own, isSeen), [store, own, isSeen]);
  return own;
}

/** False until the first turn of the part that calls this hook. */
function useFirstTurn(): boolean {
  const [hasCome, setCome] = useState(false);
  useEffect(() => inTurn(() => setCome(true)), []);
  return hasCome;
}

export const usePage = (): WorkloadPage => useOpenPage().kind;

export const useActions = (): PlaygroundActions => useOpenPage().actions;

export function usePlayground<T>(select: (state: State) => T): T {
  return useStore(useOpenPage().store, select);
}

/** The state when the component was created, and the run's data. Later changes do not redraw it. */
export function useRunOnce(): { readonly state: State; readonly data: RunData } {
  const { store, data } = useOpenPage();
  const [state] = useState(() => store.getState());
  return { state, data };
}

/**
 * All data of the run. The component redraws when the curves have grown. `state` belongs to one moment, but `data` is
 * filled in place, so derived values depend on `state.version`.
 */
export function useRunData(): { readonly state: State; readonly data: RunData } {
  const { store, data } = useOpenPage();
  useStore(store, ({ status, version }) => `${version} ${status}`);
  return { data, state: store.getState() };
}

/** The curves. The component redraws when they have grown. */
export const useCurves = (): RunData => useRunData().data;

/** Pictures, spectra and other views. The component redraws when new ones arrive or another step is displayed. */
export function useViews(): RunData {
  usePlayground((state) => state.lookingAt);
  usePlayground((state) => state.viewsVersion);
  return useOpenPage().data;
}

/** The step of each model's payload of a probe. */
export function useProbeStep(probe: string): (model: string) => number | undefined {
  const data = useViews();
  return (model) => data.viewOf(model, probe)?.step;
}

/** A probe's latest payload for each of these models. The component redraws when a new one arrives. */
export function useProbe(probe: string): (model: string) => unknown {
  const data = useViews();
  return (model) => data.viewOf(model, probe)?.payload;
}

/** The run with its models’ progress, and the models that its preset compares. */
export function nowOf(page: WorkloadPage, state: State): RunNow | undefined {
  const { run } = state;
  const compares = run && presetOfSeeds(page, run.config)?.compares;
  return run && { run, models: shownModels(state), step: shownStep(state), state, compares };
}

export const useRunNow = (): RunNow | undefined =>
  nowOf(
    usePage(),
    usePlayground((state) => state),
  );

/** The models at the displayed step: the current one, or the step to which the user returned. */
export const useShownModels = (): readonly ModelNow[] => usePlayground(shownModels);

/** Whether the figures on the screen belong to settings other than the current ones. */
export function useOutdated(): boolean {
  const page = usePage();
  return usePlayground((state) => isOutdated(page, state));
}

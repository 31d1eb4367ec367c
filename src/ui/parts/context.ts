/** Gives components the playground. Each component selects the state that it needs. */
import { createContext, createElement, useContext, useMemo, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import { isOutdated } from "../../store/config.ts";
import type { MatrixPlayground } from "../../store/kinds/matrix.ts";
import type { MatrixData } from "../../store/kinds/matrix-data.ts";
import type { PlaygroundState } from "../../store/kinds/matrix-state.ts";
import type { Playground } from "../../store/playground.ts";
import type { RunData } from "../../store/run-data.ts";
import type { State } from "../../store/state.ts";
import type { SheetKind } from "../views/sheet-kind.ts";
import { useFirstTurn, useTurn } from "./turns.ts";

export const PlaygroundContext = createContext<MatrixPlayground | undefined>(undefined);

function useWhole(): MatrixPlayground {
  const playground = useContext(PlaygroundContext);
  if (!playground) throw new Error("Bug: a component outside of PlaygroundContext");
  return playground;
}

/** A part of the page that is drawn in turn with the other parts, both the first time and later. */
export function InTurn({ children }: { readonly children: ReactNode }) {
  const whole = useWhole();
  const store = useTurn(whole.store);
  const own = useMemo(() => ({ ...whole, store }), [whole, store]);
  return useFirstTurn() ? createElement(PlaygroundContext, { value: own }, children) : null;
}

export function usePlayground<T>(select: (state: PlaygroundState) => T): T {
  return useStore(useWhole().store, select);
}

/** For parts that all workloads share, which know no workload's config. */
const useShared = (): Playground => useWhole() as unknown as Playground;

export function useCommon<T>(select: (state: State) => T): T {
  return useStore(useShared().store, select);
}

export const useCommonActions = (): Playground["actions"] => useShared().actions;

/** The state when the component was created, and the run's data. Later changes do not redraw it. */
export function useRunOnce(): { readonly state: State; readonly data: RunData } {
  const { store, data } = useShared();
  const [state] = useState(() => store.getState());
  return { state, data };
}

/** All data of the run. The component redraws when the curves have grown. */
export function useCommonRun(): { readonly state: State; readonly data: RunData } {
  const { store, data } = useShared();
  useStore(store, ({ status, version }) => `${version} ${status}`);
  return { data, state: store.getState() };
}

/** The page's workload, with everything that its sheets need. */
export const useKind = (): SheetKind => useWhole().kind as unknown as SheetKind;

export const useActions = (): MatrixPlayground["actions"] => useWhole().actions;

/** Whether the figures on the screen belong to settings other than the current ones. */
export function useOutdated(): boolean {
  const { kind, store } = useWhole();
  return useStore(store, (state) => isOutdated(kind, state));
}

/** Pictures and spectra. The component redraws when new ones arrive or another step is displayed. */
export function useViews(): MatrixData {
  usePlayground((state) => state.lookingAt);
  usePlayground((state) => state.viewsVersion);
  return useWhole().data;
}

/**
 * All data of the run. `state` belongs to one moment, but `data` is filled in place, so derived values depend
 * on `state.version`.
 */
export function useRunData(): { readonly data: MatrixData; readonly state: PlaygroundState } {
  const { store, data } = useWhole();
  useStore(store, ({ status, version }) => `${version} ${status}`);
  return { data, state: store.getState() };
}

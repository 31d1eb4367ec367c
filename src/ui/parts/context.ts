/** Gives components the playground. Each component selects the state that it needs. */
import { createContext, createElement, useContext, useMemo, useState, type ReactNode } from "react";
import { useStore } from "zustand";
import { isOutdated } from "../../store/config.ts";
import type { MatrixPlayground } from "../../store/kinds/matrix.ts";
import type { MatrixData } from "../../store/kinds/matrix-data.ts";
import type { PlaygroundState } from "../../store/kinds/matrix-state.ts";
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

/** The state when the component was created. Later changes do not redraw it. */
export function useStateOnce(): PlaygroundState {
  const { store } = useWhole();
  return useState(() => store.getState())[0];
}

export const useKind = (): MatrixPlayground["kind"] => useWhole().kind;

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

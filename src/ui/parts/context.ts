/** Hands the playground to components; they select what they need of its state. */
import { createContext, useContext, useState } from "react";
import { useStore } from "zustand";
import type { Playground } from "../../store/playground.ts";
import type { RunData } from "../../store/run/run-data.ts";
import type { PlaygroundState } from "../../store/state.ts";

export const PlaygroundContext = createContext<Playground | undefined>(undefined);

function useWhole(): Playground {
  const playground = useContext(PlaygroundContext);
  if (!playground) throw new Error("Bug: a component outside of PlaygroundContext");
  return playground;
}

export function usePlayground<T>(select: (state: PlaygroundState) => T): T {
  return useStore(useWhole().store, select);
}

/** The state as it was when the component came; what changes later draws nothing. */
export function useStateOnce(): PlaygroundState {
  const { store } = useWhole();
  return useState(() => store.getState())[0];
}

export const useActions = (): Playground["actions"] => useWhole().actions;

/** Pictures and spectra; draws again when there are new ones, or those of another step are shown. */
export function useViews(): RunData {
  usePlayground((state) => state.lookingAt);
  usePlayground((state) => state.viewsVersion);
  return useWhole().data;
}

/**
 * Everything, at half the rate while training runs: for what is dear to draw. `state` is that of one moment, `data`
 * is filled in place, so what is derived from it depends on `state.version`.
 */
export function useSlowly(): { readonly data: RunData; readonly state: PlaygroundState } {
  const { store, data } = useWhole();
  useStore(store, ({ status, version }) =>
    status === "running" ? `${version >> 1}` : `${version} ${status}`,
  );
  return { data, state: store.getState() };
}

/** Gives components a workload's page and store. */
import { createContext, createElement, useContext, useMemo, type ReactNode } from "react";
import { useStore } from "zustand";
import { isOutdated, presetOfSeeds } from "../../store/config.ts";
import type { PlaygroundActions, Playground } from "../../store/playground.ts";
import { shownModels, shownStep, type ModelNow, type State } from "../../store/state.ts";
import { useFirstTurn, useTurn } from "../parts/turns.ts";
import type { RunNow, WorkloadPage } from "../parts/workload-page.ts";

export interface OpenWorkload {
  readonly page: WorkloadPage;
  readonly store: Playground;
}

export const WorkloadContext = createContext<OpenWorkload | undefined>(undefined);

function useWhole(): OpenWorkload {
  const open = useContext(WorkloadContext);
  if (!open) throw new Error("Bug: a component outside of WorkloadContext");
  return open;
}

/** A part of the page that is drawn in turn with the other parts, both the first time and later. */
export function InTurn({ children }: { readonly children: ReactNode }) {
  const { page, store: whole } = useWhole();
  const store = useTurn(whole.store);
  const own = useMemo(() => ({ page, store: { ...whole, store } }), [page, whole, store]);
  return useFirstTurn() ? createElement(WorkloadContext, { value: own }, children) : null;
}

export const usePage = (): WorkloadPage => useWhole().page;

export const useWorkloadActions = (): PlaygroundActions => useWhole().store.actions;

export function useWorkload<T>(select: (state: State) => T): T {
  return useStore(useWhole().store.store, select);
}

/** The run with its models’ progress, and the models that its preset compares. */
export function useRunNow(): RunNow | undefined {
  const page = usePage();
  const run = useWorkload((state) => state.run);
  const models = useShownModels();
  const step = useWorkload(shownStep);
  const compares = useMemo(() => run && presetOfSeeds(page, run.config)?.compares, [page, run]);
  return run && { run, models, step, compares };
}

/** The models at the displayed step: the current one, or the step to which the user returned. */
export const useShownModels = (): readonly ModelNow[] => useWorkload(shownModels);

/** Whether the figures on the screen belong to settings other than the current ones. */
export function useOutdated(): boolean {
  const page = usePage();
  return useWorkload((state) => isOutdated(page, state));
}

/** The curves. The component redraws when they have grown. */
export function useCurves(): Playground["data"] {
  useWorkload((state) => state.version);
  return useWhole().store.data;
}

/** A probe's latest payload for each of these models. The component redraws when a new one arrives. */
export function useProbe(probe: string): (model: string) => unknown {
  useWorkload((state) => state.lookingAt);
  useWorkload((state) => state.viewsVersion);
  const { data } = useWhole().store;
  return (model) => data.viewOf(model, probe)?.payload;
}

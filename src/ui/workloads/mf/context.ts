/** The open page as the page parts of matrix factorization see it. */
import { createElement, useMemo, type ComponentType } from "react";
import { useStore } from "zustand";
import type { MatrixData } from "../../../store/kinds/matrix-data.ts";
import { comparedOf, type LoadedRun, type PlaygroundState } from "../../../store/kinds/matrix-state.ts";
import type { MatrixPlayground } from "../../../store/kinds/matrix.ts";
import type { NetworkName } from "../../../workloads/mf/config/fields.ts";
import { useOpenPage, useRunData, useViews } from "../../parts/context.ts";

const useWhole = (): MatrixPlayground => useOpenPage() as unknown as MatrixPlayground;

export function useMatrix<T>(select: (state: PlaygroundState) => T): T {
  return useStore(useWhole().store, select);
}

export const useMatrixActions = (): MatrixPlayground["actions"] => useWhole().actions;

/** Pictures and spectra. The component redraws when new ones arrive or another step is displayed. */
export const useMatrixViews = (): MatrixData => useViews() as MatrixData;

/** All data of the run. The component redraws when the curves have grown. */
export const useMatrixRun = () =>
  useRunData() as unknown as { readonly data: MatrixData; readonly state: PlaygroundState };

/** The original and the network that is compared with it, as far as the run has them. */
export function useCompared({ models }: LoadedRun): readonly NetworkName[] {
  const other = comparedOf(
    models,
    useMatrix((state) => state.compared),
  );
  return useMemo(
    () => models.flatMap(({ id }) => (id === "original" || id === other ? [id] : [])),
    [models, other],
  );
}

/** A part of the page that needs a run. */
export const withRun = (Part: ComponentType<{ readonly run: LoadedRun }>) =>
  function WithRun() {
    const run = useMatrix((state) => state.run);
    return run ? createElement(Part, { run }) : null;
  };

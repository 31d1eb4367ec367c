/** The parts of the sweep view that depend on the workload. */
import { createContext, useContext, type ComponentType } from "react";
import type { PlannedCells, SweepSetup } from "../../experiment/sweep-setup.ts";
import type { SweepAxis } from "../../experiment/sweep.ts";
import type { BackendChoice } from "../../library/api.ts";
import type { Quantity } from "../../store/jobs/sweep-result.ts";
import type { RunConfig } from "../../training/plan.ts";
import type { LineStyle } from "../parts/networks.ts";

export interface SweepPage {
  /** The workload's id, under which its sweep is kept. */
  readonly id: string;
  readonly backend: BackendChoice;
  readonly pause: () => void;
  /** The settings that can be varied. */
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  /** Whether a link may vary this setting. */
  readonly canVary: (key: string) => boolean;
  /** Values around the current one. */
  readonly suggested: (key: string) => readonly string[];
  readonly plan: (setup: SweepSetup) => PlannedCells<RunConfig>;
  readonly axisName: (axis: SweepAxis) => string;
  /** The name of a setting's value, if it has one. */
  readonly valueName: (axis: SweepAxis, value: string) => string;
  /** The models that a config trains. */
  readonly modelsOf: (config: RunConfig) => readonly string[];
  readonly looks: Readonly<Record<string, LineStyle & { readonly name: string }>>;
  readonly quantities: readonly [Quantity, ...Quantity[]];
  /** Ready-made sweeps. */
  readonly Examples?: ComponentType<ExamplesProps>;
}

export interface ExamplesProps {
  readonly isRunning: boolean;
  readonly onChoose: (setup: SweepSetup) => void;
}

export const SweepContext = createContext<SweepPage | undefined>(undefined);

export function useSweepPage(): SweepPage {
  const page = useContext(SweepContext);
  if (!page) throw new Error("Bug: a component outside of SweepContext");
  return page;
}

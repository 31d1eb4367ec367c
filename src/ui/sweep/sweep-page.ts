/** The sweep of the page's workload. */
import { createContext, useContext, useMemo } from "react";
import {
  suggestedValues,
  type PlannedCells,
  type SweepExample,
  type SweepSetup,
} from "../../experiment/sweep-setup.ts";
import type { SweepAxis } from "../../experiment/sweep.ts";
import { metricQuantity, TIME, type Quantity } from "../../store/jobs/sweep-result.ts";
import type { WorkloadPreset } from "../../store/kind.ts";
import type { Config } from "../../store/state.ts";
import { planSweep, RATES_KEY, sweptFields } from "../../store/sweep.ts";
import type { RunConfig } from "../../training/plan.ts";
import { useActions, usePage, usePlayground } from "../parts/context.ts";
import { valueWords } from "../parts/workload-page.ts";

/** Parts of a sweep that a workload may add. */
export interface SweepParts {
  /** Ready-made sweeps, each in place of the current experiment. */
  readonly examples?: readonly SweepExample<WorkloadPreset["fields"]>[];
  /** Quantities besides the metrics at the last step. */
  readonly quantities?: readonly Quantity[];
}

export interface SweepPage {
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
  readonly modelsOf: (config: RunConfig) => readonly string[];
  readonly quantities: readonly [Quantity, ...Quantity[]];
}

export function useNewSweepPage({ quantities: more }: SweepParts): SweepPage {
  const kind = usePage();
  const config = usePlayground((state) => state.config);
  const { givenFile } = useActions();
  return useMemo(() => {
    const settings = sweptFields(kind).filter(({ name }) => kind.applies?.(name, config) ?? true);
    const find = (key: string) => settings.find((field) => field.key === key);
    const rates = kind.rates && { key: RATES_KEY, label: "Learning rate of all models" };
    const fields = [...(rates ? [rates] : []), ...settings];
    const labels = new Map(fields.map(({ key, label }) => [key, label]));
    const [first, ...others] = kind.quantities.map(({ id, label, format, scale, tick }) =>
      metricQuantity(id, `${label} at the end`, {
        format,
        scale: scale === "log" ? "log" : "linear",
        isUnmoved: (model) => kind.isUnmoved?.(model, model.evaluated) ?? false,
        ...(tick && scale !== "log" && { tick }),
      }),
    );
    return {
      fields,
      canVary: (key) => labels.has(key),
      suggested(key) {
        if (key === RATES_KEY) return kind.rates?.values ?? [];
        const field = find(key);
        return field ? suggestedValues(field, config) : [];
      },
      plan: (setup) => planSweep(kind, config, setup, givenFile()),
      axisName: ({ key }) => labels.get(key) ?? key,
      valueName: ({ key }, value) => valueWords(kind, find(key)?.name ?? "", value),
      modelsOf: (one) => (one as Config)[kind.modelsField] as readonly string[],
      quantities: [first as NonNullable<typeof first>, ...others, ...(more ?? []), TIME],
    };
  }, [kind, config, more, givenFile]);
}

export const SweepContext = createContext<SweepPage | undefined>(undefined);

export function useSweepPage(): SweepPage {
  const page = useContext(SweepContext);
  if (!page) throw new Error("Bug: a component outside of SweepContext");
  return page;
}

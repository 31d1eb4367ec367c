/** The sweep of the page's workload, and the wording of its results. */
import { createContext, useContext, useMemo } from "react";
import {
  suggestedValues,
  type PlannedCells,
  type SweepExample,
  type SweepSetup,
} from "../../experiment/sweep-setup.ts";
import type { SweepAxis } from "../../experiment/sweep.ts";
import { metricQuantity, TIME, type Quantity, type SweepPoint } from "../../store/jobs/sweep-result.ts";
import { formatCount } from "../../store/format.ts";
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

interface SweepPage {
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

/** Writes a result. Infinity stands for an error or a target that was not reached. */
export function formatFound(value: number | undefined, { format }: Quantity): string {
  if (value === undefined) return "…";
  return value === Infinity ? "not reached" : format(value);
}

/** Writes a point as `3e-4 (2e-4 … 5e-4)`. The range appears only if there are several seeds. */
export function formatPoint({ median, low, high, found, isUnmoved }: SweepPoint, quantity: Quantity): string {
  const middle = formatFound(median, quantity);
  const range = found.length > 1 ? ` (${formatFound(low, quantity)} … ${formatFound(high, quantity)})` : "";
  return `${middle}${range}${isUnmoved ? " (not moved)" : ""}`;
}

/** A point's settings in words, e.g. `Depth L 3, Width 50`. */
export const combination = (
  { axisName, valueName }: SweepPage,
  axes: readonly SweepAxis[],
  { values }: SweepPoint,
): string => axes.map((axis, i) => `${axisName(axis)} ${valueName(axis, values[i] ?? "")}`).join(", ");

/** Explains which seeds the results come from. */
export const overSeeds = (seeds: number, firstSeed: number): string =>
  seeds > 1
    ? `Median of seeds ${formatCount(firstSeed)} … ${formatCount(firstSeed + seeds - 1)}, with the smallest and the largest value.`
    : `Seed ${formatCount(firstSeed)}.`;

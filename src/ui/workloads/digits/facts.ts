/** The facts of a digits run that its own views need. */
import type { Pixels } from "../../../store/kinds/matrix-data.ts";
import type { MlpFacts } from "../../../workloads/digits/workload.ts";
import type { BlockView, LayerView } from "../../../workloads/digits/probes.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import { usePlayground, useProbe } from "../../parts/context.ts";

export type { MlpFacts };

export const useMlpFacts = (): MlpFacts | undefined =>
  usePlayground(({ run }) => run) as MlpFacts | undefined;

export const useLayers = () => useProbe("layers") as (model: string) => readonly LayerView[] | undefined;
export const useBlocks = () => useProbe("block") as (model: string) => BlockView | undefined;
export const usePredictions = () => useProbe("predictions") as (model: string) => Uint8Array | undefined;

/** The config of the run that is shown. */
export const useRunConfig = (): MlpConfig | undefined =>
  usePlayground(({ run }) => run?.config) as MlpConfig | undefined;

export const classNameOf = (facts: MlpFacts, k: number): string => facts.classNames?.[k] ?? String(k);

/** Side length of the digits' pictures. Undefined for a user's table. */
export function sideOf({ features, classNames }: MlpFacts): number | undefined {
  return classNames ? undefined : Math.sqrt(features);
}

/** Dark ink, as opaque as the value: one RGBA pixel per value from 0 to 1. */
export function inkPixels(values: ArrayLike<number>): Pixels {
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) pixels.set([24, 28, 36, 255 * (values[i] as number)], 4 * i);
  return pixels;
}

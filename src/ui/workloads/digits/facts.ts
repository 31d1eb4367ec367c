/** The facts of a digits run that its own views need. */
import type { Pixels } from "../../../store/kinds/matrix-data.ts";
import type { MlpFacts } from "../../../workloads/digits/workload.ts";
import type { BlockView, LayerView } from "../../../workloads/digits/probes.ts";
import type { OwnView } from "../../../workloads/own-view.ts";
import type { MlpConfig } from "../../../workloads/digits/config.ts";
import { usePlayground, useProbe } from "../../parts/context.ts";
import { createShared } from "../../parts/open.ts";

export type { MlpFacts };

export const useMlpFacts = (): MlpFacts | undefined =>
  usePlayground(({ run }) => run) as MlpFacts | undefined;

export const useLayers = () => useProbe("layers") as (model: string) => readonly LayerView[] | undefined;
export const useBlocks = () => useProbe("block") as (model: string) => BlockView | undefined;
export const useOwnViews = () => useProbe("own") as (model: string) => OwnView | undefined;
export const usePredictions = () => useProbe("predictions") as (model: string) => Uint8Array | undefined;

/** The config of the run that is shown. */
export const useRunConfig = (): MlpConfig | undefined =>
  usePlayground(({ run }) => run?.config) as MlpConfig | undefined;

export const classNameOf = (facts: MlpFacts, k: number): string => facts.classNames?.[k] ?? String(k);

/** Side length of the digits' pictures. Undefined for a user's table. */
export function sideOf({ features, classNames }: MlpFacts): number | undefined {
  return classNames ? undefined : Math.sqrt(features);
}

/** Number of columns that are shown of a row. */
const VALUES_MAX = 6;

/** The values of a row that lie farthest from their columns' means, measured in deviations, as the file has them. */
export const farthestValues = (
  columns: NonNullable<MlpFacts["columns"]>,
  input: ArrayLike<number>,
): readonly { readonly name: string; readonly value: number }[] =>
  columns
    .map((column, j) => ({ ...column, z: input[j] as number }))
    .toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z))
    .slice(0, VALUES_MAX)
    .map(({ name, mean, deviation, z }) => {
      if (deviation === 0) return { name, value: mean };
      // The features are single-precision numbers, which leave about six digits.
      const unit = 10 ** Math.ceil(Math.log10(1e-6 * (Math.abs(mean) + Math.abs(z) * deviation)));
      return { name, value: unit > 0 ? Math.round((mean + z * deviation) / unit) * unit : 0 };
    });

/** Dark ink, as opaque as the value: one RGBA pixel per value from 0 to 1. */
export function inkPixels(values: ArrayLike<number>): Pixels {
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) pixels.set([24, 28, 36, 255 * (values[i] as number)], 4 * i);
  return pixels;
}

/** The picture that the networks see: drawn by hand, or a test digit. */
interface Asked {
  /** The picture in the form of the networks' input. */
  readonly input: ArrayLike<number>;
  /** Its class, if it is a test sample. */
  readonly label?: number;
}

/** Null after the pad was cleared; undefined before there is any picture. */
const asked = createShared<Asked | null | undefined>(undefined);

export const useAsked = asked.use;

export const ask = (about: Asked | null): void => asked.set(about);

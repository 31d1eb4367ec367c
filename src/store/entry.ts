/** The values of one matrix entry: the target, the observed value, and each network's estimate. */
import type { NetworkName } from "../workloads/mf/config/fields.ts";
import { displayValue } from "../math/units.ts";
import { formatCount } from "./format.ts";
import { shortName, type LoadedRun, type Entry } from "./kinds/matrix-state.ts";
import type { MatrixData } from "./kinds/matrix-data.ts";

interface EntryValues {
  /** The target's value in the data's unit; undefined if it is missing. */
  readonly target: number | undefined;
  /** The observed value, if it differs because of noise. */
  readonly seen: number | undefined;
  readonly state: "shown" | "validation" | "hidden" | "missing" | "projected";
  readonly estimates: readonly { readonly id: NetworkName; readonly value: number | undefined }[];
}

export function entryValues(
  run: LoadedRun,
  { entries, models }: MatrixData,
  { row, col }: Entry,
): EntryValues {
  const at = row * run.cols + col;
  const isKnown = (entries?.known?.[at] ?? 1) === 1;
  const isShown = isKnown && (entries?.observed?.[at] ?? 1) === 1;
  const isApart = entries?.validation?.[at] === 1;
  const shown = (normalized: number | undefined): number | undefined =>
    normalized === undefined
      ? undefined
      : displayValue(run.unit, normalized) + (entries?.baseline?.[at] ?? 0);
  const isProjected = run.config.task === "ms";
  return {
    target: isKnown ? shown(entries?.target[at]) : undefined,
    seen: (isShown || isApart) && !isProjected ? shown(entries?.seen?.[at]) : undefined,
    state: !isKnown
      ? "missing"
      : isProjected
        ? "projected"
        : isApart
          ? "validation"
          : isShown
            ? "shown"
            : "hidden",
    estimates: run.models.map(({ id }) => ({
      id,
      value: shown(models.get(id)?.view?.pictures?.values[at]),
    })),
  };
}

export const placeOf = ({ row, col }: Entry): string =>
  `Row ${formatCount(row + 1)}, column ${formatCount(col + 1)}`;

const STATES: Readonly<Record<EntryValues["state"], string>> = {
  shown: "shown",
  validation: "held out for validation",
  hidden: "hidden",
  missing: "missing in the file",
  projected: "seen through projections",
};

export const stateText = ({ state }: EntryValues): string => STATES[state];

/** Four digits: more than a picture shows, but fewer than float32 has. */
export function entryText(run: LoadedRun, value: number | undefined): string {
  if (value === undefined) return "–";
  const text = signed(value);
  return run.unit.label ? `${text} ${run.unit.label}` : text;
}

function signed(value: number): string {
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-3 && size < 1e5) || !Number.isFinite(size);
  const text = isPlain
    ? size.toLocaleString("en", { minimumSignificantDigits: 4, maximumSignificantDigits: 4 })
    : size.toExponential(3).replace("e+", "e");
  return value < 0 ? `−${text}` : text;
}

/** All values of an entry in one line, for screen readers. */
export function tellEntry(run: LoadedRun, data: MatrixData, entry: Entry): string {
  const values = entryValues(run, data, entry);
  const estimates = values.estimates.map(({ id, value }) => `${shortName(id)} ${entryText(run, value)}`);
  return `${placeOf(entry)}: target ${entryText(run, values.target)}, ${stateText(values)}; ${estimates.join(", ")}`;
}

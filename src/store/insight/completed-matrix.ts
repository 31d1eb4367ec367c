/** The matrix that a network has learned, in the displayed unit. Given values are kept or replaced. */
import { pictureColours } from "../../workloads/mf/probes/colours.ts";
import { clipped, rangeOf } from "../../workloads/mf/data/cells.ts";
import type { NetworkName } from "../../workloads/mf/config/fields.ts";
import { displayValue } from "../../math/units.ts";
import { linesToCsv } from "../../workloads/mf/data/files/write-csv.ts";
import type { MatrixData } from "../kinds/matrix-data.ts";
import type { OwnFileFacts, LoadedRun, TableStyle } from "../kinds/matrix-state.ts";

/** Which given values to keep: all of the data, the observed ones, or none. */
export type Keep = "known" | "seen" | "none";

export interface CompletedMatrix {
  readonly step: number;
  readonly rows: number;
  readonly cols: number;
  readonly values: Float64Array;
}

/** The choices available, the usual one first. */
export function keepChoices({ missingCount = 0, config, observedCount, rows, cols }: LoadedRun): Keep[] {
  if (config.task !== "mc" || (missingCount === 0 && observedCount === rows * cols)) return ["none"];
  return missingCount > 0 ? ["known", "seen", "none"] : ["seen", "none"];
}

/** The matrix at the displayed step, recorded or last. Undefined before there is an estimate. */
export function completedMatrix(
  run: LoadedRun,
  { entries, models, recording }: MatrixData,
  id: NetworkName,
  keep: Keep,
  given: Float64Array,
  lookingAt: number | undefined,
): CompletedMatrix | undefined {
  const estimate = models.get(id)?.view?.pictures?.values;
  if (!estimate) return undefined;
  const isKept = {
    known: (i: number) => entries?.known?.[i] !== 0,
    seen: (i: number) => entries?.observed?.[i] !== 0 || entries.validation?.[i] === 1,
    none: () => false,
  }[keep];
  const range = isTable(run) && rangeOf({ values: given.filter((_, i) => entries?.observed?.[i] !== 0) });
  const values = Float64Array.from(estimate, (value, i) => {
    if (isKept(i)) return given[i] as number;
    const learned = displayValue(run.unit, value) + (entries?.baseline?.[i] ?? 0);
    return rounded(range ? clipped(learned, range) : learned);
  });
  return { step: lookingAt ?? recording.last?.step ?? 0, rows: run.rows, cols: run.cols, values };
}

/** The estimates of a table are clipped to the values that training saw, as wherever they are judged. */
const isTable = ({ config, psnrAtOne }: LoadedRun): boolean =>
  config.data === "file" && config.task === "mc" && psnrAtOne === undefined;

/** Rounds an estimate to seven digits, because float32 has no more. */
const rounded = (value: number): number => Number(value.toPrecision(7));

/** For a user file: the names of the chosen rows and columns, unless rows and columns are averaged. */
export function styleOf({ rows, cols, config }: LoadedRun, file: OwnFileFacts | undefined): TableStyle {
  if (config.data !== "file" || !file) return {};
  const [top = 0, left = 0, height = file.rows, width = file.cols] = config.crop;
  return {
    rowNames: height === rows ? file.rowNames?.slice(top, top + height) : undefined,
    colNames: width === cols ? file.colNames?.slice(left, left + width) : undefined,
    notation: file.notation,
  };
}

export function matrixCsv(
  { rows, cols, values }: CompletedMatrix,
  { rowNames, colNames, notation }: TableStyle,
): Promise<string> {
  const corner = rowNames ? [""] : [];
  const lines = Array.from({ length: rows }, (_, i) => [
    ...(rowNames ? [rowNames[i] ?? ""] : []),
    ...values.subarray(i * cols, (i + 1) * cols),
  ]);
  return linesToCsv(colNames ? [[...corner, ...colNames], ...lines] : lines, notation);
}

/** Size of the table without names, estimated from a few entries. */
export function csvByteLength({ values }: CompletedMatrix): number {
  const every = Math.max(1, Math.floor(values.length / 1000));
  let [letters, counted] = [0, 0];
  for (let i = 0; i < values.length; i += every, counted++) letters += String(values[i]).length + 1;
  return (values.length * letters) / counted;
}

/** Ends of a picture's colour scale: black and white for photographs, else its smallest and largest value. */
export function pictureEnds({ unit }: LoadedRun, { values }: CompletedMatrix): readonly [number, number] {
  if (unit.peak !== undefined) return [0, unit.peak];
  const { low, high } = rangeOf({ values });
  return [low, high];
}

/** RGBA: grey for photographs, with kept pixels unchanged, and viridis for everything else. */
export function matrixPixels(run: LoadedRun, matrix: CompletedMatrix): Uint8ClampedArray<ArrayBuffer> {
  const [low, high] = pictureEnds(run, matrix);
  const { peak } = run.unit;
  const plain = { offset: 0, scale: 1, label: "", display: "identity" } as const;
  const colours = pictureColours(peak === undefined ? plain : { ...plain, peak }, 0, 1);
  const pixels = Uint32Array.from(matrix.values, (value) => {
    const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
    return colours[Math.round((colours.length - 1) * share)] as number;
  });
  return new Uint8ClampedArray(pixels.buffer);
}

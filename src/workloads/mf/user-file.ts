/**
 * Reads a user file and proposes its settings. Experiments refer to the file by its checksum. The page, the command line
 * and the library share this code.
 */
import { badInput } from "../../core/errors.ts";
import { formatCount } from "../../core/format.ts";
import { divisible, type Parts } from "../../core/parts.ts";
import { sha256 } from "../../core/sha256.ts";
import type { Experiment } from "./config/fields.ts";
import { randomStream } from "../../math/random.ts";
import { centring, residualOf } from "./data/centre.ts";
import {
  cellsAt,
  cellsFrom,
  cellsOf,
  eachCell,
  splitCells,
  transposeCells,
  type Cells,
} from "./data/cells.ts";
import type { ImportedMatrix } from "./data/files/imported.ts";
import { parseFile, type DecodeImage } from "./data/files/parse.ts";
import { leadingOfCells } from "./data/leading.ts";
import { QUICK_SIDE, quote } from "./file-limits.ts";
import type { UserFile } from "./training.ts";

export async function readUserFile(name: string, bytes: Uint8Array, decode?: DecodeImage): Promise<UserFile> {
  const matrix = await parseFile(bytes, decode);
  return { name, checksum: sha256(bytes).slice(0, 16), matrix };
}

/** Largest number of rows or columns of a table whose unknown entries are computed too, unless the user wants it. */
const DENSE_SIDE = 512;
/** The longer side of a newly opened picture. The user can choose a larger size. */
const PICTURE_SIDE = 128;
/** The rank r of a picture. */
const USUAL_RANK = 10;
/** Fraction of the known cells that are not held out as a test, and the fraction of these that is held out for validation. */
const SPLIT = { observed: 0.9, validation: 0.1 } as const;

export const isPicture = ({ format }: Pick<ImportedMatrix, "format">): boolean =>
  format === "image" || format === "pgm";

/**
 * The settings of a newly opened file. Pictures are averaged to 128 pixels on their longer side. Tables and ratings train
 * whole: a tenth of their known cells is held out as a test and a tenth of the others for validation, the effects of rows
 * and columns are subtracted, training ends at the best validation step, and the rank follows from the data. (The few cells of
 * ratings hide their rank, so they get the largest one, and validation decides how much of it is used.) A table with
 * a side above 512 trains on its known entries only.
 */
export const firstSettings = divisible(function* ({
  checksum,
  matrix,
  test,
}: UserFile): Parts<Partial<Experiment>> {
  const { rows, cols } = matrix;
  const file = { data: "file", task: "mc", file: checksum } as const;
  if (isPicture(matrix)) {
    const scale = Math.min(1, PICTURE_SIDE / Math.max(rows, cols));
    const size = { rows: Math.max(2, Math.round(scale * rows)), cols: Math.max(2, Math.round(scale * cols)) };
    const rank = Math.max(1, Math.floor(Math.min(size.rows, size.cols) / 8));
    return { ...file, ...size, ...(rank < USUAL_RANK ? { rank } : {}), observed: 0.5 };
  }
  const side = Math.max(rows, cols);
  return {
    ...file,
    ...(side > DENSE_SIDE || test ? { entries: "known", gamma: 0.1, rateMode: "shared", rate: 0.3 } : {}),
    rows,
    cols,
    rank: matrix.format === "ratings" ? mostRank(matrix) : yield* rankOf(cellsOfFile(matrix)),
    ...SPLIT,
    ...(test ? { observed: 1 } : {}),
    centre: "biases",
    networks: side > QUICK_SIDE || test ? ["yaras"] : ["original", "yaras"],
    steps: 2000,
    stop: "validation",
  };
});

/** A file's known cells, or those of a part of it. */
export function cellsOfFile(
  { rows, cols, values, known, cells }: ImportedMatrix,
  part: Pick<Experiment, "crop" | "rows" | "cols"> = { crop: [], rows, cols },
): Cells {
  const [top = 0, left = 0, height = rows, width = cols] = part.crop;
  if (top + height > rows || left + width > cols || part.rows !== height || part.cols !== width)
    throw badInput(
      `A run on the known entries takes a file as it is, without averages. The file has ${formatCount(rows)} × ${formatCount(cols)} values, and the settings ask for ${formatCount(part.rows)} × ${formatCount(part.cols)}. Choose the file again.`,
    );
  const whole = cells ?? cellsOf({ rows, cols, data: values }, known);
  if (height === rows && width === cols) return whole;
  const kept: number[] = [];
  eachCell(whole, (i, j, at) => {
    if (i >= top && i < top + height && j >= left && j < left + width) kept.push(at);
  });
  return cellsAt(whole, Uint32Array.from(kept), { rows: height, cols: width }, top, left);
}

/** The known cells of a run on the file; undefined if it averages them. */
export function cellsOfRun(
  matrix: ImportedMatrix,
  part: Pick<Experiment, "crop" | "rows" | "cols">,
): Cells | undefined {
  const [, , height = matrix.rows, width = matrix.cols] = part.crop;
  return height === part.rows && width === part.cols ? cellsOfFile(matrix, part) : undefined;
}

/** The names of the run's rows and columns, if the file has them and they are not averaged. */
export function namesOfRun(
  { rows, cols, rowNames, colNames }: ImportedMatrix,
  part: Pick<Experiment, "crop" | "rows" | "cols">,
): Pick<ImportedMatrix, "rowNames" | "colNames"> {
  const [top = 0, left = 0, height = rows, width = cols] = part.crop;
  return {
    ...(rowNames && height === part.rows ? { rowNames: rowNames.slice(top, top + height) } : {}),
    ...(colNames && width === part.cols ? { colNames: colNames.slice(left, left + width) } : {}),
  };
}

/**
 * The file of the training cells, with the cells of a second file as its test cells. If both files name their rows and
 * columns, equal names belong together; otherwise, both must have the same size.
 */
export function withTest(train: UserFile, test: UserFile): UserFile {
  const [a, b] = [train.matrix, test.matrix];
  const byName = a.rowNames && b.rowNames && a.colNames && b.colNames;
  if (!byName && (a.rows !== b.rows || a.cols !== b.cols))
    throw badInput(
      `${train.name} has ${formatCount(a.rows)} × ${formatCount(a.cols)} values, and ${test.name} has ${formatCount(b.rows)} × ${formatCount(b.cols)}. Without names, both need the same size.`,
    );
  if (byName)
    for (const { name, matrix } of [train, test])
      for (const names of [matrix.rowNames, matrix.colNames]) refuseTwice(name, names ?? []);
  const inRows = joined(a.rows, b.rows, a.rowNames, b.rowNames);
  const inCols = joined(a.cols, b.cols, a.colNames, b.colNames);
  const size = { rows: inRows.count, cols: inCols.count };
  const known = cellsOfFile(a);
  const starts = new Uint32Array(size.rows + 1).map((_, i) => known.starts[Math.min(i, a.rows)] as number);
  const cells = { ...known, ...size, starts };
  const others = cellsOfFile(b);
  const [row, column] = [new Uint32Array(others.values.length), new Uint32Array(others.values.length)];
  eachCell(others, (i, j, at) => {
    row[at] = inRows.place(i);
    column[at] = inCols.place(j);
  });
  return {
    ...train,
    matrix: {
      ...a,
      ...size,
      values: new Float64Array(),
      known: undefined,
      cells,
      ...(inRows.names ? { rowNames: inRows.names } : {}),
      ...(inCols.names ? { colNames: inCols.names } : {}),
    },
    test: cellsFrom(size.rows, size.cols, row, column, (at) => others.values[at] as number),
  };
}

/** A name that occurs twice could not be matched. */
function refuseTwice(file: string, names: readonly string[]): void {
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined)
    throw badInput(
      `${file} has the name ${quote(twice)} twice, so it cannot be matched with the other file. Give every row and every column a name of its own.`,
    );
}

/** The lines of the first file, then those that only the second one has, and the place of each of its lines there. */
function joined(first: number, second: number, names?: readonly string[], others?: readonly string[]) {
  if (!names || !others) return { count: first, place: (at: number) => at, names };
  const places = new Map(names.map((name, at) => [name, at]));
  const all = [...names];
  for (const name of others)
    if (!places.has(name)) {
      places.set(name, all.length);
      all.push(name);
    }
  return { count: all.length, place: (at: number) => places.get(others[at] ?? "") ?? second, names: all };
}

/** Largest rank that is looked for. */
const MAX_RANK = 10;

const mostRank = ({ rows, cols }: { readonly rows: number; readonly cols: number }): number =>
  Math.max(1, Math.min(MAX_RANK, Math.floor(Math.min(rows, cols) / 8)));

/**
 * The number of singular values that stand out from noise: those of the training cells, without the effects of rows and
 * columns and with 0 elsewhere, that exceed the largest one of the same cells with random signs (parallel analysis; Hong,
 * Sheng and Dobriban 2020). Between 1 and MAX_RANK, and at most an eighth of the shorter side.
 */
function* rankOf(cells: Cells): Parts<number> {
  yield;
  const { train } = splitCells(cells, 0, SPLIT);
  yield;
  const centred = centring(train, "biases");
  yield;
  const residual = residualOf(train, centred);
  const most = mostRank(cells);
  const turned = transposeCells(residual);
  const { sigma } = yield* leadingOfCells.parts(residual, most, turned);
  const random = randomStream(0, "signs");
  const { values } = residual;
  values.forEach((value, at) => (values[at] = random.uniform() < 0.5 ? -value : value));
  turned.places.forEach((at, k) => (turned.values[k] = values[at] as number));
  const [noise = 0] = (yield* leadingOfCells.parts(residual, 1, turned)).sigma;
  return Math.max(1, sigma.filter((value) => value > noise).length);
}

/** Runs in the worker behind the page's data view: reads a file and shows the matrix to train on. */
import { singularValues } from "../../math/svd.ts";
import { mapElements, sumOfSquares, type Matrix } from "../../math/matrix.ts";
import { topSingular } from "../../math/top-singular.ts";
import type { Experiment } from "../../workloads/mf/config/fields.ts";
import { cellsOf } from "../../workloads/mf/data/cells.ts";
import { centreAt, centring, type Centre } from "../../workloads/mf/data/centre.ts";
import {
  checkFileSize,
  FileError,
  LIMITS,
  type ImportedMatrix,
} from "../../workloads/mf/data/files/imported.ts";
import type { DecodeImage } from "../../workloads/mf/data/files/parse.ts";
import { prepare, type MatrixPreparation } from "../../workloads/mf/data/files/prepare.ts";
import type { RealData } from "../../workloads/mf/data/generate.ts";
import { EngineError } from "../../core/errors.ts";
import { pictureColours, UNSEEN } from "../../workloads/mf/probes/colours.ts";
import { firstSettings, isPicture, readUserFile } from "../../workloads/mf/user-file.ts";
import { readPeft } from "../../workloads/finetune/peft.ts";
import type { UserFile } from "../../workloads/mf/training.ts";
import { readTable, readTexts } from "./own-files.ts";

/** How the matrix is made from a file: crop, size, channel and centre. */
export interface FileSettings extends MatrixPreparation {
  readonly centre: Centre;
}

/** Facts about a file that has been read. */
export interface FileFacts
  extends Pick<UserFile, "name" | "checksum">, Pick<ImportedMatrix, "format" | "rows" | "cols" | "remarks"> {
  /** Smallest and largest known value. */
  readonly low: number;
  readonly high: number;
  readonly missing: number;
  readonly isPicture: boolean;
  readonly inColour: boolean;
  readonly first: Partial<Experiment>;
}

/** A sentence that tells the user why a file was refused. */
export interface Refusal {
  readonly refusal: string;
}

/** The prepared matrix as rows × cols × RGBA, and the range of its known values. */
export interface Preview extends Pick<FileFacts, "rows" | "cols" | "low" | "high" | "missing"> {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** σ_i/σ₁ of the centred matrix, with missing values as 0; of a large matrix only the first few. */
export interface Decay {
  readonly sigma: readonly number[];
  /** The number of all singular values. */
  readonly count: number;
  /** Number of leading singular values with nine tenths of the sum of squares, if enough are computed. */
  readonly rank90: number | undefined;
}

/** Up to this side length, computing all singular values takes no noticeable time. */
const WHOLE_SIDE = 512;
const LEADING = 32;

type Opened = Pick<Blob, "size" | "arrayBuffer">;

const READERS = { table: readTable, texts: readTexts, adapter: readPeft };

export type ReadFiles = { readonly [K in keyof typeof READERS]: ReturnType<(typeof READERS)[K]> };

export class DataLab {
  readonly #decode: DecodeImage | undefined;
  #file: UserFile | undefined;

  constructor(decode?: DecodeImage) {
    this.#decode = decode;
  }

  /** Refuses a file that is too large before reading it. */
  open(name: string, blob: Opened): Promise<FileFacts | Refusal> {
    return orRefusal(async () => {
      this.#file = await readUserFile(name, await bytesOf(blob), this.#decode);
      return factsOf(this.#file);
    });
  }

  /** Reads a user's table, texts or adapter. */
  read<K extends keyof ReadFiles>(kind: K, blob: Opened): Promise<ReadFiles[K] | Refusal> {
    return orRefusal(async () => {
      return READERS[kind](await bytesOf(blob)) as ReadFiles[K];
    });
  }

  preview(settings: FileSettings): Promise<Preview | Refusal> {
    return orRefusal(() => {
      const file = this.#opened();
      const data = prepare(file.matrix, shownOf(settings));
      const { low, high, missing } = rangeOf(data.data, data.known);
      const unit = { offset: 0, scale: 1, label: "", display: "identity" } as const;
      const colours = pictureColours(isPicture(file.matrix) ? { ...unit, peak: 1 } : unit, low, high);
      // `Uint32Array.from` would first make a list of all numbers.
      const pixels = new Uint32Array(data.data.length);
      data.data.forEach((value, i) => {
        const shade = Math.round(((colours.length - 1) * (value - low)) / (high - low));
        pixels[i] = data.known?.[i] === 0 ? UNSEEN : (colours[shade] as number);
      });
      const { rows, cols } = data;
      return { rows, cols, pixels: new Uint8ClampedArray(pixels.buffer), low, high, missing };
    });
  }

  decay(settings: FileSettings): Promise<Decay | Refusal> {
    return orRefusal(() => {
      const centred = centre(prepare(this.#opened().matrix, shownOf(settings)), settings.centre);
      const count = Math.min(centred.rows, centred.cols);
      const whole = Math.max(centred.rows, centred.cols) <= WHOLE_SIDE;
      const sigma = whole ? singularValues(centred) : topSingular(centred, Math.min(LEADING, count)).sigma;
      const wanted = 0.9 * sumOfSquares(centred);
      let held = 0;
      const at = sigma.findIndex((value) => (held += value * value) >= wanted);
      const first = sigma[0] || 1;
      return {
        sigma: sigma.map((value) => value / first),
        count,
        rank90: at < 0 ? undefined : at + 1,
      };
    });
  }

  file(): UserFile {
    return this.#opened();
  }

  #opened(): UserFile {
    if (!this.#file) throw new Error("Bug: a file must be opened first");
    return this.#file;
  }
}

/** A picture of a larger matrix shows averages. */
const shownOf = (settings: FileSettings): FileSettings => ({
  ...settings,
  rows: Math.min(settings.rows, LIMITS.trained),
  cols: Math.min(settings.cols, LIMITS.trained),
});

/** If the file has changed or vanished since the user chose it, the browser cannot read it. */
async function bytesOf(blob: Opened): Promise<Uint8Array> {
  checkFileSize(blob.size);
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw new FileError(
      "The browser could not read the file. It may have been moved or changed, or it may be a folder. Choose it again.",
    );
  }
}

function factsOf(file: UserFile): FileFacts {
  const { name, checksum, matrix } = file;
  const { format, rows, cols, values, known, cells, rgb, remarks } = matrix;
  return {
    name,
    checksum,
    format,
    rows,
    cols,
    ...(cells
      ? { ...rangeOf(cells.values, undefined), missing: rows * cols - cells.values.length }
      : rangeOf(values, known)),
    isPicture: isPicture(matrix),
    inColour: rgb?.some((value, i) => value !== rgb[i - (i % 3)]) ?? false,
    remarks,
    first: firstSettings(file),
  };
}

function rangeOf(values: Float64Array, known: ArrayLike<number> | undefined) {
  let low = Infinity;
  let high = -Infinity;
  let missing = 0;
  values.forEach((value, i) => {
    if (known?.[i] === 0) missing++;
    else {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  });
  return { low, high, missing };
}

function centre(data: RealData, how: Centre): Matrix {
  const { known, cols } = data;
  const centred = centring(cellsOf(data, known), how);
  return mapElements(data, (value, k) =>
    known?.[k] === 0 ? 0 : value - centreAt(centred, Math.floor(k / cols), k % cols),
  );
}

/** The result of the work, or the reason why the file is refused. */
async function orRefusal<T>(work: () => T | Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError) return { refusal: error.message };
    if (!(error instanceof RangeError)) throw error;
    return { refusal: "This device has too little memory for the file. Choose a smaller file." };
  }
}

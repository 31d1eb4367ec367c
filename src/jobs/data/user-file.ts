/**
 * Reads a user file and proposes its first settings. Experiments refer to the file by its checksum. The page and
 * the command line share this code.
 */
import { sha256 } from "../../core/sha256.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { ImportedMatrix } from "../../workloads/mf/data/files/imported.ts";
import { parseFile, type DecodeImage } from "../../workloads/mf/data/files/parse.ts";
import { QUICK_SIDE } from "./file-limits.ts";
import type { UserFile } from "../../workloads/mf/training.ts";

export async function readUserFile(name: string, bytes: Uint8Array, decode?: DecodeImage): Promise<UserFile> {
  const matrix = await parseFile(bytes, decode);
  return { name, checksum: sha256(bytes).slice(0, 16), matrix };
}

/** The longer side of a newly opened picture. The user can choose a larger size. */
const PICTURE_SIDE = 128;
/** The default rank r. */
const USUAL_RANK = 10;

export const isPicture = ({ format }: Pick<ImportedMatrix, "format">): boolean =>
  format === "image" || format === "pgm";

/**
 * The settings of a newly opened file. Pictures are averaged to 128 pixels on their longer side. Large tables are
 * cropped to their upper left corner, because averaged rows would mean nothing. From ratings, the mean and each
 * user's and each item's deviation from it are subtracted.
 */
export function firstSettings({ checksum, matrix }: UserFile): Partial<Experiment> {
  const { rows, cols, format } = matrix;
  const file = { data: "file", task: "mc", file: checksum } as const;
  if (isPicture(matrix)) {
    const scale = Math.min(1, PICTURE_SIDE / Math.max(rows, cols));
    const size = { rows: Math.max(2, Math.round(scale * rows)), cols: Math.max(2, Math.round(scale * cols)) };
    return { ...file, ...size, ...smallRank(size), observed: 0.5 };
  }
  const size = { rows: Math.min(rows, QUICK_SIDE), cols: Math.min(cols, QUICK_SIDE) };
  return {
    ...file,
    ...size,
    ...smallRank(size),
    ...(size.rows < rows || size.cols < cols ? { crop: [0, 0, size.rows, size.cols] } : {}),
    ...(format === "ratings" ? { centre: "biases" } : {}),
  };
}

/**
 * Small matrices get a lower rank. With the default rank, the compressed networks would have at least half
 * the matrix's width.
 */
function smallRank({ rows, cols }: { readonly rows: number; readonly cols: number }): Partial<Experiment> {
  const rank = Math.max(1, Math.floor(Math.min(rows, cols) / 8));
  return rank < USUAL_RANK ? { rank } : {};
}

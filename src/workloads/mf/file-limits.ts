/**
 * Limits of a user file, in a module separate from the code that reads it. The page states these limits before
 * and while the user chooses a part of the file.
 */
import type { Experiment } from "./config/fields.ts";
import { formatCount } from "../../core/format.ts";
import { LIMITS } from "./data/files/imported.ts";

export { LIMITS as FILE_LIMITS, quote } from "./data/files/imported.ts";

/** Largest number of rows or columns with which the original network trains quickly on any device. */
export const QUICK_SIDE = 256;

/** Explains which of a file's values are omitted or averaged. Undefined if all are used unchanged. */
export function leftOut(
  file: Pick<Experiment, "rows" | "cols">,
  { crop, rows, cols }: Pick<Experiment, "crop" | "rows" | "cols">,
): string | undefined {
  const [top = 0, left = 0, height = file.rows, width = file.cols] = crop;
  const said: string[] = [];
  if (height < file.rows || width < file.cols)
    said.push(
      `Training takes rows ${formatCount(top + 1)} to ${formatCount(top + height)} and columns ${formatCount(left + 1)} to ${formatCount(left + width)} of the file’s ${formatCount(file.rows)} × ${formatCount(file.cols)} values, ${twoDigits((100 * height * width) / (file.rows * file.cols))} % of them.`,
    );
  if (rows < height || cols < width)
    said.push(
      `Training takes ${formatCount(rows)} × ${formatCount(cols)} averages of ${formatCount(height)} × ${formatCount(width)} values, each over the known values of about ${twoDigits(height / rows)} × ${twoDigits(width / cols)} cells.`,
    );
  if (said.length === 0) return undefined;
  const why =
    Math.max(file.rows, file.cols) > LIMITS.trained
      ? `At most ${formatCount(LIMITS.trained)} rows and columns train at once.`
      : "Smaller matrices train faster: the time of a step grows with the cube of the size.";
  return [...said, why].join(" ");
}

const twoDigits = (value: number): number => Number(value.toPrecision(2));

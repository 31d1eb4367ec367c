/** What holds for a person's file, apart from what reads it: the page says it before and while a part is chosen. */
import type { Experiment } from "../experiment/experiment.ts";
import { sentence, type Sentence } from "../math/sentence.ts";
import { LIMITS } from "../problem/files/imported.ts";

export const FILE_LIMITS = LIMITS;

/** Rows, and columns, that train at a glance on any device. */
export const QUICK_SIDE = 256;

interface Size {
  readonly rows: number;
  readonly cols: number;
}

/** Which of a file's values are left out or averaged, and why; undefined where all are trained on as they are. */
export function leftOut(
  file: Size,
  { crop, rows, cols }: Pick<Experiment, "crop" | "rows" | "cols">,
): Sentence | undefined {
  const [top = 0, left = 0, height = file.rows, width = file.cols] = crop;
  const isPart = height < file.rows || width < file.cols;
  const isAveraged = rows < height || cols < width;
  if (!isPart && !isAveraged) return undefined;
  const percent = Number(((100 * height * width) / (file.rows * file.cols)).toPrecision(2));
  const part = sentence(
    "Training takes rows {top} to {bottom} and columns {left} to {right} of the file's {fileRows} × {fileCols} values, {percent} % of them.",
    {
      top: top + 1,
      bottom: top + height,
      left: left + 1,
      right: left + width,
      fileRows: file.rows,
      fileCols: file.cols,
      percent,
    },
  );
  const averaged = sentence(
    "Training takes {rows} × {cols} averages of {height} × {width} values, each over about {down} × {across} known cells.",
    {
      rows,
      cols,
      height,
      width,
      down: Number((height / rows).toPrecision(2)),
      across: Number((width / cols).toPrecision(2)),
    },
  );
  return sentence("{what} {why}", {
    what: isPart && isAveraged ? sentence("{part} {averaged}", { part, averaged }) : isPart ? part : averaged,
    why: whyNotAll(file),
  });
}

function whyNotAll({ rows, cols }: Size): Sentence {
  return Math.max(rows, cols) > LIMITS.trained
    ? sentence("At most {trained} rows and columns train at once.", { trained: LIMITS.trained })
    : sentence("Smaller matrices train faster: the time of a step grows with the cube of the size.");
}

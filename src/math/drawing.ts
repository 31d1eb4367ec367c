/**
 * A hand-drawn mask as text for a link: `24x32.AbC…`. First come the numbers of rows and columns of the
 * mask's grid. Then come run lengths, in base64url, of the differences between each row and the row above;
 * the row above the first counts as all shown. A byte holds 7 bits of a run length, lowest first; its eighth
 * bit says that more bits follow. If there are no run lengths, all cells are shown.
 */
export interface Drawing {
  readonly rows: number;
  readonly cols: number;
  /** rows × cols, row by row: 1 for a shown cell, 0 for a hidden one. */
  readonly shown: Uint8Array;
}

/** Largest number of cells per side of a new drawing. On a larger matrix, a cell covers several entries. */
const MAX_CELLS = 128;
/** Limits the run lengths, so that a link still fits into a QR code. */
const MAX_CHARACTERS = 2000;
export const DRAWING_TEXT = /^([1-9]\d{0,2}x[1-9]\d{0,2}\.[A-Za-z0-9_-]{0,2000})?$/;

/** A drawing with all cells shown, on a grid for a matrix of this size. */
export function blankDrawing(rows: number, cols: number): Drawing {
  const cells = { rows: Math.min(MAX_CELLS, rows), cols: Math.min(MAX_CELLS, cols) };
  return { ...cells, shown: new Uint8Array(cells.rows * cells.cols).fill(1) };
}

/** Returns undefined when the drawing has too many runs for a link. */
export function encodeDrawing({ rows, cols, shown }: Drawing): string | undefined {
  const bytes: number[] = [];
  const write = (run: number): void => {
    for (; run > 127; run >>>= 7) bytes.push(128 | (run & 127));
    bytes.push(run);
  };
  let run = 0;
  let changing = false;
  for (let i = 0; i < shown.length; i++) {
    if ((shown[i] !== (i < cols ? 1 : shown[i - cols])) !== changing) {
      write(run);
      run = 0;
      changing = !changing;
    }
    run++;
  }
  if (changing) write(run);
  const text = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return text.length <= MAX_CHARACTERS ? `${rows}x${cols}.${text}` : undefined;
}

/**
 * Decodes any text that matches `DRAWING_TEXT`. Missing runs at the end mean no differences; extra runs are
 * ignored.
 */
export function decodeDrawing(text: string): Drawing {
  const [, rowsText, colsText, code = ""] = /^(\d+)x(\d+)\.(.*)$/.exec(text) ?? [];
  const [rows, cols] = [Number(rowsText ?? 1), Number(colsText ?? 1)];
  const shown = new Uint8Array(rows * cols);
  const runs = readRuns(code);
  let [at, left, changing] = [0, runs[0] ?? Infinity, false];
  for (let i = 0; i < shown.length; i++) {
    while (left === 0) {
      left = runs[++at] ?? Infinity;
      changing = at < runs.length && at % 2 === 1;
    }
    left--;
    shown[i] = (i < cols ? 1 : (shown[i - cols] as number)) ^ Number(changing);
  }
  return { rows, cols, shown };
}

function readRuns(code: string): number[] {
  // A single character at the end does not make a byte.
  const whole = code.length % 4 === 1 ? code.slice(0, -1) : code;
  const bytes = atob(whole.replaceAll("-", "+").replaceAll("_", "/"));
  const runs: number[] = [];
  let [run, place] = [0, 1];
  for (const character of bytes) {
    const byte = character.charCodeAt(0);
    run += (byte & 127) * place;
    place *= 128;
    if (byte > 127) continue;
    runs.push(run);
    [run, place] = [0, 1];
  }
  return runs;
}

/** Copies the drawing to another grid: each cell takes the value of the old cell at its place. */
export function resampleDrawing(drawing: Drawing, rows: number, cols: number): Drawing {
  const shown = new Uint8Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const from = Math.floor((i * drawing.rows) / rows) * drawing.cols;
    for (let j = 0; j < cols; j++)
      shown[i * cols + j] = drawing.shown[from + Math.floor((j * drawing.cols) / cols)] as number;
  }
  return { rows, cols, shown };
}

/** Fraction of the cells that are shown. */
export const shownFraction = ({ shown }: Drawing): number =>
  shown.reduce((sum, value) => sum + value, 0) / shown.length;

/**
 * The largest rectangle of hidden cells. For each row, the function counts how many hidden cells end there in
 * each column, and finds the widest rectangle of each such height.
 */
export function largestHidden({ rows, cols, shown }: Drawing): {
  readonly rows: number;
  readonly cols: number;
} {
  let largest = { rows: 0, cols: 0 };
  const heights = new Uint16Array(cols);
  for (let i = 0; i < rows; i++) {
    /** Open rectangles, lowest first: the column where each begins, and its height. */
    const open: [from: number, height: number][] = [];
    for (let j = 0; j <= cols; j++) {
      const height = j === cols || shown[i * cols + j] === 1 ? 0 : (heights[j] as number) + 1;
      if (j < cols) heights[j] = height;
      let from = j;
      for (let last = open.at(-1); last && last[1] >= height; last = open.at(-1)) {
        open.pop();
        from = last[0];
        if (last[1] * (j - from) > largest.rows * largest.cols) largest = { rows: last[1], cols: j - from };
      }
      open.push([from, height]);
    }
  }
  return largest;
}

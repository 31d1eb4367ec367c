/**
 * Ratings as triplets `user item rating`; further columns are ignored. This covers MovieLens' u.data, ratings.dat and
 * ratings.csv, and any list of that form. Users and items are ordered by their number of ratings, so that the upper
 * left corner is the fullest.
 */
import {
  faultAt,
  checkValue,
  FileError,
  finish,
  LIMITS,
  quote,
  refuseOneValue,
  type ImportedMatrix,
} from "./imported.ts";
import { cellsFrom, eachCell } from "../cells.ts";
import { linesOf } from "./text.ts";
import { counted, formatCount } from "../../../../core/format.ts";

/** Without such a mark in a line, blanks separate its fields. */
const MARK = / *(?:\t|::|[,;]) */;
/** Number of lines examined to tell ratings from a table of three columns. */
const SAMPLE = 200;
const USER = /^user(_?id)?$/i;
const RATING = /^(ratings?|scores?|stars?)$/i;

const isNumber = (field: string): boolean => field !== "" && !Number.isNaN(Number(field));
const isHeader = (fields: readonly string[]): boolean =>
  USER.test(fields[0] ?? "") ||
  (fields.length >= 3 && !fields.slice(0, 3).some((field) => field === "" || isNumber(field)));

/**
 * A header whose first name is “user” is enough. Otherwise, a file of at least 20 lines counts as ratings if it has three
 * or four columns, the first two hold ids that recur but never as the same pair, and the third holds at most 21 different
 * values. Ids are whole numbers, or text in one of the two columns. Above numbers, a header must name the third column “rating”,
 * because they could be values.
 */
export function isRatings(text: string): boolean {
  const sample: string[][] = [];
  for (const [line] of linesOf(text)) {
    if (line.length > 200) return false;
    if (line.trim() !== "") sample.push(fieldsOf(line));
    if (sample.length === SAMPLE) break;
  }
  const [first = []] = sample;
  if (USER.test(first[0] ?? "") && first.length >= 3) return true;
  if (sample.length < 20 || first.length < 3 || first.length > 4) return false;
  const lines = isHeader(first) ? sample.slice(1) : sample;
  const column = (k: number): string[] => lines.map((fields) => fields[k] ?? "");
  const different = (list: readonly string[]): number => new Set(list).size;
  const [users, items, ratings] = [column(0), column(1), column(2)];
  const recurring = [users, items].filter((ids) => different(ids) < lines.length).length;
  const areNumbers = [...users, ...items].every((id) => /^\d{1,10}$/.test(id));
  const haveText = [users, items].some((ids) => !ids.some((id) => id === "" || isNumber(id)));
  return (
    lines.every(({ length }) => length === first.length) &&
    (areNumbers
      ? recurring > 0 && (lines === sample || RATING.test(first[2] ?? ""))
      : haveText && recurring === 2 && ratings.every(isNumber)) &&
    different(lines.map(([user, item]) => `${user} ${item}`)) === lines.length &&
    different(ratings) <= 21
  );
}

/** Numbers in an array that grows. */
class Numbers {
  length = 0;
  #values = new Float64Array(3 * 1024);

  push(...numbers: readonly [number, number, number]): void {
    if (this.length + 3 > this.#values.length) {
      const grown = new Float64Array(2 * this.#values.length);
      grown.set(this.#values);
      this.#values = grown;
    }
    for (const number of numbers) this.#values[this.length++] = number;
  }

  at(i: number): number {
    return this.#values[i] as number;
  }
}

export function parseRatings(text: string): ImportedMatrix {
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  const triplets = new Numbers();
  for (const [line, number] of linesOf(text)) {
    if (line.trim() === "") continue;
    const fields = fieldsOf(line);
    const [user = "", item = "", rating = ""] = fields;
    if (triplets.length === 0 && isHeader(fields)) continue;
    const value = rating === "" ? NaN : Number(rating);
    if (user === "" || item === "" || Number.isNaN(value))
      throw faultAt({ row: number }, `${quote(line)} is not “user item rating”.`);
    checkValue(value, { row: number, column: 3 });
    triplets.push(indexOf(users, user), indexOf(items, item), value);
    if (triplets.length > 3 * LIMITS.ratings)
      throw new FileError(
        `The file has more than ${formatCount(LIMITS.ratings)} ratings, the most that are read. Take a part of it.`,
      );
  }
  const byUser = busiest(triplets, 0, users);
  const byItem = busiest(triplets, 1, items);
  const [rows, cols] = [users.size, items.size];
  if (rows < 2 || cols < 2)
    throw new FileError(
      `The ratings cover ${counted(rows, "user")} and ${counted(cols, "item")}; at least 2 of each are needed.`,
    );
  const read = triplets.length / 3;
  const placeOf = (part: 0 | 1, place: Uint32Array): Uint32Array =>
    new Uint32Array(read).map((_, k) => place[triplets.at(3 * k + part)] as number);
  const cells = cellsFrom(rows, cols, placeOf(0, byUser.place), placeOf(1, byItem.place), (k) =>
    triplets.at(3 * k + 2),
  );
  const repeated = read - cells.values.length;
  const ratings = {
    format: "ratings",
    rows,
    cols,
    rowNames: byUser.names,
    colNames: byItem.names,
    remarks: [
      `Read as ratings: ${formatCount(read)} by ${formatCount(rows)} users of ${formatCount(cols)} items, sorted by number of ratings.`,
      ...(cells.values.length >= LARGE ? [costOf(cells.values.length)] : []),
      ...(repeated > 0
        ? [`${counted(repeated, "rating")} left out, because a later one has the same user and item.`]
        : []),
    ],
  } as const;
  if (Math.max(rows, cols) > LIMITS.trained) {
    refuseOneValue(cells.values);
    return { ...ratings, values: new Float64Array(), known: undefined, cells };
  }
  const values = new Float64Array(rows * cols);
  const known = new Uint8Array(rows * cols);
  eachCell(cells, (i, j, k) => {
    values[i * cols + j] = cells.values[k] as number;
    known[i * cols + j] = 1;
  });
  return finish({ ...ratings, values, known });
}

/** From this number of ratings on, a remark states memory and time of a run. */
const LARGE = 1_000_000;
/** Measured at 10⁵ to 4.5 · 10⁶ ratings with r̂ = 20 on two cores; the bytes include those of reading the file. */
const EACH = { bytes: 125, stepSeconds: 2.5e-8, otherSeconds: 1.5e-5 } as const;

const costOf = (count: number): string =>
  `A run on their known entries takes about ${formatCount(250 + Math.round((EACH.bytes * count) / 1e7) * 10)} MB of memory. On two processor cores, a step takes about ${Number((EACH.stepSeconds * count).toPrecision(1))} s, and the work before and after training about ${formatCount(Number((EACH.otherSeconds * count).toPrecision(1)))} s.`;

function fieldsOf(line: string): string[] {
  const bare = line.trim();
  return bare.split(MARK.test(bare) ? MARK : /\s+/, 5).map((field) => field.replaceAll('"', "").trim());
}

function indexOf(ids: Map<string, number>, id: string): number {
  const found = ids.get(id);
  if (found !== undefined) return found;
  ids.set(id, ids.size);
  return ids.size - 1;
}

/** The names in the order by their number of ratings, and the place of every name in that order. */
function busiest(triplets: Numbers, part: 0 | 1, ids: ReadonlyMap<string, number>) {
  const counts = new Uint32Array(ids.size);
  for (let k = part; k < triplets.length; k += 3) {
    const id = triplets.at(k);
    counts[id] = (counts[id] as number) + 1;
  }
  // Names with equal counts keep the order of the file.
  const order = Uint32Array.from(counts.keys()).toSorted(
    (a, b) => (counts[b] as number) - (counts[a] as number) || a - b,
  );
  const place = new Uint32Array(ids.size);
  order.forEach((id, i) => {
    place[id] = i;
  });
  const names = [...ids.keys()];
  return { place, names: Array.from(order, (id) => names[id] as string) };
}

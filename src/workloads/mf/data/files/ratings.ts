/**
 * Ratings as triplets `user item rating`; further columns are ignored. This covers MovieLens' u.data, ratings.dat and
 * ratings.csv, and any list of that form. Users and items are ordered by their number of ratings, so that the upper
 * left corner is the fullest.
 */
import { at, checkValue, FileError, finish, LIMITS, quote, type ImportedMatrix } from "./imported.ts";
import { linesOf } from "./text.ts";
import { counted, formatCount } from "../../../../core/format.ts";

const SEPARATOR = / *(?:\t|::|[,;]) *|\s+/;
/** Number of lines examined to tell ratings from a table of three columns. */
const SAMPLE = 200;
const HEADER = /^"?user(_?id)?"?$/i;

/**
 * A header may name the columns. Without one, a file of at least 20 lines counts as ratings if it has three or
 * four columns, the first two hold whole numbers that recur but never as the same pair, and the third holds at most
 * 21 different values.
 */
export function isRatings(text: string): boolean {
  const sample: string[][] = [];
  for (const [line] of linesOf(text)) {
    if (line.length > 200) return false;
    if (line.trim() !== "") sample.push(fieldsOf(line));
    if (sample.length === SAMPLE) break;
  }
  const [first = []] = sample;
  if (HEADER.test(first[0] ?? "") && first.length >= 3) return true;
  if (sample.length < 20 || first.length < 3 || first.length > 4) return false;
  const column = (k: number): string[] => sample.map((fields) => fields[k] ?? "");
  const different = (list: readonly string[]): number => new Set(list).size;
  const [users, items, ratings] = [column(0), column(1), column(2)];
  return (
    sample.every(({ length }) => length === first.length) &&
    [...users, ...items].every((id) => /^\d{1,10}$/.test(id)) &&
    different(sample.map(([user, item]) => `${user} ${item}`)) === sample.length &&
    (different(users) < sample.length || different(items) < sample.length) &&
    different(ratings) <= 21
  );
}

export function parseRatings(text: string): ImportedMatrix {
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  const triplets: number[] = [];
  for (const [line, number] of linesOf(text)) {
    if (line.trim() === "") continue;
    const [user = "", item = "", rating = ""] = fieldsOf(line);
    if (triplets.length === 0 && HEADER.test(user)) continue;
    const value = rating === "" ? NaN : Number(rating);
    if (user === "" || item === "" || Number.isNaN(value))
      throw new FileError(at({ row: number }, `${quote(line)} is not “user item rating”.`), {
        row: number,
        ...(Number.isNaN(value) ? { column: 3 } : {}),
      });
    checkValue(value, { row: number, column: 3 });
    triplets.push(indexOf(users, user), indexOf(items, item), value);
  }
  const byUser = busiest(triplets, 0, users);
  const byItem = busiest(triplets, 1, items);
  const [rows, cols] = [byUser.kept.length, byItem.kept.length];
  if (rows < 2 || cols < 2)
    throw new FileError(
      `The ratings cover ${counted(users.size, "user")} and ${counted(items.size, "item")}; at least 2 of each are needed.`,
    );
  const values = new Float64Array(rows * cols);
  const known = new Uint8Array(rows * cols);
  for (let k = 0; k < triplets.length; k += 3) {
    const i = byUser.place[triplets[k] as number] as number;
    const j = byItem.place[triplets[k + 1] as number] as number;
    if (i >= rows || j >= cols) continue;
    values[i * cols + j] = triplets[k + 2] as number;
    known[i * cols + j] = 1;
  }
  const pairs = new Set<number>();
  for (let k = 0; k < triplets.length; k += 3)
    pairs.add((triplets[k] as number) * items.size + (triplets[k + 1] as number));
  const repeated = triplets.length / 3 - pairs.size;
  const cut = users.size > rows || items.size > cols;
  return finish({
    format: "ratings",
    rows,
    cols,
    values,
    known,
    rowNames: byUser.kept,
    colNames: byItem.kept,
    remarks: [
      `Read as ratings: ${formatCount(triplets.length / 3)} by ${formatCount(users.size)} users of ${formatCount(items.size)} items, sorted by number of ratings.`,
      ...(repeated > 0
        ? [`${counted(repeated, "rating")} left out, because a later one has the same user and item.`]
        : []),
      ...(cut
        ? [
            `Only the ${formatCount(rows)} users and ${formatCount(cols)} items with the most ratings are kept.`,
          ]
        : []),
    ],
  });
}

const fieldsOf = (line: string): string[] =>
  line
    .trim()
    .split(SEPARATOR, 5)
    .map((field) => field.replaceAll('"', "").trim());

function indexOf(ids: Map<string, number>, id: string): number {
  const found = ids.get(id);
  if (found !== undefined) return found;
  ids.set(id, ids.size);
  return ids.size - 1;
}

/** The names with the most triplets, at most LIMITS.trained, and the place of every name in the order by triplets. */
function busiest(triplets: readonly number[], part: 0 | 1, ids: ReadonlyMap<string, number>) {
  const counts = new Uint32Array(ids.size);
  for (let k = part; k < triplets.length; k += 3) {
    const id = triplets[k] as number;
    counts[id] = (counts[id] as number) + 1;
  }
  // Names with equal counts keep the order of the file.
  const order = Array.from(counts, (_, id) => id).toSorted(
    (a, b) => (counts[b] as number) - (counts[a] as number) || a - b,
  );
  const place = new Uint32Array(ids.size);
  order.forEach((id, i) => {
    place[id] = i;
  });
  const names = [...ids.keys()];
  return { place, kept: order.slice(0, LIMITS.trained).map((id) => names[id] as string) };
}

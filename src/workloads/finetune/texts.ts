/**
 * Reads a user's labelled texts: CSV or TSV with the columns `text` and `label`, or JSONL with fields of these names.
 * The texts stay on this machine.
 */
import Papa from "papaparse";
import { counted, formatCount } from "../../core/format.ts";
import { FileError, quote } from "../mf/data/files/imported.ts";
import { decodeText } from "../mf/data/files/text.ts";
import { MAX_TOKENS } from "./tokenizer.ts";

export const TEXT_LIMITS = { rows: 5000, pairs: 10_000, classes: 20, tokens: MAX_TOKENS } as const;
const FEWEST_ROWS = 10;

export interface LabelledTexts {
  readonly texts: readonly string[];
  /** Class number of each text. */
  readonly labels: Uint32Array;
  /** Names of the classes, in the order of their numbers. */
  readonly classes: readonly string[];
  /** Line of each text in the file, counted from 1. */
  readonly lines: Uint32Array;
}

/** Whether the first line is an object of JSON, or names the columns of texts and labels or of pairs. */
export function isLabelledTexts(bytes: Uint8Array): boolean {
  const [first = ""] = new TextDecoder()
    .decode(bytes.subarray(0, 1000))
    .trimStart()
    .split(/[\r\n]/);
  const names = first.split(/[,;\t]/).map((cell) => cell.replaceAll('"', "").trim().toLowerCase());
  const has = (...wanted: readonly string[]): boolean => wanted.every((name) => names.includes(name));
  return first.startsWith("{") || has("text", "label") || has("sentence1", "sentence2");
}

interface Row {
  readonly text: string;
  readonly label: string;
  /** Line in the file, counted from 1. */
  readonly line: number;
}

const fault = (line: number, sentence: string): FileError => new FileError(`Line ${line}: ${sentence}`);

function checkCount(count: number, noun: string, most: number): void {
  const has = `The file has ${counted(count, noun)}`;
  if (count > most) throw new FileError(`${has}, and the limit is ${formatCount(most)}. Shorten the file.`);
  if (count < FEWEST_ROWS) throw new FileError(`${has}, but at least ${FEWEST_ROWS} are needed.`);
}

/** Whether the content is a list of objects in JSON, which is not read. */
const isList = (content: string): boolean => /^\s*\[\s*\{/.test(content);

/**
 * Throws a FileError. It names the line of a faulty text, counted from 1. The encoder's length limit is not checked
 * here; `tooLong` does that when a run is built.
 */
export function parseTexts(bytes: Uint8Array): LabelledTexts {
  const content = decodeText(bytes, "CSV, TSV and JSONL");
  if (isList(content))
    throw new FileError("The file is one list in JSON. Write each object on a line of its own, as in JSONL.");
  const rows = content.trimStart().startsWith("{") ? jsonLines(content) : table(content);
  checkCount(rows.length, "text", TEXT_LIMITS.rows);
  const empty = rows.filter(({ text }) => text.trim() === "").length;
  const more = empty > 1 ? ` In all, ${formatCount(empty)} texts are empty.` : "";
  for (const { text, label, line } of rows) {
    if (text.trim() === "") throw fault(line, `The text is empty.${more} Remove the line or add a text.`);
    if (label === "") throw fault(line, "The label is missing.");
  }
  const classes = [...new Set(rows.map(({ label }) => label))].toSorted();
  if (classes.length < 2)
    throw new FileError(
      `All texts have the label ${quote(classes[0] ?? "")}: there is nothing to tell apart.`,
    );
  if (classes.length > TEXT_LIMITS.classes) {
    const known = new Set<string>();
    const first = rows.find(({ label }) => known.add(label).size > TEXT_LIMITS.classes);
    throw fault(
      first?.line ?? 1,
      `The label ${quote(first?.label ?? "")} is one too many: the limit is ${TEXT_LIMITS.classes} different labels, and the file has ${formatCount(classes.length)}.`,
    );
  }
  // Training takes at most half of the texts, and as many of each class.
  if (rows.length < 2 * classes.length)
    throw new FileError(
      `The file has ${formatCount(rows.length)} texts in ${classes.length} classes, but at least ${2 * classes.length} are needed, two for each class. Add texts, or merge classes.`,
    );
  const numbers = new Map(classes.map((name, k) => [name, k]));
  return {
    texts: rows.map(({ text }) => text),
    labels: Uint32Array.from(rows, ({ label }) => numbers.get(label) as number),
    classes,
    lines: Uint32Array.from(rows, ({ line }) => line),
  };
}

/** Pairs of sentences, each with a score of their similarity. */
export interface ScoredPairs {
  readonly pairs: readonly (readonly [string, string])[];
  readonly scores: Float64Array;
  /** Line of each pair in the file, counted from 1. */
  readonly lines: Uint32Array;
}

/** Places of the two sentences and of the score in a line, and whether the first line has their names. */
interface PairColumns {
  readonly places: readonly [number, number, number];
  readonly named: boolean;
}

const SCORE_NAMES = ["score", "similarity_score", "similarity"];

/**
 * Recognizes a file of sentence pairs by its first line: the columns `sentence1`, `sentence2` and `score`, as in GLUE's
 * files; without names, two sentences and a score; or the STS benchmark's own seven columns and more (genre, file, year,
 * number, score and both sentences). Undefined for another file.
 */
function pairColumns(first: readonly string[]): PairColumns | undefined {
  const names = first.map((cell) => cell.trim().toLowerCase());
  const place = (...known: readonly string[]): number => names.findIndex((name) => known.includes(name));
  const places = [place("sentence1"), place("sentence2"), place(...SCORE_NAMES)] as const;
  if (places.every((at) => at >= 0)) return { places, named: true };
  const isScore = (at: number): boolean =>
    (first[at] ?? "").trim() !== "" && Number.isFinite(Number(first[at]));
  if (first.length === 3 && isScore(2)) return { places: [0, 1, 2], named: false };
  return first.length >= 7 && isScore(4) ? { places: [5, 6, 4], named: false } : undefined;
}

/** Undefined if the file does not hold sentence pairs. Throws a FileError about a fault in a file of pairs. */
export function parsePairs(bytes: Uint8Array): ScoredPairs | undefined {
  const pairs: [string, string][] = [];
  const scores: number[] = [];
  const lines: number[] = [];
  let columns: PairColumns | undefined;
  const content = decodeText(bytes, "CSV, TSV and JSONL");
  if (content.trimStart().startsWith("{") || isList(content)) return undefined;
  // In the STS benchmark's files, which have tabs, a quotation mark is a letter like any other.
  const isRaw = (/^.*$/m.exec(content)?.[0].split("\t").length ?? 0) > 2;
  const take = (cells: readonly string[], line: number): boolean => {
    const isFirst = columns === undefined;
    columns ??= pairColumns(cells);
    if (!columns) return false;
    if (isFirst && columns.named) return true;
    const [one, two, written] = columns.places.map((at) => (cells[at] ?? "").trim()) as [
      string,
      string,
      string,
    ];
    if (one === "" || two === "")
      throw fault(line, "A sentence is empty. Remove the line or add a sentence.");
    const score = Number(written);
    if (written === "" || !Number.isFinite(score))
      throw fault(line, `The score ${quote(written)} is not a number.`);
    pairs.push([one, two]);
    scores.push(score);
    lines.push(line);
    return true;
  };
  if (!eachLine(content, take, isRaw) || !columns) return undefined;
  checkCount(pairs.length, "pair", TEXT_LIMITS.pairs);
  if (new Set(scores).size < 2)
    throw new FileError("All pairs have the same score: there is nothing to learn.");
  return { pairs, scores: Float64Array.from(scores), lines: Uint32Array.from(lines) };
}

/** The message about the texts that exceed the encoder's limit. Undefined if all texts fit. */
export function tooLong(
  { lines }: Pick<LabelledTexts, "lines">,
  tokens: readonly (readonly number[])[],
): string | undefined {
  const long = tokens.flatMap(({ length }, i) =>
    length > TEXT_LIMITS.tokens ? [{ length, line: lines[i] }] : [],
  );
  const [first] = long;
  const others = long.length - 1;
  const more =
    others > 0 ? ` and ${counted(others, "other text")} that ${others === 1 ? "is" : "are"} too long` : "";
  return (
    first &&
    `Line ${first.line}: The text has ${formatCount(first.length)} tokens, but the encoder reads at most ${TEXT_LIMITS.tokens}. Shorten it${more}.`
  );
}

/** Fraction of a text's letters that may be unknown to the encoder. */
const MAX_UNKNOWN = 0.2;

/** The message about texts with many letters that are in no piece of the encoder's vocabulary. Empty if there are none. */
export function unreadText(
  texts: readonly string[],
  vocabulary: readonly (readonly [piece: string, score: number])[],
): string[] {
  const known = new Set(vocabulary.flatMap(([piece]) => Array.from(piece)));
  const isUnread = (text: string): boolean => {
    const letters = text.normalize("NFKC").match(/\p{L}/gu) ?? [];
    return letters.filter((letter) => !known.has(letter)).length > MAX_UNKNOWN * letters.length;
  };
  const unread = texts.filter(isUnread).length;
  return unread === 0
    ? []
    : [
        `The encoder was trained on English. In ${formatCount(unread)} of ${formatCount(texts.length)} texts, more than a fifth of the letters are unknown to it. Translate these texts, or leave them out.`,
      ];
}

function jsonLines(content: string): Row[] {
  return content.split("\n").flatMap((json, i): Row[] => {
    if (json.trim() === "") return [];
    const line = i + 1;
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      throw fault(line, "This is not JSON. Each line must hold one object with a text and a label.");
    }
    const { text, label } = Object(value) as { text?: unknown; label?: unknown };
    if (typeof text !== "string") throw fault(line, "The field “text” is missing or is not text.");
    if (typeof label !== "string" && typeof label !== "number" && typeof label !== "boolean")
      throw fault(line, "The field “label” is missing, or is neither text nor a number.");
    return [{ text, label: String(label).trim(), line }];
  });
}

function table(content: string): Row[] {
  const rows: Row[] = [];
  let header: { readonly text: number; readonly label: number } | undefined;
  eachLine(content, (cells, line) => {
    if (!header) {
      const names = cells.map((cell) => cell.trim().toLowerCase());
      header = { text: names.indexOf("text"), label: names.indexOf("label") };
      if (header.text < 0 || header.label < 0)
        throw fault(line, "The first line must name the columns, including “text” and “label”.");
      return true;
    }
    const text = cells[header.text];
    const label = cells[header.label];
    if (text === undefined || label === undefined)
      throw fault(line, `This line has ${counted(cells.length, "cell")}, too few for a text and a label.`);
    rows.push({ text, label: label.trim(), line });
    return true;
  });
  return rows;
}

/**
 * Calls `take` with the cells and the number of each line that is not empty, until it returns false. Returns whether it
 * never did. In raw content, tabs part the cells and nothing is quoted.
 */
function eachLine(
  content: string,
  take: (cells: readonly string[], line: number) => boolean,
  isRaw = false,
): boolean {
  let line = 1;
  let last = 0;
  let goesOn = true;
  const delimiter = [",", ";", "\t"].find((one) => /^.*$/m.exec(content)?.[0].includes(one)) ?? ",";
  Papa.parse<string[]>(content, {
    ...(isRaw ? { delimiter: "\t", quoteChar: "\0" } : { delimiter }),
    step: ({ data, errors, meta: { cursor } }, parser) => {
      const start = line;
      // A cell in quotes may contain line breaks.
      line += content.slice(last, cursor).split("\n").length - 1;
      last = cursor;
      if (errors.some(({ code }) => code === "MissingQuotes"))
        throw fault(start, "A quotation mark opens here and is never closed. Add or remove one.");
      if (data.length === 1 && data[0]?.trim() === "") return;
      goesOn = take(data, start);
      if (!goesOn) parser.abort();
    },
  });
  return goesOn;
}

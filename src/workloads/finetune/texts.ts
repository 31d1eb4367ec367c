/**
 * Reads a user's labelled texts: CSV or TSV with the columns `text` and `label`, or JSONL with fields of these names.
 * The texts stay on this machine.
 */
import Papa from "papaparse";
import { counted, formatCount } from "../../core/format.ts";
import { FileError, quote } from "../mf/data/files/imported.ts";
import { decodeText } from "../mf/data/files/text.ts";
import { MAX_TOKENS } from "./tokenizer.ts";

export const TEXT_LIMITS = { rows: 5000, classes: 20, tokens: MAX_TOKENS } as const;
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

interface Row {
  readonly text: string;
  readonly label: string;
  /** Line in the file, counted from 1. */
  readonly line: number;
}

const fault = (line: number, sentence: string): FileError =>
  new FileError(`Line ${line}: ${sentence}`, { row: line });

/**
 * Throws a FileError. It names the line of a faulty text, counted from 1. The encoder's length limit is not checked
 * here; `tooLong` does that when a run is built.
 */
export function parseTexts(bytes: Uint8Array): LabelledTexts {
  const content = decodeText(bytes, "CSV, TSV and JSONL");
  const rows = content.trimStart().startsWith("{") ? jsonLines(content) : table(content);
  if (rows.length > TEXT_LIMITS.rows)
    throw new FileError(
      `The file has ${formatCount(rows.length)} texts, and the limit is ${formatCount(TEXT_LIMITS.rows)}. Shorten the file.`,
    );
  if (rows.length < FEWEST_ROWS)
    throw new FileError(
      `The file has ${counted(rows.length, "text")}, but at least ${FEWEST_ROWS} are needed.`,
    );
  for (const { text, label, line } of rows) {
    if (text.trim() === "") throw fault(line, "The text is empty. Remove the line or add a text.");
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
  const numbers = new Map(classes.map((name, k) => [name, k]));
  return {
    texts: rows.map(({ text }) => text),
    labels: Uint32Array.from(rows, ({ label }) => numbers.get(label) as number),
    classes,
    lines: Uint32Array.from(rows, ({ line }) => line),
  };
}

/** The message about the first text that exceeds the encoder's limit. Undefined if all texts fit. */
export function tooLong(
  { lines }: LabelledTexts,
  tokens: readonly (readonly number[])[],
): string | undefined {
  const at = tokens.findIndex(({ length }) => length > TEXT_LIMITS.tokens);
  return at < 0
    ? undefined
    : `Line ${lines[at]}: The text has ${formatCount(tokens[at]?.length ?? 0)} tokens, but the encoder reads at most ${TEXT_LIMITS.tokens}. Shorten it.`;
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
  let line = 1;
  let last = 0;
  Papa.parse<string[]>(content, {
    delimiter: [",", ";", "\t"].find((one) => /^.*$/m.exec(content)?.[0].includes(one)) ?? ",",
    step: ({ data, errors, meta: { cursor } }) => {
      const start = line;
      // A cell in quotes may contain line breaks.
      line += content.slice(last, cursor).split("\n").length - 1;
      last = cursor;
      if (errors.some(({ code }) => code === "MissingQuotes"))
        throw fault(start, "A quotation mark opens here and is never closed. Add or remove one.");
      if (data.length === 1 && data[0]?.trim() === "") return;
      if (!header) {
        const names = data.map((cell) => cell.trim().toLowerCase());
        header = { text: names.indexOf("text"), label: names.indexOf("label") };
        if (header.text < 0 || header.label < 0)
          throw fault(start, "The first line must name the columns, including “text” and “label”.");
        return;
      }
      const text = data[header.text];
      const label = data[header.label];
      if (text === undefined || label === undefined)
        throw fault(start, `This line has ${counted(data.length, "cell")}, too few for a text and a label.`);
      rows.push({ text, label: label.trim(), line: start });
    },
  });
  return rows;
}

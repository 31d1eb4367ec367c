/** The texts of the interface as they stand in its source: the keys of a catalogue, and what a person would read untranslated. */
import { readdirSync, readFileSync } from "node:fs";
import { parseSync } from "vite";

/** A place in the source, to be told. */
type Place = string;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

export interface SourceTexts {
  /** Keys that are written out: `t("…")`, `rich("…")`, `sentence("…")`. */
  readonly keys: ReadonlyMap<string, Place>;
  /** Calls of `t`, `rich` or `sentence` whose text is not written out. */
  readonly unwritten: readonly Place[];
  /** Words on the page that go through none of them. */
  readonly bare: readonly Place[];
}

const SPEAK = new Set(["t", "rich", "sentence"]);
/** Attributes that a person reads or hears. */
const READ = new Set([
  "title",
  "alt",
  "placeholder",
  "aria-label",
  "aria-valuetext",
  "aria-description",
  "label",
]);
/** More than a symbol, a unit or the name of a file format. */
const WORD = /\p{Ll}{2,}/u;

export function readSource(folders: readonly string[]): SourceTexts {
  const keys = new Map<string, Place>();
  const unwritten: Place[] = [];
  const bare: Place[] = [];
  for (const file of folders.flatMap(filesOf)) {
    const text = readFileSync(file, "utf8");
    const place = ({ start }: Node, what: string): Place =>
      `${file}:${text.slice(0, start).split("\n").length}: ${what}`;
    const look = (node: Node, isBareFine: boolean): void => {
      if (node.type === "CallExpression" && SPEAK.has((node["callee"] as Node)["name"] as string)) {
        const [first] = node["arguments"] as Node[];
        const written = first ? writtenOut(first) : undefined;
        if (written) for (const key of written) keys.set(key, place(node, key));
        else unwritten.push(place(node, text.slice(node.start, node["end"] as number)));
      }
      const isFine = isBareFine || isMarked(node);
      if (!isFine) for (const [found, words] of wordsOf(node)) bare.push(place(found, words));
      for (const child of childrenOf(node)) look(child, isFine);
    };
    look(parseSync(file, text).program as unknown as Node, false);
  }
  return { keys, unwritten, bare };
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);

/** The texts that an expression chooses from; undefined where one is not in the source. */
function writtenOut(node: Node): string[] | undefined {
  if (node.type === "Literal" && typeof node["value"] === "string") return [node["value"]];
  if (node.type !== "ConditionalExpression") return undefined;
  const [yes, no] = [writtenOut(node["consequent"] as Node), writtenOut(node["alternate"] as Node)];
  return yes && no && [...yes, ...no];
}

/** Words that an element shows or has as its name. */
function wordsOf(node: Node): (readonly [Node, string])[] {
  if (node.type === "JSXText") return shown(node, node["value"] as string);
  if (node.type === "JSXAttribute" && READ.has((node["name"] as Node)["name"] as string))
    return node["value"] ? bareWords(node["value"] as Node) : [];
  if (node.type === "JSXElement" || node.type === "JSXFragment")
    return (node["children"] as Node[])
      .filter(({ type }) => type === "JSXExpressionContainer")
      .flatMap(bareWords);
  return [];
}

/** Of an expression as far as it is itself what is shown. */
function bareWords(node: Node): (readonly [Node, string])[] {
  switch (node.type) {
    case "JSXExpressionContainer":
      return bareWords(node["expression"] as Node);
    case "Literal":
      return typeof node["value"] === "string" ? shown(node, node["value"]) : [];
    case "TemplateLiteral":
      return [
        ...(node["quasis"] as Node[]).flatMap((part) =>
          shown(part, (part["value"] as { readonly cooked: string }).cooked),
        ),
        ...(node["expressions"] as Node[]).flatMap(bareWords),
      ];
    case "ConditionalExpression":
      return [node["consequent"], node["alternate"]].flatMap((one) => bareWords(one as Node));
    case "LogicalExpression":
    case "BinaryExpression":
      return node["operator"] === "+" || node.type === "LogicalExpression"
        ? [node["left"], node["right"]].flatMap((one) => bareWords(one as Node))
        : [];
    default:
      return [];
  }
}

const shown = (node: Node, text: string): (readonly [Node, string])[] =>
  WORD.test(text) ? [[node, text.trim()]] : [];

/** Names and text of another language, by HTML's own attributes `translate="no"` and `lang`. */
function isMarked(node: Node): boolean {
  if (node.type !== "JSXElement") return false;
  const { attributes } = node["openingElement"] as { readonly attributes: readonly Node[] };
  return attributes.some((one) => {
    const [name, value] = [one["name"] as Node | undefined, one["value"] as Node | null];
    return (
      (name?.["name"] === "translate" && value?.["value"] === "no") ||
      (name?.["name"] === "lang" && value?.type === "Literal")
    );
  });
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof (value as Node | null)?.type === "string");
}

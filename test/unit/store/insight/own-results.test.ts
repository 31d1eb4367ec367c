/** The texts and files that the page makes of a run on the user's table. */
import { unzipSync } from "fflate";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { describe, expect, it } from "vitest";
import { bestRank, foundText, rankCells } from "../../../../src/store/insight/find-rank.ts";
import { EXAMPLE_CHECKSUM, exampleRatings } from "../../../../src/store/files/example-ratings.ts";
import { canSave, completedFile, factorsNpz, sizeNote } from "../../../../src/store/insight/own-results.ts";
import { judgedVerdict } from "../../../../src/store/run/judged.ts";
import type { NetworkNow } from "../../../../src/store/kinds/matrix-state.ts";
import { cellsOfFile, firstSettings, readUserFile } from "../../../../src/workloads/mf/user-file.ts";
import { estimateAt } from "../../../../src/workloads/mf/estimate.ts";

const network = (id: string, validation: [best: number, bestStep: number], rmse: number) =>
  ({
    id,
    progress: {
      diverged: false,
      evaluated: {
        validation: { best: validation[0], bestStep: validation[1] },
        rmse: { atBest: rmse },
        mae: { atBest: rmse / 2 },
      },
    },
  }) as unknown as NetworkNow;

describe("the verdict on a table", () => {
  it("compares the networks at their own best validation steps", () => {
    const networks = [network("original", [0.9, 30], 0.8527), network("yaras", [0.8, 60], 0.836)];
    expect(judgedVerdict(networks)).toEqual({
      model: "yaras",
      number: "0.8360",
      text: "RMSE on the test cells, at its best validation step 60; Original 0.8527 at step 30.",
    });
    expect(judgedVerdict([network("yaras", [1, 0], 1)])).toBeUndefined();
  });
});

describe("the made-up ratings", () => {
  it("are the same everywhere, and few users and items have most of them", async () => {
    const file = await readUserFile("example-ratings.csv", new TextEncoder().encode(exampleRatings()));
    expect(file.checksum).toBe(EXAMPLE_CHECKSUM);
    const { starts } = cellsOfFile(file.matrix);
    // Rows are sorted by their number of ratings.
    expect((starts[100] ?? 0) / (starts.at(-1) ?? 0)).toBeGreaterThan(0.5);
    expect(firstSettings(file)).toMatchObject({ entries: "known", networks: ["yaras"] });
  });
});

describe("the search for r̂", () => {
  const { config } = MF_CODEC.repair({
    data: "file",
    rows: 60,
    cols: 20,
    rank: 3,
    rHat: 6,
    validation: 0.1,
    networks: ["original", "yaras"],
  });

  it("trains the compressed network at every rank that fits, the current one among them, to its best step", () => {
    const cells = rankCells(config);
    expect(cells.map((cell) => cell.config.rHat)).toEqual([1, 2, 3, 4, 5, 6, 8]);
    for (const cell of cells)
      expect(cell.config).toMatchObject({
        networks: ["yaras"],
        stop: "validation",
        validation: 0.1,
        rank: 3,
      });
    expect(rankCells({ ...config, validation: 0 })).toEqual([]);
    expect(rankCells({ ...config, networks: ["original"] })).toEqual([]);
  });

  it("says which rank is best, or that none is better", () => {
    const tried = [
      { rHat: 2, validation: 0.5, rmse: 0.81 },
      { rHat: 3, validation: 0.4, rmse: 0.82 },
      { rHat: 6, validation: 0.4, rmse: 0.8 },
    ];
    const done = { state: "done", count: 3, tried } as const;
    expect(bestRank(tried)?.rHat).toBe(3);
    expect(foundText({ ...done, before: 2 })).toBe(
      "Tried r̂ = 2, 3, 6: 3 has the least validation error, so it is taken. On the test cells, which do not choose the rank, the RMSE is 0.8200; with r̂ = 2 it was 0.8100.",
    );
    const untested = tried.map((rank) => ({ ...rank, rmse: NaN }));
    expect(foundText({ ...done, tried: untested, before: 2 })).toMatch(/so it is taken\.$/);
    expect(foundText({ ...done, before: 3 })).toMatch(/: 3 has the least validation error\. It stays\.$/);
  });
});

describe("the completed table", () => {
  it("keeps the known cells and all names", async () => {
    const file = await readUserFile("x.csv", new TextEncoder().encode(",a,b\nr,1,\n=s,,4\n"));
    const zero = { rows: 2, cols: 1, data: new Float64Array(2) };
    const parts = { left: zero, right: zero, scale: 1, factors: [], rmse: 0, mae: 0 };
    const size = { rows: 2, cols: 2, centred: { offset: 2.5 }, range: { low: 1, high: 4 } };
    const settings = { ...MF_CODEC.repair({ data: "file" }).config, crop: [], rows: 2, cols: 2 };
    const { content } = await completedFile({ ...parts, ...size }, file, settings);
    expect(await new Blob(content).text()).toBe(',a,b\nr,1,2.5\n"\'=s",2.5,4\n');
  });
});

describe("the factors of a table", () => {
  it("give the estimate again", () => {
    const [left, right] = [
      { rows: 2, cols: 1, data: Float64Array.of(1, 2) },
      { rows: 3, cols: 1, data: Float64Array.of(3, 4, 5) },
    ];
    const centred = { offset: 7, ofRow: Float64Array.of(0.1, 0.2), ofCol: Float64Array.of(1, 2, 3) };
    const whole = {
      rows: 2,
      cols: 3,
      range: { low: 0, high: 99 },
      rmse: 0,
      mae: 0,
      count: 1,
      scale: 2,
      centred,
    };
    const factors = [{ ...right, rows: 1, cols: 3 }, left];
    const names = { rowNames: ["r", "s"], colNames: ["a", "b", "c"] };
    const saved = unzipSync(factorsNpz("yaras", 60, { ...whole, left, right, factors }, names));
    const one = (name: string, at = 0): number => {
      const bytes = saved[`${name}.npy`] ?? new Uint8Array(16);
      const header = 10 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
      return new Float64Array(bytes.slice(header).buffer)[at] ?? NaN;
    };
    expect(Object.keys(saved)).toEqual(expect.arrayContaining(["row_names.npy", "column_names.npy"]));
    expect(one("step")).toBe(60);
    const value = one("offset") + one("row_effects", 1) + one("column_effects", 2);
    expect(value + one("scale") * one("yaras/W2", 1) * one("yaras/W1", 2)).toBe(
      estimateAt({ left, right, scale: 2, centred }, 1, 2),
    );
  });

  it("are all that the page saves of a table beyond 1 GiB, and have the names of a table saved as NPY", () => {
    expect(sizeNote({ rows: 943, cols: 1682 })).toBeUndefined();
    expect([canSave({ rows: 6040, cols: 3706 }), canSave({ rows: 70_000, cols: 10_000 })]).toEqual([
      true,
      false,
    ]);
    expect(sizeNote({ rows: 6040, cols: 3706 })).toContain("saved as NPY");
    expect(sizeNote({ rows: 70_000, cols: 10_000 })).toContain("70,000 × 10,000 cells");
  });
});

import { expect, it } from "vitest";
import { leftOut } from "../../../../src/workloads/mf/file-limits.ts";
import { firstSettings, readUserFile } from "../../../../src/workloads/mf/user-file.ts";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { prepare } from "../../../../src/workloads/mf/data/files/prepare.ts";
import { bytesOf } from "./data/files/samples.ts";

it("says nothing where every value is taken", () => {
  expect(leftOut({ rows: 20, cols: 30 }, { crop: [], rows: 20, cols: 30 })).toBeUndefined();
});

it("says which part is taken, what is averaged, and why", () => {
  const file = { rows: 2000, cols: 2000 };
  expect(leftOut(file, { crop: [0, 0, 256, 256], rows: 256, cols: 256 })).toBe(
    "Training takes rows 1 to 256 and columns 1 to 256 of the file’s 2,000 × 2,000 values, 1.6 % of them. Smaller matrices train faster: the time of a step grows with the cube of the size.",
  );
  expect(leftOut(file, { crop: [], rows: 250, cols: 250 })).toMatch(
    /^Training takes 250 × 250 averages of 2,000 × 2,000 values, each over the known values of about 8 × 8 cells\./,
  );
  expect(leftOut(file, { crop: [0, 0, 1000, 1000], rows: 250, cols: 250 })).toMatch(
    /25 % of them\. .* 4 × 4 cells/,
  );
  expect(leftOut({ rows: 5000, cols: 40 }, { crop: [0, 0, 256, 40], rows: 256, cols: 40 })).toContain(
    "At most 2,048 rows and columns train at once.",
  );
});

it("averages a table of more rows than train at once over its known cells, and its link makes the same again", async () => {
  const rows = 4000;
  // In each block three of four rows are missing, so the average is the remaining row.
  const lines = Array.from({ length: rows }, (_, i) => (i % 4 === 1 ? `${i},${2 * i}` : ","));
  const file = await readUserFile("long.csv", bytesOf(lines.join("\n")));
  expect([file.matrix.rows, file.matrix.cols]).toEqual([rows, 2]);
  const first = firstSettings(file);
  const { config } = MF_CODEC.repair({
    ...first,
    crop: [0, 0, rows, 2],
    rows: 1000,
    cols: 2,
    observed: 1,
  });
  expect(MF_CODEC.decode(MF_CODEC.encode(config))).toEqual({ config, repairs: [] });
  const { data, known } = prepare(file.matrix, config);
  for (const i of [0, 1, 999])
    expect(Array.from(data.slice(2 * i, 2 * i + 2))).toEqual([4 * i + 1, 8 * i + 2]);
  expect(known).toBeUndefined();
});

/** The page names scarce classes of a user's table in Digits, and shows the values of a row. */
import { expect, test } from "vitest";
import { classCounts } from "../../../../src/ui/parts/class-counts.ts";
import { farthestValues } from "../../../../src/ui/workloads/digits/facts.ts";
import { scarceText } from "../../../../src/ui/workloads/digits/OwnTable.tsx";
import { parseLabelledTable, splitRows, tableData } from "../../../../src/workloads/digits/table.ts";

test("every class of a file is named with its count, first the smallest and the largest if there are many", () => {
  const classes = Array.from("hgfedcba");
  const labels = classes.flatMap((_, k) => Array.from({ length: 8 - k }, () => k));
  expect(classCounts("row", labels, classes)).toMatchObject({
    text: "36 rows in 8 classes (a 1 … h 8)",
    rest: " The other classes: b 2, c 3, d 4, e 5, f 6, g 7.",
  });
  expect(classCounts("row", [0, 1, 1], ["a", "b"])).toMatchObject({
    text: "3 rows in 2 classes (a 1, b 2)",
    rest: "",
  });
});

test("classes with few rows, and those that the test or training lacks, are named with their rows", () => {
  const classes = ["common", "only trained", "only tested"];
  const { test: held, train } = splitRows(60);
  const labels = new Uint32Array(60);
  expect(scarceText(labels, ["common"])).toBe("");
  for (const row of train.subarray(0, 2)) labels[row] = 1;
  labels[held[0] as number] = 2;
  expect(scarceText(labels, classes)).toBe(
    " Classes with fewer than 10 rows: only trained 2, only tested 1. Without a test row: only trained 2. Without a training row: only tested 1.",
  );
});

test("a row shows the values of the file that lie farthest from their columns' means", () => {
  const lines = Array.from(
    { length: 40 },
    (_, i) => `${i % 5},${2000 + i},${i === 7 ? 123456 : i % 3},7,${i},${i * i},${-i},${i % 2},c${i % 2}`,
  );
  const table = parseLabelledTable(
    new TextEncoder().encode(["zero,year,large,same,d,e,f,g,label", ...lines].join("\n")),
  );
  const { columns = [], test: held, train, features } = tableData(table);
  const split = splitRows(40);
  const place = split.train.indexOf(7);
  const [samples, at] = place >= 0 ? [train, place] : [held, split.test.indexOf(7)];
  const shown = farthestValues(columns, samples.inputs.subarray(at * features, (at + 1) * features));
  expect(shown).toHaveLength(6);
  expect(shown[0]).toEqual({ name: "large", value: 123456 });
  const row = { zero: 2, year: 2007, large: 123456, same: 7, d: 7, e: 49, f: -7, g: 1 };
  for (const { name, value } of shown) expect(value, name).toBeCloseTo(row[name as keyof typeof row], 2);
  const zeros = farthestValues(
    columns,
    columns.map(({ mean, deviation }) => Math.fround(deviation && -mean / deviation)),
  );
  // −0 is written as 0.
  expect(zeros.map(({ value }) => value + 0)).toEqual(zeros.map(({ name }) => (name === "same" ? 7 : 0)));
});

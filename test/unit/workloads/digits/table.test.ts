/** Tables with a column of labels: input that is accepted, and where a fault is reported. */
import { expect, test } from "vitest";
import { FileError } from "../../../../src/workloads/mf/data/files/imported.ts";
import { parseLabelledTable as parseBytes, tableData } from "../../../../src/workloads/digits/table.ts";

/** `count` rows of two numbers and a label. */
const rows = (count: number, label: (i: number) => string = (i) => `c${i % 3}`): string[] =>
  Array.from({ length: count }, (_, i) => `${i},${i * i},${label(i)}`);

const parseLabelledTable = (text: string) => parseBytes(new TextEncoder().encode(text));

function faultOf(text: string): FileError {
  try {
    parseLabelledTable(text);
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
  throw new Error("the table was taken");
}

test("the last column is the label where none is named", () => {
  const table = parseLabelledTable(rows(12).join("\n"));
  expect(table).toMatchObject({ features: 2, classes: ["c0", "c1", "c2"], labelColumn: "column 3" });
  expect(table.columns).toEqual(["column 1", "column 2"]);
  expect(table.labels.slice(0, 4)).toEqual(Uint32Array.of(0, 1, 2, 0));
  expect(table.inputs.slice(4, 8)).toEqual(Float64Array.of(2, 4, 3, 9));
});

test("a named label column, semicolons, and classes that are numbers in their order", () => {
  const body = Array.from({ length: 22 }, (_, i) => `${i % 11};${i};-1.5e2`);
  const table = parseLabelledTable(["Class;a;b", ...body].join("\r\n"));
  expect(table.labelColumn).toBe("Class");
  expect(table.columns).toEqual(["a", "b"]);
  expect(table.classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  expect(table.inputs.slice(2, 4)).toEqual(Float64Array.of(1, -150));
});

test("of several possible label columns, the one named “label”", () => {
  const table = parseLabelledTable(["x,y,Label", ...rows(12)].join("\r"));
  expect(table).toMatchObject({ features: 2, classes: ["c0", "c1", "c2"], labelColumn: "Label" });
});

test.each([
  ["text among numbers", ["a,b,label", ...rows(11), "1,x,c0"], "Row 13, column 2: "],
  ["a missing number", [...rows(11), "1,,c0"], "Row 12, column 2: "],
  ["a missing label", [...rows(11), "1,2,"], "Row 12, column 3: "],
  ["a short row", [...rows(11), "1,2"], "Row 12: "],
  ["a number out of range", [...rows(11), "1e300,2,c0"], "Row 12, column 1: "],
])("%s is refused with its place", (_name, lines, place) => {
  expect(faultOf(lines.join("\n")).message.startsWith(place)).toBe(true);
});

test("the first empty cell is named, and all of them are counted", () => {
  const fault = faultOf(["a,b,label", ...rows(10), "1,,c0", ",,c1"].join("\n"));
  expect(fault.message).toBe(
    "Row 12, column 2: The value is missing. In all, 3 cells in 2 rows are empty. Fill them, or remove their rows.",
  );
});

test("labels in Latin-1 are refused with their line, and not merged", () => {
  const lines = [...rows(11), "1,2,grün", "1,2,grön"].join("\r\n");
  const latin1 = Uint8Array.from(lines, (letter) => letter.charCodeAt(0));
  expect(() => parseBytes(latin1)).toThrow(
    `Line 12: The file is not UTF-8 at byte ${lines.indexOf("ü")}. Save it as UTF-8.`,
  );
  expect(parseLabelledTable(lines).classes).toEqual(["c0", "c1", "c2", "grön", "grün"]);
});

test.each([
  ["one column", Array.from({ length: 12 }, String)],
  ["few rows", rows(9)],
  ["too many rows", rows(20_001)],
  ["one class", rows(12, () => "a")],
  ["21 classes", rows(42, (i) => `c${i % 21}`)],
  ["1,025 columns of numbers", Array.from({ length: 12 }, (_, i) => `${"1,".repeat(1025)}c${i % 2}`)],
])("%s: refused as a whole", (_name, lines) => {
  expect(faultOf(lines.join("\n")).message).not.toMatch(/^Row/);
});

test("the limits themselves are taken", () => {
  expect(parseLabelledTable(rows(20_000, (i) => `c${i % 20}`).join("\n")).classes).toHaveLength(20);
  const wide = Array.from({ length: 12 }, (_, i) => `${"1,".repeat(1024)}c${i % 2}`);
  expect(parseLabelledTable(wide.join("\n")).features).toBe(1024);
});

test("a fifth is for the test; columns are standardized over the rest, and a constant one is 0", () => {
  const lines = Array.from({ length: 50 }, (_, i) => `${i},7,c${i % 2}`);
  const { train, test: held, features } = tableData(parseLabelledTable(lines.join("\n")));
  expect([train.labels.length, held.labels.length]).toEqual([40, 10]);
  const column = (j: number) => [...train.inputs].filter((_, i) => i % features === j);
  const mean = column(0).reduce((a, b) => a + b) / 40;
  const variance = column(0).reduce((a, b) => a + (b - mean) ** 2, 0) / 40;
  expect(mean).toBeCloseTo(0, 6);
  expect(variance).toBeCloseTo(1, 6);
  expect(new Set(column(1))).toEqual(new Set([0]));
});

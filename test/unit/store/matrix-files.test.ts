/** Downloads of a run: factors, and the completed matrix with given values kept or replaced. */
import { execFileSync } from "node:child_process";
import { show } from "./show.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { loadedRun } from "./steps.ts";
import { type LoadedRun } from "../../../src/store/kinds/matrix-state.ts";
import { asMatrixEvent } from "../../hosts/matrix-events.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { firstSettings, readUserFile } from "../../../src/workloads/mf/user-file.ts";
import { buildTraining } from "../../../src/workloads/mf/training.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { parseCsv } from "../../../src/workloads/mf/data/files/csv.ts";
import { parseNpy } from "../../../src/workloads/mf/data/files/npy.ts";
import {
  completedMatrix,
  csvByteLength,
  keepChoices,
  matrixCsv,
  matrixPixels,
  styleOf,
  type CompletedMatrix,
  type Keep,
} from "../../../src/store/insight/completed-matrix.ts";
import { factorsByteLength, factorsFile } from "../../../src/store/files/factors-file.ts";
import { fileName, stemOf } from "../../../src/store/files/file-name.ts";
import { MatrixData } from "../../../src/store/kinds/matrix-data.ts";
import { npyByteLength, npyTexts, writeNpy } from "../../../src/workloads/mf/data/files/write-npy.ts";
import { readInput } from "../../../src/workloads/mf/read.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { findPython } from "../../hosts/python.ts";
import { bytesOf } from "../workloads/mf/data/files/samples.ts";

const folder = mkdtempSync(join(tmpdir(), "dmf-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * 6 × 5, with names that spreadsheets would read as formulas, values that float32 cannot represent, and five
 * holes.
 */
const TABLE = [
  ",=1+1,b,c,d,e",
  ...Array.from({ length: 6 }, (_, i) =>
    [
      i === 0 ? "@SUM(A1)" : `r${i}`,
      ...Array.from({ length: 5 }, (_cell, j) =>
        i === j ? "" : String((i + 1) * (j + 2) - 7 + 0.123456789),
      ),
    ].join(","),
  ),
].join("\n");

/** Without validation, and with the mean as the only baseline. */
const PLAIN = {
  networks: ["yaras", "original"],
  rank: 1,
  rHat: 1,
  observed: 0.8,
  validation: 0,
  stop: "none",
  centre: "mean",
} as const;

/** An engine after `steps` steps, and what the page knows of it. */
async function trained(changes: Partial<Experiment>, steps: number, bytes = bytesOf(TABLE)) {
  const file = await readUserFile("mine.csv", bytes);
  const given = changes.data ? { networks: PLAIN.networks, rHat: 1 } : { ...firstSettings(file), ...PLAIN };
  const { config } = MF_CODEC.repair({ ...given, ...changes });
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  const data = new MatrixData();
  let run: LoadedRun | undefined;
  engine.subscribe((reported) => {
    const event = asMatrixEvent(reported);
    if (event.kind === "loaded") {
      data.start(event.summary);
      run = loadedRun(event.summary);
    }
    if (event.kind === "views") show(data, event.step, event.networks);
    if (event.kind === "error") throw new Error(event.message);
  });
  await engine.provide(file);
  await engine.load(config, "cpu");
  if (steps > 0) await engine.step(steps);
  if (!run) throw new Error("no run");
  const { name, checksum, matrix } = file;
  const { rows, cols, rowNames, colNames, notation } = matrix;
  const own = { name, checksum, rows, cols, inColour: false, rowNames, colNames, notation };
  return { engine, data, run, file, own };
}

async function completedBy(keep: Keep, changes: Partial<Experiment> = {}, bytes?: Uint8Array) {
  const made = await trained(changes, 12, bytes);
  const given = await readInput(made.engine, "given");
  if (!given) throw new Error("no values");
  const matrix = completedMatrix(made.run, made.data, "original", keep, given, undefined);
  return { ...made, given, matrix: matrix as CompletedMatrix };
}

const python = (code: string, path: string): string =>
  execFileSync(findPython(), ["-c", `import sys, numpy as np\n${code}`, path], { encoding: "utf8" }).trim();

describe("NPY", () => {
  it.each([
    [[2, 3], Float32Array.of(1, -2, 0.5, 1e-30, 3e38, 6)],
    [[3, 2], Float64Array.of(1, 1 / 3, -7, 1e90, 5, 6)],
  ])("of %j is read by our own parser", (shape, values) => {
    const bytes = writeNpy({ shape, values });
    const read = parseNpy(bytes);
    expect([read.rows, read.cols]).toEqual(shape);
    expect(Array.from(read.values)).toEqual(Array.from(values));
    expect(bytes.length).toBe(npyByteLength({ shape, bytesEach: values instanceof Float32Array ? 4 : 8 }));
  });

  it("of any shape is read by NumPy", () => {
    const shapes = [[], [4], [2, 2], [2, 1, 2]];
    for (const [i, shape] of shapes.entries()) {
      const size = shape.reduce((product, side) => product * side, 1);
      const values = Float32Array.from({ length: size }, (_, k) => k + 0.5);
      writeFileSync(join(folder, `${i}.npy`), writeNpy({ shape, values }));
    }
    writeFileSync(join(folder, "texts.npy"), writeNpy(npyTexts(["grün", "😀", "", "x".repeat(200)])));
    const code = [
      `for i in range(${shapes.length}):`,
      "    a = np.load(f'{sys.argv[1]}/{i}.npy')",
      "    print(a.shape, a.dtype, a.ravel().tolist())",
      "print(ascii([text[:9] for text in np.load(f'{sys.argv[1]}/texts.npy')]))",
    ].join("\n");
    expect(python(code, folder).split("\n")).toEqual([
      "() float32 [0.5]",
      "(4,) float32 [0.5, 1.5, 2.5, 3.5]",
      "(2, 2) float32 [0.5, 1.5, 2.5, 3.5]",
      "(2, 1, 2) float32 [0.5, 1.5, 2.5, 3.5]",
      String.raw`['gr\xfcn', '\U0001f600', '', 'xxxxxxxxx']`,
    ]);
  });
});

describe("factors as NPZ", () => {
  it("are the initial and the current factors", async () => {
    const { engine, run, file } = await trained({}, 25);
    const start = (await readInput(engine, "start")) ?? [];
    const training = await buildTraining({ config: run.config, load: readBundled, seeds: [0], file });
    const checkpoint = await engine.checkpointAt(Infinity);
    for (const at of [undefined, checkpoint]) {
      const bytes = factorsFile(start, at, 1);
      expect(bytes.length).toBe(factorsByteLength(run));
      const files = unzipSync(bytes);
      expect(Object.keys(files)).toEqual([
        ...[1, 2, 3].map((l) => `original/W${l}.npy`),
        ...[1, 2, 3, 4, 5].map((l) => `yaras/W${l}.npy`),
        "step.npy",
      ]);
      for (const { id, chains } of training.networks)
        for (const [l, factor] of (chains[0]?.factors ?? []).entries()) {
          const read = parseNpy(files[`${id}/W${l + 1}.npy`] as Uint8Array);
          expect([read.rows, read.cols]).toEqual([factor.rows, factor.cols]);
          const wanted = Float32Array.from(at?.tensors[`${id}/W[${l + 1}]`] ?? factor.data);
          expect(read.values).toEqual(Float64Array.from(wanted));
        }
    }
    expect(checkpoint?.step).toBe(25);
    await engine.dispose();
  });

  it("are opened by NumPy, their product is the estimate, seeds come first", async () => {
    const { engine, data, run } = await trained({ data: "random", rows: 8, rank: 1, seeds: 2 }, 40);
    const start = (await readInput(engine, "start")) ?? [];
    const path = join(folder, "factors.npz");
    writeFileSync(path, factorsFile(start, await engine.checkpointAt(Infinity), 2));
    const code = [
      "with np.load(sys.argv[1]) as z:",
      "    f = z['original/W3'] @ z['original/W2'] @ z['original/W1']",
      "    print(int(z['step']), f.shape, repr(float(f[0].sum())))",
    ].join("\n");
    const [step, shape, sum] = python(code, path).split(/ (?=\()|(?<=\)) /) as [string, string, string];
    expect([step, shape]).toEqual(["40", "(2, 8, 8)"]);
    const estimate = data.models.get("original")?.view?.pictures?.values ?? new Float32Array();
    expect(Number(sum)).toBeCloseTo(
      estimate.reduce((total, value) => total + value, 0),
      5,
    );
    expect(factorsFile(start, undefined, 2)).toHaveLength(factorsByteLength(run));
    await engine.dispose();
  });
});

describe("the completed matrix", () => {
  it("keeps every value of the file exactly, and fills its holes", async () => {
    const { matrix, data, file, run, engine } = await completedBy("known");
    expect(keepChoices(run)).toEqual(["known", "seen", "none"]);
    const { known, values } = file.matrix;
    const estimate = data.models.get("original")?.view?.pictures?.values ?? [];
    expect(known).toContain(0);
    matrix.values.forEach((value, i) => {
      const filled = run.unit.offset + run.unit.scale * (estimate[i] as number);
      const wanted = known?.[i] === 1 ? values[i] : Number(filled.toPrecision(7));
      expect(value).toBe(wanted);
    });
    await engine.dispose();
  });

  it("replaces what the networks did not see, or everything, as chosen", async () => {
    const { matrix, data, given, file, engine } = await completedBy("seen");
    const places = [...given.keys()].filter((i) => file.matrix.known?.[i] === 1);
    const shown = places.filter((i) => data.entries?.observed?.[i] === 1);
    const hidden = places.filter((i) => !shown.includes(i));
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden.some((i) => matrix.values[i] === given[i])).toBe(false);
    for (const i of shown) expect(matrix.values[i]).toBe(file.matrix.values[i]);
    const all = await completedBy("none");
    for (const i of places) expect(all.matrix.values[i]).not.toBe(given[i]);
    await Promise.all([engine.dispose(), all.engine.dispose()]);
  });

  it("adds back what was subtracted, and keeps the noise of observed entries", async () => {
    const { matrix, file, engine } = await completedBy("known", { centre: "biases" });
    expect(matrix.values[1]).toBe(file.matrix.values[1]);
    const noisy = await completedBy("seen", { noise: 0.5 });
    const at = noisy.data.entries?.observed?.indexOf(1) ?? -1;
    const { seen } = noisy.data.entries ?? {};
    expect(noisy.given[at]).not.toBe(noisy.file.matrix.values[at]);
    expect(noisy.given[at]).toBeCloseTo(
      noisy.run.unit.offset + noisy.run.unit.scale * (seen?.[at] as number),
      4,
    );
    await Promise.all([engine.dispose(), noisy.engine.dispose()]);
  });

  it("is read back from CSV with its names, none of which is a formula", async () => {
    const { matrix, run, own, engine } = await completedBy("known");
    const text = await matrixCsv(matrix, styleOf(run, own));
    expect(text.split("\n")[0]).toBe(`,"'=1+1",b,c,d,e`);
    expect(text.split("\n")[1]).toMatch(/^"'@SUM\(A1\)",/);
    expect(text).toContain(",-");
    expect(text).not.toMatch(/(^|[\n,])"?[=+@\t]/);
    const read = parseCsv(text);
    expect(Array.from(read.values)).toEqual(Array.from(matrix.values));
    expect(read.known).toBeUndefined();
    expect(csvByteLength(matrix) / text.length).toBeGreaterThan(0.8);
    expect(csvByteLength(matrix) / text.length).toBeLessThan(1.2);
    const part = { ...run, rows: 3, config: { ...run.config, crop: [1, 0, 3, 5] } };
    expect(styleOf(part, own).rowNames).toEqual(["r1", "r2", "r3"]);
    expect(styleOf({ ...part, rows: 2 }, own).rowNames).toBeUndefined();
    await engine.dispose();
  });

  it("is written as the file was, with semicolons and decimal commas", async () => {
    const german = TABLE.replaceAll(",", ";").replaceAll(".", ",");
    const { matrix, run, own, engine } = await completedBy("known", {}, bytesOf(german));
    const text = await matrixCsv(matrix, styleOf(run, own));
    expect(text.split("\n")[0]).toBe(`;"'=1+1";b;c;d;e`);
    expect(text).toMatch(/;-?\d+,\d+/);
    expect(text).not.toMatch(/\d\.\d|'[-+]?\d/);
    const read = parseCsv(text);
    expect(read.notation).toEqual({ delimiter: ";", decimalComma: true });
    expect(Array.from(read.values)).toEqual(Array.from(matrix.values));
    await engine.dispose();
  });

  it("is a picture whose kept pixels are as they were", async () => {
    const greys = Uint8Array.from({ length: 64 }, (_, i) => (37 * i) % 256);
    const pgm = Uint8Array.of(...bytesOf("P5 8 8 255\n"), ...greys);
    const { matrix, run, data, engine } = await completedBy("seen", { observed: 0.5 }, pgm);
    const pixels = matrixPixels(run, matrix);
    const seen = [...greys.keys()].filter((i) => data.entries?.observed?.[i] === 1);
    expect(seen).toHaveLength(32);
    for (const i of seen)
      expect(Array.from(pixels.subarray(4 * i, 4 * i + 4))).toEqual([greys[i], greys[i], greys[i], 255]);
    await engine.dispose();
  });
});

it("file names contain no characters that have a meaning for a system", () => {
  expect(fileName([stemOf("Mein Größen.v2.csv"), "completed", "step-5"], "csv")).toBe(
    "Mein-Größen-v2-completed-step-5.csv",
  );
  for (const hostile of [
    "../../etc/passwd",
    "..",
    ".bashrc",
    "a\u0000b\n",
    "c:\\x|y?*",
    "\u202egnp.exe",
    "x".repeat(999),
  ])
    expect(fileName([hostile, "completed"], "csv")).toMatch(/^[\p{L}\p{N}_-][\p{L}\p{N}_-]{0,60}\.csv$/u);
  expect(fileName(["..", "a"], "csv")).toBe("a.csv");
});

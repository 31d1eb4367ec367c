import { describe, expect, it } from "vitest";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { branchPinId, MAX_PINS, pinOf, isDrawnBeside } from "../../../src/store/pins/pins.ts";
import type { Pin, LoadedRun } from "../../../src/store/kinds/matrix-state.ts";
import { MatrixData } from "../../../src/store/kinds/matrix-data.ts";
import { runFiles } from "../../../src/store/run-file.ts";
import { MF } from "../../../src/store/kinds/mf.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import type { Run } from "../../../src/store/state.ts";
import { MATRIX, stepsOf } from "./steps.ts";

const { readPins, readRunFile, writePins, writeRunFile } = runFiles(MATRIX);

const { config } = MF_CODEC.decode("v=2&data=random&d=24&nets=original");

function runOf(steps: number): { run: LoadedRun; data: MatrixData } {
  const facts = {
    id: "original",
    label: "",
    parameters: 1,
    flopsPerStep: 100,
    bytesPerStep: 1,
    byteLength: 1,
    eta: 1,
    stabilityFraction: 1,
  } as const;
  const run = {
    config,
    backend: "cpu",
    models: [{ ...facts, layerShapes: [] }],
  } as unknown as LoadedRun;
  const data = new MatrixData();
  data.start({ experiment: config, networks: run.models } as unknown as MatrixSummary);
  const errors = Float64Array.from({ length: steps }, (_, i) => (i === 7 ? NaN : 1 / (1 + i)));
  data.append(stepsOf("original", 0, errors, { msPerStep: 2 }));
  return { run, data };
}

describe("curves", () => {
  it("know the measured time of every step", () => {
    const { run, data } = runOf(101);
    data.append(stepsOf("original", 101, Float64Array.of(1, 1), { msPerStep: 3 }));
    const { steps = [], values: seconds = [] } =
      data.pinned(run.models[0] as LoadedRun["models"][number], 400)?.seconds ?? {};
    expect(steps.at(-1)).toBe(102);
    expect(seconds[0]).toBe(0);
    expect(seconds[50]).toBeCloseTo(0.1, 12);
    expect(seconds[102]).toBeCloseTo(0.306, 12);
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
  });
});

describe("run files", () => {
  const { run, data } = runOf(3000);
  const pin = pinOf(MATRIX, run as unknown as Run, data, "first");

  it("keep what is drawn: pins and runs come back as they were", () => {
    expect(readPins(writePins([pin]))).toEqual([pin]);
    expect(readRunFile(writeRunFile({ run: pin, pins: [pin] }))).toEqual({ run: pin, pins: [pin] });
  });

  it("are small: as many pins as there may be, of eight networks, fit into a browser's storage", () => {
    const models = Array.from({ length: 8 }, () => pin.models[0] as Pin["models"][number]);
    const pins = Array.from({ length: MAX_PINS }, () => ({ ...pin, models }));
    expect(writePins(pins).length).toBeLessThan(1e6);
  });

  const good = JSON.parse(writeRunFile({ run: pin, pins: [] })) as { run: Record<string, unknown> };
  const [model] = good.run.models as { curves: Record<string, object> }[];
  const withModel = (changes: object): string =>
    JSON.stringify({ ...good, run: { ...good.run, models: [{ ...model, ...changes }] } });
  const withCurve = (changes: object): string =>
    withModel({ curves: { recovery: { ...model?.curves["recovery"], ...changes } } });
  it.each([
    ["", /not JSON/],
    ["[]", /format/],
    ["7", /the file itself/],
    ['{"format":"dmf-playground-run"}', /version/],
    [JSON.stringify({ ...good, version: 3 }), /version/],
    [withCurve({ steps: [3, 1] }), /run/],
    [withCurve({ values: ["x"] }), /run/],
    [withModel({ flopsPerStep: 1e308 }), /run/],
    [withCurve({ steps: [0, 1e308] }), /run/],
    [withModel({ seconds: { steps: [0, 1], values: [0, 1e308] } }), /run/],
    [JSON.stringify({ ...good, run: { ...good.run, facts: { psnrAtOne: 1e308 } } }), /run/],
    [JSON.stringify({ ...good, run: { ...good.run, name: "x".repeat(1000) } }), /run/],
    [JSON.stringify({ ...good, pins: Array.from({ length: 99 }, () => good.run) }), /pins/],
  ])("that are something else are refused in one sentence: %#", (text, message) => {
    expect(readRunFile(text) as string).toMatch(/^The file is not (JSON|a run of this playground)/);
    expect(readRunFile(text) as string).toMatch(message);
  });

  it("cannot smuggle in an impossible experiment or other keys", () => {
    const evil = JSON.stringify({
      ...good,
      run: { ...good.run, link: "v=2&d=1e9&data=<script>", extra: 1 },
    }).replace('"extra":1', '"extra":1,"__proto__":{"x":1}');
    const read = readRunFile(evil);
    if (typeof read === "string") throw new Error(read);
    expect(MF_CODEC.encode(read.run.config as unknown as Experiment)).toBe("v=2&d=384");
    expect(Object.keys(read.run)).not.toContain("extra");
    expect("x" in read.run).toBe(false);
  });

  it("unreadable stored pins count as none", () => {
    for (const text of ["", "null", "{}", '{"version":1,"pins":[1]}']) expect(readPins(text)).toEqual([]);
  });
});

it("a pinned run is drawn beside runs of its own problem only, whatever their size, depth or seed", () => {
  const of = (link: string) => MF_CODEC.decode(`v=2&${link}`).config;
  const pinned = { id: "a", config: of("data=random&d=32") };
  for (const link of ["data=random&d=64&r=5", "data=random&d=32&L=5&seed=3", "data=random&d=32&eta=0.1"])
    expect(isDrawnBeside(MF, pinned, of(link)), link).toBe(true);
  for (const link of ["data=alpine", "data=random&task=mf&d=32", "data=airports"])
    expect(isDrawnBeside(MF, pinned, of(link)), link).toBe(false);
});

it("a run from which another one branched off is drawn beside runs of its own target only", () => {
  const of = (link: string) => MF_CODEC.decode(`v=2&${link}`).config;
  const pinned = { id: branchPinId(), config: of("data=random&d=32") };
  for (const link of ["data=random&d=32&eta=0.1", "data=random&d=32&L=4", "data=random&d=32&noise=0.1"])
    expect(isDrawnBeside(MF, pinned, of(link)), link).toBe(true);
  const others = [
    "d=64",
    "d=32&r=5",
    "d=32&sigmin=0.2",
    "d=32&spectrum=geometric",
    "d=32&seed=3",
    "d=32&n=40",
  ];
  for (const link of [...others.map((one) => `data=random&${one}`), "data=alpine"])
    expect(isDrawnBeside(MF, pinned, of(link)), link).toBe(false);
});

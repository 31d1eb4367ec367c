/** Exports of a run: tables, files, citations. */
import { describe, expect, it } from "vitest";
import { show } from "./show.ts";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import type { State } from "../../../src/store/state.ts";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { bibtex } from "../../../src/store/files/citations.ts";
import { toCsv } from "../../../src/workloads/mf/data/files/write-csv.ts";
import { curveTable, spectrumTable } from "../../../src/store/files/curve-table.ts";
import {
  createPinActions,
  NO_PIN_STORAGE,
  MAX_KEPT,
  MAX_PINS,
  type PinStorage,
} from "../../../src/store/pins/pins.ts";
import { MatrixData } from "../../../src/store/kinds/matrix-data.ts";
import { startState } from "./matrix-page.ts";
import type { PlaygroundState, LoadedRun } from "../../../src/store/kinds/matrix-state.ts";
import { MATRIX, stepsOf } from "./steps.ts";

const { config } = MF_CODEC.decode("v=2&data=random&d=24&nets=original");

const pinActions = (
  store: StoreApi<PlaygroundState>,
  data: MatrixData,
  announce: (text: string) => void,
  storage: PinStorage,
) => createPinActions(MATRIX, store as unknown as StoreApi<State>, data, announce, storage);

function trained(values: number[], kept: string[] = []) {
  const facts = { id: "original", flopsPerStep: 100 };
  const run = { config, backend: "cpu", models: [facts] } as unknown as LoadedRun;
  const data = new MatrixData();
  data.start({ experiment: config, networks: run.models } as unknown as MatrixSummary);
  data.append(stepsOf("original", 0, Float64Array.from(values), { msPerStep: 2 }));
  const store = createStore<PlaygroundState>(() => ({ ...startState(config, [], "cpu"), run }));
  const storage = { ...NO_PIN_STORAGE, write: (text: string) => void kept.push(text) };
  const said: string[] = [];
  const announce = (text: string): void => void said.push(text);
  const actions = pinActions(store, data, announce, storage);
  return { run, data, store, said, actions };
}

describe("tables", () => {
  it("have every step, and an empty cell for what is no number", async () => {
    const { run, data } = trained([1, 0.5, NaN]);
    expect((await toCsv(curveTable(MATRIX, run, data, []))).split("\n")).toEqual([
      "run,network,step,seconds_measured,flops_counted,train_error,recovery_error",
      ",Original,0,0,0,1,1",
      ",Original,1,0.002,100,0.5,0.5",
      ",Original,2,0.004,200,,",
    ]);
  });

  it("have the pinned runs by their names, which become no formulas", async () => {
    const { run, data, store, actions } = trained([1, 0.25]);
    actions.pin();
    const [pin] = store.getState().pins;
    actions.namePin(pin?.id ?? "", '=HYPERLINK("http://evil.example")');
    const lines = (await toCsv(curveTable(MATRIX, run, data, store.getState().pins))).split("\n");
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe(`"'=HYPERLINK(""http://evil.example"")",Original,1,0.002,100,0.25,0.25`);
  });

  it("of pinned runs: pinning and unpinning are announced", () => {
    const { store, said, actions } = trained([1, 0.25]);
    actions.pin();
    actions.pin();
    actions.unpin(store.getState().pins[0]?.id ?? "");
    expect(said).toEqual([
      "This run is pinned. Pinned runs: 1.",
      "This run is pinned. Pinned runs: 2.",
      "The run is unpinned. Pinned runs: 1.",
    ]);
  });

  it("stay within what a spreadsheet opens for a long run", () => {
    const { run, data } = trained(Array.from({ length: 100_001 }, (_, i) => 1 / (i + 1)));
    const table = curveTable(MATRIX, run, data, []);
    expect(table).toHaveLength(20_001);
    expect(table.at(-1)).toMatchObject({ step: 100_000, recovery_error: 1 / 100_001 });
  });

  it("tell the singular values that are shown", () => {
    const { run, data } = trained([1]);
    show(data, 0, [{ id: "original", spectra: { endToEnd: [2, 1], layers: [[0.5]] } }]);
    expect(spectrumTable(MATRIX, run, data)).toEqual([
      { network: "Original", layer: 0, index: 1, singular_value: 2 },
      { network: "Original", layer: 0, index: 2, singular_value: 1 },
      { network: "Original", layer: 1, index: 1, singular_value: 0.5 },
    ]);
  });
});

describe("the file of a run", () => {
  it("opens elsewhere with everything that was drawn, all pins and the run", async () => {
    const here = trained([1, 0, 1e-12, 0.3, Infinity]);
    for (let i = 0; i < MAX_PINS + 2; i++) here.actions.pin();
    expect(here.store.getState().pins).toHaveLength(MAX_PINS);
    const text = (await here.actions.runFile()) ?? "";
    const kept: string[] = [];
    const there = trained([1], kept);
    const opened = await there.actions.readRunFile(new File([text], "from elsewhere.json"));
    if (typeof opened === "string") throw new Error(opened);
    expect(MF_CODEC.encode(opened.config as unknown as Experiment)).toBe(MF_CODEC.encode(config));
    const { pins } = there.store.getState();
    expect(pins.slice(0, MAX_PINS)).toEqual(here.store.getState().pins);
    expect(pins[MAX_PINS]).toMatchObject({ name: "from elsewhere" });
    expect(pins[MAX_PINS]?.models[0]?.curves["recovery"]?.values).toEqual([1, 0, 1e-12, 0.3, NaN]);
    // Opening the same file again changes nothing, and what was opened outlives the page.
    await there.actions.readRunFile(new File([text], "from elsewhere.json"));
    expect(there.store.getState().pins).toEqual(pins);
    pinActions(there.store, there.data, () => undefined, {
      ...NO_PIN_STORAGE,
      read: () => kept.at(-1) ?? null,
    });
    there.store.setState({ pins: [] });
    await expect.poll(() => there.store.getState().pins).toEqual(pins);
  });

  it("takes no pin away: where there is no room it says so", async () => {
    const text = (await trained([1, 0.5]).actions.runFile()) ?? "";
    const { store, actions } = trained([1]);
    await actions.readRunFile(new File([text], "one.json"));
    for (let i = 0; i < MAX_PINS; i++) actions.pin();
    store.setState(({ pins }) => ({ pins: [...pins, ...pins.map((pin) => ({ ...pin, id: `${pin.id}x` }))] }));
    const before = store.getState().pins;
    const another = (await trained([1, 0.5]).actions.runFile()) ?? "";
    expect((await actions.readRunFile(new File([another], "two.json"))) as string).toBe(
      `The file has 1 run, and the page has ${before.length} other pinned runs; there is room for ${MAX_KEPT}. Unpin some first.`,
    );
    expect(store.getState().pins).toBe(before);
  });

  it("that is something else changes nothing", async () => {
    const { store, actions } = trained([1]);
    expect((await actions.readRunFile(new File(['{"a": 1}'], "x.json"))) as string).toMatch(
      /not a run of this playground/,
    );
    expect(store.getState().pins).toEqual([]);
    let isRead = false;
    const large = { name: "x.json", size: 1e9, text: async () => ((isRead = true), "{}") };
    expect((await actions.readRunFile(large)) as string).toMatch(/too large/);
    expect(isRead).toBe(false);
    const gone = { name: "x.json", size: 1, text: () => Promise.reject(new Error("gone")) };
    expect((await actions.readRunFile(gone)) as string).toMatch(/could not read the file/);
  });
});

it("BibTeX has five entries with balanced braces", () => {
  const text = bibtex("1.2.3", "https://example.org/dmf/");
  expect(text.match(/^@\w+\{\w+,$/gm)).toHaveLength(5);
  expect(text.split("{")).toHaveLength(text.split("}").length);
  expect(text).toContain("version = {1.2.3}");
  expect(text).toContain("Learning \\& Adaptation");
});

/**
 * The whole playground without its page, at extreme settings: every run must end in a named state. Its
 * drawings, links and exports must contain no NaN.
 */
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { MATRIX } from "../store/steps.ts";
import { describe, expect, it, vi } from "vitest";
import { asMatrixEvent, type MatrixEvent } from "../../hosts/matrix-events.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { isOscillating, type Progress } from "../../../src/training/progress.ts";
import { reportOf } from "../../../src/training/report.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { PageAddress } from "../../../src/store/address.ts";
import { toCsv } from "../../../src/workloads/mf/data/files/write-csv.ts";
import { curveTable, spectrumTable } from "../../../src/store/files/curve-table.ts";
import { MF } from "../../../src/store/kinds/mf.ts";
import { baselineComparison } from "../../../src/store/run/baseline-comparison.ts";
import { createMatrixPlayground } from "../store/matrix-page.ts";
import type { MatrixPlayground } from "../../../src/store/kinds/matrix.ts";
import { runFiles } from "../../../src/store/run-file.ts";
import { networkNow } from "../../../src/store/kinds/matrix-state.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { EXTREMES, type Ending, type Extreme } from "../../hosts/extremes.ts";

const { readRunFile } = runFiles(MATRIX);

const NO_NUMBER = /NaN|Infinity|undefined/;

async function train({ experiment, file }: Extreme): Promise<MatrixPlayground & { events: MatrixEvent[] }> {
  const events: MatrixEvent[] = [];
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  if (file) await engine.provide(file);
  const address: PageAddress = {
    hash: `#${MF_CODEC.encode(experiment)}`,
    backend: "cpu",
    linkTo: (hash) => `page#${hash}`,
    write: () => undefined,
    writeBackend: () => undefined,
    onChange: () => () => undefined,
  };
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const playground = createMatrixPlayground({ startEngine: () => engine, address, reducedMotion: true });
  engine.subscribe((event) => {
    events.push(asMatrixEvent(event));
    const isEnd =
      event.kind === "status" && !["loading", "ready", "running", "paused"].includes(event.status);
    if (isEnd) end();
  });
  playground.actions.chooseSpeed("full");
  playground.actions.play();
  await ended;
  // On a busy machine the first spectra may come only after the end.
  const hasSpectra = () =>
    events.some((event) => event.kind === "views" && event.networks.some(({ spectra }) => spectra));
  if (playground.store.getState().run) await vi.waitUntil(hasSpectra, { timeout: 180_000 });
  await engine.dispose();
  return { ...playground, events };
}

function endingOf(progress: Progress): Ending {
  if (progress.diverged) return "diverges";
  if (isOscillating(progress)) return "oscillates";
  return progress.headline < 0.5 ? "learns" : "alive";
}

describe.each(EXTREMES.filter(({ says }) => says !== undefined))("$name", (extreme) => {
  it("is refused by name", async () => {
    const { store, actions } = await train(extreme);
    const { status, run, failure } = store.getState();
    expect({ status, run, code: failure?.code }).toEqual({
      status: extreme.status,
      run: undefined,
      code: "bad-input",
    });
    expect(failure?.message).toMatch(extreme.says as RegExp);
    expect(actions.link()).toBe(`page#${MF_CODEC.encode(extreme.experiment)}`);
  });
});

describe.each(EXTREMES.filter(({ says }) => says === undefined))("$name", (extreme) => {
  it("ends in a named state, and nothing that leaves the page is poisoned", async () => {
    const { store, data, actions, events } = await train(extreme);
    const { status, run, models, failure } = store.getState();
    expect(status).toBe(extreme.status);
    expect(failure).toBeUndefined();
    expect(actions.link()).toBe(`page#${MF_CODEC.encode(extreme.experiment)}`);
    expect(MF_CODEC.decode(MF_CODEC.encode(extreme.experiment))).toMatchObject({ repairs: [] });
    const original = networkNow(models, "original")?.progress;
    if (!run || !original) throw new Error("the original was trained");
    const ending = endingOf(original);
    const isAlive = extreme.original === "alive" && ending !== "diverges";
    expect(isAlive ? "alive" : ending).toBe(extreme.original);

    const said = [MF.spoken?.result(store.getState()), baselineComparison(models, run.psnrAtOne)].join(" ");
    expect(said).not.toMatch(NO_NUMBER);
    expect(ending === "diverges" && !said.includes(": Diverged at step")).toBe(false);
    for (const facts of run.models) {
      const { seconds, curves } = data.pinned(facts, 200) ?? {};
      if (!seconds || !curves) throw new Error("every network has its curves");
      expect([...seconds.values, ...seconds.steps].every(Number.isFinite)).toBe(true);
      for (const { values, low = [], high = [] } of Object.values(curves))
        expect([...values, ...low, ...high]).not.toContain(Infinity);
    }

    const tables = [curveTable(MATRIX, run, data, []), spectrumTable(MATRIX, run, data)];
    for (const table of tables) expect(await toCsv(table)).not.toMatch(NO_NUMBER);
    const file = readRunFile((await actions.runFile()) ?? "");
    if (typeof file === "string") throw new Error(file);
    expect(MF_CODEC.encode(file.run.config as unknown as Experiment)).toBe(
      MF_CODEC.encode(extreme.experiment),
    );
    const { summary } = events.find((event) => event.kind === "loaded") ?? {};
    if (!summary) throw new Error("the run was loaded");
    const steps = events.flatMap((event) => (event.kind === "steps" ? event.networks : []));
    const views = events.flatMap((event) => (event.kind === "views" ? event.networks : []));
    const byId = <T extends { readonly id: string }>(all: readonly T[]) =>
      new Map(all.map((one) => [one.id, one]));
    const report = reportOf({
      summary,
      networks: byId(steps),
      views: byId(views.filter(({ spectra }) => spectra !== undefined)),
      stopReason: "steps",
    });
    expect(report.models.some(({ spectrum = [] }) => spectrum.length > 0)).toBe(true);
    // JSON would return a NaN as null.
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

/**
 * The whole playground without a page, at the ends of what is possible: every run ends in a named state, and what is drawn,
 * linked and exported of it has no number that is none.
 */
import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { isOscillating } from "../../../src/engine/progress.ts";
import { makeReport } from "../../../src/engine/report.ts";
import { decodeLink, encodeLink } from "../../../src/experiment/link.ts";
import type { PageAddress } from "../../../src/store/address.ts";
import { sampleCurve } from "../../../src/store/curves.ts";
import { errorTable, spectrumTable, toCsv } from "../../../src/store/error-table.ts";
import { headline } from "../../../src/store/headline.ts";
import { createPlayground, type Playground } from "../../../src/store/playground.ts";
import { readRunFile } from "../../../src/store/run-file.ts";
import { networkNow } from "../../../src/store/state.ts";
import { readBundled } from "../../hosts/bundled.ts";
import { EXTREMES, type Extreme } from "../../hosts/extremes.ts";

const NO_NUMBER = /NaN|Infinity|undefined/;

async function train({ experiment, file }: Extreme): Promise<Playground & { events: EngineEvent[] }> {
  const events: EngineEvent[] = [];
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  if (file) await engine.provide(file);
  const address: PageAddress = {
    hash: `#${encodeLink(experiment)}`,
    backend: "cpu",
    kernel: undefined,
    linkTo: (hash) => `page#${hash}`,
    write: () => undefined,
    writeBackend: () => undefined,
    onChange: () => undefined,
  };
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const playground = createPlayground({
    startEngine: (listen) => {
      engine.subscribe((event) => {
        events.push(event);
        listen(event);
        const isEnd =
          event.kind === "status" && !["loading", "ready", "running", "paused"].includes(event.status);
        if (isEnd) end();
      });
      return engine;
    },
    address,
    reducedMotion: true,
  });
  playground.actions.chooseSpeed("full");
  playground.actions.play();
  await ended;
  await engine.dispose();
  return { ...playground, events };
}

describe.each(EXTREMES)("$name", (extreme) => {
  it("ends in a named state, and nothing that leaves the page is poisoned", { timeout: 20_000 }, async () => {
    const { store, data, actions, events } = await train(extreme);
    const { status, run, networks, step, failure } = store.getState();
    expect(status).toBe(extreme.status);
    expect(failure?.message ?? "").toMatch(extreme.says ?? /^$/);
    expect(actions.link()).toBe(`page#${encodeLink(extreme.experiment)}`);
    expect(decodeLink(encodeLink(extreme.experiment))).toMatchObject({ repairs: [] });
    if (!run) return expect(failure?.code).toBe("bad-input");

    const original = networkNow(networks, "original")?.progress;
    if (!original) throw new Error("the original was trained");
    const ending = original.diverged
      ? "diverges"
      : isOscillating(original)
        ? "oscillates"
        : original.recoveryError < 0.5
          ? "learns"
          : "alive";
    if (extreme.original !== "alive") expect(ending).toBe(extreme.original);
    else expect(["learns", "alive", "oscillates"]).toContain(ending);

    const said = headline(run, networks, step);
    expect(Object.values(said).join(" ")).not.toMatch(NO_NUMBER);
    if (ending === "diverges") expect(said.result).toContain("diverged");
    if (ending === "oscillates") expect(said.result).toMatch(/riginal (not yet \()?oscillating at/);
    for (const facts of run.networks) {
      const own = data.networks.get(facts.id);
      if (!own) throw new Error("every network has its curves");
      const { seconds, steps, ...curves } = sampleCurve(facts, own, 200);
      expect([...seconds, ...steps].every(Number.isFinite)).toBe(true);
      for (const values of [curves.recovery, curves.train, curves.low ?? [], curves.high ?? []])
        expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true);
    }

    const tables = [errorTable(run, data, []), spectrumTable(run, data)];
    for (const table of tables) expect(await toCsv(table)).not.toMatch(NO_NUMBER);
    const file = readRunFile((await actions.runFile()) ?? "");
    if (typeof file === "string") throw new Error(file);
    expect(encodeLink(file.run.experiment)).toBe(encodeLink(extreme.experiment));
    const { summary } = events.find((event) => event.kind === "loaded") ?? {};
    if (!summary) throw new Error("the run was loaded");
    const report = JSON.stringify(
      makeReport(null, { summary, networks: new Map(), views: new Map(), stopReason: "steps" }),
    );
    expect(JSON.parse(report)).toMatchObject({ steps: 0 });
  });
});

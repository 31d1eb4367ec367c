/** Digits in the engine: loaded, trained, tested and measured like any other experiment. */
import { expect, test } from "vitest";
import { digitsFile } from "../../../../scripts/vite/digits.ts";
import { MLP } from "../../../../src/store/kinds/digits.ts";
import type { EngineEvent } from "../../../../src/engine/engine.ts";
import { LocalEngine } from "../../../../src/engine/local-engine.ts";
import { mlpConfig } from "../../../../src/workloads/digits/config.ts";
import { mlpWorkload } from "../../../../src/workloads/digits/workload.ts";

test("three networks learn, are tested on their way, and show their blocks", async () => {
  const file = digitsFile();
  const events: EngineEvent[] = [];
  const engine = new LocalEngine({
    gpu: undefined,
    load: () => Promise.resolve(file.bytes),
    workloads: new Map([["mlp", () => Promise.resolve(mlpWorkload(file))]]),
  });
  // The run in the form that a worker would send.
  engine.subscribe((event) => events.push(structuredClone(event)));
  await engine.load(mlpConfig({ width: 40, samples: 300, steps: 61, rate: 0.2 }), "cpu");
  await engine.play();
  expect(events.filter(({ kind }) => kind === "error")).toEqual([]);
  const loaded = events.find((event) => event.kind === "loaded");
  expect(loaded?.kind === "loaded" && loaded.summary).toMatchObject({
    networks: [{ label: "Plain" }, { label: "DLN" }, { label: "C-DLN" }],
    classes: 10,
    // The test samples as input of the first layer.
    longestDispatch: 2 * 2000 * 196 * 40,
  });
  const status = events.findLast(({ kind }) => kind === "status");
  expect(status).toMatchObject({ status: "finished", step: 61 });
  const steps = events.flatMap((event) => (event.kind === "steps" ? event.networks : []));
  for (const id of ["plain", "dln", "cdln"]) {
    const last = steps.findLast((network) => network.id === id);
    expect(last?.progress.headline, id).toBeGreaterThan(0.5);
    expect(last?.progress.evaluated["testAccuracy"]?.step, id).toBe(61);
  }
  const views = events.flatMap((event) => (event.kind === "views" ? event.networks : [])) as {
    readonly id: string;
    readonly block?: { readonly leaks: readonly unknown[] };
    readonly predictions?: Uint8Array;
  }[];
  expect(views.findLast(({ id, block }) => id === "dln" && block)?.block?.leaks).toHaveLength(3);
  expect(views.findLast(({ id, predictions }) => id === "plain" && predictions)?.predictions).toHaveLength(
    2000,
  );
  // Answers that the page compares are reported together, so they are of one step.
  const answered = events.flatMap((event) =>
    event.kind === "views" ? [event.networks.filter((one) => "predictions" in one).length] : [],
  );
  expect(new Set(answered.filter((count) => count > 0))).toEqual(new Set([3]));
  // So are layers, blocks and own directions, and the page shows errors of that step.
  const data = MLP.createData?.();
  const frames = events.flatMap((event) =>
    event.kind === "views" && data?.take(event.step, event.networks) ? [event.networks] : [],
  );
  const names = frames.map((networks) =>
    networks.map(
      (one) =>
        `${one.id}: ${Object.keys(one)
          .filter((key) => key !== "id")
          .join()}`,
    ),
  );
  expect(frames.length).toBeGreaterThan(1);
  expect(new Set(names.flat())).toEqual(
    new Set(["plain: layers", "dln: layers,block,own", "cdln: layers,block,own"]),
  );
  expect(new Set(names.map(({ length }) => length))).toEqual(new Set([3]));
  await engine.dispose();
});

/** A claim's comparison with the real engine: its arms, its pins, its verdict, and what ends it. */
import { expect, it, vi } from "vitest";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import type { Claim, RunResult } from "../../../src/experiment/claims/claim.ts";
import { networkOf, stepsTo } from "../../../src/workloads/mf/claims/results.ts";
import { comparisonOf, type Comparison } from "../../../src/experiment/claims/comparison.ts";
import type { NetworkName } from "../../../src/workloads/mf/config/fields.ts";
import { encodeLink, MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { chooseOpener } from "../../../src/cli/reproduce/open-session.ts";
import { measureRun, type Measured } from "../../../src/jobs/claims/measure.ts";
import { createMatrixPlayground, type MatrixPlayground } from "../../../src/store/kinds/matrix.ts";
import { isArmPin, MAX_PINS } from "../../../src/store/pins/pins.ts";
import type { Pin } from "../../../src/store/kinds/matrix-state.ts";
import { readBundled } from "../../hosts/bundled.ts";

const fields = { task: "mf", data: "random", rows: 12, rank: 1, epsilon: 0.1, depth: 3, steps: 400 } as const;

function smallClaim(judge: Claim["judge"]): Claim {
  const text = {
    whose: "control" as const,
    title: "Small",
    claim: "",
    paper: "",
    setting: "",
    criterion: "",
    differences: [],
  };
  return {
    id: "small",
    codec: MF_CODEC,
    compares: true,
    ...text,
    runs: [
      {
        label: "both",
        fields: { ...fields, networks: ["original", "yaras"] },
        seeds: [3, 4],
        stopBelow: 0.01,
      },
      { label: "with loss", fields: { ...fields, networks: ["original"] }, seeds: [3], stopLoss: 1e-4 },
      { label: "whole", fields: { ...fields, steps: 150, networks: ["thin"] }, seeds: [3] },
    ],
    judge,
  };
}

function setUp(): { playground: MatrixPlayground; written: string[] } {
  const written: string[] = [];
  const playground = createMatrixPlayground({
    startEngine: () => new LocalEngine({ gpu: undefined, load: readBundled }),
    address: {
      hash: "v=2&task=mf&data=random&d=8&r=1&T=20&nets=original",
      backend: "cpu",
      linkTo: (hash) => hash,
      write: (_hash, entry) => void written.push(entry),
      writeBackend: () => undefined,
      onChange: () => () => undefined,
    },
    reducedMotion: false,
    autoplay: false,
  });
  playground.actions.chooseSpeed("full");
  return { playground, written };
}

const waitFor = (condition: () => boolean): Promise<void> =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 180_000, interval: 5 });

it("trains all arms, pins each behind the next, and judges what dmf reproduce would measure", async () => {
  const { playground, written } = setUp();
  let judged: readonly RunResult[] = [];
  const claim = smallClaim((results) => {
    judged = results;
    return { ours: "ours", passed: true };
  });
  await playground.actions.runComparison(comparisonOf(claim) as Comparison);
  await waitFor(() => playground.store.getState().comparison?.judgement !== undefined);
  const { pins, comparison, config } = playground.store.getState();
  expect(comparison).toMatchObject({ at: 2, judgement: { ours: "ours", passed: true } });
  expect(pins.map(({ name }) => name)).toEqual(["both", "with loss"]);
  expect(pins.map(({ models }) => models.map(({ id }) => id))).toEqual([["original", "yaras"], ["original"]]);
  expect(encodeLink(config)).toBe(encodeLink(comparison?.arms[2]?.config as typeof config));
  // The Back button leaves the whole comparison.
  expect(written).toEqual(["push", "replace", "replace"]);

  const opener = await chooseOpener("cpu", false);
  for (const [i, run] of claim.runs.entries()) {
    const here = judged[i] as RunResult;
    const { result } = (await measureRun(claim, run, 3, opener, { onStep: () => true })) as Measured;
    expect(here).toMatchObject({ label: result.label, seed: 3, facts: result.facts });
    expect(here.models.map(({ id }) => id)).toEqual(result.models.map(({ id }) => id));
    for (const { id } of result.models as readonly { readonly id: NetworkName }[]) {
      const [own, theirs] = [networkOf(here, id), networkOf(result, id)];
      expect(own.flopsPerStep).toBe(theirs.flopsPerStep);
      expect(own.msPerStep).toBeGreaterThan(0);
      expect(own.stoppedAt).toBe(theirs.stoppedAt);
      if (run.stopBelow === undefined) continue;
      expect(stepsTo(here, id, "1e-1")).toBe(stepsTo(result, id, "1e-1"));
      expect(stepsTo(here, id, "1e-2")).toBe(stepsTo(result, id, "1e-2"));
    }
  }
  expect(networkOf(judged[0] as RunResult, "yaras").steps).toBeLessThan(400);
  expect(networkOf(judged[1] as RunResult, "original").stoppedAt).toBeGreaterThan(0);
  expect(networkOf(judged[2] as RunResult, "thin").steps).toBe(150);

  // Repeated, the comparison replaces its own pins.
  await playground.actions.runComparison(comparisonOf(claim) as Comparison);
  await waitFor(() => playground.store.getState().comparison?.judgement !== undefined);
  expect(playground.store.getState().pins.map(({ name }) => name)).toEqual(["both", "with loss"]);
  // Opening another experiment ends the comparison.
  playground.actions.change({ rank: 2 });
  expect(playground.store.getState().comparison).toBeUndefined();
});

const passes = smallClaim(() => ({ ours: "", passed: true }));

it("stops where a person says so, and keeps the arms so far", async () => {
  const { playground } = setUp();
  await playground.actions.runComparison(comparisonOf(passes) as Comparison);
  await waitFor(() => playground.store.getState().comparison?.at === 1);
  playground.actions.stopComparison();
  const { comparison, pins } = playground.store.getState();
  expect(comparison).toBeUndefined();
  expect(pins.map(({ name }) => name)).toEqual(["both"]);
  expect(pins.every(isArmPin)).toBe(true);
});

it("keeps its arms beside another setting of its problem, and not beside another problem", async () => {
  const { playground } = setUp();
  const names = () => playground.store.getState().pins.map(({ name }) => name);
  for (const [changes, left] of [
    [{ width: 20 }, ["both"]],
    [{ rows: 14 }, []],
  ] as const) {
    await playground.actions.runComparison(comparisonOf(passes) as Comparison);
    await waitFor(() => playground.store.getState().comparison?.at === 1);
    playground.actions.change(changes);
    await waitFor(() => playground.store.getState().comparison === undefined);
    await waitFor(() => names().length === left.length);
    expect(names()).toEqual(left);
  }
});

it("takes no pin of a person's away: without room it does not begin, and says so", async () => {
  const { playground } = setUp();
  const pins = Array.from({ length: MAX_PINS - 1 }, (_, i): Pin => ({
    id: `own ${i}`,
    name: "",
    config: playground.store.getState().config,
    backend: "cpu",
    models: [],
  }));
  playground.store.setState({ pins });
  await playground.actions.runComparison(comparisonOf(passes) as Comparison);
  const { comparison, notice, pins: left } = playground.store.getState();
  expect(comparison).toBeUndefined();
  expect(left).toEqual(pins);
  expect(notice?.message).toBe(
    "The comparison was not started: it pins 2 runs, but there is room for only 1. Unpin some runs first.",
  );
});

/** Every criterion, with results that meet it and results that miss it, one figure changed at a time. */
import { describe, expect, it } from "vitest";
import {
  experimentHere,
  LEVELS,
  runExperiment,
  stepsTo,
  type Claim,
  type NetworkResult,
  type RunResult,
} from "../../../src/experiment/claims/claim.ts";
import { CLAIMS } from "../../../src/experiment/claims/claims.ts";
import { memoryOfLlama } from "../../../src/experiment/claims/memory.ts";
import { runsOf, settingsOf } from "../../../src/experiment/claims/record.ts";
import { decodeLink } from "../../../src/experiment/link.ts";
import { repairExperiment } from "../../../src/experiment/repair.ts";

type Numbers = Partial<Omit<NetworkResult, "id" | "firstBelow">> & { readonly to?: number };
const MOVIELENS = { checksum: "0123456789abcdef", rows: 943, cols: 1682 };

type Values = Readonly<Record<string, readonly number[]>>;
interface Made {
  readonly networks?: Readonly<Record<string, Numbers>>;
  readonly values?: Values;
}

/** Results of every run and seed of a claim; `make` gives what matters of each. */
function results(claim: Claim, make: (label: string, seed: number) => Made): RunResult[] {
  return runsOf(claim, "scaled", MOVIELENS).flatMap((run) =>
    run.seeds.map((seed): RunResult => {
      const { networks = {}, values = {} } = make(run.label, seed);
      return {
        label: run.label,
        seed,
        targetMeanSquare: 1,
        recoveryRms: 1,
        values,
        networks: runExperiment(run, seed).networks.map((id): NetworkResult => {
          const { to = null, ...numbers } = networks[id] ?? {};
          const rest = {
            steps: 1000,
            trainError: 0,
            recoveryError: 0,
            bestRecoveryError: 0,
            bestStep: 0,
            msPerStep: 1,
            ...numbers,
          };
          return { id, ...rest, firstBelow: LEVELS.map(() => to) };
        }),
      };
    }),
  );
}

const spectra = (change: (key: string, value: number, t: number) => number): Values => {
  const values: Record<string, number[]> = { leak: [0, 1e-9] };
  for (const l of [1, 2, 3])
    for (const [i, path] of [
      [1, [1, 1.4]],
      [2, [1, 1.3]],
      [3, [1, 1.2]],
      [4, [1, 0.9]],
      [27, [1, 0.9]],
      [28, [1, 0.8]],
      [29, [1, 0.7]],
      [30, [1, 0.6]],
    ] as const)
      values[`W${l} σ${i}`] = path.map((value, t) => change(`W${l} σ${i}`, value, t));
  return values;
};

/** Reaches its level at these steps. */
const to = (steps: Readonly<Record<string, number>>): Made => ({
  networks: Object.fromEntries(Object.entries(steps).map(([id, at]) => [id, { to: at }])),
});
const errors = (recovery: Readonly<Record<string, number>>): Made => ({
  networks: Object.fromEntries(Object.entries(recovery).map(([id, value]) => [id, { recoveryError: value }])),
});
const byWidth =
  (at5: number, at100: number) =>
  (label: string): Made =>
    to({ original: label === "width 5" ? at5 : label === "width 100" ? at100 : 500 });
const compressed =
  (ratio: number, stalled: number) =>
  (label: string): Made =>
    label === "γ = 0" ? errors({ yaras: stalled }) : to({ original: 1000, yaras: 1000 * ratio });
const depths =
  (two: number, three: number) =>
  (label: string): Made =>
    errors({ original: Math.sqrt(label.startsWith("L = 2") ? two : three) });
const kwonDepths =
  (two: number, unscaled: number, three: number) =>
  (label: string): Made => {
    const loss = label === "L = 2" ? two : label === "L = 2 compressed" ? unscaled : three;
    return errors({ original: Math.sqrt(loss), kwon: Math.sqrt(loss) });
  };
const alphas =
  (steps: Readonly<Record<string, number>>) =>
  (label: string): Made =>
    to({ original: 9000, kwon: steps[label] ?? NaN });
const ALPHA_STEPS = { "α = 0.5": 12e3, "α = 1": 8e3, "α = 2": 5e3, "α = 5": 2900, "α = 9.75": 1800 };
const wins =
  (count: number) =>
  (_label: string, seed: number): Made =>
    errors({ original: 2, kwon: seed < count ? 1 : 3 });
const modes = (second: number): Made => {
  const rising = (at: number, size: number) => [0, 1, 2, 3].map((t) => (t >= at ? size : 0));
  const values: Record<string, number[]> = { step: [0, 100, 200, 300] };
  for (const id of ["original", "kwon"]) {
    values[`${id} σ1`] = rising(1, 1);
    values[`${id} σ2`] = rising(second, 0.5);
    values[`${id} σ3`] = rising(3, 0.25);
  }
  return { values };
};
const crossing = (kwonEnds: number, kwonAt: number) => (): Made => ({
  networks: {
    burerMonteiro: { to: 100, recoveryError: 1e-4 },
    kwon: { to: kwonAt, recoveryError: kwonEnds },
  },
});
const fair =
  (deep: number) =>
  (label: string): Made =>
    errors({ original: deep, shallow: label === "ε_s = 1e-5" ? 0.05 : 0.1 });
const rmse =
  (original: number, compressedOne: number) =>
  (_label: string, _seed: number): Made => ({
    networks: { original: { bestRecoveryError: original }, kwon: { bestRecoveryError: compressedOne } },
  });
const third =
  (full: number, ten: number, zero: number, slow: number) =>
  (label: string): Made => ({
    networks: {
      original: { trainError: Math.sqrt(full), msPerStep: slow },
      yaras: { trainError: Math.sqrt(label === "γ = 0" ? zero : ten), msPerStep: 1 },
    },
  });

interface Case {
  readonly passes: (label: string, seed: number) => Made;
  readonly misses: readonly ((label: string, seed: number) => Made)[];
}

const same = (_key: string, value: number): number => value;
const CASES: Readonly<Record<string, Case>> = {
  theorem: {
    passes: () => ({ values: spectra(same) }),
    misses: [
      () => ({ values: spectra((key, value, t) => (key === "W2 σ4" && t ? value + 2e-5 : value)) }),
      () => ({ values: spectra((key, value, t) => (key === "W3 σ2" && t ? 0.99 : value)) }),
      () => ({ values: spectra((key, value, t) => (key === "W1 σ30" && t ? 1.01 : value)) }),
      () => ({ values: { ...spectra(same), leak: [0, 2e-5] } }),
    ],
  },
  depth: { passes: depths(1e-3, 1e-9), misses: [depths(1e-4, 1e-9), depths(1e-3, 1e-6)] },
  width: { passes: byWidth(930, 370), misses: [byWidth(600, 370), byWidth(930, Infinity)] },
  "narrow-vs-compressed": {
    passes: () => to({ yaras: 740, narrow: 1000 }),
    misses: [
      (label, seed) => to({ yaras: label === "r̂ = 4r" && seed === 2 ? 760 : 740, narrow: 1000 }),
      () => to({ narrow: 1000 }),
    ],
  },
  "equal-path": {
    passes: () => ({ values: { difference: [0, 9e-6], "with bulk term": [1, 1] } }),
    misses: [() => ({ values: { difference: [2e-5, 0], "with bulk term": [1, 1] } })],
  },
  "completion-path": {
    passes: compressed(1.07, 0.3),
    misses: [compressed(1.09, 0.3), compressed(0.91, 0.3), compressed(1, 0.1), compressed(Infinity, 0.3)],
  },
  "kwon-mc": {
    passes: () => to({ original: 7000, kwon: 2000 }),
    misses: [
      () => to({ original: 6000, kwon: 2500 }),
      () => to({ original: 10_000, kwon: 2400 }),
      () => to({ original: 7900, kwon: 1700 }),
    ],
  },
  "kwon-mf": {
    passes: () => to({ original: 80_000, kwon: 63_000 }),
    misses: [() => to({ original: 80_000, kwon: 73_000 }), () => to({ kwon: 63_000 })],
  },
  "kwon-ms": {
    passes: () => to({ original: 760, kwon: 320 }),
    misses: [
      () => to({ original: 500, kwon: 320 }),
      () => to({ original: 760 }),
      // The original has not arrived: it needs more than its 1,000 steps, and no more is known.
      () => to({ kwon: 700 }),
    ],
  },
  "kwon-depth": {
    passes: kwonDepths(9e-3, 3e-2, 1e-11),
    misses: [kwonDepths(1e-4, 3e-2, 1e-11), kwonDepths(9e-3, 1e-4, 1e-11), kwonDepths(9e-3, 3e-2, 1e-7)],
  },
  "kwon-alpha": {
    passes: alphas(ALPHA_STEPS),
    misses: [alphas({ ...ALPHA_STEPS, "α = 1": 13e3 }), alphas({ ...ALPHA_STEPS, "α = 5": 3100 })],
  },
  "kwon-2x": {
    passes: () => to({ original: 800, kwon: 300 }),
    misses: [() => to({ original: 800, kwon: 500 }), () => to({ kwon: 300 })],
  },
  "kwon-pc": {
    passes: () => ({ values: { W_L: [0.1, 0.995], W_1: [0.1, 0.999] } }),
    misses: [() => ({ values: { W_L: [0.999, 0.98], W_1: [0.1, 0.999] } })],
  },
  "kwon-error": {
    passes: wins(7),
    misses: [wins(6), (label, seed) => wins(label === "mc-d128" ? 6 : 8)(label, seed)],
  },
  incremental: { passes: () => modes(2), misses: [() => modes(3), () => modes(1), () => modes(9)] },
  "burer-monteiro": { passes: crossing(1e-6, 500), misses: [crossing(1e-3, 500), crossing(1e-6, 50)] },
  "depth-fair": { passes: fair(7e-4), misses: [fair(0.06), fair(0.2)] },
  ratings: {
    passes: rmse(0.93, 0.915),
    misses: [
      rmse(0.93, 0.95),
      rmse(0.93, 0.9),
      (label, seed) => rmse(0.93, seed === 2 ? 0.95 : 0.93)(label, seed),
    ],
  },
  independent: {
    passes: third(5e-5, 4e-7, 0.2, 12),
    misses: [
      third(5e-6, 4e-7, 0.2, 12),
      third(2e-4, 4e-7, 0.2, 12),
      third(5e-5, 6e-6, 0.2, 12),
      third(5e-5, 4e-7, 0.1, 12),
      third(5e-5, 4e-7, 0.2, 7),
    ],
  },
};

describe("claims", () => {
  it("have their own ids, and every criterion over runs is tested here", () => {
    const ids = CLAIMS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const judged = CLAIMS.filter(({ runs, onFile }) => runs.length > 0 || onFile).map(({ id }) => id);
    expect(judged.toSorted()).toEqual(Object.keys(CASES).toSorted());
  });

  it("are made of settings that need no repair and survive their link", () => {
    for (const claim of CLAIMS)
      for (const size of ["scaled", "full"] as const) {
        for (const { fields } of runsOf(claim, size, MOVIELENS))
          expect(repairExperiment(fields).repairs, claim.id).toEqual([]);
        for (const link of settingsOf(runsOf(claim, size, MOVIELENS)))
          expect(decodeLink(link).repairs, link).toEqual([]);
      }
  });

  it("have an experiment for the page wherever something is trained", () => {
    for (const claim of CLAIMS) {
      expect(repairExperiment(claim.here ?? {}).repairs, claim.id).toEqual([]);
      expect(experimentHere(claim) === undefined, claim.id).toBe(claim.runs.length === 0);
    }
  });

  it("name each run once", () => {
    for (const { runs, id } of CLAIMS)
      expect(new Set(runs.map(({ label }) => label)).size, id).toBe(runs.length);
  });

  for (const claim of CLAIMS) {
    const cases = CASES[claim.id];
    if (!cases) continue;
    it(`${claim.id} passes and fails as it says`, () => {
      expect(claim.judge(results(claim, cases.passes))).toMatchObject({ passed: true });
      for (const miss of cases.misses)
        expect(claim.judge(results(claim, miss)), String(miss)).toMatchObject({ passed: false });
    });
  }

  it("count the memory of LLaMA-7B as the paper does", () => {
    const { states, eightBit, total } = memoryOfLlama();
    expect(states).toBeCloseTo(0.651, 3);
    expect(eightBit).toBeCloseTo(0.826, 3);
    expect(total).toBeGreaterThan(0.628);
    expect(total).toBeLessThan(0.639);
    expect(CLAIMS.find(({ id }) => id === "galore-memory")?.judge([]).passed).toBe(true);
  });

  it("count a level that was not reached as never", () => {
    const [claim] = CLAIMS.filter(({ id }) => id === "kwon-mf");
    const [result] = results(claim as Claim, () => ({}));
    expect(stepsTo(result as RunResult, "kwon", 1e-3)).toBe(Infinity);
  });
});

/** Tests every criterion over runs with results that meet it, that meet it in part, and that fail it. */
import { describe, expect, it } from "vitest";
import { sharpnessOf } from "../../../src/workloads/mf/rates.ts";
import { configOf, type Claim, type ClaimRun, type RunResult } from "../../../src/experiment/claims/claim.ts";
import { runsOf, settingsOf } from "../../../src/experiment/claims/record.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { CLAIMS as ALL } from "../../../src/workloads/claims.ts";
import { memoryOfLlama } from "../../../src/workloads/mf/claims/memory.ts";
import { stepsTo, type MatrixFigures } from "../../../src/workloads/mf/claims/results.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";

const CLAIMS = ALL.filter(({ codec }) => codec.id === "mf");
const experimentOf = (claim: Claim, run: ClaimRun, seed: number): Experiment =>
  configOf(claim, run, seed) as Experiment;

/** `to`: the step at which every level, and the stop, is reached. */
type Numbers = Partial<MatrixFigures> & { readonly to?: number } & Readonly<
    Partial<Record<"rmse" | "effects" | "als", number>>
  >;
const MOVIELENS = { checksum: "0123456789abcdef", rows: 943, cols: 1682 };

type Values = Readonly<Record<string, readonly number[]>>;
interface Made {
  readonly networks?: Readonly<Record<string, Numbers>>;
  readonly values?: Values;
}

/** The results of every run and seed of a claim. `make` returns the values that matter for each. */
function results(claim: Claim, make: (label: string, seed: number) => Made): RunResult[] {
  return runsOf(claim, "scaled", MOVIELENS).flatMap((run) =>
    run.seeds.map((seed): RunResult => {
      const { networks = {}, values = {} } = make(run.label, seed);
      return {
        label: run.label,
        seed,
        // Half of the entries are hidden, and the observed ones are fitted. Law's test loss is then (recovery
        // error)², and Kwon's is twice that.
        facts: { allCount: 100, allSquares: 200, seenCount: 50, seenSquares: 100, recoveryRms: 1 },
        values,
        models: experimentOf(claim, run, seed).networks.map((id) => {
          const { to = null, ...numbers } = networks[id] ?? {};
          const metrics = {
            steps: 1000,
            train: 0,
            recovery: 0,
            best: 0,
            bestStep: 0,
            msPerStep: 1,
            flopsPerStep: 1,
            ...numbers,
            "to_1e-1": to,
            "to_1e-2": to,
            "to_1e-3": to,
            stoppedAt: to,
          };
          return { id, metrics };
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

/** A network that reaches its level at these steps. */
const to = (steps: Readonly<Record<string, number>>): Made => ({
  networks: Object.fromEntries(Object.entries(steps).map(([id, at]) => [id, { to: at }])),
});
const errors = (recovery: Readonly<Record<string, number>>): Made => ({
  networks: Object.fromEntries(Object.entries(recovery).map(([id, value]) => [id, { recovery: value }])),
});
const byWidth =
  (at10: number, at100: number) =>
  (label: string): Made =>
    to({ original: label === "width 10" ? at10 : label === "width 100" ? at100 : 500 });
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
    return errors({ original: Math.sqrt(loss / 2), kwon: Math.sqrt(loss / 2) });
  };
const isControl = (label: string): boolean => label.endsWith("original at the same share");
const alphas =
  (steps: Readonly<Record<string, number>>, last = 1) =>
  (label: string, seed: number): Made =>
    to({ original: 9000, kwon: (steps[label] ?? NaN) * (seed === 2 ? last : 1) });
const ALPHA_STEPS = { "α = 0.5": 12e3, "α = 1": 8e3, "α = 2": 5e3, "α = 5": 2900, "α = 9.75": 1800 };
/** Number of wins in each case. */
const wins =
  (counts: Readonly<Record<string, number>>) =>
  (label: string, seed: number): Made =>
    errors({ original: 2, kwon: seed < (counts[label] ?? Infinity) ? 1 : 3 });
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
/** Where each network falls, the compressed network's last error, and the last loss of Burer–Monteiro. */
const crossing =
  (compressedAt: number, compressedEnds: number, factorsAt: number, loss: number) =>
  (label: string): Made => ({
    networks: {
      kwon: label.startsWith("Burer")
        ? { to: factorsAt, recovery: Math.sqrt(loss) }
        : { to: compressedAt, recovery: compressedEnds },
    },
  });
/** Depth 3, and depth 2 from the same end-to-end scale and from the smallest initialization. */
const fair =
  (deep: number, paired: number, smallest: number) =>
  (label: string): Made =>
    errors({ original: deep, shallow: label === "ε_s = 1e-12" ? smallest : paired });
const rmse =
  (original: number, compressedOne: number) =>
  (_label: string, _seed: number): Made => ({
    networks: { original: { best: original }, kwon: { best: compressedOne } },
  });
/** Errors of the network, the effects and least squares, which differ from split to split. */
const splits =
  (rmseOfNetwork: number, effects: number, als: number) =>
  (_label: string, seed: number): Made => {
    const [one, other] = [0.02 * (seed - 4.5), 0.002 * (seed - 4.5)];
    return {
      networks: { yaras: { rmse: rmseOfNetwork + one, effects: effects + one, als: als + one + other } },
    };
  };
const third =
  (full: number, ten: number, zero: number) =>
  (label: string): Made => ({
    networks: {
      original: { train: Math.sqrt(full) },
      yaras: { train: Math.sqrt(label === "γ = 0" ? zero : ten) },
    },
  });
const sensed =
  (original: number, kwon: number) =>
  (_label: string, seed: number): Made =>
    to({ original, kwon: seed === 1 ? kwon : 0.86 * original });
/** The compressed network's steps, and those of the narrow one: `best` from ε = .1, more from the others. */
const bestStart =
  (best: number) =>
  (label: string): Made =>
    label.startsWith("narrow") ? to({ narrow: label.endsWith("0.1") ? best : 900 }) : to({ yaras: 620 });
/** Steps of the original, 17 / ε, and of the compressed network, by γ × the original's steps; `lost` where that is small. */
const mapped =
  (ratio: (time: number) => number, lost = 2.5) =>
  (label: string): Made => {
    const [gamma = NaN, epsilon = NaN] = label.split(", ").map((part) => Number(part.split(" = ")[1]));
    const steps = 17 / epsilon;
    const time = gamma * steps;
    return label.startsWith("original")
      ? to({ original: steps })
      : { networks: { yaras: { to: steps * (time <= 150 ? lost : ratio(time)), steps: 1e6 } } };
  };
/** Cosines at initialization, at an error of .95, and at the end. */
const aligned =
  (before: Readonly<Record<string, number>>) =>
  (label: string): Made => ({
    values: {
      "original error": [1, 0.95, 0.01],
      W_L: [0.1, 0.95, 1],
      W_1: [0.1, before[label] ?? 0.95, 1],
      "W_L target": [0.1, 0.5, 1],
      "W_1 target": [0.1, 0.5, 1],
    },
  });
/** Steps at one η, steps in the control, and operations per step. */
const twiceAs =
  (original: number, control: number, flops: number, ms = 10) =>
  (label: string): Made => ({
    networks: {
      original: { to: isControl(label) ? control : original, flopsPerStep: flops, msPerStep: ms },
      kwon: { to: 300, flopsPerStep: 1 },
    },
  });
const leaking =
  (change: (p: number, epsilon: number, leak: number) => number) =>
  (label: string): Made => {
    const [p = NaN, epsilon = NaN] = label.split(", ").map((part) => Number(part.split(" = ")[1]));
    return { values: { leak: [0, change(p, epsilon, p === 1 ? 1e-5 : 0.4 - 0.3 * p)] } };
  };

/** The distance of the two paths at the end, on factorization and on completion. */
const along =
  (factorization: number, completion: number) =>
  (label: string): Made => ({
    values: {
      apart: [0, label === "factorization" ? factorization : label === "completion" ? completion : 1],
      "at one step": [0, 0.5],
      fraction: [1, 0.99],
    },
  });
const CHAINS = ["original", "yaras", "kwon"];
const ofChains = (name: string, values: readonly number[]): Made => ({
  values: Object.fromEntries(CHAINS.map((id) => [`${id} ${name}`, values])),
});
/** The largest change at η̂ = .25 and at half of it; it need not be the last one. */
const kept =
  (full: number, half: number) =>
  (label: string): Made =>
    ofChains("change", [0, label.endsWith("0.25") ? full : half, 0]);
/** The last share of the limit at η̂ = .25 and .95. */
const limited =
  (small: number, near: number) =>
  (label: string): Made =>
    ofChains("share", [9, label.endsWith("0.25") ? small : near]);
/** Steps with many samples and the right rank, and errors with few samples and twice the rank. */
const rivals =
  (steps: Readonly<Record<string, number>>, recovery: Readonly<Record<string, number>>) =>
  (label: string): Made => {
    const deep = { original: 300, yaras: 310, kwon: 120 };
    return label.startsWith("many")
      ? to({ ...deep, ...steps })
      : errors({ original: 1e-3, yaras: 1e-3, kwon: 1e-3, ...recovery });
  };

type Make = (label: string, seed: number) => Made;

interface Case {
  readonly passes: Make;
  /** Results that meet the criterion in part only. */
  readonly inPart?: readonly Make[];
  readonly misses: readonly Make[];
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
  depth: { passes: depths(3e-4, 9e-8), misses: [depths(1e-4, 1e-9), depths(1e-3, 1e-6)] },
  width: { passes: byWidth(930, 370), misses: [byWidth(600, 370), byWidth(930, Infinity)] },
  "narrow-vs-compressed": {
    passes: () => to({ yaras: 740, narrow: 1000 }),
    misses: [
      (label, seed) => to({ yaras: label === "r̂ = 4r" && seed === 2 ? 760 : 740, narrow: 1000 }),
      () => to({ narrow: 1000 }),
    ],
  },
  "narrow-best-start": {
    passes: bestStart(640),
    inPart: [(label, seed) => bestStart(label.includes("4r") && seed === 4 ? 610 : 640)(label)],
    misses: [bestStart(610)],
  },
  "equal-path": {
    passes: () => ({ values: { difference: [0, 9e-6], "with bulk term": [1, 1] } }),
    misses: [() => ({ values: { difference: [2e-5, 0], "with bulk term": [1, 1] } })],
  },
  "completion-path": {
    passes: compressed(1.07, 0.3),
    misses: [compressed(1.09, 0.3), compressed(0.91, 0.3), compressed(1, 0.1), compressed(Infinity, 0.3)],
  },
  "path-components": {
    passes: along(0.04, 0.04),
    inPart: [along(0.06, 0.04), along(0.04, 0.06)],
    misses: [along(0.06, 0.06)],
  },
  conserved: {
    // A change that is rounding need not fall with the rate.
    passes: (label) => ({ values: { ...kept(0.04, 0.02)(label).values, "kwon change": [0, 9e-5] } }),
    inPart: [(label) => ({ values: { ...kept(0.04, 0.02)(label).values, "yaras change": [0, 0.06] } })],
    misses: [kept(0.06, 0.02), kept(0.04, 0.03)],
  },
  curvature: {
    passes: limited(0.26, 0.99),
    inPart: [(label) => ({ values: { ...limited(0.26, 0.99)(label).values, "kwon share": [2, 1.1] } })],
    misses: [limited(0.27, 0.9), limited(0.25, 1.01), limited(0.25, NaN)],
  },
  "completion-baselines": {
    passes: rivals({ spectral: 90, scaledGd: 40 }, { spectral: 0.2, scaledGd: 0.1 }),
    inPart: [
      rivals({ spectral: 400, scaledGd: 40 }, { spectral: 0.2, scaledGd: 0.1 }),
      rivals({ spectral: 90, scaledGd: 40 }, { spectral: 0.2, scaledGd: 1e-5 }),
      rivals({ spectral: 90 }, { spectral: 0.2, scaledGd: 0.1 }),
    ],
    misses: [rivals({ spectral: 400, scaledGd: 500 }, { spectral: 1e-5, scaledGd: 1e-5 })],
  },
  "kwon-smaller": {
    passes: () => ({ values: { "steps above": [0, 0] } }),
    misses: [(_label, seed) => ({ values: { "steps above": [0, seed === 2 ? 1 : 0] } })],
  },
  "completion-map": {
    passes: mapped(() => 1),
    misses: [mapped((time) => (time > 2500 ? 1.1 : 1)), mapped((time) => 1 + time / 1e5), mapped(() => 1, 1)],
  },
  "kwon-mc": {
    passes: () => to({ original: 7000, kwon: 2000 }),
    misses: [
      () => to({ original: 6000, kwon: 2500 }),
      () => to({ original: 10_000, kwon: 2400 }),
      () => to({ original: 7900, kwon: 1700 }),
      () => to({ kwon: 2400 }),
    ],
  },
  "kwon-mf": {
    passes: () => to({ original: 80_000, kwon: 63_000 }),
    misses: [
      () => to({ original: 80_000, kwon: 73_000 }),
      (_label, seed) => to({ original: 80_000, kwon: seed === 2 ? 73_000 : 63_000 }),
      () => to({ kwon: 63_000 }),
    ],
  },
  "kwon-ms": {
    passes: sensed(1000, 950),
    misses: [
      sensed(1000, 1010),
      sensed(1000, 970),
      sensed(1000, 700),
      () => to({ original: 1000 }),
      () => to({ kwon: 860 }),
    ],
  },
  "kwon-depth": {
    passes: kwonDepths(9e-3, 3e-2, 1e-11),
    misses: [kwonDepths(1e-4, 3e-2, 1e-11), kwonDepths(9e-3, 1e-4, 1e-11), kwonDepths(9e-3, 3e-2, 1e-7)],
  },
  "kwon-alpha": {
    passes: alphas(ALPHA_STEPS),
    misses: [
      alphas({ ...ALPHA_STEPS, "α = 1": 13e3 }),
      alphas({ ...ALPHA_STEPS, "α = 5": 3100 }),
      // On one of three seeds the order is reversed.
      (label, seed) => alphas(ALPHA_STEPS, label === "α = 5" ? 0.5 : 1)(label, seed),
    ],
  },
  "kwon-2x": {
    passes: twiceAs(800, 700, 100),
    misses: [twiceAs(500, 700, 100), () => ({ networks: { kwon: { to: 300 } } })],
  },
  "kwon-pc": {
    passes: aligned({}),
    inPart: [aligned({ completion: 0.8 }), aligned({ factorization: 0.8 })],
    misses: [aligned({ factorization: 0.8, completion: 0.8 })],
  },
  "kwon-error": {
    passes: wins({ factorization: 0, completion: 7, "few samples": 21 }),
    inPart: [wins({ completion: 6 }), wins({ "few samples": 20 })],
    misses: [wins({ completion: 6, "few samples": 6 })],
  },
  incremental: { passes: () => modes(2), misses: [() => modes(3), () => modes(1), () => modes(9)] },
  "burer-monteiro": {
    passes: crossing(6200, 1e-8, 150, 1.1e-6),
    misses: [
      crossing(6200, 1e-8, 260, 1.1e-6),
      crossing(6200, 1e-8, 150, 0.7e-6),
      crossing(6200, 1e-8, 150, 3.3e-6),
      crossing(6600, 1e-8, 150, 1.1e-6),
      crossing(6200, 2e-3, 150, 1.1e-6),
    ],
  },
  "completion-leak": {
    passes: leaking((_p, _epsilon, leak) => leak),
    misses: [
      leaking((p, _epsilon, leak) => (p === 1 ? 2e-3 : leak)),
      leaking((p, epsilon, leak) => (p === 0.9 && epsilon === 0.004 ? 5e-3 : leak)),
      leaking((p, epsilon, leak) => (p === 0.5 && epsilon === 0.02 ? 0.5 : leak)),
    ],
  },
  "depth-fair": {
    passes: fair(7e-4, 0.01, 1e-3),
    inPart: [fair(7e-4, 0.01, 1e-4)],
    misses: [fair(0.02, 0.01, 0.03), fair(0.02, 0.01, 1e-4)],
  },
  ratings: {
    passes: rmse(0.93, 0.915),
    misses: [
      rmse(0.93, 0.95),
      rmse(0.93, 0.9),
      (label, seed) => rmse(0.93, seed === 2 ? 0.95 : 0.93)(label, seed),
    ],
  },
  "ratings-splits": {
    passes: splits(0.88, 0.8885, 0.8775),
    misses: [splits(0.881, 0.8885, 0.8815), splits(0.88, 0.8885, 0.8765)],
  },
  independent: {
    passes: third(1e-5, 4e-6, 0.7),
    inPart: [third(6.4e-5, 2.9e-6, 0.996), third(1.6e-5, 4.5e-7, 0.996), third(1.6e-5, 2.9e-6, 0.24)],
    misses: [third(6.4e-5, 4.5e-7, 0.24)],
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
          expect(MF_CODEC.repair(fields).repairs, claim.id).toEqual([]);
        for (const link of settingsOf(claim, runsOf(claim, size, MOVIELENS)))
          expect(MF_CODEC.decode(link).repairs, link).toEqual([]);
      }
  });

  it("name their ε and their steps, so that no default moves them", () => {
    for (const claim of CLAIMS)
      for (const size of ["scaled", "full"] as const)
        for (const { fields, label } of runsOf(claim, size, MOVIELENS))
          expect(Object.keys(fields), `${claim.id}, ${label}`).toEqual(
            expect.arrayContaining(["depth", "epsilon", "steps"]),
          );
  });

  it("of Kwon's network take k = 2r, as the authors do", () => {
    const [claim] = CLAIMS.filter(({ id }) => id === "kwon-mc");
    const [run] = claim?.runs ?? [];
    expect(experimentOf(claim as Claim, run as ClaimRun, 0)).toMatchObject({ rank: 5, rHat: 10 });
  });

  it("give the original the same share of its limit in the control of the rate", () => {
    const [claim] = CLAIMS.filter(({ id }) => id === "kwon-mc");
    const [run, control] = (claim?.runs ?? []).map((one) => experimentOf(claim as Claim, one, 0));
    if (!run || !control) throw new Error("kwon-mc has both runs");
    const gain = sharpnessOf(run, "kwon") / sharpnessOf(run, "original");
    expect(control).toMatchObject({ networks: ["original"], alpha: 5 });
    expect(control.rate).toBeCloseTo(run.rate * gain, 12);
  });

  it("have an experiment for the page wherever something is trained", () => {
    for (const claim of CLAIMS) {
      expect(MF_CODEC.repair(claim.here ?? {}).repairs, claim.id).toEqual([]);
      expect(claim.here !== undefined && claim.runs.length === 0, claim.id).toBe(false);
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
      for (const some of cases.inPart ?? [])
        expect(claim.judge(results(claim, some)), String(some)).toMatchObject({ passed: "in part" });
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
    const galore = CLAIMS.find(({ id }) => id === "galore-memory");
    expect(galore).toMatchObject({ counted: true });
    expect(galore?.judge([]).passed).toBe(true);
    expect(memoryOfLlama().eightBitMoments).toBeLessThan(eightBit);
    // The paper's share needs layer-wise gradients on one side only.
    expect(memoryOfLlama().totalBothLayerWise).toBeLessThan(0.6);
    expect(memoryOfLlama().totalNeither).toBeLessThan(0.6);
  });

  it("count a level that was not reached as never", () => {
    const [claim] = CLAIMS.filter(({ id }) => id === "kwon-mf");
    const [result] = results(claim as Claim, () => ({}));
    expect(stepsTo(result as RunResult, "kwon", "1e-3")).toBe(Infinity);
  });
});

/** The criteria of digits, fine-tuning and federated runs, with results that meet them and results that miss them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  valuesOf,
  verdictOf,
  verdictText,
  type Claim,
  type RunResult,
} from "../../../src/experiment/claims/claim.ts";
import { recordedVerdict, type ClaimRecord } from "../../../src/experiment/claims/record.ts";
import { CLAIMS } from "../../../src/workloads/claims.ts";
import { DIGIT_CLAIMS } from "../../../src/workloads/digits/claims.ts";
import { LAB_CLAIMS, winsOver } from "../../../src/workloads/finetune/claims.ts";
import { LAB_PRESETS } from "../../../src/workloads/finetune/presets.ts";

const METRIC_CLAIMS = CLAIMS.filter(({ codec }) => codec.id !== "mf");

const claimOf = (id: string): Claim => {
  const claim = METRIC_CLAIMS.find((candidate) => candidate.id === id);
  if (!claim) throw new Error(`${id} is a claim`);
  return claim;
};

const recordOf = (id: string): ClaimRecord =>
  JSON.parse(readFileSync(`public/data/claims/${id}.json`, "utf8")) as ClaimRecord;

/**
 * The results of all runs. `values` has, for each model, one value per seed or the same value for every seed.
 */
function results(
  id: string,
  metric: string,
  values: Readonly<Record<string, number | readonly number[]>>,
): RunResult[] {
  return claimOf(id).runs.flatMap(({ label, seeds }) =>
    seeds.map((seed, i) => ({
      label,
      seed,
      models: Object.entries(values).map(([model, of]) => ({
        id: model,
        metrics: { [metric]: typeof of === "number" ? of : (of[i] as number) },
      })),
    })),
  );
}

const PAIRS = { checksum: "0123456789abcdef", rows: 5749, cols: 2 };

/** The verdict in words of a record with these results. */
const recorded = (id: string, of: readonly RunResult[]) =>
  recordedVerdict(claimOf(id), { ...verdictOf(claimOf(id), of), results: of } as ClaimRecord);

const judge = (id: string, values: Readonly<Record<string, number | readonly number[]>>) =>
  claimOf(id).judge(results(id, "testAccuracy", values));

it("every claim has an id of its own; every claim on metrics has five or ten seeds, and settings that need no repair", () => {
  const ids = [...CLAIMS].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { codec, runs } of METRIC_CLAIMS)
    for (const { fields, seeds } of runs) {
      expect([5, 10]).toContain(seeds.length);
      expect(codec.repair(fields).repairs).toEqual([]);
    }
  expect(DIGIT_CLAIMS).toHaveLength(5);
  expect(
    LAB_CLAIMS.flatMap(({ id, title }) => (/^wegeft-|-(sts|updates|widths)$/.test(id) ? [] : [title])),
  ).toEqual(LAB_PRESETS.filter(({ id }) => id !== "pairs").map(({ title }) => title));
  for (const { id } of LAB_CLAIMS) expect(id).toMatch(/^(deep-lora|lora-scale|galore|wegeft)-/);
});

/** One value per seed around a mean, whose 95 % interval has about this half length. */
const around = (value: number, half: number): number[] =>
  Array.from({ length: 10 }, (_, i) => value + (i % 2 === 0 ? 1 : -1) * (half / 0.754));

it("the same rate: the whole interval of the lead must be above 0", () => {
  const others = { plain: 0.9, cdln: 0.91, plainEqualFlops: 0.92 };
  const of = (dln: number | readonly number[]) => judge("digits-same-rate", { ...others, dln });
  expect(of(0.91)).toMatchObject({ passed: true, undecided: [] });
  expect(of(around(0.91, 0.009)).passed).toBe(true);
  expect(of(around(0.91, 0.011))).toMatchObject({
    ours: expect.stringContaining("DLN − plain 1.00 ± 1.10 (95 %), ahead on 5 of 10 seeds") as string,
    passed: false,
    undecided: ["DLN against plain"],
  });
  expect(of(0.89)).toMatchObject({ passed: false, undecided: [] });
});

it("own rates: the whole interval of the lead must be above 0", () => {
  const of = (plain: number | readonly number[]) =>
    judge("digits-own-rate", { plain, dln: 0.93, cdln: 0.92 }).passed;
  expect([of(0.94), of(around(0.94, 0.011)), of(0.92)]).toEqual([true, false, false]);
});

it("following: the whole interval within half a point, in either direction", () => {
  const of = (thin: number | readonly number[]) =>
    judge("digits-follow", { dln: 0.934, thin, cdlnRandom: 0.9 });
  expect([of(0.9385), of(0.9295), of(0.94), of(0.928)].map(({ passed }) => passed)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(of(around(0.935, 0.0045))).toMatchObject({ passed: false, undecided: ["thin against DLN"] });
});

it("few samples: both numbers of digits count", () => {
  const at = (gap100: number, gap500: number) => {
    const all = [gap100, gap500].flatMap((gap, i) =>
      results("digits-few", "testAccuracy", { plain: 0.7, dln: 0.7 + gap }).filter(
        ({ label }) => label === ["100 digits", "500 digits"][i],
      ),
    );
    return claimOf("digits-few").judge(all).passed;
  };
  expect([at(-0.01, 0.009), at(0.011, 0), at(0, 0.011)]).toEqual([true, false, false]);
  const wide = results("digits-few", "testAccuracy", { plain: 0.7, dln: around(0.705, 0.006) });
  expect(claimOf("digits-few").judge(wide)).toMatchObject({
    passed: false,
    undecided: ["100 digits", "500 digits"],
  });
});

it("compressed: half a point behind at most, in each case by itself", () => {
  const { runs, judge: judgeAll } = claimOf("digits-compressed");
  const behind = (...gaps: readonly number[]) =>
    judgeAll(
      runs.flatMap(({ label }, i) =>
        results("digits-compressed", "testAccuracy", { dln: 0.9, cdln: 0.9 - (gaps[i] as number) }).filter(
          (result) => result.label === label,
        ),
      ),
    ).passed;
  expect([behind(0.004, -0.02, 0.004), behind(0, 0, 0.006), behind(0.006, 0.006, 0.006)]).toEqual([
    true,
    "in part",
    false,
  ]);
  const wide = results("digits-compressed", "testAccuracy", { dln: 0.9, cdln: around(0.9, 0.006) });
  expect(judgeAll(wide)).toMatchObject({
    passed: false,
    undecided: ["4,000 digits", "500 digits", "100 digits"],
  });
  const far = results("digits-compressed", "testAccuracy", { dln: 0.9, cdln: 0.8 });
  const oneFar = [...wide.filter(({ label }) => label !== "100 digits"), ...far.slice(-10)];
  expect([wide, oneFar, far].map((of) => recorded("digits-compressed", of))).toEqual([
    "fails, undecided",
    "fails",
    "fails",
  ]);
});

it("a claim that requires more than its cases fails undecided if every condition not met is undecided", () => {
  const of = (full: readonly number[] | number) => {
    const values = { full, lora: 0.9, galore: 0.9, galore8: 0.9, head: 0.88 };
    return recorded("galore-bytes", results("galore-bytes", "testAccuracy", values));
  };
  const five = [-1, 1, -1, 1, 0].map((sign) => 0.89 + 0.02 * sign);
  expect([of(0.89), of(five), of(0.88)]).toEqual(["pass", "fails, undecided", "fails"]);
});

describe("paired seeds of the lab", () => {
  const { judge: judgePairs } = winsOver("bytes", "deep", "lora");
  const at = (deep: readonly number[], lora: readonly number[]) =>
    judgePairs(results("galore-bytes", "testError", { deep, lora }));

  it("the better mean, and an interval without 0", () => {
    const level = [0.8, 0.8, 0.8, 0.8, 0.8];
    expect(at([0.7, 0.7, 0.7, 0.7, 0.72], level).passed).toBe(true);
    const four = at([0.7, 0.7, 0.7, 0.7, 0.9], level);
    expect(four).toMatchObject({ passed: false, undecided: ["deep against lora"] });
    expect(four.ours).toContain(
      "difference 0.060 ± 0.111 (95 %), not significant with 5 seeds; deep lower on 4 of 5",
    );
    expect(at([0.9, 0.9, 0.9, 0.9, 0.92], level).passed).toBe(false);
  });

  it("the rate: each method on its own side of no training, on every seed", () => {
    const judged = (lora: readonly number[], deep: readonly number[]) =>
      claimOf("deep-lora-rate").judge(results("deep-lora-rate", "testError", { lora, deep })).passed;
    const [above, below] = [1.7, 0.7].map((value) => around(value, 0.1)) as [number[], number[]];
    expect([judged(above, below), judged(below, below), judged(above, above)]).toEqual([true, false, false]);
    expect(judged([...above.slice(1), 0.9], below)).toBe(false);
  });

  it("a run that diverged wins nothing", () => {
    expect(at([NaN, 0.7, 0.7, 0.7, 0.7], [0.8, 0.8, 0.8, 0.8, 0.8]).passed).toBe(false);
    const lost = results("galore-bytes", "testError", { deep: 0.5 });
    expect(valuesOf(lost, "bytes", "lora", "testError")).toEqual([NaN, NaN, NaN, NaN, NaN]);
  });

  it("notes say what the records show of the training sentences", () => {
    const losses = (id: string) =>
      recordOf(id).results.flatMap(({ models }) => {
        const [lora, deep] = ["lora", "deep"].map(
          (name) => models.find((model) => model.id === name)?.metrics["loss"],
        );
        // The further runs have no Deep LoRA.
        return models.some(({ id: one }) => one === "deep") ? [{ lora: lora ?? NaN, deep: deep ?? NaN }] : [];
      });
    const note = (id: string): string => (claimOf(id).notes ?? []).join(" ");
    const ratios = losses("deep-lora-plant-all").map(({ lora, deep }) => deep / lora);
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
    expect(note("deep-lora-plant-all")).toContain(`${least.toFixed(1)} to ${most.toFixed(1)} times LoRA’s`);
    for (const [id, bound] of [
      ["deep-lora-plant-one", 3e-4],
      ["deep-lora-rate", 4e-3],
    ] as const) {
      expect(note(id)).toContain(`below ${bound.toExponential(0)}.`);
      expect(Math.max(...losses(id).flatMap(({ lora, deep }) => [lora, deep]))).toBeLessThan(bound);
    }
  });

  it("a note says what WeGeFT’s record shows of the training sentences", () => {
    const id = "wegeft-plant-one";
    expect((claimOf(id).notes ?? []).join(" ")).toContain("below 3e-4.");
    const losses = recordOf(id).results.flatMap(({ models }) => models.map(({ metrics }) => metrics["loss"]));
    expect(Math.max(...losses.map((loss) => loss ?? NaN))).toBeLessThan(3e-4);
  });

  it("in plant-all LoRA is the one that is to win", () => {
    const all = (deep: number, lora: number) =>
      claimOf("deep-lora-plant-all").judge(results("deep-lora-plant-all", "testError", { deep, lora }))
        .passed;
    expect([all(0.6, 0.5), all(0.5, 0.6)]).toEqual([true, false]);
  });

  it("level: the whole interval of each method counts, in both directions", () => {
    const judged = (lora: number | readonly number[], deep: number) =>
      judge("deep-lora-sentiment-yelp", { head: 0.8, lora, deep });
    const yelp = (lora: number | readonly number[], deep: number) => judged(lora, deep).passed;
    // A mean gap of 2 points, with an interval of ± 2 points.
    const spread = [0.85, 0.79, 0.85, 0.79, 0.82, 0.85, 0.79, 0.85, 0.79, 0.82];
    expect([yelp(0.82, 0.78), yelp(0.84, 0.8), yelp(0.84, 0.76), yelp(spread, 0.8), yelp(NaN, 0.8)]).toEqual([
      true,
      "in part",
      false,
      "in part",
      "in part",
    ]);
    expect([judged(spread, 0.8), judged(0.84, 0.76)].map(({ undecided }) => undecided)).toEqual([
      ["lora"],
      [],
    ]);
  });

  it("level with the full training, and a gain over the head", () => {
    const bytes = (head: number, galore8: number) =>
      judge("galore-bytes", { full: 0.85, lora: 0.85, galore: 0.85, galore8, head });
    expect(
      [bytes(0.8, 0.83), bytes(0.8, 0.81), bytes(0.85, 0.85), bytes(0.84, 0.83)].map(({ passed }) => passed),
    ).toEqual([true, "in part", false, false]);
    expect(bytes(0.8, 0.83).ours).toBe(
      "test accuracy: full 85.00 %, lora 85.00 %, galore 85.00 %, galore8 83.00 %, head 80.00 %; difference from full (95 %, 5 seeds): lora 0.00 ± 0.00, galore 0.00 ± 0.00, galore8 -2.00 ± 0.00; gain over head: full 5.00 ± 0.00, lora 5.00 ± 0.00, galore 5.00 ± 0.00, galore8 3.00 ± 0.00",
    );
  });

  it("widths: the compressed network must be nearer to the full width, above or below it", () => {
    const judged = (deep: number | readonly number[], deepCompressed: number) =>
      claimOf("deep-lora-widths").judge(
        results("deep-lora-widths", "testError", { deepWide: 0.7, deep, deepCompressed }),
      );
    expect([judged(0.9, 0.75), judged(0.9, 0.6), judged(0.72, 0.75)].map(({ passed }) => passed)).toEqual([
      true,
      true,
      false,
    ]);
    expect(judged(around(0.8, 0.06), 0.75)).toMatchObject({
      passed: false,
      undecided: ["the distances from deepWide"],
    });
  });

  it("level in errors, with compressed Deep LoRA at both γ", () => {
    const { runs, judge: judgeAll } = claimOf("deep-lora-one-gradient");
    const errors = (loraOne: number, slow: number) =>
      judgeAll(
        runs.flatMap(({ label }) =>
          results("deep-lora-one-gradient", "testError", {
            lora: 0.46,
            loraOne,
            deepCompressed: label === "γ = .01" ? slow : 0.47,
          }).filter((result) => result.label === label),
        ),
      ).passed;
    expect([errors(0.48, 0.45), errors(0.5, 0.45), errors(0.48, 0.7)]).toEqual([true, "in part", "in part"]);
  });

  it("updates: Deep LoRA's mean rank must be the lowest on every seed", () => {
    const [run] = claimOf("deep-lora-updates").runs;
    const judged = (ranks: Readonly<Record<string, readonly [number, number]>>, last = ranks) =>
      claimOf("deep-lora-updates").judge(
        (run?.seeds ?? []).map((seed, i) => ({
          label: run?.label ?? "",
          seed,
          models: [],
          values: Object.fromEntries(
            Object.entries(i === 4 ? last : ranks).flatMap(([id, [q, k]]) => [
              [`${id} 0.q rank`, [0, q]],
              [`${id} 0.k rank`, [0, k]],
              [`${id} cosine 0`, [0.1]],
              [`${id} cosine 40`, [0.9]],
              [`${id} cosine 80`, [1]],
            ]),
          ),
        })),
      );
    const usual = { lora: [8, 8], vanilla: [8, 7], deep: [1, 3] } as const;
    expect(judged(usual)).toMatchObject({
      passed: true,
      ours: expect.stringContaining("deep 5 of rank 1, 5 of rank 3; cosine") as string,
    });
    expect(judged(usual).ours).toContain("lora 0.90, vanilla 0.90, deep 0.90");
    expect(judged(usual, { ...usual, deep: [8, 7] }).passed).toBe("in part");
    expect(judged(usual, { ...usual, deep: [8, 8] }).passed).toBe(false);
    expect(judged(usual, { ...usual, deep: [0, 3] }).passed).toBe(false);
  });

  it("scored pairs: Deep LoRA against LoRA and vanilla, with 64 and 256 pairs; ranks at one rate", () => {
    const judged = (id: string, by: (label: string) => Readonly<Record<string, number>>) =>
      claimOf(id).judge(
        (claimOf(id).onFile?.(PAIRS, "scaled") ?? []).flatMap(({ label, seeds }) =>
          seeds.map((seed) => ({
            label,
            seed,
            models: Object.entries(by(label)).map(([model, testPearson]) => ({
              id: model,
              metrics: { testPearson },
            })),
          })),
        ),
      );
    const order = (few: number, many: number) =>
      judged("deep-lora-sts", (label) => ({
        lora: 0.75,
        vanilla: 0.75,
        deep: label.startsWith("64") ? few : many,
      })).passed;
    expect([order(0.8, 0.8), order(0.8, 0.7), order(0.7, 0.7)]).toEqual([true, "in part", false]);
    const ranks = (lora: number, vanilla: number) =>
      judged("lora-scale-sts", (label) =>
        label === "r = 32" ? { lora, vanilla } : { lora: 0.78, vanilla: 0.78 },
      ).passed;
    expect([ranks(0.77, 0.5), ranks(0.7, 0.5), ranks(0.77, 0.78), ranks(0.7, 0.78)]).toEqual([
      true,
      "in part",
      "in part",
      false,
    ]);
    expect(claimOf("deep-lora-sts").judge([]).ours).toContain("needs a file of scored pairs");
  });
});

describe("WeGeFT beside LoRA", () => {
  it("with a plant: less than 0.03 behind, at the same rate and at rates of their own", () => {
    const { runs, judge: judgeAll } = claimOf("wegeft-plant-one");
    const behind = (...gaps: readonly [number, number]) =>
      judgeAll(
        runs.flatMap(({ label }, i) =>
          results("wegeft-plant-one", "testError", {
            lora: 0.7,
            wegeft: 0.7 + (gaps[Math.min(i, 1)] ?? NaN),
          }).filter((result) => result.label === label),
        ),
      );
    expect(
      [behind(0.02, -0.2), behind(0.04, 0), behind(0.04, 0.04), behind(NaN, NaN)].map(({ passed }) => passed),
    ).toEqual([true, "in part", false, false]);
    expect(behind(-0.1, 0.02).ours).toBe(
      "relative test error, differences with 95 % intervals, five seeds: at the same rate lora 0.700, wegeft 0.600, difference -0.100 ± 0.000; at rates of their own lora 0.700, wegeft 0.720, difference 0.020 ± 0.000",
    );
  });

  it("with reviews: untied and tied count, the lower end of the interval and the gain over the head", () => {
    const { runs, judge: judgeAll } = claimOf("wegeft-sentiment-yelp");
    const of = (wegeft: number, wegeftTied: number, head = 0.7) =>
      judgeAll(
        runs.flatMap(({ label }) =>
          results("wegeft-sentiment-yelp", "testAccuracy", { lora: 0.8, wegeft, wegeftTied, head }).filter(
            (result) => result.label === label,
          ),
        ),
      );
    expect(
      [of(0.9, 0.78), of(0.78, 0.76), of(0.76, 0.76), of(0.8, 0.8, 0.8)].map(({ passed }) => passed),
    ).toEqual([true, "in part", false, false]);
    expect(of(0.81, 0.79).ours).toContain(
      "difference from lora (95 %, five seeds): wegeft 1.00 ± 0.00, wegeftTied -1.00 ± 0.00; gain over the head: lora 10.00",
    );
  });
});

describe("federated fine-tuning", () => {
  /** The results of every arm, with one value per seed or the same for all seeds. */
  const judged = (
    id: string,
    by: Readonly<Record<string, Readonly<Record<string, number | readonly number[]>>>>,
  ) => {
    const claim = claimOf(id);
    return claim.judge(
      claim.runs.flatMap(({ label, seeds }) =>
        seeds.map((seed, i) => ({
          label,
          seed,
          models: Object.entries(by).map(([arm, metrics]) => ({
            id: arm,
            metrics: Object.fromEntries(
              Object.entries(metrics).map(([name, of]) => [
                name,
                typeof of === "number" ? of : (of[i] ?? null),
              ]),
            ),
          })),
        })),
      ),
    );
  };

  it("the curriculum must be faster on every seed, and an arm that never arrives is the slower one", () => {
    const at = (curriculum: readonly number[], fedavg: readonly number[]) =>
      judged("fed-curriculum", { fedavg: { toTarget: fedavg }, curriculum: { toTarget: curriculum } });
    expect(at([1, 1, 1, 1, 1], [2, 2, 2, 2, 2]).passed).toBe(true);
    expect(at([1, 1, 1, 1, 3], [2, 2, 2, 2, 2]).passed).toBe(false);
    expect(at([1, 1, 1, 1, 1], [2, 2, 2]).passed).toBe(true);
    expect(at([1, 1, 1], [2, 2, 2, 2, 2]).ours).toContain("never");
    expect(at([], []).passed).toBe(false);
  });

  it("fewer bytes at the same accuracy", () => {
    const other = { testAccuracy: 0.8, megabytes: 6 };
    const at = (testAccuracy: number, megabytes: number) =>
      judged("fed-bytes", {
        fedavg: { testAccuracy: 0.8, megabytes: 10 },
        global: other,
        masked: other,
        all: { testAccuracy, megabytes },
      }).passed;
    expect([at(0.795, 6), at(0.9, 6), at(0.785, 6), at(0.8, 6.1)]).toEqual([true, true, false, false]);
  });

  it("every control must be a point behind, else the card names it", () => {
    const at = (reversed: number) =>
      judged("fed-controls", {
        fedavg: { testAccuracy: 0.71, megabytes: 10 },
        all: { testAccuracy: 0.8 },
        randomLayers: { testAccuracy: 0.78 },
        randomOrder: { testAccuracy: 0.78 },
        reversed: { testAccuracy: reversed },
        head: { testAccuracy: 0.7, megabytes: 1 },
      });
    expect(at(0.78).passed).toBe(true);
    // The criterion was written without the head, so it does not judge it.
    expect(at(0.78).ours).toContain(
      "not judged: Head only, 10.00 points below All (FibecFed-style) and 1.00 points below FedAvg-LoRA, with 10.00 % of FedAvg-LoRA’s bytes",
    );
    expect(at(0.795)).toMatchObject({
      passed: false,
      ours: expect.stringContaining(
        "mean within a point of the whole method’s: All, reversed order",
      ) as string,
    });
    expect(at(0.9)).toMatchObject({
      passed: false,
      ours: expect.stringContaining(
        "mean a point or more above the whole method’s: All, reversed order",
      ) as string,
    });
  });

  const NEAR = [0.5, 0.51, 0.49, 0.5, 0.5, 0.52, 0.48, 0.5, 0.51, 0.49];
  const lowerBy = (by: number): number[] => NEAR.map((error, i) => error - by + (i % 2 ? 0.01 : -0.01));

  it("an order counts as better only if the interval of its differences does not contain 0", () => {
    const order = (random: number, reversed: number, curriculum: number) =>
      judged("fed-order", {
        fedavg: { testError: NEAR },
        curriculum: { testError: lowerBy(curriculum) },
        all: { testError: NEAR },
        randomOrder: { testError: lowerBy(random) },
        reversed: { testError: lowerBy(reversed) },
      });
    expect(order(-0.1, -0.1, 0.1).passed).toBe(true);
    expect(order(0.1, -0.1, 0.005)).toMatchObject({
      passed: "in part",
      ours: expect.stringContaining("+ curriculum less FedAvg-LoRA -0.005 ± 0.008") as string,
      undecided: ["+ curriculum less FedAvg-LoRA"],
    });
    expect(order(0.1, 0, 0).passed).toBe(false);
    // An arm that diverged on a seed is not ahead.
    expect(order(0.1, 0.1, NaN).passed).toBe(false);
  });

  it("each way to average is judged against averaged factors", () => {
    const averaging = (ffa: number, exact: number) =>
      judged("fed-averaging", {
        fedavg: { testError: NEAR, gap: 0.25 },
        ffa: { testError: lowerBy(ffa), gap: 0 },
        exact: { testError: lowerBy(exact), gap: 0 },
      });
    expect(averaging(0.02, 0.02).passed).toBe(true);
    expect(averaging(0.02, 0.005)).toMatchObject({
      passed: "in part",
      ours: expect.stringContaining("gap of the averaged factors, FedAvg-LoRA 0.25; FFA-LoRA 0;") as string,
      undecided: ["Exact averaging less FedAvg-LoRA"],
    });
    expect(averaging(-0.02, NaN)).toMatchObject({ passed: false, undecided: [] });
  });

  it("important layers may cost a little test error, with its interval, and must save bytes", () => {
    const layers = (more: number, megabytes: number) =>
      judged("fed-layers", {
        fedavg: { testError: NEAR, megabytes: 10 },
        global: { testError: lowerBy(-more), megabytes },
      });
    expect([layers(0.02, 6), layers(-0.1, 6), layers(0.02, 7)].map(({ passed }) => passed)).toEqual([
      true,
      true,
      false,
    ]);
    expect(layers(0.025, 6)).toMatchObject({
      passed: false,
      undecided: ["+ global layers less FedAvg-LoRA"],
    });
  });

  it("a verdict on our reconstruction says nothing against the paper", () => {
    for (const claim of CLAIMS) {
      const isFederated = claim.codec.id === "federated";
      const text = "our reconstruction: fails; the paper’s method: not tested";
      expect(verdictText(claim, "fails")).toBe(isFederated ? text : "fails");
    }
  });
});

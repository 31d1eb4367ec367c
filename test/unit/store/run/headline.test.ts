import { describe, expect, it } from "vitest";
import { MF_CODEC } from "../../../../src/workloads/mf/config/link.ts";
import { NO_PROGRESS, type Progress } from "../../../../src/training/progress.ts";
import type { NetworkName } from "../../../../src/workloads/mf/config/fields.ts";
import { baselineComparison } from "../../../../src/store/run/baseline-comparison.ts";
import { missingText, verdict } from "../../../../src/store/run/headline.ts";
import type { NetworkNow, LoadedRun } from "../../../../src/store/kinds/matrix-state.ts";

function network(id: NetworkName, progress: Partial<Progress>, facts: Partial<NetworkNow> = {}): NetworkNow {
  return {
    id,
    label: id,
    parameters: 100,
    bytesPerStep: 1,
    byteLength: 1,
    flopsPerStep: 1000,
    eta: 0.1,
    stabilityFraction: 0.25,
    layerShapes: [],
    rateScale: [],
    trainedParameters: 1,
    headline: "recovery",
    follows: "gradient",
    progress: { ...NO_PROGRESS, ...progress },
    progressBySeed: [],
    msPerStep: 1,
    msSpread: 0.1,
    ...facts,
  };
}

function run(facts: Partial<LoadedRun> = {}): LoadedRun {
  return {
    config: MF_CODEC.repair({ data: "random" }).config,
    backend: "cpu",
    adapter: null,
    isFallback: false,
    models: [],
    rows: 8,
    cols: 8,
    observedCount: 32,
    targetSigmas: [],
    recoveryOver: "all",
    unit: { offset: 0, scale: 1, label: "", display: "identity" },
    pictureScale: { low: 0, high: 1, span: 0.25 },
    byteLength: 0,
    longestDispatch: 0,
    ...facts,
  };
}

const reached = (at2: number, at3: number | null, error = 5e-4) => ({
  headline: error,
  best: error,
  iterationsTo: { "1e-2": at2, "1e-3": at3 },
});

describe("headline of generated data", () => {
  it("says when Kwon's network learns at a larger share of its limit than the original", () => {
    const of = (fraction: number, facts: Partial<LoadedRun> = {}) => {
      const networks = [
        network("original", { ...reached(790, 807), step: 840 }),
        network("kwon", { ...reached(290, 320), step: 840 }, { stabilityFraction: fraction }),
        network("yaras", { ...reached(800, 827), step: 840 }),
      ];
      return {
        shown: verdict(run(facts), networks, "kwon")?.text,
        besides: verdict(run(facts), networks, "yaras")?.text,
      };
    };
    const share =
      "At this η, the spectral start uses 58 % of its stability limit and the original 25 % of its own, so steps alone are not a fair comparison.";
    const { shown, besides } = of(7 / 12);
    expect(shown).toContain(`2.5× fewer steps (320, the original 807). ${share}`);
    expect(besides).not.toContain("limit");
    const adam = MF_CODEC.repair({ data: "random", optimizer: "adam" }).config;
    for (const other of [of(0.25), of(7 / 12, { config: adam })]) expect(other.shown).not.toContain("limit");
  });

  it("names the finest milestone that a network reached, and the cost", () => {
    const networks = [
      network(
        "original",
        { ...reached(790, 807), step: 840 },
        { parameters: 2300, flopsPerStep: 33_000, msPerStep: 14 },
      ),
      network("yaras", { ...reached(800, 827), step: 840 }),
    ];
    expect(verdict(run(), networks, "yaras")).toEqual({
      model: "yaras",
      number: "32×",
      text: "less work to error 10⁻³: 33× fewer FLOPs per step, about as many steps (827, the original 807).",
    });
  });

  it("counts the work to the same error, of which fewer FLOPs per step are only one factor", () => {
    const airports = [
      network("original", { ...reached(1000, null, 5e-3), step: 2000 }, { flopsPerStep: 23_000 }),
      network("yaras", { ...reached(2900, null, 5e-3), step: 2000 }),
    ];
    expect(verdict(run(), airports, "yaras")).toEqual({
      model: "yaras",
      number: "7.9×",
      text: "less work to error 10⁻²: 23× fewer FLOPs per step, 2.9× as many steps (2,900, the original 1,000).",
    });
  });

  it.each([
    ["has learned nothing", { headline: 0.99, best: 0.98, step: 840 }],
    ["has diverged", { best: 0.2, diverged: true, step: 840 }],
  ])("says nothing of costs beside a network that %s", (_what, progress) => {
    const other = network("yaras", { ...reached(790, 807), step: 840 });
    for (const networks of [
      [network("original", { ...reached(790, 807), step: 840 }), network("yaras", progress)],
      [network("original", progress), other],
    ])
      expect(JSON.stringify(verdict(run(), networks, "yaras"))).not.toMatch(/FLOPs/);
  });

  it("names the network that has not begun to learn, and promises nothing", () => {
    const [still, learned] = [
      { headline: 0.99, best: 0.98, step: 1500 },
      { ...reached(790, 807), step: 1500 },
    ];
    const told = (original: Partial<Progress>, other: Partial<Progress>) =>
      verdict(run(), [network("original", original), network("yaras", other)], "yaras")?.text;
    expect(told(learned, still)).toMatch(/\. Compressed has not begun to learn\.$/);
    expect(told(still, learned)).toMatch(/\. The original has not begun to learn\.$/);
    expect(told(still, still)).toMatch(/\. Neither has begun to learn\.$/);
    const fitted = { ...still, loss: 1e-4, lossAtStart: 1 };
    expect(told(learned, fitted)).toMatch(
      /\. Compressed has learned nothing beyond the data that it sees\.$/,
    );
    expect(told(fitted, fitted)).toMatch(/\. Neither has learned anything beyond the data that it sees\.$/);
  });

  it("says so where the errors have risen to the start's level again", () => {
    const [lost, learned] = [{ headline: 0.94, best: 0.6, step: 900 }, reached(790, 807)];
    const told = (original: Partial<Progress>, other: Partial<Progress>) =>
      verdict(run(), [network("original", original), network("yaras", other)], "yaras")?.text;
    expect(told(lost, lost)).toMatch(/^recovery error; .*\. Neither has kept what it had learned\.$/);
    expect(told(learned, lost)).toMatch(/\. Compressed has not kept what it had learned\.$/);
    const fitted = { headline: 0.99, best: 0.98, loss: 1e-4, lossAtStart: 1, step: 900 };
    expect(told(lost, fitted)).toMatch(/\. Neither has learned anything beyond the data that it sees\.$/);
  });

  it("compares nothing where the original is not trained", () => {
    const networks = [network("thin", { headline: 0.2 })];
    expect(verdict(run(), networks, "yaras")).toEqual({
      model: "thin",
      number: "0.200",
      text: "recovery error",
    });
  });
});

describe("the verdict on the compared network", () => {
  const photo = run({ recoveryOver: "heldout", psnrAtOne: 12 });
  const best = (error: number) => ({ headline: 1.1 * error, best: error, step: 300 });

  it("gives the difference in dB, and says which way", () => {
    const networks = [
      network("original", best(0.21)),
      network("yaras", best(0.244)),
      network("thin", best(0.2101)),
    ];
    expect(verdict(photo, networks, "yaras")).toMatchObject({
      model: "yaras",
      number: "1.3 dB",
      text: expect.stringMatching(/^behind the original when each is at its best \(24\.3 and 25\.6 dB\)/),
    });
    expect(verdict(photo, networks, "thin")).toMatchObject({ model: "thin", number: "Level" });
  });

  it("puts a larger error before what it saves", () => {
    const networks = [
      network("original", { headline: 0.08, best: 0.08, step: 900 }),
      network("yaras", { headline: 0.4, best: 0.4, step: 900 }, { flopsPerStep: 100 }),
    ];
    expect(verdict(run(), networks, "yaras")).toEqual({
      model: "yaras",
      number: "5.0×",
      isBehind: true,
      text: "the original’s recovery error (0.400, the original 0.0800), with 10× fewer FLOPs per step.",
    });
  });

  it("is of another network where the wanted one is not trained, and names who diverged", () => {
    const networks = [network("original", { step: 9 }), network("thin", { diverged: true, step: 7 })];
    expect(verdict(run(), networks, "yaras")).toEqual({
      model: "thin",
      number: "Diverged",
      text: "at step 7.",
    });
  });
});

it("says what becomes of missing cells, and how many values remain for the test", () => {
  const facts = { rows: 20, cols: 10, observedCount: 60, validationCount: 10, missingCount: 50 };
  expect(missingText(run(facts))).toBe(
    "Missing cells have the colour of hidden ones. 50 are missing; the networks see 60 values and are tested on 80.",
  );
  expect(missingText(run())).toBeUndefined();
});

describe("where a simpler network wins, a sentence says so", () => {
  const sentence = (networks: NetworkNow[], facts: Partial<LoadedRun> = {}) =>
    baselineComparison(networks, facts.psnrAtOne);

  it("who was first, at which step", () => {
    const networks = [network("original", reached(700, 746)), network("shallow", reached(90, 106))];
    expect(sentence(networks)).toBe(
      "A simpler network was faster: shallow reached error 1e-3 at step 106, original at 746.",
    );
  });

  it("who is closest, and that the other has not come that far", () => {
    const networks = [
      network("original", { headline: 0.9 }),
      network("altmin", reached(20, null, 2e-3)),
      network("burerMonteiro", { headline: 0.5 }),
    ];
    expect(sentence(networks)).toBe(
      "A simpler network was faster: alternating minimization reached error 1e-2 at step 20, original not yet. " +
        "A simpler network is closer now: alternating minimization, with recovery error 2.0e-3 against 0.900 for original.",
    );
  });

  it("in dB on a photograph", () => {
    const at = (best: number) => ({ headline: 1, best });
    const facts = { recoveryOver: "heldout", psnrAtOne: 12 } as const;
    expect(sentence([network("original", at(0.2)), network("narrow", at(0.1))], facts)).toBe(
      "A simpler network does better here: narrow has reached 32.0 dB, original 26.0 dB.",
    );
    expect(sentence([network("original", at(0.1)), network("narrow", at(0.1))], facts)).toBe("");
  });

  it("is silent if no simpler network is trained, none wins, or it diverged", () => {
    const original = network("original", reached(700, 746));
    expect(sentence([original, network("yaras", reached(10, 20))])).toBe("");
    expect(sentence([original, network("shallow", reached(800, null))])).toBe("");
    expect(sentence([original, network("shallow", { ...reached(8, 9), diverged: true })])).toBe("");
    expect(sentence([network("shallow", reached(8, 9))])).toBe("");
  });
});

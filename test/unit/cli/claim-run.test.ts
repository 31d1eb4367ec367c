/** What is measured in a claim's run, and how its records are kept, on the float64 engine. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { measureRun } from "../../../src/jobs/claims/measure.ts";
import { chooseOpener } from "../../../src/cli/reproduce/run-claim.ts";
import { drawPicture } from "../../../src/cli/reproduce/picture.ts";
import { finishedRecord, writeClaim } from "../../../src/cli/reproduce/store.ts";
import type { Claim, ClaimRun, Size } from "../../../src/experiment/claims/claim.ts";
import type { Experiment } from "../../../src/workloads/mf/config/fields.ts";
import { settingsOf, type ClaimRecord } from "../../../src/experiment/claims/record.ts";
import { MF_CODEC as codec } from "../../../src/workloads/mf/config/link.ts";
import type { RunNorms } from "../../../src/workloads/mf/entries.ts";
import { kwonTestLoss, lawTestLoss, networkOf } from "../../../src/workloads/mf/claims/results.ts";

const run = (fields: Partial<Experiment> = {}, rest: Partial<ClaimRun> = {}): ClaimRun => ({
  label: "small",
  fields: {
    task: "mc",
    data: "random",
    rows: 12,
    rank: 1,
    observed: 0.6,
    spectrum: "gaussian",
    loss: "kwonMean",
    rateMode: "raw",
    depth: 2,
    epsilon: 0.1,
    rate: 10,
    networks: ["original"],
    steps: 2000,
    ...fields,
  },
  seeds: [0],
  ...rest,
});

async function measured(one: ClaimRun) {
  const opener = await chooseOpener("cpu", true);
  const found = await measureRun({ codec }, one, 0, opener, { onStep: () => true });
  if (!found) throw new Error("nothing ends the run early");
  return { ...found, norms: found.result.facts as unknown as RunNorms };
}

describe("a run of a claim", () => {
  it("stops at the authors' training loss, and says at which step", async () => {
    const stopLoss = 1e-6;
    // The record of a run this short has every step.
    const { result, curves, norms } = await measured(run({ steps: 400 }, { stopLoss }));
    const network = networkOf(result, "original");
    // Half of the mean over the observed entries.
    const loss = (train: number): number => (train ** 2 * norms.seenSquares) / (2 * norms.seenCount);
    const at = network.stoppedAt;
    const train = curves[0]?.columns["train"] ?? [];
    expect(loss(train[at - 1] ?? NaN)).toBeGreaterThanOrEqual(stopLoss);
    expect(loss(train[at] ?? NaN)).toBeLessThan(stopLoss);
    // Training ends with the round in which the loss is reached, and a round makes at most 1,024 steps.
    const long = networkOf((await measured(run({}, { stopLoss }))).result, "original");
    expect(long.stoppedAt).toBe(at);
    expect(long.steps).toBeLessThan(2000);
    expect(network.flopsPerStep).toBeGreaterThan(0);
    const short = await measured(run({ steps: 5 }, { stopLoss }));
    expect(short.result.models[0]?.metrics["stoppedAt"]).toBeNull();
    expect(networkOf(short.result, "original").stoppedAt).toBe(Infinity);
  });

  it("gives both test losses of the papers", async () => {
    const { result, norms } = await measured(run({ steps: 1, rate: 1e-9, epsilon: 1e-6 }));
    expect([norms.allCount, norms.seenCount]).toEqual([144, 86]);
    // At f = 0 each test loss is half of the sum of the hidden entries' squares, over the number of all entries or of the
    // hidden ones.
    const hidden = norms.allSquares - norms.seenSquares;
    expect(lawTestLoss(result, "original")).toBeCloseTo(hidden / 2 / 144, 9);
    expect(kwonTestLoss(result, "original")).toBeCloseTo(hidden / 2 / (144 - 86), 9);
  });

  it("measures the leak, which is only rounding where nothing is hidden", async () => {
    const leakOf = async (observed: number): Promise<number> => {
      const fields = {
        observed,
        loss: "normalised",
        rateMode: "shared",
        rate: 0.25,
        depth: 3,
        rHat: 1,
      } as const;
      const { result } = await measured(run({ ...fields, steps: 150 }, { probe: "leak" }));
      return result.values?.["leak"]?.at(-1) ?? NaN;
    };
    expect(await leakOf(1)).toBeLessThan(1e-12);
    expect(await leakOf(0.6)).toBeGreaterThan(1e-2);
  });

  it("names the run of each line where there are several", async () => {
    const one = await measured(run({ steps: 2 }, { probe: "leak" }));
    const claim = { picture: { label: "leak", values: ["leak"] } } as unknown as Claim;
    const other = { ...one, result: { ...one.result, label: "other" } };
    const labels = (runs: (typeof one)[]) => drawPicture(claim, runs)?.lines.map(({ label }) => label);
    expect(labels([one])).toEqual(["leak"]);
    expect(labels([one, other])).toEqual(["small: leak", "other: leak"]);
  });

  it("draws lines over another quantity than steps", async () => {
    const one = await measured(run({ steps: 2 }));
    const claim = {
      picture: {
        label: "leak over p",
        sweep: { right: "p to 1", lines: () => [{ label: "ε", x: [0.3, 0.65, 1], y: [0.1, 0.1, 1e-3] }] },
      },
    } as unknown as Claim;
    const picture = drawPicture(claim, [one]);
    expect(picture).toMatchObject({ axis: { right: "p to 1", top: "1e-1", bottom: "1e-3" } });
    expect(picture?.lines[0]?.path).toBe("M0 0L160 0L320 160");
  });
});

describe("records", () => {
  it("of both sizes share a file, whichever comes first", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dmf-test-"));
    const claim = { id: "both", criterion: "c", codec } as unknown as Claim;
    const runs = [run()];
    const record = (size: Size, ours: string): ClaimRecord =>
      ({
        schema: 3,
        id: "both",
        criterion: "c",
        size,
        ours,
        settings: settingsOf(claim, runs),
        picture: null,
      }) as unknown as ClaimRecord;
    const write = (size: Size, ours: string) => writeClaim(folder, record(size, ours), []);
    const ours = async (size: Size) => (await finishedRecord(folder, claim, size, runs))?.ours;
    try {
      await write("full", "full 1");
      expect([await ours("scaled"), await ours("full")]).toEqual([undefined, "full 1"]);
      await write("scaled", "scaled 1");
      expect([await ours("scaled"), await ours("full")]).toEqual(["scaled 1", "full 1"]);
      await write("full", "full 2");
      expect([await ours("scaled"), await ours("full")]).toEqual(["scaled 1", "full 2"]);
      expect(await readdir(folder)).toEqual(["both.json"]);
      expect(JSON.parse(await readFile(join(folder, "both.json"), "utf8"))).toMatchObject({
        size: "scaled",
        full: { size: "full" },
      });
      const changed = { ...claim, criterion: "another" };
      expect(await finishedRecord(folder, changed, "scaled", runs)).toBeUndefined();
      expect(await finishedRecord(folder, claim, "scaled", [run({ steps: 7 })])).toBeUndefined();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

import { describe, expect, it } from "vitest";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { runSweep, type SweepEvent } from "../../../src/jobs/sweep/run.ts";
import { repairExperiment } from "../../../src/experiment/repair.ts";
import { parseAxis, sweepCells } from "../../../src/experiment/sweep.ts";
import { readBundled } from "../../hosts/bundled.ts";

const { experiment } = repairExperiment({
  data: "random",
  task: "mf",
  rows: 10,
  rank: 1,
  epsilon: 0.3,
  steps: 60,
  networks: ["original", "yaras"],
});

async function sweep(cells: ReturnType<typeof sweepCells>): Promise<SweepEvent[]> {
  const events: SweepEvent[] = [];
  const engine = new LocalEngine({ gpu: undefined, load: readBundled, isUnseen: true });
  await runSweep(engine, { cells, backend: "cpu" }, (event) => events.push(event));
  await engine.dispose();
  return events;
}

const linesOf = (events: readonly SweepEvent[]) =>
  events.flatMap((event) => (event.kind === "line" ? [event.line] : []));

describe("runSweep", () => {
  it("makes one run after the other and reports each as the command line does", async () => {
    const events = await sweep(sweepCells(experiment, [parseAxis("L=2,3")], 2));
    expect(events.at(-1)).toEqual({ kind: "done" });
    const lines = linesOf(events);
    expect(lines.map(({ varied }) => varied)).toEqual([
      { L: "2", seed: "0" },
      { L: "2", seed: "1" },
      { L: "3", seed: "0" },
      { L: "3", seed: "1" },
    ]);
    for (const { report, varied } of lines) {
      expect(report).toMatchObject({
        steps: 60,
        stopReason: "steps",
        backend: "cpu",
        seed: Number(varied["seed"]),
      });
      expect(report.networks.map(({ id }) => id)).toEqual(["original", "yaras"]);
      for (const { recoveryError } of report.networks) expect(recoveryError).toBeLessThan(1);
    }
    const errors = new Set(lines.map(({ report }) => report.networks[0]?.recoveryError));
    expect(errors.size).toBe(4);
  });

  it("tells what could not be made and goes on with the next", async () => {
    const base = repairExperiment({ ...experiment, data: "file" }).experiment;
    const [bad] = sweepCells(base, [parseAxis("L=2")], 1);
    const [good] = sweepCells(experiment, [parseAxis("L=2")], 1);
    const events = await sweep([bad, good].flatMap((cell) => cell ?? []));
    expect(events.filter(({ kind }) => kind !== "progress").map(({ kind }) => kind)).toEqual([
      "refused",
      "line",
      "done",
    ]);
    expect(events.find(({ kind }) => kind === "refused")).toMatchObject({
      message: expect.stringContaining("file"),
    });
  });

  it("reports a run that diverges", async () => {
    const [line] = linesOf(await sweep(sweepCells(experiment, [parseAxis("eta=4")], 1)));
    expect(line?.report.stopReason).toBe("diverged");
    expect(line?.report.networks[0]?.recoveryError).toBeNull();
  });
});

/** Claims that the page judges beside its chart, with the same code as its worker. */
import { expect, it } from "vitest";
import { CLAIMS } from "../../../src/workloads/claims.ts";
import { invariant } from "../../../src/core/errors.ts";
import { cpuOpener } from "../../../src/jobs/claims/open-session.ts";
import { judgeClaim, type ClaimEvent } from "../../../src/jobs/claims/run.ts";
import { readBundled } from "../../hosts/bundled.ts";

async function eventsOf(id: string): Promise<ClaimEvent[]> {
  const claim = CLAIMS.find((one) => one.id === id);
  invariant(claim, `${id} is a claim`);
  const events: ClaimEvent[] = [];
  await judgeClaim(claim, cpuOpener(claim.float64 ?? false, { load: readBundled }), (event) =>
    events.push(event),
  );
  return events;
}

it("probes all runs of the theorem in float64, and its criterion judges them", async () => {
  const events = await eventsOf("theorem");
  expect(events[0]).toEqual({ kind: "progress", run: 0, step: 0, ofSteps: 50 });
  expect(events.at(-1)).toMatchObject({
    kind: "done",
    verdict: "pass",
    engine: "CPU, float64",
    ours: expect.stringContaining("3 singular values rise and 3 fall, all monotone") as string,
  });
});

it("computes a claim without runs", async () => {
  expect(await eventsOf("galore-memory")).toEqual([
    expect.objectContaining({ kind: "done", verdict: "counted" }),
  ]);
});

/** The error chart marks the error at which the original should end. It is marked only where the original ends there. */
import { expect, it } from "vitest";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { decodeLink } from "../../../src/experiment/link.ts";
import { asMatrixEvent } from "../../../src/store/matrix-events.ts";
import type { MatrixSummary } from "../../../src/workloads/mf/run-summary.ts";
import { readBundled } from "../../hosts/bundled.ts";

async function ran(link: string, isTrained = true): Promise<{ floor: number | undefined; error: number }> {
  const engine = new LocalEngine({ gpu: undefined, load: readBundled, isUnseen: true });
  let summary: MatrixSummary | undefined;
  let error = NaN;
  engine.subscribe((reported) => {
    const event = asMatrixEvent(reported);
    if (event.kind === "loaded") summary = event.summary;
    if (event.kind === "steps") error = event.networks[0]?.columns["recovery"]?.at(-1) ?? NaN;
  });
  await engine.load(decodeLink(`v=2&data=random&d=32&r=2&nets=original&${link}`).experiment, "cpu");
  if (isTrained) await engine.play();
  await engine.dispose();
  return { floor: summary?.expected?.floor, error };
}

it.each(["L=2", "L=2&eps=0.1", "L=3", "L=3&eps=0.1", "L=4", "L=3&n=20"])(
  "factorization ends within 5 %% of the expected floor: %s",
  async (link) => {
    for (const seed of [0, 1, 2]) {
      const { floor = NaN, error } = await ran(`task=mf&${link}&seed=${seed}`);
      expect(error / floor, `seed ${seed}`).toBeGreaterThan(0.95);
      expect(error / floor, `seed ${seed}`).toBeLessThan(1.05);
    }
  },
  60_000,
);

it.each([
  "task=mc&p=0.9",
  "task=ms",
  "task=mf&noise=0.1",
  "task=mf&wd=0.001",
  "task=mf&width=16",
  "task=mf&init=gaussian",
])("no floor is expected where the original ends elsewhere: %s", async (link) =>
  expect((await ran(link, false)).floor).toBeUndefined(),
);

/** The error chart marks where the original should learn and end. It has these marks only where the original does so. */
import { expect, it } from "vitest";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { asMatrixEvent } from "../../hosts/matrix-events.ts";
import type { MatrixSummary } from "../../../src/workloads/mf/summary.ts";
import { readBundled } from "../../hosts/bundled.ts";

interface Ran {
  readonly floor: number | undefined;
  readonly escapes: readonly number[] | undefined;
  readonly error: number;
}

async function ran(link: string, isTrained = true): Promise<Ran> {
  const engine = new LocalEngine({ gpu: undefined, load: readBundled, isUnseen: true });
  let summary: MatrixSummary | undefined;
  let error = NaN;
  engine.subscribe((reported) => {
    const event = asMatrixEvent(reported);
    if (event.kind === "loaded") summary = event.summary;
    if (event.kind === "steps") error = event.networks[0]?.columns["recovery"]?.at(-1) ?? NaN;
  });
  await engine.load(MF_CODEC.decode(`v=2&data=random&d=32&r=2&nets=original&${link}`).config, "cpu");
  if (isTrained) await engine.play();
  await engine.dispose();
  return { floor: summary?.expected?.floor, escapes: summary?.expected?.escapes, error };
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

it("expects steps at full width, in proportion to 1/ε, and none of narrower layers, which learn later", async () => {
  const escapesOf = async (link: string) => (await ran(link, false)).escapes ?? [];
  const [first = NaN, ...others] = await escapesOf("p=0.9");
  expect(others).toHaveLength(1);
  expect((await escapesOf("p=0.9&eps=0.04"))[0]).toBeCloseTo(first / 2, 9);
  expect((await escapesOf("p=0.9&width=64"))[0]).toBe(first);
  expect(await escapesOf("p=0.9&width=16")).toEqual([]);
});

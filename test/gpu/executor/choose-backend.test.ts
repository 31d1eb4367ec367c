/** Tests which engine is chosen on this host's adapter, and that the benchmark leaves no trace. */
import { getGpu } from "#gpu-host";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import { expect, test } from "vitest";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { openDevice } from "../../../src/gpu/device.ts";
import { readBundled } from "../../hosts/bundled.ts";

test("a card trains without a benchmark, a software adapter after one, both from step 0", async () => {
  // A run that is long enough for the choice between the engines to matter.
  const { config } = MF_CODEC.repair({
    data: "random",
    rows: 40,
    rank: 1,
    task: "mc",
    observed: 0.8,
    steps: 1_000_000,
  });
  const { device, isFallback } = await openDevice(getGpu());
  device.destroy();
  const events: EngineEvent[] = [];
  const engine = new LocalEngine({ gpu: getGpu(), load: readBundled });
  engine.subscribe((event) => events.push(event));
  const of = <K extends EngineEvent["kind"]>(kind: K) =>
    events.filter((event): event is Extract<EngineEvent, { kind: K }> => event.kind === kind);
  const backends = () => of("loaded").map(({ summary }) => summary.backend);

  await engine.load(config);
  const notices = of("notice").map(({ message }) => message);
  const chosen = notices[0]?.startsWith("Training runs on the CPU: in a short benchmark") ? "cpu" : "webgpu";
  expect(notices).toHaveLength(isFallback ? 1 : 0);
  expect(backends()).toEqual([chosen]);

  await engine.step(3);
  const first = of("steps").flatMap(({ networks }) => networks);
  expect(first.at(-1)?.progress.step).toBe(3);
  await engine.load(config, "webgpu");
  await engine.step(3);
  await engine.load(config, "cpu");
  await engine.step(3);
  expect(backends()).toEqual([chosen, "webgpu", "cpu"]);
  // All three loads give the same errors within float32, so all three had the same start.
  const steps = of("steps").flatMap(({ networks }) => networks);
  const last = steps.filter(({ id, progress }) => id === "yaras" && progress.step === 3);
  expect(last.length).toBeGreaterThanOrEqual(3);
  const errors = last.map(({ progress }) => progress.loss);
  expect(Math.max(...errors) / Math.min(...errors) - 1).toBeLessThan(1e-5);
  expect(of("error")).toEqual([]);
  await engine.dispose();
});

/**
 * The choice that docs/library.md promises for `auto`, on this machine's adapter: on a graphics card WebGPU, on a
 * software adapter such as lavapipe the faster of the two in a short benchmark, whose result the notice states.
 */
import { afterEach, expect, it } from "vitest";
import { adapterFacts } from "../../../src/gpu/device.ts";
import type { Backend, BackendChoice, TrainingEngine } from "../../../src/library/api.ts";
import { openHost } from "../../../src/library/host.ts";
import { createEngine } from "../../../src/library/node.ts";

let engine: TrainingEngine | undefined;
afterEach(() => engine?.dispose());

async function chosen(backend: BackendChoice, steps: number) {
  const notices: string[] = [];
  engine = await createEngine({ backend, onNotice: (notice) => notices.push(notice) });
  const run = engine.run({ task: "mf", data: "random", rows: 32, rank: 2, networks: ["original"], steps });
  return { facts: await run.facts(), notices };
}

/** Steps per second as a notice states them. An engine without a measured step has none. */
function paceOf(text: string): number {
  const [, count = "0"] = /^(\S+) steps? per second$/.exec(text) ?? [];
  const [, seconds = "Infinity"] = /^one step every (\S+) s$/.exec(text) ?? [];
  return Number(count.replaceAll(",", "")) || 1 / Number(seconds);
}

const NOT_TRIED =
  /^Training runs on the CPU: it ran .+ in a short benchmark, and this run takes less than 5 s\. WebGPU works in software here \(ADAPTER\) and was not tried\.$/;
const MEASURED =
  /^Training runs on (the CPU|WebGPU): in a short benchmark the CPU ran (.+) and WebGPU in software \(ADAPTER\) (.+)\.$/;

/** The engine that the notice on a software adapter promises. The adapter is written as ADAPTER. */
function promised(notice: string): Backend {
  if (NOT_TRIED.test(notice)) return "cpu";
  const [, winner, onCpu = "", onGpu = ""] = MEASURED.exec(notice) ?? [];
  if (winner === undefined) throw new Error(`no choice: ${notice}`);
  const [cpu, gpu] = [paceOf(onCpu), paceOf(onGpu)];
  // Paces that are equal after rounding decide nothing.
  if (cpu === gpu) return winner === "WebGPU" ? "webgpu" : "cpu";
  return gpu > cpu ? "webgpu" : "cpu";
}

it.each([
  ["a run of a few steps", 10],
  ["a run that the CPU cannot complete soon", 1_000_000],
])("chooses the engine of %s", async (_, steps) => {
  const { adapter, isFallback } = await adapterFacts((await openHost(true)).gpu);
  const { facts, notices } = await chosen("auto", steps);
  const notice = (notices[0] ?? "").replace(adapter, "ADAPTER");
  const backend = isFallback ? promised(notice) : "webgpu";
  const onGpu = backend === "webgpu";
  expect(facts).toMatchObject({
    backend,
    adapter: onGpu ? adapter : null,
    isFallback: onGpu && isFallback,
  });
  const named = onGpu ? "WebGPU" : "the CPU";
  expect(notice).toMatch(isFallback ? new RegExp(`^Training runs on ${named}:`) : /^$/);
});

it("takes the engine that is named, also on a software adapter", async () => {
  const { adapter, isFallback } = await adapterFacts((await openHost(true)).gpu);
  expect((await chosen("webgpu", 10)).facts).toMatchObject({ backend: "webgpu", adapter, isFallback });
  await engine?.dispose();
  expect((await chosen("cpu", 10)).facts).toMatchObject({ backend: "cpu", adapter: null });
});

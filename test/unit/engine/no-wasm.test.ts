/**
 * The last fallback, slow float64. It has a file of its own, so that no WebAssembly module was compiled
 * before.
 */
import { afterEach, expect, it, vi } from "vitest";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import { LocalEngine } from "../../../src/engine/local-engine.ts";
import { repairExperiment } from "../../../src/experiment/repair.ts";
import { readBundled } from "../../hosts/bundled.ts";

afterEach(() => void vi.unstubAllGlobals());

const { validate, Memory, CompileError } = WebAssembly;
const refuse = (): Error => new CompileError("violates the Content Security Policy directive");
const forbidden = {
  validate,
  Memory,
  Module: function () {
    throw refuse();
  },
  compile: () => Promise.reject(refuse()),
};

it.each([
  ["without WebAssembly", undefined],
  ["where a policy forbids to compile it", forbidden],
])("%s the CPU trains to the end", async (_name, webAssembly) => {
  vi.stubGlobal("WebAssembly", webAssembly);
  const events: EngineEvent[] = [];
  const engine = new LocalEngine({ gpu: undefined, load: readBundled });
  engine.subscribe((event) => events.push(event));
  await engine.load(repairExperiment({ data: "random", rows: 12, rank: 1, steps: 20 }).experiment, "cpu");
  await engine.play();
  await engine.dispose();
  expect(events.filter(({ kind }) => kind === "error" || kind === "notice")).toEqual([]);
  expect(events.findLast(({ kind }) => kind === "status")).toMatchObject({ status: "finished", step: 20 });
});

/** The last fallback, slow float64. Each test loads the sources anew, so that no WebAssembly module was compiled before. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MF_CODEC } from "../../../src/workloads/mf/config/link.ts";
import type { EngineEvent } from "../../../src/engine/engine.ts";
import type { EngineHost } from "../../../src/engine/local-engine.ts";
import { readBundled } from "../../hosts/bundled.ts";

beforeEach(() => {
  vi.resetModules();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const openEngine = async (host: EngineHost) => {
  const { LocalEngine } = await import("../../../src/engine/local-engine.ts");
  return new LocalEngine(host);
};

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
  const engine = await openEngine({ gpu: undefined, load: readBundled });
  engine.subscribe((event) => events.push(event));
  await engine.load(MF_CODEC.repair({ data: "random", rows: 12, rank: 1, steps: 20 }).config, "cpu");
  await engine.play();
  await engine.dispose();
  expect(events.filter(({ kind }) => kind === "error" || kind === "notice")).toEqual([]);
  expect(events.findLast(({ kind }) => kind === "status")).toMatchObject({ status: "finished", step: 20 });
});

it.each(["auto", "cpu"] as const)("%s: the kernels are compiled while the data are read", async (choice) => {
  const compile = vi.spyOn(WebAssembly, "compile").mockRejectedValue(refuse());
  let compiled = 0;
  const engine = await openEngine({
    gpu: undefined,
    load: async (name) => {
      await vi.waitFor(() => expect(compile).toHaveBeenCalled(), { timeout: 180_000 });
      compiled = compile.mock.calls.length;
      return readBundled(name);
    },
  });
  const { config } = MF_CODEC.repair({ data: "alpine", rows: 12, rank: 1, steps: 20 });
  await engine.load(config, choice);
  expect(compiled).toBe(1);
  await engine.dispose();
});

it("a missing file of the kernels is a sentence, and the next load may succeed", async () => {
  const files = ["simd", "relaxed"].map((build) => `../../../src/wasm/kernels.${build}.wasm?url&inline`);
  for (const file of files)
    vi.doMock(file, () => {
      throw new Error("ENOENT");
    });
  const events: EngineEvent[] = [];
  const engine = await openEngine({ gpu: undefined, load: readBundled });
  engine.subscribe((event) => events.push(event));
  const { config } = MF_CODEC.repair({ data: "random", rows: 12, rank: 1, steps: 20 });
  await engine.load(config, "cpu");
  const error = events.find(({ kind }) => kind === "error");
  expect(error).toMatchObject({ code: "bad-input" });
  expect(error).toMatchObject({
    message: expect.stringMatching(/^The CPU engine’s code could not be loaded/),
  });
  for (const file of files) vi.doUnmock(file);
  await engine.load(config, "cpu");
  expect(events.at(-1)).not.toMatchObject({ kind: "error" });
  expect(events.findLast(({ kind }) => kind === "status")).toMatchObject({ status: "ready" });
  await engine.dispose();
});

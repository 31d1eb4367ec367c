/** Whole training runs of every arm of a classifier in WebAssembly. */
import { describe, expect, test } from "vitest";
import { supportedBuilds } from "../../src/wasm/build.ts";
import { createWasmExecutor } from "../../src/wasm/wasm-executor.ts";
import { followFloat64, TRAININGS } from "../hosts/training/classifiers.ts";

describe.each(supportedBuilds())("%s", (build) => {
  test.each(TRAININGS)("%s", async (_name, changes) => {
    expect.hasAssertions();
    await followFloat64(changes, (program) => createWasmExecutor(program, build));
  });
});

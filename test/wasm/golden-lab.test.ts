/** The golden training runs of adapted weights in WebAssembly. */
import { describe, test } from "vitest";
import { supportedBuilds } from "../../src/wasm/build.ts";
import { createWasmExecutor } from "../../src/wasm/wasm-executor.ts";
import { goldenLab } from "../golden-lab/cases.ts";
import { followGolden, SINGLE } from "../golden-lab/follow.ts";

describe.each(supportedBuilds())("%s", (build) => {
  test.each(goldenLab())("%s", (_name, golden) =>
    followGolden(golden, (program) => createWasmExecutor(program, build), SINGLE),
  );
});

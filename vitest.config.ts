import { playwright } from "@vitest/browser-playwright";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { launchOptions } from "./scripts/browser.mjs";
import { assetModules } from "./scripts/vite/asset-modules.ts";
import { assetModule } from "./scripts/vite/asset.ts";
import { digitsFile } from "./scripts/vite/digits.ts";
import { wasmModules } from "./scripts/vite/wasm.ts";
import { encoderWithFew, SENTENCES } from "./test/hosts/encoder.ts";

/** The same GPU tests run on two hosts, except those in test/gpu/node; only `#gpu-host` differs. */
const gpuHost = (name: "node" | "browser") => ({
  alias: { "#gpu-host": fileURLToPath(new URL(`test/hosts/${name}.ts`, import.meta.url)) },
});
const gpuTests = ["test/gpu/**/*.test.ts"];
/** Long training runs, and tests whose results no compiler of kernels can change (test/hosts/host.ts). */
const inNodeAlone = ["test/gpu/node/**/*.test.ts"];
/** These run in Node and in Chromium: the runtime decides which builds of the kernels it can test. */
const wasmTests = ["test/wasm/**/*.test.ts"];
/**
 * The timeouts end tests that hang; everything else is waited for, however busy the machine is. Projects inherit none of
 * this.
 */
const common = {
  setupFiles: "test/hosts/every-file.ts",
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 180_000 } },
};
/** All packages that tests in Chromium import. */
const PACKAGES = ["comlink", "fast-check", "fflate", "ml-matrix", "papaparse", "valibot", "zustand/vanilla"];
/** A project whose tests run on Dawn. Its files share their modules, like those of `unit`. */
const gpuInNode = (name: string, rest: object) => ({
  resolve: gpuHost("node"),
  plugins: [wasmModules()],
  test: { name, ...common, environment: "node", pool: "forks", isolate: false, ...rest } as const,
});
/** Tests of features that only a browser has. */
const browserTests = ["test/browser/**/*.test.ts"];

/** Unit tests that spend ten seconds, which is most of their time, waiting. */
const waits = ({ moduleId }: TestSpecification): boolean =>
  /test\/unit\/engine\/(chaos|fallbacks)\.test/.test(moduleId);
/** Begins with the files that wait. At the end of the run, no other test would use the processor meanwhile. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it sorts a copy
    const sorted = await super.sort(files);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

export default defineConfig({
  test: {
    maxWorkers: "100%",
    sequence: { sequencer: WaitingFirst },
    projects: [
      {
        plugins: [
          assetModule("digits", "DIGITS", digitsFile),
          assetModule("encoder", "ENCODER", () => encoderWithFew(SENTENCES)),
          wasmModules(),
        ],
        test: {
          name: "unit",
          ...common,
          // Files share their modules, so that each module is read once. A test must restore everything that it
          // replaces.
          isolate: false,
          environment: "node",
          include: ["test/{unit,golden,golden-nonlinear,golden-lab}/**/*.test.ts", ...wasmTests],
        },
      },
      // With vectors of four, LLVM compiles lavapipe's pipelines in less than half the time.
      gpuInNode("gpu-node", {
        include: gpuTests,
        exclude: inNodeAlone,
        env: { LP_NATIVE_VECTOR_WIDTH: "128" },
      }),
      // These train long, which vectors of eight make faster.
      gpuInNode("gpu-node-alone", { include: inNodeAlone }),
      {
        plugins: assetModules(),
        test: {
          name: "browsers",
          environment: "node",
          include: ["test/browsers/**/*.test.ts"],
          ...common,
        },
      },
      {
        resolve: gpuHost("browser"),
        plugins: assetModules(),
        // If Vite found a package only later, it would reload the page during a test.
        optimizeDeps: { noDiscovery: true, include: PACKAGES },
        test: {
          name: "gpu-browser",
          ...common,
          include: [...gpuTests, ...wasmTests, ...browserTests],
          exclude: inNodeAlone,
          isolate: false,
          env: { LONG: process.env["LONG"] ?? "" },
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});

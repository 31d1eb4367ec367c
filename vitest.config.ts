import { playwright } from "@vitest/browser-playwright";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { launchOptions } from "./scripts/browser.mjs";

/** The GPU tests are the same files on two hosts, but for those in test/gpu/node; only `#gpu-host` differs. */
const gpuHost = (name: "node" | "browser") => ({
  alias: { "#gpu-host": fileURLToPath(new URL(`test/hosts/${name}.ts`, import.meta.url)) },
});
const gpuTests = ["test/gpu/**/*.test.ts"];
/** Long trainings, and what the compiler of a kernel cannot change (test/hosts/host.ts). */
const inNodeAlone = ["test/gpu/node/**/*.test.ts"];
/** In Node and in Chromium: the runtime decides which builds of the kernels it can test. */
const wasmTests = ["test/wasm/**/*.test.ts"];
/** Ends what hangs; what must be fast says so in its own test. Projects take no timeouts from above. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };
/** All packages that tests in Chromium import. */
const PACKAGES = ["comlink", "fast-check", "fflate", "ml-matrix", "papaparse", "valibot", "zustand/vanilla"];
/** A project on Dawn. */
const gpuInNode = (name: string, rest: object) => ({
  resolve: gpuHost("node"),
  test: { name, ...patience, environment: "node", pool: "forks", ...rest } as const,
});
/** What only a browser has. */
const browserTests = ["test/browser/**/*.test.ts"];

export default defineConfig({
  test: {
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          ...patience,
          // Files share their modules, so that each is read once. A test undoes what it replaces.
          isolate: false,
          environment: "node",
          include: ["test/{unit,golden,golden-nonlinear,golden-lab}/**/*.test.ts", ...wasmTests],
        },
      },
      // For vectors of four LLVM compiles lavapipe's pipelines in less than half the time.
      gpuInNode("gpu-node", {
        include: gpuTests,
        exclude: inNodeAlone,
        env: { LP_NATIVE_VECTOR_WIDTH: "128" },
      }),
      // After the others and one at a time: they train long, and the engine's own time limits are among what they test.
      gpuInNode("gpu-node-alone", { include: inNodeAlone, maxWorkers: 1, sequence: { groupOrder: 1 } }),
      {
        test: {
          name: "browsers",
          environment: "node",
          include: ["test/browsers/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: gpuHost("browser"),
        // A package that Vite found later would reload the page in mid-test.
        optimizeDeps: { noDiscovery: true, include: PACKAGES },
        test: {
          name: "gpu-browser",
          ...patience,
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

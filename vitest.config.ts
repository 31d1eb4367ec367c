import { playwright } from "@vitest/browser-playwright";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { launchOptions } from "./scripts/browser.mjs";

/** The GPU tests are the same files on two hosts; only `#gpu-host` differs. */
const gpuHost = (name: "node" | "browser") => ({
  alias: { "#gpu-host": fileURLToPath(new URL(`test/hosts/${name}.ts`, import.meta.url)) },
});
const gpuTests = ["test/gpu/**/*.test.ts"];
/** In Node and in Chromium: the runtime decides which builds of the kernels it can test. */
const wasmTests = ["test/wasm/**/*.test.ts"];
/** Ends what hangs; what must be fast says so in its own test. Projects take no timeouts from above. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };
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
      {
        resolve: gpuHost("node"),
        test: { name: "gpu-node", ...patience, environment: "node", pool: "forks", include: gpuTests },
      },
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
        test: {
          name: "gpu-browser",
          ...patience,
          include: [...gpuTests, ...wasmTests, ...browserTests],
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

import { defineConfig } from "@playwright/test";
import { launchOptions } from "./scripts/browser.mjs";

/** Another port lets two checkouts test at once. */
const port = Number(process.env.E2E_PORT ?? 4273);
const address = `http://localhost:${port}`;

export default defineConfig({
  testDir: "test/e2e",
  // Workers take single tests, not files, so that no long file is left for one worker at the end.
  fullyParallel: true,
  // Each worker waits for nearly half of its time, so three workers would leave part of two cores idle.
  workers: 4,
  // These limits end tests that hang. Everything else is waited for, however busy the machine is.
  timeout: 900_000,
  expect: { timeout: 180_000, toPass: { timeout: 300_000 } },
  retries: 0,
  forbidOnly: true,
  reporter: "list",
  use: {
    browserName: "chromium",
    baseURL: address,
    // Most tests train on the CPU. A test file that needs WebGPU requests the flags for it.
    launchOptions: launchOptions({ hasAdapter: false }),
    trace: "off",
    screenshot: "off",
    video: "off",
    // Each test is a first visit, on which the page would store a copy of itself. Only
    // test/e2e/faults/hosting.spec.ts allows that.
    serviceWorkers: "block",
  },
  projects: [{ name: "together" }],
  webServer: {
    command: `vite preview --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
  },
});

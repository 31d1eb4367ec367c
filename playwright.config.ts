import { defineConfig } from "@playwright/test";
import { launchOptions } from "./scripts/browser.mjs";

/** Another port lets two checkouts test at once. */
const port = Number(process.env.E2E_PORT ?? 4273);
const address = `http://localhost:${port}`;

export default defineConfig({
  testDir: "test/e2e",
  workers: 1,
  timeout: 60_000,
  retries: 0,
  forbidOnly: true,
  reporter: "line",
  use: {
    baseURL: address,
    launchOptions: launchOptions(),
    trace: "off",
    screenshot: "off",
    video: "off",
    // Each test is a first visit, and would keep a copy of the page; test/e2e/offline.spec.ts lets it.
    serviceWorkers: "block",
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
  webServer: {
    command: `vite preview --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
  },
});

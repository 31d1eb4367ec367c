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
  use: { baseURL: address, launchOptions: launchOptions(), trace: "off", screenshot: "off", video: "off" },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
  webServer: {
    command: `vite preview --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
  },
});

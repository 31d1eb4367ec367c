import { defineConfig } from "@playwright/test";
import { launchOptions } from "./scripts/browser.mjs";

const address = "http://localhost:4273";

export default defineConfig({
  testDir: "test/e2e",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: "line",
  use: { baseURL: address, launchOptions: launchOptions(), trace: "off", screenshot: "off", video: "off" },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
  webServer: {
    command: "vite preview --port 4273 --strictPort",
    url: address,
    reuseExistingServer: false,
  },
});

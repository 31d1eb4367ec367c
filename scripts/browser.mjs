// Finds the one browser that vitest, Playwright and the set-up share, and names its flags.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
// Chromium without windows and menus, with which a test's page takes a quarter less processor time.
const SHELL = "chromium-headless-shell";
const MAC_APPS = ["Google Chrome", "Chromium"].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);

// Chromium's address bar loads two pages of its own in every new window, which takes .7 s of processor time.
// Chromium reads only the last list of features, so this list repeats the features of Playwright's list that
// concern a page on this machine.
const DISABLED_FEATURES = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "PreconnectToSearch",
];

// WebGPU on SwiftShader, so that results do not depend on the machine's GPU. Without the three Vulkan flags
// a WebGPU canvas loses its device after five frames.
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
  "--use-vulkan=swiftshader",
  "--use-angle=vulkan",
  // Debian's Chromium asks for GPU rasterization, and on SwiftShader one frame of the page then takes half a
  // second. Without a GPU, browsers rasterize on the CPU.
  "--disable-gpu-rasterization",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${DISABLED_FEATURES.join(",")}`,
];

/** Path of a Chromium: `CHROMIUM_PATH` as it is, else the system's, else Playwright's, else undefined. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return [...onPath(NAMES), ...MAC_APPS, chromium.executablePath()].find((path) => existsSync(path));
}

/** The system's headless shell. Undefined if there is none, or if `CHROMIUM_PATH` names the browser to test. */
export function findShell() {
  return process.env.CHROMIUM_PATH ? undefined : onPath([SHELL]).find((path) => existsSync(path));
}

function onPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

// With these flags, V8 optimizes only functions that are called ten times as often as usual. A test's page is
// open for seconds, so optimizing its code costs more than it saves.
const FOR_SHORT_VISITS =
  "--js-flags=--invocation-count-for-maglev=4000 --invocation-count-for-turbofan=30000";

/**
 * Options for Playwright's `launch`. If there is no browser, `launch` reports it. Without an adapter, the flags
 * for the software adapter are left out. Chromium then draws faster, and on a machine without a GPU it has no
 * adapter. If there is a headless shell, it then takes Chromium's place.
 */
export function launchOptions({ hasAdapter = true } = {}) {
  const executablePath = (hasAdapter ? undefined : findShell()) ?? findChromium();
  const args = hasAdapter
    ? CHROMIUM_FLAGS
    : [...CHROMIUM_FLAGS.filter((flag) => !/webgpu|vulkan/i.test(flag)), "--disable-gpu", FOR_SHORT_VISITS];
  return executablePath ? { executablePath, args } : { args };
}

#!/usr/bin/env node
// Installs what the tests need beyond npm packages: a Chromium, a Firefox, a Python with NumPy for exported
// scripts, and GNU parallel for sweeps in shards. On Linux it adds WebKitGTK with its driver, and a Vulkan
// driver for Dawn. Without the necessary permission (root on Debian) it lists what is missing and fails. If
// nothing is missing, it does nothing. Chromium's headless shell, and Python modules that only some tests need, are
// installed if possible; it says which tests are skipped without a module.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { findChromium, findShell } from "./browser.mjs";
import { findFirefox, findWebKit, HAS_WEBKITGTK } from "./other-browsers.mjs";
import { pythonWithModules } from "./python.mjs";

const ICD_FOLDERS = ["/usr/share", "/usr/local/share", "/etc", join(homedir(), ".local/share")];
const DRIVER_FILES = process.env.VK_DRIVER_FILES ?? process.env.VK_ICD_FILENAMES;

const isFile = (path) => path !== undefined && existsSync(path);
const hasBrowser = () => isFile(findChromium());
const hasFirefox = () => isFile(findFirefox());

/** Missing Debian packages for WebKitGTK's tests. */
function missingForWebKit() {
  if (!HAS_WEBKITGTK) return [];
  const { driver, browser, screen } = findWebKit();
  return [...(driver && browser ? [] : ["webkit2gtk-driver"]), ...(screen ? [] : ["xvfb"])];
}

/** Searches as the Vulkan loader does: environment variables replace the folders. */
function hasVulkanDriver() {
  if (process.platform !== "linux") return true; // these systems have Metal or Direct3D
  if (DRIVER_FILES) return DRIVER_FILES.split(delimiter).some((path) => existsSync(path));
  return ICD_FOLDERS.map((folder) => join(folder, "vulkan/icd.d")).some(
    (folder) => existsSync(folder) && readdirSync(folder).some((file) => file.endsWith(".json")),
  );
}

const succeeds = (command, ...args) => spawnSync(command, args, { stdio: "ignore" }).status === 0;

const hasPython = (modules) => pythonWithModules(modules.split(", ")) !== undefined;
const hasNumpy = () => hasPython("numpy");

/** Python modules without which some tests are skipped. */
const OPTIONAL = [
  { modules: "numpy, torch", tests: "exported PyTorch scripts", debian: "python3-torch" },
  { modules: "numpy, pandas", tests: "the notebook's table in pandas", debian: "python3-pandas" },
  { modules: "numpy, safetensors.numpy", tests: "adapters in safetensors", debian: "python3-safetensors" },
  { modules: "numpy, jax", tests: "exported JAX scripts" },
  { modules: "peft, torch", tests: "adapters read by PEFT" },
];

function hasParallel() {
  return succeeds("parallel", "--version");
}

function run(command, ...args) {
  console.log(`setup: ${command} ${args.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: "inherit", env }).status === 0;
}

function isRootOnDebian() {
  const release = "/etc/os-release";
  return (
    process.getuid?.() === 0 && existsSync(release) && /^ID=debian$/m.test(readFileSync(release, "utf8"))
  );
}

// Never replaces a path that the user set. A wrong path is reported below.
const browserChosen = Boolean(process.env.CHROMIUM_PATH);
const firefoxChosen = Boolean(process.env.FIREFOX_PATH);
const driverChosen = Boolean(DRIVER_FILES);

const packages = [
  // The browser needs fonts, which are separate packages.
  ...(browserChosen || hasBrowser() ? [] : ["chromium", "fonts-liberation"]),
  ...(firefoxChosen || hasFirefox() ? [] : ["firefox-esr"]),
  ...missingForWebKit(),
  ...(driverChosen || hasVulkanDriver() ? [] : ["mesa-vulkan-drivers"]),
  ...(hasNumpy() ? [] : ["python3-numpy"]),
  ...(hasParallel() ? [] : ["parallel"]),
];
const optional = [
  // Without it, the tests run in Chromium and take longer.
  ...(browserChosen || findShell() ? [] : ["chromium-headless-shell"]),
  // Debian's PyTorch multiplies by the BLAS that is installed. The reference takes 6 s longer for the tests' scripts.
  ...(succeeds("dpkg", "-s", "libopenblas0-serial") ? [] : ["libopenblas0-serial"]),
  ...OPTIONAL.flatMap(({ modules, debian }) => (debian && !hasPython(modules) ? [debian] : [])),
];
const install = (...names) => run("apt-get", "install", "-y", "--no-install-recommends", ...names);
if (packages.length + optional.length > 0 && isRootOnDebian() && run("apt-get", "update")) {
  if (packages.length > 0) install(...packages);
  // One by one, because a release of Debian may lack one of them.
  for (const one of optional) install(one);
}
if (!browserChosen && !hasBrowser()) run("npx", "playwright", "install", "chromium");

if (!hasBrowser()) {
  console.error(
    `setup: no browser: ${browserChosen ? "CHROMIUM_PATH names no file" : "found no Chromium or Chrome"}. ` +
      "Install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  );
  process.exitCode = 1;
}
if (!hasFirefox()) {
  console.error(
    `setup: no Firefox${firefoxChosen ? ": FIREFOX_PATH names no file" : ""}. ` +
      "Install one (Debian: firefox-esr), or set FIREFOX_PATH to one.",
  );
  process.exitCode = 1;
}
if (missingForWebKit().length > 0) {
  console.error(
    `setup: no WebKitGTK to drive. Install Debian's ${missingForWebKit().join(", ")}, or the same programs from your system's packages.`,
  );
  process.exitCode = 1;
}
if (!hasVulkanDriver()) {
  console.error(
    "setup: no Vulkan driver for WebGPU in Node. Install one (Debian, Ubuntu: mesa-vulkan-drivers), " +
      "or set VK_DRIVER_FILES to its .json file.",
  );
  process.exitCode = 1;
}
if (!hasNumpy()) {
  console.error(
    "setup: no python3 with NumPy. Install one (Debian, Ubuntu: python3-numpy), or put it on PATH.",
  );
  process.exitCode = 1;
}
if (!hasParallel()) {
  console.error("setup: no GNU parallel. Install it (Debian, Ubuntu, Homebrew: parallel).");
  process.exitCode = 1;
}
for (const { modules, tests, debian } of OPTIONAL)
  if (!hasPython(modules))
    console.log(
      `setup: NOT TESTED: ${tests}, because no python3 has ${modules}${debian ? ` (Debian: ${debian})` : ""}.`,
    );

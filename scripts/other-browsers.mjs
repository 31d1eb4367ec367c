// Finds Firefox and WebKitGTK, for the tests of the built page and for the set-up.
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const LIBRARIES = ["/usr/lib", "/usr/libexec", "/usr/lib64"];
const MAC_FIREFOX = "/Applications/Firefox.app/Contents/MacOS/firefox";

/** WebKitGTK exists on Linux only; elsewhere its tests are skipped with a notice. */
export const HAS_WEBKITGTK = process.platform === "linux";

/** Path of a Firefox: `FIREFOX_PATH` as it is, else the system's, else undefined. */
export function findFirefox() {
  if (process.env.FIREFOX_PATH) return process.env.FIREFOX_PATH;
  return [onPath("firefox-esr"), onPath("firefox"), MAC_FIREFOX].find((path) => path && existsSync(path));
}

/** WebKitGTK's driver, its MiniBrowser, and a virtual screen for it. Each is undefined if it is missing. */
export function findWebKit() {
  return { driver: onPath("WebKitWebDriver"), browser: findMiniBrowser(), screen: onPath("Xvfb") };
}

/** Finds MiniBrowser, which lies in a folder that Debian names after the machine's architecture. */
function findMiniBrowser() {
  return LIBRARIES.filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .map((folder) => join(folder, "webkit2gtk-4.1/MiniBrowser"))
    .find((path) => existsSync(path));
}

function onPath(command) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, command)).find((path) => existsSync(path));
}

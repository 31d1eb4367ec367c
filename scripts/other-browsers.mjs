// Firefox and WebKitGTK, in which the built page is tried too; shared by their tests and the set-up.
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

const LIBRARIES = ["/usr/lib", "/usr/libexec", "/usr/lib64"];
const MAC_FIREFOX = "/Applications/Firefox.app/Contents/MacOS/firefox";

/** WebKitGTK is for Linux; elsewhere its tests say that they were skipped. */
export const HAS_WEBKITGTK = process.platform === "linux";

/** Path of a Firefox: `FIREFOX_PATH` as it is, else the system's, else undefined. */
export function findFirefox() {
  if (process.env.FIREFOX_PATH) return process.env.FIREFOX_PATH;
  return [onPath("firefox-esr"), onPath("firefox"), MAC_FIREFOX].find((path) => path && existsSync(path));
}

/** WebKitGTK's driver, the small browser that comes with the library, and a screen for it; each undefined where it is missing. */
export function findWebKit() {
  return { driver: onPath("WebKitWebDriver"), browser: findMiniBrowser(), screen: onPath("Xvfb") };
}

/** In a folder of the library, which Debian keeps in one for the machine's kind. */
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

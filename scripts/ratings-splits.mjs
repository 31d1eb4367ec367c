#!/usr/bin/env node
// Ten random splits of a file of ratings, 75 / 5 / 20 % for training, validation and test, e.g. of MovieLens-small:
//   node scripts/ratings-splits.mjs ratings.csv
// Prints the test RMSE of each split, and whether the criterion holds. It was written before any of these runs: the mean
// RMSE of the compressed network is at least .008 below that of the row and column effects, and at most .003 above that
// of alternating least squares with a validated ridge.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, execPath } from "node:process";
import { fileURLToPath } from "node:url";

const SEEDS = 10;
const dmf = fileURLToPath(new URL("dmf.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "dmf-splits-"));
const config = join(folder, "split.json");
writeFileSync(config, JSON.stringify({ observed: 0.8, validation: 0.0625 }));
const names = ["mean", "effects", "rank", "als", "network"];
const rows = [];
try {
  console.log(["split", ...names, "step", "ms/step"].join("\t"));
  for (let seed = 0; seed < SEEDS; seed++) {
    const args = [
      dmf,
      "run",
      config,
      "--data",
      argv[2],
      "--seed",
      String(seed),
      "--backend",
      "cpu",
      "--json",
    ];
    const report = JSON.parse(execFileSync(execPath, args, { stdio: ["ignore", "pipe", "ignore"] }));
    const [{ evaluated, msPerStep }] = report.models;
    const row = [...report.baselines.map(({ rmse }) => rmse), evaluated.rmse.atBest];
    rows.push(row);
    const shown = row.map((value) => value.toFixed(4));
    console.log([seed, ...shown, evaluated.validation.bestStep, msPerStep.toFixed(1)].join("\t"));
  }
} finally {
  rmSync(folder, { recursive: true });
}
const means = names.map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
console.log(["mean", ...means.map((value) => value.toFixed(4))].join("\t"));
const [, effects, , als, network] = means;
const holds = effects - network >= 0.008 && network - als <= 0.003;
console.log(
  `${(effects - network).toFixed(4)} below the effects, ${(network - als).toFixed(4)} above least squares: the criterion ${holds ? "holds" : "does not hold"}`,
);

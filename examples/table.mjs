// Fills in the empty cells of your own table or list of ratings: node table.mjs table.csv. Prints the report as JSON.
import { readFile } from "node:fs/promises";
import { createEngine } from "dmf-playground/engine";

const engine = await createEngine({ backend: "cpu", onNotice: console.error });
const run = engine.run(
  { data: "file" },
  {
    data: await readFile(process.argv[2]),
    onCheckpoint: ({ step }) => console.error(`checkpoint at step ${step}`),
  },
);
// Ctrl-C ends training early. The report then covers the steps so far.
process.once("SIGINT", () => run.stop());

for await (const { model, progress } of run) console.error(model, progress.step, progress.loss);
const table = await run.estimate();
console.error(`${table.model}, step ${table.step}: RMSE ${table.rmse}; first row: ${table.row(0).join(" ")}`);
for (const { id, rmse } of (await run.baselines()) ?? []) console.error(`${id}: RMSE ${rmse}`);
console.log(JSON.stringify(await run.report()));
await engine.dispose();

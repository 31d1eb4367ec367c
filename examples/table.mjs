// Fills in the empty cells of your own table, here with 12 rows and 10 columns: node table.mjs table.csv. Prints the report as JSON.
import { readFile } from "node:fs/promises";
import { createEngine } from "dmf-playground/engine";

const engine = await createEngine({ backend: "cpu", onNotice: console.error });
const run = engine.run(
  { task: "mc", data: "file", rows: 12, cols: 10, rank: 2, networks: ["original"], steps: 400 },
  {
    data: await readFile(process.argv[2]),
    onCheckpoint: ({ step }) => console.error(`checkpoint at step ${step}`),
  },
);
// Ctrl-C ends training early. The report then covers the steps so far.
process.once("SIGINT", () => run.stop());

for await (const { model, progress } of run) console.error(model, progress.step, progress.loss);
console.log(JSON.stringify(await run.report()));
await engine.dispose();

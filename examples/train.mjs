// Trains an original network and its compressed copy in Node until both recover the matrix with a relative error below 1e-4. Prints every step's errors as CSV, and singular values at the end.
import { createEngine } from "dmf-playground/engine";

const engine = await createEngine({ backend: "cpu", onNotice: console.error });
const run = engine.run({
  task: "mc",
  data: "random",
  rows: 32,
  rank: 2,
  observed: 0.6,
  networks: ["original", "yaras"],
  steps: 2000,
});

const { backend, models } = await run.facts();
for (const { id, parameters } of models) console.error(`${id}: ${parameters} parameters, on ${backend}`);

console.log("network,step,train_error,recovery_error");
for await (const { model, step, columns } of run)
  columns.train.forEach((train, i) => console.log([model, step + i, train, columns.recovery[i]].join(",")));

for (const { model, spectra } of (await run.probes()).models)
  console.error(model, "singular values", spectra.endToEnd.slice(0, 4));
await engine.dispose();

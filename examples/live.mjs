// Changes the rate of a run, returns to an earlier step, and makes a single step. Prints errors of chosen steps as CSV.
import { openEngine, readExperiment } from "dmf-playground/engine";

const settings = {
  task: "mf",
  data: "random",
  rows: 32,
  rank: 2,
  networks: ["original"],
  rate: 0.1,
  steps: 400,
};

const engine = await openEngine();
const errors = [];
engine.subscribe((event) => {
  if (event.kind === "error") console.error(event.message);
  if (event.kind === "steps")
    for (const { firstStep, columns } of event.networks)
      columns.train.forEach((train, i) => (errors[firstStep + i] = train));
});
const print = (rate, step) => console.log([rate, step, errors[step]].join(","));

console.log("rate,step,train_error");
await engine.load(readExperiment(settings), "cpu");
await engine.step(100);
print(0.1, 51);
// The rate can also change while `play` trains.
await engine.setRates(readExperiment({ ...settings, rate: 0.5 }));
await engine.play();
print(0.5, 400);
// The engine repeats the steps up to 50 at their own rate. The next step would have the latest rate.
await engine.restoreAt(50);
await engine.setRates(readExperiment(settings));
await engine.step(1);
print(0.1, 51);
await engine.dispose();

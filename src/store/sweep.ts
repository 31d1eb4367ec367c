/** Makes sweeps over a workload's settings. */
import { badInput } from "../core/errors.ts";
import { cellsOf, type SweepCell } from "../experiment/sweep.ts";
import {
  withinLimits,
  type PlannedCells,
  type SweepSetup,
  type SweptField,
} from "../experiment/sweep-setup.ts";
import { changeConfig, hasOwnFile } from "./config.ts";
import type { Config } from "./state.ts";
import type { WorkloadKind } from "./kind.ts";

/** A sweep has its own number of seeds, and the data belong to the experiment. */
const UNSWEPT = ["id", "data", "seed", "seeds"];

export const sweptFields = ({ fields, unswept = [] }: WorkloadKind): readonly SweptField<Config>[] =>
  fields.filter(
    (field): field is SweptField<Config> =>
      (field.kind === "integer" || field.kind === "real" || field.kind === "choice") &&
      ![...UNSWEPT, ...unswept].includes(field.name),
  );

/** The axis that gives all models one learning rate, in short runs. */
export const RATES_KEY = "allrates";
/** The most steps of a short run. It is as long as the runs on labels that the page opens. */
export const SHORT_STEPS = 80;

/** One run for each learning rate and seed, on a base with one seed. Throws "bad-input" for a set-up that does not fit. */
function rateCells(kind: WorkloadKind, base: Config, { axes, seeds }: SweepSetup): SweepCell<Config>[] {
  const [axis, ...others] = axes;
  const { names = [] } = kind.rates ?? {};
  if (!axis || others.length > 0)
    throw badInput("A sweep over all learning rates takes no second setting. Remove the other one.");
  const cells = axis.values.flatMap((value) =>
    Array.from({ length: seeds }, (_, s) => {
      const rates = Object.fromEntries(names.map((name) => [name, Number(value)]));
      const seed = base.seed + s;
      const { config } = changeConfig(kind, base, {
        ...rates,
        steps: Math.min(SHORT_STEPS, base.steps),
        seed,
      });
      return { link: kind.encode(config), varied: { [RATES_KEY]: value, seed: String(seed) }, config };
    }),
  );
  const misfit = cells.find(({ config, varied }) => config[names[0] ?? ""] !== Number(varied[RATES_KEY]));
  if (misfit)
    throw badInput(`These models cannot use the learning rate ${misfit.varied[RATES_KEY]}. Choose another.`);
  return cells;
}

/** `file` is the user's file, if the page has it. */
export function planSweep(
  kind: WorkloadKind,
  config: Config,
  setup: SweepSetup,
  file?: unknown,
): PlannedCells<Config> {
  if (hasOwnFile(config) && file === undefined)
    return {
      cells: [],
      problem:
        "Sweeps work only with the playground’s own data. A sweep over your own file runs on the command line: dmf sweep --data FILE.",
    };
  const base = changeConfig(kind, config, { seeds: 1 }).config;
  const ofRates = setup.axes.some(({ key }) => key === RATES_KEY);
  return withinLimits(setup, () =>
    ofRates ? rateCells(kind, base, setup) : cellsOf(kind, base, setup.axes, setup.seeds),
  );
}

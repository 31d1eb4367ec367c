/** Makes sweeps over a workload's settings. */
import * as codec from "../experiment/codec.ts";
import {
  settingCells,
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

export function planSweep(kind: WorkloadKind, config: Config, setup: SweepSetup): PlannedCells<Config> {
  const { id, fields } = kind;
  if (hasOwnFile(config))
    return {
      cells: [],
      problem:
        "Sweeps work only with the playground’s own data. A sweep over your own file runs on the command line: dmf sweep --data FILE.",
    };
  const base = changeConfig(kind, config, { seeds: 1 }).config;
  return settingCells<Config>(
    {
      id,
      fields,
      encode: (one) => codec.encodeConfig(fields, one),
      decode: (link, refuse) => codec.decodeConfig(fields, link, refuse),
      repair: (input, refuse) => codec.repairConfig(fields, input, refuse),
    },
    base,
    setup,
  );
}

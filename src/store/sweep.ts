/** Makes sweeps over a workload's settings. */
import * as codec from "../experiment/codec.ts";
import {
  settingCells,
  sweptFieldsOf,
  type PlannedCells,
  type SweepSetup,
  type SweptField,
} from "../experiment/sweep-setup.ts";
import { changeConfig, hasOwnFile } from "./config.ts";
import type { Config } from "./state.ts";
import type { WorkloadKind } from "./kind.ts";

/**
 * Settings that a sweep does not vary: a sweep has its own number of seeds, and data and files belong to the
 * experiment.
 */
const LEFT_OUT: ReadonlySet<string> = new Set(["id", "data", "task", "file", "seed", "seeds"]);

export const sweptFields = ({ fields }: WorkloadKind): readonly SweptField<Config>[] =>
  sweptFieldsOf(fields, LEFT_OUT);

export function planSweep(kind: WorkloadKind, config: Config, setup: SweepSetup): PlannedCells<Config> {
  const { id, fields } = kind;
  if (hasOwnFile(config))
    return { cells: [], problem: "Sweeps work only with the playground’s own data. Choose such data first." };
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

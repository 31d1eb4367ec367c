/** The digits experiment as a workload for session, runner, links and sweeps. */
import { EngineError } from "../../core/errors.ts";
import type { Workload } from "../workload.ts";
import { buildMlp, rateOf, type Built, type Classification, type TableColumn, paceOf } from "./build.ts";
import type { MlpConfig } from "./config.ts";
import type { Asset } from "../asset.ts";
import { digitsData, loadDigits, type PictureSide } from "./digits.ts";
import { planMlp } from "./plan.ts";
import { mlpProbes } from "./probes.ts";
import { tableData, type LabelledTable } from "./table.ts";

/** Facts of a run that are known before its first step. */
export interface MlpFacts {
  readonly classes: number;
  /** Class names of a table. Digits have no names and show their numbers. */
  readonly classNames?: readonly string[];
  /** The columns of a table, one for each feature. Absent for digits. */
  readonly columns?: readonly TableColumn[];
  readonly features: number;
  readonly testLabels: Uint32Array;
  /** count × features, as the networks receive them. */
  readonly testInputs: Float32Array | Float64Array;
}

export function mlpWorkload(asset: Asset): Workload<MlpConfig, Built> {
  /** The digits prepared last, which most changes of the settings can reuse. */
  let digits: { readonly side: PictureSide; readonly data: Classification } | undefined;
  return {
    id: "mlp",
    label: "Digits",
    async build({ config, load, file, tell }) {
      if (config.data === "digits") {
        const side = config.size === "small" ? 14 : 28;
        if (digits?.side !== side) {
          const loaded = await loadDigits(load, asset, (received, total) => tell("bytes", received, total));
          digits = { side, data: digitsData(loaded, side) };
        }
        return buildMlp(config, digits.data, tell);
      }
      if (!file) throw new EngineError("no-file", "This experiment needs a table of your own with labels.");
      return buildMlp(config, tableData(file as LabelledTable), tell);
    },
    plan: planMlp,
    rates: ({ data, arms }, config) =>
      arms.map(({ id }) => rateOf(config, id, id === "plainEqualFlops" ? paceOf(config, data) : 1)),
    probes: (config, built) => mlpProbes(config, built, planMlp(built)),
    describe: (_config, { data }): MlpFacts => ({
      classes: data.classes,
      ...(data.classNames ? { classNames: data.classNames } : {}),
      ...(data.columns ? { columns: data.columns } : {}),
      features: data.features,
      testLabels: data.test.labels,
      testInputs: data.test.inputs,
    }),
  };
}

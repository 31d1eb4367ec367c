/** Compares networks on the test cells of a table, each at its best validation step. */
import { type NetworkNow, shortName } from "../kinds/matrix-state.ts";
import { formatCount } from "../format.ts";
import { type RunVerdict } from "./headline.ts";

/** An estimate and its errors on the test cells, in the data's unit. */
export interface Judged {
  readonly name: string;
  readonly rmse: number;
  readonly mae: number;
}

/** A network at its best validation step. */
export interface JudgedNetwork extends Judged {
  readonly id: NetworkNow["id"];
  readonly step: number;
  readonly validation: number;
}

/** The networks that have been evaluated, the best one first. */
export function judgedNetworks(networks: readonly NetworkNow[]): JudgedNetwork[] {
  return networks
    .flatMap(({ id, progress }) => {
      const { validation, rmse, mae } = progress?.evaluated ?? {};
      if (!validation || rmse?.atBest === undefined || mae?.atBest === undefined) return [];
      const { best, bestStep: step } = validation;
      return [{ id, name: shortName(id), step, validation: best, rmse: rmse.atBest, mae: mae.atBest }];
    })
    .toSorted((a, b) => a.validation - b.validation);
}

/** Formats an error in the data's unit. */
export const formatRmse = (value: number): string => value.toPrecision(4);

/** Compares the networks at their best validation steps. Undefined before one has improved, and after one has diverged. */
export function judgedVerdict(networks: readonly NetworkNow[]): RunVerdict | undefined {
  const [best, ...others] = judgedNetworks(networks);
  if (!best || best.step === 0 || networks.some(({ progress }) => progress?.diverged)) return undefined;
  const at = (step: number): string => `at step ${formatCount(step)}`;
  const rest = others.map(({ name, rmse, step }) => `${name} ${formatRmse(rmse)} ${at(step)}`);
  return {
    model: best.id,
    number: formatRmse(best.rmse),
    text: `${[`RMSE on the test cells, at its best validation step ${formatCount(best.step)}`, ...rest].join("; ")}.`,
  };
}

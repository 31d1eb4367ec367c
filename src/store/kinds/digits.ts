/** Digits for the page: settings, presets, limits of a user's table, and a network's answer for a picture. */
import type { Codec } from "../../experiment/codec.ts";
import { ARM_LABELS, MLP_CODEC } from "../../workloads/digits/config.ts";
import { MLP_PRESETS } from "../../workloads/digits/presets.ts";
import { splitRows, TABLE_LIMITS, testRows } from "../../workloads/digits/table.ts";
import { RATES } from "../../workloads/digits/lessons/rates.ts";
import type { WorkloadKind } from "../kind.ts";
import { RunData } from "../run-data.ts";
import type { Config } from "../state.ts";

export { answerOf } from "../../workloads/digits/answer.ts";
export { OWN_RATES, SHARED_RATES } from "../../workloads/digits/presets.ts";
export { ARM_LABELS, splitRows, TABLE_LIMITS, testRows };

/** Layers and blocks of all networks make a frame. */
class DigitsData extends RunData {
  protected override readonly framedBy = "layers";
}

export const MLP: WorkloadKind = {
  ...(MLP_CODEC as unknown as Codec<Config>),
  id: "mlp",
  label: "Digits",
  presets: MLP_PRESETS,
  lessons: { rates: RATES.setups },
  rates: {
    names: ["rate", "rateDln", "rateCdln", "rateThin", "rateCdlnRandom"],
    of: (id) =>
      ({ dln: "rateDln", cdln: "rateCdln", thin: "rateThin", cdlnRandom: "rateCdlnRandom" })[id] ?? "rate",
    values: ["0.01", "0.03", "0.1", "0.2", "0.4", "0.8", "1.6"],
  },
  problem: ["data", "file"],
  data: ["data", "file"],
  later: ["steps", "stop", "stopError", "patience", "seconds"],
  isOpenEnded: ({ schedule }) => schedule === "constant",
  createData: () => new DigitsData(),
  branches:
    "At an earlier step you can change learning rates, their schedule, the number of steps and stopping rules.",
};

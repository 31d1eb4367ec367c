/** Matrix factorization on the known entries of a file. Its links are those of `mf` with entries=known. */
import type { Experiment } from "../../../experiment/experiment.ts";
import { transpose } from "../../../math/matrix.ts";
import { ModelSession } from "../../../training/session.ts";
import type { Workload } from "../../workload.ts";
import { baselinesOf } from "../baselines.ts";
import { estimateOf } from "../estimate.ts";
import { readMatrices } from "../host-steps.ts";
import type { MatrixFacts } from "../summary.ts";
import { withRates } from "../training.ts";
import { planKnown, type KnownModel, type KnownPlan } from "./plan.ts";
import { buildKnown, type KnownTraining } from "./training.ts";

class KnownSession extends ModelSession<KnownModel, KnownPlan> {
  /** The factors of a network, and its A. */
  async parts(network: number) {
    const { W, A } = this.model(network);
    const [left, right, ...rest] = await readMatrices(this.executor, [A, ...W], 0);
    if (!left || !right) throw new Error("Bug: a network has factors");
    return { left, right, factors: [transpose(right), ...rest] };
  }
}

export const known: Workload<Experiment, KnownTraining, KnownPlan, KnownSession> = {
  id: "mf",
  label: "Matrix factorization",
  build: buildKnown,
  plan: planKnown,
  open: (plan, executor) => new KnownSession(plan, executor),
  rates: (training, config) => withRates(training, config).networks.map(({ optimizer }) => optimizer.rate),
  probes: () => [],
  describe: (_config, { completion: { train, validation, test }, scale, sigmas }): MatrixFacts => ({
    rows: train.rows,
    cols: train.cols,
    observedCount: train.values.length,
    ...(validation.values.length > 0 ? { validationCount: validation.values.length } : {}),
    recoveryOver: test.values.length > 0 ? "heldout" : "all",
    missingCount:
      train.rows * train.cols - train.values.length - validation.values.length - test.values.length,
    unit: { offset: 0, scale, label: "", display: "identity" },
    targetSigmas: sigmas,
  }),
  describeModels: ({ networks }) =>
    networks.map(({ chains }) => ({
      layerShapes: chains[0]?.factors.map(({ rows, cols }) => [rows, cols] as const) ?? [],
      rateScale: chains[0]?.rateScale ?? [],
      follows: "gradient",
    })),
  describeRates: (_session, config, training) => ({
    models: withRates(training, config).networks.map(({ optimizer, sharpness }) => ({
      stabilityFraction: (optimizer.rate.eta * sharpness) / 2,
    })),
    run: {},
  }),
  read: async (name, { completion, scale, networks, rHat }, _plan, session) => {
    if (name === "baselines") return baselinesOf(completion, rHat);
    const network = networks.findIndex(({ id }) => name === `estimate/${id}`);
    if (network < 0) return undefined;
    const { left, right, factors } = await session.parts(network);
    return estimateOf(completion, { left, right, scale }, factors);
  },
};

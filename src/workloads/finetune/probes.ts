/** Measures the updates of the first run during training: each trained matrix's ΔW, its spectrum and its angles. */
import type { Matrix } from "../../math/matrix.ts";
import { followSingular } from "../../math/top-singular.ts";
import type { ReadRequest } from "../../kernels/program.ts";
import type { Probe } from "../../training/plan.ts";
import {
  adapterMatrix,
  angleTo,
  readRun,
  type AdapterMatrix,
  type LabAdapter,
  type Subspace,
} from "./adapter.ts";
import { HEAD_SCALE } from "./build.ts";
import type { LabBuilt } from "./built.ts";
import type { MatrixName } from "./encoder.ts";
import { lastTestOf, planLab, updateOf } from "./plan.ts";

type ByMatrix<T> = Readonly<Partial<Record<MatrixName, T>>>;

export interface UpdatesView {
  /** Singular values of ΔW, descending. */
  readonly sigma: ByMatrix<readonly number[]>;
  /** Spectra of the plants; empty without a plant. */
  readonly planted: ByMatrix<readonly number[]>;
  /** Angles in degrees from ΔW to the plant's subspace; empty without a plant. */
  readonly toPlant: ByMatrix<number>;
  /** Angles in degrees from ΔW to the first gradient's leading r directions, if the gradient is known. */
  readonly toGradient: ByMatrix<number>;
  readonly adapter: LabAdapter;
}

/** Returns a function that gives the leading singular directions of a matrix. They are computed only once. */
function subspaces(of: ReadonlyMap<MatrixName, Matrix> | undefined, rank: number) {
  const known = new Map<MatrixName, Subspace & { readonly sigma: readonly number[] }>();
  return (name: MatrixName) => {
    const matrix = of?.get(name);
    if (!matrix) return undefined;
    const found = known.get(name) ?? followSingular(matrix, rank, undefined);
    known.set(name, found);
    return found;
  };
}

export function labProbes(built: LabBuilt): Probe[] {
  const { models } = planLab(built);
  const { config, targets, gradients } = built;
  const plantOf = subspaces(targets.kind === "planted" ? targets.deltas[0] : undefined, config.plantRank);
  const gradientOf = subspaces(gradients[0], config.rank);
  return [
    {
      budget: { fraction: 0.1, intervalMs: 500 },
      inTurn: true,
      measure: async (probed, index): Promise<{ readonly updates: UpdatesView } | undefined> => {
        const model = models[index];
        if (!model) return undefined;
        const read = (requests: readonly ReadRequest[]) => probed.run("nothing", requests);
        const sigma: Partial<Record<MatrixName, readonly number[]>> = {};
        const planted: Partial<Record<MatrixName, readonly number[]>> = {};
        const toPlant: Partial<Record<MatrixName, number>> = {};
        const toGradient: Partial<Record<MatrixName, number>> = {};
        const matrices: AdapterMatrix[] = [];
        for (const [name, adaptation] of model.adaptations) {
          const plant = plantOf(name);
          if (plant) planted[name] = plant.sigma;
          if (adaptation.kind === "none") continue;
          const update = await updateOf(built, model, name, adaptation, read);
          sigma[name] = update?.sigma ?? [];
          if (!update) continue;
          matrices.push(adapterMatrix(name, update));
          const gradient = gradientOf(name);
          if (plant) toPlant[name] = angleTo(update, plant);
          if (gradient) toGradient[name] = angleTo(update, gradient);
        }
        // The scale and the shift of the scores of pairs are no classifier.
        const [H, b] = targets.kind === "classes" ? [...(await readRun(read, model.head)).values()] : [];
        const head = H &&
          b && {
            classes: H.rows,
            ...(targets.kind === "classes" && { names: targets.classes }),
            weight: Float32Array.from(H.data, (value) => HEAD_SCALE * value),
            bias: Float32Array.from(b.data),
          };
        const adapter = { matrices, ...(head && { head }) };
        return { updates: { sigma, planted, toPlant, toGradient, adapter } };
      },
    },
    {
      budget: { fraction: 0.05, intervalMs: 500 },
      inTurn: false,
      // Reports the results of the method's latest test, which costs no time.
      measure: (_probed, index) => {
        const model = models[index];
        const sentences = model && lastTestOf(built, model.id);
        return Promise.resolve(sentences && { sentences });
      },
    },
  ];
}

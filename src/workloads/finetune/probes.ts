/** Spectra of the updates during training: the singular values of ΔW of every trained matrix, for the first run. */
import { multiply, multiplyChain, scale, subtract, transpose, type Matrix } from "../../math/matrix.ts";
import { qr } from "../../math/qr.ts";
import { singularValues } from "../../math/svd.ts";
import { followSingular } from "../../math/top-singular.ts";
import type { Adaptation } from "../../models/parametrizations/adapted.ts";
import type { Probe, Probed } from "../../training/workload.ts";
import { matrixShape, type LayerIndex, type MatrixKind } from "./asset.ts";
import type { LabBuilt } from "./built.ts";
import type { MatrixName } from "./encoder.ts";
import { lastTestOf, planLab } from "./plan.ts";

/** Descending, by matrix. */
export interface SpectraView {
  readonly sigma: Readonly<Partial<Record<MatrixName, readonly number[]>>>;
  /** Spectra of the plants; empty without a plant. */
  readonly planted: Readonly<Partial<Record<MatrixName, readonly number[]>>>;
}

/** Most values of a dense update. */
const MOST_VALUES = 16;

/**
 * Singular values of ΔW of run 0 from the present trained tensors: as many as the factors' width, or the first sixteen.
 */
export function spectrumOf(
  adaptation: Adaptation,
  base: Matrix,
  present: (name: string) => Matrix,
): number[] {
  if (adaptation.kind === "none") return [];
  if (adaptation.kind === "dense") {
    const delta = subtract(present("W"), base);
    return delta.data.every((value) => value === 0)
      ? []
      : followSingular(delta, MOST_VALUES, undefined).sigma;
  }
  if (adaptation.kind === "input") {
    const left = multiply(base, transpose(present(adaptation.phi.name)));
    return thinSpectrum(scale(left, adaptation.scale), present(adaptation.psi.name));
  }
  const parts = adaptation.terms.map(({ scale: s, factors, trained }) => {
    const [first, ...rest] = factors.map(({ name, runs }) => (trained ? present(name) : (runs[0] as Matrix)));
    return { left: scale(multiplyChain(rest), s), right: first as Matrix };
  });
  const left = transpose(stack(parts.map((part) => transpose(part.left))));
  return thinSpectrum(left, stack(parts.map(({ right }) => right)));
}

/** Singular values of left · right, m × r and r × n with a small r. */
function thinSpectrum(left: Matrix, right: Matrix): number[] {
  return singularValues(multiply(qr(left).r, transpose(qr(transpose(right)).r)));
}

function stack(parts: readonly Matrix[]): Matrix {
  const [first] = parts as [Matrix];
  if (parts.length === 1) return first;
  const data = Float64Array.from(parts.flatMap((part) => [...part.data]));
  return { rows: parts.reduce((sum, { rows }) => sum + rows, 0), cols: first.cols, data };
}

export function labProbes(built: LabBuilt): Probe[] {
  const { models } = planLab(built);
  const { targets } = built;
  const planted: Partial<Record<MatrixName, readonly number[]>> = {};
  if (targets.kind === "planted")
    for (const [name, delta] of targets.deltas[0] ?? [])
      planted[name] = followSingular(delta, built.config.plantRank, undefined).sigma;
  return [
    {
      id: "updates",
      cadence: { share: 0.1, intervalMs: 500 },
      inTurn: true,
      look: async (probed, index): Promise<SpectraView | undefined> => {
        const model = models[index];
        if (!model) return undefined;
        const sigma: Partial<Record<MatrixName, readonly number[]>> = {};
        for (const [name, adaptation] of model.adaptations) {
          if (adaptation.kind === "none") continue;
          // A tied matrix shows the factors of the one above it.
          const own = model.tensors.get(name) ?? [];
          const tensors = own.length > 0 ? own : (model.tensors.get(`1${name.slice(1)}` as MatrixName) ?? []);
          const present = await readFirst(probed, tensors);
          const { rows, cols } = matrixShape(Number(name[0]) as LayerIndex, name.slice(2) as MatrixKind);
          const base = { rows, cols, data: Float64Array.from(built.weights.get(name) ?? []) };
          sigma[name] = spectrumOf(adaptation, base, (factor) => present.get(factor) as Matrix);
        }
        return { sigma, planted };
      },
    },
    {
      id: "sentences",
      cadence: { share: 0.05, intervalMs: 500 },
      inTurn: false,
      // Reports the method's latest test, which costs nothing.
      look: (_probed, index) => {
        const model = models[index];
        return Promise.resolve(model && lastTestOf(built, model.id));
      },
    },
  ];
}

/** Tensors of the first run, by the names of their factors. */
async function readFirst(
  probed: Probed,
  tensors: readonly {
    readonly name: string;
    readonly factor: { readonly tensor: string; readonly rows: number; readonly cols: number };
  }[],
): Promise<ReadonlyMap<string, Matrix>> {
  const reads = tensors.map(({ factor }) => ({
    tensor: factor.tensor,
    offset: 0,
    length: factor.rows * factor.cols,
  }));
  const found = await probed.run("nothing", reads);
  return new Map(
    tensors.map(({ name, factor: { rows, cols } }, i) => [
      name,
      { rows, cols, data: Float64Array.from(found[i] ?? []) },
    ]),
  );
}

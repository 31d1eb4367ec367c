/**
 * One entry per method: its label, the form and initialization of its matrices, its rate, Adam's ε or GaLore, and
 * whether it needs a first gradient.
 */
import { invariant } from "../../core/errors.ts";
import { weightsNamed } from "./asset.ts";
import { columns, multiply, scaleColumns, transpose, zeros, type Matrix } from "../../math/matrix.ts";
import { orthonormalize } from "../../math/qr.ts";
import { gaussian, haar } from "../../math/random-matrices.ts";
import { randomStream, type Random } from "../../math/random.ts";
import { svd, type Svd } from "../../math/svd.ts";
import type { GaLore } from "../../models/galore.ts";
import type { Adaptation, Factor, Term } from "../../models/parametrizations/adapted.ts";
import {
  deepCompressedStart,
  deepNarrowStart,
  loraGaStart,
  loraOneStart,
  loraStart,
  uniformRows,
  vanillaStart,
  type Start,
} from "../../models/parametrizations/adapters.ts";
import type { LabBuilt } from "./built.ts";
import type { LabConfig, MethodId } from "./config.ts";
import type { MatrixName } from "./encoder.ts";

/** A matrix to adapt, in all runs at once. */
interface MatrixContext extends Pick<LabBuilt, "config" | "seeds" | "weights" | "gradients"> {
  readonly name: MatrixName;
  readonly rows: number;
  readonly cols: number;
}

/** The first gradient of run b, for methods that need it. */
function gradientOf({ name, gradients }: MatrixContext, b: number): Matrix {
  const found = gradients[b]?.get(name);
  invariant(found, `there is a first gradient of ${name}`);
  return found;
}

interface Method {
  readonly label: string;
  readonly adapt: (context: MatrixContext) => Adaptation;
  /** Adam's ε. */
  readonly epsilon: (config: LabConfig) => number;
  readonly needsGradient?: true;
  readonly galore?: (config: LabConfig) => GaLore;
  /** Picks the method's learning rate. */
  readonly rate: (config: LabConfig) => number;
}

const FACTOR_NAMES = { lora: ["A", "B"], vanilla: ["Win", "Wout"], deep: ["W1", "W2", "W3"] } as const;
const COMPRESSED_NAMES = ["right", "W1", "W2", "W3", "left"] as const;

const DEEP_INIT = 1e-3;
/** Adam's ε also regularizes Deep LoRA: the gradients of its factors start at 10⁻⁶ times G. */
const DEEP_EPSILON = 1e-6;
const GALORE_EPSILON = 1e-6;
const LORA_ONE_GAMMA = 128;
const LORA_GA_GAMMA = 16;
/** Moments with fewer elements stay in single precision, as in bitsandbytes. */
const LEAST_8BIT = 4096;

type Starts = (random: Random, context: MatrixContext, b: number) => Start;

/** All methods of a seed use the same random stream for a matrix, so narrow Deep LoRA and LoRA differ only in form. */
const randomOf = ({ name, seeds }: MatrixContext, b: number): Random =>
  randomStream(seeds[b] as number, `adapter/${name}`);

function factorsOf(
  context: MatrixContext,
  names: readonly string[],
  starts: Starts,
  rateScale: (name: string) => number,
): Factor[] {
  const runs = context.seeds.map((_, b) => starts(randomOf(context, b), context, b));
  return names.map((name, l) => ({
    name,
    runs: runs.map((start) => {
      const factor = start[l];
      invariant(factor, `${name} has an initial matrix`);
      return factor;
    }),
    rateScale: rateScale(name),
  }));
}

function oneTerm(
  names: readonly string[],
  starts: Starts,
  {
    scale = () => 1,
    rateScale = () => 1,
  }: {
    readonly scale?: (config: LabConfig) => number;
    readonly rateScale?: (name: string, config: LabConfig) => number;
  } = {},
): Method["adapt"] {
  return (context) => {
    const { config } = context;
    const factors = factorsOf(context, names, starts, (name) => rateScale(name, config));
    return { kind: "terms", terms: [{ scale: scale(config), factors, trained: true }] };
  };
}

const loraScale = ({ alpha, rank }: LabConfig): number => alpha / rank;
const lora: Starts = (random, { rows, cols, config }) => loraStart(random, rows, cols, config.rank);
const adapted = {
  epsilon: ({ adamEpsilon }: LabConfig) => adamEpsilon,
  rate: ({ rate }: LabConfig) => rate,
};
const deep = { epsilon: () => DEEP_EPSILON, rate: ({ rateDeep }: LabConfig) => rateDeep };
const dense = { rate: ({ rateFull }: LabConfig) => rateFull, adapt: (): Adaptation => ({ kind: "dense" }) };
const galore =
  (bits: 8 | 32): NonNullable<Method["galore"]> =>
  ({ rank, gap, galoreScale }) => ({ rank, gap, scale: galoreScale, bits, leastSize: LEAST_8BIT });

const wegeft: Method["adapt"] = (context) => {
  const { seeds, config, cols } = context;
  const phi = { name: "phi", runs: seeds.map(() => zeros(config.rank, cols)), rateScale: 1 };
  const psi = {
    name: "psi",
    runs: seeds.map((_, b) => uniformRows(randomOf(context, b), config.rank, cols)),
    rateScale: 1,
  };
  return { kind: "input", scale: loraScale(config), phi, psi };
};

/** Subtracts the initial term, so that W₀ + s B A − s B₀ A₀ starts as W₀. */
function lessStart(context: MatrixContext, starts: Starts): Adaptation {
  const factors = factorsOf(context, FACTOR_NAMES.lora, starts, () => 1);
  const scale = loraScale(context.config);
  const terms: Term[] = [
    { scale, factors, trained: true },
    { scale: -scale, factors, trained: false },
  ];
  return { kind: "terms", terms };
}

/** The latest triplets of each frozen matrix. A plan may be made more than once. */
const TRIPLETS = new WeakMap<Float32Array, Svd>();
const ROUNDS = 10;

/**
 * The leading triplets of W₀, by subspace iteration, as PiSSA's authors do it: an exact decomposition would take minutes for
 * a large rank, because the singular values of W₀ fall slowly.
 */
function leadingTriplets({ name, weights, rows, cols, config: { rank } }: MatrixContext): Svd {
  const values = weightsNamed(weights, name);
  const known = TRIPLETS.get(values);
  if (known?.sigma.length === rank) return known;
  const W = { rows, cols, data: Float64Array.from(values) };
  const turned = transpose(W);
  const width = Math.min(rows, cols, 2 * rank + 8);
  let basis = orthonormalize(gaussian(randomStream(0, "pissa"), cols, width));
  for (let i = 0; i < ROUNDS; i++) basis = orthonormalize(multiply(turned, multiply(W, basis)));
  const { u, sigma, v } = svd(multiply(W, basis));
  const found = {
    u: columns(u, 0, rank),
    sigma: sigma.slice(0, rank),
    v: multiply(basis, columns(v, 0, rank)),
  };
  TRIPLETS.set(values, found);
  return found;
}

/**
 * PiSSA (Meng, Wang, Zhang 2024): s B A starts as the part of W₀ in its r leading singular triplets U Σ Vᵀ, with B = U√Σ/√s
 * and A = √Σ Vᵀ/√s. The rest of W₀ is frozen.
 */
const pissa: Method["adapt"] = (context) => {
  const { u, sigma, v } = leadingTriplets(context);
  const roots = sigma.map((value) => Math.sqrt(value / loraScale(context.config)));
  const start: Start = [transpose(scaleColumns(v, roots)), scaleColumns(u, roots)];
  return lessStart(context, () => start);
};

export const METHODS: Readonly<Record<MethodId, Method>> = {
  head: { label: "Head only", ...adapted, epsilon: () => 1e-8, adapt: () => ({ kind: "none" }) },
  full: { label: "Full", ...dense, epsilon: () => 1e-8 },
  lora: { label: "LoRA", ...adapted, adapt: oneTerm(FACTOR_NAMES.lora, lora, { scale: loraScale }) },
  rslora: {
    label: "rsLoRA",
    ...adapted,
    adapt: oneTerm(FACTOR_NAMES.lora, lora, { scale: ({ alpha, rank }) => alpha / Math.sqrt(rank) }),
  },
  loraPlus: {
    label: "LoRA+",
    ...adapted,
    adapt: oneTerm(FACTOR_NAMES.lora, lora, {
      scale: loraScale,
      rateScale: (name, { lambda }) => (name === "B" ? lambda : 1),
    }),
  },
  loraOne: {
    label: "LoRA-One",
    ...adapted,
    needsGradient: true,
    adapt: oneTerm(
      FACTOR_NAMES.lora,
      (_random, context, b) => loraOneStart(gradientOf(context, b), context.config.rank, LORA_ONE_GAMMA),
      { scale: loraScale },
    ),
  },
  loraGa: {
    label: "LoRA-GA",
    ...adapted,
    needsGradient: true,
    adapt: (context) =>
      lessStart(context, (_random, { config }, b) =>
        loraGaStart(gradientOf(context, b), config.rank, LORA_GA_GAMMA),
      ),
  },
  pissa: { label: "PiSSA", ...adapted, adapt: pissa },
  vanilla: {
    label: "Vanilla (Yaras code)",
    ...adapted,
    adapt: oneTerm(FACTOR_NAMES.vanilla, (random, { rows, cols, config }) =>
      vanillaStart(random, rows, cols, config.rank),
    ),
  },
  deep: {
    label: "Deep LoRA",
    ...deep,
    adapt: oneTerm(FACTOR_NAMES.deep, (random, { rows, cols, config }) =>
      deepNarrowStart(random, rows, cols, config.rank, DEEP_INIT),
    ),
  },
  deepWide: {
    label: "Deep LoRA, full width",
    ...deep,
    adapt: oneTerm(FACTOR_NAMES.deep, (random, { rows, cols }) =>
      deepNarrowStart(random, rows, cols, Math.min(rows, cols), DEEP_INIT),
    ),
  },
  deepCompressed: {
    label: "Deep LoRA, compressed",
    ...deep,
    needsGradient: true,
    adapt: oneTerm(
      COMPRESSED_NAMES,
      (random, context, b) => {
        const orthogonal = haar(random, context.rows, context.cols);
        return deepCompressedStart(gradientOf(context, b), orthogonal, evenRank(context.config), DEEP_INIT);
      },
      { rateScale: (name, { gamma }) => (name === "left" || name === "right" ? gamma : 1) },
    ),
  },
  galore: { label: "GaLore", ...dense, epsilon: () => GALORE_EPSILON, galore: galore(32) },
  galore8: { label: "8-bit GaLore", ...dense, epsilon: () => GALORE_EPSILON, galore: galore(8) },
  wegeft: { label: "WeGeFT", ...adapted, adapt: wegeft },
  wegeftTied: {
    label: "WeGeFT, tied",
    ...adapted,
    // Layer 0 has the same widths as layer 1 only in its feed-forward part.
    adapt: (context) => {
      const own = wegeft(context);
      return own.kind === "input" && /f[12]$/.test(context.name) ? { ...own, tied: true } : own;
    },
  },
};

/** Compressed Deep LoRA takes half of its directions from each side. */
const evenRank = ({ rank }: LabConfig): number => 2 * Math.floor(rank / 2);

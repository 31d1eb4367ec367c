/**
 * One entry per method: its label, the form and initialization of its matrices, its rate, Adam's ε or GaLore, and
 * whether it needs a first gradient.
 */
import { invariant } from "../../core/errors.ts";
import { zeros, type Matrix } from "../../math/matrix.ts";
import { haar } from "../../math/random-matrices.ts";
import { randomStream, type Random } from "../../math/random.ts";
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
import type { LabConfig, MethodId } from "./config.ts";
import type { MatrixName } from "./encoder.ts";

/** A matrix to adapt, in all runs at once. */
interface MatrixContext {
  readonly name: MatrixName;
  readonly rows: number;
  readonly cols: number;
  readonly config: LabConfig;
  readonly seeds: readonly number[];
  /** The first gradient of run b, for methods that need it. */
  readonly gradient: (b: number) => Matrix;
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

/** Initial scale of Deep LoRA's factors. */
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

/** Subtracts LoRA-GA's initial term, so that W₀ + s B A − s B₀ A₀ starts as W₀. */
const loraGa: Method["adapt"] = (context) => {
  const starts: Starts = (_random, { gradient, config }, b) =>
    loraGaStart(gradient(b), config.rank, LORA_GA_GAMMA);
  const factors = factorsOf(context, FACTOR_NAMES.lora, starts, () => 1);
  const scale = loraScale(context.config);
  const terms: Term[] = [
    { scale, factors, trained: true },
    { scale: -scale, factors, trained: false },
  ];
  return { kind: "terms", terms };
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
      (_random, { gradient, config }, b) => loraOneStart(gradient(b), config.rank, LORA_ONE_GAMMA),
      { scale: loraScale },
    ),
  },
  loraGa: { label: "LoRA-GA", ...adapted, needsGradient: true, adapt: loraGa },
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
  deepCompressed: {
    label: "Deep LoRA, compressed",
    ...deep,
    needsGradient: true,
    adapt: oneTerm(
      COMPRESSED_NAMES,
      (random, { rows, cols, config, gradient }, b) =>
        deepCompressedStart(gradient(b), haar(random, rows, cols), evenRank(config), DEEP_INIT),
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

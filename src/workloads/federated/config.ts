/** The settings of federated fine-tuning: clients, arms, the curriculum, the layers that are sent, and two speeds. */
import { SECONDS, SEED, SEEDS } from "../../experiment/base-fields.ts";
import { codecOf } from "../../experiment/codec.ts";
import { constant, fillConfig, type Fields } from "../../experiment/fields.ts";
import type { BaseConfig } from "../../training/workload.ts";
import { BATCH_PATIENCE, BATCH_STOP, BATCH_STOP_LOSS } from "../batch-fields.ts";

export const ARM_IDS = [
  "fedavg",
  "curriculum",
  "global",
  "masked",
  "all",
  "randomLayers",
  "randomOrder",
  "reversed",
  "head",
] as const;
export type ArmId = (typeof ARM_IDS)[number];

export interface FedConfig extends BaseConfig {
  readonly id: "federated";
  readonly arms: readonly ArmId[];
  /** K. */
  readonly clients: number;
  /** M: clients drawn for a round. */
  readonly perRound: number;
  /** β of the Dirichlet distribution. */
  readonly beta: number;
  /** Training sentences of all clients together. */
  readonly samples: number;
  readonly batch: number;
  readonly rank: number;
  readonly rate: number;
  readonly rateHead: number;
  /** Rounds at first that train the head alone. */
  readonly warmUp: number;
  /** b: share of a client's sentences in the curriculum's first round. */
  readonly startShare: number;
  /** a: fraction of the rounds after which all sentences are used. */
  readonly rampShare: number;
  /** Most bytes of the global layers, as a share of all adapters' bytes. */
  readonly globalShare: number;
  /** ρ: share of the rows of B trained in a local layer. */
  readonly rowShare: number;
  /** μ of the rows' momentum Fisher information. */
  readonly momentum: number;
  /** Probability that a drawn client sends nothing back. */
  readonly dropout: number;
  /** Operations per second of a client, in 10⁹. */
  readonly deviceSpeed: number;
  /** Megabits per second of a client. */
  readonly bandwidth: number;
  /** Test accuracy to which the simulated time is measured. */
  readonly target: number;
}

const share = { kind: "real", min: constant(0), max: constant(1), because: "it is a share" } as const;

const rates = {
  kind: "real",
  min: constant(0),
  max: constant(1),
  because: "Adam moves a weight by its rate in one step, and 1 is more than the encoder's weights",
  ends: "Small: nothing is learned in the rounds there are. Large: the encoder is destroyed.",
} as const;

export const FED_FIELDS: Fields<FedConfig> = {
  id: {
    key: "id",
    kind: "choice",
    options: ["federated"],
    label: "Workload",
    help: "Simulated federated fine-tuning of a pre-trained text encoder.",
    fallback: () => "federated",
  },
  arms: {
    key: "arms",
    kind: "choices",
    options: ARM_IDS,
    label: "Arms",
    help: "Ways to train, side by side, on the same clients drawn in the same rounds.",
    fallback: () => ["fedavg", "all"],
  },
  clients: {
    key: "K",
    kind: "integer",
    min: constant(1),
    max: constant(50),
    because: "each client keeps its own layers and moments in memory",
    ends: "1: ordinary fine-tuning. Many: each has few sentences.",
    label: "Clients K",
    help: "Simulated devices, each with its own sentences. Nothing is really sent.",
    fallback: constant(20),
  },
  perRound: {
    key: "M",
    kind: "integer",
    min: constant(1),
    max: ({ clients }) => clients,
    because: "a round draws no client twice",
    ends: "1: one client after the other. K: all clients in every round.",
    label: "Clients in a round M",
    help: "Clients drawn for each round, among those with sentences.",
    fallback: ({ clients }) => Math.min(5, clients),
  },
  beta: {
    key: "beta",
    kind: "real",
    min: constant(0.01),
    max: constant(100),
    because: "below, one client has all sentences of a kind, and above, all clients are alike",
    ends: "Small: each client has few kinds of sentences. Large: all have the same mix.",
    label: "Evenness of the clients β",
    help: "Each kind of sentence (a label in a domain) is spread over the clients by a Dirichlet distribution.",
    formula: "shares ~ Dirichlet(β)",
    fallback: constant(0.5),
  },
  samples: {
    key: "n",
    kind: "integer",
    min: constant(8),
    max: constant(800),
    because: "some sentences are kept for the test",
    ends: "Few: the head does all the work. Many: the rounds take longer.",
    label: "Training sentences n",
    help: "Of all clients together: reviews of restaurants, products and films.",
    fallback: constant(320),
  },
  batch: {
    key: "batch",
    kind: "integer",
    min: constant(1),
    max: ({ samples }) => Math.min(32, samples),
    because: "a client has few sentences",
    ends: "Small: noisy steps. Large: few steps in a round.",
    label: "Mini-batch",
    help: "Sentences of a client's step. A client with fewer repeats them.",
    fallback: ({ samples }) => Math.min(8, samples),
  },
  rank: {
    key: "r",
    kind: "integer",
    min: constant(1),
    max: constant(16),
    because: "each client keeps its factors and their moments",
    ends: "Small: little is sent. Large: more directions.",
    label: "Rank r",
    help: "Inner width of the adapters; LoRA's α equals it.",
    fallback: constant(4),
  },
  rate: {
    ...rates,
    key: "lr",
    label: "Learning rate",
    help: "Of the adapters.",
    fallback: constant(1e-3),
  },
  rateHead: {
    ...rates,
    key: "lrHead",
    label: "Learning rate of the head",
    help: "Of the classifier on top, which every arm trains.",
    fallback: constant(3e-3),
  },
  warmUp: {
    key: "warm",
    kind: "integer",
    min: constant(0),
    max: constant(1000),
    because: "whole rounds",
    ends: "0: with a head of 0 all difficulties are 0, and the curriculum keeps the order of the sentences.",
    label: "Rounds for the head alone",
    help: "The first rounds train the head alone, in every arm. The difficulties are measured after them.",
    fallback: constant(2),
  },
  startShare: {
    ...share,
    key: "b",
    ends: "Small: starts with the easiest sentences alone. 1: no curriculum.",
    label: "First share b",
    help: "Share of its sentences that a client uses in the first round.",
    formula: "min(1, b + (1 − b) t / (a T))",
    fallback: constant(0.6),
  },
  rampShare: {
    ...share,
    key: "a",
    min: constant(0.01),
    ends: "Small: all sentences soon. 1: all only at the end.",
    label: "Ramp a",
    help: "Fraction of the rounds after which a client uses all of its sentences.",
    fallback: constant(0.8),
  },
  globalShare: {
    ...share,
    key: "gal",
    ends: "0: only the head is sent. 1: all layers are.",
    label: "Share of global layers",
    help: "The server averages the most important layers, up to this share of all adapters' bytes.",
    fallback: constant(0.55),
  },
  rowShare: {
    ...share,
    key: "rho",
    ends: "0: a local layer's B stays as it is. 1: no mask.",
    label: "Share of trained rows ρ",
    help: "In a local layer, the rows of B with the most Fisher information are trained.",
    fallback: constant(0.5),
  },
  momentum: {
    ...share,
    key: "mu",
    ends: "0: the last round alone decides. Near 1: the first rounds do.",
    label: "Momentum of the Fisher information μ",
    help: "A row's information is an average over the client's rounds.",
    formula: "F ← μ F + (1 − μ) ‖g‖²",
    fallback: constant(0.9),
  },
  dropout: {
    ...share,
    key: "drop",
    ends: "0: all answer. 1: none ever does.",
    label: "Drop-outs",
    help: "Probability that a drawn client receives the layers and sends nothing back.",
    fallback: constant(0),
  },
  deviceSpeed: {
    key: "gflops",
    kind: "real",
    min: constant(0.1),
    max: constant(10_000),
    because: "a microcontroller computes slower, and no client is a data centre",
    ends: "Small: computing takes the time. Large: sending does.",
    label: "Device speed (GFLOP/s)",
    help: "Of each simulated client, for the simulated time alone.",
    isLive: true,
    fallback: constant(10),
  },
  bandwidth: {
    key: "mbit",
    kind: "real",
    min: constant(0.01),
    max: constant(10_000),
    because: "slower links send nothing in a day",
    ends: "Small: sending takes the time. Large: computing does.",
    label: "Bandwidth (Mbit/s)",
    help: "Of each simulated client, up and down, for the simulated time alone.",
    isLive: true,
    fallback: constant(5),
  },
  target: {
    ...share,
    key: "target",
    ends: "Low: reached by the head alone. High: never reached.",
    label: "Target accuracy",
    help: "The test accuracy to which the simulated time is measured.",
    fallback: constant(0.75),
  },
  steps: {
    key: "steps",
    kind: "integer",
    min: constant(1),
    max: constant(1000),
    because: "whole rounds",
    ends: "Few: the arms have barely begun. Many: all clients know their sentences by heart.",
    label: "Rounds T",
    help: "In a round each drawn client makes one pass over its sentences, and the server averages.",
    fallback: constant(20),
  },
  stop: {
    ...BATCH_STOP,
    help: "Before the last round: when the training loss of all arms, or of any, is below a value, or when an arm diverges.",
  },
  stopError: {
    ...BATCH_STOP_LOSS,
    because: "two classes told by chance have a loss of .7",
    ends: "Small: never reached. Large: holds at the start.",
    fallback: constant(1e-4),
  },
  patience: BATCH_PATIENCE,
  seconds: {
    ...SECONDS,
    help: "Time limit for the whole run, all arms together; 0 for none.",
  },
  seed: {
    ...SEED,
    help: "The sentences, their clients, the clients of each round and the initial factors follow from it.",
  },
  seeds: {
    ...SEEDS,
    max: constant(1),
    because: "clients of different seeds make different numbers of steps; a sweep repeats a run over seeds",
    ends: "One run.",
    help: "A sweep repeats a run over seeds.",
  },
};

export const FED_CODEC = codecOf<FedConfig>("federated", FED_FIELDS);

/** A config from its differences to the defaults. */
export const fedConfig = (changes: Partial<FedConfig> = {}): FedConfig => fillConfig(FED_FIELDS, changes);

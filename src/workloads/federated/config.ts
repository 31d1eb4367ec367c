/**
 * The settings of federated fine-tuning: clients, arms, the curriculum, the layers that are sent, and the
 * clients' speeds.
 */
import { SECONDS, SEED, SEEDS } from "../../experiment/base-fields.ts";
import { codecOf } from "../../experiment/codec.ts";
import { choice, constant, fillConfig, type Fields, integer, real } from "../../experiment/fields.ts";
import type { BaseConfig } from "../../training/plan.ts";
import { BATCH_STOP, BATCH_STOP_LOSS } from "../batch-fields.ts";
import { MATRIX_KINDS, type MatrixKind } from "../finetune/asset.ts";
import { ARM_IDS, type ArmId } from "./arms.ts";

export interface FedConfig extends BaseConfig {
  readonly id: "federated";
  readonly task: "sentiment" | "planted";
  /** Matrices of layer 1 that contain the teacher's planted update. */
  readonly sites: readonly MatrixKind[];
  readonly arms: readonly ArmId[];
  /** K: number of clients. */
  readonly clients: number;
  /** M: number of clients drawn for a round. */
  readonly perRound: number;
  /** β of the Dirichlet distribution. */
  readonly beta: number;
  /** Number of training sentences, all clients together. */
  readonly samples: number;
  readonly batch: number;
  readonly rank: number;
  /** What the curriculum's orders sort. */
  readonly unit: "batches" | "sentences";
  readonly rate: number;
  readonly rateHead: number;
  /** Number of initial rounds that train only the head. */
  readonly warmUp: number;
  /** b: fraction of its sentences that a client uses in the curriculum's first round. */
  readonly startFraction: number;
  /** a: fraction of the curriculum's rounds (those after the warm-up) after which all sentences are used. */
  readonly rampFraction: number;
  /** Upper limit on the bytes of the global layers, as a fraction of all adapters' bytes. */
  readonly globalFraction: number;
  /** ρ: fraction of the rows of B trained in a local layer. */
  readonly rowFraction: number;
  /** μ of the running mean of the rows' Fisher information. */
  readonly momentum: number;
  /** Probability that a drawn client sends nothing back. */
  readonly dropout: number;
  /** A client's speed, in 10⁹ operations per second. */
  readonly deviceSpeed: number;
  /** A client's bandwidth, in megabits per second. */
  readonly bandwidth: number;
  /** The test accuracy up to which simulated time is counted. */
  readonly target: number;
}

const fraction = (usual: number) => ({ ...real(0, 1, usual), because: "it is a share" });

const rates = (usual: number) => ({
  ...real(0, 1, usual),
  because:
    "Adam moves each weight by about the rate in one step, and the encoder’s weights are smaller than 1",
  ends: "Small: the rounds end before anything is learned. Large: training destroys the encoder.",
});

export const FED_FIELDS: Fields<FedConfig> = {
  id: {
    key: "id",
    ...choice("federated"),
    label: "Workload",
    help: "Simulated federated fine-tuning of a pre-trained text encoder.",
  },
  task: {
    key: "task",
    ...choice("sentiment", "planted"),
    label: "Task",
    help: "Sentiment: tell positive from negative reviews. Planted: imitate a teacher, which is the same encoder with a known update of rank 2. No head can learn that.",
  },
  sites: {
    key: "site",
    kind: "choices",
    options: MATRIX_KINDS,
    label: "Planted matrices",
    help: "Matrices of layer 1 in which the teacher differs from the encoder. The adapters change all six.",
    fallback: () => ["o"],
  },
  arms: {
    key: "arms",
    kind: "choices",
    options: ARM_IDS,
    label: "Arms",
    help: "An arm is one way to train. All arms train side by side, with the same clients in the same rounds.",
    fallback: () => ["fedavg", "all"],
    refuses: (option, { task }) =>
      option === "head" && task === "planted" ? "The planted task has no head to train." : undefined,
  },
  clients: {
    key: "K",
    ...integer(1, 50, 20),
    because: "each client keeps its own layers and moments in memory",
    ends: "1: ordinary fine-tuning. Many: each client has few sentences.",
    label: "Clients K",
    help: "Simulated devices, each with its own sentences. Nothing is really sent.",
  },
  perRound: {
    key: "M",
    ...integer(1, ({ clients }: FedConfig) => clients),
    because: "a round draws no client twice",
    ends: "1: one client trains in each round. K: every client trains in every round.",
    label: "Clients per round M",
    help: "Number of clients drawn for each round, from those that have sentences.",
    fallback: ({ clients }) => Math.min(5, clients),
  },
  beta: {
    key: "beta",
    ...real(0.01, 100, 0.5),
    because: "below this range one client gets all sentences of a kind, and above it all clients are alike",
    ends: "Small: each client has few kinds of sentences. Large: all have the same mix.",
    label: "Evenness β",
    help: "A Dirichlet distribution spreads each kind of sentence (a label in a domain) over the clients.",
    formula: "shares ~ Dirichlet(β)",
  },
  samples: {
    key: "n",
    ...integer(8, 900, 320),
    because: "some sentences are kept for the test",
    ends: "Few: the head does all the work. Many: the rounds take longer.",
    label: "Training sentences n",
    help: "Number of training sentences of all clients together: reviews of restaurants, products and films.",
  },
  batch: {
    key: "batch",
    ...integer(1, ({ samples }: FedConfig) => Math.min(32, samples)),
    because: "a client has few sentences",
    ends: "Small: noisy steps. Large: few steps per round.",
    label: "Mini-batch",
    help: "Number of sentences in one training step of a client. A client with fewer sentences repeats them.",
    fallback: ({ samples }) => Math.min(8, samples),
  },
  rank: {
    key: "r",
    ...integer(1, 16, 4),
    because: "each client keeps its factors and their moments",
    ends: "Small: few bytes are sent. Large: more directions.",
    label: "Rank r",
    help: "Inner width of the adapters. LoRA’s scaling factor α has the same value.",
  },
  rate: {
    ...rates(1e-3),
    key: "lr",
    label: "Learning rate",
    help: "The learning rate of the adapters.",
  },
  rateHead: {
    ...rates(3e-3),
    key: "lrHead",
    label: "Learning rate of the head",
    help: "The learning rate of the classifier on top, which every arm trains.",
  },
  warmUp: {
    key: "warm",
    ...integer(0, ({ task }: FedConfig) => (task === "planted" ? 0 : 1000)),
    because: "whole rounds, and the planted task has no head",
    ends: "0: the head is still 0, so all difficulties are 0 and the curriculum keeps the sentences in their given order.",
    label: "Head-only rounds",
    help: "In every arm, the first rounds train only the head. The difficulty of each sentence is measured afterwards.",
    fallback: ({ task }) => (task === "planted" ? 0 : 2),
  },
  unit: {
    key: "unit",
    ...choice("batches", "sentences"),
    label: "The curriculum sorts",
    help: "Mini-batches: each client cuts its sentences once at random, so that every mini-batch has its own mix of labels, and sorts the mini-batches. Sentences: it sorts its sentences first, which puts those of one label together.",
    // Links from the time when the curriculum sorted sentences do not name the unit.
    fallback: () => "sentences",
  },
  startFraction: {
    ...fraction(0.6),
    key: "b",
    ends: "Small: a client starts with only its easiest sentences or mini-batches. 1: no curriculum.",
    label: "Initial share b",
    help: "The share of its sentences or mini-batches that a client uses in the curriculum’s first round.",
    formula: "min(1, b + (1 − b) t / (a T))",
  },
  rampFraction: {
    ...fraction(0.8),
    key: "a",
    min: constant(0.01),
    ends: "Small: all are soon in use. 1: all are in use only at the end.",
    label: "Ramp a",
    help: "After this share of the curriculum’s rounds, a client uses all of its sentences.",
  },
  globalFraction: {
    ...fraction(0.55),
    key: "gal",
    ends: "0: only the head is sent. 1: all layers are sent.",
    label: "Share of global layers",
    help: "The server averages the global layers: the most important ones, up to this share of all adapters’ bytes.",
  },
  rowFraction: {
    ...fraction(0.5),
    key: "rho",
    ends: "0: a local layer’s B stays as it is. 1: no mask.",
    label: "Share of trained rows ρ",
    help: "In a local layer, masked arms train only this share of B’s rows: those with the most Fisher information.",
  },
  momentum: {
    ...fraction(0.9),
    key: "mu",
    ends: "0: only the last round counts. Near 1: all rounds count almost equally.",
    label: "Momentum of the Fisher information μ",
    help: "A row’s Fisher information is a running average over the client’s rounds.",
    formula: "F ← μ F + (1 − μ) ‖g‖²",
  },
  dropout: {
    ...fraction(0),
    key: "drop",
    ends: "0: every client answers. 1: no client ever answers.",
    label: "Drop-outs",
    help: "The probability that a drawn client receives the layers but sends nothing back.",
  },
  deviceSpeed: {
    key: "gflops",
    ...real(0.1, 10_000, 10),
    because: "slower devices are microcontrollers, and faster ones are data centres",
    ends: "Small: computing takes most of the time. Large: sending does.",
    label: "Speed (GFLOP/s)",
    help: "Computing speed of each simulated client. It changes only the simulated time.",
    isLive: true,
  },
  bandwidth: {
    key: "mbit",
    ...real(0.01, 10_000, 5),
    because: "slower links are old modems, faster ones are in data centres",
    ends: "Small: sending takes most of the time. Large: computing does.",
    label: "Bandwidth (Mbit/s)",
    help: "Bandwidth of each simulated client, up and down. It changes only the simulated time.",
    isLive: true,
  },
  target: {
    ...fraction(0.75),
    key: "target",
    ends: "Low: the head alone reaches it. High: no arm reaches it. On the planted task, the other way round.",
    label: "Target",
    help: "The simulated time to the target ends with an arm’s first test that reaches this accuracy or, on the planted task, this error. Training does not depend on it.",
    isLive: true,
  },
  steps: {
    key: "steps",
    ...integer(1, 1000, 20),
    because: "whole rounds",
    ends: "Few: the arms have barely begun. Many: all clients have memorized their sentences.",
    label: "Rounds T",
    help: "Each step of the run is one round: every drawn client makes one pass over its sentences, then the server averages.",
  },
  stop: {
    ...BATCH_STOP,
    help: "Stops the run early by a rule about the training loss of all arms or of any arm, or when an arm diverges.",
  },
  stopError: {
    ...BATCH_STOP_LOSS,
    because: "guessing between two classes gives a loss of .7",
    ends: "Small: never reached. Large: met from the start.",
    fallback: constant(1e-4),
  },
  seconds: SECONDS,
  seed: {
    ...SEED,
    help: "Determines the sentences, their clients, the clients of each round, and the initial factors.",
  },
  seeds: {
    ...SEEDS,
    max: constant(1),
    because:
      "with different seeds, clients take different numbers of steps; a sweep repeats a run over seeds",
    ends: "One run.",
    help: "A federated run has one seed. Use a sweep to repeat it with several seeds.",
  },
};

export const FED_CODEC = codecOf<FedConfig>("federated", FED_FIELDS, "round");

/** Makes a config from its differences from the defaults. */
export const fedConfig = (changes: Partial<FedConfig> = {}): FedConfig => fillConfig(FED_FIELDS, changes);

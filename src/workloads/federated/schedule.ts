/**
 * Chooses the clients of a round and the mini-batches of a client. The seed determines both; the mini-batches
 * also depend on the difficulties of the client’s sentences.
 */
import { randomStream, sampleWithout } from "../../math/random.ts";
import { batchOrder } from "../../training/mini-batches.ts";
import { ARMS, type Arm } from "./arms.ts";
import type { FedBuilt } from "./build.ts";
import type { ArmId, FedConfig } from "./config.ts";
import { ascending, batchesOf, fractionAt, usedOf } from "./clients.ts";

/** A client drawn for a round. */
interface Drawn {
  readonly client: number;
  /** Whether it receives the layers but sends nothing back. */
  readonly dropsOut: boolean;
}

/** The clients of round t, drawn from the clients that have sentences. Every arm gets the same ones. */
export function drawnIn({ config, clients }: Pick<FedBuilt, "config" | "clients">, t: number): Drawn[] {
  const random = randomStream(config.seed, `federated/round ${t}`);
  const able = [...clients.keys()].filter((k) => (clients[k]?.train.length ?? 0) > 0);
  const drawn = [...sampleWithout(random, able.length, Math.min(config.perRound, able.length))];
  return drawn.map((i) => ({ client: able[i] as number, dropsOut: random.uniform() < config.dropout }));
}

/** Largest number of regular tests in a run, not counting the one at the start. */
const TESTS_PER_RUN = 6;

/** Number of rounds from one test to the next. */
export const testEvery = ({ steps }: Pick<FedConfig, "steps">): number => Math.ceil(steps / TESTS_PER_RUN);

/** Whether round t trains the head alone. */
export const isHeadOnly = ({ warmUp }: FedConfig, { layers }: Arm, t: number): boolean =>
  t < warmUp || layers === "none";

/** Fraction of its sentences that a client uses in round t. */
export const fractionIn = (config: FedConfig, id: ArmId, t: number): number =>
  ARMS[id].order === "shuffled" || t < config.warmUp
    ? 1
    : fractionAt({ ...config, steps: Math.max(1, config.steps - config.warmUp) }, t - config.warmUp);

/** Whether all sentences of a mini-batch have one label. Kinds alternate between the two labels. */
export const hasOneLabel = (kinds: readonly number[], batch: readonly number[]): boolean =>
  new Set(batch.map((s) => (kinds[s] as number) % 2)).size === 1;

/** Difference between the order seeds of successive clients. Client 0 draws the same orders as a run of the lab. */
const APART = 2 ** 20;

/**
 * A client's mini-batches in round t, as indices of sentences in the pool. `steps` is the number of the client's
 * local steps so far. `scoreOf` returns the difficulty of a sentence.
 */
export function batchesIn(
  { config, clients }: Pick<FedBuilt, "config" | "clients">,
  id: ArmId,
  t: number,
  k: number,
  steps: number,
  scoreOf: (sentence: number) => number,
): number[][] {
  const { seed, batch, warmUp } = config;
  const { train } = clients[k] as FedBuilt["clients"][number];
  const { order } = ARMS[id];
  if (order === "shuffled" || t < warmUp) {
    const size = Math.min(batch, train.length);
    const orderAt = batchOrder(seed + k * APART, train.length, size);
    return Array.from({ length: Math.floor(train.length / size) }, (_, i) => {
      const drawn = Array.from(orderAt(steps + i), (at) => train[at] as number);
      return batchesOf(drawn, batch)[0] as number[];
    });
  }
  const places =
    order === "random"
      ? [...sampleWithout(randomStream(seed, `federated/order ${k}`), train.length, train.length)]
      : ascending(train.map((s) => (order === "hard" ? -scoreOf(s) : scoreOf(s))));
  const sorted = places.map((at) => train[at] as number);
  return batchesOf(sorted.slice(0, usedOf(train.length, fractionIn(config, id, t))), batch);
}

/**
 * Chooses the clients of a round and the mini-batches of a client. The seed determines both; the mini-batches
 * also depend on the difficulties of the client’s sentences.
 */
import { randomStream, sampleWithout, type Random } from "../../math/random.ts";
import { batchOrder } from "../../training/mini-batches.ts";
import { ARMS, type Arm, type ArmId } from "./arms.ts";
import type { FedBuilt } from "./build.ts";
import type { FedConfig } from "./config.ts";
import { ascending, batchesOf, fractionAt, usedOf } from "./clients.ts";

/**
 * The clients of round t, drawn from the clients that have sentences. Every arm gets the same ones. A client that drops out
 * receives the layers but sends nothing back.
 */
export function drawnIn({ config, clients }: Pick<FedBuilt, "config" | "clients">, t: number) {
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

/** Fraction of its sentences or mini-batches that a client uses in round t. */
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
 * Orders a client's sentences at random so that each part has the client's own mix of kinds: the i-th of n sentences of a
 * kind comes at the fraction (i + ½) / n of the way.
 */
export function mixed(
  random: Random,
  train: readonly number[],
  kindOf: (sentence: number) => number,
): number[] {
  const places = [...sampleWithout(random, train.length, train.length)];
  const drawn = places.map((at) => train[at] as number);
  const ofKind = new Map<number, number[]>();
  for (const s of drawn) ofKind.set(kindOf(s), [...(ofKind.get(kindOf(s)) ?? []), s]);
  return [...ofKind.values()]
    .flatMap((own) => own.map((s, i) => ({ s, at: (i + 0.5) / own.length })))
    .toSorted((a, b) => a.at - b.at)
    .map(({ s }) => s);
}

/**
 * A client's mini-batches in round t, as indices of sentences in the pool. `steps` is the number of the client's
 * local steps so far. `scoreOf` returns the difficulty of a sentence.
 */
export function batchesIn(
  { config, clients, kinds }: Pick<FedBuilt, "config" | "clients" | "kinds">,
  id: ArmId,
  t: number,
  k: number,
  steps: number,
  scoreOf: (sentence: number) => number,
): number[][] {
  const { seed, batch, warmUp, unit } = config;
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
  const share = fractionIn(config, id, t);
  const random = randomStream(seed, `federated/order ${k}`);
  if (order === "sentences" || unit === "sentences") {
    const places =
      order === "random"
        ? [...sampleWithout(random, train.length, train.length)]
        : ascending(train.map((s) => (order === "hard" ? -scoreOf(s) : scoreOf(s))));
    const sorted = places.map((at) => train[at] as number);
    return batchesOf(sorted.slice(0, usedOf(train.length, share)), batch);
  }
  const cut = batchesOf(
    mixed(random, train, (s) => kinds[s] as number),
    batch,
  );
  // The mean trace of the empirical Fisher information of a mini-batch's sentences.
  const difficulty = (sentences: readonly number[]): number =>
    sentences.reduce((sum, s) => sum + scoreOf(s), 0) / sentences.length;
  const sign = { random: 0, easy: 1, hard: -1 }[order];
  const sorted = ascending(cut.map((sentences) => sign * difficulty(sentences)));
  return sorted.slice(0, usedOf(cut.length, share)).map((at) => cut[at] as number[]);
}

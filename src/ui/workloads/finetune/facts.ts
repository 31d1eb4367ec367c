/** The facts of a fine-tuning run that its own views need. */
import { counted, formatCount } from "../../../store/format.ts";
import {
  effectiveRank,
  ENCODER_MATRICES,
  LEAST_SIGMA,
  TEST_CHUNK,
  testSize,
  WIDTH,
  type DrawnMatrix,
} from "../../../store/kinds/finetune.ts";
import type { Outcome } from "../../../store/state.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import type { LabAdapter } from "../../../workloads/finetune/adapter.ts";
import type { UpdatesView } from "../../../workloads/finetune/probes.ts";
import type { LabFacts } from "../../../workloads/finetune/workload.ts";
import { formatTick } from "../../charts/axes.ts";
import { shortName } from "../../parts/class-counts.ts";
import { usePlayground, useProbe, useProbeStep } from "../../parts/context.ts";

export { DENSE } from "../../../store/kinds/finetune.ts";
export type { LabAdapter, LabFacts };

export const useLabFacts = (): LabFacts | undefined =>
  usePlayground(({ run }) => run) as LabFacts | undefined;

/** The config of the run that is shown. */
export const useLabConfig = (): LabConfig | undefined =>
  usePlayground(({ run }) => run?.config) as LabConfig | undefined;

/** Singular values of a method's updates after the last step. They arrive a moment after it. */
export const updatesOf = ({ data, step }: Outcome, id: string): UpdatesView | undefined =>
  data.latestAt(step, id, "updates") as UpdatesView | undefined;

export const useUpdates = () => useProbe("updates") as (model: string) => UpdatesView | undefined;
export const useSentences = () => useProbe("sentences") as (model: string) => Float32Array | undefined;

/**
 * Whether the updates of all methods are of the step that is shown. After training stops, this takes some seconds. While
 * it goes on, each method has a step of its own.
 */
export function useAreMeasured(): boolean {
  const stepOf = useProbeStep("updates");
  return usePlayground(
    ({ status, step, lookingAt, models }) =>
      status === "running" ||
      lookingAt !== undefined ||
      models.every(({ id }) => (stepOf(id) ?? step) === step),
  );
}

export type MatrixName = keyof UpdatesView["sigma"];

export const LAYERS = [0, 1] as const;
type Layer = (typeof LAYERS)[number];

const KIND_NAMES = {
  q: "Query",
  k: "Key",
  v: "Value",
  o: "Output",
  f1: "FFN in",
  f2: "FFN out",
} as const;

export interface MatrixOfLayer extends DrawnMatrix {
  readonly name: MatrixName;
  readonly kind: keyof typeof KIND_NAMES;
  readonly title: string;
}

/** The matrices of a layer that methods can train, in the order in which an input passes through them. */
export const matricesOf = (layer: Layer): readonly MatrixOfLayer[] =>
  ENCODER_MATRICES.flatMap(({ name, ...shape }) => {
    const kind = name.slice(2) as keyof typeof KIND_NAMES;
    return name.startsWith(`${layer}.`) && kind in KIND_NAMES
      ? [{ ...shape, name: name as MatrixName, kind, title: KIND_NAMES[kind] }]
      : [];
  });

/** A length in a drawing to scale, in units of the width of layer 1. */
export const toScale = (side: number): number => side / WIDTH;

/** The size of both layers side by side. FFN out lies below all others; above it, FFN in lies at the right. */
export function spaceOfLayers(): { readonly across: number; readonly down: number } {
  const sum = (side: "rows" | "cols", layer: Layer, ...kinds: readonly string[]): number =>
    matricesOf(layer).reduce((all, matrix) => all + (kinds.includes(matrix.kind) ? matrix[side] : 0), 0);
  return {
    across: toScale(LAYERS.reduce<number>((all, layer) => all + sum("cols", layer, "f2"), 0)),
    down: toScale(Math.max(...LAYERS.map((layer) => sum("rows", layer, "f1", "f2")))),
  };
}

/** Updates are close to the planted directions up to this angle, in degrees. */
const NEAR_ANGLE = 30;

/** Effective ranks are close to the planted one up to this relative difference. */
const NEAR_RANK = 0.1;

interface Update {
  readonly name: string;
  readonly sigma: readonly number[];
  /** Degrees between its directions and the planted ones. */
  readonly toPlant?: number | undefined;
}

/** At this angle or above, in degrees, directions are called unrelated to the planted ones. */
const UNRELATED = 80;

/**
 * Windows-1252 has these characters at 0x80 to 0x9f. In Unicode, the same numbers are control characters. The
 * TextDecoder of Node 20 leaves them as they are.
 */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Repairs Windows-1252 that was read as Latin-1. The encoder reads the text as it is, as in recorded runs. */
export const readable = (text: string): string =>
  text.replaceAll(/[\u0080-\u009f]/g, (one) => WINDOWS_1252.charAt(one.charCodeAt(0) - 0x80));

/** Says which updates come close to a planted change in rank and in direction, and which is nearest if none does. */
export function plantText(planted: readonly number[], updates: readonly Update[]): string {
  if (planted.length === 0) return "";
  const unseen = `No singular value of at least ${formatTick(LEAST_SIGMA)} measured yet`;
  if (updates.every(({ sigma }) => sigma.length === 0)) return `${unseen}.`;
  const wanted = effectiveRank(planted);
  const waiting = updates.filter(({ sigma }) => sigma.length === 0).map(({ name }) => name);
  return [
    `The planted change has rank ${formatCount(planted.length)} and effective rank ${wanted.toFixed(1)}.`,
    ...rankText(wanted, updates),
    ...directionText(updates),
    ...(waiting.length > 0 ? [`${unseen}: ${waiting.join(", ")}.`] : []),
  ].join(" ");
}

interface Closeness {
  readonly name: string;
  /** The distance of the measured value from the planted change's. */
  readonly distance: number;
  readonly isNear: boolean;
  /** The measured value as it is shown. */
  readonly shown: string;
}

/**
 * “Deep LoRA (1.9) comes within 10 % of …” or “No method comes within 10 % of …; nearest is Deep LoRA (1.1),
 * farthest LoRA (6.0).” Updates without a finite distance are left out.
 */
function nearText(within: string, all: readonly Closeness[]): string[] {
  const updates = all.filter(({ distance }) => Number.isFinite(distance));
  const [nearest, ...others] = updates.toSorted((a, b) => a.distance - b.distance);
  if (!nearest) return [];
  const listed = (ones: readonly Closeness[]): string =>
    ones.map(({ name, shown }) => `${name} (${shown})`).join(" and ");
  const near = [nearest, ...others].filter(({ isNear }) => isNear);
  if (near.length > 0) return [`${listed(near)} ${near.length > 1 ? "come" : "comes"} ${within}.`];
  const level = [nearest, ...others.filter(({ shown }) => shown === nearest.shown)];
  const farthest = level.length > others.length ? "" : `, farthest ${listed(others.slice(-1))}`;
  return [
    `No method comes ${within}; nearest ${level.length > 1 ? "are" : "is"} ${listed(level)}${farthest}.`,
  ];
}

function rankText(wanted: number, updates: readonly Update[]): string[] {
  const ranks = updates.map(({ name, sigma }): Closeness => {
    const rank = effectiveRank(sigma);
    return {
      name,
      distance: Math.abs(Math.log(rank / wanted)),
      isNear: Math.abs(rank / wanted - 1) <= NEAR_RANK,
      shown: rank.toFixed(1),
    };
  });
  return nearText(`within ${100 * NEAR_RANK}\u202f% of this effective rank`, ranks);
}

function directionText(updates: readonly Update[]): string[] {
  const angles = updates.flatMap(({ name, toPlant = NaN }): Closeness[] => {
    const angle = Math.round(toPlant);
    return Number.isFinite(angle)
      ? [{ name, distance: angle, isNear: angle <= NEAR_ANGLE, shown: `${angle}°` }]
      : [];
  });
  const least = Math.min(...angles.map(({ distance }) => distance));
  if (angles.length > 0 && least >= UNRELATED)
    return [
      `No method comes near the planted directions: ${angles.length > 1 ? "all are" : "it is"} ${least}° ${angles.length > 1 && least < 90 ? "or more " : ""}away, and 90° is unrelated.`,
    ];
  return nearText(`within ${NEAR_ANGLE}° of the planted directions (90° is unrelated)`, angles);
}

/** The first of these matrices in which every method that trains it has moved. */
export const movedByAll = (
  matrices: readonly MatrixName[],
  views: readonly (UpdatesView | undefined)[],
): MatrixName | undefined =>
  matrices.find((name) => {
    const largest = views.flatMap((view) => view?.sigma[name]?.[0] ?? []);
    return largest.length > 0 && largest.every((sigma) => sigma >= LEAST_SIGMA);
  });

const USED = 1e-2;

const titleOf = (matrix: string): string => KIND_NAMES[matrix.slice(2) as keyof typeof KIND_NAMES];

/** For each matrix: how many singular values are above 1 % of the method's largest value in any matrix. */
export function usedDirections(view: UpdatesView | undefined): ReadonlyMap<string, number> {
  const all = Object.entries(view?.sigma ?? {});
  const least = USED * Math.max(...all.flatMap(([, sigma]) => sigma));
  return new Map(all.map(([matrix, sigma]) => [matrix, sigma.filter((value) => value > least).length]));
}

/**
 * Compares the number of directions that each method moves, summed over all matrices, with the number of
 * planted ones, and names the matrices in which a method moves fewer. Empty before training.
 */
export function totalText(
  methods: readonly { readonly name: string; readonly view: UpdatesView | undefined }[],
): string {
  const plants = Object.entries(methods[0]?.view?.planted ?? {});
  const planted = plants.flatMap(([, sigma]) => sigma).length;
  const moved = methods.flatMap(({ name, view }) => {
    const most = Math.max(...Object.values(view?.sigma ?? {}).flat());
    if (!view || !(most >= LEAST_SIGMA)) return [];
    const isCut = view.adapter.matrices.some(({ kept }) => kept < 1);
    const used = usedDirections(view);
    const count = [...used.values()].reduce((sum, one) => sum + one, 0);
    const short = plants.flatMap(([matrix, sigma]) =>
      (used.get(matrix) ?? 0) < sigma.length ? [titleOf(matrix)] : [],
    );
    const shown = `${isCut ? "at least " : ""}${formatCount(count)}`;
    return [{ name, short: short.join(" and "), shown }];
  });
  const shorts = new Set(moved.map(({ short }) => short));
  const [first, ...others] = moved;
  if (!first) return "";
  const counts = [
    `${first.name} moves ${first.shown}`,
    ...others.map(({ name, shown }) => `${name} ${shown}`),
  ];
  return [
    `In all matrices together ${formatCount(planted)} directions are planted; ${counts.join(", ")} (singular values above 1\u202f% of the method’s largest).`,
    ...[...shorts].flatMap((matrices) => {
      const names = moved.flatMap(({ name, short }) => (short === matrices ? name : []));
      return matrices
        ? `${names.join(" and ")} ${names.length > 1 ? "move" : "moves"} fewer than are planted in ${matrices}.`
        : [];
    }),
  ].join(" ");
}

/** Says in how many of its matrices a method is not drawn, because all values there are below `least`. Else empty. */
export function leftOutText(
  least: number,
  methods: readonly { readonly name: string; readonly view: UpdatesView | undefined }[],
): string {
  const unseen = methods.flatMap(({ name, view }) => {
    const all = Object.values(view?.sigma ?? {});
    const count = all.filter(([first = least]) => first < least).length;
    if (count === 0) return [];
    return [`${name} in ${count === all.length ? "every matrix" : `${count} of ${all.length} matrices`}`];
  });
  if (unseen.length === 0) return "";
  return ` Not drawn, because all values there are below ${formatTick(least)}: ${unseen.join(", ")}.`;
}

/** Says on how many sentences the methods train, if the setting asks for more; empty otherwise. */
export function fewerText({ trainCount, classes }: LabFacts, { samples }: LabConfig): string {
  if (!classes || trainCount >= samples * classes.length) return "";
  return ` The methods train on ${formatCount(trainCount)} others instead of ${formatCount(samples)} of each class. Training uses at most half of all sentences, and from each class at most an equal share of this half.`;
}

/** Names the seed of a figure that shows only one of several seeds. */
export function useSeedNote(): string {
  const config = useLabConfig();
  return config && config.seeds > 1 ? ` Seed ${config.seed} only.` : "";
}

/** Says how many of a user's texts or pairs train, how many test, and why the others are not used. */
export function splitText(all: number, train: number, each: string, most: number): string {
  const rest = all - train;
  const tests = testSize(rest, most);
  const left = rest - tests;
  const why = tests === most ? `at most ${formatCount(most)}` : `whole groups of ${TEST_CHUNK}`;
  const unused =
    left > 0
      ? ` The other ${left === 1 ? "one is" : `${formatCount(left)} are`} not used: a test takes ${why}.`
      : "";
  return `Each method trains on ${formatCount(train)} of them${each}, and is tested on ${formatCount(tests)} others.${unused} None is held out for choosing rates or steps.`;
}

/** Warns of classes all of whose texts train. `counts` and `train` have a number for each class. */
export function untestedText(
  classes: readonly string[],
  counts: readonly number[],
  train: readonly number[],
): string {
  const named = classes.flatMap((name, k) =>
    counts[k] === train[k] ? [`${shortName(name)} ${formatCount(counts[k] ?? 0)}`] : [],
  );
  if (named.length === 0) return "";
  return ` Not tested, because all their texts train: ${named.join(", ")}. Lower “Texts per class n”, or add texts.`;
}

/** Warns of texts that stand in a file more than once. Training and test are drawn from all of its lines. */
export function copiesText(texts: readonly string[]): string {
  const copies = texts.length - new Set(texts).size;
  if (copies === 0) return "";
  return ` ${counted(copies, "text")} ${copies === 1 ? "repeats" : "repeat"} an earlier one. The test may hold copies of training texts, which makes every method look better than it is. Remove the copies from the file.`;
}

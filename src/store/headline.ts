/**
 * The run in two sentences, from its own numbers only: who recovered the matrix when, and what a step costs. Counted
 * work and measured time are kept apart, and nothing is called the same beyond what is said.
 */
import { isOscillating } from "../training/progress.ts";
import type { NetworkName } from "../experiment/experiment.ts";
import { simplerSentence } from "./simpler.ts";
import { compareTo, formatCount, formatDb, formatError, formatTimes } from "./format.ts";
import { psnrOf } from "./psnr.ts";
import type { NetworkNow, RunFacts } from "./state.ts";

export interface Headline {
  readonly result: string;
  readonly cost: string;
  /** Where a simpler network does better than what it is compared with; empty where none does. */
  readonly simpler: string;
}

const NAMES: Readonly<Record<NetworkName, string>> = {
  original: "Original",
  yaras: "Yaras",
  thin: "Thin",
  kwon: "Kwon",
  narrow: "Narrow",
  shallow: "Shallow",
  burerMonteiro: "Burer–Monteiro",
  galore: "GaLore",
  altmin: "Alt. min.",
};

export const shortName = (id: NetworkName): string => NAMES[id];

/** Within a sentence: people keep their capitals. */
const IN_SENTENCES: Readonly<Partial<Record<NetworkName, string>>> = {
  original: "original",
  thin: "thin",
  narrow: "narrow",
  shallow: "shallow",
  altmin: "alternating minimisation",
};

/** In the order in which one of them is chosen to speak for the compressed networks. */
const COMPRESSED_ON_REAL_DATA: readonly NetworkName[] = ["thin", "yaras", "kwon"];
const COMPRESSED_ON_GENERATED: readonly NetworkName[] = ["yaras", "thin", "kwon"];

/** Errors this much apart are worth a word. */
const BEHIND = 1.1;
/** Not moving for half of the run, while another network is this much better, is worth a word; it may move again. */
const STILL_ABOVE = 0.98;
const STILL_BEHIND = 3;
/** dB that can be told apart in a sentence with one decimal. */
const LEVEL_DB = 0.05;

export function headline(run: RunFacts | undefined, networks: readonly NetworkNow[], step: number): Headline {
  const started = networks.filter(({ progress }) => progress !== undefined);
  if (!run || started.length === 0)
    return { result: "Making the data and compressing the network…", cost: "", simpler: "" };
  const order = run.recoveryOver === "heldout" ? COMPRESSED_ON_REAL_DATA : COMPRESSED_ON_GENERATED;
  const compressed = order.flatMap((id) => started.filter((network) => network.id === id));
  const original = started.find(({ id }) => id === "original");
  // What the sentence is about: the original and what compresses it; else whatever is trained.
  const shown = original && compressed.length > 0 ? [original, ...compressed] : started;
  const cost = original && compressed[0] ? costSentence(original, compressed[0], run.backend) : "";
  if (step === 0)
    return {
      result: `Ready: ${list(shown.map(nameOf))} from one seed.`,
      cost,
      simpler: "",
    };
  const at = formatCount(step);
  const result =
    run.psnrAtOne === undefined ? milestoneSentence(at, shown) : psnrSentence(at, shown, run.psnrAtOne);
  return { result, cost, simpler: simplerSentence(started, run.psnrAtOne, nameOf) };
}

/** Has it stood still while another network went on? */
export function standsStill(network: NetworkNow, networks: readonly NetworkNow[]): boolean {
  const error = errorOf(network);
  return (
    network.recentFall > STILL_ABOVE &&
    networks.some((other) => !other.progress?.diverged && errorOf(other) * STILL_BEHIND < error)
  );
}

function costSentence(original: NetworkNow, other: NetworkNow, backend: string): string {
  const flops = compareTo(
    original.flopsPerStep,
    other.flopsPerStep,
    "fewer FLOPs",
    "more FLOPs",
    "as many FLOPs",
  );
  const time = compareTo(original.msPerStep, other.msPerStep, "less time", "more time", "as much time");
  const parameters = compareTo(
    original.parameters,
    other.parameters,
    "fewer parameters",
    "more parameters",
    "as many parameters",
  );
  const name = shortName(other.id);
  return time === "–"
    ? `${name} against the original: ${flops} per step (counted), ${parameters}.`
    : `${name} against the original: ${flops} per step (counted), ${time} per step (measured here, ${backend === "cpu" ? "CPU" : "WebGPU"}), ${parameters}.`;
}

function psnrSentence(at: string, shown: readonly NetworkNow[], psnrAtOne: number): string {
  const best = (network: NetworkNow) => psnrOf(psnrAtOne, network.progress?.best ?? NaN) ?? NaN;
  const alive = shown.filter(({ progress }) => !progress?.diverged);
  const [reference] = shown;
  const parts = shown.map((network) => {
    const name = nameOf(network);
    if (network.progress?.diverged) return `${name} diverged`;
    if (network === reference || !reference || reference.progress?.diverged)
      return `${name} ${formatDb(best(network))} dB`;
    const difference = best(reference) - best(network);
    if (Math.abs(difference) < LEVEL_DB) return `${name} level within ${LEVEL_DB} dB`;
    return `${name} ${formatDb(Math.abs(difference))} dB ${difference > 0 ? "behind" : "ahead"}`;
  });
  const bestSoFar = `Best so far on the hidden pixels (step ${at}): ${parts.join(", ")}.`;
  return alive.length > 0 && alive.every((network) => best(network) < psnrAtOne + 0.3)
    ? `${bestSoFar} None is better than filling in the mean (${formatDb(psnrAtOne)} dB).`
    : bestSoFar;
}

function milestoneSentence(at: string, shown: readonly NetworkNow[]): string {
  const milestone = (["1e-3", "1e-2"] as const).find((candidate) =>
    shown.some(({ progress }) => typeof progress?.iterationsTo[candidate] === "number"),
  );
  if (!milestone)
    return `At step ${at}, recovery error: ${shown.map((one) => `${nameOf(one)} ${state(one, shown)}`).join(", ")}.`;
  const reached = shown.filter(({ progress }) => typeof progress?.iterationsTo[milestone] === "number");
  const others = shown.filter((network) => !reached.includes(network));
  const parts = reached.map((one, i) => {
    const when = formatCount(one.progress?.iterationsTo[milestone] ?? 0);
    return i === 0
      ? `${nameOf(one)} reached recovery error ${milestone} at step ${when}`
      : `${nameOf(one)} at ${when}`;
  });
  const rest = others.map((one) => `${nameOf(one)} not yet (${state(one, shown)})`);
  return `At step ${at}: ${[...parts, ...rest].join(", ")}.`;
}

function state(network: NetworkNow, shown: readonly NetworkNow[]): string {
  if (network.progress?.diverged) return "diverged";
  const error = errorOf(network);
  const text = formatError(error);
  if (oscillates(network)) return `oscillating at ${text}`;
  if (standsStill(network, shown)) return `standing still at ${text}`;
  const [reference] = shown;
  const ratio = reference && !reference.progress?.diverged ? error / errorOf(reference) : 1;
  return network === reference || !(ratio > BEHIND)
    ? text
    : reference?.id === "original"
      ? `${text}, ${formatTimes(ratio)}× the original's`
      : `${text}, ${formatTimes(ratio)} times that of ${reference ? nameOf(reference) : ""}`;
}

/** Goes up and down and stays where it is. */
export const oscillates = ({ progress }: NetworkNow): boolean =>
  progress !== undefined && isOscillating(progress);

const nameOf = ({ id }: { readonly id: NetworkName }): string => IN_SENTENCES[id] ?? NAMES[id];
const errorOf = ({ progress }: NetworkNow): number => progress?.headline ?? NaN;

function list(parts: readonly string[]): string {
  if (parts.length <= 1) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

/** Names a simpler network that does better: earlier at a milestone, or closer to the target. */
import { MILESTONES, type Milestone } from "../../training/progress.ts";
import type { NetworkName } from "../../workloads/mf/config/fields.ts";
import { formatCount, formatDb, formatError } from "../format.ts";
import { shortName, type NetworkNow } from "../kinds/matrix-state.ts";
import { psnrOf } from "./psnr.ts";

/** Networks that are less deep or less wide than the original, and are not compressed. */
const BASELINES: readonly NetworkName[] = [
  "altmin",
  "burerMonteiro",
  "spectral",
  "scaledGd",
  "shallow",
  "narrow",
];
/** Names as they appear within a sentence. Personal names keep their capital letters. */
const IN_SENTENCES: Readonly<Partial<Record<NetworkName, string>>> = {
  original: "original",
  yaras: "compressed",
  thin: "thin",
  kwon: "compressed (spectral start)",
  narrow: "narrow",
  shallow: "shallow",
  spectral: "Burer–Monteiro (spectral start)",
  altmin: "alternating minimization",
};

const nameOf = ({ id }: NetworkNow): string => IN_SENTENCES[id] ?? shortName(id);

/** The baseline is compared with the first of these networks that is trained. */
const COMPARED: readonly NetworkName[] = ["original", "yaras", "thin", "kwon"];
/** Smallest ratio of two errors that is worth mentioning. */
const AHEAD = 1.1;
/** Smallest difference in dB that is worth mentioning. */
const AHEAD_DB = 0.1;

/** At most two sentences: on the network first at the finest milestone, and on the closest one now. */
export function baselineComparison(networks: readonly NetworkNow[], psnrAtOne: number | undefined): string {
  const alive = networks.filter(({ progress }) => progress && !progress.diverged);
  const reference = COMPARED.flatMap((id) => alive.find((network) => network.id === id) ?? [])[0];
  const baselines = alive.filter(({ id }) => BASELINES.includes(id));
  if (!reference || baselines.length === 0) return "";
  const other = nameOf(reference);
  if (psnrAtOne !== undefined) {
    const dB = (network: NetworkNow) => psnrOf(psnrAtOne, network.progress?.best ?? NaN) ?? NaN;
    const best = leastOf(baselines, (network) => -dB(network));
    return best && dB(best) > dB(reference) + AHEAD_DB
      ? `A simpler network does better here: ${nameOf(best)} has reached ${formatDb(dB(best))} dB, ${other} ${formatDb(dB(reference))} dB.`
      : "";
  }
  return [firstSentence(baselines, reference), closestSentence(baselines, reference)]
    .filter(Boolean)
    .join(" ");
}

function firstSentence(baselines: readonly NetworkNow[], reference: NetworkNow): string {
  const reached = (network: NetworkNow, milestone: Milestone) =>
    network.progress?.iterationsTo[milestone] ?? Infinity;
  for (const milestone of MILESTONES.toReversed()) {
    const first = leastOf(baselines, (network) => reached(network, milestone));
    if (!first || reached(first, milestone) >= reached(reference, milestone)) continue;
    const at = reached(reference, milestone);
    const found = `A simpler network was faster: ${nameOf(first)} reached error ${milestone} at step ${formatCount(reached(first, milestone))}, ${nameOf(reference)}`;
    return at === Infinity ? `${found} not yet.` : `${found} at ${formatCount(at)}.`;
  }
  return "";
}

function closestSentence(baselines: readonly NetworkNow[], reference: NetworkNow): string {
  const errorOf = ({ progress }: NetworkNow) => progress?.headline ?? NaN;
  const closest = leastOf(baselines, errorOf);
  if (!closest || !(errorOf(closest) * AHEAD < errorOf(reference))) return "";
  return `A simpler network is closer now: ${nameOf(closest)}, with recovery error ${formatError(errorOf(closest))} against ${formatError(errorOf(reference))} for ${nameOf(reference)}.`;
}

function leastOf(
  networks: readonly NetworkNow[],
  value: (network: NetworkNow) => number,
): NetworkNow | undefined {
  return networks.toSorted((a, b) => value(a) - value(b))[0];
}

/** The page says where a simpler network wins: earlier at a milestone, or closer to the truth. */
import { MILESTONES, type Milestone } from "../engine/progress.ts";
import type { NetworkName } from "../experiment/experiment.ts";
import { formatCount, formatDb, formatError } from "./format.ts";
import { psnrOf } from "./psnr.ts";
import type { NetworkNow } from "./state.ts";
import { t } from "./text.ts";

/** Of less depth or width than the original, and without compression. */
const SIMPLER: readonly NetworkName[] = ["altmin", "burerMonteiro", "shallow", "narrow"];
/** What a simpler one is compared with: the first of these that is trained. */
const COMPARED: readonly NetworkName[] = ["original", "yaras", "thin", "kwon"];
/** Errors, and dB, that are worth a word. */
const AHEAD = 1.1;
const AHEAD_DB = 0.1;

/** At most one sentence on who was first at the finest milestone, and one on who is closest now. */
export function simplerSentence(
  networks: readonly NetworkNow[],
  psnrAtOne: number | undefined,
  nameOf: (network: NetworkNow) => string,
): string {
  const alive = networks.filter(({ progress }) => progress && !progress.diverged);
  const reference = COMPARED.flatMap((id) => alive.find((network) => network.id === id) ?? [])[0];
  const simpler = alive.filter(({ id }) => SIMPLER.includes(id));
  if (!reference || simpler.length === 0) return "";
  const other = nameOf(reference);
  if (psnrAtOne !== undefined) {
    const dB = (network: NetworkNow) => psnrOf(psnrAtOne, network.progress?.bestRecoveryError ?? NaN) ?? NaN;
    const best = leastOf(simpler, (network) => -dB(network));
    return best && dB(best) > dB(reference) + AHEAD_DB
      ? t("A simpler network does better here: {name} has reached {dB} dB, {other} {otherDb} dB.", {
          name: nameOf(best),
          dB: formatDb(dB(best)),
          other,
          otherDb: formatDb(dB(reference)),
        })
      : "";
  }
  return [firstSentence(simpler, reference, nameOf), closestSentence(simpler, reference, nameOf)]
    .filter(Boolean)
    .join(" ");
}

function firstSentence(
  simpler: readonly NetworkNow[],
  reference: NetworkNow,
  nameOf: (network: NetworkNow) => string,
): string {
  const reached = (network: NetworkNow, milestone: Milestone) =>
    network.progress?.iterationsTo[milestone] ?? Infinity;
  for (const milestone of MILESTONES.toReversed()) {
    const first = leastOf(simpler, (network) => reached(network, milestone));
    if (!first || reached(first, milestone) >= reached(reference, milestone)) continue;
    const at = reached(reference, milestone);
    const values = {
      name: nameOf(first),
      error: milestone,
      step: formatCount(reached(first, milestone)),
      other: nameOf(reference),
      at: formatCount(at),
    };
    return at === Infinity
      ? t(
          "A simpler network was faster: {name} reached error {error} at step {step}, {other} not yet.",
          values,
        )
      : t(
          "A simpler network was faster: {name} reached error {error} at step {step}, {other} at {at}.",
          values,
        );
  }
  return "";
}

function closestSentence(
  simpler: readonly NetworkNow[],
  reference: NetworkNow,
  nameOf: (network: NetworkNow) => string,
): string {
  const errorOf = ({ progress }: NetworkNow) => progress?.recoveryError ?? NaN;
  const closest = leastOf(simpler, errorOf);
  if (!closest || !(errorOf(closest) * AHEAD < errorOf(reference))) return "";
  return t("Closest now is {name}, with recovery error {error} against {otherError} for {other}.", {
    name: nameOf(closest),
    error: formatError(errorOf(closest)),
    other: nameOf(reference),
    otherError: formatError(errorOf(reference)),
  });
}

function leastOf(
  networks: readonly NetworkNow[],
  value: (network: NetworkNow) => number,
): NetworkNow | undefined {
  return networks.toSorted((a, b) => value(a) - value(b))[0];
}

/** Why training stopped before its last step, in one sentence. */
import type { Stopped } from "../engine/stop-watch.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { formatCount, formatSetting } from "./format.ts";
import { SHORT_NAMES } from "./headline.ts";
import { t } from "./text.ts";

const SENTENCES: Readonly<Record<Stopped["rule"], string>> = {
  recoveryAll: "Stopped: recovery error of all networks below {error} at step {step}.",
  recoveryAny: "Stopped: recovery error of {network} below {error} at step {step}.",
  trainAll: "Stopped: train error of all networks below {error} at step {step}.",
  trainAny: "Stopped: train error of {network} below {error} at step {step}.",
  plateau: "Stopped: no recovery error has fallen by 1 % in {patience} steps, up to step {step}.",
  divergence: "Stopped: {network} diverged at step {step}.",
  seconds: "Stopped: after {seconds} s of training, at step {step}.",
};

export function stoppedText(
  { stopError, patience, seconds }: Experiment,
  { rule, step, network }: Stopped,
): string {
  return t(SENTENCES[rule], {
    error: stopError < 0.01 ? stopError.toExponential() : formatSetting(stopError),
    step: formatCount(step),
    network: network ? SHORT_NAMES[network] : "",
    patience: formatCount(patience),
    seconds,
  });
}

/** Why training stopped before its last step, in one sentence. */
import type { Stopped } from "../engine/stop-watch.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { formatCount, formatSetting } from "./format.ts";
import { shortName } from "./headline.ts";
import { say, sentence, type Sentence } from "./text.ts";

const SENTENCES: Readonly<Record<Stopped["rule"], Sentence>> = {
  recoveryAll: sentence("Stopped: recovery error of all networks below {error} at step {step}."),
  recoveryAny: sentence("Stopped: recovery error of {network} below {error} at step {step}."),
  trainAll: sentence("Stopped: train error of all networks below {error} at step {step}."),
  trainAny: sentence("Stopped: train error of {network} below {error} at step {step}."),
  plateau: sentence("Stopped: no recovery error has fallen by 1 % in {patience} steps, up to step {step}."),
  validation: sentence(
    "Stopped: no validation error has come to a new least in {patience} steps, up to step {step}; back at its best step, {best}.",
  ),
  best: sentence("The last step, {step}, is made; back at the step of the least validation error, {best}."),
  divergence: sentence("Stopped: {network} diverged at step {step}."),
  seconds: sentence("Stopped: after {seconds} s of training, at step {step}."),
};

export function stoppedText(
  { stopError, patience, seconds }: Experiment,
  { rule, step, network, backTo = 0 }: Stopped,
): string {
  return say({
    ...SENTENCES[rule],
    values: {
      error: stopError < 0.01 ? stopError.toExponential() : formatSetting(stopError),
      step: formatCount(step),
      best: formatCount(backTo),
      network: network ? shortName(network) : "",
      patience: formatCount(patience),
      seconds,
    },
  });
}
